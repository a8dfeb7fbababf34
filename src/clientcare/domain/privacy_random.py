"""Long texts without order: what could be a secret, but which no word or form says to be one."""

from __future__ import annotations

import re
from itertools import groupby
from string import ascii_letters, digits
from typing import TYPE_CHECKING

from clientcare.domain.privacy_looks import is_identifier

if TYPE_CHECKING:
    from clientcare.domain.privacy_text import Reading

WORD = r"""[^ \t\n\r"'`()\[\]{}<>,;|]{20,}"""
RUN = "[A-Za-z0-9]{20,}"  # letters and digits without a joint between them
ENCODING = ascii_letters + digits + "+/=-_"  # belong to a run on both sides of it


def random_texts(reading: Reading) -> list[tuple[int, int, str]]:
    """(start, end, kind) of each long text without order that fits no known identifier."""
    found = []
    for word in re.finditer(WORD, reading.plain):
        if run := random_run(word[0]):
            found.append((word.start() + run[0], word.start() + run[1], "random"))
    return found


def random_run(word: str) -> tuple[int, int] | None:
    """Where a long run of letters and digits without order stands in `word`, or None.

    Small, large and digit are all in it and follow each other without order, as no name, number, path or digest has
    them. Addresses of pages are left alone, and so is what is an identifier as a whole.
    """
    if "://" in word or "\\" in word:
        return None
    for run in re.finditer(RUN, word):
        if _is_mixed(run[0]) and not is_identifier(word):
            front, back = word[: run.start()], word[run.end() :]
            return len(front.rstrip(ENCODING)), len(word) - len(back.lstrip(ENCODING))
    return None


def _is_mixed(run: str) -> bool:
    """Small, large and digit change as often as by chance, and digits stand in more than one place."""
    kinds = [kind for kind, _ in groupby("0" if char.isdecimal() else "a" if char.islower() else "A" for char in run)]
    return kinds.count("0") > 1 and {*kinds} == {"0", "a", "A"} and (len(kinds) - 1) * 5 >= len(run) * 2
