"""How a fault of a file is told: its line, what is meant in it, and what is right, in whatever width there is."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from clientcare.domain.guide_tables import Excerpt, Remark
from clientcare.views.remarks import in_a_line, with_lines
from clientcare.views.rows import wide
from clientcare.views.view import Look

NOW = datetime(2026, 11, 24, 14, 5, tzinfo=UTC)
RICH = Look(80, False, True, NOW)
FAULT = Remark("'kind' cannot be 'txt'", "Did you mean 'text'?", 12, 9, 5, Excerpt('  kind = "txt"', 9, '"txt"'))


def lines(remark: Remark, look: Look = RICH) -> list[str]:
    return list(with_lines("a.md", "✗", remark, look))


def test_what_is_meant_is_marked_and_what_is_right_stands_beside_it() -> None:
    assert lines(FAULT) == [
        "  ✗ a.md:12:9: 'kind' cannot be 'txt'",
        '     12 │   kind = "txt"',
        "        │          ^^^^^ Did you mean 'text'?",
    ]
    assert lines(FAULT, RICH._replace(symbols=False))[1] == '     12 |   kind = "txt"'


def test_what_is_right_stands_below_where_there_is_no_room_beside() -> None:
    assert lines(FAULT._replace(expected="It is one of: " + "a, " * 20))[2:] == [
        "        │          ^^^^^",
        "          It is one of: " + "a, " * 20,
    ]
    assert lines(FAULT._replace(expected=""))[2:] == ["        │          ^^^^^"]


def test_a_place_where_nothing_stands_is_marked_too() -> None:
    assert lines(Remark("x", "y", 1, 4, 0, Excerpt("a =", 3, "")))[2] == "        │    ^ y"


@pytest.mark.parametrize("at", [0, 1, 40, 100, 150])
@pytest.mark.parametrize("length", [1, 10, 80])
@pytest.mark.parametrize("letter", ["x", "日", "\x1b", "\t"])
def test_a_line_is_cut_around_what_is_meant(at: int, length: int, letter: str) -> None:
    line = letter * at + "y" * length + letter * 20
    remark = FAULT._replace(excerpt=Excerpt(line, at, "y" * length), expected="")
    for look in (RICH, RICH._replace(width=50, symbols=False)):
        _, shown, marks = lines(remark, look)
        assert wide(shown) <= look.width
        assert "\x1b" not in shown
        assert "y" in shown
        begin = marks.index("^")
        assert wide(shown[: shown.index("y")]) == begin
        assert marks.count("^") == min(wide(shown) - begin, marks.count("^"))


def test_a_remark_without_a_line_says_what_is_right_below() -> None:
    assert lines(Remark("too big", "At most 2 MB.")) == ["  ✗ a.md: too big", "    At most 2 MB."]
    assert lines(Remark("too big")) == ["  ✗ a.md: too big"]


def test_on_one_line_it_is_place_fault_and_what_is_right() -> None:
    told = list(in_a_line("a\x1b.md", [FAULT, Remark("too big")]))
    assert told == ["a␛.md:12:9: 'kind' cannot be 'txt'. Did you mean 'text'?", "a␛.md: too big"]


def test_no_sign_of_a_file_steers_the_terminal() -> None:
    hostile = Remark("'\x1b[2J'", "\x07", 1, 1, 4, Excerpt("\x1b[2J\x9b\u202e", 0, "\x1b[2J"))
    assert all(line.isprintable() for line in lines(hostile))
