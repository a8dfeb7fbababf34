"""`procedure` as people and scripts type it: from the start to the close, and what cannot be meant."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.complaints import begun, with_complaints

if TYPE_CHECKING:
    from tests.shops import Shop


@pytest.fixture
def shop(shop: Shop) -> Shop:
    return with_complaints(shop)


def test_a_procedure_goes_from_its_start_to_its_close(shop: Shop) -> None:
    thread = begun(shop)
    assert thread.startswith("procedure-")
    assert shop.run("step", "answer", "story=It broke again", "-s", "complaint").code == 0
    assert shop.run("note", "Rang Ms Frei", "-s", thread[-4:]).code == 0
    done = shop.run("procedure", "close", "complaint", "--outcome", "told=yes")
    assert done.code == 9
    assert "Answer in writing: This step may not be left out." in done.err
    shop.wait(60)
    assert shop.run("step", "done", "-s", "complaint").code == 0
    assert shop.run("procedure", "close", "complaint").code == 0
    data = shop.run("procedure", "show", "acme", "--json").data
    assert (data["state"], data["outcomes"], data["lead"]) == ("closed", {"told": "not asked"}, "ann")
    assert [(one["id"], one["status"], one["by"]) for one in data["steps"]] == [
        ("hear", "answered", "ann"),
        ("answer", "done", "ann"),
        ("learn", "open", ""),
    ]
    assert [note["text"] for note in data["notes"]] == ["Rang Ms Frei"]


def test_what_is_overdue_is_listed_first_and_with_whom_it_is(shop: Shop) -> None:
    late = begun(shop, "An", "old", "one", me="ben")
    shop.now += timedelta(days=3, hours=2)
    begun(shop)
    lines = shop.run("procedure", "list", "--json").data
    assert [one["title"] for one in lines] == ["An old one", "Complaint"]
    assert [(one["id"], one["members"], one["overdue"], one["waits"]) for one in lines[0]["pending"]] == [
        ("hear", ["ben"], False, False),
        ("answer", ["ann"], True, True),
    ]
    overdue = shop.run("procedure", "list", "--overdue", "--quiet", me="ben").out
    assert overdue == f"{late}\n"
    shown = shop.run("procedure", "list", "--overdue").out
    assert "overdue by 2 hours, since Fri 27 Nov 2026, 14:05 · account manager (ann)" in " ".join(shown.split())
    assert shop.run("procedure", "list", "--mine", "--quiet", me="ben").out == f"{late}\n"
    assert len(shop.run("procedure", "list", "--mine", "--plain").out.splitlines()) == 2


def test_it_begins_in_the_running_session_of_the_client_and_both_say_so(shop: Shop) -> None:
    session = shop.session()
    thread = begun(shop)
    assert shop.run("procedure", "show", thread[-4:], "--json").data["from_session"] == session
    assert shop.kinds(session) == ["start", "procedure"]
    assert shop.run("note", "x").out.startswith("✓ 14:05  note 1 · Acme AG · Printer offline")


def test_closed_it_is_found_again_and_opened_again(shop: Shop) -> None:
    thread = begun(shop)
    assert shop.run("procedure", "close", thread, "--override", "It was withdrawn", "--result", "Withdrawn").code == 0
    assert shop.run("procedure", "list", "--quiet").out == ""
    assert shop.run("procedure", "list", "--state", "closed", "--quiet").out == f"{thread}\n"
    assert shop.run("session", "list", "--quiet").out == ""
    assert shop.run("search", "withdrawn", "--quiet").out == f"{thread}\n"
    again = shop.run("procedure", "close", thread[-4:])
    assert (again.code, "is closed already, by ann" in again.err) == (5, True)
    assert shop.run("procedure", "reopen", thread[-4:], "--reason", "They wrote again").code == 0
    assert shop.run("procedure", "cancel", "--reason", "Not ours").code == 0
    assert shop.run("procedure", "list", "--state", "cancelled", "--quiet").out == f"{thread}\n"


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("procedure", "start"), 2, "Missing: GUIDE, CLIENT."),
        (("procedure", "start", "complaint", "nobody"), 3, "There is no client 'nobody'."),
        (("procedure", "start", "complaimt", "acme"), 3, "complaint"),
        (("procedure", "start", "working-with-clients", "acme"), 2, "clientcare session start"),
        (("session", "start", "acme", "x", "--mode", "phone", "--guide", "complaint"), 2, "clientcare procedure start"),
        (("part", "Fuser", "-s", "complaint"), 5, "which has no clock, no parts and no bill"),
        (("pause", "-s", "complaint"), 5, "which has no clock"),
        (("close", "-s", "complaint"), 5, "clientcare procedure close"),
        (("step", "done", "answer", "-s", "complaint"), 5, "comes after 'Hear the client out'"),
        (("step", "done", "answer", "-s", "complaint", "--instructed-by", "ben"), 5, "comes after"),
        (("procedure", "list", "--state", "opened"), 2, "Did you mean open?"),
        (("procedure", "list", "--most", "0"), 2, "would list nothing"),
        (("procedure", "show", "tea"), 3, "There is no procedure 'tea'."),
        (("procedure", "close", "complaint", "--outcome", "sold=yes"), 2, "The guide has no outcome 'sold'."),
        (("procedure", "cancel", "complaint"), 2, "--reason"),
        (("procedure", "start", "complaint", "acme", "--from", "complaint"), 2, "is a procedure"),
        (("procedure", "start", "complaint", "acme", "--instructed-by", "nobody"), 3, "nobody"),
    ],
)
def test_what_cannot_be_meant_changes_nothing(shop: Shop, words: tuple[str, ...], code: int, said: str) -> None:
    thread = begun(shop)
    done = shop.run(*words)
    assert (done.code, done.out) == (code, "")
    assert said in done.err
    assert shop.kinds(thread) == ["start", "document"]
