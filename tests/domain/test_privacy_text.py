"""A text as the guard reads it: what looks alike is the same, and every place is known."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientcare.domain.privacy_text import MASKED, read

MASK = "[masked: password]"


def plain(text: str) -> str:
    return read(text, (MASK,)).plain


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("ｐｗ：１２３４", "pw:1234"),
        ("Schlüssel, clé, Ångström", "Schlussel, cle, Angstrom"),
        ("ü", "u"),
        ("Straße", "Straße"),
        ("a\u200bb\xadc\ufeffd\u2060e", "abcde"),
        ("١٢٣", "123"),
        ("₄²", "42"),
        ("⑫", "12"),
        ("a\u20ddb", "ab"),
        ("«x» “y” ‘z’ ‹w›", "\"x\" \"y\" 'z' 'w'"),
        ("a–b—c−d‐e", "a-b-c-d-e"),
        ("a\xa0b\u202fc\u2009d\u3000e", "a b c d e"),
        ("a → b ⇒ c", "a = b = c"),
        ("•••…", "***."),
        ("a\u2028b\u2029c\x85d", "a\nb\nc\nd"),
        ("a\r\nb\rc", "a \nb\nc"),
        ("ﬁ", "fi"),
        ("a\x00b", "a b"),
        ("İ", "I"),
        ("日本", "日本"),
    ],
)
def test_what_looks_alike_is_read_the_same(text: str, seen: str) -> None:
    assert plain(text) == seen


def test_our_masks_are_opaque_and_no_other_brackets_are() -> None:
    assert plain(f"x {MASK} y") == f"x {MASKED * len(MASK)} y"
    assert plain("[masked: other]") == "[masked: other]"
    assert plain(f"é{MASK}") == f"e{MASKED * len(MASK)}"


def test_small_letters_stand_where_their_capitals_do() -> None:
    reading = read("PIN Ä ẞ İ", ())
    assert reading.low == "pin a ß i"
    assert len(reading.low) == len(reading.plain)


@given(st.text())
def test_small_letters_are_as_many_as_letters(text: str) -> None:
    reading = read(text, (MASK,))
    assert len(reading.low) == len(reading.plain)
    assert reading.plain.isascii() or not text.isascii()


@given(st.text())
def test_every_place_in_what_is_read_is_a_place_in_the_text(text: str) -> None:
    reading = read(text, (MASK,))
    for at in range(len(reading.plain)):
        start, end = reading.place(at, at + 1)
        assert 0 <= start < end <= len(text)


def test_places_are_those_of_the_text_as_it_was_written() -> None:
    assert read("abc", ()).place(1, 2) == (1, 2)
    assert read("äbc", ()).place(1, 2) == (1, 2)
    assert read("äbc", ()).places is None
    reading = read("a\u200bb\u200bc", ())
    assert reading.places == (0, 2, 4, 5)
    assert reading.place(0, 1) == (0, 2)  # with the invisible character behind it
    assert reading.place(1, 3) == (2, 5)
    assert read("xﬁy", ()).place(1, 2) == (1, 2)  # a half of one character is the whole
    assert read("xﬁy", ()).place(2, 3) == (1, 2)
    assert read("xﬁy", ()).place(1, 3) == (1, 2)
