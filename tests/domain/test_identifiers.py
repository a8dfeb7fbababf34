"""Identifiers sort by time and never clash; slugs are names that every file system takes."""

from __future__ import annotations

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientcare.domain.identifiers import identifier, is_identifier, is_slug, milliseconds_of, slug

LAST = 253_402_300_799_999  # the last millisecond of the year 9999
MOMENTS = st.integers(0, LAST)
RANDOM = st.binary(min_size=10, max_size=10)


@given(MOMENTS, RANDOM)
def test_an_identifier_is_26_crockford_characters_that_hold_their_time(moment: int, random: bytes) -> None:
    made = identifier(moment, random)
    assert is_identifier(made)
    assert milliseconds_of(made) == moment


@given(MOMENTS, RANDOM)
def test_an_identifier_is_a_uuid_of_version_7_and_the_rfc_variant(moment: int, random: bytes) -> None:
    number = 0
    for letter in identifier(moment, random):
        number = number << 5 | "0123456789abcdefghjkmnpqrstvwxyz".index(letter)
    assert number >> 76 & 0xF == 7
    assert number >> 62 & 0x3 == 2
    kept = int.from_bytes(random, "big")
    mask = (1 << 76) - 1 & ~(0x3 << 62)
    assert number & mask == kept & mask


@given(st.tuples(MOMENTS, RANDOM), st.tuples(MOMENTS, RANDOM))
def test_identifiers_sort_as_their_times_do(one: tuple[int, bytes], other: tuple[int, bytes]) -> None:
    if one[0] < other[0]:
        assert identifier(*one) < identifier(*other)


def test_a_known_moment_gives_a_known_identifier() -> None:
    made = identifier(0x0192_3456_789A, bytes(range(10)))
    number = int.from_bytes(UUID("01923456-789a-7001-8203-040506070809").bytes, "big")
    assert made == "".join("0123456789abcdefghjkmnpqrstvwxyz"[number >> shift & 31] for shift in range(125, -1, -5))


@pytest.mark.parametrize(
    "text",
    ["", "0" * 25, "0" * 27, "8" + "0" * 25, "0" * 25 + "u", "0" * 25 + "i", "0" * 25 + "O", "7" + "z" * 25],
)
def test_what_is_no_identifier_is_known_as_none(text: str) -> None:
    assert not is_identifier(text)


def test_an_identifier_has_a_time_that_calendars_have() -> None:
    assert is_identifier(identifier(LAST, b"\xff" * 10))
    assert not is_identifier(identifier(LAST + 1, b"\0" * 10))


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("Acme AG", "acme-ag"),
        ("Müller & Söhne", "mueller-soehne"),
        ("Straße", "strasse"),
        ("Café Été", "cafe-ete"),
        ("Øre Łódź Åse", "ore-lodz-ase"),
        ("../x", "x"),
        ("CON", "con-1"),
        ("com1", "com1-1"),
        ("com10", "com10"),
        ("lpt0", "lpt0-1"),
        ("nul", "nul-1"),
        ("🙂", ""),
        ("a" * 300, "a" * 40),
        ("a" * 39 + " b", "a" * 39),
        ("trailing.", "trailing"),
    ],
)
def test_any_name_gives_a_folder_name_of_letters_digits_and_hyphens(name: str, made: str) -> None:
    assert slug(name) == made


@given(st.text(max_size=80))
def test_a_slug_is_its_own_slug(name: str) -> None:
    made = slug(name)
    assert slug(made) == made
    assert len(made) <= 42
    assert all(letter in "abcdefghijklmnopqrstuvwxyz0123456789-" for letter in made)


def test_a_name_stands_as_a_handle_only_if_it_needs_no_change() -> None:
    assert is_slug("ann")
    assert not is_slug("Ann")
    assert not is_slug("")
    assert not is_slug("a" * 17, 16)
    assert is_slug("a" * 16, 16)
