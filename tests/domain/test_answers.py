"""Answers to a guide's questions, in the one spelling that is recorded."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientcare.domain.answers import Terms, checked_answer, said_so
from clientcare.domain.asks import Ask
from clientcare.domain.errors import Usage

ZURICH = ZoneInfo("Europe/Zurich")
TERMS = Terms(datetime(2026, 11, 24, 14, 5, tzinfo=ZURICH), "CHF")
YESNO = Ask("work", "May you begin?", "yesno")
BACKUP = Ask("backup", "Backup?", "choice", choices=("done", "declined", "not applicable"))


@pytest.mark.parametrize("word", ["y", "Yes", "YES ", "j", "ja", "o", "Oui", "true", True])
def test_yes_is_understood_in_three_languages(word: object) -> None:
    assert checked_answer(YESNO, word, TERMS) == "yes"


@pytest.mark.parametrize("word", ["n", "No", "nein", " NON", "false", False])
def test_no_is_understood_in_three_languages(word: object) -> None:
    assert checked_answer(YESNO, word, TERMS) == "no"


@pytest.mark.parametrize("word", ["perhaps", "yesno", "1", 0])
def test_what_is_neither_yes_nor_no_is_refused(word: object) -> None:
    with pytest.raises(Usage) as caught:
        checked_answer(YESNO, word, TERMS)
    assert caught.value.message == f"'work' cannot be '{word}'."
    assert caught.value.hint == "It is yes or no."


@pytest.mark.parametrize("word", ["not applicable", "Not-Applicable", "NOT  APPLICABLE", "not_applicable"])
def test_a_choice_is_taken_whatever_its_capitals_blanks_and_hyphens(word: str) -> None:
    assert checked_answer(BACKUP, word, TERMS) == "not applicable"


def test_a_choice_without_letters_is_taken_as_it_stands() -> None:
    ask = Ask("stars", "How many?", "choice", choices=("★", "★★", "日本"))
    assert checked_answer(ask, "★★", TERMS) == "★★"
    assert checked_answer(ask, "日本", TERMS) == "日本"


def test_what_is_no_choice_offers_the_nearest_or_else_all() -> None:
    with pytest.raises(Usage) as caught:
        checked_answer(BACKUP, "declind", TERMS)
    assert caught.value.message == "'backup' cannot be 'declind'."
    assert caught.value.hint == "Did you mean 'declined'?"
    with pytest.raises(Usage) as caught:
        checked_answer(BACKUP, "later", TERMS)
    assert caught.value.hint == "It is one of: done, declined, not applicable."


@pytest.mark.parametrize("ask", [YESNO, BACKUP, Ask("problem", "?"), Ask("who", "?", "person")])
def test_an_empty_answer_stays_empty(ask: Ask) -> None:
    assert checked_answer(ask, " \n", TERMS) == ""


def test_a_text_keeps_its_lines_and_loses_the_blanks_around_it() -> None:
    assert checked_answer(Ask("problem", "?"), "\n no paper\n  at all \n", TERMS) == "no paper\n  at all"


def test_a_name_stands_on_one_line_with_single_blanks() -> None:
    assert checked_answer(Ask("who", "?", "person"), " Ms \n Frei ", TERMS) == "Ms Frei"


@pytest.mark.parametrize(("value", "text"), [(3, "3"), (1.5, "1.5"), (True, "yes"), (False, "no")])
def test_numbers_and_truths_are_taken_as_text(value: object, text: str) -> None:
    assert checked_answer(Ask("problem", "?"), value, TERMS) == text


@pytest.mark.parametrize("value", [None, ["done"], {"a": 1}])
def test_what_is_no_text_is_refused(value: object) -> None:
    with pytest.raises(Usage) as caught:
        checked_answer(BACKUP, value, TERMS)
    assert caught.value.message == "'backup' must be a text."


@given(st.sampled_from([YESNO, BACKUP, Ask("problem", "?"), Ask("who", "?", "person")]), st.text(max_size=30))
def test_an_answer_that_was_checked_once_stays_as_it_is(ask: Ask, text: str) -> None:
    try:
        once = checked_answer(ask, text, TERMS)
    except Usage:
        return
    assert checked_answer(ask, once, TERMS) == once


@pytest.mark.parametrize(
    ("kind", "typed", "recorded"),
    [
        ("lines", " one \n two ", "one \n two"),
        ("number", "1'200,50", "1200.5"),
        ("number", "-3", "-3"),
        ("number", 7, "7"),
        ("money", "1200.-", "CHF 1'200.00"),
        ("money", "CHF 89", "CHF 89.00"),
        ("duration", "90m", "1:30"),
        ("duration", "1,5 h", "1:30"),
        ("date", "tomorrow", "2026-11-25"),
        ("date", date(2026, 12, 1), "2026-12-01"),
        ("date", "23.11.", "2026-11-23"),
        ("time", "14:30", "2026-11-24T14:30+01:00"),
        ("time", "13:50", "2026-11-24T13:50+01:00"),
        ("time", "yesterday 17:40", "2026-11-23T17:40+01:00"),
        ("time", datetime(2026, 12, 1, 9, tzinfo=ZURICH), "2026-12-01T09:00+01:00"),
        ("parts", "2 x Fuser; price=89 | Roller", "2 × Fuser; price CHF 89.00\n1 × Roller"),
        ("parts", ["Roller", {"name": "Fan", "price": 3}], "1 × Roller\n1 × Fan; price CHF 3.00"),
        ("parts", "As-recorded", "as recorded"),
        ("parts", [], "none"),
        ("document", " scan one.pdf ", "scan one.pdf"),
    ],
)
def test_whatever_way_it_is_typed_an_answer_has_one_spelling(kind: str, typed: object, recorded: str) -> None:
    ask = Ask("a", "?", kind)
    assert checked_answer(ask, typed, TERMS) == recorded
    assert checked_answer(ask, recorded, TERMS) == recorded


@pytest.mark.parametrize(
    ("kind", "typed"),
    [("number", "many"), ("money", "EUR 5"), ("duration", "soon"), ("date", "someday"), ("time", "25:00")],
)
def test_what_is_not_of_its_kind_is_refused_with_the_field(kind: str, typed: str) -> None:
    with pytest.raises(Usage) as caught:
        checked_answer(Ask("a", "?", kind), typed, TERMS)
    assert caught.value.message.startswith("'a': ")
    assert caught.value.hint


def test_days_and_times_are_told_with_their_weekday() -> None:
    assert said_so(Ask("a", "?", "date"), "2026-12-01") == "Tue 1 Dec 2026"
    assert said_so(Ask("a", "?", "time"), "2026-12-01T09:00+01:00") == "Tue 1 Dec 2026, 09:00"
    assert said_so(Ask("a", "?", "date"), "some day") == "some day"
    assert said_so(Ask("a", "?"), "2026-12-01") == "2026-12-01"
