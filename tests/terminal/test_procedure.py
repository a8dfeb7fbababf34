"""A procedure at a real terminal: begun by answering, walked, left, gone on with, and closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.complaints import COMPLAINT, begun, with_complaints
from tests.terminal.screens import CTRL_C, ENTER, Terminal

if TYPE_CHECKING:
    from tests.shops import Shop


@pytest.fixture
def shop(shop: Shop) -> Shop:
    return with_complaints(shop)


def test_what_is_missing_is_asked_and_the_walk_begins(shop: Shop) -> None:
    desk = Terminal(shop, "procedure", "start")
    desk.answer("Which guide?", "complaint")
    desk.answer("Which client?", "acme")
    desk.until(
        "◇ Acme AG · Complaint · 0 of 3 steps · ann", "due Fri 27 Nov 2026, 14:05", "1 of 3  Hear the client out"
    )
    desk.last("Enter answer")
    assert "p part" not in desk.lines()[-1]
    assert "h help" not in desk.lines()[-1]
    desk.press(ENTER)
    desk.answer("What happened?", "It broke again")
    desk.until("2 of 3  Answer in writing", "For the account manager.", "Due Fri 27 Nov 2026, 14:05.")
    desk.last("Enter seen")
    desk.press("q")
    desk.until("Acme AG, Complaint: it stays open.", "Go on with the guide: clientcare procedure next")
    assert desk.ends() == 0
    assert shop.read("").answers == {"story": "It broke again"}


def test_it_is_gone_on_with_days_later_by_somebody_else_and_closed(shop: Shop) -> None:
    thread = begun(shop)
    shop.run("step", "answer", "story=It broke again", "-s", thread)
    shop.now = shop.now.replace(day=26)
    desk = Terminal(shop, "procedure", "next", "complaint", me="ben")
    desk.until("2 of 3  Answer in writing")
    desk.last("Enter seen")
    desk.press(CTRL_C)
    desk.until("Back to the shell. Acme AG, Complaint: it stays open.")
    assert desk.ends() == 130
    assert shop.run("step", "done", "-s", thread).code == 0
    closing = Terminal(shop, "procedure", "close")
    closing.until("Closing Acme AG, Complaint")
    closing.answer("What came of it", "Apologised")
    closing.answer("The client was told?", "y")
    closing.answer("Follow-up (Enter keeps: none)", "next week")
    closing.until("Closed Thu 26 Nov 2026, 14:05 · Acme AG · Complaint", "Not gone through Learn from it")
    assert closing.ends() == 0
    assert shop.read(thread).outcomes == {"told": "yes"}


def test_a_gate_can_be_seen_to_first_and_what_was_typed_is_proposed_again(shop: Shop) -> None:
    begun(shop)
    desk = Terminal(shop, "procedure", "close")
    desk.answer("What came of it", "Apologised")
    desk.answer("The client was told?", "n")
    desk.answer("Follow-up")
    desk.until("The client was told: as answered", "Answer in writing: This step may not be left out.")
    desk.answer("Which one?", "see")
    desk.until("What you typed is kept: the next close proposes it again.")
    assert desk.ends() == 9
    again = Terminal(shop, "procedure", "close")
    again.answer("Enter keeps: Apologised")
    again.answer("The client was told?", "n")
    again.answer("Follow-up")
    again.answer("Which one?", "close all the same")
    again.answer("Why is it closed all the same?", "They withdrew it")
    again.until("Closed Tue 24 Nov 2026, 14:05")
    assert again.ends() == 0
    assert shop.read("").closing.get("override") == "They withdrew it"  # type: ignore[union-attr]


def test_stopped_in_the_middle_of_a_close_it_stays_open(shop: Shop) -> None:
    begun(shop)
    desk = Terminal(shop, "procedure", "close")
    desk.answer("What came of it", "Apologised")
    desk.last("The client was told?")
    desk.press(CTRL_C)
    desk.until("Stopped: 'Complaint' is not closed.", "What you typed is kept")
    assert desk.ends() == 130
    assert shop.read("").is_open


def test_an_unknown_client_is_offered_to_be_added(shop: Shop) -> None:
    desk = Terminal(shop, "procedure", "start", "complaint", "Zeta GmbH", "--no-walk")
    desk.answer("Which one?", "add")
    desk.answer("A handle for Zeta GmbH")
    desk.until("◇ Zeta GmbH · Complaint")
    assert desk.ends() == 0


def test_what_waits_for_a_step_is_not_asked_at_the_close_before_it(shop: Shop) -> None:
    path = shop.share / "guides" / "complaint.md"
    last = '[[steps]]\nid = "tell"\nname = "Tell them"\nphase = "close"\nneeds = ["hear"]\n'
    last += '[[steps.asks]]\nfield = "told-on"\nprompt = "Told when?"\nkind = "date"\nrequired = true\n'
    path.write_text(COMPLAINT.replace("[[outcomes]]", f"{last}[[outcomes]]"), "utf-8")
    thread = begun(shop)
    desk = Terminal(shop, "procedure", "close")
    desk.answer("What came of it")
    desk.press(CTRL_C)
    assert desk.ends() == 130
    shop.run("step", "answer", "story=It broke again", "-s", thread)
    again = Terminal(shop, "procedure", "close")
    again.answer("Told when?", "today")
    again.last("What came of it")
    again.press(CTRL_C)
    assert again.ends() == 130
    assert "Told when?: Tue 24 Nov 2026" in shop.run("procedure", "show").out
