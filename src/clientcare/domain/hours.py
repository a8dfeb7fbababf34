"""Time of work: spans between moments, counted in whole minutes.

Seconds are cut off every boundary before anything is computed, so that what people see, 14:05 – 15:00 = 0:55, always
adds up. Differences are taken in UTC: an hour that clocks skip was not worked, one that they show twice, twice.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, tzinfo
from typing import NamedTuple

_NEVER = float("inf")


class Span(NamedTuple):
    """From `start` up to `end`, both aware. `end` is None while it runs. An end before the start makes it empty."""

    start: datetime
    end: datetime | None


def cut(at: datetime) -> datetime:
    """`at` without its seconds, in its own zone."""
    return at.replace(second=0, microsecond=0)


def minutes(spans: Iterable[Span], now: datetime) -> int:
    """The sum of the lengths, an open span counted up to `now`. Overlaps count twice: for one person, merge first."""
    return sum((end - start) // 60 for start, end in _seconds(spans, now))


def merge(spans: Iterable[Span]) -> list[Span]:
    """The same time as spans in order that neither overlap nor touch: what one person was at work, counted once.

    An open span takes in all that starts after it. Boundaries are cut and keep their zones; empty spans go.
    """
    merged: list[Span] = []
    for span in sorted((_cut(span) for span in spans), key=lambda span: _instant(span.start)):
        if _is_empty(span):
            continue
        if not merged or _instant(merged[-1].end) < _instant(span.start):
            merged.append(span)
        else:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end, key=_instant))
    return merged


def subtract(spans: Iterable[Span], others: Iterable[Span]) -> list[Span]:
    """The time that is in `spans` and not in `others`, merged: presence without pauses. An open pause has no end."""
    left = merge(spans)
    for other in merge(others):
        left = [part for span in left for part in _around(span, other)]
    return left


def by_day(spans: Iterable[Span], zone: tzinfo, now: datetime) -> dict[date, int]:
    """Minutes by the date that the clocks of `zone` show, in order. Their sum is that of `minutes`.

    Open spans run to `now`. Days without work are absent.
    """
    days: dict[date, int] = {}
    for start, end in _seconds(spans, now):
        while start < end:
            local = datetime.fromtimestamp(start, zone)
            until = min(end, _next_day(local))
            days[local.date()] = days.get(local.date(), 0) + (until - start) // 60
            start = until
    return dict(sorted(days.items()))


def _next_day(local: datetime) -> int:
    """When the date of `local` ends, or the clocks change before that, even over midnight. In seconds as `_instant`."""
    from bisect import bisect_left

    def changed(minute: int) -> bool:
        return datetime.fromtimestamp(start + 60 * minute, local.tzinfo).utcoffset() != local.utcoffset()

    start = int(local.timestamp())
    left = 24 * 60 - (local.hour * 60 + local.minute)
    return start + 60 * bisect_left(range(left), True, key=changed)


def _seconds(spans: Iterable[Span], now: datetime) -> Iterator[tuple[int, int]]:
    """Start and end of each span that is not empty, cut, as seconds since 1970."""
    for span in spans:
        start, end = int(cut(span.start).timestamp()), int(cut(span.end or now).timestamp())
        if start < end:
            yield start, end


def _cut(span: Span) -> Span:
    return Span(cut(span.start), span.end and cut(span.end))


def _is_empty(span: Span) -> bool:
    return _instant(span.end) <= _instant(span.start)


def _instant(at: datetime | None) -> float:
    # Not the moments themselves are compared: two of one zone compare by what its clocks show.
    return _NEVER if at is None else at.timestamp()


def _around(span: Span, other: Span) -> Iterator[Span]:
    """What is left of `span` before and after `other`."""
    before = Span(span.start, min(span.end, other.start, key=_instant))
    if not _is_empty(before):
        yield before
    if other.end is not None:
        after = Span(max(span.start, other.end, key=_instant), span.end)
        if not _is_empty(after):
            yield after
