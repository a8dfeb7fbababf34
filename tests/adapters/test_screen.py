"""The screen: results for people and scripts on standard output, conversation on standard error."""

from __future__ import annotations

import io
import json
import os
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Any, NamedTuple

import pytest

from clientcare.adapters.screen import Screen, as_data
from clientcare.domain.options import Options
from clientcare.views.view import Look, View

HUMAN = View(
    "sample/1",
    lambda result, look: [f"{look.width} {result['name']}"],
    lambda result: [("row", result["name"], None, True, 3)],
    lambda result: [result["id"]],
)
SAMPLE = {"name": "Acme", "id": "7f3a"}


class Terminal(io.TextIOWrapper):
    """A stream that says it is a terminal."""

    def __init__(self, encoding: str = "utf-8", *, terminal: bool = True) -> None:
        super().__init__(io.BytesIO(), encoding=encoding, newline="\n")
        self.terminal = terminal

    def isatty(self) -> bool:
        return self.terminal

    @property
    def text(self) -> str:
        self.flush()
        assert isinstance(self.buffer, io.BytesIO)
        return self.buffer.getvalue().decode(self.encoding)


def pipe(encoding: str = "utf-8") -> Terminal:
    return Terminal(encoding, terminal=False)


def shown(result: Any, view: View = HUMAN, out: Terminal | None = None, **options: bool) -> str:
    """What the screen shows of a result."""
    stream = out or pipe()
    Screen(Options(**options), stream, pipe()).show(view, result)
    return stream.text


def look(out: Terminal) -> Look:
    return Screen(Options(), out, pipe()).look


# -- the three forms -----------------------------------------------------------------------------------------


def test_people_see_lines_as_wide_as_their_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "120")
    assert shown(SAMPLE) == "120 Acme\n"


def test_scripts_get_an_envelope_with_a_name_and_a_version() -> None:
    assert json.loads(shown(SAMPLE, json=True)) == {"clientcare": "sample/1", "data": SAMPLE}


def test_scripts_get_one_record_a_line_with_tabs_between() -> None:
    assert shown(SAMPLE, plain=True) == "row\tAcme\t\tyes\t3\n"


def test_scripts_get_the_identifier_alone() -> None:
    assert shown(SAMPLE, quiet=True) == "7f3a\n"


def test_of_several_forms_the_fullest_is_shown() -> None:
    assert shown(SAMPLE, json=True, quiet=True, plain=True).startswith("{")
    assert shown(SAMPLE, quiet=True, plain=True) == "7f3a\n"


def test_a_tab_and_a_line_break_inside_a_cell_break_no_record() -> None:
    assert shown({"name": "a\tb\nc", "id": "x\ny"}, plain=True) == "row\ta\\tb\\nc\t\tyes\t3\n"
    assert shown({"name": "", "id": "x\ny"}, quiet=True) == "x\\ny\n"


def test_a_moment_in_a_cell_is_iso_8601() -> None:
    view = HUMAN._replace(plain=lambda result: [(datetime(2026, 11, 24, 14, 5, tzinfo=UTC), False)])
    assert shown(None, view, plain=True) == "2026-11-24T14:05+00:00\tno\n"


@pytest.mark.parametrize(("human", "text"), [(None, ""), ("one", "one\n"), ([], ""), (("a", "b"), "a\nb\n")])
def test_people_see_a_text_lines_or_nothing(human: Any, text: str) -> None:
    assert shown(None, HUMAN._replace(human=lambda result, look: human)) == text


def test_tables_are_drawn_without_colour_on_a_pipe_and_with_it_where_it_is_forced(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from rich.table import Table
    from rich.text import Text

    def human(result: Any, look: Look) -> Any:
        table = Table("Name", box=None)
        table.add_row(Text("Acme :smile:", style="red"))
        return [table, "and a line"]

    view = HUMAN._replace(human=human)
    plain = shown(None, view)
    assert [line.strip() for line in plain.splitlines()] == ["Name", "Acme :smile:", "and a line"]
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[31m" in shown(None, view)
    assert "Acme" in shown(None, view._replace(human=lambda result, look: human(result, look)[0]))


# -- JSON ----------------------------------------------------------------------------------------------------


class Point(NamedTuple):
    name: str
    at: datetime


@dataclass(frozen=True)
class Box:
    points: tuple[Point, ...]
    on: date


def test_any_result_becomes_json_by_its_fields() -> None:
    at = datetime(2026, 11, 24, 14, 5, tzinfo=UTC)
    box = Box((Point("a", at),), date(2026, 11, 24))
    assert as_data(box) == {"points": [{"name": "a", "at": "2026-11-24T14:05:00+00:00"}], "on": "2026-11-24"}
    assert as_data(MappingProxyType({1: None, "b": 1.5})) == {"1": None, "b": 1.5}
    assert as_data(frozenset({"a"})) == ["a"]
    assert as_data([True, Decimal("1.50")]) == [True, "1.50"]


@pytest.mark.parametrize(
    "text", ["Zürich 😀", "\x1b[31mred", "\x9b31m", "\x7f", "a\u202eb", "\U000e0041", "line\nbreak\ttab", "\ud800"]
)
def test_no_live_control_character_reaches_the_terminal_in_json_and_the_text_is_whole(text: str) -> None:
    said = shown({"name": text, "id": ""}, json=True)
    assert said.replace("\n", "").isprintable()
    assert json.loads(said)["data"]["name"] == text


def test_json_is_ascii_where_only_ascii_can_be_shown() -> None:
    said = shown({"name": "Zürich", "id": ""}, json=True, out=pipe("ascii"))
    assert said.isascii()
    assert json.loads(said)["data"]["name"] == "Zürich"


# -- what the terminal can do --------------------------------------------------------------------------------


def test_colour_is_for_terminals(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    assert look(Terminal()).colour
    assert not look(pipe()).colour


@pytest.mark.parametrize(("name", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_who_wants_no_colour_gets_none(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    assert not look(Terminal()).colour
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert look(Terminal()).colour


def test_an_empty_variable_is_no_wish(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "")
    monkeypatch.setenv("FORCE_COLOR", "")
    assert look(Terminal()).colour
    assert not look(pipe()).colour


@pytest.mark.parametrize(
    ("encoding", "symbols"), [("utf-8", True), ("UTF8", True), ("ascii", False), ("cp1252", False)]
)
def test_symbols_are_shown_where_they_can_be_written(encoding: str, symbols: bool) -> None:
    assert look(pipe(encoding)).symbols is symbols


def test_what_cannot_be_written_is_a_question_mark_and_no_crash() -> None:
    view = HUMAN._replace(human=lambda result, look: "Zürich ✓")
    assert shown(None, view, pipe("ascii")) == "Z?rich ?\n"


def test_signs_that_cannot_be_written_are_spelled_with_plain_ones() -> None:
    view = HUMAN._replace(human=lambda result, look: "14:05 – 15:00 · 2 × “Fuser”… → done")
    assert shown(None, view, pipe("ascii")) == '14:05 - 15:00 - 2 x "Fuser"... -> done\n'
    assert shown(None, view, pipe("cp1252")) == "14:05 – 15:00 · 2 × “Fuser”… -> done\n"


@pytest.mark.parametrize(("columns", "width"), [("100", 100), ("", 80), ("0", 80), ("-5", 80), ("wide", 80), ("²", 80)])
def test_the_width_is_what_columns_says_or_80(monkeypatch: pytest.MonkeyPatch, columns: str, width: int) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    assert look(pipe()).width == width


def test_the_width_of_a_real_terminal_is_asked_for() -> None:
    import pty
    import termios

    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (24, 132))
    with open(theirs, "w", encoding="utf-8") as out:
        assert Screen(Options(), out, pipe()).look.width == 132
    os.close(ours)


def test_a_terminal_that_does_not_know_its_width_has_80_columns() -> None:
    assert look(Terminal()).width == 80


# -- conversation --------------------------------------------------------------------------------------------


def interactive(monkeypatch: pytest.MonkeyPatch, stdin: Any, err: Any, **options: bool) -> bool:
    monkeypatch.setattr("sys.stdin", stdin)
    return Screen(Options(**options), pipe(), err).interactive


def test_questions_need_a_terminal_on_both_sides(monkeypatch: pytest.MonkeyPatch) -> None:
    assert interactive(monkeypatch, Terminal(), Terminal())
    assert not interactive(monkeypatch, pipe(), Terminal())
    assert not interactive(monkeypatch, Terminal(), pipe())
    assert not interactive(monkeypatch, None, Terminal())
    assert not interactive(monkeypatch, Terminal(), Terminal(), no_input=True)


def test_a_closed_input_is_no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    closed = io.StringIO()
    closed.close()
    assert not interactive(monkeypatch, closed, Terminal())


def test_conversation_goes_to_standard_error_unless_it_is_quiet() -> None:
    for quiet, told in ((False, "hello\nlook out\n"), (True, "look out\n")):
        out, err = pipe(), pipe()
        screen = Screen(Options(quiet=quiet), out, err)
        screen.tell("hello")
        screen.warn("look out")
        assert (out.text, err.text) == ("", told)


def test_conversation_is_written_whatever_the_stream_can_write() -> None:
    err = pipe("ascii")
    Screen(Options(), pipe(), err).tell("Zürich")
    assert err.text == "Z?rich\n"


@pytest.mark.parametrize(
    ("text", "kept", "clean"),
    [
        ("plain", "\n\t", "plain"),
        ("a\nb\tc", "\n\t", "a\nb\tc"),
        ("a\nb\tc", "", "a\\nb\\tc"),
        ("\x1b[2J\x07\x7f\x9b\u202e", "", "␛[2J␇␡\\u009b\\u202e"),
        ("\U000e0041", "", "\\U000e0041"),
    ],
)
def test_control_characters_are_made_visible(text: str, kept: str, clean: str) -> None:
    assert Screen(Options(), pipe(), pipe()).clean(text, kept) == clean


def test_lines_for_people_are_broken_between_words_where_the_terminal_is_narrower(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COLUMNS", "20")
    out, err = Terminal(), Terminal()
    screen = Screen(Options(), out, err)
    screen.show(HUMAN._replace(human=lambda *_: ["a line that is longer than that"]), SAMPLE)
    screen.tell("and what is said beside it")
    assert out.text == "a line that is\n  longer than that\n"
    assert err.text == "and what is said\n  beside it\n"


def test_lines_for_people_stay_whole_in_a_pipe_and_a_text_to_be_pasted_everywhere(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COLUMNS", "20")
    long = "a line that is longer than that"
    assert shown(SAMPLE, HUMAN._replace(human=lambda *_: [long])) == f"{long}\n"
    assert shown(SAMPLE, HUMAN._replace(human=lambda *_: long), Terminal()) == f"{long}\n"


def test_how_long_work_gets_on_is_one_line_that_goes_again_on_a_terminal_only() -> None:
    err = Terminal()
    screen = Screen(Options(), pipe(), err)
    screen.passing("acme: 3 sessions" + "x" * 200)
    screen.passing("")
    said = err.text
    assert said.startswith("\racme: 3 sessions")
    assert said.endswith("\r" + " " * 79 + "\r")
    assert max(len(part) for part in said.split("\r")) == 79
    for options, stream in ((Options(), pipe()), (Options(quiet=True), Terminal())):
        Screen(options, pipe(), stream).passing("acme")
        assert stream.text == ""
