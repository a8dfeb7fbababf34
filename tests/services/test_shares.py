"""The race of two machines, and billing from one machine alone where two cannot tell who was first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from clientcare.domain.errors import Failed, NotAllowed
from clientcare.domain.shares import Race, RaceWord
from clientcare.services import shares
from clientcare.services.billing import check_seat

if TYPE_CHECKING:
    from collections.abc import Iterator

    from clientcare.desk import Desk
    from tests.shops import Shop

DONE = RaceWord("done", "bench-2", Race("bench-2", 200, 0, 1.0))


class Racer:
    """Tells a race as it was written down, and whether it was cleared away."""

    def __init__(self, *words: RaceWord) -> None:
        self._words = words
        self.cleared = False

    def run(self) -> Iterator[RaceWord]:
        yield from self._words

    def clear(self) -> None:
        self.cleared = True


def at(shop: Shop, racer: Racer) -> Desk:
    desk = shop.desk()
    makers: Any = desk.makers
    makers.race = lambda *_: racer
    return desk


def test_a_race_is_told_as_it_goes_and_cleared_away(shop: Shop) -> None:
    racer = Racer(RaceWord("waiting"), RaceWord("racing", "bench-2"), DONE)
    assert list(shares.race(at(shop, racer)))[-1] == DONE
    assert racer.cleared


@pytest.mark.parametrize(("stage", "says"), [("alone", "No other machine came"), ("lost", "What bench-2 wrote")])
def test_a_race_that_comes_to_nothing_is_told_and_cleared_away(shop: Shop, stage: str, says: str) -> None:
    racer = Racer(RaceWord("waiting"), RaceWord(stage, "bench-2"))
    with pytest.raises(Failed, match=says):
        list(shares.race(at(shop, racer)))
    assert racer.cleared


def test_a_race_that_is_stopped_is_cleared_away(shop: Shop) -> None:
    racer = Racer(RaceWord("waiting"), DONE)
    running = shares.race(at(shop, racer))
    next(running)
    running.close()
    assert racer.cleared


def test_where_a_share_decides_every_machine_may_bill(shop: Shop) -> None:
    check_seat(shop.desk())
    shop.set_shop(share={"decides": True, "billing-seat": "office"})
    check_seat(shop.desk())


def test_where_it_does_not_only_the_named_machine_may(shop: Shop) -> None:
    shop.set_shop(share={"decides": False})
    with pytest.raises(NotAllowed, match="None is named yet"):
        check_seat(shop.desk())
    shop.set_shop(share={"decides": False, "billing-seat": "ben-laptop"})
    with pytest.raises(NotAllowed, match="ben-laptop does that"):
        check_seat(shop.desk())
    check_seat(shop.desk("ben"))
