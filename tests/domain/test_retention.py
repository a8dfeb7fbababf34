"""Periods: how long what is kept, counted from the end of the year of an entry."""

from __future__ import annotations

from datetime import date

import pytest

from clientcare.domain.errors import Usage
from clientcare.domain.kinds import KINDS
from clientcare.domain.retention import GROUPS, Retention, checked_years, group_of

KEPT = Retention(bills=10, hours=10, notes=2, documents=0)


def test_years_count_from_the_end_of_the_year() -> None:
    assert KEPT.held_until("notes", date(2024, 1, 1)) == date(2026, 12, 31)
    assert not KEPT.is_due("notes", date(2024, 12, 31), date(2026, 12, 31))
    assert KEPT.is_due("notes", date(2024, 12, 31), date(2027, 1, 1))


def test_no_number_of_years_is_for_ever_and_the_end_of_time_is_no_error() -> None:
    assert KEPT.held_until("documents", date(2024, 1, 1)) == date.max
    assert KEPT.held_until("bills", date(9999, 1, 1)) == date(9999, 12, 31)


def test_every_kind_is_in_a_group() -> None:
    assert {group_of(kind) for kind in KINDS} == set(Retention._fields)
    assert all(kind in KINDS for kinds in GROUPS.values() for kind in kinds)
    assert (group_of("bill"), group_of("close"), group_of("attach"), group_of("fact"), group_of("later")) == (
        "bills", "hours", "documents", "notes", "notes",
    )  # fmt: skip


def test_years_are_checked() -> None:
    assert checked_years("bills", 100) == 100
    for years in (-1, 101):
        with pytest.raises(Usage, match="bills"):
            checked_years("bills", years)
