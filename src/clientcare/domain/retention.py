"""How long what is kept: by the law, and by the shop's own rule. Years count from the end of the year of an entry."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from clientcare.domain.errors import Usage

if TYPE_CHECKING:
    from collections.abc import Mapping

GROUPS: Mapping[str, tuple[str, ...]] = {
    "bills": ("bill", "send", "sent", "mark"),
    "hours": ("start", "edit", "close", "reopen", "pause", "resume", "join", "leave", "handover", "take", "travel",
              "arrive", "depart", "part"),
    "documents": ("attach",),
}  # fmt: skip
"""By group: the kinds of entries that are in it; every other kind is in "notes"."""
BY_LAW = ("bills", "hours")
LONGEST = 100


class Retention(NamedTuple):
    """Years for which each group is kept; 0 is for ever.

    Of 10 years: Swiss Code of Obligations art. 958f, with the period beginning at the end of the business year.
    """

    bills: int = 10
    hours: int = 10
    notes: int = 10
    documents: int = 10

    def held_until(self, group: str, day: date) -> date:
        """The last day on which something of this day is kept."""
        years: int = getattr(self, group)
        return date.max if not years else date(min(day.year + years, date.max.year), 12, 31)

    def is_due(self, group: str, day: date, today: date) -> bool:
        """Whether the time of something of this day is over."""
        return self.held_until(group, day) < today


class DueLine(NamedTuple):
    """What of a client is kept longer than its time: so many entries of a group, from day to day."""

    folder: str
    client_name: str
    group: str
    entries: int
    oldest: date
    newest: date


def group_of(kind: str) -> str:
    """The group of a kind of entries."""
    return next((group for group, kinds in GROUPS.items() if kind in kinds), "notes")


def checked_years(name: str, years: int) -> int:
    """Years as the settings may name them. Raises Usage."""
    if not 0 <= years <= LONGEST:
        raise Usage(f"'{name}' cannot be {years}.", f"It is a number of years up to {LONGEST}; 0 keeps it for ever.")
    return years
