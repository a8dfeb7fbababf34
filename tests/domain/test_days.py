"""Days that may lie on either side of today."""

from __future__ import annotations

from datetime import date

import pytest

from clientcare.domain.days import parse_bound, parse_day
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


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("2026-03", date(2026, 3, 1), date(2026, 3, 31)),
        ("2028-02", date(2028, 2, 1), date(2028, 2, 29)),
        ("24 Nov", TODAY, TODAY),
    ],
)
def test_a_month_stands_for_its_first_day_or_its_last(typed: str, first: date, last: date) -> None:
    assert parse_bound(typed, TODAY, last=False) == first
    assert parse_bound(typed, TODAY, last=True) == last


@pytest.mark.parametrize("typed", ["2026-13", "2026_03", "abcd-ef"])
def test_what_is_no_month_is_no_day_either(typed: str) -> None:
    with pytest.raises(Usage):
        parse_bound(typed, TODAY, last=False)
