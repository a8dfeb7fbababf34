"""Moments as people type them: "14:00", "yesterday 17:40", "+45m", "next week", "24 Nov 2026, 14:05", ISO 8601."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta, timezone
from typing import NamedTuple

from clientcare.domain.durations import parse_duration
from clientcare.domain.errors import Usage
from clientcare.domain.hours import cut
from clientcare.domain.times import say_moment
from clientcare.domain.typed import plain, quoted
from clientcare.domain.typed_days import YEARS, Sense, TypedDay, read_day
from clientcare.domain.zones import readings, settle

__all__ = ["Sense", "nearest_moment", "parse_moment"]

TOLERANCE = 60  # seconds that clocks may differ, or a minute typed from a clock on the wall
MORNING = time(9)  # of a day that was planned without a time
FAR = timedelta(days=300)  # a date without its year is not taken for one further away
LONGEST = 60

_FORMS = {
    "past": "Write 14:00, yesterday 17:40, -45m, mon 14:00, 24 Nov 14:05 or 2026-11-24 14:05.",
    "future": "Write 14:00, tomorrow 9:30, +45m, mon 14:00, next week, in 3 days, 24 Nov 14:05 or 2026-11-24 14:05.",
}
_SENSES: tuple[Sense, ...] = ("future", "past")
_NOW = {"now", "jetzt", "maintenant"}
_NOON = {"noon", "mittag", "midi"}
_MIDNIGHT = {"midnight", "mitternacht", "minuit"}
_FILLERS = {"at", "on", "um", "uhr"}


class _Typed(NamedTuple):
    """What was typed, and from where it is seen."""

    text: str
    body: str
    now: datetime
    sense: Sense
    after: datetime | None


class _Clock(NamedTuple):
    """A time of the day, with an offset from UTC if one was typed."""

    time: time
    offset: timedelta | None = None


def parse_moment(text: str, *, now: datetime, sense: Sense, after: datetime | None = None) -> datetime:
    """Read a moment as seen from `now`, which is aware and in the shop's zone; the answer is in that zone too.

    `sense` is "past" for something that happened and "future" for something planned. `after` is what it must not come
    before (the start, for an end); a moment in the same minute is `after` itself. A moment on the wrong side of `now`
    by more than a minute is refused.

    A time alone is the latest or the next one that fits; so are a weekday with a time, and a date without its year if
    it is within 300 days. A planned day without a time is at 09:00, and a weekday is then a later day than today; what
    happened needs its time. `next week` is the same weekday, `next month` the same day, both moved to a working day,
    Monday to Friday, of that week or month. `+45m`, `in 45m`, `20 min ago` are elapsed time.

    ISO 8601 may have any offset. Without its T an offset must be the one of the shop's zone at that time, because
    9:00-10:00 is more likely a span. What can be read in two ways is refused with both: 9.05, 11/12/2026, next friday
    on a Tuesday, local times that the clocks skip or show twice. Every refusal is a Usage with what to write instead.
    """
    typed = _Typed(text, plain(text), now, sense, after)
    if not typed.body:
        raise Usage("A time is missing.", _FORMS[sense])
    if len(typed.body) > LONGEST:
        raise _unreadable(typed)
    return _checked(_elapsed(typed) or _on_calendar(typed), typed)


def nearest_moment(text: str, *, now: datetime) -> datetime:
    """Read a moment that may lie before `now` or after it: of both readings of parse_moment the nearer one.

    Raises Usage where neither can be read.
    """
    found: list[datetime] = []
    refused: list[Usage] = []
    for sense in _SENSES:
        try:
            found.append(parse_moment(text, now=now, sense=sense))
        except Usage as error:
            refused.append(error)
    if not found:
        raise refused[0]
    return min(found, key=lambda at: abs(at - now))


def _elapsed(typed: _Typed) -> datetime | None:
    """`now`, or so many hours and minutes before or after it."""
    import re

    if typed.body in _NOW:
        return typed.now.replace(microsecond=0)
    found = re.fullmatch(r"(\+|-|in |dans |vor |il y a ) ?([0-9].*)|([0-9].*) ago", typed.body)
    if found is None:
        return None
    before, length, ago = found.groups(default="")
    length = length or ago
    if not re.search(r"[a-z:]", length):
        raise Usage(f"{quoted(typed.text)} can be minutes or hours.", f"{length}m or {length}h?")
    try:
        duration = parse_duration(length)
    except Usage:
        return None  # perhaps days: "in 3 days"
    if ago or before in ("-", "vor ", "il y a "):
        duration = -duration
    # In UTC, because an hour that the clocks skip does not elapse.
    return (typed.now.astimezone(UTC) + duration).replace(microsecond=0).astimezone(typed.now.tzinfo)


def _on_calendar(typed: _Typed) -> datetime:
    """A day, a time, or both."""
    import re

    body = re.sub(r"(?<=[0-9])t(?=[0-9])", " ", typed.body)
    day, clock = _reading(body, typed)
    local = _fitting([datetime.combine(one, clock.time) for one in day.dates], typed)
    at = _in_zone(local, clock.offset, body != typed.body, typed)
    if day.yearless and abs(at - typed.now) > FAR:
        raise Usage(
            f"{quoted(typed.text)} without its year would be {say_moment(at)}.", "Write the year, if you mean it."
        )
    return at


def _reading(body: str, typed: _Typed) -> tuple[TypedDay, _Clock]:
    """The one way to read `body` as a day and a time, in either order, or as one of them."""
    words = [word for word in body.replace(",", " ").split() if word not in _FILLERS]
    halves = [(" ".join(words[:at]), " ".join(words[at:])) for at in range(len(words) + 1)]
    found = [_day_and_clock(*half, typed) for half in dict.fromkeys([*halves, *(half[::-1] for half in halves)])]
    ways = [way for way in found if way is not None]
    if typed.sense == "past" and any(clock for _, clock in ways):
        ways = [way for way in ways if way[1]]  # a day alone says too little of the past
    if not ways:
        raise _unreadable(typed)
    if len(ways) > 1:
        raise Usage(
            f"{quoted(typed.text)} can be read as a time and as a date.",
            "Write a time as 9:05, and a date as 9.5.2026 or 9 May.",
        )
    day, clock = ways[0]
    if clock is None and typed.sense == "past":
        raise Usage(f"{quoted(typed.text)} has no time, and what happened needs one.", _FORMS["past"])
    return day, clock or _Clock(MORNING)


def _day_and_clock(day: str, clock: str, typed: _Typed) -> tuple[TypedDay, _Clock | None] | None:
    """Both as typed, either may be empty; None if one of them cannot be read."""
    read = _clock(clock)
    if (clock and read is None) or not (day or clock):
        return None
    today = typed.now.date()
    if day:
        dates = read_day(day, today, typed.sense, timed=read is not None)
        if dates and clock in _MIDNIGHT:
            raise Usage(
                f"{quoted(typed.text)} can be where that day begins or ends.", "Write 00:00 and the day it begins."
            )
        return dates and (dates, read)
    if typed.sense == "past":
        return TypedDay(tuple(today + timedelta(days=days) for days in (1, 0, -1))), read
    if typed.after is not None:
        today = max(today, typed.after.astimezone(typed.now.tzinfo).date())
    return TypedDay(tuple(today + timedelta(days=days) for days in (0, 1, 2))), read


def _fitting(possible: list[datetime], typed: _Typed) -> datetime:
    """The first local time on the right side of now, or else the last, for `_checked` to say what is wrong with it."""
    now = typed.now.timestamp()
    earliest = max(now - TOLERANCE, cut(typed.after).timestamp()) if typed.after else now - TOLERANCE

    def fits(local: datetime) -> bool:
        # Of a time that the clocks show twice either may fit; which of them is meant is asked for afterwards.
        at = [local.replace(tzinfo=typed.now.tzinfo, fold=fold).timestamp() for fold in (0, 1)]
        if typed.sense == "past":
            return min(at) <= now + TOLERANCE
        return max(at) >= earliest

    return next((local for local in possible if fits(local)), possible[-1])


def _in_zone(local: datetime, offset: timedelta | None, iso: bool, typed: _Typed) -> datetime:
    zone = typed.now.tzinfo or UTC
    if offset is None:
        return settle(local, zone)
    if iso:
        return local.replace(tzinfo=timezone(offset)).astimezone(zone)
    for at in readings(local, zone):
        if at.utcoffset() == offset:
            return at
    raise Usage(
        f"{quoted(typed.text)} has an offset that is not the one of {zone} then.",
        f"If it is meant, write {local.replace(tzinfo=timezone(offset)).isoformat(timespec='minutes')}.",
    )


def _checked(at: datetime, typed: _Typed) -> datetime:
    """`at`, if it is on the right side of `now` and not before `after`."""
    said = f"{quoted(typed.text)} is {say_moment(at)}"
    ahead = at.timestamp() - typed.now.timestamp()
    if at.year not in YEARS:
        raise Usage(f"{said}, which cannot be meant.", _FORMS[typed.sense])
    if typed.sense == "past" and ahead > TOLERANCE:
        raise Usage(f"{said}, which is still to come: now it is {say_moment(typed.now)}.", _FORMS["past"])
    if typed.sense == "future" and -ahead > TOLERANCE:
        raise Usage(f"{said}, which is past: now it is {say_moment(typed.now)}.", _FORMS["future"])
    if typed.after is None or at.timestamp() >= typed.after.timestamp():
        return at
    after = typed.after.astimezone(typed.now.tzinfo)
    if at.timestamp() < cut(after).timestamp():
        raise Usage(f"{said}, and it cannot be before {say_moment(after)}.", _FORMS[typed.sense])
    return after


def _unreadable(typed: _Typed) -> Usage:
    return Usage(f"{quoted(typed.text)} is not a time that can be read.", _FORMS[typed.sense])


def _clock(words: str) -> _Clock | None:
    import re

    if words in _NOON or words in _MIDNIGHT:
        return _Clock(time(12 if words in _NOON else 0))
    found = re.fullmatch(
        r"([0-9]{1,2})(?:[:.]([0-9]{2})(?::([0-9]{2})(?:\.[0-9]+)?)?)?"
        r"(?: ?([ap])\.?m\.?)?(?: ?(z|([+-])(0[0-9]|1[0-4])(?::?([0-5][0-9]))?))?",
        words,
    )
    if found is None:
        return None
    hour, minute, second, half, offset, sign, hours_off, minutes_off = found.groups(default="")
    if not (minute or half) or (half and not 1 <= int(hour) <= 12):
        return None
    at = int(hour) % 12 + (12 if half == "p" else 0) if half else int(hour)
    try:
        clock = time(at, int(minute or 0), int(second or 0))
    except ValueError:
        return None
    away = timedelta(hours=int(hours_off or 0), minutes=int(minutes_off or 0))
    return _Clock(clock, (-away if sign == "-" else away) if offset else None)
