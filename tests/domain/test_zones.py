"""Local times that exist once, twice or not at all."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientcare.domain.errors import Usage
from clientcare.domain.zones import readings, settle

ZURICH = ZoneInfo("Europe/Zurich")
ZONES = [ZoneInfo(name) for name in ("Europe/Zurich", "America/New_York", "Australia/Lord_Howe", "Africa/Cairo", "UTC")]


def test_an_ordinary_time_is_one_moment() -> None:
    assert settle(datetime(2026, 11, 24, 14, 5), ZURICH) == datetime(2026, 11, 24, 13, 5, tzinfo=UTC)


def test_a_time_that_exists_twice_is_refused_with_both_moments() -> None:
    with pytest.raises(Usage) as refused:
        settle(datetime(2026, 10, 25, 2, 30), ZURICH)
    assert refused.value.message == (
        "02:30 exists twice on Sun 25 Oct 2026: write 2026-10-25T02:30+02:00 or 2026-10-25T02:30+01:00."
    )
    assert refused.value.hint == (
        "The clocks go back then: the first of the two is before the change, the second after it."
    )


def test_a_time_that_the_clocks_skip_is_refused_with_the_moments_around_it() -> None:
    with pytest.raises(Usage) as refused:
        settle(datetime(2026, 3, 29, 2, 30), ZURICH)
    assert refused.value.message == (
        "02:30 does not exist on Sun 29 Mar 2026: write 2026-03-29T01:30+01:00 or 2026-03-29T03:30+02:00."
    )
    assert refused.value.hint.startswith("The clocks go forward then")


def test_a_change_of_half_an_hour_is_known() -> None:
    lord_howe = ZoneInfo("Australia/Lord_Howe")
    assert [at.utcoffset() for at in readings(datetime(2026, 4, 5, 1, 45), lord_howe)] == [
        timedelta(hours=11),
        timedelta(hours=10, minutes=30),
    ]
    assert readings(datetime(2026, 10, 4, 2, 15), lord_howe) == ()


@given(
    st.datetimes(datetime(2000, 1, 1), datetime(2099, 12, 30), timezones=st.just(UTC)),
    st.sampled_from(ZONES),
)
def test_every_moment_is_among_the_readings_of_what_clocks_show_then(at: datetime, zone: ZoneInfo) -> None:
    local = at.astimezone(zone).replace(tzinfo=None, fold=0)
    found = [one.astimezone(UTC) for one in readings(local, zone)]
    assert at in found
    assert found == sorted(found)
    assert len(found) <= 2
