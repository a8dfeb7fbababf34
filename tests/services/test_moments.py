"""When something happened or will happen."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientcare.domain.errors import Usage
from clientcare.services.moments import appointed, fixed, happened, planned
from tests.shops import NOON, ZONE, Shop


def test_what_has_no_time_happened_now(shop: Shop) -> None:
    assert happened(shop.desk(), None, "") == NOON


def test_a_bare_time_is_the_latest_that_fits(shop: Shop) -> None:
    assert happened(shop.desk(), None, "13:50") == NOON - timedelta(minutes=15)
    assert happened(shop.desk(), None, "17:40") == datetime(2026, 11, 23, 17, 40, tzinfo=ZONE)


def test_nothing_in_a_session_happened_before_its_start(shop: Shop) -> None:
    session = shop.read(shop.session())
    shop.wait(30)
    assert happened(shop.desk(), session, "14:20") == NOON + timedelta(minutes=15)
    with pytest.raises(Usage, match="it cannot be before Tue 24 Nov 2026, 14:05"):
        happened(shop.desk(), session, "14:00")


def test_a_later_bound_than_the_start_may_be_given(shop: Shop) -> None:
    session = shop.read(shop.session())
    shop.wait(30)
    with pytest.raises(Usage, match="it cannot be before Tue 24 Nov 2026, 14:25"):
        happened(shop.desk(), session, "14:20", after=NOON + timedelta(minutes=20))


def test_what_is_planned_lies_ahead(shop: Shop) -> None:
    assert planned(shop.desk(), "14:00") == NOON + timedelta(days=1, minutes=-5)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("14:00", NOON - timedelta(minutes=5)),
        ("14:10", NOON + timedelta(minutes=5)),
        ("tomorrow 9:00", datetime(2026, 11, 25, 9, 0, tzinfo=ZONE)),
        ("yesterday 9:00", datetime(2026, 11, 23, 9, 0, tzinfo=ZONE)),
    ],
)
def test_what_was_planned_for_about_now_may_have_passed_already(shop: Shop, typed: str, meant: datetime) -> None:
    assert appointed(shop.desk(), typed) == meant


def test_what_is_no_time_is_none_whichever_way_it_is_read(shop: Shop) -> None:
    with pytest.raises(Usage, match="is not a time that can be read"):
        appointed(shop.desk(), "soon")


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(ZoneInfo("Europe/Zurich"))),
    st.integers(0, 200),
)
def test_with_a_fixed_offset_a_difference_is_the_time_that_elapsed(at: datetime, minutes: int) -> None:
    later = datetime.fromtimestamp(at.timestamp() + 60 * minutes, ZONE)
    assert fixed(at).timestamp() == at.timestamp()
    assert fixed(later) - fixed(at) == timedelta(minutes=minutes)


def test_a_moment_in_utc_stays_in_utc() -> None:
    at = datetime(2026, 11, 24, 13, 5, tzinfo=ZoneInfo("UTC"))
    assert fixed(at).isoformat() == "2026-11-24T13:05:00+00:00"
