"""What a TOML text may be before it is parsed: lines, keys, nesting and steps that cost no more than they should."""

from __future__ import annotations

import re
from bisect import bisect_left
from operator import methodcaller

from clientcare.domain.guide_limits import STEP_LIMIT, TOO_MANY_STEPS
from clientcare.domain.guide_tables import Remark, Spot

LINE_LIMIT = 100_000
"""Characters in one line."""
KEY_PARTS = 32
"""Parts of a dotted key: the time and memory that tomllib takes grow with the square of them."""
NESTING = 32
"""Brackets inside each other."""

KEY = r"""(?:[A-Za-z0-9_-]+|"(?:[^"\\\n]|\\.)*+"|'[^'\n]*+')"""
KEY_HEAD = re.compile(rf"[ \t]*({KEY}(?:[ \t]*\.[ \t]*{KEY})*+)[ \t]*=[ \t]*")
TABLE_HEAD = re.compile(rf"[ \t]*(\[\[?)[ \t]*({KEY}(?:[ \t]*\.[ \t]*{KEY})*+)[ \t]*\]\]?")

# A text that is not closed reaches to the end, so that no character is looked at twice.
_TOKEN = re.compile(
    r'''"""(?:[^"\\]|\\[\s\S]|"(?!""))*+(?:"{3,5}|\\?\Z)'''
    r"""|'''(?:[^']|'(?!''))*+(?:'{3,5}|\Z)"""
    r"""|"(?:[^"\\\n]|\\.)*+"?"""
    r"""|'[^'\n]*+'?"""
    r"|\#[^\n]*+"
    r"|[\[{]|[\]}]|[.=,\n]",
)
_STEPS = re.compile(r"""[ \t]*\[\[[ \t]*(steps|"steps"|'steps')[ \t]*\]\]""", re.IGNORECASE)
_STEP_LIST = re.compile(r"""[ \t]*(steps|"steps"|'steps')[ \t]*=[ \t]*\[""", re.IGNORECASE)
_DOTS = methodcaller("count", ".")
_LONG_MARKS = ('"""', "'''")


def out_of_bounds(toml: str, longest: int = LINE_LIMIT) -> Remark | None:
    """What in a TOML text would cost too much to parse, with its place in that text; None where nothing does."""
    lines = toml.split("\n")
    if max(map(len, lines)) > longest:
        return long_line(toml, longest)
    # Most files have so few dots and brackets that nothing needs to be read in order to be sure.
    tables = toml.count("\n[[")
    brackets = toml.count("[") - 2 * tables + toml.count("{")
    if brackets <= NESTING and tables < STEP_LIMIT and max(map(_DOTS, lines)) < KEY_PARTS:
        return None
    return _too_much(toml)


def long_line(text: str, longest: int = LINE_LIMIT) -> Remark | None:
    """The first line that is too long to be looked at."""
    for line, one in enumerate(text.split("\n"), 1):
        if len(one) > longest:
            return Remark(f"a line has {len(one):,} characters", f"At most {longest:,}.", line, longest + 1)
    return None


def _too_much(toml: str) -> Remark | None:
    dots = depth = steps = 0
    listed = _STEP_LIST.match(toml) is not None
    for found in _TOKEN.finditer(toml):
        token = found[0]
        if token == ".":
            dots += 1
            if dots >= KEY_PARTS:
                return _refused(toml, found, "a key has too many parts", f"At most {KEY_PARTS}, joined by dots.")
            continue
        if token in "[{":
            depth += 1
            steps += _begins_step(toml, found.start()) if depth == 1 else listed and depth == 2 and token == "{"
            if depth > NESTING:
                return _refused(toml, found, "lists are nested too deeply", f"At most {NESTING} inside each other.")
            if steps > STEP_LIMIT:
                return _refused(toml, found, *TOO_MANY_STEPS[:2])
        elif token in "]}":
            depth = max(0, depth - 1)
        elif token == "\n" and depth == 0:
            listed = _STEP_LIST.match(toml, found.end()) is not None
        if token in "[]{}=,\n":
            dots = 0
    return None


def _begins_step(toml: str, at: int) -> bool:
    return toml.startswith("[[", at) and _STEPS.match(toml, toml.rfind("\n", 0, at) + 1) is not None


def _refused(toml: str, found: re.Match[str], text: str, expected: str) -> Remark:
    line, column, _ = place(toml, found.start())
    return Remark(text, expected, line, column)


def place(text: str, at: int) -> Spot:
    """The line and the column of a character."""
    return Spot(text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at))


class Places:
    """The places of many characters of a text, of which the first line is line `first` of its file."""

    def __init__(self, text: str, first: int) -> None:
        self._text = text
        self._first = first
        self._ends: list[int] = []

    def spot(self, begin: int, end: int) -> Spot:
        """Where some characters stand, as far as they stand on one line."""
        if not self._ends:
            self._ends = [found.start() for found in re.finditer(r"\n|\Z", self._text)]
        begin = min(begin, len(self._text))
        line = bisect_left(self._ends, begin)
        column = begin - (self._ends[line - 1] if line else -1)
        return Spot(line + self._first, column, max(0, min(end, self._ends[line]) - begin))


def unclosed(toml: str) -> int:
    """Where the first text begins that is never closed; -1 where there is none."""
    for found in _TOKEN.finditer(toml):
        token = found[0]
        mark = token[:3] if token[:3] in _LONG_MARKS else token[0]
        if mark[0] in "\"'" and (len(token) < 2 * len(mark) or not token.endswith(mark)):
            return found.start()
    return -1
