"""Answers to outcomes as people type them."""

from __future__ import annotations

import pytest

from clientcare.domain.closings import answered_outcomes
from clientcare.domain.errors import Usage
from clientcare.domain.guides import Outcome

OUTCOMES = (
    Outcome("Happy client", "satisfied", check="satisfied"),
    Outcome("Test page printed", "page"),
    Outcome("Test print", "page-2"),
    Outcome("Billing told", "billed", check="billed"),
)


@pytest.mark.parametrize(
    ("word", "outcome"),
    [
        ("page", "page"),
        ("happy", "satisfied"),
        ("HAPPY CLIENT", "satisfied"),
        ("printed", "page"),
        ("page-2", "page-2"),
    ],
)
def test_an_outcome_is_named_by_its_id_or_any_unique_part(word: str, outcome: str) -> None:
    assert answered_outcomes(OUTCOMES, {word: "yes"}) == {outcome: "yes"}


@pytest.mark.parametrize(("said", "answer"), [("Yes", "yes"), ("ja", "yes"), ("non", "no"), ("N", "no")])
def test_yes_and_no_are_taken_in_the_words_of_the_shop(said: str, answer: str) -> None:
    assert answered_outcomes(OUTCOMES, {"happy": said}) == {"satisfied": answer}


@pytest.mark.parametrize(
    ("said", "message", "hint"),
    [
        ({"test": "yes"}, "fits several outcomes", "page, page-2"),
        ({"satisfed": "yes"}, "no outcome 'satisfed'", "Did you mean 'satisfied'?"),
        ({"tea": "yes"}, "no outcome 'tea'", "satisfied, page, page-2"),
        ({"billed": "yes"}, "no outcome 'billed'", ""),
        ({"page": "perhaps"}, "cannot be 'perhaps'", "yes or no"),
        ({"page": ""}, "has no answer", "--outcome page=yes"),
    ],
)
def test_what_is_no_answer_to_an_outcome_is_explained(said: dict[str, str], message: str, hint: str) -> None:
    with pytest.raises(Usage, match=message) as wrong:
        answered_outcomes(OUTCOMES, said)
    assert hint in wrong.value.hint


def test_a_guide_without_outcomes_has_none_to_offer() -> None:
    with pytest.raises(Usage) as wrong:
        answered_outcomes((), {"page": "yes"})
    assert wrong.value.hint == ""
