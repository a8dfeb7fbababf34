"""Tables of a guide, read so that one pass finds every fault and every warning, each with its place."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date, time
from typing import Any, NamedTuple, Protocol

from clientcare.domain.errors import InvalidFile
from clientcare.domain.tables import near

Path = tuple[str | int, ...]
"""Where a value stands in the parsed file: ("steps", 2, "weight") is the weight of the third step in the file."""


class Spot(NamedTuple):
    """A place in a file, counted from 1; 0 where it is not known. `length` characters of the line are meant."""

    line: int = 0
    column: int = 0
    length: int = 0


class Excerpt(NamedTuple):
    """A line of a file, or a part of it: `text` is what is meant there, and begins behind `at` characters."""

    line: str
    at: int
    text: str


class Remark(NamedTuple):
    """A fault or a warning: what is wrong, what was expected, where, and what stands there."""

    text: str
    expected: str = ""
    line: int = 0
    column: int = 0
    length: int = 0
    excerpt: Excerpt | None = None

    def placed(self, source: str) -> str:
        """'file:line:column', as far as it is known."""
        parts = [source, *(str(number) for number in (self.line, self.column) if number)]
        return ":".join(part for part in parts if part)


class BrokenGuide(InvalidFile):
    """A guide that cannot be read. `faults` are all that were found, in the order of their lines, as are `warnings`."""

    def __init__(self, source: str, faults: Sequence[Remark], warnings: Sequence[Remark] = ()) -> None:
        self.source = source
        self.faults = in_order(faults)
        self.warnings = in_order(warnings)
        first, *others = self.faults
        if others:
            told = [first.text, *(f"{fault.placed(source)}: {fault.text}" for fault in others)]
            hint = f"{len(self.faults)} faults. All, with what was expected: clientcare guide check {source}"
            super().__init__("\n".join(told), hint, place=first.placed(source))
        else:
            super().__init__(first.text, first.expected, place=first.placed(source))


def in_order(remarks: Iterable[Remark]) -> tuple[Remark, ...]:
    """Remarks in the order of their lines."""
    return tuple(sorted(remarks, key=lambda remark: remark.line))


class Spots(Protocol):
    """Where things stand in a file. A value that is not there has the place of what should hold it."""

    def __call__(self, path: Path, *, of_key: bool = False) -> Spot:
        """The place of a value, or of its key."""
        ...


def nowhere(path: Path, *, of_key: bool = False) -> Spot:
    """The place of a value in a guide whose text is not at hand."""
    return Spot()


MOST_TOLD = 1_000
"""Faults, and warnings, that are told of one file."""


class Remarks:
    """What one pass over a guide found. `spot_of` gives the places, and is asked only for a remark.

    `wording` puts an example in TOML into the syntax of the file.
    """

    def __init__(self, spot_of: Spots = nowhere, wording: Callable[[str], str] = str) -> None:
        self._spot_of = spot_of
        self._wording = wording
        self.faults: list[Remark] = []
        self.warnings: list[Remark] = []

    def fault(self, path: Path, text: str, expected: str = "") -> None:
        """Something that makes the guide unusable."""
        self._add(self.faults, path, text, expected, of_key=False)

    def warn(self, path: Path, text: str, expected: str = "", *, of_key: bool = False) -> None:
        """Something that was probably not meant; the guide works without it."""
        self._add(self.warnings, path, text, expected, of_key=of_key)

    def _add(self, told: list[Remark], path: Path, text: str, expected: str, *, of_key: bool) -> None:
        if len(told) == MOST_TOLD:
            text, expected = "more is wrong, and not told", "Correct these first."
        if len(told) <= MOST_TOLD:
            told.append(Remark(text, self._wording(expected), *self._spot_of(path, of_key=of_key)))


class GuideTable:
    """One table of a guide. Reading a key gives its value, or the default together with a fault.

    Keys are found whatever their capitals, as Hugo finds them. Numbers and dates are taken as text with a warning.
    `label` is what messages call a table of an array ("step", "outcome"); it stands in its `parent`.
    """

    def __init__(
        self,
        content: Mapping[str, Any],
        remarks: Remarks,
        path: Path = (),
        label: str = "",
        parent: GuideTable | None = None,
    ) -> None:
        self._content = {key.casefold(): (key, value) for key, value in content.items()}
        self._remarks = remarks
        self._label = label
        self._parent = parent
        self.path = path
        if len(self._content) < len(content):
            text = f"keys{self._in} differ only by their capitals"
            remarks.warn(path, text, "Of such keys the last one counts.")

    @property
    def _in(self) -> str:
        """How messages go on after a key: " of question 1 of step 3 'Notes'"."""
        if self._parent is None:
            return ""
        name = self.get("name")
        called = f" '{name}'" if isinstance(name, str) and name else ""
        number = f" {self.path[-1] + 1}" if isinstance(self.path[-1], int) else ""
        return f" of {self._label}{number}{called}{self._parent._in}"

    def get(self, key: str) -> Any:
        """The value as it was parsed; None where it is not there."""
        return self._content[key][1] if key in self._content else None

    def path_of(self, key: str) -> Path:
        """Where a key of this table stands, there or not."""
        return (*self.path, self._content[key][0] if key in self._content else key)

    def fault(self, key: str, text: str, expected: str = "", *below: str | int) -> None:
        """A fault of a key of this table; `text` goes on after the key's name and the table's.

        Its place is that of the value, or of what lies `below` it, such as one item of a list.
        """
        path = self.path_of(key)
        self._remarks.fault((*path, *below), f"'{path[-1]}'{self._in} {text}", expected)

    def warn(self, key: str, text: str, expected: str = "", *, of_key: bool = False) -> None:
        """A warning of a key of this table, as `fault`; with `of_key` its place is that of the key itself."""
        path = self.path_of(key)
        self._remarks.warn(path, f"'{path[-1]}'{self._in} {text}", expected, of_key=of_key)

    def text(self, key: str, default: str = "") -> str:
        """A text, without blanks around it."""
        value = self.get(key)
        if isinstance(value, str):
            return value.strip()
        if value is None:
            return default
        if isinstance(value, (int, float, date, time)) and not isinstance(value, bool):
            self.warn(key, "is no text; it is read as one", f'In quotation marks: {key} = "{value}"')
            return str(value)
        self.fault(key, f"is {_kind(value)}", f'A text in quotation marks: {key} = "…"')
        return default

    def flag(self, key: str, default: bool = False) -> bool:
        """A true or false. The words in quotation marks are taken with a warning."""
        value = self.get(key)
        if isinstance(value, bool):
            return value
        if value is None:
            return default
        if value == "":
            self.warn(key, "is empty", f"Leave it out, or {key} = true, or {key} = false.")
            return default
        word = value.strip().casefold() if isinstance(value, str) else ""
        if word in ("true", "false"):
            self.warn(key, "is a text; it is read as the word says", f"Without quotation marks: {key} = {word}")
            return word == "true"
        self.fault(key, f"is {_kind(value)}", f"{key} = true or {key} = false")
        return default

    def name(self, key: str) -> str:
        """A text that names something. Blanks around it are told, because editors do not take them off."""
        value, given = self.text(key), self.get(key)
        if value and isinstance(given, str) and value != given:
            self.warn(key, "has blanks around it", f'{key} = "{value}"')
        return value

    def word(self, key: str, choices: Sequence[str], default: str) -> str:
        """One of a few words, or the default."""
        value = self.name(key)
        if not value and isinstance(self.get(key), str):
            self.warn(key, "is empty", f"Leave it out, or one of: {', '.join(choices)}.")
        value = value or default
        if value in choices or value == default:
            return value
        self.fault(key, f"cannot be '{value}'", expected(value, choices))
        return default

    def words(self, key: str) -> tuple[str, ...]:
        """A list of texts that are not empty."""
        value = self.get(key)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(one, str) and one.strip() for one in value):
            self.fault(key, "is no list of texts", f'A list: {key} = ["done", "declined"]')
            return ()
        return tuple(one.strip() for one in value)

    def table(self, key: str, example: str) -> GuideTable | None:
        """A table in braces such as { within = "3 days" }; None where it is absent or something else."""
        value = self.get(key)
        if isinstance(value, Mapping):
            return GuideTable(value, self._remarks, self.path_of(key), f"'{key}'", self)
        if value is not None:
            self.fault(key, f"is {_kind(value)}", f"{key} = {example}")
        return None

    def tables(self, key: str, label: str) -> list[GuideTable]:
        """The tables of an array such as [[steps]]; absent is empty."""
        value = self.get(key)
        if value is None:
            return []
        header = f"[[{'.'.join(str(part) for part in (*self.path, key) if isinstance(part, str))}]]"
        if not isinstance(value, list):
            self.fault(key, f"is {_kind(value)}", f"Each {label} begins with a line {header}")
            return []
        found = []
        path = self.path_of(key)
        for n, row in enumerate(value):
            if isinstance(row, Mapping):
                found.append(GuideTable(row, self._remarks, (*path, n), label, self))
            else:
                text = f"{label} {n + 1}{self._in} is {_kind(row)}"
                self._remarks.fault((*path, n), text, f"Each {label} begins with a line {header}")
        return found

    def look_through(
        self,
        known: Collection[str],
        *,
        above: Collection[str] = (),
        silent: Collection[str] = (),
    ) -> None:
        """Warn of keys that nothing reads: unknown ones and those that belong `above`.

        TOML gives a key that is written after the last [[steps]] to that step; `above` are the keys of the top of
        the file, so that this slip is told as what it is. `silent` are keys that mean something elsewhere.
        """
        for key in self._content:
            if key in known or key in silent:
                continue
            if len(self._remarks.warnings) > MOST_TOLD:  # looking for near words takes long
                return
            if key in above:
                self.warn(
                    key,
                    "belongs to the top of the file, but stands inside of this table",
                    "Move it above the first [[…]].",
                    of_key=True,
                )
            else:
                meant = near(key, sorted(known))
                told = f"Did you mean '{meant}'?" if meant else "It has no effect."
                self.warn(key, "is not a known key", told, of_key=True)


def expected(word: str, choices: Sequence[str]) -> str:
    """What would be right in place of a word: the nearest choice, or else all of them."""
    meant = near(word, choices)
    return f"Did you mean '{meant}'?" if meant else f"It is one of: {', '.join(choices)}."


def _kind(value: object) -> str:
    """How a person would call a value of TOML."""
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, str):
        return "a text"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, Mapping):
        return "a table"
    return "a number or a date"
