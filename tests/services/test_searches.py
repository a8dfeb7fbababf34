"""Searching all sessions, with what a person may add to narrow it down."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from clientcare.domain.errors import Usage
from clientcare.services.searches import search
from tests.shops import ACME, NOON

if TYPE_CHECKING:
    from tests.shops import Shop


@pytest.fixture
def history(shop: Shop) -> Shop:
    """A printer at Acme's in October, one at the dentist's now; Ann and Ben."""
    shop.set_client(ACME._replace(id="id-2", folder="dentist", name="Dr. Müller, dentist"))
    shop.now = NOON - timedelta(days=40)
    old = shop.session("Printer offline")
    shop.enter(old, "note", text="Fuser worn out")
    shop.now = NOON
    new = shop.session("Printer jams", client="dentist", me="ben")
    shop.enter(new, "part", "ben", name="Fuser FK-1150")
    return shop


@pytest.mark.parametrize(
    ("given", "titles"),
    [
        ({"words": ["printer"]}, {"Printer jams", "Printer offline"}),
        ({"words": ["fuser"], "kinds": ["part"]}, {"Printer jams"}),
        ({"words": ["fuser"], "client": "acme"}, {"Printer offline"}),
        ({"words": ["fuser"], "member": "ben"}, {"Printer jams"}),
        ({"words": ["fuser"], "since": "2026-11"}, {"Printer jams"}),
        ({"words": ["fuser"], "until": "2026-10"}, {"Printer offline"}),
        ({"words": ["fuser"], "since": "2026-10", "until": "2026-11"}, {"Printer jams", "Printer offline"}),
        ({"words": ["fuser"], "until": "23 Nov"}, {"Printer offline"}),
        ({"words": ["fuser"], "until": "today"}, {"Printer jams", "Printer offline"}),
        ({"words": ["printer", "muller"]}, {"Printer jams"}),
        ({"words": ["printer"], "most": 1}, {"Printer offline"}),
        ({"words": ["printer"], "most": 1, "page": 2}, {"Printer jams"}),
        ({"words": ["zebra"]}, set()),
    ],
)
def test_sessions_are_found_as_far_as_they_are_asked_for(
    history: Shop, given: dict[str, Any], titles: set[str]
) -> None:
    assert {hit.session.title for hit in search(history.desk(), **given).hits} == titles


def test_a_page_says_where_it_stands(history: Shop) -> None:
    found = search(history.desk(), words=["printer"], most=1, page=2)
    assert (found.total, found.first, len(found.hits)) == (2, 2, 1)


@pytest.mark.parametrize("words", [["-"], ["*"], ['""'], ["😀"]])
def test_without_a_word_there_is_nothing_to_look_for(shop: Shop, words: list[str]) -> None:
    with pytest.raises(Usage, match="There is no word to look for"):
        search(shop.desk(), words=words)


@pytest.mark.parametrize("given", [{"most": 0}, {"page": 0}])
def test_pages_count_from_one(shop: Shop, given: dict[str, int]) -> None:
    with pytest.raises(Usage, match="count from 1"):
        search(shop.desk(), words=["x"], **given)
