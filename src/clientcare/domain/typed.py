"""What a person typed, before any grammar reads it and as errors repeat it."""

from __future__ import annotations

SHOWN = 40


def plain(text: str) -> str:
    """`text` in the one form of all keyboards: lower case, single plain spaces, composed letters, "-" for a minus."""
    if not text.isascii():
        # Loaded here, because almost everything that is typed is ASCII.
        from unicodedata import normalize

        text = normalize("NFC", text).replace("\N{MINUS SIGN}", "-")
    return " ".join(text.split()).casefold()


def quoted(text: str) -> str:
    """`text` in quotation marks for an error, cut where nobody would read on."""
    return f'"{text}"' if len(text) <= SHOWN else f'"{text[:SHOWN]}…"'
