"""Lines for people: how they are broken where a terminal is narrower, and kept whole where nobody reads."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from clientcare.views.view import fitted

BOLD = "\x1b[1mAcme AG\x1b[0m"


def test_a_line_that_fits_stays_as_it_is() -> None:
    assert fitted("  two  words ", 13) == ["  two  words "]


def test_without_a_width_a_line_stays_whole() -> None:
    assert fitted("word " * 100, 0) == ["word " * 100]


def test_a_longer_line_is_broken_between_words_two_columns_further_in() -> None:
    assert fitted("  the mail could not be sent", 16) == ["  the mail could", "    not be sent"]


def test_a_word_that_is_wider_than_the_screen_stays_whole() -> None:
    assert fitted("see /mnt/office/shop/clients/acme now", 20) == ["see", "  /mnt/office/shop/clients/acme", "  now"]


def test_a_command_at_the_end_stays_whole_so_that_it_can_be_copied() -> None:
    line = "! Nothing was entered since 11:00. Ended then? clientcare close --at '11:00'"
    assert fitted(line, 60) == ["! Nothing was entered since 11:00. Ended then?", "  clientcare close --at '11:00'"]


def test_a_command_that_is_wider_than_the_screen_is_broken_too() -> None:
    assert fitted("Say clientcare close --unresolved", 22) == ["Say clientcare close", "  --unresolved"]


def test_codes_of_colour_take_no_room() -> None:
    assert fitted(f"✓ {BOLD} · running", 20) == [f"✓ {BOLD} · running"]
    assert fitted(f"✓ {BOLD} · running", 12) == [f"✓ {BOLD} ·", "  running"]


@given(st.lists(st.text("abc", min_size=1, max_size=9), min_size=1, max_size=30), st.integers(20, 60))
def test_no_word_is_lost_and_no_line_is_too_wide(words: list[str], width: int) -> None:
    lines = fitted(" ".join(words), width)
    assert " ".join(lines).split() == words
    assert all(len(one) <= width for one in lines)
