"""Where the words for a secret stand in a text as its label: "Passwort", "WLAN-Schlüssel", "code d'accès"."""

from __future__ import annotations

from clientcare.domain import privacy_words as words

LOOK_BACK = 40  # characters before a keyword that can belong to its word


class Label:
    """A keyword that can name a secret behind it; `asks` as in privacy_words. `colon_only`: letters stand before it."""

    __slots__ = ("asks", "colon_only", "end", "kind", "start")

    def __init__(self, start: int, end: int, kind: str, asks: str, *, colon_only: bool = False) -> None:
        self.start = start
        self.end = end
        self.kind = kind
        self.asks = asks
        self.colon_only = colon_only


def labels(plain: str, low: str) -> list[Label]:
    """All labels in their order; where two begin at one place, or overlap, the longer."""
    found = [
        Label(start, start + len(word), kind, asks)
        for word, (kind, asks) in words.KEYWORDS.items()
        for start in _places(low, word)
    ]
    found += _headed(low)
    kept: list[Label] = []
    for one in sorted(found, key=lambda label: (label.start, -label.end)):
        whole = _whole(plain, low, one)
        if whole and (not kept or whole.start >= kept[-1].end):
            kept.append(whole)
    return kept


def _places(low: str, word: str) -> list[int]:
    places = []
    at = low.find(word)
    while at >= 0:
        places.append(at)
        at = low.find(word, at + len(word))
    return places


def _headed(low: str) -> list[Label]:
    """Keys and codes: of metal, of products and of errors too, so the words around them decide."""
    found = []
    for head in words.KEY_HEADS:
        for start in _places(low, head):
            before = low[max(0, start - LOOK_BACK) : start].rstrip(" -_")
            if not before.endswith(words.KEY_NEVER):
                asks = "open" if before.endswith(words.KEY_BEFORE) else "weak"
                found.append(Label(start, start + len(head), "secret", asks))
    for head in words.CODE_HEADS:
        for start in _places(low, head):
            before = low[max(0, start - LOOK_BACK) : start].rstrip(" -_")
            behind = _opening(low, start + len(head), words.CODE_BEHIND)
            if behind or before.endswith(words.CODE_BEFORE):
                found.append(Label(start, start + len(head) + behind, "pin", "code"))
    for start in _places(low, "cle"):
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
    colon_only = False
    before = low[label.start - 1] if label.start else " "
    if before.isdecimal() or before in "@\\":
        return None
    if before.isalpha() and not (plain[label.start].isupper() and plain[label.start - 1].islower()):
        if label.asks == "glued":
            colon_only = True
        elif label.asks not in ("open", "phrase", "code") or low.startswith("cle", label.start):
            return None
    end = _ending(low, label.end)
    if end is None or (before in "/." and _in_path(low, label.start, low[end : end + 1])):
        return None
    return Label(label.start, end, label.kind, label.asks, colon_only=colon_only)


def _ending(low: str, end: int) -> int | None:
    """Where the label ends with "(s)", "'s" or a number before a colon; None where another word goes on."""
    if low.startswith(("(s)", "(e)", "(n)"), end):
        return end + 3
    if low.startswith("'s ", end):
        return end + 2
    here, then = low[end : end + 1], low[end + 1 : end + 2]
    if here.isdecimal():
        behind = low[end : end + 4].lstrip("0123456789").lstrip(" ")
        return low.index(behind[0], end) if behind[:1] in (":", "=") else None
    if here in ("_", "-") and (ending := _opening(low, end + 1, words.ENDINGS)):
        return end + 1 + ending if low[end + 1 + ending : end + 3 + ending].strip()[:1] in (":", "=") else None
    if here.isalpha() or here == "@" or (here in "-_./'" and here and then.isalpha()):
        return None
    return end


def _in_path(low: str, start: int, behind: str) -> bool:
    """Whether the keyword is a part of a path, an address or a dotted name that no "=" or ":" follows."""
    front = low[max(0, start - LOOK_BACK) : start].split()[-1]
    return behind not in ("=", ":") and (front.count("/") > 1 or "." in front or "://" in front)
