"""How joining, leaving, taking over and handing over are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientcare.views.entries import ENTERED
from clientcare.views.view import Look, View, clean

if TYPE_CHECKING:
    from collections.abc import Iterable

    from clientcare.domain.participation import TakingPart


def _human(result: TakingPart, look: Look) -> Iterable[str]:
    yield from ENTERED.human(result.entered, look)
    people = ", ".join(result.people) or "nobody"
    working = f"; working on it: {people}" if result.entered.thread.startswith("session-") else ""
    yield f"  {result.lead} leads it{working}"
    if result.paused:
        dot = " · " if look.symbols else " - "
        name = f"{clean(result.paused.client_name)}{dot}{clean(result.paused.title)}"
        yield f"  Paused: {name}  clientcare resume {result.paused.thread[-4:]}"


def _plain(result: TakingPart) -> Iterable[tuple[object, ...]]:
    for row in ENTERED.plain(result.entered):
        yield (*row, result.lead, ",".join(result.people), result.paused.thread if result.paused else "")


TAKING_PART = View(
    "participation/1",
    lambda result, look: list(_human(result, look)),
    _plain,
    lambda result: ENTERED.quiet(result.entered),
)
