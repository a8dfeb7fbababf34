"""How attachments are shown: what was filed, whether it was read, and where the original is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientcare.views.entries import ENTERED
from clientcare.views.view import Look, View, clean, style

if TYPE_CHECKING:
    from collections.abc import Iterable

    from clientcare.domain.attachments import Attached, Filed


def _human(result: Attached, look: Look) -> Iterable[str]:
    lines = [line for one in result.files for line in _filed(one, look)]
    if result.inbox:
        lines.append(f"In the inbox of the share: {', '.join(clean(name) for name in result.inbox)}")
        lines.append("  Attach one: clientcare attach --inbox NAME")
    elif not result.files:
        lines.append("The inbox of the share is empty.")
    return lines


def _filed(one: Filed, look: Look) -> Iterable[str]:
    yield from ENTERED.human(one.entered, look)
    yield f"  Filed as {clean(one.shown)}"
    if one.unread:
        yield f"  Not read by the privacy guard: {one.unread}."
    yield _original(one, look)


def _original(one: Filed, look: Look) -> str:
    where = "the inbox of the share" if one.from_inbox else "this machine"
    name = clean(one.original)
    if one.kept:
        mark = style("!", "warn", look)
        return f"{mark} The original is still on {where}: {name} ({one.kept})".replace("on the inbox", "in the inbox")
    if one.removed:
        return f"  The original was removed from {where}."
    return f"{style('!', 'warn', look)} The original is still on {where}: {name} (--move removes it)"


def _plain(result: Attached) -> Iterable[tuple[object, ...]]:
    for one in result.files:
        for row in ENTERED.plain(one.entered):
            yield (*row, one.path, one.sha256, one.size, not one.unread, one.removed)
    if not result.files:
        yield from ((name,) for name in result.inbox)


def _quiet(result: Attached) -> Iterable[object]:
    return [one.entered.id for one in result.files] or result.inbox


ATTACHED = View("attached/1", _human, _plain, _quiet)
