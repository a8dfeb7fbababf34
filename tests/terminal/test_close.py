"""A session is closed at a real terminal: what is missing is asked, and what was typed is never lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.terminal.screens import CTRL_C, ENTER, Terminal

if TYPE_CHECKING:
    from tests.shops import Shop

ASKS_AT_THE_END = """+++
title = "Printer"
[[steps]]
name = "Say hello"
[[steps]]
name = "Teach"
phase = "close"
[[steps.asks]]
field = "advice"
prompt = "What keeps it from coming back?"
kind = "text"
[[outcomes]]
id = "page"
name = "Test page printed"
gate = true
+++
"""


def closing(shop: Shop, *words: str, **given: str) -> Terminal:
    """`close`, as far as the reminders of the guide's end."""
    desk = Terminal(shop, "close", *words, **given)
    desk.until("11  Show how to avoid it next time", "12  Complete the client's file", "13  Tell billing")
    desk.last("Enter seen")
    assert "q shell" not in desk.lines()[-1]
    desk.press(ENTER)
    return desk


def with_guide(shop: Shop) -> None:
    folder = shop.share / "guides"
    folder.mkdir()
    (folder / "printer.md").write_text(ASKS_AT_THE_END, "utf-8")
    start = ("session", "start", "acme", "Printer offline", "--mode", "remote", "--guide", "printer", "--no-walk")
    assert shop.run(*start).code == 0


def test_a_close_asks_for_what_is_missing_and_tells_billing(shop: Shop) -> None:
    shop.session()
    shop.wait(55)
    desk = closing(shop, "--bill")
    desk.until("Closing Acme AG, Printer offline")
    desk.answer("Problem (Enter keeps: Printer offline)")
    desk.answer("Solution", "New fuser fitted, test page fine")
    desk.answer("Time 14:05 – 15:00 = 0:55, no pause. End (Enter keeps: 15:00)")
    desk.answer("Solved?", "y")
    desk.answer("Happy client?", "y")
    desk.answer("Follow-up (Enter keeps: none)", "next week")
    desk.until("→ Tue 1 Dec 2026, 09:00", "Closed 15:00 · 0:55 worked", "Follow-up Tue 1 Dec 2026, 09:00")
    assert desk.ends() == 0
    session = shop.read("")
    assert (session.solution, session.resolved, session.satisfied) == ("New fuser fitted, test page fine", True, True)
    assert [entry.status for entry in session.steps] == ["shown"] * 3
    assert len(shop.outbox()) == 1


def test_what_was_said_by_option_is_not_asked(shop: Shop) -> None:
    shop.session()
    said = ("--solution", "New fuser", "--resolved", "--outcome", "happy=no", "--follow-up", "none")
    desk = closing(shop, *said)
    assert desk.ends() == 0
    session = shop.read("")
    assert (session.satisfied, session.follow_up) == (False, None)
    assert "> " not in desk.shown()


def test_the_end_that_was_shown_is_kept_and_another_one_may_be_typed(shop: Shop) -> None:
    shop.session()
    shop.wait(55)
    desk = closing(shop)
    desk.answer("Problem")
    desk.answer("Solution", "New fuser")
    desk.answer("End (Enter keeps: 15:00)", "2026-11-24 13:00")
    desk.until("and it cannot be before")
    desk.answer("End (Enter keeps: 15:00)", "14:35")
    desk.answer("Solved?", "n")
    desk.answer("Happy client?")
    desk.answer("Follow-up")
    desk.until("Closed 14:35 · 0:30 worked", "Not asked: Happy client")
    assert desk.ends() == 0


def test_a_forgotten_session_is_asked_when_it_ended(shop: Shop) -> None:
    thread = shop.session()
    shop.wait(26)
    shop.enter(thread, "note", text="Fuser replaced")
    shop.wait(16 * 60)
    desk = Terminal(shop, "close", "--resolved", columns=120)
    desk.answer("Nothing was entered since Tue 24 Nov 2026, 14:31. When did it end?")
    desk.last("Enter seen")
    desk.press(ENTER)
    desk.answer("Problem")
    desk.answer("Solution", "New fuser")
    desk.answer("Happy client?")
    desk.answer("Follow-up")
    desk.until("Closed 14:31 · 0:26 worked")
    assert desk.ends() == 0


def test_billing_that_may_not_be_told_is_said_before_anything_is_written(shop: Shop) -> None:
    shop.session()
    desk = closing(shop, "--bill", "--solution", "Waiting for the part")
    desk.answer("Solved?", "n")
    desk.until("Billing is told only when the problem is solved.")
    desk.answer("Which one?", "stop")
    assert desk.ends() == 9
    assert shop.read("").is_open
    again = Terminal(shop, "close", "--bill", "--solution", "Waiting for the part")
    again.answer("Solved?", "n")
    again.answer("Which one?", "close without telling billing")
    again.answer("Happy client?")
    again.answer("Follow-up")
    again.until("Billing not told yet")
    assert again.ends() == 0
    assert shop.outbox() == []


def test_a_gate_that_is_not_met_can_be_seen_to_first_and_what_was_typed_is_proposed_again(shop: Shop) -> None:
    thread = shop.session()
    shop.enter(thread, "lent", what="VPN account", to="ann")
    desk = closing(shop)
    desk.answer("Problem", "Nothing comes out")
    desk.answer("Solution", "New fuser")
    desk.answer("End (Enter keeps")
    desk.answer("Solved?", "y")
    desk.answer("Happy client?")
    desk.answer("Follow-up")
    desk.until("Lent access given back: Not given back yet: VPN account.")
    desk.answer("Which one?", "see")
    desk.until("What you typed is kept: the next close proposes it again.")
    assert desk.ends() == 9
    assert shop.read("").is_open
    [lent] = shop.read("").accesses
    shop.enter(thread, "returned", of=lent.id)
    again = Terminal(shop, "close")
    again.answer("Problem (Enter keeps: Nothing comes out)")
    again.answer("Solution (Alt-Enter: another line; Enter keeps: New fuser)")
    again.answer("End (Enter keeps")
    again.answer("Solved?", "y")
    again.answer("Happy client?")
    again.answer("Follow-up")
    again.until("Closed 14:05")
    assert again.ends() == 0
    assert (shop.read("").problem, shop.read("").solution) == ("Nothing comes out", "New fuser")


def test_a_gate_that_is_not_met_can_be_overridden_with_a_reason(shop: Shop) -> None:
    shop.enter(shop.session(), "lent", what="VPN account", to="ann")
    desk = closing(shop, "--solution", "New fuser", "--resolved")
    desk.answer("Happy client?")
    desk.answer("Follow-up")
    desk.answer("Which one?", "close")
    desk.answer("Why is it closed all the same?")
    desk.until("This needs an answer.")
    desk.answer("Why is it closed all the same?", "The client is away")
    assert desk.ends() == 0
    closed = shop.read("").closing
    assert closed is not None
    assert closed.get("override") == "The client is away"


def test_the_questions_that_the_guide_keeps_for_the_end_are_put_and_its_outcomes_asked(shop: Shop) -> None:
    with_guide(shop)
    desk = Terminal(shop, "close", "--solution", "New fuser", "--resolved", "--follow-up", "none")
    desk.until("2 of 2  Teach")
    desk.answer("What keeps it from coming back?", "Cleaning it monthly")
    desk.answer("Test page printed?", "y")
    assert desk.ends() == 0
    session = shop.read("")
    assert session.answers == {"advice": "Cleaning it monthly"}
    assert session.outcomes == {"page": "yes"}


def test_ctrl_c_keeps_what_was_typed_and_the_session_goes_on(shop: Shop) -> None:
    shop.session()
    desk = closing(shop)
    desk.answer("Problem")
    desk.answer("Solution", "New fuser")
    desk.last("End (Enter keeps")
    desk.press(CTRL_C)
    desk.until("Stopped: 'Printer offline' is not closed.", "What you typed is kept")
    assert desk.ends() == 130
    assert (shop.read("").state, shop.read("").solution) == ("running", "New fuser")


def test_ctrl_c_before_anything_was_typed_keeps_nothing(shop: Shop) -> None:
    shop.session()
    desk = Terminal(shop, "close")
    desk.last("Enter seen")
    desk.press(CTRL_C)
    desk.until("Stopped: 'Printer offline' is not closed.")
    assert desk.ends() == 130
    assert shop.kinds("") == ["start"]


def test_where_a_colleague_was_quicker_what_i_typed_is_shown_once_more(shop: Shop) -> None:
    shop.session()
    desk = closing(shop, "--resolved")
    desk.answer("Problem")
    desk.answer("Solution", "New fuser")
    desk.answer("End (Enter keeps")
    desk.answer("Happy client?")
    desk.last("Follow-up")
    done = shop.run("close", "-s", "acme", "--solution", "Ben was quicker", "--resolved", me="ben")
    assert done.code == 0, done.err
    desk.answer("Follow-up")
    desk.until("What you typed was not saved: Printer offline / New fuser", "is closed already, by ben.")
    assert desk.ends() == 5


def test_a_note_and_a_part_can_be_added_on_the_way_to_the_close(shop: Shop) -> None:
    shop.session()
    desk = Terminal(shop, "close", "--solution", "New fuser", "--resolved", "--outcome", "happy=y", "--follow-up", "-")
    desk.last("Enter seen")
    desk.press("p")
    desk.answer("Which part?", "Fuser")
    for question in ("How many?", "Price of one?", "Serial number of the old one?", "Serial number of the new one?"):
        desk.answer(question)
    desk.last("Enter seen")
    desk.press(ENTER)
    assert desk.ends() == 0
    assert [part.name for part in shop.read("").parts] == ["Fuser"]


def test_a_secret_in_the_solution_is_masked_and_the_close_goes_on(shop: Shop) -> None:
    shop.session()
    desk = closing(shop, "--resolved", "--outcome", "happy=yes", "--follow-up", "none")
    desk.answer("Problem")
    desk.answer("Solution", "New password: Winter2026!")
    desk.answer("End (Enter keeps")
    desk.answer("What shall be saved?", "mask")
    assert desk.ends() == 0
    assert shop.read("").state == "closed"
    assert "Winter2026!" not in shop.read("").solution


def test_with_a_form_for_scripts_reminders_are_left_out_and_what_is_missing_is_asked(shop: Shop) -> None:
    shop.session()
    desk = Terminal(shop, "close", "--json", "--resolved", "--outcome", "happy=yes", "--follow-up", "none")
    desk.answer("Problem")
    desk.answer("Solution", "New fuser")
    desk.answer("End (Enter keeps")
    assert desk.ends() == 0
    assert '"clientcare": "close/1"' in desk.raw.decode()
    assert "Show how to avoid it" not in desk.shown()
