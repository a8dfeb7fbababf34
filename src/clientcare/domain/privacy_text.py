"""A text as the privacy guard reads it: full-width, decorated and invisible characters made plain, places kept."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import re
    from collections.abc import Callable

FAR = 1 << 62  # behind the end of every text
MASKED = "\0"  # stands for every character of a mask: never part of a word, a number or a secret
_ALIKE = {
    "\0": " ",
    "‘": "'", "’": "'", "‚": "'", "‛": "'", "′": "'", "‹": "'", "›": "'",
    "“": '"', "”": '"', "„": '"', "‟": '"', "«": '"', "»": '"',
    "−": "-", "→": "=", "⇒": "=", "…": ".", "•": "*", "●": "*", "·": "*",
    "\u2028": "\n", "\u2029": "\n", "\x85": "\n",
}  # fmt: skip


class Reading:
    """`plain` is the text to look at, `low` the same in lower case, letter by letter; `places[i]` is where `plain[i]`
    stands in the text as it was written, with one more for the end, or None where they agree.
    """

    __slots__ = ("low", "places", "plain")

    def __init__(self, plain: str, places: tuple[int, ...] | None = None) -> None:
        self.plain = plain
        self.low = plain.lower()
        self.places = places

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where `plain[start:end]`, which is not empty, stands in the text: invisible characters behind it included."""
        if self.places is None:
            return start, end
        return self.places[start], max(self.places[end], self.places[end - 1] + 1)


def read(text: str, masks: tuple[str, ...]) -> Reading:
    """The text with characters that look alike made the same, and our own masks made opaque.

    Compatibility forms become plain (NFKC and further: accents are taken off), digits of all scripts become 0 to 9,
    all quotes and dashes the plain ones; what cannot be seen is left out.
    """
    plain, places = text.replace("\r\n", " \n").replace("\r", "\n"), None
    if not text.isascii() or MASKED in text:
        plain, places = _made_plain(plain)
    if "[masked: " in plain:
        for mask in masks:
            plain = plain.replace(mask, MASKED * len(mask))
    return Reading(plain, places)


def places(text: str, sign: str) -> list[int]:
    """Where the sign stands in the text; of places that overlap, the first."""
    found = []
    at = text.find(sign)
    while at >= 0:
        found.append(at)
        at = text.find(sign, at + len(sign))
    return found


def end_of(pattern: str, plain: str, at: int, stop: int = FAR) -> int:
    """Where the pattern ends that begins at this place; the place itself where it does not fit before `stop`."""
    match = _beginning(pattern)(plain, at, stop)
    return match.end() if match else at


@cache
def _beginning(pattern: str) -> Callable[[str, int, int], re.Match[str] | None]:
    import re

    return re.compile(pattern).match


def _made_plain(text: str) -> tuple[str, tuple[int, ...] | None]:
    images = {char: _image(char) for char in set(text) if not char.isascii() or char == MASKED}
    plain = text.translate({ord(char): image for char, image in images.items()})
    if all(len(image) == 1 for image in images.values()):
        return plain, None
    places = [place for place, char in enumerate(text) for _ in images.get(char, char)]
    return plain, (*places, len(text))


def _image(char: str) -> str:
    """What one character looks like; nothing for what cannot be seen."""
    from unicodedata import category, decimal, normalize

    if char in _ALIKE:
        return _ALIKE[char]
    seen = ""
    for part in normalize("NFKD", char):
        kind = category(part)
        if kind == "Nd":
            seen += str(decimal(part))
        elif kind == "Pd":
            seen += "-"
        elif kind not in ("Mn", "Me", "Cf") and part != MASKED:
            seen += part
    return seen
