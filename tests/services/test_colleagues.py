"""Colleagues: named by any part of their name, and still there."""

from __future__ import annotations

import pytest

from clientcare.domain.errors import Conflict, NotFound
from clientcare.services.colleagues import colleague, members
from tests.shops import ANN, BEN, Shop


@pytest.mark.parametrize("word", ["ben", "BEN", "Sutter", "utt"])
def test_any_part_of_a_name_will_do(shop: Shop, word: str) -> None:
    assert colleague(shop.desk(), word) == BEN


def test_a_part_that_fits_two_is_no_name(shop: Shop) -> None:
    shop.set_member(BEN._replace(handle="cem", name="Cem Sutter"))
    with pytest.raises(Conflict):
        colleague(shop.desk(), "sutter")


def test_who_left_is_not_asked(shop: Shop) -> None:
    shop.set_member(BEN._replace(retired=True))
    assert members(shop.desk()) == (ANN,)
    with pytest.raises(NotFound, match="has left"):
        colleague(shop.desk(), "ben")


def test_a_stranger_is_not_found(shop: Shop) -> None:
    with pytest.raises(NotFound):
        colleague(shop.desk(), "zoe")
