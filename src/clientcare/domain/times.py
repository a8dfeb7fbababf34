"""How moments, days and durations are said to people: in English, whatever the locale of the machine."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def say_day(day: date) -> str:
    """Say a date, or the day of a moment in its own zone: "Tue 24 Nov 2026"."""
    return f"{DAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}"


def say_time(at: datetime) -> str:
    """Say the time of `at`, which is aware, in its own zone: "14:05". Seconds are cut off, as everywhere (hours.cut).

    In the hour that clocks show twice the time alone says nothing, so the offset is added: "02:30+02:00".
    """
    clock = f"{at.hour:02}:{at.minute:02}"
    if at.replace(fold=0).utcoffset() == at.replace(fold=1).utcoffset():
        return clock
    return clock + at.isoformat()[-6:]


def say_moment(at: datetime) -> str:
    """Say `at`, which is aware, in its own zone: "Tue 24 Nov 2026, 14:05". moments.parse_moment reads it back."""
    return f"{say_day(at)}, {say_time(at)}"


def say_minutes(minutes: int) -> str:
    """Say whole minutes as hours and minutes: "0:55", "-0:55", "27:05". durations.parse_duration reads it back."""
    hours, rest = divmod(abs(minutes), 60)
    return f"{'-' if minutes < 0 else ''}{hours}:{rest:02}"


def say_span(start: datetime, end: datetime) -> str:
    """Say two aware moments, each in its own zone: "14:05 – 15:00", or "23:30 – 00:15 (+1 day)" past midnight."""
    days = (end.date() - start.date()).days
    later = "" if days <= 0 else f" (+{days} day{'' if days == 1 else 's'})"
    return f"{say_time(start)} – {say_time(end)}{later}"
