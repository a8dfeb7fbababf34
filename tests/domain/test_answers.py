"""Answers to a guide's questions, in the one spelling that is recorded."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientcare.domain.answers import checked_answer
from clientcare.domain.asks import Ask
from clientcare.domain.errors import Usage

YESNO = Ask("work", "May you begin?", "yesno")
BACKUP = Ask("backup", "Backup?", "choice", choices=("done", "declined", "not applicable"))


@pytest.mark.parametrize("word", ["y", "Yes", "YES ", "j", "ja", "o", "Oui", "true", True])
def test_yes_is_understood_in_three_languages(word: object) -> None:
    assert checked_answer(YESNO, word) == "yes"


@pytest.mark.parametrize("word", ["n", "No", "nein", " NON", "false", False])
def test_no_is_understood_in_three_languages(word: object) -> None:
    assert checked_answer(YESNO, word) == "no"


@pytest.mark.parametrize("word", ["perhaps", "yesno", "1", 0])
def test_what_is_neither_yes_nor_no_is_refused(word: object) -> None:
    with pytest.raises(Usage) as caught:
        checked_answer(YESNO, word)
    assert caught.value.message == f"'work' cannot be '{word}'."
    assert caught.value.hint == "It is yes or no."


@pytest.mark.parametrize("word", ["not applicable", "Not-Applicable", "NOT  APPLICABLE", "not_applicable"])
def test_a_choice_is_taken_whatever_its_capitals_blanks_and_hyphens(word: str) -> None:
    assert checked_answer(BACKUP, word) == "not applicable"


def test_a_choice_without_letters_is_taken_as_it_stands() -> None:
    ask = Ask("stars", "How many?", "choice", choices=("★", "★★", "日本"))
    assert checked_answer(ask, "★★") == "★★"
    assert checked_answer(ask, "日本") == "日本"


def test_what_is_no_choice_offers_the_nearest_or_else_all() -> None:
    with pytest.raises(Usage) as caught:
        checked_answer(BACKUP, "declind")
    assert caught.value.message == "'backup' cannot be 'declind'."
    assert caught.value.hint == "Did you mean 'declined'?"
    with pytest.raises(Usage) as caught:
        checked_answer(BACKUP, "later")
    assert caught.value.hint == "It is one of: done, declined, not applicable."


@pytest.mark.parametrize("ask", [YESNO, BACKUP, Ask("problem", "?"), Ask("who", "?", "person")])
def test_an_empty_answer_stays_empty(ask: Ask) -> None:
    assert checked_answer(ask, " \n") == ""


def test_a_text_keeps_its_lines_and_loses_the_blanks_around_it() -> None:
    assert checked_answer(Ask("problem", "?"), "\n no paper\n  at all \n") == "no paper\n  at all"


def test_a_name_stands_on_one_line_with_single_blanks() -> None:
    assert checked_answer(Ask("who", "?", "person"), " Ms \n Frei ") == "Ms Frei"


@pytest.mark.parametrize(("value", "text"), [(3, "3"), (1.5, "1.5"), (True, "yes"), (False, "no")])
def test_numbers_and_truths_are_taken_as_text(value: object, text: str) -> None:
    assert checked_answer(Ask("problem", "?"), value) == text


@pytest.mark.parametrize("value", [None, ["done"], {"a": 1}])
def test_what_is_no_text_is_refused(value: object) -> None:
    with pytest.raises(Usage) as caught:
        checked_answer(BACKUP, value)
    assert caught.value.message == "'backup' must be a text."


@given(st.sampled_from([YESNO, BACKUP, Ask("problem", "?"), Ask("who", "?", "person")]), st.text(max_size=30))
def test_an_answer_that_was_checked_once_stays_as_it_is(ask: Ask, text: str) -> None:
    try:
        once = checked_answer(ask, text)
    except Usage:
        return
    assert checked_answer(ask, once) == once
