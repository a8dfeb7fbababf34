"""A whole session after the fact: its times add up, and nothing is written before all of it is checked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from clientcare.domain.asks import Missing
from clientcare.domain.errors import GateNotMet, Usage
from clientcare.domain.privacy import HeldBack
from clientcare.services import adding
from clientcare.services.finding import UnknownClient

if TYPE_CHECKING:
    from clientcare.domain.closings import Closed
    from tests.shops import Shop

CALL: dict[str, Any] = {
    "client": "acme",
    "title": "Call about mail",
    "mode": "phone",
    "solution": "Password reset by the client",
    "resolved": True,
}


def add(shop: Shop, **given: Any) -> Closed:
    return adding.add(shop.desk(), **{**CALL, **given})


def times(closed: Closed) -> tuple[str, str, int]:
    assert closed.started
    assert closed.ended
    return f"{closed.started:%d %H:%M}", f"{closed.ended:%d %H:%M}", closed.worked


def test_what_was_spent_ends_now_if_no_time_is_given(shop: Shop) -> None:
    closed = add(shop, spent="20m")
    assert times(closed) == ("24 13:45", "24 14:05", 20)
    session = shop.read(closed.thread)
    assert (session.state, session.solution, session.mode) == ("closed", "Password reset by the client", "phone")
    assert shop.hinted("ann") == []


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"spent": "20m", "end": "12:00"}, ("24 11:40", "24 12:00", 20)),
        ({"start": "9:00", "end": "10:30"}, ("24 09:00", "24 10:30", 90)),
        ({"start": "9:00", "spent": "1.5h"}, ("24 09:00", "24 10:30", 90)),
        ({"start": "13:30"}, ("24 13:30", "24 14:05", 35)),
        ({"start": "yesterday 23:30", "end": "0:15"}, ("23 23:30", "24 00:15", 45)),
        ({"start": "13:00", "end": "13:00"}, ("24 13:00", "24 13:00", 0)),
    ],
)
def test_two_of_start_end_and_length_give_the_third(
    shop: Shop, given: dict[str, str], expected: tuple[str, str, int]
) -> None:
    assert times(add(shop, **given)) == expected


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"start": "9:00", "end": "10:00", "spent": "1h"}, "cannot all be meant"),
        ({"start": "13:00", "end": "12:00"}, "lies before the start"),
        ({"start": "yesterday 9:00", "end": "10:00"}, "would have taken 25:00"),
        ({"start": "13:50", "spent": "1h"}, "still to come"),
        ({"spent": "0m"}, "cannot take 0m"),
        ({"spent": "-1h"}, "negative"),
        ({"end": "18:00", "spent": "17h"}, "would have taken 17:00"),
        ({"spent": "20m", "mode": "mail"}, "no mode 'mail'"),
        ({"spent": "20m", "follow_up": "some day"}, "some day"),
    ],
)
def test_times_that_contradict_each_other_are_refused_and_nothing_is_written(
    shop: Shop, given: dict[str, str], said: str
) -> None:
    with pytest.raises(Usage, match=said):
        add(shop, **given)
    assert list(shop.store.threads()) == []


def test_everything_that_is_missing_is_named_at_once(shop: Shop) -> None:
    with pytest.raises(Missing) as missing:
        adding.add(shop.desk(), client="acme")
    assert [ask.option for ask in missing.value.asks] == [
        "TITLE",
        "--mode",
        "--solution",
        "--resolved or --unresolved",
        "--spent or --start",
    ]


def test_an_unknown_client_and_a_secret_leave_nothing(shop: Shop) -> None:
    with pytest.raises(UnknownClient):
        add(shop, client="nobody", spent="20m")
    with pytest.raises(HeldBack):
        add(shop, solution="Password: Winter2026!", spent="20m")
    assert list(shop.store.threads()) == []
    assert shop.hinted("ann") == []


def test_it_may_be_billed_at_once_if_it_is_solved(shop: Shop) -> None:
    with pytest.raises(GateNotMet):
        add(shop, spent="20m", resolved=False, bill=True)
    assert list(shop.store.threads()) == []
    assert add(shop, spent="20m", bill=True, follow_up="next week").bill.state == "laid"


def test_a_running_session_goes_on_running(shop: Shop) -> None:
    running = shop.session()
    shop.wait(5)
    add(shop, spent="20m")
    assert shop.read(running).state == "running"
