"""How an erasure is shown: what went, what stays and why, what nobody here can reach."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientcare.views.rows import done, dotted, row
from clientcare.views.view import Look, View

if TYPE_CHECKING:
    from collections.abc import Iterable

    from clientcare.domain.erasures import Erasure


def _human(result: Erasure, look: Look) -> Iterable[str]:
    what = dotted(look, f"{result.what} {result.name}", result.client if result.what != "client" else "")
    yield f"Would be erased: {what}" if result.dry_run else done(f"erased {what}", look)
    yield from row("With it", ", ".join(result.also), look)
    whole = f"{result.entries} whole" if result.entries else ""
    figures = f"{result.figures} but for hours and money" if result.figures else ""
    yield from row("Entries", ", ".join(part for part in (whole, figures) if part) or "none", look)
    for number, path in enumerate(result.documents):
        yield from row("" if number else "Documents", path, look)
    for number, text in enumerate(result.stays):
        yield from row("" if number else "Stays", text, look)
    for number, text in enumerate(result.beyond):
        yield from row("" if number else "Not reached", text, look)


def _plain(result: Erasure) -> Iterable[tuple[object, ...]]:
    yield result.what, result.name, result.folder, result.entries, result.figures, len(result.documents)


ERASED = View("erasure/1", lambda result, look: list(_human(result, look)), _plain, lambda result: [result.folder])
