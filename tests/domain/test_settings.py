"""Settings by their names: where they live and what they may be."""

from __future__ import annotations

from typing import Any

import pytest

from clientcare.domain.errors import NotAllowed, Usage
from clientcare.domain.settings import MAIL, SHOP, USER, find_setting, read_value, value_in, with_value
from clientcare.domain.shop import MAIL_KEYS, SHOP_KEYS, USER_KEYS


def test_every_key_of_the_files_is_a_setting() -> None:
    assert {one.name for one in USER} == {key for key in USER_KEYS if key != "mail"}
    assert {one.name.removeprefix("mail.") for one in MAIL} == set(MAIL_KEYS)
    assert {one.name.partition(".")[0] for one in SHOP} == set(SHOP_KEYS)


def test_a_setting_is_the_shops_or_the_users() -> None:
    assert find_setting("Billing.Address")[0] == "shop"
    assert find_setting("currency")[1].name == "shop.currency"
    assert find_setting("me")[0] == "user"
    assert find_setting("mail.user")[0] == "shop"
    assert find_setting("mail.user", mine=True)[0] == "user"


@pytest.mark.parametrize(
    ("name", "mine", "hint"),
    [
        ("billing.adress", False, "Did you mean 'billing.address'?"),
        ("nonsense", False, "See: clientcare config show"),
        ("billing.address", True, "See: clientcare config show"),
        ("mail.password", False, "mail.password-command"),
        ("mail.pass", True, "mail.password-command"),
    ],
)
def test_a_setting_that_is_none_offers_the_nearest_and_a_password_is_never_one(
    name: str, mine: bool, hint: str
) -> None:
    with pytest.raises(Usage) as refused:
        find_setting(name, mine=mine)
    assert hint in refused.value.hint


@pytest.mark.parametrize("name", ["store", "format", "on-this-machine", "storage.on-this-machine"])
def test_what_only_init_writes_is_not_set_by_hand(name: str) -> None:
    with pytest.raises(NotAllowed):
        find_setting(name)


@pytest.mark.parametrize(
    ("name", "typed", "value"),
    [
        ("privacy.mask", "Yes", True),
        ("privacy.mask", "off", False),
        ("mail.port", " 587 ", 587),
        ("shop.currency", "chf", "CHF"),
        ("billing.address", "Billing <billing@example.ch>", "Billing <billing@example.ch>"),
        ("billing.address", "", ""),
        ("shop.name", " Sample Support ", "Sample Support"),
    ],
)
def test_a_value_is_read_by_its_kind(name: str, typed: str, value: Any) -> None:
    assert read_value(find_setting(name)[1], typed) == value


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("privacy.mask", "maybe"),
        ("mail.port", "x"),
        ("mail.port", "٣"),
        ("mail.port", "9999999999"),
        ("shop.currency", "XXX"),
        ("billing.address", "billing"),
        ("shop.name", "a\nb"),
    ],
)
def test_a_value_of_another_kind_is_refused(name: str, typed: str) -> None:
    with pytest.raises(Usage):
        read_value(find_setting(name)[1], typed)


def test_one_value_changes_and_all_else_stays() -> None:
    content = {"store": "x", "shop": {"name": "A", "ours": 1}, "more": {}}
    changed = with_value(content, "shop.name", "B")
    assert changed == {"store": "x", "shop": {"name": "B", "ours": 1}, "more": {}}
    assert content["shop"] == {"name": "A", "ours": 1}
    assert value_in(changed, "shop.name") == "B"
    assert value_in(changed, "mail.way") is None
    assert with_value({}, "mail.way", "smtp") == {"mail": {"way": "smtp"}}
    assert with_value({"me": "ann"}, "me", "ben") == {"me": "ben"}


def test_an_empty_value_takes_the_setting_out() -> None:
    assert with_value({"mail": {"way": "smtp", "host": "x"}}, "mail.way", "") == {"mail": {"host": "x"}}
    assert with_value({"me": "ann"}, "me", "") == {}
