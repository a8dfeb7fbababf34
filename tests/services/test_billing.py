"""Telling billing: one bill for each close, each attempt on record before and after, and nobody invoices twice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from clientcare.adapters.mail import Post
from clientcare.domain.clients import Contact
from clientcare.domain.errors import Conflict, Failed, GateNotMet, Interrupted, Unreachable, Usage
from clientcare.domain.mails import Dispatch, Mail
from clientcare.domain.shop import Management
from clientcare.services import billing, closing
from clientcare.services.entries import Unsure
from tests.shops import ACME, ANN

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.shops import Shop


def closed(shop: Shop, **given: Any) -> str:
    """A session of 45 minutes that is closed and not billed."""
    thread = shop.session()
    shop.wait(45)
    closing.close(shop.desk(), **{"session": thread, "solution": "New fuser fitted", "resolved": True, **given})
    return thread


def send(shop: Shop, thread: str, **given: Any) -> str:
    return billing.send(shop.desk(), session=thread, **given).bill.state


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[Mail]]:
    """Lets the post answer one after the other of some results, or raise them; gives the mails that it got."""

    def set_up(*results: Dispatch | BaseException) -> list[Mail]:
        waiting, sent = list(results), []

        def answer(_: Post, mail: Mail) -> Dispatch:
            sent.append(mail)
            result = waiting.pop(0)
            if isinstance(result, BaseException):
                raise result
            return result

        monkeypatch.setattr(Post, "send", answer)
        return sent

    return set_up


BY_SMTP = {"way": "smtp", "host": "localhost", "security": "none"}
SENT = Dispatch("sent", "smtp", "")
UNKNOWN = Dispatch("unknown", "smtp", "The connection broke before the reply.")
REFUSED = Dispatch("refused", "smtp", "550 no such user")


# -- who may be billed ---------------------------------------------------------------------------------------


def test_an_open_session_is_not_billed_and_the_answer_says_what_is_missing(shop: Shop) -> None:
    thread = shop.session()
    with pytest.raises(GateNotMet, match="no end and no solution"):
        billing.preview(shop.desk(), session=thread)


def test_a_cancelled_session_an_unresolved_one_and_a_free_one_are_not_billed(shop: Shop) -> None:
    cancelled = shop.session()
    shop.enter(cancelled, "close", ordinal=1, cancelled=True, reason="Nobody there", start=shop.now, end=shop.now)
    with pytest.raises(GateNotMet, match="cancelled"):
        send(shop, cancelled)
    with pytest.raises(GateNotMet, match="only when the problem is solved"):
        send(shop, closed(shop, resolved=False))
    with pytest.raises(GateNotMet, match="Nothing is charged"):
        send(shop, closed(shop, no_charge="Goodwill"))


def test_a_shop_may_permit_billing_what_is_not_solved(shop: Shop) -> None:
    shop.set_shop(bill_unresolved=True)
    thread = closed(shop, resolved=False)
    assert send(shop, thread) == "laid"
    assert shop.read(thread).of_kind("bill")[0].get("unresolved")


# -- the mail ------------------------------------------------------------------------------------------------


def test_the_preview_is_the_mail_that_is_sent_and_writes_nothing(shop: Shop) -> None:
    thread = closed(shop)
    before = shop.kinds(thread)
    mail = billing.preview(shop.desk(), session=thread)
    assert (mail.to, mail.worked, mail.billable) == ("billing@example.ch", 45, 45)
    assert "Acme AG" in mail.text
    assert shop.kinds(thread) == before
    send(shop, thread)
    assert billing.preview(shop.desk(), session=thread) == mail


def test_the_mail_that_was_prepared_stays_as_it_was_whatever_is_entered_later(shop: Shop) -> None:
    thread = closed(shop)
    send(shop, thread)
    first = billing.preview(shop.desk(), session=thread)
    shop.enter(thread, "note", text="They rang again")
    shop.set_client(ACME._replace(name="Acme Holding"))
    assert billing.preview(shop.desk(), session=thread) == first


def test_secrets_are_masked_in_the_mail_even_where_somebody_overruled_the_guard(shop: Shop) -> None:
    thread = closed(shop)
    shop.set_client(ACME._replace(contacts=(Contact("Frei, password: Winter2026!"),)))
    mail = billing.preview(shop.desk(), session=thread)
    assert "Winter2026!" not in mail.text
    assert send(shop, thread) == "laid"
    assert "Winter2026!" not in shop.outbox()[0].read_text("ascii")


def test_the_member_signs_and_the_shop_where_the_member_has_no_address(
    shop: Shop, answers: Callable[..., list[Mail]]
) -> None:
    mails = answers(SENT, SENT, SENT)
    send(shop, closed(shop))
    shop.set_member(ANN._replace(mail=""))
    send(shop, closed(shop))
    shop.set_shop(management=Management("Ms Keller", "", ""))
    send(shop, closed(shop))
    assert [mail.sender for mail in mails] == ["ann@example.ch", "keller@example.ch", "billing@example.ch"]


# -- attempts ------------------------------------------------------------------------------------------------


def test_each_attempt_is_claimed_before_and_its_result_recorded_after(shop: Shop) -> None:
    thread = closed(shop)
    assert send(shop, thread) == "laid"
    session = shop.read(thread)
    assert [record.kind for record in session.records[-3:]] == ["bill", "send", "sent"]
    [attempt] = session.bill.attempts
    assert (attempt.number, attempt.status, attempt.way) == (1, "laid", "outbox")
    assert attempt.where.startswith("outbox/bill-")


def test_a_mail_that_lies_in_the_outbox_is_one_and_stays_one(shop: Shop) -> None:
    thread = closed(shop)
    send(shop, thread)
    with pytest.raises(Conflict, match="was laid down already: outbox/bill-"):
        send(shop, thread)
    assert send(shop, thread, again=True) == "laid"
    assert len(shop.outbox()) == 1


def test_where_billing_collects_from_the_outbox_a_laid_mail_has_told_it(shop: Shop) -> None:
    shop.set_shop(collects_outbox=True)
    thread = closed(shop)
    assert send(shop, thread) == "sent"
    [attempt] = shop.read(thread).bill.attempts
    assert (attempt.way, attempt.detail) == ("outbox", billing.COLLECTED)
    with pytest.raises(Conflict, match="was told"):
        send(shop, thread, again=True)


def test_a_refused_mail_is_sent_again_under_the_same_number(shop: Shop, answers: Callable[..., list[Mail]]) -> None:
    mails = answers(REFUSED, SENT)
    thread = closed(shop)
    assert send(shop, thread) == "refused"
    assert send(shop, thread) == "sent"
    assert mails[0].message_id == mails[1].message_id
    assert mails[0].subject == mails[1].subject
    assert shop.kinds(thread).count("bill") == 1


def test_an_attempt_without_a_reply_is_repeated_only_on_purpose(shop: Shop, answers: Callable[..., list[Mail]]) -> None:
    mails = answers(UNKNOWN, SENT)
    thread = closed(shop)
    assert send(shop, thread) == "unknown"
    with pytest.raises(Conflict, match="may have arrived"):
        send(shop, thread)
    assert send(shop, thread, again=True) == "sent"
    assert mails[0].message_id == mails[1].message_id


def test_a_crash_between_claim_and_result_leaves_the_attempt_unknown(
    shop: Shop, answers: Callable[..., list[Mail]]
) -> None:
    answers(RuntimeError("the machine went down"))
    shop.set_shop(mail=BY_SMTP)
    thread = closed(shop)
    with pytest.raises(RuntimeError):
        send(shop, thread)
    assert shop.read(thread).bill.state == "unknown"


@pytest.mark.parametrize(
    ("raised", "detail"),
    [
        (Failed("There is no password.", "Set one."), "There is no password. Set one."),
        (Interrupted(), "Stopped before anything was sent."),
    ],
)
def test_what_the_post_raises_was_certainly_not_sent(
    shop: Shop, answers: Callable[..., list[Mail]], raised: BaseException, detail: str
) -> None:
    answers(raised)
    thread = closed(shop)
    assert send(shop, thread) == "refused"
    assert shop.read(thread).bill.attempts[0].detail == detail


def test_settings_that_cannot_be_are_a_refused_attempt_and_not_an_unknown_one(shop: Shop) -> None:
    shop.set_shop(mail={"way": "smtp"})
    thread = closed(shop)
    assert send(shop, thread) == "refused"
    assert "'host' in [mail] is missing" in shop.read(thread).bill.attempts[0].detail


def test_a_mail_that_goes_to_a_server_is_announced(
    shop: Shop, answers: Callable[..., list[Mail]], capsys: pytest.CaptureFixture[str]
) -> None:
    answers(SENT)
    shop.set_shop(mail={"way": "smtp", "host": "mail.example.ch"})
    send(shop, closed(shop))
    assert "Mailing billing@example.ch …" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("result", "said"),
    [
        (SENT, "The mail to billing was sent, but that is not on record"),
        (Dispatch("laid", "outbox", "", "outbox/x.eml"), "was laid into outbox/x.eml"),
        (REFUSED, "was NOT sent"),
        (UNKNOWN, "may have been sent"),
    ],
)
def test_where_the_result_cannot_be_recorded_the_answer_says_what_became_of_the_mail(
    shop: Shop,
    answers: Callable[..., list[Mail]],
    monkeypatch: pytest.MonkeyPatch,
    result: Dispatch,
    said: str,
) -> None:
    answers(result)
    shop.set_shop(mail=BY_SMTP)
    thread = closed(shop)
    enter = billing.enter

    def no_results(desk: Any, session: Any, kind: str, *given: Any, **more: Any) -> Any:
        if kind == "sent":
            raise Unreachable("The share does not answer.")
        return enter(desk, session, kind, *given, **more)

    monkeypatch.setattr(billing, "enter", no_results)
    with pytest.raises(Unsure, match=said):
        send(shop, thread)
    assert shop.read(thread).bill.state == "unknown"


def test_of_two_who_send_at_once_one_sends(shop: Shop, answers: Callable[..., list[Mail]]) -> None:
    mails = answers(SENT, SENT)
    thread = closed(shop)
    seen_by_both = shop.read(thread)
    billing.tell(shop.desk("ben"), seen_by_both)
    with pytest.raises(Conflict, match="ben was first"):
        billing.tell(shop.desk(), seen_by_both)
    assert len(mails) == 1


def test_a_reopened_session_gets_a_bill_of_its_own(shop: Shop) -> None:
    thread = closed(shop)
    send(shop, thread)
    shop.enter(thread, "reopen", ordinal=1, reason="It came back")
    closing.close(shop.desk(), session=thread, solution="Board replaced", resolved=True)
    assert shop.read(thread).bill.state == "open"
    send(shop, thread)
    bills = shop.read(thread).of_kind("bill")
    assert [bill.get("number").rpartition("-")[2] for bill in bills] == ["1", "2"]
    assert len(shop.outbox()) == 2
    first, second = (bill.get("text") for bill in bills)
    assert "Replaces" not in first
    assert f"Replaces      {bills[0].get('number')}, which must not be invoiced as well\n" in second


# -- marks and lists -----------------------------------------------------------------------------------------


def test_a_mail_that_somebody_sent_from_the_outbox_is_marked(shop: Shop) -> None:
    thread = closed(shop)
    send(shop, thread)
    assert billing.mark(shop.desk(), session=thread, sent=True).says == "sent"
    assert shop.read(thread).bill.state == "sent"
    with pytest.raises(Conflict, match="on record already"):
        billing.mark(shop.desk(), session=thread, sent=True)


def test_the_number_of_the_invoice_is_marked_and_may_be_corrected(shop: Shop) -> None:
    thread = closed(shop)
    send(shop, thread)
    assert billing.mark(shop.desk(), session=thread, invoiced=" 2026-0815 ").says == "invoiced 2026-0815"
    with pytest.raises(Conflict, match="invoiced 2026-0815"):
        billing.mark(shop.desk(), session=thread, invoiced="2026-0815")
    with pytest.raises(Conflict):
        billing.mark(shop.desk(), session=thread, sent=True)
    billing.mark(shop.desk(), session=thread, invoiced="2026-0816")
    assert shop.read(thread).bill.invoice == "2026-0816"


def test_nothing_to_mark_and_no_bill_yet_are_refused(shop: Shop) -> None:
    thread = closed(shop)
    with pytest.raises(Usage):
        billing.mark(shop.desk(), session=thread, invoiced=" ")
    with pytest.raises(Conflict, match="no bill"):
        billing.mark(shop.desk(), session=thread, sent=True)


def test_the_list_holds_what_is_closed_newest_first_and_can_leave_out_what_is_settled(shop: Shop) -> None:
    first, free, last = closed(shop), closed(shop, no_charge="Goodwill"), closed(shop)
    shop.session()
    assert [one.thread for one in billing.listed(shop.desk())] == [last, free, first]
    send(shop, first)
    billing.mark(shop.desk(), session=first, sent=True)
    assert [one.thread for one in billing.listed(shop.desk(), only_open=True)] == [last]
