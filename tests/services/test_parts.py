"""Parts: what one costs, how many, and what cannot be."""

from __future__ import annotations

import pytest

from clientcare.domain.asks import Missing
from clientcare.domain.errors import Conflict, NotFound, Usage
from clientcare.services.parts import part
from tests.shops import NOON, Shop


def test_a_part_is_kept_with_its_price_in_the_shops_currency(shop: Shop) -> None:
    thread = shop.session()
    entered = part(shop.desk(), name="Fuser  FK-1150", price="89")
    assert entered.says == "1 × Fuser FK-1150, CHF 89.00"
    (kept,) = shop.read(thread).parts
    assert (kept.name, kept.quantity, kept.price, kept.currency) == ("Fuser FK-1150", "1", "89.00", "CHF")


def test_several_parts_are_said_with_the_price_of_each_and_their_serials(shop: Shop) -> None:
    thread = shop.session()
    entered = part(
        shop.desk(), name="Toner", quantity="2,5", price="1'200.50", serial_out=" A  1 ", serial_in="B2", at="14:05"
    )
    assert entered.says == "2.5 × Toner, CHF 1'200.50 each, out A 1, in B2"
    assert entered.at == NOON
    (kept,) = shop.read(thread).parts
    assert (kept.quantity, kept.price, kept.serial_out, kept.serial_in) == ("2.5", "1200.50", "A 1", "B2")


def test_a_part_that_costs_nothing_is_not_one_without_a_price(shop: Shop) -> None:
    thread = shop.session()
    part(shop.desk(), name="Cable", price="0")
    part(shop.desk(), name="Cable")
    assert [(one.price, one.currency) for one in shop.read(thread).parts] == [("0.00", "CHF"), ("", "")]


def test_a_part_without_a_name_is_asked_for(shop: Shop) -> None:
    shop.session()
    with pytest.raises(Missing) as missing:
        part(shop.desk(), name="  ")
    assert [ask.field for ask in missing.value.asks] == ["name"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"quantity": "-1"},
        {"quantity": "0"},
        {"quantity": "many"},
        {"price": "-5"},
        {"price": "1,200"},
        {"price": "89 EUR"},
        {"price": "99999999999"},
        {"serial_in": "x" * 101},
        {"serial_out": "bell\x07"},
        {"name": "x" * 201},
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_kept(shop: Shop, wrong: dict[str, str]) -> None:
    thread = shop.session()
    with pytest.raises(Usage):
        part(shop.desk(), **{"name": "Fuser", **wrong})
    assert shop.kinds(thread) == ["start"]


def test_a_part_without_a_session_has_nowhere_to_go(shop: Shop) -> None:
    with pytest.raises(NotFound, match="No session"):
        part(shop.desk(), name="Fuser")


def test_a_closed_session_takes_no_parts(shop: Shop) -> None:
    thread = shop.session()
    shop.enter(thread, "close", ordinal=1, solution="x")
    with pytest.raises(Conflict, match="closed"):
        part(shop.desk(), name="Fuser", session=thread[-4:])
