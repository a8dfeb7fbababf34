"""On the way: the clock of work rests, arrivals are compared with the plan."""

from __future__ import annotations

from datetime import timedelta

import pytest

from clientcare.domain.asks import Missing
from clientcare.domain.errors import NotFound, Usage
from clientcare.services.travel import arrive, depart, travel
from tests.shops import NOON, Shop


def test_the_way_there_does_not_count_as_work(shop: Shop) -> None:
    thread = shop.session(mode="on-site")
    shop.wait(10)
    assert travel(shop.desk()).state == "paused"
    shop.wait(25)
    assert arrive(shop.desk()).entered.state == "running"
    shop.wait(30)
    assert depart(shop.desk()).state == "paused"
    session = shop.read(thread)
    assert (session.worked(shop.now), session.travel(shop.now)) == (40, 25)


def test_time_on_the_way_can_be_entered_afterwards_and_stops_nothing(shop: Shop) -> None:
    thread = shop.session(mode="on-site")
    entered = travel(shop.desk(), spent="25m")
    assert (entered.says, entered.state) == ("0:25", "running")
    assert shop.read(thread).travel(shop.now) == 25


@pytest.mark.parametrize("wrong", ["0", "-5m", "25h", "far"])
def test_a_time_on_the_way_that_cannot_be_is_refused(shop: Shop, wrong: str) -> None:
    shop.session()
    with pytest.raises(Usage):
        travel(shop.desk(), spent=wrong)


def test_the_way_back_has_no_arrival_and_needs_its_length(shop: Shop) -> None:
    thread = shop.session(mode="on-site")
    depart(shop.desk())
    with pytest.raises(Missing, match="--spent"):
        travel(shop.desk())
    travel(shop.desk(), spent="20m")
    assert shop.read(thread).travel(shop.now) == 20


def test_who_went_back_again_may_set_out_again(shop: Shop) -> None:
    shop.session(mode="on-site")
    depart(shop.desk())
    travel(shop.desk(), spent="20m")
    shop.wait(60)
    arrive(shop.desk())
    shop.wait(1)
    assert travel(shop.desk()).state == "paused"


def test_an_arrival_is_compared_with_the_plan(shop: Shop) -> None:
    shop.session(mode="on-site", planned=NOON + timedelta(minutes=22))
    shop.wait(10)
    found = arrive(shop.desk()).punctuality
    assert found is not None
    assert (found.early, found.met, found.planned) == (12, True, NOON + timedelta(minutes=22))


def test_an_arrival_without_a_plan_is_neither_early_nor_late(shop: Shop) -> None:
    shop.session(mode="on-site")
    assert arrive(shop.desk()).punctuality is None


def test_an_arrival_is_where_i_am_on_the_way_to_whatever_else_runs_meanwhile(shop: Shop) -> None:
    visit = shop.session("Printer", mode="on-site")
    travel(shop.desk())
    shop.wait(5)
    call = shop.session("Toner", mode="phone")
    shop.wait(5)
    assert arrive(shop.desk()).entered.thread == visit
    assert shop.read(call).state == "paused"


def test_an_arrival_may_name_its_session(shop: Shop) -> None:
    visit = shop.session("Printer", mode="on-site")
    shop.session("Toner", mode="phone")
    assert arrive(shop.desk(), session="printer").entered.thread == visit


def test_only_who_takes_part_can_arrive(shop: Shop) -> None:
    thread = shop.session(mode="on-site")
    with pytest.raises(NotFound, match="do not take part"):
        arrive(shop.desk("ben"), session="acme")
    assert shop.kinds(thread) == ["start"]


def test_what_happened_before_is_entered_with_its_time(shop: Shop) -> None:
    thread = shop.session(mode="on-site")
    shop.wait(60)
    travel(shop.desk(), at="14:10")
    arrive(shop.desk(), at="14:30")
    depart(shop.desk(), at="14:50")
    session = shop.read(thread)
    assert (session.worked(shop.now), session.travel(shop.now)) == (25, 20)
