"""Durations as people type them."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientcare.domain.durations import FORMS, LONGEST, parse_duration, parse_minutes
from clientcare.domain.errors import Usage
from clientcare.domain.times import say_minutes

if TYPE_CHECKING:
    from pathlib import Path


def refusal(text: str) -> Usage:
    with pytest.raises(Usage) as refused:
        parse_duration(text)
    return refused.value


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        *(("45m", 45), ("45 min", 45), ("90 min", 90), ("1h30", 90), ("1h30m", 90), ("1 h 30", 90), ("1h05", 65)),
        *(("1.5h", 90), ("1,5 h", 90), ("0:45", 45), ("1:30", 90), ("0:90", 90), ("27:05", 1625), ("1 hour", 60)),
        *(("2 Hours", 120), ("1 Std. 30 Min.", 90), ("2 Stunden", 120), ("1 heure 15 minutes", 75), ("7.5m", 7.5)),
        *(("PT1H30M", 90), ("PT45M", 45), ("pt0,5h", 30), ("-PT1H", -60), ("+45m", 45), ("-1:30", -90), ("- 5m", -5)),
        *(("1.5", 90), ("1,5", 90), ("1", 60), ("12", 720), ("12.5", 750), ("0", 0), ("-0:00", 0), ("1h96m", 156)),
    ],
)
def test_a_duration_is_read_as_people_mean_it(text: str, minutes: float) -> None:
    assert parse_duration(text) == timedelta(minutes=minutes)


@pytest.mark.parametrize("text", ["13", "45", "90", "1111", "-45", "+15"])
def test_a_bare_whole_number_above_twelve_can_be_minutes_and_is_refused(text: str) -> None:
    number = text.lstrip("+-")
    error = refusal(text)
    assert error.message == f'"{text}" can be minutes or hours.'
    assert error.hint == f"{number}m or {number}h?"


@pytest.mark.parametrize(
    "text",
    [
        *("ein", "one hour", "h", "m30", "1x", "1hh", "1h5", "1h60", "1h75", "45m30", "30s30", "30m 1h", "1h 2h"),
        *("1.5h30", "1.5h 10m", "1:5", "1:2:3", "1:", ":30", "1::30", "1.5:30", "1;30", "1..5", "1.5.2h", "1.", ".5"),
        *("P1D", "PT", "PT1H30", "P1H", "1d", "2 days", "1w", "nan", "inf", "1e3", "1e3h", "0x10", "--5m", "-+5m", "-"),
        *("5-5", "1h-5m", "1000000", "1000000h", "1.00001h", "१h", "1²h", "45m\x00", "45m!", "1 h 30 m x", "1h30 PT"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_forms_that_can(text: str) -> None:
    error = refusal(text)
    assert error.message == f'"{text}" is not a duration.'
    assert error.hint == FORMS


def test_a_text_that_is_much_too_long_is_refused_without_being_searched() -> None:
    assert refusal("1h " * 100_000).message.endswith('…" is not a duration.')


def test_the_longest_way_to_write_a_duration_is_read() -> None:
    text = "999999 Stunden 999999 Minuten 999999.9999 Sekunden"
    assert len(text) < LONGEST
    assert parse_duration(text) == timedelta(hours=999_999, minutes=999_999, seconds=1_000_000)


@pytest.mark.parametrize("text", ["", "  ", "\n"])
def test_an_empty_duration_is_what_the_caller_says_or_refused(text: str) -> None:
    assert refusal(text).message == "A duration is missing."
    assert parse_duration(text, empty=timedelta()) == timedelta()
    assert parse_duration(text, empty=timedelta(minutes=5)) == timedelta(minutes=5)


def test_part_of_a_second_is_rounded_with_half_of_it_up() -> None:
    assert parse_duration("0.333h") == timedelta(seconds=1199)
    assert parse_duration("1.4s") == timedelta(seconds=1)
    assert parse_duration("1.5s") == timedelta(seconds=2)
    assert parse_duration("-1.5s") == timedelta(seconds=-2)


@given(st.integers(-999_999, 999_999))
def test_what_is_said_is_read_back(minutes: int) -> None:
    assert parse_duration(say_minutes(minutes)) == timedelta(minutes=minutes)


@given(st.integers(0, 99), st.integers(0, 59), st.integers(0, 59))
def test_all_ways_to_write_a_duration_agree(hours: int, minutes: int, seconds: int) -> None:
    expected = timedelta(hours=hours, minutes=minutes, seconds=seconds)
    for text in (
        f"{hours}h{minutes}m{seconds}s",
        f"{hours}:{minutes:02}:{seconds:02}",
        f"PT{hours}H{minutes}M{seconds}S",
        f"{hours} hours {minutes} minutes {seconds} seconds",
        f"{hours} Std. {minutes} Min. {seconds} Sek.",
    ):
        assert parse_duration(text) == expected
        assert parse_duration(f"-{text}") == -expected


@given(st.text(max_size=20))
def test_any_text_is_a_duration_or_refused(text: str) -> None:
    try:
        read = parse_duration(text)
    except Usage:
        return
    assert read.microseconds == 0


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("0", 0), ("45m", 45), ("0.33h", 20), ("29m29s", 29), ("29m30s", 30), ("30s", 1), ("1:30", 90)],
)
def test_minutes_of_work_are_whole_with_half_a_minute_up(text: str, minutes: int) -> None:
    assert parse_minutes(text) == minutes


def test_minutes_of_work_are_not_negative() -> None:
    with pytest.raises(Usage, match='"-1:30" is negative'):
        parse_minutes("-1:30")


def test_work_of_less_than_half_a_minute_does_not_silently_become_nothing() -> None:
    with pytest.raises(Usage, match='"29s" is less than a minute'):
        parse_minutes("29s")


@pytest.mark.corpus
def test_durations_are_read_as_in_the_published_tests_of_kimai(corpus: Path) -> None:
    rows = json.loads((corpus / "duration_parse_kimai.json").read_text("utf-8"))
    read = [row for row in rows["valid"] if row["input"] != ""]
    assert len(read) == 34
    for row in read:
        assert parse_duration(str(row["input"])).total_seconds() == row["expected_s"], row


@pytest.mark.corpus
def test_what_kimai_refuses_is_refused_where_the_text_itself_is_malformed(corpus: Path) -> None:
    rows = json.loads((corpus / "duration_parse_kimai.json").read_text("utf-8"))
    # Kimai refuses these two for the form that it was told to expect: a number is no colon form, and "" is no form.
    fine = {"13.13", "12"}
    refused = [row["input"] for row in rows["invalid"] if str(row["input"]) not in fine]
    assert len(refused) == 10
    for text in refused:
        refusal(str(text))
