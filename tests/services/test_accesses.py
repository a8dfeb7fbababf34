"""Lent access: to whom, and given back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from clientcare.domain.asks import Missing
from clientcare.domain.errors import Conflict, NotFound
from clientcare.services.accesses import lent, listed, returned

if TYPE_CHECKING:
    from tests.shops import Shop


def test_access_is_lent_to_me_or_to_a_colleague(shop: Shop) -> None:
    shop.session()
    assert lent(shop.desk(), what="admin account").says == "admin account, to Ann Meier"
    assert lent(shop.desk(), what="door key", to="sutter").says == "door key, to Ben Sutter"
    assert [(one.what, one.lent_to, one.returned) for one in listed(shop.desk()).accesses] == [
        ("admin account", "ann", False),
        ("door key", "ben", False),
    ]


def test_the_only_open_access_needs_no_name_to_be_given_back(shop: Shop) -> None:
    shop.session()
    lent(shop.desk(), what="admin account")
    shop.wait(5)
    assert returned(shop.desk()).says == "admin account"
    (access,) = listed(shop.desk()).accesses
    assert access.returned
    assert access.returned_at == shop.now


def test_of_several_one_is_named_by_any_part_of_it(shop: Shop) -> None:
    shop.session()
    for what in ("admin account", "door key"):
        lent(shop.desk(), what=what)
    with pytest.raises(Conflict, match="'admin account', 'door key'"):
        returned(shop.desk())
    assert returned(shop.desk(), what="KEY").says == "door key"
    assert returned(shop.desk()).says == "admin account"
    with pytest.raises(NotFound, match="No access is open"):
        returned(shop.desk())


def test_what_was_never_lent_cannot_be_given_back(shop: Shop) -> None:
    shop.session()
    lent(shop.desk(), what="admin account")
    with pytest.raises(NotFound, match="'safe'") as refused:
        returned(shop.desk(), what="safe")
    assert refused.value.hint == "Open: 'admin account'."


def test_access_can_be_given_back_while_the_clock_rests(shop: Shop) -> None:
    thread = shop.session()
    lent(shop.desk(), what="admin account")
    shop.enter(thread, "pause")
    assert returned(shop.desk()).state == "paused"


def test_what_was_lent_must_be_said(shop: Shop) -> None:
    shop.session()
    with pytest.raises(Missing, match="WHAT"):
        lent(shop.desk(), what=" ")


def test_access_cannot_be_lent_to_a_stranger(shop: Shop) -> None:
    thread = shop.session()
    with pytest.raises(NotFound):
        lent(shop.desk(), what="admin account", to="zoe")
    assert shop.kinds(thread) == ["start"]
