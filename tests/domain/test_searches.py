"""What was typed to find something, what of a session can be found, and which session fits best."""

from __future__ import annotations

import pytest

from clientcare.domain.errors import Usage
from clientcare.domain.searches import (
    FIELDS,
    Candidate,
    Count,
    Found,
    Piece,
    Term,
    fields_of,
    nothing_found,
    pieces,
    ranked,
    terms,
    texts,
)
from clientcare.domain.summaries import summary
from tests.domain.story import Story, closed


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (["printer", "fuser"], [Term("printer"), Term("fuser")]),
        (["worn out"], [Term("worn out")]),
        (['printer "worn out" fuser'], [Term("printer"), Term("worn out"), Term("fuser")]),
        (["print*"], [Term("print", True)]),
        (['"worn o*"'], [Term("worn o", True)]),
        (['"unbalanced'], [Term("unbalanced")]),
        (["C:\\temp", "AND"], [Term("C:\\temp"), Term("AND")]),
        (["*", "", '""', "\0"], []),
        (["a\udcffb"], [Term("a?b")]),
    ],
)
def test_what_was_typed_is_words_and_phrases(typed: list[str], meant: list[Term]) -> None:
    assert list(terms(typed)) == meant


def test_a_kind_is_one_of_the_fields_of_a_session() -> None:
    assert fields_of(()) == FIELDS
    assert fields_of(("note", "part")) == ("notes", "parts")
    with pytest.raises(Usage, match="There is no kind 'notte'") as caught:
        fields_of(("notte",))
    assert caught.value.hint == "Did you mean note?"
    with pytest.raises(Usage) as caught:
        fields_of(("x",))
    assert caught.value.hint.startswith("It is one of: title, client,")


def test_what_stands_in_a_session_can_be_found_and_what_was_taken_back_cannot() -> None:
    story = Story()
    story.tell("14:05", "start", client_name="Acme AG", title="Printer offline", mode="remote", problem="It beeps")
    first = story.tell("14:10", "note", text="Fuser wron out")
    story.tell("14:11", "note", text="Fuser worn out", amends=first.id)
    wrong = story.tell("14:12", "note", text="Wrong client")
    story.tell("14:13", "undo", of=wrong.id)
    story.tell("14:14", "part", name="Fuser FK-1150", serial_in="SN-77")
    story.tell("14:15", "attach", name="meter.jpg", path="documents/meter.jpg")
    closed(story, problem="", solution="New fuser fitted")
    assert texts(story.session)._asdict() == {
        "title": "Printer offline",
        "client": "Acme AG",
        "problem": "It beeps",
        "solution": "New fuser fitted",
        "notes": "Fuser worn out",
        "parts": "Fuser FK-1150 SN-77",
        "documents": "meter.jpg",
    }


def test_a_problem_that_the_title_says_already_is_found_once() -> None:
    story = Story()
    story.tell("14:05", "start", title="Printer offline")
    assert texts(story.session).problem == ""


def candidate(row: int, *counts: float, size: int = 100) -> Candidate:
    story = Story()
    story.tell("14:05", "start", title="x")
    return Candidate(summary(story.session), counts, size, 0, row)


def order(*found: Candidate, holding: tuple[int, ...], sessions: int = 100, size: int = 10_000) -> list[int]:
    return [one.row for _, one in ranked(found, holding, sessions, size)]


def test_who_says_it_more_often_and_in_fewer_words_comes_first() -> None:
    assert order(candidate(1, 1), candidate(2, 3), candidate(3, 2), holding=(3,)) == [2, 3, 1]
    assert order(candidate(1, 1, size=900), candidate(2, 1, size=30), holding=(2,)) == [2, 1]


def test_a_rare_word_counts_more_than_one_that_stands_everywhere() -> None:
    assert order(candidate(1, 1, 3), candidate(2, 3, 1), holding=(2, 90)) == [2, 1]


def test_where_there_is_nothing_there_is_no_order() -> None:
    assert ranked((), (0,), 0, 0) == []


def test_a_marked_text_comes_in_pieces() -> None:
    assert pieces("the <fuser> is <worn>", "<", ">") == (
        Piece("the ", False), Piece("fuser", True), Piece(" is ", False), Piece("worn", True),
    )  # fmt: skip
    assert pieces("one <that", "<", ">") == (Piece("one ", False), Piece("that", False))


def test_a_word_that_nobody_wrote_is_told_with_those_that_come_close() -> None:
    found = nothing_found((Term("fusre"), Term("out")), (0, 3), (("fusre",), ("out",)), ("fuser", "out", "fuse", "x"))
    assert found == Found(0, (), (Count("fusre", 0), Count("out", 3)), ("fuse", "fuser"))


def test_a_phrase_whose_words_are_all_known_offers_no_other_words() -> None:
    assert nothing_found((Term("out worn"),), (0,), (("out", "worn"),), ("out", "worn")).near == ()
