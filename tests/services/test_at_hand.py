"""Which session is at hand where the clock rests."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from clientcare.domain.errors import NotFound
from clientcare.services.at_hand import running_now
from clientcare.services.finding import current

if TYPE_CHECKING:
    from tests.shops import Shop


def test_the_running_session_comes_first(shop: Shop) -> None:
    paused = shop.session("Toner")
    shop.enter(paused, "pause")
    running = shop.session("Printer")
    assert current(shop.desk()).thread == running


def test_the_only_open_one_is_meant_although_it_is_paused(shop: Shop) -> None:
    thread = shop.session()
    shop.enter(thread, "pause")
    assert current(shop.desk()).thread == thread
    assert running_now(shop.desk()) is None


def test_of_several_paused_ones_none_is_meant(shop: Shop) -> None:
    for title in ("Printer", "Toner"):
        shop.enter(shop.session(title), "pause")
    with pytest.raises(NotFound, match="running"):
        current(shop.desk())


def test_a_name_names_it(shop: Shop) -> None:
    first = shop.session("Printer")
    shop.session("Toner")
    for find in (current, running_now):
        found = find(shop.desk(), "printer")
        assert found is not None
        assert found.thread == first
