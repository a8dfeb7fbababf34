"""The index of the share by hand: what there is of it, and making it before somebody has to wait for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientcare.domain.errors import Usage
from clientcare.domain.summaries import IndexedMonth
from clientcare.domain.tables import near
from clientcare.services.listing import looked_at

if TYPE_CHECKING:
    from clientcare.desk import Desk

ACTIONS = ("show", "update", "rebuild")


def index(desk: Desk, *, action: str = "show") -> tuple[IndexedMonth, ...]:
    """The index month by month, after it was brought up to date, or made anew, if that was asked for. Raises Usage."""
    if action not in ACTIONS:
        meant = near(action, ACTIONS)
        raise Usage(
            f"There is no '{action}' for the index.",
            f"Did you mean {meant}?" if meant else f"It is one of: {', '.join(ACTIONS)}.",
        )
    if action != "show":
        tuple(looked_at(desk, desk.store.renew_index(anew=action == "rebuild"), IndexedMonth))
    return desk.store.index()
