"""The index by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from clientcare.adapters.stores import index as stores_index
from clientcare.domain.errors import Usage
from clientcare.services.index import index

if TYPE_CHECKING:
    from tests.shops import Shop


@pytest.fixture
def closed(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Two sessions that have come to rest, and one that is open."""
    monkeypatch.setattr(stores_index, "QUIET", -60)
    made = [shop.session(f"Printer {number}") for number in range(3)]
    for thread in made[:2]:
        shop.enter(thread, "close", ordinal=1, end=shop.now, resolved=True)
        shop.store.drop_hint("ann", shop.read(thread).place)
    return made


@pytest.mark.usefixtures("closed")
def test_what_is_missing_is_told_and_made(shop: Shop) -> None:
    (before,) = index(shop.desk())
    assert (before.month, before.made) == ("2026/11", None)
    (after,) = index(shop.desk(), action="update")
    assert (after.sessions, after.behind) == (2, 1)
    assert after.made is not None
    assert index(shop.desk(), action="update") == (after,)


def test_what_came_to_rest_since_is_taken_in(shop: Shop, closed: list[str]) -> None:
    index(shop.desk(), action="update")
    shop.enter(closed[2], "close", ordinal=1, end=shop.now, resolved=True)
    shop.store.drop_hint("ann", shop.read(closed[2]).place)
    assert index(shop.desk())[0].behind == 1
    assert [(one.sessions, one.behind) for one in index(shop.desk(), action="update")] == [(3, 0)]


@pytest.mark.usefixtures("closed")
def test_made_anew_nothing_that_was_there_is_believed(shop: Shop) -> None:
    index(shop.desk(), action="update")
    (wrong,) = (shop.share / "_clientcare" / "index").glob("*.sqlite")
    (after,) = index(shop.desk(), action="rebuild")
    assert after.sessions == 2
    assert not wrong.exists()


@pytest.mark.parametrize(("typed", "hint"), [("updat", "Did you mean update?"), ("x", "It is one of: show,")])
def test_anything_else_is_refused_with_what_there_is(shop: Shop, typed: str, hint: str) -> None:
    with pytest.raises(Usage) as caught:
        index(shop.desk(), action=typed)
    assert caught.value.hint.startswith(hint)


@pytest.mark.usefixtures("closed")
def test_people_and_scripts_see_it_month_by_month(shop: Shop) -> None:
    assert "2026-11  not there: read anew each time" in shop.run("store", "index").out
    assert shop.run("store", "index", "update", "--plain").out.split("\t")[2:] == ["2", "1\n"]
    assert shop.run("store", "index", "--json").data[0]["sessions"] == 2
    assert shop.run("store", "index", "--quiet").out == "2026/11\n"


def test_a_shop_without_sessions_has_none(shop: Shop) -> None:
    assert shop.run("store", "index").out == "There are no sessions yet.\n"
