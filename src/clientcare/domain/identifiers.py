"""Identifiers and names: sortable ids that no two writers share, and folder names that every file system takes."""

from __future__ import annotations

CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz"
HANDLE_LENGTH = 16
SLUG_LENGTH = 40
_NEVER = "76ez91zq"
"""How the identifiers of the year 10000 would begin."""
_RESERVED = frozenset(
    ("con", "prn", "aux", "nul", *(f"com{n}" for n in range(10)), *(f"lpt{n}" for n in range(10))),
)
_SPELLED = {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "ø": "o", "å": "a", "œ": "oe", "ł": "l", "đ": "d"}


def identifier(milliseconds: int, random: bytes) -> str:
    """A UUIDv7 (RFC 9562) as 26 lower-case Crockford characters.

    `milliseconds` since the epoch come first, so identifiers sort by their time; `random` must hold at least 10 bytes.
    """
    number = (milliseconds & (1 << 48) - 1) << 80 | int.from_bytes(random[:10], "big")
    number = number & ~(0xF << 76) | 0x7 << 76
    number = number & ~(0x3 << 62) | 0x2 << 62
    return "".join(CROCKFORD[number >> shift & 31] for shift in range(125, -1, -5))


def is_identifier(text: str) -> bool:
    """Whether `text` could have come from `identifier`, at a time that a calendar has."""
    return len(text) == 26 and text[0] in "01234567" and not text.strip(CROCKFORD) and text < _NEVER


def milliseconds_of(text: str) -> int:
    """The time inside an identifier, in milliseconds since the epoch."""
    number = 0
    for letter in text[:-16]:  # behind them is what was drawn by chance
        number = number << 5 | CROCKFORD.index(letter)
    return number


def slug(name: str, length: int = SLUG_LENGTH) -> str:
    """A folder name or handle made of `[a-z0-9-]` from any name; empty where the name has no letter or digit.

    Accents fold away, umlauts are spelled out, names that Windows reserves get a suffix.
    """
    import unicodedata

    lowered = unicodedata.normalize("NFC", name).casefold()
    spelled = "".join(_SPELLED.get(letter, letter) for letter in lowered)
    plain = unicodedata.normalize("NFKD", spelled).encode("ascii", "ignore").decode()
    words = "".join(letter if letter.isalnum() else " " for letter in plain).split()
    made = "-".join(words)[:length].strip("-")
    return f"{made}-1" if made in _RESERVED else made


def is_slug(text: str, length: int = SLUG_LENGTH) -> bool:
    """Whether `text` can stand as a handle or folder name as it is."""
    return bool(text) and text == slug(text, length)
