"""`close` and `bill` as scripts type them: the exact lines, the exit codes, the three outputs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from clientcare.adapters.mail import Post
from clientcare.domain.errors import Failed
from clientcare.domain.mails import Dispatch, Mail

if TYPE_CHECKING:
    from tests.shops import Shop

SOLVED = ("--solution", "New fuser fitted", "--resolved")


def answers(monkeypatch: pytest.MonkeyPatch, status: str) -> None:
    def answer(_: Post, mail: Mail) -> Dispatch:
        if status == "raised":
            raise Failed("There is no password.", "Set one.")
        return Dispatch(status, "smtp", f"it was {status}")  # type: ignore[arg-type]

    monkeypatch.setattr(Post, "send", answer)


def test_a_close_in_the_three_outputs(shop: Shop) -> None:
    shop.session()
    shop.wait(55)
    done = shop.run("close", *SOLVED, "--outcome", "happy=yes", "--follow-up", "next week")
    assert (done.code, done.err) == (0, "")
    assert "Closed 15:00 · 0:55 worked" in done.out
    assert "Follow-up Tue 1 Dec 2026, 09:00" in done.out
    thread = shop.session()
    data = shop.run("close", *SOLVED, "--json").data
    assert (data["thread"], data["bill"]["state"], data["trouble"]) == (thread, "open", [])
    other = shop.session()
    assert shop.run("close", *SOLVED, "--plain").out.split("\t")[0] == other
    last = shop.session()
    assert shop.run("close", *SOLVED, "--quiet").out == f"{last}\n"


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ((), 2, "Missing: --solution, --resolved or --unresolved."),
        ((*SOLVED, "--outcome", "happy"), 2, "there is no '=' in it"),
        ((*SOLVED, "--outcome", "hapy=yes"), 2, "no outcome 'hapy'"),
        ((*SOLVED, "--outcome", "happy=perhaps"), 2, "It is yes or no."),
        ((*SOLVED, "--at", "13:00"), 2, "13:00"),
        ((*SOLVED, "--billable", "-1h"), 2, "negative"),
        ((*SOLVED, "--billable", "1h", "--no-charge", "Goodwill"), 2, "cannot both be meant"),
        ((*SOLVED, "--follow-up", "some day"), 2, "some day"),
        (("--solution", "Password: Winter2026!", "--resolved"), 8, "line 1"),
        (("--solution", "Waiting", "--unresolved", "--bill"), 9, "only when the problem is solved"),
        ((*SOLVED, "--no-charge", "Goodwill", "--bill"), 9, "nothing to bill"),
        ((*SOLVED, "-s", "nobody"), 3, "There is no session 'nobody'."),
    ],
)
def test_what_keeps_a_session_open_is_said_and_changes_nothing(
    shop: Shop, words: tuple[str, ...], code: int, said: str
) -> None:
    thread = shop.session()
    done = shop.run("close", *words)
    assert (done.code, done.out) == (code, "")
    assert said in done.err
    assert shop.kinds(thread) == ["start"]


def test_access_that_is_still_lent_is_a_gate(shop: Shop) -> None:
    thread = shop.session()
    shop.enter(thread, "lent", what="VPN account", to="ann")
    done = shop.run("close", *SOLVED)
    assert done.code == 9
    assert "VPN account" in done.err
    assert shop.run("close", *SOLVED, "--override", "The client is away").code == 0


def test_whoever_closes_second_is_told_who_was_first(shop: Shop) -> None:
    shop.session()
    assert shop.run("close", "-s", "acme", *SOLVED, me="ben").code == 0
    done = shop.run("close", "-s", "acme", *SOLVED)
    assert done.code == 5
    assert "is closed already, by ben." in done.err


@pytest.mark.parametrize(("status", "code"), [("sent", 0), ("laid", 0), ("refused", 1), ("raised", 1), ("unknown", 11)])
def test_a_close_with_a_bill_and_sending_it_end_with_what_became_of_the_mail(
    shop: Shop, monkeypatch: pytest.MonkeyPatch, status: str, code: int
) -> None:
    thread = shop.session()
    with monkeypatch.context() as patch:
        answers(patch, status)
        done = shop.run("close", *SOLVED, "--bill")
    assert done.code == code
    assert "Closed" in done.out
    assert shop.read(thread).state == "closed"
    other = shop.session()
    assert shop.run("close", *SOLVED).code == 0
    answers(monkeypatch, status)
    sent = shop.run("bill", "send", other)
    assert sent.code == code
    assert "Acme AG" in sent.out
    assert sent.err == ""


def test_what_failed_after_the_close_is_told_beside_it(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise Failed("No template.", "Install it again.")

    monkeypatch.setattr("clientcare.services.documents.finish", fails)
    shop.session()
    done = shop.run("close", *SOLVED, "--bill")
    assert done.code == 1
    assert "The documents could not be finished: No template. Install it again." in " ".join(done.out.split())
    assert "the mail lies in the outbox" in done.out


def test_where_billing_takes_its_mails_from_the_outbox_it_has_been_told(shop: Shop) -> None:
    shop.set_shop(collects_outbox=True)
    shop.session()
    done = shop.run("close", *SOLVED, "--bill")
    assert done.code == 0
    assert "from which billing takes it" in " ".join(done.out.split())


def test_a_bill_is_previewed_marked_and_listed(shop: Shop) -> None:
    thread = shop.session()
    shop.run("close", *SOLVED)
    assert "To       billing@example.ch" in shop.run("bill", "preview", thread).out
    assert shop.run("bill", "mark", thread, "--sent").code == 5
    assert shop.run("bill", "send", thread).code == 0
    assert shop.run("bill", "send", thread).code == 5
    assert shop.run("bill", "list", "--open", "--quiet").out == f"{thread}\n"
    assert shop.run("bill", "mark", thread, "--invoiced", "2026-0815").code == 0
    assert shop.run("bill", "list", "--open", "--quiet").out == ""
    assert shop.run("bill", "send", thread).code == 5
