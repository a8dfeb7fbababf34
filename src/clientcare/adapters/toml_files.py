"""TOML files that people edit: parsed with bounds, and errors given with file, line and column."""

from __future__ import annotations

import re
import tomllib
from typing import Any

from clientcare.domain.errors import InvalidFile

SIZE_LIMIT = 1_000_000
DOTS, BRACKETS = 16, 32
"""So many in a line, or in all, may be deep keys or lists, which cost much to parse: then they are looked at."""


def parse(data: bytes, shown: str) -> dict[str, Any]:
    """The parsed file. `shown` is how the file is called in messages. Raises InvalidFile with line and column."""
    if len(data) > SIZE_LIMIT:
        raise InvalidFile(f"the file has {len(data):,} bytes; {SIZE_LIMIT:,} are the most", place=shown)
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise InvalidFile("the file is not UTF-8 text", "Save it as UTF-8.", place=f"{shown}:{line}") from None
    if max(line.count(".") for line in text.split("\n")) > DOTS or text.count("[") + text.count("{") > BRACKETS:
        from clientcare.adapters.toml_spots import out_of_bounds

        costly = out_of_bounds(text)
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
