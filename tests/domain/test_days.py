"""Days that may lie on either side of today."""

from __future__ import annotations

from datetime import date

import pytest

from clientcare.domain.days import parse_day
from clientcare.domain.errors import Usage

TODAY = date(2026, 11, 24)  # a Tuesday


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("today", TODAY),
        ("2026-12-01", date(2026, 12, 1)),
        ("1.12.2026", date(2026, 12, 1)),
        ("1 Dec", date(2026, 12, 1)),
        ("Dec 1, 2027", date(2027, 12, 1)),
        ("1 Jan", date(2027, 1, 1)),
        ("1 Aug", date(2026, 8, 1)),
        ("tomorrow", date(2026, 11, 25)),
        ("last month", date(2026, 10, 24)),
        ("mon", date(2026, 11, 23)),
    ],
)
def test_a_day_without_its_year_is_the_nearest_one(typed: str, day: date) -> None:
    assert parse_day(typed, TODAY) == day


@pytest.mark.parametrize(
    ("typed", "says"), [("", "missing"), ("  ", "missing"), ("soon", "not a day"), ("31 feb", "no such day")]
)
def test_what_is_no_day_is_refused(typed: str, says: str) -> None:
    with pytest.raises(Usage, match=says):
        parse_day(typed, TODAY)
