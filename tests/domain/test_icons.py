"""Icons: one character for each, in any terminal."""

from __future__ import annotations

import unicodedata

import pytest
from rich.cells import cell_len

from clientcare.domain import icons
from clientcare.domain.icons import glyph


@pytest.mark.parametrize("name", sorted(icons._ICONS))
def test_every_icon_is_one_character_of_one_cell_and_has_an_ascii_stand_in(name: str) -> None:
    shown, plain = glyph(name), glyph(name, symbols=False)
    assert len(shown) == len(plain) == 1
    assert cell_len(shown) == 1
    assert unicodedata.east_asian_width(shown) not in "WF"
    assert plain.isascii()
    assert plain.isprintable()


@pytest.mark.parametrize("icon", ["star", "star-outline", "md-star", "ios-star-outline", "Star", " star ", "star-half"])
def test_variants_of_an_icon_show_what_they_vary(icon: str) -> None:
    assert glyph(icon) == "★"
    assert glyph(icon, symbols=False) == "*"


def test_an_icon_that_is_not_known_is_a_dot_and_none_is_a_blank() -> None:
    assert glyph("no-such-thing") == "•"
    assert glyph("no-such-thing", symbols=False) == "-"
    assert glyph("") == " "
