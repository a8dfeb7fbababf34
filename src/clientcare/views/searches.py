"""How the hits of a search are shown: each session, and the words where they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientcare.domain.times import say_moment
from clientcare.views.rows import dotted, remark, wide
from clientcare.views.sessions import mark, session_row
from clientcare.views.view import Look, View, clean, style

if TYPE_CHECKING:
    from collections.abc import Iterable

    from clientcare.domain.searches import Context, HitLine, SearchReport

SHOWN = 3
"""So many places in one session are shown; the others are found by looking at it."""


def _human(found: SearchReport, look: Look) -> Iterable[str]:
    for one in found.hits:
        yield from _hit(one, look)
    if found.hits:
        last = found.first + len(found.hits) - 1
        if last < found.total or found.first > 1:
            more = f"; the next: --page {(last // (last - found.first + 1)) + 1}" if last < found.total else ""
            yield style(f"{found.first} to {last} of {found.total}{more}", "dim", look)
    elif found.total:
        yield f"There are {found.total} sessions that fit, fewer than this page begins with."
    else:
        yield from _nothing(found, look)


def _hit(one: HitLine, look: Look) -> Iterable[str]:
    session = one.session
    when = say_moment(session.started) if session.started else ""
    what = dotted(look, session.client_name, session.title, session.lead)
    yield f"{mark(session.state, look)} {when:<22} {style(what, 'bold', look)}  {session.thread[-4:]}"
    told = [context for context in one.contexts if context.kind not in ("title", "client")][:SHOWN]
    for context in told:
        yield from _context(context, look)


def _context(context: Context, look: Look) -> Iterable[str]:
    """The text on lines that fit, with the words that were looked for made bold, or in brackets without colour."""
    room, line, width = max(30, look.width - 14), "", 0
    name = context.kind
    for piece in context.pieces:
        plain = " ".join(clean(piece.text, "").replace("\\n", " ").split(" "))
        text = f"[{plain}]" if piece.hit and not look.colour else plain
        for place, word in enumerate(text.split(" ")):
            gap = 1 if place and line else 0
            if width + gap + wide(word) > room and line:
                yield f"    {style(name.ljust(9), 'dim', look)} {line}"
                line, width, name, gap = "", 0, "", 0
            line += " " * gap + (style(word, "accent", look) if piece.hit else word)
            width += gap + wide(word)
    yield f"    {style(name.ljust(9), 'dim', look)} {line}".rstrip()


def _nothing(found: SearchReport, look: Look) -> Iterable[str]:
    if len(found.counts) > 1:
        yield "No session holds all of these words together."
        for one in found.counts:
            yield f"  {clean(one.word, '')}: {one.sessions or 'none'}"
    else:
        yield "No session holds that."
    if found.near:
        yield from remark(f"Did you mean {' or '.join(found.near)}?", look)


def _plain(found: SearchReport) -> Iterable[tuple[object, ...]]:
    for one in found.hits:
        for context in one.contexts:
            yield (*session_row(one.session), context.kind, "".join(piece.text for piece in context.pieces))


SEARCH = View(
    "search/1",
    lambda result, look: list(_human(result, look)),
    _plain,
    lambda result: [one.session.thread for one in result.hits],
)
