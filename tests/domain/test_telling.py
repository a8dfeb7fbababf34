"""How documents tell of people and moments."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from clientcare.domain.hours import Span
from clientcare.domain.telling import Telling
from tests.domain.story import at

TELL = Telling({"ann": "Ann Meier"}, ZoneInfo("Europe/Zurich"), date(2026, 11, 24), at("14:00"))


def test_a_member_is_told_by_name_and_by_the_handle_where_the_name_is_not_known() -> None:
    assert TELL.people(["ann", "zoe"]) == "Ann Meier, zoe"


def test_a_moment_is_told_in_the_zone_and_without_the_day_of_the_session() -> None:
    assert TELL.at(at("13:05")) == "14:05"
    assert TELL.at(at("1d 13:05")) == "Wed 25 Nov 2026, 14:05"
    assert TELL.moment(at("13:05")) == "Tue 24 Nov 2026, 14:05"
    assert TELL.moment(None) == ""


def test_a_stretch_says_its_day_only_where_it_is_another_one() -> None:
    assert TELL.stretch(Span(at("13:05"), at("14:00"))) == "14:05 – 15:00"
    assert TELL.stretch(Span(at("1d 8:00"), at("1d 9:00"))) == "Wed 25 Nov 2026, 09:00 – 10:00"
    assert TELL.stretch(Span(at("13:05"), None)) == "since 14:05, running"


def test_the_hour_that_clocks_show_twice_is_told_with_its_offset() -> None:
    sunday = Telling({}, ZoneInfo("Europe/Zurich"), date(2026, 10, 25), at("0:00"))
    first = at("0:30").replace(month=10, day=25)
    assert sunday.at(first) == "02:30+02:00"
