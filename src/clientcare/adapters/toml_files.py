"""TOML files that people edit: parsed with bounds, and errors given with file, line and column."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any

from clientcare.domain.errors import InvalidFile

if TYPE_CHECKING:
    from clientcare.domain.guide_tables import Remark

SIZE_LIMIT = 1_000_000
DOTS, BRACKETS = 16, 32
"""So many in a line, or in all, may be deep keys or lists, which cost much to parse: then they are looked at."""


def too_costly(text: str, longest: int = 100_000) -> Remark | None:
    """What in a TOML text would take long or much memory to parse; None where nothing does. `longest` is in characters.

    Most files have so few dots and brackets that they need not be looked at any closer.
    """
    lines = text.split("\n")
    brackets = text.count("[") + text.count("{")
    if brackets <= BRACKETS and all(len(line) <= longest and line.count(".") <= DOTS for line in lines):
        return None
    from clientcare.adapters.toml_bounds import out_of_bounds

    return out_of_bounds(text, longest)


def parse(data: bytes, shown: str) -> dict[str, Any]:
    """The parsed file. `shown` is how the file is called in messages. Raises InvalidFile with line and column."""
    if len(data) > SIZE_LIMIT:
        raise InvalidFile(f"the file has {len(data):,} bytes; {SIZE_LIMIT:,} are the most", place=shown)
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise InvalidFile("the file is not UTF-8 text", "Save it as UTF-8.", place=f"{shown}:{line}") from None
    costly = too_costly(text)
    if costly:
        raise InvalidFile(costly.text, costly.expected, place=costly.placed(shown))
    try:
        return tomllib.loads(text)
    except ValueError as error:  # tomllib's own, and Python's for a number of thousands of digits
        said = str(error)
        found = re.search(r" \(at (?:line (\d+), column (\d+)|end of document)\)$", said)
        place = shown
        if found:
            said = said[: found.start()]
            last = text.count("\n") + 1
            place = f"{shown}:{found[1]}:{found[2]}" if found[1] else f"{shown}:{last}"
        raise InvalidFile(
            said[:1].lower() + said[1:], "Correct that line; values are texts in quotes.", place=place
        ) from None
