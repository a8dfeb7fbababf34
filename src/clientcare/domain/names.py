"""Names of firms and people as they are typed, and the handles that are made of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientcare.domain.errors import Usage
from clientcare.domain.identifiers import HANDLE_LENGTH, SLUG_LENGTH, is_slug, slug
from clientcare.domain.typed import quoted

if TYPE_CHECKING:
    from collections.abc import Iterable

NAME_LENGTH = 120
"""Characters of a name: it stands in file names, in one line of a screen and in the subject of a mail."""
LIKE = 0.9


def checked_name(text: str, what: str = "name") -> str:
    """A name in one line, without blanks around it. Raises Usage for an empty, an unprintable and a too long one."""
    name = " ".join(text.split())
    if not name:
        raise Usage(f"The {what} is empty.", "Write it in quotes.")
    if not name.isprintable():
        raise Usage(f"The {what} holds control characters.", "Type it instead of pasting it.")
    if len(name) > NAME_LENGTH:
        raise Usage(
            f"The {what} has {len(name)} characters; {NAME_LENGTH} are the most.",
            "Give a short name, and the whole one in a note.",
        )
    return name


def checked_handle(text: str, length: int = SLUG_LENGTH) -> str:
    """A handle that stands in commands and file names, in small letters.

    Raises Usage, with the handle that would do, for anything that could not be a file name on every system.
    """
    wanted = text.strip().casefold()
    if is_slug(wanted, length):
        return wanted
    possible = slug(text, length)
    raise Usage(
        f"{quoted(text.strip())} cannot be a handle: it needs 1 to {length} of the letters a-z, digits and hyphens.",
        f"Take: {possible}" if possible else "Make one up from letters and digits.",
    )


def free_handle(name: str, taken: Iterable[str]) -> str:
    """A handle for a person that nobody has: the first name, else the whole name, else with a number.

    Empty where the name has no letter of the Latin alphabet and no digit.
    """
    known = set(taken)
    whole = slug(name, HANDLE_LENGTH)
    first = slug(name.split(maxsplit=1)[0], HANDLE_LENGTH) if name.strip() else ""
    numbered = [f"{whole[: HANDLE_LENGTH - 3]}-{number}" for number in range(2, 100)] if whole else []
    return next((one for one in (first, whole, *numbered) if one and one not in known), "")


def folded(name: str) -> str:
    """What two spellings of one name have in common: case, accents, umlauts and signs make no difference."""
    return slug(name, NAME_LENGTH) or " ".join(name.split()).casefold()


def alike(name: str, other: str) -> bool:
    """Whether two names may be those of one person: the same but for spelling, or a letter apart."""
    import difflib

    one, two = folded(name), folded(other)
    return one == two or difflib.SequenceMatcher(None, one, two).ratio() >= LIKE
