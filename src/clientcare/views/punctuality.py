"""How an arrival is shown: the entry, and how early it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientcare.domain.punctuality import say_punctuality
from clientcare.views.entries import ENTERED
from clientcare.views.view import Look, View

if TYPE_CHECKING:
    from collections.abc import Iterable

    from clientcare.domain.punctuality import Arrival


def _human(arrival: Arrival, look: Look) -> Iterable[str]:
    says = say_punctuality(arrival.punctuality) if arrival.punctuality else ""
    lines: Iterable[str] = ENTERED.human(arrival.entered._replace(says=says), look)
    return lines


def _plain(arrival: Arrival) -> Iterable[tuple[object, ...]]:
    found = arrival.punctuality
    for row in ENTERED.plain(arrival.entered):
        yield (*row, found.planned, found.early) if found else (*row, None, None)


ARRIVED = View("arrival/1", _human, _plain, lambda arrival: ENTERED.quiet(arrival.entered))
