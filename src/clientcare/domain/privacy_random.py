"""Long texts without order: what could be a secret, but which no word or form says to be one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientcare.domain.privacy_looks import has_digit, has_large, has_small, is_identifier

if TYPE_CHECKING:
    from clientcare.domain.privacy_text import Reading

LONG_RUN = 20  # letters and digits without a joint between them
BORDERS = " \t\n\r\"'`()[]{}<>,;|"


def random_texts(reading: Reading) -> list[tuple[int, int, str]]:
    """(start, end, kind) of each long text without order that fits no known identifier."""
    plain = reading.plain
    found = []
    start = 0
    for end in range(len(plain) + 1):
        if end == len(plain) or plain[end] in BORDERS:
            if end - start >= LONG_RUN and (run := random_run(plain[start:end])):
                found.append((start + run[0], start + run[1], "random"))
            start = end + 1
    return found


def random_run(word: str) -> tuple[int, int] | None:
    """Where a long run of letters and digits without order stands in `word`, or None.

    Small, large and digit are all in it and follow each other without order, as no name, number, path or digest has
    them. Addresses of pages are left alone, and so is what is an identifier as a whole.
    """
    if "://" in word or "\\" in word or not (has_small(word) and has_large(word) and has_digit(word)):
        return None
    start = 0
    for end in range(len(word) + 1):
        if end == len(word) or not (word[end].isascii() and word[end].isalnum()):
            if end - start >= LONG_RUN and _is_mixed(word[start:end]) and not is_identifier(word):
                return _widened(word, start, end)
            start = end + 1
    return None


def _is_mixed(run: str) -> bool:
    """Small, large and digit change as often as by chance, and digits stand in more than one place."""
    kinds = ["0" if char.isdecimal() else "a" if char.islower() else "A" for char in run]
    groups = [kind for place, kind in enumerate(kinds) if kind != (kinds[place - 1] if place else "")]
    return groups.count("0") > 1 and set(groups) == {"0", "a", "A"} and (len(groups) - 1) * 5 >= len(run) * 2


def _widened(word: str, start: int, end: int) -> tuple[int, int]:
    """The run with what belongs to its encoding on both sides."""
    while start and _is_encoding(word[start - 1]):
        start -= 1
    while end < len(word) and _is_encoding(word[end]):
        end += 1
    return start, end


def _is_encoding(char: str) -> bool:
    return char in "+/=-_" or (char.isascii() and char.isalnum())
