"""Errors: each knows its exit code, its sentence and what to do."""

from __future__ import annotations

import pytest

from clientcare.domain import errors
from clientcare.domain.asks import Ask, Missing
from clientcare.domain.errors import ClientcareError, Exit, Interrupted, InvalidFile


@pytest.mark.parametrize(
    ("made", "code"),
    [
        (errors.ClientcareError, 1),
        (errors.Failed, 1),
        (errors.Usage, 2),
        (errors.NotFound, 3),
        (errors.NotAllowed, 4),
        (errors.Conflict, 5),
        (errors.Unreachable, 6),
        (errors.InvalidFile, 7),
        (errors.GateNotMet, 9),
    ],
)
def test_scripts_can_rely_on_the_exit_code_of_an_error(made: type[ClientcareError], code: int) -> None:
    error = made("What is wrong.", "What to do.")
    assert error.exit == code
    assert (error.message, error.hint, str(error)) == ("What is wrong.", "What to do.", "What is wrong.")


def test_exit_codes_never_change_their_meaning() -> None:
    assert {code.name: code.value for code in Exit} == {
        "DONE": 0,
        "FAILED": 1,
        "USAGE": 2,
        "NOT_FOUND": 3,
        "NOT_ALLOWED": 4,
        "CONFLICT": 5,
        "UNREACHABLE": 6,
        "INVALID_FILE": 7,
        "HELD_BACK": 8,
        "GATE": 9,
        "HELD": 10,
        "UNKNOWN": 11,
        "BUG": 70,
        "INTERRUPTED": 130,
    }


def test_an_invalid_file_is_told_with_its_place_as_far_as_it_is_known() -> None:
    assert InvalidFile("'port' must be a whole number").message == "'port' must be a whole number"
    placed = InvalidFile("'port' must be a whole number", place="clientcare.toml:7")
    assert placed.message == "clientcare.toml:7: 'port' must be a whole number"
    assert placed.place == "clientcare.toml:7"


def test_who_stops_a_command_learns_that_nothing_was_changed() -> None:
    assert Interrupted().message == "Stopped. Nothing was changed by this command."
    assert Interrupted().exit == 130
    assert Interrupted("Stopped after the first.", "Go on.").message == "Stopped after the first."


def test_what_is_missing_is_told_by_the_options_that_would_answer_it() -> None:
    missing = Missing([Ask("solution", "Solution", option="--solution"), Ask("title", "Title")])
    assert missing.message == "Missing: --solution, title."
    assert missing.hint == "Give --solution, title, or run this on a terminal to be asked."
    assert missing.exit == Exit.USAGE
    assert [ask.field for ask in missing.asks] == ["solution", "title"]


def test_what_is_missing_can_be_told_in_a_sentence_of_its_own() -> None:
    assert Missing([Ask("yes", "Remove it?", option="--yes")], "This removes Acme.").message == "This removes Acme."


def test_a_question_wants_a_text_and_an_answer_unless_it_says_otherwise() -> None:
    assert Ask("problem", "What happened?") == Ask("problem", "What happened?", "text", True, (), "", "")
