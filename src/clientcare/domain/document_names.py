"""Names of documents: as people gave them, without what some file system between here and the office refuses."""

from __future__ import annotations

LENGTH = 120
BYTES = 200  # in UTF-8: file systems stop at 255, and a copy gets a number, a staged file a suffix
LONGEST_SUFFIX = 16
NAMELESS = "document"
REFUSED = frozenset('<>:"/\\|?*')
_PORTS = "0123456789¹²³"
_RESERVED = frozenset(
    (
        "con",
        "prn",
        "aux",
        "nul",
        "conin$",
        "conout$",
        "clock$",
        *(f"com{n}" for n in _PORTS),
        *(f"lpt{n}" for n in _PORTS),
    ),
)


def safe_name(name: str) -> str:
    """A name that every file system takes, and still the one that people know: umlauts and single spaces stay.

    What Windows, macOS or a shell's listing stumbles over becomes a hyphen (`<>:"/\\|?*`) or goes: control characters,
    invisible ones that can turn a name around, dots and spaces at the ends. Names that Windows reserves get a prefix.
    At most 120 characters, and 200 bytes as UTF-8; what is too long loses the end of its stem and keeps its suffix.
    A safe name stays as it is.
    """
    import unicodedata

    hyphens = "".join("-" if letter in REFUSED else " " if letter.isspace() else letter for letter in name)
    visible = "".join(letter for letter in hyphens if not unicodedata.category(letter).startswith("C"))
    plain = _trimmed(" ".join(unicodedata.normalize("NFC", visible).split()))
    if plain.partition(".")[0].strip().casefold() in _RESERVED:
        plain = f"_{plain}"
    return _shortened(plain or NAMELESS)


def suffix_of(name: str) -> str:
    """The suffix with its dot, in lower case, or nothing: what tells the kind of a document."""
    stem, dot, suffix = name.rpartition(".")
    known = suffix.isascii() and suffix.isalnum() and len(suffix) <= LONGEST_SUFFIX
    return f"{dot}{suffix}".lower() if stem and known else ""


def is_overview(path: str) -> bool:
    """Whether a document in a client's folder is an overview by its name, one that was set aside too."""
    import re

    return re.search(r"(?:^|^older/)[^/]* - overview \d{4}-\d{2}-\d{2}[^/]*\.html$", path) is not None


def _trimmed(name: str) -> str:
    return name.strip(" .")


def _shortened(name: str) -> str:
    if _fits(name):
        return name
    length = len(suffix_of(name))
    stem, suffix = (name[:-length], name[-length:]) if length else (name, "")
    stem = stem[: LENGTH - length]
    while not _fits(stem + suffix):
        stem = stem[:-1]
    return _trimmed(stem) + suffix


def _fits(name: str) -> bool:
    return len(name) <= LENGTH and len(name.encode()) <= BYTES
