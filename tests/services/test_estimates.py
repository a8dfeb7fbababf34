"""Estimates: a duration of work in all, or what is still needed for one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from clientcare.domain.asks import Missing
from clientcare.domain.errors import Usage
from clientcare.services.estimates import estimate

if TYPE_CHECKING:
    from tests.shops import Shop


def test_an_estimate_counts_the_work_in_all(shop: Shop) -> None:
    thread = shop.session()
    assert estimate(shop.desk(), duration="1h30", text="if it is in stock").says == "1:30 in all, if it is in stock"
    kept = shop.read(thread).estimate
    assert kept is not None
    assert (kept.minutes, kept.text) == (90, "if it is in stock")


def test_an_estimate_may_say_what_it_still_needs(shop: Shop) -> None:
    thread = shop.session()
    assert estimate(shop.desk(), need="the model of the printer").says == "needs the model of the printer"
    kept = shop.read(thread).estimate
    assert kept is not None
    assert (kept.minutes, kept.text) == (0, "the model of the printer")


def test_a_session_that_has_passed_its_estimate_says_so(shop: Shop) -> None:
    shop.session()
    assert not estimate(shop.desk(), duration="20m").tell_client
    shop.wait(30)
    assert estimate(shop.desk(), duration="25m").tell_client


def test_nothing_at_all_is_asked_for(shop: Shop) -> None:
    with pytest.raises(Missing, match="--need") as missing:
        estimate(shop.desk(), need=" ")
    assert [ask.field for ask in missing.value.asks] == ["duration"]


@pytest.mark.parametrize("wrong", ["0", "-1h", "1001h", "soon", "45"])
def test_a_duration_that_cannot_be_meant_is_refused(shop: Shop, wrong: str) -> None:
    shop.session()
    with pytest.raises(Usage):
        estimate(shop.desk(), duration=wrong)


def test_a_duration_and_a_need_contradict_each_other(shop: Shop) -> None:
    with pytest.raises(Usage, match="not both"):
        estimate(shop.desk(), duration="1h", need="the model")
