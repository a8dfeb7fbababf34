"""Options: offered with cost and consequence, chosen by somebody at the client's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from clientcare.domain.asks import Missing
from clientcare.domain.errors import Conflict, NotFound, Usage
from clientcare.services.options import add, choose, listed

if TYPE_CHECKING:
    from tests.shops import Shop


def offer(shop: Shop) -> str:
    thread = shop.session()
    add(shop.desk(), text="New fuser", cost="CHF 89", consequence="one more year")
    add(shop.desk(), text="New printer", cost="CHF 350", consequence="five years")
    return thread


def test_an_option_is_kept_with_cost_and_consequence(shop: Shop) -> None:
    shop.session()
    assert add(shop.desk(), text="New fuser", cost="CHF 89", consequence="one more year").says == "New fuser, CHF 89"
    (option,) = listed(shop.desk()).options
    assert (option.number, option.cost, option.consequence, option.chosen) == (1, "CHF 89", "one more year", False)


def test_an_offer_without_cost_or_consequence_is_none(shop: Shop) -> None:
    shop.session()
    with pytest.raises(Missing) as missing:
        add(shop.desk(), text="New fuser", cost=" ")
    assert [ask.field for ask in missing.value.asks] == ["cost", "consequence"]


@pytest.mark.parametrize("word", ["2", "2.", "printer", "2 New printer"])
def test_a_choice_names_the_option_by_number_or_by_any_part_of_it(shop: Shop, word: str) -> None:
    offer(shop)
    assert choose(shop.desk(), option=word, who="Ms Frei").says == "2 New printer, by Ms Frei"
    assert [(one.chosen, one.chosen_by) for one in listed(shop.desk()).options] == [(False, ""), (True, "Ms Frei")]


def test_a_later_choice_counts(shop: Shop) -> None:
    offer(shop)
    choose(shop.desk(), option="2", who="Ms Frei")
    choose(shop.desk(), option="1", who="Mr Acme")
    assert [one.chosen for one in listed(shop.desk()).options] == [True, False]


def test_which_one_and_who_are_asked_for_with_what_was_offered(shop: Shop) -> None:
    offer(shop)
    with pytest.raises(Missing) as missing:
        choose(shop.desk())
    assert [(ask.field, ask.choices) for ask in missing.value.asks] == [
        ("option", ("1 New fuser", "2 New printer")),
        ("who", ()),
    ]


@pytest.mark.parametrize(
    ("word", "error"), [("3", NotFound), ("0", NotFound), ("tablet", NotFound), ("new", Conflict), (" ", Usage)]
)
def test_an_option_that_is_not_there_or_not_the_only_one_is_refused(
    shop: Shop, word: str, error: type[Exception]
) -> None:
    thread = offer(shop)
    with pytest.raises(error):
        choose(shop.desk(), option=word, who="Ms Frei")
    assert "choice" not in shop.kinds(thread)


def test_nothing_can_be_chosen_before_something_was_offered(shop: Shop) -> None:
    shop.session()
    with pytest.raises(NotFound, match="Nothing was offered"):
        choose(shop.desk(), option="1", who="Ms Frei")
