"""How moments and durations are said."""

from __future__ import annotations

import locale
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from clientcare.domain.times import say_day, say_minutes, say_moment, say_span, say_time

ZURICH = ZoneInfo("Europe/Zurich")


def test_a_moment_is_said_in_full() -> None:
    assert say_moment(datetime(2026, 11, 24, 14, 5, 59, tzinfo=ZURICH)) == "Tue 24 Nov 2026, 14:05"


def test_a_day_is_said_without_a_leading_zero() -> None:
    assert say_day(date(2026, 3, 1)) == "Sun 1 Mar 2026"


def test_what_is_said_does_not_depend_on_the_locale(monkeypatch: pytest.MonkeyPatch) -> None:
    before = locale.setlocale(locale.LC_TIME)
    for name in ("de_CH.UTF-8", "fr_FR.UTF-8", "C"):
        try:
            locale.setlocale(locale.LC_TIME, name)
        except locale.Error:
            continue
        assert say_day(date(2026, 12, 1)) == "Tue 1 Dec 2026"
    locale.setlocale(locale.LC_TIME, before)


def test_the_hour_that_clocks_show_twice_is_said_with_its_offset() -> None:
    first = datetime(2026, 10, 25, 0, 30, tzinfo=UTC).astimezone(ZURICH)
    second = datetime(2026, 10, 25, 1, 30, tzinfo=UTC).astimezone(ZURICH)
    assert (say_time(first), say_time(second)) == ("02:30+02:00", "02:30+01:00")
    assert say_moment(second) == "Sun 25 Oct 2026, 02:30+01:00"


def test_minutes_are_said_as_hours_and_minutes() -> None:
    assert [say_minutes(minutes) for minutes in (0, 7, 55, 60, 1625, -55, -90)] == [
        *("0:00", "0:07", "0:55", "1:00", "27:05", "-0:55", "-1:30")
    ]


def test_a_span_within_a_day_is_two_times() -> None:
    start = datetime(2026, 11, 24, 14, 5, tzinfo=ZURICH)
    assert say_span(start, start.replace(hour=15, minute=0)) == "14:05 – 15:00"


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        ((2026, 11, 24, 23, 30), (2026, 11, 25, 0, 15), "23:30 – 00:15 (+1 day)"),
        ((2026, 11, 24, 23, 30), (2026, 11, 27, 8, 0), "23:30 – 08:00 (+3 days)"),
        ((2026, 12, 31, 22, 0), (2027, 1, 1, 1, 0), "22:00 – 01:00 (+1 day)"),
    ],
)
def test_a_span_past_midnight_says_how_many_days_later_it_ends(
    start: tuple[int, int, int, int, int], end: tuple[int, int, int, int, int], said: str
) -> None:
    assert say_span(datetime(*start, tzinfo=ZURICH), datetime(*end, tzinfo=ZURICH)) == said


def test_a_span_that_ends_before_it_starts_is_said_as_it_is() -> None:
    start = datetime(2026, 11, 24, 0, 15, tzinfo=ZURICH)
    assert say_span(start, datetime(2026, 11, 23, 23, 30, tzinfo=ZURICH)) == "00:15 – 23:30"
