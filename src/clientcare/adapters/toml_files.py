"""TOML files that people edit: parsed with bounds, and errors given with file, line and column."""

from __future__ import annotations

import re
import tomllib
from typing import Any

from clientcare.domain.errors import InvalidFile

SIZE_LIMIT = 1_000_000
KEY_DEPTH = 16


def parse(data: bytes, shown: str) -> dict[str, Any]:
    """The parsed file. `shown` is how the file is called in messages. Raises InvalidFile with line and column."""
    if len(data) > SIZE_LIMIT:
        raise InvalidFile(f"the file has {len(data):,} bytes; {SIZE_LIMIT:,} are the most", place=shown)
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise InvalidFile("the file is not UTF-8 text", "Save it as UTF-8.", place=f"{shown}:{line}") from None
    for number, line_text in enumerate(text.split("\n"), 1):
        if line_text.count(".") > KEY_DEPTH and line_text.partition("=")[0].count(".") > KEY_DEPTH:
            raise InvalidFile("a key has too many dots", f"At most {KEY_DEPTH}.", place=f"{shown}:{number}")
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
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
    except RecursionError:
        raise InvalidFile("the values are nested too deeply", place=shown) from None
