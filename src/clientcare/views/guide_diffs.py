"""How two texts of a guide are shown to differ: step by step, with the words that went and came."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientcare.views.rows import dotted
from clientcare.views.view import Look, View, clean, style

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from clientcare.domain.guide_diffs import Change, GuideDiff, Side, Words

_SIGNS = {"added": ("+", "good"), "removed": ("-", "bad"), "moved": (">", "accent"), "changed": ("~", "warn")}
_HEADS = {"guide": "The guide", "requirement": "Requirements", "step": "Steps", "outcome": "Outcomes"}


def _human(diff: GuideDiff, look: Look) -> Iterator[str]:
    yield f"{style('-', 'bad', look)} {_side(diff.old, look)}"
    yield f"{style('+', 'good', look)} {_side(diff.new, look)}"
    if not diff.changes:
        yield "They say the same."
    head = ""
    told: tuple[str, str, int, int] | None = None
    for change in diff.changes:
        of = "step" if change.what == "question" else change.what
        if of != head:
            head = of
            yield from ("", style(_HEADS[of], "bold", look))
        place = (of, change.id, change.n, change.was_n)
        if of != "guide" and place != told:
            told = place
            yield _thing(change, look)
        yield from _detail(change, look)


def _side(side: Side, look: Look) -> str:
    version = f"version {side.version}" if side.version else ""
    return dotted(look, side.title, version, side.source, f"{side.digest[:4]} {side.digest[4:8]}")


def _thing(change: Change, look: Look) -> str:
    whole = change.how in ("added", "removed") and change.what != "question"
    sign, name = _SIGNS[change.how if whole or (change.how == "moved" and change.what == "step") else "changed"]
    number = f"{change.n or change.was_n:>3}  " if change.n or change.was_n else ""
    was = f" (was {change.was_n})" if change.what == "step" and change.how == "moved" else ""
    return f"  {style(sign, name, look)} {number}{clean(change.name, '')}{was}"


def _detail(change: Change, look: Look) -> Iterator[str]:
    if change.what == "question" and change.how in ("added", "removed"):
        sign, name = _SIGNS[change.how]
        said = change.now or change.was
        yield f"       {style(sign, name, look)} question '{change.key}': {clean(said, '')}"
    elif change.what == "question" and change.how == "moved":
        yield f"       > questions: {clean(change.was, '')} -> {clean(change.now, '')}"
    elif change.how == "changed":
        field, _, key = change.key.rpartition(".")
        label = f"question '{field}', {key}" if field else key.replace("_", " ")
        pieces = _words(change.words, look) if change.words else _exchanged(change, look)
        yield f"       {label}: {pieces}"


def _words(pieces: Sequence[Words], look: Look) -> str:
    """The words in between that are the same are left out where there are many."""
    told = []
    for n, piece in enumerate(pieces):
        text = clean(piece.text, "")
        if piece.state == "same":
            told.append(_shortened(text, look, first=n == 0, last=n == len(pieces) - 1))
        else:
            told.append(_marked(text, piece.state, look))
    return " ".join(told)


def _shortened(text: str, look: Look, *, first: bool, last: bool) -> str:
    words, dots = text.split(" "), "…" if look.symbols else "..."
    if len(words) <= 12:
        return text
    before = [] if first else words[:4]
    after = [] if last else words[-4:]
    return " ".join([*before, dots, *after])


def _marked(text: str, state: str, look: Look) -> str:
    opening, closing, name = ("[-", "-]", "bad") if state == "gone" else ("{+", "+}", "good")
    return " ".join(style(word, name, look) for word in f"{opening}{text}{closing}".split(" "))


def _exchanged(change: Change, look: Look) -> str:
    was, now = (clean(one, "") or "nothing" for one in (change.was, change.now))
    return f"{_marked(was, 'gone', look)} {_marked(now, 'new', look)}"


def _plain(diff: GuideDiff) -> Iterator[tuple[object, ...]]:
    for one in diff.changes:
        yield one.what, one.how, one.id, one.n or "", one.was_n or "", one.key, one.was, one.now


def _quiet(diff: GuideDiff) -> Iterator[str]:
    return iter(dict.fromkeys(change.id or change.what for change in diff.changes))


DIFF = View("guide-diff/1", lambda diff, look: list(_human(diff, look)), _plain, _quiet)
