"""How a guide is shown: where a session stands in it, one step, and what was put on record."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from clientcare.dialogs.keys import Key, bar
from clientcare.domain.asks import Ask
from clientcare.domain.entries import Entered
from clientcare.domain.walk_reports import StepView, Walked, WalkView
from clientcare.views.view import Look
from clientcare.views.walks import WALK, WALKED, heading, markdown, step_lines, together

NOW = datetime(2026, 11, 24, 14, 5, tzinfo=UTC)
ASCII = Look(80, False, False, NOW)
PLAIN = Look(80, False, True, NOW)
COLOUR = Look(80, True, True, NOW)
BACKUP = Ask("backup", "Backup?", kind="choice", required=False, choices=("done", "declined"))
STORY = Ask("problem", "What happened?")


def step(n: int, name: str, **given: Any) -> StepView:
    fields = {"directions": "", "image": "", "phase": "start", "status": "open", "through": False, "reason": ""}
    asks = given.pop("asks", ())
    shown = {**fields, "asks": asks, "left": asks, "answers": {}, **given}
    return StepView(id=name.casefold().replace(" ", "-"), n=n, name=name, **shown)


def walk(*steps: StepView, **given: Any) -> WalkView:
    following = next((one for one in steps if not one.through and one.phase != "close"), None)
    shown = {"step": following, "changed": False, "answers": {}, "body": "", "title": "Printer offline", **given}
    return WalkView(
        thread="session-00007f3a",
        folder="acme",
        client_name="Acme AG",
        state="running",
        minutes=12,
        guide="printer",
        guide_title="Printer",
        digest="",
        steps=steps,
        **shown,
    )


HELLO = step(1, "Say hello", directions="Say **hello**.", image="/tray.png")
ABOUT = step(2, "About it", asks=(BACKUP, STORY))
TEACH = step(3, "Teach", phase="close")


def test_the_step_that_is_next_is_shown_with_what_is_still_to_come() -> None:
    assert WALK.human(walk(HELLO, ABOUT, TEACH), ASCII) == [
        "> Acme AG - Printer offline - 0:12 running - Printer",
        "1 of 3  Say hello",
        "  Say **hello**.",
        "  Picture: /tray.png",
        "Still to come",
        "   2  About it (backup, problem)",
        "At the close: 1 step",
        "clientcare step done say-hello -s 7f3a",
    ]


def test_a_step_that_asks_names_the_command_that_answers_it() -> None:
    lines = WALK.human(walk(HELLO._replace(through=True), ABOUT), ASCII)
    assert lines[1:] == [
        "2 of 2  About it",
        "  ? Backup? (done, declined)",
        "  ? What happened? (must be answered)",
        "clientcare step answer backup=ANSWER problem=ANSWER -s 7f3a   or: clientcare step skip about-it",
    ]


def test_when_all_is_through_the_close_is_named() -> None:
    lines = WALK.human(walk(HELLO._replace(through=True), TEACH, TEACH), ASCII)
    assert lines[1:] == ["At the close: 2 steps", "Through as far as the close.  clientcare close -s 7f3a"]


def test_a_guide_that_changed_and_the_page_of_a_guide_come_first() -> None:
    lines = WALK.human(walk(HELLO, changed=True, text_now="changed", body="Read *this*."), ASCII)
    assert lines[1:3] == [
        "! The guide was changed meanwhile; the walk goes on with the text that it has."
        " To move to the new one: clientcare next --move-to-new",
        "  Read *this*.",
    ]


def test_the_columns_and_the_identifier_for_scripts() -> None:
    here = walk(HELLO._replace(through=True), ABOUT, step(3, "Calm"))
    assert list(WALK.plain(here)) == [
        ("session-00007f3a", 2, 3, "about-it", "About it", "start", "open", "backup,problem"),
        ("session-00007f3a", 3, 3, "calm", "Calm", "start", "open", ""),
    ]
    assert list(WALK.quiet(here)) == ["about-it"]
    assert list(WALK.quiet(walk(TEACH))) == []


def test_a_step_that_is_not_next_can_be_shown_too() -> None:
    here = walk(HELLO, ABOUT)._replace(step=TEACH)
    assert [row[3] for row in WALK.plain(here)] == ["teach", "say-hello", "about-it"]


# -- the parts of a screen -----------------------------------------------------------------------------------


def test_the_heading_stands_in_one_line_where_it_fits_and_else_in_two() -> None:
    here = walk(HELLO)
    [line] = heading(here, HELLO, PLAIN)
    assert line.startswith("1 of 1  Say hello  ")
    assert line.endswith("  Acme AG · Printer offline · 0:12")
    assert len(line) == 79
    narrow = heading(here._replace(title="A very long title " * 5), HELLO, PLAIN)
    assert narrow[0] == "1 of 1  Say hello"
    assert len(narrow[1]) <= 79
    assert narrow[1].endswith("…")
    ascii_too = heading(here._replace(title="A very long title " * 5), HELLO, ASCII)
    assert ascii_too[1].endswith("...")
    assert heading(here, None, PLAIN)[0].startswith("Reminders  ")


def test_what_became_of_a_step_and_its_questions_is_said() -> None:
    answered = ABOUT._replace(answers={"backup": "done", "problem": ""}, left=(), through=True, status="answered")
    assert step_lines(answered, ASCII) == ["  ? Backup?: done", "  ? What happened?: left open", "  (answered)"]
    skipped = HELLO._replace(directions="", status="skipped", through=True, reason="No time")
    assert step_lines(skipped, ASCII) == ["  (skipped: No time)"]
    assert step_lines(step(1, "x", asks=(Ask("who", "Who?", kind="person", required=False),)), ASCII) == [
        "  ? Who? (who)",
    ]
    assert step_lines(step(1, "x", asks=(Ask("who", "Who?", required=False),)), ASCII) == ["  ? Who?"]


def test_several_reminders_stand_on_one_screen() -> None:
    assert together([HELLO, TEACH], ASCII) == ["1  Say hello", "   Say **hello**.", "", "3  Teach"]


def test_markdown_is_rendered_and_wrapped_and_cannot_steer_the_terminal() -> None:
    assert markdown("Say **hello**, `twice`.\x1b[2J", PLAIN) == ["  Say hello, twice.␛[2J"]
    assert markdown("- one\n- two", PLAIN) == ["   • one", "   • two"]
    assert all(len(line) < 80 for line in markdown("word " * 100, PLAIN))
    coloured = "\n".join(markdown("Say **hello**, `twice`.", COLOUR))
    assert "\x1b[1mtwice\x1b[0m" in coloured, "a light colour would be unreadable on a light terminal"
    assert "\x1b[1m" in coloured
    assert ";40m" not in coloured
    assert markdown(" \n", PLAIN) == []


def test_without_symbols_markdown_stays_as_it_is_written() -> None:
    assert markdown("- " + "word " * 20, ASCII, 4) == [
        "    - word word word word word word word word word word word word word word",
        "      word word word word word word",
    ]
    assert markdown("one\n\ntwo", ASCII) == ["  one", "", "  two"]


# -- what was put on record ----------------------------------------------------------------------------------


def entered(says: str) -> Entered:
    return Entered("step", "id1", NOW, 1, says, "session-00007f3a", "acme", "Acme AG", "Printer", "running", 12)


def test_what_was_recorded_is_said_and_what_is_next() -> None:
    walked = Walked((entered("Say hello: done"),), walk(HELLO._replace(through=True), ABOUT))
    first, second = WALKED.human(walked, ASCII)
    assert first.startswith("+ 14:05  step Say hello: done - Acme AG")
    assert second == "  Next, 2 of 2: About it  clientcare next"
    assert list(WALKED.quiet(walked)) == ["id1"]
    assert next(iter(WALKED.plain(walked)))[:2] == ("step", "id1")


def test_after_the_last_step_the_close_is_named() -> None:
    lines = WALKED.human(Walked((entered("x"),), walk(TEACH)), ASCII)
    assert lines[-1] == "  Through as far as the close.  clientcare close -s 7f3a"


# -- the keys ------------------------------------------------------------------------------------------------


def test_keys_that_do_not_fit_are_left_out_but_never_the_first_and_the_last_two() -> None:
    keys = [Key(letter, letter, "does something") for letter in "abcdefgh"]
    assert bar(keys[:3], PLAIN) == "a does something  b does something  c does something "
    assert bar(keys, PLAIN).count("something") == 4
    assert bar(keys, PLAIN._replace(width=20)) == "a does something  g does something  h does something "
    assert "\x1b[36ma\x1b[0m does" in bar(keys, COLOUR)
