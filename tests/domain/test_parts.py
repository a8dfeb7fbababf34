"""Parts as they are typed in answers: one a line, read and told in one spelling."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientcare.domain.errors import Usage
from clientcare.domain.money import Money
from clientcare.domain.parts import Part, checked_part, parts_text, read_parts, say_parts

WORDS = st.text(st.characters(categories=("Lu", "Ll", "Nd"), include_characters="-."), min_size=1, max_size=12)
NAMES = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)
PARTS = st.builds(
    Part,
    NAMES,
    st.decimals("0.01", "100000", places=2).map(lambda number: number.normalize()),
    st.none() | st.builds(Money, st.decimals("0", "10000", places=2), st.just("CHF")),
    WORDS | st.just(""),
    WORDS | st.just(""),
)


def read(text: str) -> list[str]:
    return [str(part) for part in read_parts(text, "CHF")]


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("Fuser FK-1150", "1 × Fuser FK-1150"),
        ("2 x Fuser FK-1150", "2 × Fuser FK-1150"),
        ("2X Fuser", "2 × Fuser"),
        ("2.5 × Cable; price=1'200.-", "2.5 × Cable; price CHF 1'200.00"),
        ("Disk; price 89; out A 1; in B2", "1 × Disk; price CHF 89.00; out A 1; in B2"),
        ("Disk; quantity=3; serial-out=A1; serial-in=B2;", "3 × Disk; out A1; in B2"),
        ("x-ray tube", "1 × x-ray tube"),
        ("4 ports switch", "1 × 4 ports switch"),
    ],
)
def test_a_line_says_how_many_of_what_its_price_and_its_serial_numbers(typed: str, told: str) -> None:
    assert read(typed) == [told]


def test_several_stand_on_lines_of_their_own_or_have_a_stroke_between_them() -> None:
    assert read("Disk\n\n 2 x Fan ") == read("Disk | 2 x Fan") == ["1 × Disk", "2 × Fan"]


@pytest.mark.parametrize("word", ["none", "None", "no", "keine", "aucune"])
def test_a_word_for_none_is_no_part(word: str) -> None:
    assert say_parts(read_parts(word, "CHF")) == "none"


@given(st.lists(PARTS, min_size=1, max_size=4))
def test_what_is_told_is_read_as_the_same_parts(parts: list[Part]) -> None:
    assert say_parts(read_parts(say_parts(parts), "CHF")) == say_parts(parts)


@pytest.mark.parametrize(
    ("typed", "message", "hint"),
    [
        ("", "There is no part in it.", "One part a line"),
        (" | ", "There is no part in it.", "One part a line"),
        ("; price=3", "A part has no name.", "One part a line"),
        ("Disk; prise=3", '"prise=3" says nothing about a part.', "Did you mean 'price'?"),
        ("Disk; of the blue sort", '"of the blue sort" says nothing about a part.', "One part a line"),
        ("2 x Disk; quantity=3", '"2 x Disk; quantity=3" says the quantity twice.', "Once is enough."),
        ("Disk; price=much", '"much" is not a price.', ""),
        ("0 x Disk", '"0" is not a possible quantity.', ""),
        ("n" * 201, "The name of the part has 201 characters; 200 are the most.", "a note"),
        ("Disk; out " + "7" * 101, "A serial number has at most 100 printable characters.", "a note"),
        ("Disk; in a\x1bb", "A serial number has at most 100 printable characters.", "a note"),
    ],
)
def test_what_cannot_be_is_told_with_what_would_be_right(typed: str, message: str, hint: str) -> None:
    with pytest.raises(Usage) as caught:
        read_parts(typed, "CHF")
    assert caught.value.message == message
    assert hint in caught.value.hint


@pytest.mark.parametrize(
    ("rows", "text"),
    [
        (["2 x Disk; price=3", {"name": "Fan"}], "2 x Disk; price=3\n1 x Fan"),
        ([{"name": "Fan", "quantity": 2, "price": 89.5, "serial-in": "B2"}], "2 x Fan; price=89.5; serial-in=B2"),
        ([], "none"),
    ],
)
def test_a_script_gives_a_list_of_texts_or_of_tables(rows: list[Any], text: str) -> None:
    assert parts_text(rows) == text


@pytest.mark.parametrize(
    "row", [3, {"price": 3}, {"name": 3}, {"name": "a; price=1"}, {"name": "a | b"}, {"name": "a\nb"}]
)
def test_what_is_no_part_in_a_list_is_refused(row: Any) -> None:
    with pytest.raises(Usage):
        parts_text([row])


def test_the_record_of_a_part_keeps_numbers_as_texts() -> None:
    part = checked_part(" Fuser  FK ", "CHF", quantity="2", price="89", serial_in="B 2")
    assert part == Part("Fuser FK", Decimal(2), Money(Decimal("89.00"), "CHF"), "", "B 2")
    assert part.fields == {
        "name": "Fuser FK",
        "quantity": "2",
        "serial-out": "",
        "serial-in": "B 2",
        "price": "89.00",
        "currency": "CHF",
    }
    assert (Part("Fan").fields["price"], Part("Fan").fields["currency"]) == ("", "")
