"""Answers that a script gives: TOML, a table for each step of the guide, by the step's id."""

from __future__ import annotations

import re
import tomllib
from typing import Any

from clientcare.domain.errors import InvalidFile

LENGTH_LIMIT = 1_000_000
"""Characters."""
KEY_DEPTH = 16
"""Dots in a key: deeper ones cost the parser seconds."""


def read_answers(text: str, shown: str) -> dict[str, Any]:
    """The table in `text`; `shown` is how it is called in messages. Raises InvalidFile with line and column."""
    if len(text) > LENGTH_LIMIT:
        raise InvalidFile(f"the answers have {len(text):,} characters; {LENGTH_LIMIT:,} are the most", place=shown)
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    for number, line in enumerate(text.split("\n"), 1):
        if line.partition("=")[0].count(".") > KEY_DEPTH:
            raise InvalidFile("a key has too many dots", f"At most {KEY_DEPTH}.", place=f"{shown}:{number}")
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        said, place = str(error), shown
        if at := re.search(r" \(at line (\d+), column (\d+)\)$", said):
            said, place = said[: at.start()], f"{shown}:{at[1]}:{at[2]}"
        hint = 'A step\'s id, then its answers: [permission] and below it backup = "done"'
        raise InvalidFile(said[:1].lower() + said[1:], hint, place=place) from None
    except RecursionError:
        raise InvalidFile("the values are nested too deeply", place=shown) from None
