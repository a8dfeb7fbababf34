"""Follow-ups: what was promised is found until it was kept, and what the client said stands with it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from clientcare.domain.asks import Missing
from clientcare.domain.clients import Client
from clientcare.domain.errors import NotFound
from clientcare.domain.identifiers import identifier
from clientcare.services import follow_ups

if TYPE_CHECKING:
    from tests.shops import Shop


def promised(shop: Shop, days: int, *, who: str = "ann", client: str = "acme") -> str:
    thread = shop.session(client=client, me=who)
    shop.enter(thread, "followup", me=who, due=shop.now + timedelta(days=days), who=who)
    return thread


def test_open_follow_ups_are_listed_the_most_urgent_first(shop: Shop) -> None:
    later, sooner = promised(shop, 7), promised(shop, 2, who="ben")
    assert [one.thread for one in follow_ups.listed(shop.desk())] == [sooner, later]
    assert [one.thread for one in follow_ups.listed(shop.desk(), mine=True)] == [later]


def test_the_follow_ups_of_one_client(shop: Shop) -> None:
    shop.set_client(Client(identifier(1, bytes(10)), "bolt", "Bolt GmbH"))
    promised(shop, 1)
    other = promised(shop, 2, client="bolt")
    assert [one.thread for one in follow_ups.listed(shop.desk(), client="Bolt")] == [other]


def test_a_follow_up_that_was_kept_is_done_with_what_the_client_said(shop: Shop) -> None:
    thread = promised(shop, 1)
    shop.wait(24 * 60)
    entered = follow_ups.done(shop.desk("ben"), session=thread, happy=True, text="Prints well since")
    assert entered.says == "client happy"
    [one] = shop.read(thread).follow_ups
    assert (one.done, one.happy, one.result, one.done_by, one.done_at) == (
        True,
        True,
        "Prints well since",
        "ben",
        shop.now,
    )
    assert follow_ups.listed(shop.desk()) == ()


def test_of_several_the_one_that_is_due_first_is_done(shop: Shop) -> None:
    thread = promised(shop, 7)
    shop.enter(thread, "followup", due=shop.now + timedelta(days=1), who="ben")
    assert follow_ups.done(shop.desk(), session=thread, happy=False).says == "client unhappy"
    later, sooner = shop.read(thread).follow_ups
    assert (later.done, sooner.done, sooner.happy) == (False, True, False)


def test_whether_the_client_is_happy_must_be_said(shop: Shop) -> None:
    thread = promised(shop, 1)
    with pytest.raises(Missing) as missing:
        follow_ups.done(shop.desk(), session=thread)
    assert missing.value.asks[0].option == "--happy or --unhappy"


def test_where_nothing_was_promised_nothing_is_done(shop: Shop) -> None:
    thread = shop.session()
    with pytest.raises(NotFound, match="no open follow-up"):
        follow_ups.done(shop.desk(), session=thread, happy=True)
