"""Reading a table of a file that people edit: typed values, and faults that name the key and the nearest right one."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

from clientcare.domain.errors import InvalidFile

T = TypeVar("T")


class Stored(NamedTuple):
    """A file that people edit, as it was read.

    `content` is its parsed form, `token` proves it unchanged at a later edit, `text` and `shown` (how the file is
    called) serve to say on which line a fault stands.
    """

    content: Mapping[str, Any]
    token: str
    text: str
    shown: str

    def read(self, reader: Callable[[Mapping[str, Any]], T]) -> T:
        """What `reader` makes of the content. Raises InvalidFile with file and line where a key is wrong."""
        try:
            return reader(self.content)
        except TableFault as fault:
            raise self.placed(fault) from None

    def placed(self, fault: "TableFault") -> InvalidFile:
        """A fault with file and line."""
        line = line_of(self.text, fault.table, fault.key, fault.row)
        return InvalidFile(fault.message, fault.hint, place=f"{self.shown}:{line}" if line else self.shown)


def line_of(text: str, table: str, key: str, row: int = 0) -> int:
    """The line on which `key` of `table` stands, else the one on which the table begins; 0 where neither is there.

    `row` counts the tables of a list of tables from 0. Tables written in one line and dotted keys are found too.
    """
    wanted = f"{table}.{key}" if table else key
    here, begins, rows = "", 0, -1
    lines = text.splitlines()
    for number, line in enumerate(lines, 1):
        found = re.match(r"\s*(?:(\[\[?)\s*([^\[\]]+?)\s*\]|([\w\"'.\- ]+?)\s*=)", line)
        if not found:
            continue
        if found[1]:
            path = here = _plain_key(found[2])
            rows += found[1] == "[[" and path == table
        else:
            path = ".".join(part for part in (here, _plain_key(found[3])) if part)
        elsewhere = here == table and row != max(rows, 0)
        if not elsewhere and f"{path}.".startswith(f"{wanted}."):
            return number
        if not elsewhere and path == table:
            begins = number if found[1] else number + _further(lines[number - 1 :], key, row)
    return begins


def _further(lines: Sequence[str], key: str, row: int) -> int:
    """How many lines below its beginning a value has `key` in its inline table number `row`; 0 where it has not."""
    opened = -1
    for further, line in enumerate(lines):
        if further and re.match(r"\s*\[|[\w\"'.\-]+\s*=", line):
            break
        for found in re.finditer(rf"\{{|(?<![\w\-]){re.escape(key)}[\"']?\s*=", line):
            opened += found[0] == "{"
            if found[0] != "{" and opened == row:
                return further
    return 0


def _plain_key(written: str) -> str:
    return ".".join(part.strip(" \"'") for part in written.split("."))


class TableFault(InvalidFile):
    """A fault in a table; the reader of the file adds file and line from `table`, its `row` in a list, and `key`."""

    def __init__(self, table: str, key: str, message: str, hint: str = "", *, row: int = 0) -> None:
        super().__init__(message, hint)
        self.table = table
        self.key = key
        self.row = row


def near(word: str, known: Sequence[str]) -> str:
    """The one of `known` that `word` was probably meant to be, or nothing."""
    import difflib

    found = difflib.get_close_matches(word.casefold(), known, n=1, cutoff=0.7)
    return found[0] if found else ""


class Table:
    """A TOML table of a known name. Each reading method raises TableFault where the value is not what it must be."""

    def __init__(self, content: Mapping[str, Any], name: str = "", *, known: Sequence[str] = (), row: int = 0) -> None:
        self._content = content
        self.name = name
        self._row = row
        for key in content:
            meant = near(key, known) if known and key not in known else ""
            if meant:
                raise self.fault(key, f"unknown key '{key}'{self._where()}", f"Did you mean '{meant}'?")

    def _where(self) -> str:
        return f" in [{self.name}]" if self.name else ""

    def fault(self, key: str, message: str, hint: str = "") -> TableFault:
        """A fault of the value under `key`, for readers that know more of it than its type."""
        return TableFault(self.name, key, message, hint, row=self._row)

    def _fault(self, key: str, wanted: str) -> TableFault:
        return self.fault(key, f"'{key}'{self._where()} must be {wanted}")

    def __contains__(self, key: str) -> bool:
        return key in self._content

    def text(self, key: str, default: str | None = "") -> str:
        """A text; `default=None` means that it must be there."""
        value = self._content.get(key, default)
        if key not in self._content and default is None:
            raise self._fault(key, "there, as a text")
        if not isinstance(value, str):
            raise self._fault(key, "a text")
        if default is None and not value.strip():
            raise self._fault(key, "more than an empty text")
        return value.strip()

    def flag(self, key: str, default: bool = False) -> bool:
        """A true or false."""
        value = self._content.get(key, default)
        if not isinstance(value, bool):
            raise self._fault(key, "true or false")
        return value

    def whole(self, key: str, default: int = 0) -> int:
        """A whole number."""
        value = self._content.get(key, default)
        if not isinstance(value, int) or isinstance(value, bool):
            raise self._fault(key, "a whole number")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; absent is empty."""
        value = self._content.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise self._fault(key, "a list of texts")
        return tuple(value)

    def one_of(self, key: str, choices: Sequence[str], default: str) -> str:
        """One of a few words."""
        value = self.text(key, default)
        if value not in choices:
            meant = near(value, choices)
            raise self.fault(
                key,
                f"'{key}'{self._where()} cannot be '{value}'",
                f"Did you mean '{meant}'?" if meant else f"It is one of: {', '.join(choices)}.",
            )
        return value

    def table(self, key: str, known: Sequence[str] = ()) -> "Table":
        """A table inside this one; absent is empty."""
        value = self._content.get(key, {})
        if not isinstance(value, dict):
            raise self._fault(key, "a table")
        return Table(value, f"{self.name}.{key}" if self.name else key, known=known)

    def tables(self, key: str, known: Sequence[str] = ()) -> list["Table"]:
        """A list of tables; absent is empty."""
        value = self._content.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise self._fault(key, "a list of tables")
        return [Table(item, key, known=known, row=row) for row, item in enumerate(value)]

    def raw(self) -> Mapping[str, Any]:
        """The content as it was read."""
        return self._content
