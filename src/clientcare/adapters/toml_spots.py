"""Where things stand in a TOML text: bounds that hold before it is parsed, and the line of any value after."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from clientcare.domain.guide_tables import Remark, Spot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from clientcare.domain.guide_tables import Path

LINE_LIMIT = 100_000
"""Characters in one line."""
KEY_PARTS = 32
"""Parts of a dotted key: the time and memory that tomllib takes grow with the square of them."""
NESTING = 32
"""Brackets inside each other."""

# A text that is not closed reaches to the end, so that no character is looked at twice.
_TOKEN = re.compile(
    r'''"""(?:[^"\\]|\\[\s\S]|"(?!""))*+(?:"{3,5}|\\?\Z)'''
    r"""|'''(?:[^']|'(?!''))*+(?:'{3,5}|\Z)"""
    r"""|"(?:[^"\\\n]|\\.)*+"?"""
    r"""|'[^'\n]*+'?"""
    r"|\#[^\n]*+"
    r"|[\[{]|[\]}]|[.=,\n]",
)
_PART = r"""(?:[A-Za-z0-9_-]+|"(?:[^"\\\n]|\\.)*+"|'[^'\n]*+')"""
_KEY = re.compile(rf"[ \t]*({_PART}(?:[ \t]*\.[ \t]*{_PART})*+)[ \t]*=")
_HEADER = re.compile(rf"[ \t]*(\[\[?)[ \t]*({_PART}(?:[ \t]*\.[ \t]*{_PART})*+)[ \t]*\]\]?")
_PARTS = re.compile(_PART)


def out_of_bounds(toml: str, longest: int = LINE_LIMIT) -> Remark | None:
    """What in a TOML text would cost too much to parse, with its line in that text; None where nothing does."""
    if too_long := long_line(toml, longest):
        return too_long
    # Most files have so few dots and brackets that nothing needs to be read in order to be sure.
    brackets = toml.count("[") - 2 * toml.count("\n[[") + toml.count("{")
    if brackets <= NESTING and max(text.count(".") for text in toml.split("\n")) < KEY_PARTS:
        return None
    return _too_deep(toml)


def long_line(text: str, longest: int = LINE_LIMIT) -> Remark | None:
    """The first line that is too long to be looked at."""
    for line, one in enumerate(text.split("\n"), 1):
        if len(one) > longest:
            return Remark(f"a line has {len(one):,} characters", f"At most {longest:,}.", line, longest + 1)
    return None


def _too_deep(toml: str) -> Remark | None:
    dots = depth = 0
    for found in _TOKEN.finditer(toml):
        token = found[0]
        if token == ".":
            dots += 1
            if dots >= KEY_PARTS:
                most = f"At most {KEY_PARTS}, joined by dots."
                return Remark("a key has too many parts", most, *place(toml, found.start()))
        elif token in "[{":
            dots = 0
            depth += 1
            if depth > NESTING:
                most = f"At most {NESTING} inside each other."
                return Remark("lists are nested too deeply", most, *place(toml, found.start()))
        elif token in "]}":
            dots = 0
            depth = max(0, depth - 1)
        elif token in "=,\n":
            dots = 0
    return None


def place(text: str, at: int) -> Spot:
    """The line and the column of a character."""
    return Spot(text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at))


def unclosed(toml: str) -> int:
    """Where the first text begins that is never closed; -1 where there is none."""
    for found in _TOKEN.finditer(toml):
        token = found[0]
        mark = token[:3] if token[:3] in _LONG_MARKS else token[0]
        if mark[0] in "\"'" and (len(token) < 2 * len(mark) or not token.endswith(mark)):
            return found.start()
    return -1


_LONG_MARKS = ('"""', "'''")


class TomlSpots:
    """The places of keys and tables in a TOML text that was parsed without a fault.

    `first` is the line of the file on which the text begins. A value that stands nowhere by itself has the place of
    what holds it; the whole file has line 1.
    """

    def __init__(self, toml: str, first: int = 1) -> None:
        self._toml = toml
        self._first = first
        self._spots: dict[Path, Spot] = {}

    def __call__(self, path: Path) -> Spot:
        """The line and column of a value."""
        if not self._spots:
            self._spots = {(): Spot(1, 1)}
            for known, spot in self._read():
                self._spots.setdefault(known, spot)
        while path not in self._spots:
            path = path[:-1]
        return self._spots[path]

    def _read(self) -> Iterator[tuple[Path, Spot]]:
        toml = self._toml
        breaks = [found.start() for found in re.finditer("\n", toml)]
        rows: dict[Path, int] = {}
        table: Path = ()
        at = 0
        while at < len(toml):
            header, key = _HEADER.match(toml, at), _KEY.match(toml, at)
            found = header or key
            if found is None:
                at = _end_of_line(toml, at)
                continue
            begin = found.start(1)
            line = bisect_right(breaks, begin - 1)
            spot = Spot(line + self._first, begin - (breaks[line - 1] if line else -1))
            names = tuple(_plain(part) for part in _PARTS.findall(found[2 if header else 1]))
            if header:
                table = _table(names, rows, repeated=header[1] == "[[")
                yield table, spot
                if header[1] == "[[":
                    yield table[:-1], spot
                at = _end_of_line(toml, found.end())
            else:
                yield (*table, *names), spot
                at = _end_of_value(toml, found.end())


def _table(names: tuple[str, ...], rows: dict[Path, int], *, repeated: bool) -> Path:
    """The path of a table from its header; `rows` counts the tables of each array so far."""
    path: Path = ()
    for name in names[:-1]:
        path = (*path, name)
        if path in rows:
            path = (*path, rows[path])
    path = (*path, names[-1])
    if repeated:
        rows[path] = rows.get(path, -1) + 1
        path = (*path, rows[path])
    return path


def _end_of_line(toml: str, at: int) -> int:
    end = toml.find("\n", at)
    return len(toml) if end < 0 else end + 1


def _end_of_value(toml: str, at: int) -> int:
    depth = 0
    for found in _TOKEN.finditer(toml, at):
        if found[0] in "[{":
            depth += 1
        elif found[0] in "]}":
            depth -= 1
        elif found[0] == "\n" and depth <= 0:
            return found.end()
    return len(toml)


def _plain(part: str) -> str:
    return part[1:-1] if part[0] in "\"'" else part
