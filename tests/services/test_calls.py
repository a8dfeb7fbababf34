"""Calls for help: recorded, mailed, and the truth about both."""

from __future__ import annotations

from email import message_from_bytes
from email.policy import default

import pytest

from clientcare.domain.errors import Conflict, Exit, Failed, Interrupted, NotFound, Unreachable
from clientcare.domain.mails import Dispatch, Mail
from clientcare.domain.privacy import HeldBack
from clientcare.domain.shop import Management
from clientcare.services.calls import ask_team, end_now, escalate, insist
from tests.shops import BEN, MANAGEMENT, Shop

SECRET = "Tr0ub4dor&3x"


class Post:
    """A post that answers as it is told to, and keeps what it was given."""

    def __init__(self, *answers: Dispatch | Exception) -> None:
        self.answers = list(answers)
        self.mails: list[Mail] = []

    def send(self, mail: Mail) -> Dispatch:
        self.mails.append(mail)
        answer = self.answers.pop(0) if self.answers else Dispatch("sent", "smtp", "Taken.")
        if isinstance(answer, Exception):
            raise answer
        return answer


def mails(shop: Shop) -> list[tuple[str, str, str]]:
    found = [message_from_bytes(path.read_bytes(), policy=default) for path in shop.outbox()]
    return sorted((str(one["to"]), str(one["subject"]), one.get_content().replace("\r\n", "\n")) for one in found)


def test_a_session_is_raised_to_seniors_and_management_in_two_mails(shop: Shop) -> None:
    thread = shop.session()
    shop.set_member(BEN._replace(handle="cem", name="Cem", mail="cem@example.ch", roles=("junior-engineer",)))
    shop.wait(26)
    call = escalate(shop.desk(), text="The disk fails")
    assert call.entered is not None
    assert (call.entered.kind, call.entered.says, call.entered.state) == ("escalate", "'The disk fails'", "running")
    assert [(told.names, told.status) for told in call.told] == [(("Ben Sutter",), "laid"), (("Ms Keller",), "laid")]
    (first, subject, text), (second, *_) = mails(shop)
    assert (first, second) == ("ben@example.ch", "keller@example.ch")
    assert subject == "Escalation: Acme AG, Printer offline"
    assert text == (
        "Ann Meier raises a session to you. It goes on meanwhile.\n\n"
        "The disk fails\n\n"
        "When:    Tue 24 Nov 2026, 14:31\n"
        "Who:     Ann Meier, 079 555 01 01, ann@example.ch\n"
        "Client:  Acme AG\n"
        "Session: Printer offline (remote, running, 0:26 worked)\n"
        "Led by:  ann\n\n"
        f"All of it: clientcare session show {thread[-4:]}\n"
    )


def test_what_became_of_each_mail_is_on_record(shop: Shop) -> None:
    thread = shop.session()
    call = escalate(shop.desk())
    session = shop.read(thread)
    (record,) = session.of_kind("escalate")
    assert record.get("to") == ["ben", "management"]
    assert [(one.get("about"), one.get("status"), one.get("way")) for one in session.of_kind("told")] == [
        (record.id, "laid", "outbox"),
        (record.id, "laid", "outbox"),
    ]
    assert [one.get("where") for one in session.of_kind("told")] == [one.where for one in call.told]


def test_a_session_can_be_raised_to_somebody_in_particular(shop: Shop) -> None:
    shop.session()
    shop.set_member(BEN._replace(handle="cem", name="Cem", mail="cem@example.ch", roles=()))
    escalate(shop.desk(), to=["cem"])
    assert [to for to, *_ in mails(shop)] == ["cem@example.ch", "keller@example.ch"]
    with pytest.raises(NotFound):
        escalate(shop.desk(), to=["zoe"])


def test_the_whole_team_is_asked(shop: Shop) -> None:
    thread = shop.session()
    shop.set_member(BEN._replace(handle="cem", name="Cem", mail="", roles=()))
    shop.set_member(BEN._replace(handle="dora", name="Dora", mail="dora@example.ch", retired=True))
    call = ask_team(shop.desk(), text="Who knows E-2041?")
    assert [(to, subject) for to, subject, _ in mails(shop)] == [
        ("ben@example.ch", "Help wanted: Acme AG, Printer offline"),
        ("keller@example.ch", "Help wanted: Acme AG, Printer offline"),
    ]
    assert call.unreached == ("Cem",)
    assert shop.read(thread).of_kind("help")[0].get("to") == ["ben", "cem", "management"]


def test_help_is_asked_for_while_the_clock_rests_but_not_after_the_close(shop: Shop) -> None:
    thread = shop.session()
    shop.enter(thread, "pause")
    ask_team(shop.desk())
    shop.enter(thread, "close", ordinal=1, solution="x")
    with pytest.raises(Conflict):
        escalate(shop.desk(), session=thread[-4:])


def test_the_same_call_has_the_same_message_id_for_each_group(shop: Shop) -> None:
    thread = shop.session()
    desk, post = shop.desk(), Post()
    desk.post = post
    escalate(desk)
    (record,) = shop.read(thread).of_kind("escalate")
    assert [mail.message_id for mail in post.mails] == [
        f"<call-{record.id}-members@clientcare.invalid>",
        f"<call-{record.id}-management@clientcare.invalid>",
    ]
    assert [(mail.sender, mail.reply_to) for mail in post.mails] == [("ann@example.ch", "")] * 2


def test_the_shops_own_sender_goes_first(shop: Shop) -> None:
    shop.session()
    shop.set_shop(mail={"way": "outbox", "from": "desk@example.ch"})
    desk, post = shop.desk(), Post()
    desk.post = post
    ask_team(desk)
    assert {(mail.sender, mail.reply_to) for mail in post.mails} == {("desk@example.ch", "ann@example.ch")}


@pytest.mark.parametrize(
    ("answer", "status", "detail"),
    [
        (Dispatch("sent", "smtp", "Taken."), "sent", "Taken."),
        (Dispatch("unknown", "smtp", "No reply."), "unknown", "No reply."),
        (Failed("No password.", "Set one."), "refused", "No password. Set one."),
        (Interrupted(), "refused", "You stopped it before it was sent."),
    ],
)
def test_the_answer_of_the_post_is_told_as_it_is(
    shop: Shop, answer: Dispatch | Exception, status: str, detail: str
) -> None:
    thread = shop.session()
    desk = shop.desk()
    desk.post = Post(answer)
    call = escalate(desk)
    assert [(one.status, one.detail) for one in call.told] == [(status, detail), ("sent", "Taken.")]
    assert [one.get("status") for one in shop.read(thread).of_kind("told")] == [status, "sent"]
    insist(call)


def test_progress_is_shown_where_a_server_may_take_its_time(shop: Shop, capsys: pytest.CaptureFixture[str]) -> None:
    shop.session()
    shop.set_shop(mail={"way": "sendmail"})
    desk = shop.desk()
    desk.post = Post()
    ask_team(desk)
    assert capsys.readouterr().err == "Mailing Ben Sutter …\nMailing Ms Keller …\n"


def test_without_any_address_to_send_from_nobody_was_told(shop: Shop) -> None:
    shop.session(me="ben")
    shop.set_member(BEN._replace(mail=""))
    call = escalate(shop.desk("ben"))
    assert {one.status for one in call.told} == {"refused"}
    assert "sender" in call.told[0].detail
    assert shop.outbox() == []


def test_a_result_that_cannot_be_recorded_is_told_after_the_mail_went_out(shop: Shop) -> None:
    thread = shop.session()
    desk = shop.desk()
    desk.post = Post()
    real = desk.store.file

    def file(place: object, record: object) -> object:
        if getattr(record, "kind", "") == "told":
            raise Unreachable("The share is gone.", "Mount it.")
        return real(place, record)  # type: ignore[arg-type]

    desk.store.file = file  # type: ignore[method-assign, assignment]
    call = escalate(desk)
    assert [one.status for one in call.told] == ["sent", "sent"]
    assert call.unsaved == "The share is gone. Mount it."
    assert shop.kinds(thread) == ["start", "escalate"]
    with pytest.raises(Failed):
        insist(call)


def test_a_secret_holds_an_escalation_back_before_anything_is_sent(shop: Shop) -> None:
    thread = shop.session()
    with pytest.raises(HeldBack) as held:
        escalate(shop.desk(), text=f"password: {SECRET}")
    assert held.value.exit is Exit.HELD_BACK
    assert (shop.outbox(), shop.kinds(thread)) == ([], ["start"])


def test_ending_at_once_pauses_the_session_records_it_and_mails_management(
    shop: Shop, capsys: pytest.CaptureFixture[str]
) -> None:
    thread = shop.session()
    shop.wait(10)
    call = end_now(shop.desk(), text="shouted at")
    assert capsys.readouterr().err == "Call Ms Keller now: 044 555 01 00\n"
    assert call.entered is not None
    assert (call.entered.kind, call.entered.state, call.entered.says) == ("endnow", "paused", "'shouted at'")
    assert (call.management_name, call.phone, call.unsaved) == ("Ms Keller", "044 555 01 00", "")
    assert shop.kinds(thread) == ["start", "endnow", "pause", "told"]
    ((to, subject, text),) = mails(shop)
    assert (to, subject) == ("keller@example.ch", "Ended at once: Acme AG, Printer offline")
    assert "Ann Meier has ended a session at once. Please ring." in text
    assert "shouted at" in text
    shop.wait(30)
    assert shop.read(thread).worked(shop.now) == 10


def test_ending_at_once_is_possible_without_a_session(shop: Shop, capsys: pytest.CaptureFixture[str]) -> None:
    call = end_now(shop.desk())
    assert "044 555 01 00" in capsys.readouterr().err
    assert (call.entered, call.unsaved) == (None, "")
    assert [subject for _, subject, _ in mails(shop)] == ["Ended at once: Ann Meier"]


def test_ending_at_once_may_name_a_paused_session(shop: Shop) -> None:
    thread = shop.session()
    shop.enter(thread, "pause")
    call = end_now(shop.desk(), session="acme")
    assert call.entered is not None
    assert shop.kinds(thread) == ["start", "pause", "endnow", "told"]


def test_a_name_that_fits_no_session_stops_nobody_from_reaching_management(
    shop: Shop, capsys: pytest.CaptureFixture[str]
) -> None:
    call = end_now(shop.desk(), session="zoe")
    assert "044 555 01 00" in capsys.readouterr().err
    assert call.unsaved.startswith("There is no session 'zoe'.")
    assert [told.status for told in call.told] == ["laid"]


def test_a_text_is_masked_and_never_held_back_when_it_must_go_at_once(shop: Shop) -> None:
    thread = shop.session()
    call = end_now(shop.desk(), text=f"he wants me to note the password: {SECRET} \udcff")
    assert call.entered is not None
    assert call.entered.masked == 1
    (record,) = shop.read(thread).of_kind("endnow")
    assert SECRET not in str(record)
    assert all(SECRET not in text for *_, text in mails(shop))


def test_the_number_is_shown_first_and_the_mail_tried_although_the_share_fails(
    shop: Shop, capsys: pytest.CaptureFixture[str]
) -> None:
    shop.session()
    desk, post = shop.desk(), Post()
    desk.post = post
    desk.shop  # noqa: B018 - known before the share fails

    def fail(*_: object) -> None:
        raise Unreachable("The share is gone.")

    desk.store.file = fail  # type: ignore[method-assign, assignment]
    call = end_now(desk)
    assert "044 555 01 00" in capsys.readouterr().err
    assert (call.entered, call.unsaved, len(post.mails)) == (None, "The share is gone.", 1)
    assert post.mails[0].subject == "Ended at once: Acme AG, Printer offline"
    with pytest.raises(Failed):
        insist(call)


def test_the_number_is_on_the_screen_before_a_server_can_hang(shop: Shop, capsys: pytest.CaptureFixture[str]) -> None:
    shown: list[str] = []

    class Hanging(Post):
        def send(self, mail: Mail) -> Dispatch:
            shown.append(capsys.readouterr().err)
            return Dispatch("unknown", "smtp", "No reply came in time.")

    desk = shop.desk()
    desk.post = Hanging()
    assert [told.status for told in end_now(desk).told] == ["unknown"]
    assert shown == ["Call Ms Keller now: 044 555 01 00\n"]


def test_a_shop_without_a_number_says_so(shop: Shop, capsys: pytest.CaptureFixture[str]) -> None:
    shop.set_shop(management=Management("", "", ""))
    call = end_now(shop.desk())
    assert "No phone number is set" in capsys.readouterr().err
    assert (call.told, call.unreached) == ((), ("management",))


def test_the_number_comes_even_for_somebody_who_is_no_member(shop: Shop, capsys: pytest.CaptureFixture[str]) -> None:
    call = end_now(shop.desk("zoe"))
    assert MANAGEMENT.phone in capsys.readouterr().err
    assert "zoe" in call.unsaved
    assert [told.status for told in call.told] == ["refused"]
