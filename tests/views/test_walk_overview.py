"""A walk on one screen: every step, what was answered so far, and how much is left."""

from __future__ import annotations

from clientcare.views.walk_overview import overview
from tests.views.test_walks import ABOUT, ASCII, HELLO, PLAIN, TEACH, step, walk

SEEN = HELLO._replace(through=True, status="shown")
TOLD = ABOUT._replace(through=True, status="answered", left=(), questions=ABOUT.asks, answers={"backup": "done"})
LEFT_OUT = step(4, "Ring them", through=True, status="skipped", reason="No phone")


def test_each_step_tells_what_became_of_it_and_what_was_answered() -> None:
    assert overview(walk(SEEN, TOLD, TEACH, LEFT_OUT), TEACH, PLAIN) == [
        "2 of 4 steps done, 1 left out",
        "  ✓   1  Say hello",
        "  ✓   2  About it",
        "         Backup? done",
        "  >   3  Teach (at the close)",
        "  –   4  Ring them (left out: No phone)",
    ]


def test_what_is_still_asked_is_counted_and_signs_are_plain_where_they_must_be() -> None:
    assert overview(walk(SEEN, ABOUT), ABOUT, ASCII) == [
        "1 of 2 steps done, 2 questions left",
        "  +   1  Say hello",
        "  >   2  About it",
    ]


def test_an_answer_that_was_left_open_is_not_told_and_a_late_step_is() -> None:
    late = step(2, "Write to them", overdue=True, reason="They asked for it in writing")
    lines = overview(walk(TOLD._replace(n=1, answers={"backup": ""}), late), TOLD, PLAIN)
    assert lines[1:] == ["  >   1  About it", "  ·   2  Write to them (They asked for it in writing) (overdue)"]


def test_on_a_low_terminal_steps_with_nothing_to_tell_are_counted() -> None:
    seen = [SEEN._replace(id=f"seen-{n}", n=n) for n in range(1, 41)]
    ahead = [HELLO._replace(id=f"ahead-{n}", n=n) for n in range(43, 1026)]
    steps = (*seen, TOLD._replace(n=41), ABOUT._replace(id="now", n=42), *ahead)
    assert overview(walk(*steps), steps[41], PLAIN._replace(height=24)) == [
        "41 of 1025 steps done, 2 questions left",
        "  ✓   1 to 40: 40 steps done",
        "  ✓  41  About it",
        "         Backup? done",
        "  >  42  About it",
        "  ·  43 to 1025: 983 steps to come",
    ]
