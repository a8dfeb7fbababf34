"""Time of work: boundaries in whole minutes, differences in UTC, overlaps once, days by the clocks of the shop."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta, timezone
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientcare.domain.hours import Span, by_day, cut, merge, minutes, subtract

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

ZURICH = ZoneInfo("Europe/Zurich")
# The clocks of some change at midnight, over midnight, or by half an hour; one of them skipped a whole day.
ZONES = [
    ZoneInfo(name)
    for name in (
        *("Europe/Zurich", "America/St_Johns", "Africa/Cairo", "America/Havana", "Australia/Lord_Howe"),
        *("Asia/Kathmandu", "Pacific/Apia"),
    )
]
NOON = datetime(2026, 11, 24, 12, tzinfo=ZURICH)


def at(clock: str, day: int = 24) -> datetime:
    return datetime.fromisoformat(f"2026-11-{day:02}T{clock}").replace(tzinfo=ZURICH)


def span(start: str, end: str | None) -> Span:
    return Span(at(start), None if end is None else at(end))


def said(spans: Sequence[Span]) -> list[tuple[str, str]]:
    return [(f"{one.start:%H:%M:%S}", f"{one.end:%H:%M:%S}" if one.end else "") for one in spans]


moments = st.datetimes(datetime(2005, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC))


@st.composite
def spans_of_a_day(draw: st.DrawFn, *, open_too: bool = False) -> list[Span]:
    """Spans that often overlap, touch, are empty or end before they start, some of them near a change of the clocks."""
    changes = [datetime(*day, tzinfo=UTC) for day in ((2026, 10, 25), (2026, 3, 29), (2010, 11, 7), (2011, 12, 29))]
    base = draw(st.sampled_from(changes) | moments)
    zone = draw(st.sampled_from(ZONES))
    seconds = st.integers(-7_200, 100_000)
    spans = []
    for start, end in draw(st.lists(st.tuples(seconds, seconds), max_size=6)):
        begun = (base + timedelta(seconds=start)).astimezone(zone)
        spans.append(Span(begun, (base + timedelta(seconds=end)).astimezone(zone)))
    if open_too and spans and draw(st.integers(0, 1)):
        spans[-1] = Span(spans[-1].start, None)
    return spans


def covered(spans: Sequence[Span]) -> set[int]:
    """Every minute since 1970 that is in one of `spans`, all closed: the definition that the code must agree with."""
    found: set[int] = set()
    for start, end in spans:
        assert end is not None
        found |= set(range(int(start.timestamp()) // 60, int(end.timestamp()) // 60))
    return found


def instants(spans: Sequence[Span]) -> list[tuple[float, float | None]]:
    return [(start.timestamp(), end.timestamp() if end else None) for start, end in spans]


def test_seconds_are_cut_and_never_rounded() -> None:
    assert cut(at("14:05:59.999999")) == at("14:05")


def test_the_second_time_of_a_repeated_hour_stays_the_second_when_it_is_cut() -> None:
    second = datetime(2026, 10, 25, 2, 30, 40, tzinfo=ZURICH, fold=1)
    assert cut(second).timestamp() == second.timestamp() - 40


def test_the_boundaries_are_cut_before_subtracting_so_that_what_is_shown_adds_up() -> None:
    assert minutes([span("14:05:59", "15:00:01")], NOON) == 55
    assert minutes([span("14:05:01", "15:00:59")], NOON) == 55


def test_an_open_span_runs_to_now() -> None:
    assert minutes([span("11:30:40", None)], NOON.replace(second=50)) == 30


@pytest.mark.parametrize(("start", "end"), [("14:00", "13:00"), ("14:00", "14:00"), ("14:00:10", "14:00:50")])
def test_a_span_that_ends_before_it_starts_or_within_its_minute_counts_nothing(start: str, end: str) -> None:
    assert minutes([span(start, end)], NOON) == 0
    assert merge([span(start, end)]) == []
    assert by_day([span(start, end)], ZURICH, NOON) == {}


def test_an_open_span_that_starts_after_now_counts_nothing() -> None:
    assert minutes([span("12:30", None)], NOON) == 0


def test_spans_of_two_people_at_the_same_time_count_twice() -> None:
    assert minutes([span("10:00", "11:00"), span("10:00", "11:00")], NOON) == 120


def test_an_hour_that_the_clocks_skip_was_not_worked() -> None:
    night = Span(datetime(2026, 3, 29, 1, tzinfo=ZURICH), datetime(2026, 3, 29, 4, tzinfo=ZURICH))
    assert minutes([night], NOON) == 120


def test_an_hour_that_the_clocks_show_twice_was_worked_twice() -> None:
    night = Span(datetime(2026, 10, 25, 1, tzinfo=ZURICH), datetime(2026, 10, 25, 4, tzinfo=ZURICH))
    assert minutes([night], NOON) == 240
    inside = Span(datetime(2026, 10, 25, 2, 30, tzinfo=ZURICH), datetime(2026, 10, 25, 2, 15, fold=1, tzinfo=ZURICH))
    assert minutes([inside], NOON) == 45


def test_overlapping_and_touching_spans_become_one() -> None:
    spans = [span("14:00", "15:00"), span("10:00", "11:00"), span("10:30", "12:00"), span("12:00", "12:30")]
    assert said(merge(spans)) == [("10:00:00", "12:30:00"), ("14:00:00", "15:00:00")]


def test_a_span_within_another_does_not_shorten_it() -> None:
    assert said(merge([span("10:00", "12:00"), span("10:30", "11:00")])) == [("10:00:00", "12:00:00")]


def test_spans_less_than_a_minute_apart_touch_because_their_boundaries_are_cut() -> None:
    assert said(merge([span("10:00:30", "10:30:10"), span("10:30:40", "11:00:20")])) == [("10:00:00", "11:00:00")]


def test_an_open_span_takes_in_all_that_starts_after_it() -> None:
    assert said(merge([span("11:00", "11:30"), span("10:00", None), span("09:00", "09:30")])) == [
        ("09:00:00", "09:30:00"),
        ("10:00:00", ""),
    ]
    assert said(merge([span("09:00", "10:30"), span("10:00", None)])) == [("09:00:00", "")]


@pytest.mark.parametrize(
    ("pauses", "left"),
    [
        ([], [("10:00:00", "12:00:00")]),
        ([("10:30", "11:00")], [("10:00:00", "10:30:00"), ("11:00:00", "12:00:00")]),
        ([("09:00", "10:30")], [("10:30:00", "12:00:00")]),
        ([("11:30", "13:00")], [("10:00:00", "11:30:00")]),
        ([("09:00", "10:00"), ("12:00", "13:00")], [("10:00:00", "12:00:00")]),
        ([("11:00", None)], [("10:00:00", "11:00:00")]),
        ([("09:00", None)], []),
        ([("09:00", "13:00")], []),
        ([("13:00", None)], [("10:00:00", "12:00:00")]),
    ],
)
def test_pauses_are_taken_out_of_presence(pauses: list[tuple[str, str | None]], left: list[tuple[str, str]]) -> None:
    assert said(subtract([span("10:00", "12:00")], [span(*pause) for pause in pauses])) == left


def test_a_pause_in_an_open_presence_leaves_it_open() -> None:
    assert said(subtract([span("10:00", None)], [span("10:30", "11:00")])) == [
        ("10:00:00", "10:30:00"),
        ("11:00:00", ""),
    ]


def test_a_span_past_midnight_is_split_between_the_days() -> None:
    night = Span(at("22:30"), at("01:15", 25))
    assert by_day([night], ZURICH, NOON) == {date(2026, 11, 24): 90, date(2026, 11, 25): 75}


def test_the_days_are_in_order_and_those_of_the_shop() -> None:
    later, earlier = span("23:30", "23:45"), Span(at("23:30", 20), at("23:45", 20))
    assert list(by_day([later, earlier], ZoneInfo("Asia/Kathmandu"), NOON).items()) == [
        (date(2026, 11, 21), 15),
        (date(2026, 11, 25), 15),
    ]


def test_a_day_on_which_clocks_change_has_23_or_25_hours() -> None:
    spring = Span(datetime(2026, 3, 28, 12, tzinfo=ZURICH), datetime(2026, 3, 30, 12, tzinfo=ZURICH))
    autumn = Span(datetime(2026, 10, 24, 12, tzinfo=ZURICH), datetime(2026, 10, 26, 12, tzinfo=ZURICH))
    assert list(by_day([spring], ZURICH, NOON).values()) == [720, 23 * 60, 720]
    assert list(by_day([autumn], ZURICH, NOON).values()) == [720, 25 * 60, 720]


def test_a_midnight_that_the_clocks_skip_splits_the_days_all_the_same() -> None:
    # Cairo, 2024-04-26: 00:00 became 01:00.
    cairo = ZoneInfo("Africa/Cairo")
    night = Span(datetime(2024, 4, 25, 23, tzinfo=cairo), datetime(2024, 4, 26, 2, tzinfo=cairo))
    assert by_day([night], cairo, NOON) == {date(2024, 4, 25): 60, date(2024, 4, 26): 60}


def test_clocks_that_go_back_over_midnight_return_to_the_day_before() -> None:
    # St. John's, 2010-11-07: one minute into the day it became 23:01 of the day before.
    st_johns = ZoneInfo("America/St_Johns")
    night = Span(datetime(2010, 11, 6, 23, tzinfo=st_johns), datetime(2010, 11, 7, 1, tzinfo=st_johns))
    assert by_day([night], st_johns, NOON) == {date(2010, 11, 6): 60 + 59, date(2010, 11, 7): 1 + 60}


def test_a_day_that_a_zone_skipped_has_no_work() -> None:
    apia = ZoneInfo("Pacific/Apia")
    night = Span(datetime(2011, 12, 29, 23, tzinfo=apia), datetime(2011, 12, 31, 1, tzinfo=apia))
    assert by_day([night], apia, NOON) == {date(2011, 12, 29): 60, date(2011, 12, 31): 60}


@given(spans_of_a_day(open_too=True), st.sampled_from(ZONES), st.integers(-100, 5_000))
def test_the_days_add_up_to_the_total(spans: list[Span], zone: ZoneInfo, later: int) -> None:
    now = max((one.start for one in spans), default=NOON) + timedelta(minutes=later)
    assert sum(by_day(spans, zone, now).values()) == minutes(spans, now)


@given(spans_of_a_day(), st.sampled_from(ZONES))
def test_each_minute_belongs_to_the_day_that_the_clocks_show(spans: list[Span], zone: ZoneInfo) -> None:
    days: dict[date, int] = {}
    for minute in covered(spans):
        day = datetime.fromtimestamp(minute * 60, zone).date()
        days[day] = days.get(day, 0) + 1
    assert by_day(merge(spans), zone, NOON) == days


@given(spans_of_a_day())
def test_merging_keeps_every_minute_once(spans: list[Span]) -> None:
    merged = merge(spans)
    assert covered(merged) == covered(spans)
    assert minutes(merged, NOON) == len(covered(spans))


@given(spans_of_a_day(open_too=True), st.data())
def test_merging_again_or_in_another_order_changes_nothing(spans: list[Span], data: st.DataObject) -> None:
    merged = merge(spans)
    assert merge(merged) == merged
    assert instants(merge(data.draw(st.permutations(spans)))) == instants(merged)


@given(spans_of_a_day(), spans_of_a_day())
def test_subtracting_leaves_exactly_the_minutes_outside(spans: list[Span], others: list[Span]) -> None:
    assert covered(subtract(spans, others)) == covered(spans) - covered(others)


@given(spans_of_a_day(open_too=True), st.integers(-12, 14))
def test_the_same_moments_in_another_zone_are_the_same_work(spans: list[Span], hours: int) -> None:
    there = timezone(timedelta(hours=hours))
    moved = [Span(one.start.astimezone(there), one.end and one.end.astimezone(there)) for one in spans]
    now = max((one.start for one in spans), default=NOON) + timedelta(hours=3)
    assert minutes(moved, now) == minutes(spans, now.astimezone(there))
    assert instants(merge(moved)) == instants(merge(spans))
    assert by_day(moved, ZURICH, now) == by_day(spans, ZURICH, now)


@given(moments, st.integers(0, 3_000), st.integers(0, 3_000), st.integers(0, 59), st.sampled_from(ZONES))
def test_a_span_split_anywhere_adds_up(start: datetime, first: int, second: int, seconds: int, zone: ZoneInfo) -> None:
    begun = start.astimezone(zone)
    middle = (start + timedelta(minutes=first, seconds=seconds)).astimezone(zone)
    end = (start + timedelta(minutes=first + second, seconds=seconds)).astimezone(zone)
    whole = minutes([Span(begun, end)], NOON)
    assert minutes([Span(begun, middle)], NOON) + minutes([Span(middle, end)], NOON) == whole


@pytest.mark.corpus
def test_cutting_seconds_is_what_kimai_calls_rounding_down_to_the_minute(corpus: Path) -> None:
    cases = json.loads((corpus / "rounding_kimai.json").read_text("utf-8"))["cases"]
    down = [
        case
        for case in cases
        if case["mode"] == "floor"
        and case["round_begin_min"] == case["round_end_min"] == 1
        and case["round_duration_min"] in (0, 1)
    ]
    assert [case["id"] for case in down] == ["kimai-floor-3", "kimai-floor-8"]
    for case in down:
        worked = span(case["start"], case["end"])
        assert cut(worked.start) == at(case["expected_start"])
        assert minutes([worked], NOON) * 60 == case["expected_duration_s"]
