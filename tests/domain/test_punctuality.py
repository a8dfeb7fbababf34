"""Punctuality: how early is early enough, and how it is said."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientcare.domain.punctuality import punctuality, say_punctuality

ZURICH = ZoneInfo("Europe/Zurich")
TWO = datetime(2026, 11, 24, 14, 0, tzinfo=ZURICH)


@pytest.mark.parametrize(
    ("mode", "early", "met"),
    [
        ("on-site", 10, True),
        ("on-site", 12, True),
        ("on-site", 9, False),
        ("remote", 5, True),
        ("remote", 10, True),
        ("remote", 4, False),
        ("phone", 0, True),
        ("bench", -1, False),
    ],
)
def test_a_visit_is_to_be_ten_minutes_early_a_remote_session_five_and_the_rest_on_time(
    mode: str, early: int, met: bool
) -> None:
    found = punctuality(TWO - timedelta(minutes=early), TWO, mode)
    assert (found.early, found.met) == (early, met)


def test_seconds_do_not_count() -> None:
    assert punctuality(TWO.replace(second=59), TWO, "phone").early == 0


def test_an_hour_that_clocks_show_twice_counts_twice() -> None:
    planned = datetime(2026, 10, 25, 3, 0, tzinfo=ZURICH)
    arrived = datetime(2026, 10, 25, 2, 30, tzinfo=ZURICH)  # the first half past two
    assert punctuality(arrived, planned, "on-site").early == 90


@pytest.mark.parametrize(
    ("mode", "early", "said"),
    [
        ("on-site", 12, "12 min early"),
        ("on-site", 3, "3 min early, the aim is 10 min early"),
        ("phone", 0, "on time"),
        ("remote", 0, "on time, the aim is 5 min early"),
        ("on-site", -4, "4 min late"),
        ("on-site", 75, "1:15 h early"),
        ("remote", -60, "1:00 h late"),
    ],
)
def test_it_is_said_with_the_aim_where_somebody_was_there_but_not_early_enough(
    mode: str, early: int, said: str
) -> None:
    assert say_punctuality(punctuality(TWO - timedelta(minutes=early), TWO, mode)) == said


@given(st.integers(-5000, 5000), st.sampled_from(["remote", "on-site", "phone", "bench"]))
def test_who_is_earlier_never_misses_what_a_later_one_met(early: int, mode: str) -> None:
    later = punctuality(TWO - timedelta(minutes=early), TWO, mode)
    sooner = punctuality(TWO - timedelta(minutes=early + 1), TWO, mode)
    assert sooner.early == later.early + 1
    assert sooner.met or not later.met
