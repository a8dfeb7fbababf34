"""A day as people type it, where it may lie in the past as well as ahead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientcare.domain.errors import Usage
from clientcare.domain.typed import plain, quoted
from clientcare.domain.typed_days import DATES, read_day

if TYPE_CHECKING:
    from datetime import date

MONTH = len("2026-11")


def parse_day(text: str, today: date) -> date:
    """Read a day as seen from `today`: "today", "1.12.2026", "1 Dec", "2026-12-01", "last monday".

    A date without its year is the nearest one, before or after today. Raises Usage for what is no day.
    """
    body = plain(text.replace(",", " "))
    found = read_day(body, today, "past", timed=False) if body else None
    if found is None:
        raise Usage(f"{quoted(text)} is not a day." if body else "A day is missing.", DATES)
    return min(found.dates, key=lambda one: abs(one - today))


def parse_bound(text: str, today: date, *, last: bool) -> date:
    """Read a day, or a month such as "2026-11", which stands for its first day, or its last. Raises Usage."""
    from calendar import monthrange

    typed = text.strip()
    if len(typed) == MONTH and typed[4] == "-" and typed.replace("-", "").isdecimal():
        first = parse_day(f"{typed}-01", today)
        return first.replace(day=monthrange(first.year, first.month)[1]) if last else first
    return parse_day(text, today)
