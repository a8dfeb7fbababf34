"""Where the words for a secret stand in a text as its label: "Passwort", "WLAN-Schlüssel", "code d'accès"."""

from __future__ import annotations

import re
from typing import NamedTuple

from clientcare.domain import privacy_words as words
from clientcare.domain.privacy_text import places

ENDING = (
    rf"(?:'s(?= )|[0-9]{{1,3}}(?= *[:=])|[_-](?:{'|'.join(words.ENDINGS)})(?= ?[:=]))?"
    r"(?![^\W_]|@|[-_./'][^\W\d_])"  # no word that goes on
)
JOINTS = " -_"  # between a label and a word that says which key or code it is
INSIDE = ("open", "phrase", "glued", "code")  # may end a longer word: Initialpasswort, Zugangscode
PATHS = "/."
ADDRESSES = "@\\"  # what stands behind one of these is a part of an address
LOOK_BACK = 40  # characters before a keyword that can belong to its word


class Label(NamedTuple):
    """A keyword that can name a secret behind it; `asks` as in privacy_words. `colon_only`: letters stand before it."""

    start: int
    end: int
    kind: str
    asks: str
    colon_only: bool = False


def labels(plain: str, low: str) -> list[Label]:
    """All labels in their order; where two begin at one place, or overlap, the longer."""
    found = [
        Label(start, start + len(word), kind, asks)
        for word, (kind, asks) in words.KEYWORDS.items()
        for start in places(low, word)
    ]
    found += _headed(low)
    kept: list[Label] = []
    for one in sorted(found, key=lambda label: (label.start, -label.end)):
        whole = _whole(plain, low, one)
        if whole and (not kept or whole.start >= kept[-1].end):
            kept.append(whole)
    return kept


def _headed(low: str) -> list[Label]:
    """Keys and codes: of metal, of products and of errors too, so the words around them decide."""
    found = []
    for head in words.KEY_HEADS:
        for start in places(low, head):
            before = low[max(0, start - LOOK_BACK) : start].rstrip(JOINTS)
            if not before.endswith(words.KEY_NEVER):
                asks = "open" if before.endswith(words.KEY_BEFORE) else "weak"
                found.append(Label(start, start + len(head), "secret", asks))
    for head in words.CODE_HEADS:
        for start in places(low, head):
            before = low[max(0, start - LOOK_BACK) : start].rstrip(JOINTS)
            behind = _opening(low, start + len(head), words.CODE_BEHIND)
            if behind or before.endswith(words.CODE_BEFORE):
                found.append(Label(start, start + len(head) + behind, "pin", "code"))
    for start in places(low, "cle"):
        behind = _opening(low, start + 3, words.CLE_BEHIND)
        if not _opening(low, start + 3, words.CLE_NEVER):
            found.append(Label(start, start + 3 + behind, "secret", "open" if behind else "weak"))
    return found


def _opening(low: str, at: int, phrases: tuple[str, ...]) -> int:
    """The length of the longest of the phrases that stands at this place, or 0."""
    if not low.startswith(phrases, at):
        return 0
    return max(len(phrase) for phrase in phrases if low.startswith(phrase, at))


def _whole(plain: str, low: str, label: Label) -> Label | None:
    """The label if it is a word of its own, its ending included; None for a part of another word, a path, a file."""
    before = low[label.start - 1] if label.start else " "
    if before.isdecimal() or before in ADDRESSES:
        return None
    inside = before.isalpha() and not (plain[label.start].isupper() and plain[label.start - 1].islower())
    if inside and (label.asks not in INSIDE or low.startswith("cle", label.start)):
        return None
    end = _ending(low, label.end)
    if end is None or (before in PATHS and _in_path(low, label.start, low[end : end + 1])):
        return None
    return Label(label.start, end, label.kind, label.asks, inside and label.asks == "glued")


def _ending(low: str, end: int) -> int | None:
    """Where the label ends with "'s", or with a number or one of ENDINGS before a colon; None where a word goes on."""
    ending = re.compile(ENDING).match(low, end)
    return ending.end() if ending else None


def _in_path(low: str, start: int, behind: str) -> bool:
    """Whether the keyword is a part of a path, an address or a dotted name that no "=" or ":" follows."""
    front = low[max(0, start - LOOK_BACK) : start].split()[-1]
    return behind not in ("=", ":") and (front.count("/") > 1 or "." in front)
