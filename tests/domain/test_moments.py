"""Moments as people type them: what is meant, and what is refused because it could be two things."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientcare.domain.errors import Usage
from clientcare.domain.moments import Sense, parse_moment
from clientcare.domain.times import say_moment
from clientcare.domain.typed_days import read_day
from clientcare.domain.zones import readings

ZURICH = ZoneInfo("Europe/Zurich")
NOW = datetime(2026, 11, 24, 14, 5, 30, tzinfo=ZURICH)  # a Tuesday


def zurich(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZURICH)


def planned(text: str, now: datetime = NOW, after: datetime | None = None) -> str:
    return say_moment(parse_moment(text, now=now, sense="future", after=after))


def happened(text: str, now: datetime = NOW, after: datetime | None = None) -> str:
    return say_moment(parse_moment(text, now=now, sense="past", after=after))


def refusal(text: str, sense: Sense, now: datetime = NOW, after: datetime | None = None) -> Usage:
    with pytest.raises(Usage) as refused:
        parse_moment(text, now=now, sense=sense, after=after)
    assert refused.value.hint
    return refused.value


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        *(("17:40", "Tue 24 Nov 2026, 17:40"), ("9:30", "Wed 25 Nov 2026, 09:30"), ("14.30", "Tue 24 Nov 2026, 14:30")),
        *(
            ("2pm", "Wed 25 Nov 2026, 14:00"),
            ("3 PM", "Tue 24 Nov 2026, 15:00"),
            ("2:30 p.m.", "Tue 24 Nov 2026, 14:30"),
        ),
        *(
            ("12pm", "Wed 25 Nov 2026, 12:00"),
            ("12am", "Wed 25 Nov 2026, 00:00"),
            ("at 15:00", "Tue 24 Nov 2026, 15:00"),
        ),
        *(
            ("noon", "Wed 25 Nov 2026, 12:00"),
            ("midnight", "Wed 25 Nov 2026, 00:00"),
            ("mittag", "Wed 25 Nov 2026, 12:00"),
        ),
        *(("14:05", "Tue 24 Nov 2026, 14:05"), ("um 15:00 Uhr", "Tue 24 Nov 2026, 15:00")),
    ],
)
def test_a_time_alone_is_the_next_one_for_a_plan(text: str, moment: str) -> None:
    assert planned(text) == moment


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        *(
            ("14:00", "Tue 24 Nov 2026, 14:00"),
            ("17:40", "Mon 23 Nov 2026, 17:40"),
            ("14:06", "Tue 24 Nov 2026, 14:06"),
        ),
        *(
            ("14:07", "Mon 23 Nov 2026, 14:07"),
            ("midnight", "Tue 24 Nov 2026, 00:00"),
            ("9.05", "Tue 24 Nov 2026, 09:05"),
        ),
        *(
            ("2pm", "Tue 24 Nov 2026, 14:00"),
            ("14:05:30", "Tue 24 Nov 2026, 14:05"),
            ("Midi", "Tue 24 Nov 2026, 12:00"),
        ),
    ],
)
def test_a_time_alone_is_the_latest_one_for_what_happened(text: str, moment: str) -> None:
    assert happened(text) == moment


def test_the_evening_time_typed_next_morning_is_yesterdays() -> None:
    assert happened("17:40", zurich("2026-11-25 08:10"), after=zurich("2026-11-24 14:05")) == "Tue 24 Nov 2026, 17:40"


def test_the_seconds_that_were_typed_are_kept() -> None:
    assert parse_moment("14:05:15", now=NOW, sense="past") == NOW.replace(second=15)


def test_half_a_minute_before_midnight_the_time_on_the_wall_may_be_tomorrows() -> None:
    assert happened("00:00", zurich("2026-11-24 23:59:30")) == "Wed 25 Nov 2026, 00:00"


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        *(
            ("+45m", "Tue 24 Nov 2026, 14:50"),
            ("in 45m", "Tue 24 Nov 2026, 14:50"),
            ("+ 1h30", "Tue 24 Nov 2026, 15:35"),
        ),
        *(
            ("+1:30", "Tue 24 Nov 2026, 15:35"),
            ("in 1,5 h", "Tue 24 Nov 2026, 15:35"),
            ("in 2 hours", "Tue 24 Nov 2026, 16:05"),
        ),
        *(
            ("dans 2 heures", "Tue 24 Nov 2026, 16:05"),
            ("now", "Tue 24 Nov 2026, 14:05"),
            ("jetzt", "Tue 24 Nov 2026, 14:05"),
        ),
    ],
)
def test_a_span_from_now_is_counted_from_now(text: str, moment: str) -> None:
    assert planned(text) == moment


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        *(
            ("-45m", "Tue 24 Nov 2026, 13:20"),
            ("20 min ago", "Tue 24 Nov 2026, 13:45"),
            ("1h30 ago", "Tue 24 Nov 2026, 12:35"),
        ),
        *(("vor 20 Min.", "Tue 24 Nov 2026, 13:45"), ("il y a 20 minutes", "Tue 24 Nov 2026, 13:45")),
    ],
)
def test_a_span_before_now_is_counted_back_from_now(text: str, moment: str) -> None:
    assert happened(text) == moment


def test_a_span_from_now_is_elapsed_time_over_a_change_of_the_clocks() -> None:
    assert planned("+3h", zurich("2026-03-29 01:00")) == "Sun 29 Mar 2026, 05:00"
    assert planned("+1h", zurich("2026-10-25 01:30")) == "Sun 25 Oct 2026, 02:30+02:00"
    assert planned("+2h", zurich("2026-10-25 01:30")) == "Sun 25 Oct 2026, 02:30+01:00"
    assert happened("-90m", zurich("2026-10-25 03:00")) == "Sun 25 Oct 2026, 02:30+02:00"


@pytest.mark.parametrize("text", ["+45", "in 1.5", "-20", "20 ago"])
def test_a_span_without_a_unit_can_be_minutes_or_hours_and_is_refused(text: str) -> None:
    error = refusal(text, "past")
    assert error.message == f'"{text}" can be minutes or hours.'
    assert error.hint.endswith("h?")


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        *(("tomorrow", "Wed 25 Nov 2026, 09:00"), ("tomorrow 9:30", "Wed 25 Nov 2026, 09:30")),
        *(("9:30 tomorrow", "Wed 25 Nov 2026, 09:30"), ("Tomorrow at 2 pm", "Wed 25 Nov 2026, 14:00")),
        *(("today 16:00", "Tue 24 Nov 2026, 16:00"), ("heute 16.30", "Tue 24 Nov 2026, 16:30")),
        *(("morgen", "Wed 25 Nov 2026, 09:00"), ("übermorgen", "Thu 26 Nov 2026, 09:00")),
        *(("demain 8:00", "Wed 25 Nov 2026, 08:00"), ("après-demain", "Thu 26 Nov 2026, 09:00")),
        *(("tomorrow noon", "Wed 25 Nov 2026, 12:00"), ("tomorrow 12am", "Wed 25 Nov 2026, 00:00")),
    ],
)
def test_a_planned_day_without_a_time_is_at_nine(text: str, moment: str) -> None:
    assert planned(text) == moment


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        *(("yesterday 17:40", "Mon 23 Nov 2026, 17:40"), ("gestern 9:00", "Mon 23 Nov 2026, 09:00")),
        *(("hier 8:00", "Mon 23 Nov 2026, 08:00"), ("vorgestern 8:00", "Sun 22 Nov 2026, 08:00")),
        *(("3 days ago 9:00", "Sat 21 Nov 2026, 09:00"), ("-3 days 9:00", "Sat 21 Nov 2026, 09:00")),
        *(("a week ago 9:00", "Tue 17 Nov 2026, 09:00"), ("last week 9:00", "Tue 17 Nov 2026, 09:00")),
        *(("2 business days ago 9:00", "Fri 20 Nov 2026, 09:00"), ("vor 2 Tagen 9:00", "Sun 22 Nov 2026, 09:00")),
        *(("last fri 14:00", "Fri 20 Nov 2026, 14:00"), ("letzten Freitag 14:00", "Fri 20 Nov 2026, 14:00")),
    ],
)
def test_a_day_of_the_past_is_counted_back_from_today(text: str, moment: str) -> None:
    assert happened(text) == moment


@pytest.mark.parametrize("text", ["yesterday", "mon", "24 Nov", "2026-11-24", "3 days ago", "24.11", "last week"])
def test_what_happened_needs_its_time(text: str) -> None:
    error = refusal(text, "past")
    assert error.message == f'"{text}" has no time, and what happened needs one.'
    assert "yesterday 17:40" in error.hint


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        *(("monday", "Mon 30 Nov 2026, 09:00"), ("next monday 9:00", "Mon 30 Nov 2026, 09:00")),
        *(("fri 14:00", "Fri 27 Nov 2026, 14:00"), ("Fr. 14:00", "Fri 27 Nov 2026, 14:00")),
        *(
            ("tue", "Tue 1 Dec 2026, 09:00"),
            ("tue 15:00", "Tue 24 Nov 2026, 15:00"),
            ("tue 14:00", "Tue 1 Dec 2026, 14:00"),
        ),
        *(
            ("next tue", "Tue 1 Dec 2026, 09:00"),
            ("on wed", "Wed 25 Nov 2026, 09:00"),
            ("dimanche", "Sun 29 Nov 2026, 09:00"),
        ),
        *(("14:00 fri", "Fri 27 Nov 2026, 14:00"), ("nächsten Montag", "Mon 30 Nov 2026, 09:00")),
    ],
)
def test_a_weekday_of_a_plan_is_the_next_that_fits_and_without_a_time_not_today(text: str, moment: str) -> None:
    assert planned(text) == moment


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        *(("mon 14:00", "Mon 23 Nov 2026, 14:00"), ("fri 14:00", "Fri 20 Nov 2026, 14:00")),
        *(("tue 14:00", "Tue 24 Nov 2026, 14:00"), ("tue 15:00", "Tue 17 Nov 2026, 15:00")),
    ],
)
def test_a_weekday_of_the_past_is_the_latest_that_fits(text: str, moment: str) -> None:
    assert happened(text) == moment


def test_next_friday_can_be_of_this_week_or_of_the_next_and_is_refused_with_both() -> None:
    error = refusal("next friday", "future")
    assert error.message == '"next friday" can be Fri 27 Nov 2026 or Fri 4 Dec 2026.'
    assert error.hint == 'Write "fri" or "27 Nov" for the first, "4 Dec" for the second.'
    assert planned("next friday", zurich("2026-11-28 10:00")) == "Fri 4 Dec 2026, 09:00"


def test_last_monday_can_be_of_this_week_or_of_the_last_and_is_refused_with_both() -> None:
    assert refusal("last mon 14:00", "past").message == '"last mon" can be Mon 23 Nov 2026 or Mon 16 Nov 2026.'
    assert happened("last tue 14:00") == "Tue 17 Nov 2026, 14:00"


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        *(("next week", "Tue 1 Dec 2026, 09:00"), ("next week 14:00", "Tue 1 Dec 2026, 14:00")),
        *(("nächste Woche", "Tue 1 Dec 2026, 09:00"), ("next month", "Thu 24 Dec 2026, 09:00")),
        *(("next year", "Wed 24 Nov 2027, 09:00"), ("next day", "Wed 25 Nov 2026, 09:00")),
        *(("in 3 days", "Fri 27 Nov 2026, 09:00"), ("in 3 days at 14:00", "Fri 27 Nov 2026, 14:00")),
        *(
            ("in 2 weeks", "Tue 8 Dec 2026, 09:00"),
            ("in a week", "Tue 1 Dec 2026, 09:00"),
            ("+2w", "Tue 8 Dec 2026, 09:00"),
        ),
        *(
            ("+3d", "Fri 27 Nov 2026, 09:00"),
            ("in one month", "Thu 24 Dec 2026, 09:00"),
            ("dans 3 jours", "Fri 27 Nov 2026, 09:00"),
        ),
        *(("in 3 business days", "Fri 27 Nov 2026, 09:00"), ("in 4 working days", "Mon 30 Nov 2026, 09:00")),
        *(("in 10 Arbeitstagen", "Tue 8 Dec 2026, 09:00"), ("next business day", "Wed 25 Nov 2026, 09:00")),
        *(("end of month", "Mon 30 Nov 2026, 09:00"), ("end of the month 17:00", "Mon 30 Nov 2026, 17:00")),
        *(("Ende Monat", "Mon 30 Nov 2026, 09:00"), ("fin du mois", "Mon 30 Nov 2026, 09:00")),
    ],
)
def test_a_number_of_days_weeks_or_months_from_today(text: str, moment: str) -> None:
    assert planned(text) == moment


@pytest.mark.parametrize(
    ("day", "text", "moment"),
    [
        ("2026-11-20", "next week", "Fri 27 Nov 2026, 09:00"),
        ("2026-11-21", "next week", "Fri 27 Nov 2026, 09:00"),
        ("2026-11-22", "next week 14:00", "Fri 27 Nov 2026, 14:00"),
        ("2026-11-14", "next month", "Mon 14 Dec 2026, 09:00"),
        ("2026-11-05", "next month", "Mon 7 Dec 2026, 09:00"),
        ("2026-09-30", "next month", "Fri 30 Oct 2026, 09:00"),
        ("2026-12-31", "next month", "Fri 29 Jan 2027, 09:00"),
        ("2026-11-27", "next year", "Mon 29 Nov 2027, 09:00"),
        ("2026-11-21", "in a week", "Sat 28 Nov 2026, 09:00"),
        ("2026-11-20", "next day", "Sat 21 Nov 2026, 09:00"),
        ("2026-11-21", "sat 28 nov", "Sat 28 Nov 2026, 09:00"),
    ],
)
def test_next_week_month_or_year_is_a_working_day_of_it_and_what_is_counted_is_exact(
    day: str, text: str, moment: str
) -> None:
    assert planned(text, zurich(f"{day} 10:00")) == moment


@given(st.dates(date(2020, 1, 1), date(2030, 12, 1)))
def test_next_week_is_a_working_day_of_the_next_week(today: date) -> None:
    found = read_day("next week", today, "future", timed=False)
    assert found is not None
    (day,) = found.dates
    assert day.weekday() < 5
    assert (day - today - timedelta(days=7 - today.weekday())).days == day.weekday()


@pytest.mark.parametrize(
    ("now", "text", "moment"),
    [
        ("2026-01-31 08:00", "next month", "Fri 27 Feb 2026, 09:00"),
        ("2028-01-31 08:00", "in 1 month", "Tue 29 Feb 2028, 09:00"),
        ("2026-12-31 08:00", "next month", "Fri 29 Jan 2027, 09:00"),
        ("2026-10-31 08:00", "in 13 months", "Tue 30 Nov 2027, 09:00"),
        ("2026-12-05 08:00", "end of month", "Thu 31 Dec 2026, 09:00"),
        ("2028-02-10 08:00", "end of month", "Tue 29 Feb 2028, 09:00"),
        ("2026-11-28 08:00", "in 1 business day", "Mon 30 Nov 2026, 09:00"),
        ("2026-11-27 08:00", "in 1 business day", "Mon 30 Nov 2026, 09:00"),
        ("2026-11-24 08:00", "in 0 days", "Tue 24 Nov 2026, 09:00"),
    ],
)
def test_months_end_on_their_last_day_and_business_days_jump_the_weekend(now: str, text: str, moment: str) -> None:
    assert planned(text, zurich(now)) == moment


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        *(("24 Nov 2026 14:10", "Tue 24 Nov 2026, 14:10"), ("Tue 24 Nov 2026, 14:10", "Tue 24 Nov 2026, 14:10")),
        *(
            ("25 Nov", "Wed 25 Nov 2026, 09:00"),
            ("25th nov", "Wed 25 Nov 2026, 09:00"),
            ("Nov 25", "Wed 25 Nov 2026, 09:00"),
        ),
        *(("Nov 25th, 2026", "Wed 25 Nov 2026, 09:00"), ("25. November", "Wed 25 Nov 2026, 09:00")),
        *(("Wed 25 Nov", "Wed 25 Nov 2026, 09:00"), ("Mi. 25.11.", "Wed 25 Nov 2026, 09:00")),
        *(
            ("25.11.", "Wed 25 Nov 2026, 09:00"),
            ("25.11", "Wed 25 Nov 2026, 09:00"),
            ("25. 11. 2026", "Wed 25 Nov 2026, 09:00"),
        ),
        *(
            ("25.11.2026", "Wed 25 Nov 2026, 09:00"),
            ("25.11.26 8.15", "Wed 25 Nov 2026, 08:15"),
            ("1er mars", "Mon 1 Mar 2027, 09:00"),
        ),
        *(("2026-11-25", "Wed 25 Nov 2026, 09:00"), ("2026-11-25 14:05", "Wed 25 Nov 2026, 14:05")),
        *(
            ("2026-11-25T14:05", "Wed 25 Nov 2026, 14:05"),
            ("3 März", "Wed 3 Mar 2027, 09:00"),
            ("14:00 25 Nov", "Wed 25 Nov 2026, 14:00"),
        ),
        *(("12.12 14:00", "Sat 12 Dec 2026, 14:00"), ("20 Jan", "Wed 20 Jan 2027, 09:00")),
    ],
)
def test_a_date_of_a_plan_is_the_next_of_that_name(text: str, moment: str) -> None:
    assert planned(text) == moment


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        *(("24 Nov 2026 14:05", "Tue 24 Nov 2026, 14:05"), ("24.11. 14:00", "Tue 24 Nov 2026, 14:00")),
        *(("20 Nov 9:00", "Fri 20 Nov 2026, 09:00"), ("31 Mar 9:00", "Tue 31 Mar 2026, 09:00")),
    ],
)
def test_a_date_of_the_past_is_the_latest_of_that_name(text: str, moment: str) -> None:
    assert happened(text) == moment


def test_in_january_december_was_last_year() -> None:
    assert happened("28 Dec 9:00", zurich("2027-01-04 10:00")) == "Mon 28 Dec 2026, 09:00"


@pytest.mark.parametrize(
    ("text", "sense", "would_be"),
    [
        ("20 Nov", "future", "Sat 20 Nov 2027, 09:00"),
        ("24 Nov", "future", "Wed 24 Nov 2027, 09:00"),
        ("1 Dec 9:00", "past", "Mon 1 Dec 2025, 09:00"),
    ],
)
def test_a_date_without_a_year_that_is_far_away_is_refused(text: str, sense: Sense, would_be: str) -> None:
    assert refusal(text, sense).message == f'"{text}" without its year would be {would_be}.'


def test_a_date_without_a_year_may_be_three_hundred_days_away() -> None:
    assert planned("20 Sep 14:00") == "Mon 20 Sep 2027, 14:00"
    assert "without its year" in refusal("20 Sep 16:00", "future").message


@pytest.mark.parametrize("text", ["31 Nov", "30.02.2026", "2026-02-30", "29 Feb", "29 Feb 2027", "0 Nov", "2026-13-01"])
def test_a_day_that_does_not_exist_is_refused(text: str) -> None:
    assert refusal(text, "future").message.startswith(f'There is no such day as "{text.lower()}"')


def test_a_leap_day_near_this_year_exists() -> None:
    assert happened("29 Feb 9:00", zurich("2028-03-10 10:00")) == "Tue 29 Feb 2028, 09:00"


@pytest.mark.parametrize("text", ["1999-12-31 10:00", "1.1.2100 9:00", "24 Nov 1026 9:00"])
def test_a_year_that_cannot_be_meant_is_refused(text: str) -> None:
    assert "cannot be meant" in refusal(text, "past").message


@pytest.mark.parametrize("text", ["in 999 years", "999 months ago 9:00", "-999999h"])
def test_a_span_that_leads_to_such_a_year_is_refused(text: str) -> None:
    sense: Sense = "future" if text.startswith("in") else "past"
    assert "which cannot be meant" in refusal(text, sense).message


def test_a_weekday_that_does_not_fit_its_date_is_refused() -> None:
    error = refusal("Mon 24 Nov 2026 14:00", "past")
    assert error.message == 'The day of the week in "mon 24 nov 2026" is wrong: the calendar has Tue 24 Nov 2026.'
    assert "Tue 25 Nov 2025, Wed 25 Nov 2026, Thu 25 Nov 2027" in refusal("mon 25 nov", "future").message


@pytest.mark.parametrize("text", ["11/24/2026", "24/11/2026 14:00", "11/12", "1/2/26", "mon 11/30/2026"])
def test_a_date_with_slashes_is_refused_because_its_order_is_unknown(text: str) -> None:
    error = refusal(text, "future")
    assert error.message.endswith("can be read with the day or with the month first.")
    assert error.hint == "Write 24 Nov 2026, 24.11.2026 or 2026-11-24."


@pytest.mark.parametrize("text", ["9.05", "12.11", "10.11 9.05"])
def test_what_can_be_a_time_and_a_date_is_refused(text: str) -> None:
    assert refusal(text, "future").message == f'"{text}" can be read as a time and as a date.'


@pytest.mark.parametrize("text", ["today midnight", "mitternacht 25 Nov"])
def test_midnight_of_a_day_can_be_its_beginning_or_its_end_and_is_refused(text: str) -> None:
    assert refusal(text, "future").message == f'"{text}" can be where that day begins or ends.'


@pytest.mark.parametrize(
    "text",
    [
        *("14", "1430", "24:00", "14:60", "99:99", "14:05:60", "13pm", "0pm", "2h", "1h30", "9 uhr", "at", ",", "soon"),
        *("foo midnight", "mon foo", "next foo", "next", "in", "in foo", "in 3 foos", "3 days", "in 3 days ago", "ago"),
        *("14:00 15:00", "tomorrow monday", "24 foo", "24 nov 26", "nov 2026", "24. 11. 14", "today 9", "५:00", "--5m"),
        *("in -45m", "+-45m", "14:05+15:00", "14:05+01:60", "9:00-19:00", "14:05\x00", "x" * 61),
    ],
)
@pytest.mark.parametrize("sense", ["past", "future"])
def test_what_cannot_be_read_is_refused_with_the_forms_that_can(text: str, sense: Sense) -> None:
    error = refusal(text, sense)
    assert error.message.endswith("is not a time that can be read.")
    assert error.hint.startswith("Write 14:00")


@pytest.mark.parametrize("text", ["", "  "])
def test_an_empty_time_is_missing(text: str) -> None:
    assert refusal(text, "past").message == "A time is missing."


@pytest.mark.parametrize("text", ["tomorrow 9:30", "+45m", "2026-11-24 14:07", "next tue 9:00", "2026-11-24T14:05Z"])
def test_what_happened_cannot_be_still_to_come(text: str) -> None:
    error = refusal(text, "past")
    assert error.message.endswith("which is still to come: now it is Tue 24 Nov 2026, 14:05.")


def test_the_refusal_says_in_full_what_was_understood() -> None:
    assert refusal("tomorrow 9:30", "past").message == (
        '"tomorrow 9:30" is Wed 25 Nov 2026, 09:30, which is still to come: now it is Tue 24 Nov 2026, 14:05.'
    )


@pytest.mark.parametrize("text", ["today", "today 14:00", "yesterday 9:00", "-45m", "2026-11-24 14:04", "24.11.2026"])
def test_a_plan_cannot_be_past(text: str) -> None:
    assert refusal(text, "future").message.endswith("which is past: now it is Tue 24 Nov 2026, 14:05.")


@pytest.mark.parametrize(("text", "sense"), [("2026-11-24 14:06:30", "past"), ("2026-11-24 14:04:30", "future")])
def test_a_minute_to_the_wrong_side_of_now_is_allowed(text: str, sense: Sense) -> None:
    assert parse_moment(text, now=NOW, sense=sense) == zurich(text)


@pytest.mark.parametrize(("text", "sense"), [("2026-11-24 14:06:31", "past"), ("2026-11-24 14:04:29", "future")])
def test_a_second_more_is_refused(text: str, sense: Sense) -> None:
    assert "now it is" in refusal(text, sense).message


def test_the_end_cannot_be_before_the_start_and_the_refusal_names_both() -> None:
    error = refusal("13:00", "past", after=zurich("2026-11-24 13:30"))
    assert error.message == '"13:00" is Tue 24 Nov 2026, 13:00, and it cannot be before Tue 24 Nov 2026, 13:30.'
    assert "cannot be before" in refusal("yesterday 9:00", "past", after=zurich("2026-11-24 13:30")).message
    assert "cannot be before" in refusal("-2h", "past", after=zurich("2026-11-24 13:30")).message


def test_a_moment_in_the_minute_of_the_start_is_the_start() -> None:
    start = zurich("2026-11-24 13:30:40")
    assert parse_moment("13:30", now=NOW, sense="past", after=start) == start
    assert parse_moment("13:30", now=NOW, sense="past", after=start.astimezone(UTC)).tzinfo is ZURICH
    assert parse_moment("13:31", now=NOW, sense="past", after=start) == zurich("2026-11-24 13:31")
    assert parse_moment("now", now=NOW.replace(microsecond=5), sense="past", after=NOW) == NOW


def test_the_end_of_a_plan_is_the_next_time_after_its_start() -> None:
    start = zurich("2026-12-01 14:00")
    assert planned("15:00", after=start) == "Tue 1 Dec 2026, 15:00"
    assert planned("13:00", after=start.astimezone(UTC)) == "Wed 2 Dec 2026, 13:00"
    assert planned("14:00", after=start.replace(second=20)) == "Tue 1 Dec 2026, 14:00"
    assert "cannot be before" in refusal("tomorrow", "future", after=start).message


def test_a_start_that_is_past_does_not_pull_a_plan_into_the_past() -> None:
    assert planned("13:00", after=zurich("2026-11-24 12:00")) == "Wed 25 Nov 2026, 13:00"


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        *(("2026-11-24T15:05+01:00", "Tue 24 Nov 2026, 15:05"), ("2026-11-24T14:05:30Z", "Tue 24 Nov 2026, 15:05")),
        *(("2026-11-25t08:00-05:00", "Wed 25 Nov 2026, 14:00"), ("2026-11-25T08:00-0500", "Wed 25 Nov 2026, 14:00")),
        *(
            ("2026-11-25T08:00+14", "Tue 24 Nov 2026, 19:00"),
            ("2026-11-25T08:00:00.123456+05:30", "Wed 25 Nov 2026, 03:30"),
        ),
        *(
            ("2026-11-25 08:00+01:00", "Wed 25 Nov 2026, 08:00"),
            ("2026-11-25 08:00:00 +0100", "Wed 25 Nov 2026, 08:00"),
        ),
    ],
)
def test_a_moment_with_an_offset_is_said_in_the_zone_of_the_shop(text: str, moment: str) -> None:
    assert planned(text) == moment
    assert parse_moment(text, now=NOW, sense="future").tzinfo is ZURICH


@pytest.mark.parametrize(
    ("text", "instead"),
    [
        ("9:00-10:00", "2026-11-24T09:00-10:00"),
        ("2026-11-20 09:00-10:00", "2026-11-20T09:00-10:00"),
        ("2026-11-20 09:00Z", "2026-11-20T09:00+00:00"),
    ],
)
def test_what_looks_like_a_span_is_not_read_as_a_foreign_offset(text: str, instead: str) -> None:
    error = refusal(text, "past")
    assert error.message == f'"{text}" has an offset that is not the one of Europe/Zurich then.'
    assert error.hint == f"If it is meant, write {instead}."


@pytest.mark.parametrize("text", ["2:30", "2026-10-25 02:30", "25 Oct 2:30", "today 2:30", "sun 02:30"])
def test_a_time_that_exists_twice_is_never_chosen_silently(text: str) -> None:
    error = refusal(text, "past", zurich("2026-10-25 09:00"))
    assert "exists twice on Sun 25 Oct 2026: write 2026-10-25T02:30+02:00 or 2026-10-25T02:30+01:00." in error.message


def test_a_time_that_exists_twice_is_asked_for_even_if_only_one_of_them_fits() -> None:
    first_half_past_two = datetime(2026, 10, 25, 0, 30, tzinfo=UTC).astimezone(ZURICH)
    assert "exists twice" in refusal("02:15", "past", first_half_past_two).message
    assert "exists twice" in refusal("02:15", "future", first_half_past_two).message
    assert happened("02:45", first_half_past_two) == "Sat 24 Oct 2026, 02:45"


def test_both_ways_to_write_a_time_that_exists_twice_are_understood() -> None:
    now = zurich("2026-10-25 09:00")
    for text, instant in (
        ("2026-10-25T02:30+02:00", datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        ("2026-10-25T02:30+01:00", datetime(2026, 10, 25, 1, 30, tzinfo=UTC)),
        ("Sun 25 Oct 2026, 02:30+01:00", datetime(2026, 10, 25, 1, 30, tzinfo=UTC)),
        ("02:30+01:00", datetime(2026, 10, 25, 1, 30, tzinfo=UTC)),
    ):
        assert parse_moment(text, now=now, sense="past").astimezone(UTC) == instant


@pytest.mark.parametrize("text", ["2:30", "2026-03-29 02:30", "tomorrow 2:30"])
def test_a_time_that_the_clocks_skip_is_refused_with_both_readings(text: str) -> None:
    error = refusal(text, "future", zurich("2026-03-28 09:00"))
    assert error.message == (
        "02:30 does not exist on Sun 29 Mar 2026: write 2026-03-29T01:30+01:00 or 2026-03-29T03:30+02:00."
    )


def test_a_skipped_time_that_is_still_to_come_is_yesterdays_for_what_happened() -> None:
    assert happened("2:30", zurich("2026-03-29 01:10")) == "Sat 28 Mar 2026, 02:30"


ZONES = [
    ZoneInfo(name) for name in ("Europe/Zurich", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC")
]
instants = st.datetimes(datetime(2001, 1, 1), datetime(2098, 12, 30), timezones=st.just(UTC)).map(
    lambda at: at.replace(second=0, microsecond=0)
)


@given(instants, st.sampled_from(ZONES), st.integers(0, 10_000_000))
def test_what_is_said_is_read_back(instant: datetime, zone: ZoneInfo, away: int) -> None:
    at = instant.astimezone(zone)
    before, later = ((instant + timedelta(minutes=sign * away)).astimezone(zone) for sign in (-1, 1))
    for read in (
        parse_moment(say_moment(at), now=later, sense="past"),
        parse_moment(say_moment(at), now=before, sense="future"),
        parse_moment(at.isoformat(), now=later, sense="past"),
    ):
        assert read.tzinfo is zone
        assert read.astimezone(UTC) == instant


def _around(now: datetime) -> list[date]:
    return [now.date() + timedelta(days=days) for days in (-1, 0, 1, 2)]


@given(instants, st.sampled_from(ZONES), st.integers(0, 23), st.integers(0, 59))
def test_a_time_alone_is_within_a_day_on_the_right_side_of_now(
    now: datetime, zone: ZoneInfo, hour: int, minute: int
) -> None:
    here = now.astimezone(zone)
    for sense, sign in (("past", -1), ("future", 1)):
        try:
            read = parse_moment(f"{hour}:{minute:02}", now=here, sense=sense)  # type: ignore[arg-type]
        except Usage:
            assert len({len(readings(datetime.combine(day, time(hour, minute)), zone)) for day in _around(here)}) > 1
            continue
        assert (read.hour, read.minute) == (hour, minute)
        away = sign * (read.astimezone(UTC) - now)
        assert timedelta(minutes=-1) <= away < timedelta(hours=25)


@given(instants, st.sampled_from(ZONES), st.integers(1, 6_000))
def test_a_span_from_now_and_the_same_span_ago_are_exact(now: datetime, zone: ZoneInfo, minutes: int) -> None:
    here = now.astimezone(zone)
    ahead = parse_moment(f"+{minutes}m", now=here, sense="future")
    behind = parse_moment(f"{minutes} min ago", now=here, sense="past")
    assert ahead.astimezone(UTC) - now == now - behind.astimezone(UTC) == timedelta(minutes=minutes)


@given(instants, st.sampled_from(["mon", "tue", "wed", "thu", "fri", "sat", "sun"]), st.integers(4, 23))
def test_a_weekday_is_within_a_week(now: datetime, weekday: str, hour: int) -> None:
    here = now.astimezone(ZURICH)
    ahead = parse_moment(f"{weekday} {hour}:00", now=here, sense="future")
    behind = parse_moment(f"{weekday} {hour}:00", now=here, sense="past")
    week = timedelta(days=7, hours=1, minutes=1)
    assert say_moment(ahead)[:3].lower() == say_moment(behind)[:3].lower() == weekday
    assert timedelta(minutes=-1) <= ahead.astimezone(UTC) - now <= week
    assert timedelta(minutes=-1) <= now - behind.astimezone(UTC) <= week


@given(st.text(alphabet="0123456789.:/-+, tzapmhindexmonv", max_size=18), instants)
def test_any_text_is_a_moment_on_the_right_side_of_now_or_refused(text: str, now: datetime) -> None:
    here = now.astimezone(ZURICH)
    try:
        read = parse_moment(text, now=here, sense="past")
    except Usage:
        return
    assert read.tzinfo is ZURICH
    assert read.astimezone(UTC) <= now + timedelta(minutes=1)
