"""Where things stand in a TOML text that was parsed without a fault."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, NamedTuple

from clientcare.adapters.toml_bounds import KEY, KEY_HEAD, TABLE_HEAD, Places
from clientcare.domain.guide_tables import Spot

if TYPE_CHECKING:
    from clientcare.domain.guide_tables import Path

_PART = re.compile(KEY)
_BETWEEN = re.compile(r"(?:[\s,]|#[^\n]*)*")
_SCALAR = re.compile(
    r'''"""(?:[^"\\]|\\[\s\S]|"(?!""))*+"{3,5}|'''
    r"""'''(?:[^']|'(?!''))*+'{3,5}|"""
    r""""(?:[^"\\\n]|\\.)*+"|'[^'\n]*+'|[^,\]}\n#]+"""
)


class _Span(NamedTuple):
    """Where a key begins and ends, and its value. A table has its header as both, an item of a list only a value."""

    key: tuple[int, int]
    value: tuple[int, int]


class Doubled(NamedTuple):
    """A key or table that stands twice: its name, where it stands the second time, and the line of the first."""

    name: str
    spot: Spot
    before: int


class TomlSpots:
    """The places of keys, values and tables. What is not there has the place of what should hold it.

    `first` is the line of the file on which the text begins; the whole file has line 1.
    """

    def __init__(self, toml: str, first: int = 1) -> None:
        self._toml = toml
        self._places = Places(toml, first)
        self._spans: dict[Path, _Span] = {}
        self._doubled: tuple[Path, _Span, _Span] | None = None

    def __call__(self, path: Path, *, of_key: bool = False) -> Spot:
        """The line, column and length of a value, or of its key."""
        if not self._spans:
            self._read()
        found = path
        while found and found not in self._spans:
            found = found[:-1]
        if not found:
            return Spot(1, 1)
        span = self._spans[found]
        return self._places.spot(*(span.key if of_key and found == path else span.value))

    def doubled(self) -> Doubled | None:
        """The last key or table that stands twice; None where there is none."""
        self._read()
        if self._doubled is None:
            return None
        path, before, again = self._doubled
        return Doubled(str(path[-1]), self._places.spot(*again.key), self._places.spot(*before.key).line)

    def _enter(self, path: Path, span: _Span) -> None:
        before = self._spans.setdefault(path, span)
        if before is not span:
            self._doubled = (path, before, span)

    def _read(self) -> None:
        toml = self._toml
        rows: dict[Path, int] = {}
        table: Path = ()
        at = 0
        while at < len(toml):
            if head := TABLE_HEAD.match(toml, at):
                repeated = head[1] == "[["
                table = _table(_names(head[2]), rows, repeated=repeated)
                whole = (head.start(1), head.end())
                self._enter(table, _Span(whole, whole))
                if repeated:
                    self._spans.setdefault(table[:-1], _Span(whole, whole))
                at = head.end()
            elif KEY_HEAD.match(toml, at):
                at = self._pair(table, at)
            end = toml.find("\n", at)
            at = len(toml) if end < 0 else end + 1

    def _pair(self, table: Path, at: int) -> int:
        """One key and its value; answers where they end."""
        head = KEY_HEAD.match(self._toml, at)
        if head is None:
            return len(self._toml)
        names = _names(head[1])
        path = (*table, *names)
        begin = head.end()
        end = self._value(path, begin)
        span = _Span(head.span(1), (begin, end))
        self._enter(path, span)
        for n in range(1, len(names)):
            self._spans.setdefault((*table, *names[:n]), span)
        return end

    def _value(self, path: Path, at: int) -> int:
        """A value and all in it; answers where it ends. What was parsed is not nested deeply."""
        toml = self._toml
        closing = {"[": "]", "{": "}"}.get(toml[at : at + 1])
        if closing is None:
            found = _SCALAR.match(toml, at)
            return at + len(found[0].rstrip()) if found else at
        n = 0
        at = self._between(at + 1)
        while at < len(toml) and toml[at] != closing:
            if closing == "}":
                at = self._pair(path, at)
            else:
                item = (*path, n)
                end = self._value(item, at)
                self._spans[item] = _Span((at, end), (at, end))
                at, n = max(end, at + 1), n + 1
            at = self._between(at)
        return min(at + 1, len(toml))

    def _between(self, at: int) -> int:
        found = _BETWEEN.match(self._toml, at)
        return found.end() if found else at


def _names(key: str) -> Path:
    return tuple(_plain(part) for part in _PART.findall(key))


def _plain(part: str) -> str:
    if part[0] not in "\"'":
        return part
    return part[1:-1] if "\\" not in part or part[0] == "'" else str(next(iter(tomllib.loads(f"{part} = 0"))))


def _table(names: Path, rows: dict[Path, int], *, repeated: bool) -> Path:
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
