"""A guide is walked at a real terminal, left and gone on with; what was done is on record whatever happens."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.terminal.screens import CTRL_C, CTRL_D, ENTER, Terminal

if TYPE_CHECKING:
    from pathlib import Path

    from tests.shops import Shop

START = ("session", "start", "acme", "Printer offline", "--mode", "remote")
GUIDE = """+++
title = "Printer"
custom = true

[[steps]]
name = "Hello"
directions = "Say **hello**\\u001b[31m and smile."
weight = 1
enableimg = true
imgsrc = "/pictures/tray.png"

[[steps]]
id = "about"
name = "About the problem"
weight = 2
[[steps.asks]]
field = "problem"
prompt = "What happened?"
kind = "text"
required = true
[[steps.asks]]
field = "work"
prompt = "May you begin?"
kind = "yesno"

[[steps]]
name = "Keep calm"
weight = 3

[[steps]]
name = "Ask who"
weight = 4
[[steps.asks]]
field = "who"
prompt = "Who said so?"
kind = "person"
+++

# Before you begin

Read this first.
"""


def with_guide(shop: Shop) -> None:
    """The shop's own guide, and a session that walks it."""
    folder = shop.share / "guides"
    (folder / "pictures").mkdir(parents=True)
    (folder / "printer.md").write_text(GUIDE, "utf-8")
    (folder / "pictures" / "tray.png").write_bytes(b"\x89PNG\r\n\x1a\nnot much of a picture")
    done = shop.run(*START, "--guide", "printer", "--no-walk")
    assert done.code == 0, done.err


def entries(shop: Shop) -> list[tuple[str, str]]:
    """Step and status of what is on record, in order."""
    return [(entry.step, entry.status) for entry in shop.read("").steps]


# -- the walk ------------------------------------------------------------------------------------------------


def test_a_first_walk_goes_through_the_start_step_by_step(shop: Shop) -> None:
    desk = Terminal(shop, *START)
    desk.step("1 of 13  Be there before they are")
    assert "Acme AG · Printer offline · 0:00" in desk.shown()
    desk.press(ENTER)
    desk.step("2 of 13  Courteous")
    desk.press(" ")
    desk.step("3 of 13  Ask before you touch anything")
    desk.press(ENTER)
    desk.answer("Backup? (done, declined, not applicable", "decl")
    desk.answer("May you begin? (y/n", "perhaps")
    desk.until("cannot be 'perhaps'")
    desk.answer("May you begin? (y/n", "ja")
    desk.step("4 of 13  Hear the whole story")
    desk.press(ENTER)
    desk.answer("The problem, as the client confirmed it?", "Nothing comes out")
    desk.step("5 of 13  Agree on what you will do")
    desk.press(ENTER)
    desk.answer("What was agreed?")
    desk.until('While you work: "Say how long it will take" and 4 more.  clientcare next')
    assert desk.ends() == 0
    session = shop.read("")
    assert [(entry.step, entry.status) for entry in session.steps] == [
        ("in-time", "shown"),
        ("manner", "shown"),
        ("permission", "answered"),
        ("story", "answered"),
        ("scope", "answered"),
    ]
    assert session.answers == {"backup": "declined", "work": "yes", "problem": "Nothing comes out", "scope": ""}
    assert session.state == "running"


def test_next_goes_on_with_the_work_and_then_says_that_the_close_is_left(shop: Shop) -> None:
    thread = shop.session()
    for step in ("in-time", "manner", "permission", "story", "scope"):
        shop.enter(thread, "step", step=step, status="done")
    desk = Terminal(shop, "next")
    for heading in ("6 of 13", "7 of 13", "8 of 13", "9 of 13", "10 of 13"):
        desk.step(heading)
        desk.press(ENTER)
    desk.until("Through with the guide as far as the close.  clientcare close")
    assert desk.ends() == 0
    again = Terminal(shop, "next")
    again.until("Through with the guide as far as the close.")
    assert again.ends() == 0


def test_somebody_else_goes_on_where_i_stopped(shop: Shop) -> None:
    with_guide(shop)
    mine = Terminal(shop, "next")
    mine.step("1 of 4  Hello")
    mine.press(ENTER)
    mine.step("2 of 4")
    mine.press("q")
    mine.until("Back to the shell. Acme AG, Printer offline: the session goes on, 0:00 so far.")
    mine.until("Go on with the guide: clientcare next")
    assert mine.ends() == 0
    shop.wait(7)
    bens = Terminal(shop, "next", "-s", "acme", me="ben")
    bens.step("2 of 4  About the problem")
    assert "Acme AG · Printer offline · 0:07" in bens.shown()
    bens.press("s")
    bens.answer("Why is it left out?", "They hung up")
    bens.step("3 of 4")
    bens.press("q")
    assert bens.ends() == 0
    last = shop.read("").steps[-1]
    assert (last.step, last.status, last.reason, last.by) == ("about", "skipped", "They hung up", "ben")


def test_reminders_that_i_know_come_together_unless_i_want_all_steps(shop: Shop) -> None:
    with_guide(shop)
    for step in ("hello", "keep-calm"):
        shop.enter(shop.hinted("ann")[-1], "step", step=step, status="shown")
    shop.wait(60)
    shop.run(*START, "--guide", "printer", "--no-walk")
    thread = shop.hinted("ann")[-1]
    single = Terminal(shop, "next", "--all-steps")
    single.step("1 of 4  Hello")
    single.press("q")
    assert single.ends() == 0
    together = Terminal(shop, "next")
    together.until("Reminders", "1  Hello", "3  Keep calm")
    together.last("q shell")
    assert "s skip" not in together.lines()[-1]
    together.press(ENTER)
    together.step("2 of 4  About the problem")
    together.press("q")
    assert together.ends() == 0
    assert [(entry.step, entry.status) for entry in shop.read(thread).steps] == [
        ("hello", "shown"),
        ("keep-calm", "shown"),
    ]


# -- its keys ------------------------------------------------------------------------------------------------


def test_a_shows_all_reminders_that_are_left_at_once(shop: Shop) -> None:
    with_guide(shop)
    desk = Terminal(shop, "next")
    desk.step("1 of 4")
    desk.press("a")
    desk.until("1  Hello", "3  Keep calm")
    desk.last("Enter seen  n note")
    desk.press(ENTER)
    desk.step("2 of 4")
    desk.press("a")
    desk.until("No reminders are left.")
    desk.last("q shell")
    desk.press("q")
    assert desk.ends() == 0
    assert entries(shop) == [("hello", "shown"), ("keep-calm", "shown")]


def test_b_goes_back_and_e_answers_again(shop: Shop) -> None:
    with_guide(shop)
    desk = Terminal(shop, "next")
    desk.step("1 of 4")
    desk.press("b")
    desk.until("This is the first step.")
    desk.last("q shell")
    desk.press(ENTER)
    desk.step("2 of 4", "Enter answer")
    desk.press(ENTER)
    desk.answer("What happened?")
    desk.until("This needs an answer.")
    desk.answer("What happened?", "No toner")
    desk.answer("May you begin?", "y")
    desk.step("3 of 4", "Enter seen")
    desk.press("b")
    desk.step("2 of 4", "e answer again")
    desk.press("b")
    desk.step("(shown)", "Enter go on")
    desk.press(ENTER)
    desk.last("e answer again")
    desk.press("e")
    desk.answer("What happened? (Enter keeps: No toner)", "Out of toner")
    desk.answer("May you begin? (y/n; Enter keeps: yes)")
    desk.step("3 of 4", "Enter seen")
    desk.press("q")
    assert desk.ends() == 0
    session = shop.read("")
    assert entries(shop) == [("hello", "shown"), ("about", "answered"), ("about", "answered")]
    assert session.answers == {"problem": "Out of toner", "work": "yes"}


def test_a_note_a_part_and_a_call_for_help_are_put_on_record_beside_the_guide(shop: Shop) -> None:
    with_guide(shop)
    desk = Terminal(shop, "next")
    desk.step("1 of 4")
    desk.press("n")
    desk.until("Note  (Esc then Enter ends")
    desk.typing()
    desk.press("Fuser worn" + ENTER + "at 187k pages" + "\x1b" + ENTER)
    desk.until("note 1")
    desk.last("q shell")
    desk.press("p")
    desk.answer("Which part?", "Fuser FK-1150")
    desk.answer("How many?")
    desk.answer("Price of one?", "eighty")
    desk.answer("Serial number of the old one?")
    desk.answer("Serial number of the new one?", "SN-7")
    desk.answer("Which part? (Enter keeps: Fuser FK-1150)")
    desk.answer("How many?")
    desk.answer("Price of one? (Enter keeps: eighty)", "89")
    desk.answer("Serial number of the old one?")
    desk.answer("Serial number of the new one? (Enter keeps: SN-7)")
    desk.until("1 × Fuser FK-1150, CHF 89.00, in SN-7")
    desk.last("q shell")
    desk.press("p")
    desk.answer("Which part?")
    desk.last("q shell")
    desk.press("h")
    desk.answer("What do you need help with?")
    desk.last("q shell")
    desk.press("h")
    desk.answer("What do you need help with?", "Who knows error E-2041?")
    desk.until("Ben Sutter NOT told: mail laid in outbox/")
    desk.last("q shell")
    desk.press("?")
    desk.until("h  ask the team for help    a  all reminders that are left, on one screen")
    desk.last("q shell")
    desk.press("xyz\x1b[200~pasted\x1b[201~q")
    assert desk.ends() == 0
    session = shop.read("")
    assert session.notes[0].text == "Fuser worn\nat 187k pages"
    assert (session.parts[0].name, session.parts[0].price) == ("Fuser FK-1150", "89.00")
    assert len(session.of_kind("help")) == 1
    assert session.steps == ()


# -- stopping ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", [CTRL_C, CTRL_D])
def test_ctrl_c_and_ctrl_d_lead_back_to_the_shell_and_the_session_goes_on(shop: Shop, key: str) -> None:
    desk = Terminal(shop, *START)
    desk.step("1 of 13")
    desk.press(key)
    desk.until("Back to the shell. Acme AG, Printer offline: the session goes on")
    assert desk.ends() == 130
    assert shop.read("").state == "running"


def test_what_was_answered_before_ctrl_c_is_kept(shop: Shop) -> None:
    with_guide(shop)
    desk = Terminal(shop, "next")
    desk.step("1 of 4")
    desk.press(ENTER)
    desk.step("2 of 4")
    desk.press(ENTER)
    desk.answer("What happened?", "No toner")
    desk.last("May you begin?")
    desk.press(CTRL_C)
    assert desk.ends() == 130
    session = shop.read("")
    assert session.answers == {"problem": "No toner"}
    again = Terminal(shop, "next")
    again.step("2 of 4", "Enter answer")
    again.press(ENTER)
    again.answer("May you begin?", "n")
    again.step("3 of 4")
    again.press("n")
    again.until("Note")
    again.typing()
    again.press(CTRL_C)
    assert again.ends() == 130


def test_ctrl_c_before_the_first_answer_files_nothing(shop: Shop) -> None:
    with_guide(shop)
    desk = Terminal(shop, "next")
    desk.step("1 of 4")
    desk.press("s")
    desk.last("Why is it left out?")
    desk.press(CTRL_D)
    assert desk.ends() == 130
    assert entries(shop) == []


def test_a_terminal_that_goes_away_leaves_the_session_running(shop: Shop) -> None:
    with_guide(shop)
    desk = Terminal(shop, "next")
    desk.step("1 of 4")
    desk.press(ENTER)
    desk.step("2 of 4")
    desk.hang_up()
    assert entries(shop) == [("hello", "shown")]
    assert shop.read("").state == "running"


def test_a_session_that_a_colleague_closes_meanwhile_takes_no_step(shop: Shop) -> None:
    with_guide(shop)
    desk = Terminal(shop, "next")
    desk.step("1 of 4")
    shop.run("close", "-s", "acme", "--solution", "Ben was quicker", "--resolved", me="ben")
    desk.press(ENTER)
    desk.until("The session 'Printer offline' is closed", "clientcare session reopen")
    assert desk.ends() == 5


def test_a_walk_goes_on_when_the_share_goes_away_in_the_middle_of_it(shop: Shop) -> None:
    with_guide(shop)
    desk = Terminal(shop, "next")
    desk.step("1 of 4  Hello")
    shop.take_share_away()
    desk.press(ENTER)
    desk.step("2 of 4")
    desk.press(ENTER)
    desk.answer("What happened?", "No toner")
    desk.answer("May you begin?", "y")
    desk.step("3 of 4")
    desk.press("q")
    assert desk.ends() == 10
    shop.bring_share_back()
    assert shop.run("store", "sync").code == 0
    assert entries(shop) == [("hello", "shown"), ("about", "answered")]
    assert shop.read("").answers == {"problem": "No toner", "work": "yes"}


# -- what is shown -------------------------------------------------------------------------------------------


def test_a_custom_guide_shows_its_page_first_and_only_once(shop: Shop) -> None:
    with_guide(shop)
    desk = Terminal(shop, "next")
    desk.step("1 of 4")
    shown = desk.shown()
    assert shown.index("Read this first.") < shown.index("1 of 4")
    desk.press(ENTER)
    desk.step("2 of 4")
    desk.press("q")
    assert desk.ends() == 0
    again = Terminal(shop, "next")
    again.step("2 of 4")
    assert "Read this first." not in again.shown()
    again.press("q")
    assert again.ends() == 0


def test_a_guide_that_changed_meanwhile_is_named_and_the_old_text_goes_on(shop: Shop) -> None:
    with_guide(shop)
    path = shop.share / "guides" / "printer.md"
    path.write_text(path.read_text("utf-8").replace("Say **hello**", "Wave"), "utf-8")
    desk = Terminal(shop, "next")
    desk.until("The guide was changed meanwhile")
    desk.last("Enter go on with the old  m move to the new  d what changed  q shell")
    desk.press("q")
    desk.until("Back to the shell. Acme AG, Printer offline")
    assert desk.ends() == 0
    again = Terminal(shop, "next")
    again.last("q shell")
    again.press(ENTER)
    again.until("Say hello")
    again.step("1 of 4")
    again.press("q")
    assert again.ends() == 0


def test_a_walk_moves_to_the_guide_as_it_is_now_and_says_what_has_no_place(shop: Shop) -> None:
    with_guide(shop)
    shop.run("step", "answer", "problem=No toner", "work=yes")
    path = shop.share / "guides" / "printer.md"
    path.write_text(path.read_text("utf-8").replace("Say **hello**", "Wave").replace('field = "work"', 'field = "ok"'))
    desk = Terminal(shop, "next")
    desk.last("m move to the new")
    desk.press("d")
    desk.until("directions: [-Say", "question 'work': May you begin?", "question 'ok': May you begin?")
    desk.last("m move to the new")
    desk.press("m")
    desk.until("guide Printer, as it is now", "Asks something more: About the problem")
    desk.until("About the problem: May you begin? yes (the question is gone)", "clientcare undo")
    desk.until("Wave")
    desk.step("1 of 4")
    desk.press("q")
    assert desk.ends() == 0
    assert shop.kinds("")[-1] == "guide"


def test_control_characters_of_a_guide_do_not_reach_the_terminal(shop: Shop) -> None:
    with_guide(shop)
    desk = Terminal(shop, "next")
    desk.step("1 of 4")
    assert "hello␛[31m and smile." in desk.shown()
    assert b"\x1b[31m and" not in desk.raw
    desk.press("q")
    assert desk.ends() == 0


def test_a_picture_is_a_link_and_the_picture_itself_where_the_terminal_can(shop: Shop) -> None:
    with_guide(shop)
    plain = Terminal(shop, "next", columns=200)
    plain.step("1 of 4")
    assert "Picture: file:///" in plain.shown()
    assert b"\x1b]8" not in plain.raw
    plain.press("q")
    assert plain.ends() == 0
    able = Terminal(shop, "next", TERM_PROGRAM="iTerm.app")
    able.step("1 of 4")
    assert b"\x1b]8;;file://" in able.raw
    assert b"\x1b]1337;File=inline=1;" in able.raw
    able.press("q")
    assert able.ends() == 0


def test_colour_is_left_out_where_nobody_wants_it(shop: Shop) -> None:
    with_guide(shop)
    desk = Terminal(shop, "next", NO_COLOR="1")
    desk.step("1 of 4")
    desk.press("q")
    assert desk.ends() == 0
    assert b"\x1b[1m" not in desk.raw
    assert b"\x1b[36m" not in desk.raw


def test_a_terminal_that_cannot_move_its_cursor_takes_letters_with_enter(shop: Shop) -> None:
    with_guide(shop)
    desk = Terminal(shop, "next", TERM="dumb")
    desk.step("1 of 4", "q shell >")
    desk.press("x" + ENTER)
    desk.until("One of these letters and Enter")
    desk.last("q shell >")
    desk.press(ENTER)
    desk.step("2 of 4", "q shell >")
    desk.press(ENTER)
    desk.answer("What happened?", "No toner")
    desk.answer("May you begin?", "y")
    desk.step("3 of 4", "q shell >")
    desk.press("Q" + ENTER)
    assert desk.ends() == 0
    assert b"\x1b" not in desk.raw
    assert entries(shop) == [("hello", "shown"), ("about", "answered")]


def test_on_a_wide_terminal_a_step_has_its_heading_in_one_line(shop: Shop) -> None:
    desk = Terminal(shop, *START, columns=120)
    for heading in ("1 of 13", "2 of 13", "3 of 13"):
        desk.step(heading)
        desk.press("s")
        desk.answer("Why is it left out?")
    desk.step("4 of 13")
    [line] = [line for line in desk.lines() if "4 of 13" in line]
    assert line.endswith("Acme AG · Printer offline · 0:00")
    assert "then say it back" in line
    desk.press("q")
    assert desk.ends() == 0


def test_the_walk_is_said_on_standard_error(shop: Shop, tmp_path: Path) -> None:
    out = tmp_path / "out.txt"
    desk = Terminal(shop, *START, out=out)
    desk.step("1 of 13")
    desk.press("q")
    assert desk.ends() == 0
    assert "Acme AG" in out.read_text("utf-8")
    assert "1 of 13" not in out.read_text("utf-8")


def test_a_form_for_scripts_is_never_walked(shop: Shop) -> None:
    desk = Terminal(shop, *START, "--json")
    assert desk.ends() == 0
    assert "1 of 13" not in desk.shown()


# -- people and secrets --------------------------------------------------------------------------------------


def test_the_names_of_contacts_and_members_are_completed(shop: Shop) -> None:
    with_guide(shop)
    for step in ("hello", "keep-calm"):
        shop.enter(shop.hinted("ann")[-1], "step", step=step, status="shown")
    shop.enter(shop.hinted("ann")[-1], "step", step="about", status="skipped")
    desk = Terminal(shop, "next")
    desk.step("4 of 4  Ask who")
    desk.press(ENTER)
    desk.last("Who said so?")
    desk.press("Fr\t")
    desk.last("Ms Frei")
    desk.press(ENTER)
    assert desk.ends() == 0
    assert shop.read("").answers == {"who": "Ms Frei"}


def test_a_secret_in_an_answer_is_masked_and_nothing_typed_is_lost(shop: Shop) -> None:
    with_guide(shop)
    desk = Terminal(shop, "next")
    desk.step("1 of 4")
    desk.press(ENTER)
    desk.step("2 of 4")
    desk.press(ENTER)
    desk.answer("What happened?", "Login fails, password: Winter2026!")
    desk.answer("May you begin?", "y")
    desk.answer("What shall be saved?", "mask")
    desk.step("3 of 4")
    desk.press("q")
    assert desk.ends() == 0
    answers = shop.read("").answers
    assert answers["work"] == "yes"
    assert answers["problem"].startswith("Login fails, password: ")
    assert "Winter2026!" not in answers["problem"]


def test_w_shows_every_step_what_was_answered_and_how_much_is_left(shop: Shop) -> None:
    with_guide(shop)
    shop.run("step", "answer", "problem=No toner", "work=yes")
    shop.run("step", "skip", "ask-who", "--reason", "Alone today")
    desk = Terminal(shop, "next")
    desk.step("1 of 4  Hello")
    desk.press("w")
    desk.until(
        "1 of 4 steps done, 1 left out",
        ">   1  Hello",
        "✓   2  About the problem",
        "What happened? No toner",
        "May you begin? yes",
        "·   3  Keep calm",
        "–   4  Ask who (left out: Alone today)",
    )
    desk.last("q shell")
    desk.press("q")
    assert desk.ends() == 0


def test_a_step_that_is_longer_than_the_terminal_comes_a_screenful_at_a_time(shop: Shop) -> None:
    with_guide(shop)
    path = shop.share / "guides" / "long.md"
    lines = "\n".join(f"- Look at lamp {number}." for number in range(1, 41))
    path.write_text(f"+++\n[[steps]]\nname = \"Lamps\"\ndirections = '''\n{lines}\n'''\n+++\n", "utf-8")
    shop.run("session", "start", "acme", "Rack", "--mode", "on-site", "--guide", "long", "--no-walk")
    desk = Terminal(shop, "next", "-s", "Rack", rows=20)
    desk.last("Enter 24 more lines  a all of them")
    assert "lamp 16." in desk.shown()
    assert "lamp 17." not in desk.shown()
    desk.press(ENTER)
    desk.last("Enter 6 more lines  a all of them")
    assert "lamp 17." in desk.shown()
    assert "lamp 34." in desk.shown()
    desk.press("a")
    desk.step("lamp 40.")
    desk.press("q")
    assert desk.ends() == 0
