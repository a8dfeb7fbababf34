"""Answers that a script gives: words such as backup=done, or TOML with a table for each step of the guide."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any

from clientcare.domain.errors import InvalidFile, Usage

if TYPE_CHECKING:
    from collections.abc import Iterable

LENGTH_LIMIT = 1_000_000
"""Characters."""
FORM = 'A step\'s id, then its answers: [permission] and below it backup = "done"'
KEY_DEPTH = 16
"""Dots in a key: deeper ones cost the parser seconds."""


def read_pairs(words: Iterable[str], example: str) -> dict[str, str]:
    """Words such as `backup=done` by what stands before the sign. Raises Usage, with an `example`, for other words."""
    pairs: dict[str, str] = {}
    for word in words:
        name, sign, value = word.partition("=")
        name = name.strip()
        if not sign or not name:
            raise Usage(
                f"'{word}' is no answer: there is no '=' in it." if not sign else f"'{word}' has no name.", example
            )
        if name in pairs:
            raise Usage(f"'{name}' is answered twice.", "Give each answer once.")
        pairs[name] = value.strip()
    return pairs


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
        raise InvalidFile(said[:1].lower() + said[1:], FORM, place=place) from None
    except RecursionError:
        raise InvalidFile("the values are nested too deeply", place=shown) from None
