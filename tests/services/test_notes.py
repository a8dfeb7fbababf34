"""Notes: what is noted, what a note may be, and how its text is amended."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from clientcare.domain import casework
from clientcare.domain.errors import NotFound, Usage
from clientcare.services.notes import SORTS, note

if TYPE_CHECKING:
    from tests.shops import Shop


def texts(shop: Shop, thread: str) -> list[str]:
    return [one.text for one in shop.read(thread).notes]


def test_a_note_goes_into_my_running_session(shop: Shop) -> None:
    thread = shop.session()
    answer = note(shop.desk(), text="Fuser worn out at 187k pages\n")
    assert (answer.kind, answer.number, answer.thread) == ("note", 1, thread)
    (noted,) = shop.read(thread).notes
    assert (noted.text, noted.sort, noted.visible, noted.out_of_scope) == (
        "Fuser worn out at 187k pages",
        "other",
        False,
        False,
    )


def test_a_note_can_say_what_it_is_when_it_was_and_where_it_belongs(shop: Shop) -> None:
    thread = shop.session(me="ben")
    shop.wait(30)
    note(
        shop.desk(),
        text="Asked for a quote",
        sort="request",
        visible=True,
        out_of_scope=True,
        at="14:20",
        session="printer",
    )
    (noted,) = shop.read(thread).notes
    assert (noted.by, noted.sort, noted.visible, noted.out_of_scope) == ("ann", "request", True, True)
    assert noted.at.strftime("%H:%M") == "14:20"


def test_the_lines_inside_a_note_stay_as_they_are(shop: Shop) -> None:
    thread = shop.session()
    note(shop.desk(), text="\n  one\n\n  two \n\n")
    assert texts(shop, thread) == ["  one\n\n  two "]


@pytest.mark.parametrize("text", ["", "  ", "\n\t\n"])
def test_an_empty_note_is_refused(shop: Shop, text: str) -> None:
    thread = shop.session()
    with pytest.raises(Usage) as caught:
        note(shop.desk(), text=text)
    assert caught.value.message == "The note is empty."
    assert caught.value.hint == 'Write it behind the command: clientcare note "Fuser replaced"'
    assert shop.kinds(thread) == ["start"]


def test_the_kinds_of_notes_are_the_same_wherever_they_are_read() -> None:
    assert SORTS == casework.SORTS


@pytest.mark.parametrize(
    ("sort", "hint"),
    [
        ("findings", "Did you mean 'finding'?"),
        ("xyz", "Kinds are: request, finding, action, research, advice, update, other."),
    ],
)
def test_a_kind_that_does_not_exist_is_refused_with_the_nearest(shop: Shop, sort: str, hint: str) -> None:
    shop.session()
    with pytest.raises(Usage) as caught:
        note(shop.desk(), text="x", sort=sort)
    assert (caught.value.message, caught.value.hint) == (f"There are no notes of the kind '{sort}'.", hint)


def test_amending_gives_my_last_note_a_new_text_and_keeps_the_old_one_on_record(shop: Shop) -> None:
    thread = shop.session()
    note(shop.desk(), text="one")
    note(shop.desk(), text="two")
    note(shop.desk("ben"), text="his", session="acme")
    answer = note(shop.desk(), text="zwei", amend=True)
    assert answer.number == 2
    assert texts(shop, thread) == ["one", "zwei", "his"]
    assert shop.read(thread).notes[1].was == ("two",)


def test_any_note_can_be_amended_by_its_number(shop: Shop) -> None:
    thread = shop.session()
    note(shop.desk(), text="one")
    note(shop.desk(), text="two")
    assert note(shop.desk("ben"), text="uno", of=1, session="acme").number == 1
    assert texts(shop, thread) == ["uno", "two"]


@pytest.mark.parametrize("number", [2, -1])
def test_a_note_that_does_not_exist_cannot_be_amended(shop: Shop, number: int) -> None:
    thread = shop.session()
    note(shop.desk(), text="one")
    with pytest.raises(NotFound) as caught:
        note(shop.desk(), text="x", of=number)
    assert caught.value.message == f"There is no note {number} in 'Printer offline'."
    assert caught.value.hint == f"It has 1. See: clientcare session show {thread[-4:]}"


def test_who_noted_nothing_has_nothing_to_amend(shop: Shop) -> None:
    shop.session()
    note(shop.desk(), text="hers")
    with pytest.raises(NotFound) as caught:
        note(shop.desk("ben"), text="x", amend=True, session="acme")
    assert caught.value.message == "You have no note in 'Printer offline' that could be amended."


def test_a_note_without_a_session_is_told_how_to_start_one(shop: Shop) -> None:
    with pytest.raises(NotFound, match=r"^No session of yours is running\.$"):
        note(shop.desk(), text="x")
