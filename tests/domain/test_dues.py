"""How long a step may take, and when that is."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientcare.domain.dues import FORMS, MOST, Due, parse_due
from clientcare.domain.errors import Usage

ZURICH = ZoneInfo("Europe/Zurich")
FRIDAY = datetime(2026, 11, 27, 15, tzinfo=ZURICH)


@pytest.mark.parametrize(
    ("typed", "due"),
    [
        ("72 hours", Due(72, "hours")),
        ("1 h", Due(1, "hours")),
        ("30 min", Due(30, "minutes")),
        ("3 Working Days", Due(3, "working days")),
        ("1 business day", Due(1, "working days")),
        ("2 days", Due(2, "days")),
        (" 2  weeks ", Due(2, "weeks")),
        ("1000 days", Due(MOST, "days")),
    ],
)
def test_a_number_and_what_it_counts_is_read(typed: str, due: Due) -> None:
    assert parse_due(typed) == due
    assert parse_due(str(due)) == due
    assert parse_due(typed, "hear") == due._replace(start="hear")


@pytest.mark.parametrize(
    "typed", ["", "soon", "3", "days", "0 days", "1001 days", "-1 days", "1.5 days", "³ days", "99999 h"]
)
def test_what_is_no_such_time_is_refused(typed: str) -> None:
    with pytest.raises(Usage) as caught:
        parse_due(typed)
    assert caught.value.hint == FORMS


@pytest.mark.parametrize(
    ("due", "at"),
    [
        (Due(30, "minutes"), datetime(2026, 11, 27, 15, 30)),
        (Due(1, "days"), datetime(2026, 11, 28, 15)),
        (Due(1, "working days"), datetime(2026, 11, 30, 15)),
        (Due(3, "working days"), datetime(2026, 12, 2, 15)),
        (Due(6, "working days"), datetime(2026, 12, 7, 15)),
        (Due(2, "weeks"), datetime(2026, 12, 11, 15)),
    ],
)
def test_what_is_due_is_counted_from_a_moment(due: Due, at: datetime) -> None:
    assert due.after(FRIDAY) == at.replace(tzinfo=ZURICH)


def test_hours_are_elapsed_and_days_keep_the_clock_when_clocks_change() -> None:
    evening = datetime(2026, 10, 24, 20, tzinfo=ZURICH)
    assert Due(24, "hours").after(evening) == datetime(2026, 10, 25, 19, tzinfo=ZURICH)
    assert Due(1, "days").after(evening) == datetime(2026, 10, 25, 20, tzinfo=ZURICH)
    assert Due(24, "hours").after(evening).tzinfo is ZURICH


@given(st.integers(1, MOST), st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1)))
def test_so_many_working_days_lie_between(number: int, start: datetime) -> None:
    begin = start.replace(tzinfo=UTC)
    end = Due(number, "working days").after(begin)
    days = [begin + timedelta(days=n) for n in range(1, (end - begin).days + 1)]
    assert sum(day.weekday() < 5 for day in days) == number
    assert end.weekday() < 5
