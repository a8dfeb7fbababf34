"""Answers that a script gives, as words and as TOML."""

from __future__ import annotations

import pytest

from clientcare.domain.answer_files import read_answers, read_pairs
from clientcare.domain.errors import InvalidFile, Usage


def test_pairs_are_split_at_their_first_sign_and_blanks_around_it_do_not_count() -> None:
    assert read_pairs(["a=1", " b = x=y ", "c="], "") == {"a": "1", "b": "x=y", "c": ""}


@pytest.mark.parametrize(
    ("words", "said"),
    [(["backup"], "no '='"), (["=done"], "has no name"), ([" =done"], "has no name"), (["a=1", "a=2"], "twice")],
)
def test_words_that_are_no_pair_are_refused(words: list[str], said: str) -> None:
    with pytest.raises(Usage, match=said):
        read_pairs(words, "Such as: backup=done")


def test_answers_are_a_table_for_each_step_with_a_bom_and_windows_line_ends_too() -> None:
    text = '\ufeffhello = true\r\n[about]\r\nbackup = "done"\r\n'
    assert read_answers(text, "-") == {"hello": True, "about": {"backup": "done"}}


def test_a_text_that_ends_too_early_is_named_without_a_line() -> None:
    with pytest.raises(InvalidFile, match=r"^a\.toml: ") as error:
        read_answers('a = """', "a.toml")
    assert error.value.place == "a.toml"
