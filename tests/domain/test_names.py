"""Names as people type them, and the handles that are made of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientcare.domain.errors import Usage
from clientcare.domain.identifiers import HANDLE_LENGTH, is_slug
from clientcare.domain.names import NAME_LENGTH, alike, checked_handle, checked_name, folded, free_handle


def test_a_name_is_one_line_without_blanks_around_it() -> None:
    assert checked_name("  Acme   AG\n") == "Acme AG"
    assert checked_name("🎉 株式会社") == "🎉 株式会社"


@pytest.mark.parametrize(
    ("typed", "says"),
    [(" ", "is empty"), ("a\x1b[2Jb", "control characters"), ("x" * (NAME_LENGTH + 1), "121 characters; 120")],
)
def test_a_name_that_cannot_be_kept_says_why(typed: str, says: str) -> None:
    with pytest.raises(Usage, match=says):
        checked_name(typed)


def test_a_handle_is_taken_in_any_case() -> None:
    assert checked_handle(" Acme ") == "acme"


@pytest.mark.parametrize(
    ("typed", "hint"),
    [("../x", "Take: x"), ("CON", "Take: con-1"), ("acme.", "Take: acme"), ("a:b", "Take: a-b"), ("🎉", "Make one up")],
)
def test_a_handle_that_is_no_file_name_everywhere_is_refused_with_one_that_is(typed: str, hint: str) -> None:
    with pytest.raises(Usage) as refused:
        checked_handle(typed)
    assert hint in refused.value.hint


def test_a_handle_has_a_length() -> None:
    assert checked_handle("a" * HANDLE_LENGTH, HANDLE_LENGTH)
    with pytest.raises(Usage, match="1 to 16"):
        checked_handle("a" * 17, HANDLE_LENGTH)


def test_a_person_gets_the_first_name_then_the_whole_one_then_a_number() -> None:
    taken: list[str] = []
    for wanted in ("ann", "ann-mueller", "ann-mueller-2", "ann-mueller-3"):
        assert free_handle("Ann Müller", taken) == wanted
        taken.append(wanted)


def test_a_name_without_latin_letters_gives_no_handle() -> None:
    assert free_handle("株式会社", []) == ""
    assert free_handle(" ", []) == ""


@given(st.text(max_size=60), st.lists(st.sampled_from(["ann", "a", "b", "x-2"])))
def test_a_made_handle_can_stand_in_a_file_name_and_is_free(name: str, taken: list[str]) -> None:
    handle = free_handle(name, taken)
    assert not handle or (is_slug(handle, HANDLE_LENGTH) and handle not in taken)


def test_spellings_of_one_name_are_folded_into_one() -> None:
    assert folded("MÜLLER & Söhne") == folded("Mueller  & Soehne") == folded("Mu\u0308ller & So\u0308hne")
    assert folded("株式 会社") == "株式 会社"


@pytest.mark.parametrize(
    ("one", "other", "like"),
    [
        ("Ann Müller", "ann mueller", True),
        ("Ann Müller", "Anne Müller", True),
        ("Ann Müller", "Ben Müller", False),
        ("Ann", "Anna", False),
    ],
)
def test_names_a_letter_apart_may_be_one_person(one: str, other: str, like: bool) -> None:
    assert alike(one, other) is like
