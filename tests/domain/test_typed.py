"""Text as it is typed, on whatever keyboard."""

from __future__ import annotations

from clientcare.domain.typed import SHOWN, plain, quoted


def test_spaces_and_case_do_not_matter() -> None:
    assert plain("  1\u00a0H\u202f30\t") == "1 h 30"


def test_a_letter_typed_in_two_parts_is_one_letter() -> None:
    assert plain("Ma\u0308rz") == "märz"


def test_a_typographic_minus_is_a_minus() -> None:
    assert plain("\N{MINUS SIGN}45m") == "-45m"


def test_a_digit_in_superscript_does_not_become_a_digit() -> None:
    assert plain("1²") == "1²"


def test_an_error_repeats_short_text_whole_and_cuts_long_text() -> None:
    assert quoted("Montag") == '"Montag"'
    assert quoted("x" * SHOWN) == f'"{"x" * SHOWN}"'
    assert quoted("x" * (SHOWN + 1)) == f'"{"x" * SHOWN}…"'
