"""Names of documents: what stays, what goes, and that every file system takes the rest."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientcare.domain.document_names import BYTES, LENGTH, NAMELESS, REFUSED, safe_name, suffix_of


@pytest.mark.parametrize(
    ("given_name", "safe"),
    [
        ("Fehlerprotokoll Büro Zürich.pdf", "Fehlerprotokoll Büro Zürich.pdf"),
        ("a  b\tc.txt", "a b c.txt"),
        ("../../etc/passwd", "-..-etc-passwd"),
        ("C:\\Temp\\x.log", "C--Temp-x.log"),
        ("2026-11-24 14:05.png", "2026-11-24 14-05.png"),
        ('what? "this" <is> a|b*.txt', "what- -this- -is- a-b-.txt"),
        ("trailing dot.", "trailing dot"),
        ("trailing space ", "trailing space"),
        (".htaccess", "htaccess"),
        ("CON", "_CON"),
        ("con.txt", "_con.txt"),
        ("Con .txt", "_Con .txt"),
        ("lpt¹.log", "_lpt¹.log"),
        ("COM10.txt", "COM10.txt"),
        ("console.txt", "console.txt"),
        ("cod\u202egpj.exe", "codgpj.exe"),
        ("bell\x07and\x1b[31mred.txt", "belland[31mred.txt"),
        ("line\nbreak.txt", "line break.txt"),
        ("broken \udcff byte.txt", "broken byte.txt"),
        ("", NAMELESS),
        ("...", NAMELESS),
        ("\u200b", NAMELESS),
        ("🖨️ offline.jpg", "🖨️ offline.jpg"),
        ("Zu\u0308rich.txt", "Z\u00fcrich.txt"),
    ],
)
def test_a_name_keeps_what_people_read_and_loses_what_file_systems_refuse(given_name: str, safe: str) -> None:
    assert safe_name(given_name) == safe


def test_a_name_that_is_too_long_loses_the_end_of_its_stem_and_keeps_its_suffix() -> None:
    safe = safe_name("x" * 300 + ".docx")
    assert safe == "x" * (LENGTH - 5) + ".docx"


def test_a_name_is_cut_where_no_space_or_dot_is_left_before_the_suffix() -> None:
    assert safe_name("x" * 114 + ". . yyyyyyy.pdf") == "x" * 114 + ".pdf"


def test_a_long_name_without_a_suffix_is_cut_at_its_end() -> None:
    assert safe_name("x" * 300) == "x" * LENGTH


def test_letters_of_four_bytes_count_as_what_they_need_on_the_disk() -> None:
    safe = safe_name("😀" * 100 + ".png")
    assert safe == "😀" * 49 + ".png"


@pytest.mark.parametrize(
    ("name", "suffix"),
    [
        ("a.TXT", ".txt"),
        ("a.tar.gz", ".gz"),
        ("README", ""),
        (".bashrc", ""),
        ("Offer no. 7, final version of it", ""),
        ("a.thisissuffixtoolong", ""),
        ("a.", ""),
        ("a.ü", ""),
    ],
)
def test_a_suffix_is_a_short_word_of_plain_letters_and_digits_behind_the_last_dot(name: str, suffix: str) -> None:
    assert suffix_of(name) == suffix


@given(st.text(st.characters(codec=None) | st.sampled_from("./\\: aü"), max_size=400))
def test_every_name_becomes_one_that_stays_as_it_is_and_fits_everywhere(name: str) -> None:
    safe = safe_name(name)
    assert safe_name(safe) == safe
    assert safe
    assert len(safe) <= LENGTH
    assert len(safe.encode()) <= BYTES
    assert not REFUSED.intersection(safe)
    assert safe == safe.strip(" .") == unicodedata.normalize("NFC", safe)
    assert not any(unicodedata.category(letter).startswith("C") for letter in safe)
