"""The settings of a shop and of a machine's user."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientcare.domain.retention import Retention
from clientcare.domain.shop import (
    Management,
    Shop,
    UserSettings,
    read_shop,
    read_user_settings,
    write_shop,
    write_user_settings,
)
from clientcare.domain.tables import TableFault

MANAGEMENT = Management("Ms Keller", "044 555 01 00", "keller@example.ch")
SHOP = Shop("store-1", "Sample Support", "CHF", "Europe/Zurich", "billing@example.ch", MANAGEMENT)
TEXT = st.text(st.characters(codec="utf-8"), min_size=1).map(str.strip).filter(bool)
MAIL = st.fixed_dictionaries({"way": st.sampled_from(["outbox", "smtp", "sendmail"])}, optional={"host": TEXT})


def content(**changed: Any) -> dict[str, Any]:
    """The parsed settings of the shop, with tables changed."""
    made = write_shop(SHOP)
    for table, values in changed.items():
        made[table] = {**made.get(table, {}), **values}
    return made


def fault(**changed: Any) -> tuple[str, str]:
    """Message and hint of the fault in such settings."""
    with pytest.raises(TableFault) as caught:
        read_shop(content(**changed))
    return caught.value.message, caught.value.hint


def test_a_shop_is_written_in_the_order_in_which_people_read_it() -> None:
    assert list(write_shop(SHOP)) == ["format", "store", "shop", "billing", "management", "privacy", "mail"]


def test_where_nothing_is_said_the_shop_is_careful() -> None:
    shop = read_shop(
        {
            "store": "store-1",
            "shop": {"name": "S", "currency": "CHF", "time-zone": "Europe/Zurich"},
            "billing": {"address": "billing@example.ch"},
        }
    )
    assert shop.default_guide == "working-with-clients"
    assert not shop.bill_unresolved
    assert not shop.collects_outbox
    assert not shop.mask_always
    assert shop.file_server == ""
    assert shop.mail == {}
    assert shop.management == Management("", "", "")


def test_mail_is_laid_into_the_outbox_where_nothing_else_is_said() -> None:
    assert write_shop(SHOP)["mail"] == {"way": "outbox"}


@given(
    st.builds(
        Shop,
        store=TEXT,
        name=TEXT,
        currency=TEXT,
        zone_name=TEXT,
        billing_address=TEXT,
        management=st.builds(Management, TEXT, TEXT, TEXT),
        default_guide=TEXT,
        bill_unresolved=st.booleans(),
        collects_outbox=st.booleans(),
        mask_always=st.booleans(),
        file_server=st.one_of(st.just(""), TEXT),
        share=st.sampled_from(({}, {"decides": False, "billing-seat": "office"})),
        retention=st.builds(Retention, *[st.integers(0, 100)] * 4),
        mail=MAIL,
    )
)
def test_a_shop_that_was_written_is_read_back_the_same(shop: Shop) -> None:
    assert read_shop(write_shop(shop)) == shop


@given(
    st.builds(
        UserSettings,
        share=TEXT,
        store=TEXT,
        me=TEXT,
        machine=TEXT,
        on_this_machine=st.booleans(),
        own_disk=st.booleans(),
        mount=st.one_of(st.just(""), TEXT),
        mail=st.one_of(st.just({}), MAIL),
    )
)
def test_settings_of_a_user_that_were_written_are_read_back_the_same(settings: UserSettings) -> None:
    assert read_user_settings(write_user_settings(settings)) == settings


def test_an_empty_settings_file_names_no_shop() -> None:
    assert read_user_settings({}) == UserSettings()


def test_a_format_from_the_future_is_not_guessed_at() -> None:
    with pytest.raises(TableFault) as caught:
        read_shop({**content(), "format": 2})
    assert caught.value.message == "this shop uses format 2; this version of clientcare knows format 1"
    assert caught.value.hint == "Install the newest version: uv tool upgrade clientcare"
    assert (caught.value.table, caught.value.key) == ("", "format")


@pytest.mark.parametrize(
    ("table", "key", "near"),
    [
        ("shop", "curency", "currency"),
        ("billing", "adress", "address"),
        ("management", "phon", "phone"),
        ("privacy", "masks", "mask"),
        ("mail", "hosts", "host"),
        ("storage", "on-this-machin", "on-this-machine"),
    ],
)
def test_a_slip_in_any_table_is_refused_with_the_nearest_key(table: str, key: str, near: str) -> None:
    assert fault(**{table: {key: "x"}}) == (f"unknown key '{key}' in [{table}]", f"Did you mean '{near}'?")


def test_a_slip_in_the_name_of_a_table_is_refused_too() -> None:
    with pytest.raises(TableFault, match="unknown key 'biling'"):
        read_shop({**content(), "biling": {}})
    with pytest.raises(TableFault, match="unknown key 'shar'"):
        read_user_settings({"shar": "/srv"})


@pytest.mark.parametrize(
    ("table", "key"), [("shop", "name"), ("shop", "currency"), ("shop", "time-zone"), ("billing", "address")]
)
def test_a_shop_cannot_do_without_its_name_currency_zone_and_billing_address(table: str, key: str) -> None:
    assert fault(**{table: {key: ""}})[0] == f"'{key}' in [{table}] must be more than an empty text"


def test_periods_are_read_and_a_wrong_one_is_told_with_its_key() -> None:
    content = write_shop(SHOP._replace(retention=Retention(bills=8, notes=0)))
    assert read_shop(content).retention == Retention(bills=8, notes=0)
    with pytest.raises(TableFault) as caught:
        read_shop({**content, "retention": {"bills": 1000}})
    assert (caught.value.table, caught.value.key) == ("retention", "bills")
