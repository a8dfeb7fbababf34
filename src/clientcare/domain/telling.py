"""How documents tell of people and moments: by name, in the shop's zone, without the day that goes without saying."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from clientcare.domain.times import say_day, say_moment, say_span, say_time

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime, tzinfo

    from clientcare.domain.hours import Span


class Telling(NamedTuple):
    """Who is called how (`names` by handle), in which zone times are told, and on which `day` they need no date.

    `until` is the moment up to which time is counted: the end, or the last entry of a session that goes on.
    """

    names: Mapping[str, str]
    zone: tzinfo
    day: date
    until: datetime

    def name(self, handle: str) -> str:
        """The name of a member; the handle where it is not known."""
        return self.names.get(handle, handle)

    def people(self, handles: Iterable[str]) -> str:
        """Several names."""
        return ", ".join(self.name(handle) for handle in handles)

    def at(self, moment: datetime) -> str:
        """A moment: its time alone on the day of the session."""
        here = moment.astimezone(self.zone)
        return say_time(here) if here.date() == self.day else say_moment(here)

    def moment(self, moment: datetime | None) -> str:
        """A moment with its day; empty where there is none."""
        return say_moment(moment.astimezone(self.zone)) if moment else ""

    def stretch(self, span: Span) -> str:
        """From when to when."""
        start = span.start.astimezone(self.zone)
        before = "" if start.date() == self.day else f"{say_day(start)}, "
        if span.end is None:
            return f"{before}since {say_time(start)}, running"
        return before + say_span(start, span.end.astimezone(self.zone))
