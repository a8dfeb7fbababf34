"""Clients, their contacts and their agreements, as their files say."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientcare.domain.clients import (
    ACCOUNTS,
    Agreement,
    Client,
    Contact,
    Merged,
    amended_client,
    read_client,
    write_client,
)
from clientcare.domain.tables import TableFault

TEXT = st.text(st.characters(codec="utf-8")).map(str.strip)
NAME = TEXT.filter(bool)
CONTACTS = st.lists(st.builds(Contact, NAME, TEXT, TEXT, TEXT, st.booleans()), max_size=3).map(tuple)
AGREEMENTS = st.lists(st.builds(Agreement, st.sampled_from(list(ACCOUNTS)), st.dates(), TEXT), max_size=3).map(tuple)
MERGED = st.builds(Merged, NAME, NAME, TEXT)
CLIENTS = st.builds(
    Client,
    NAME,
    st.just("acme"),
    NAME,
    CONTACTS,
    AGREEMENTS,
    billing_address=TEXT,
    billing_mail=TEXT,
    aliases=st.lists(TEXT).map(tuple),
    archived=st.booleans(),
    handle=st.sampled_from(["", "acme-2"]),
    merged=st.lists(MERGED, max_size=2).map(tuple),
    into=st.none() | MERGED,
)
ACME = Client("id-1", "acme", "Acme AG")


def day(number: int) -> date:
    return date(2026, 11, number)


@given(CLIENTS)
def test_a_client_that_was_written_is_read_back_the_same(client: Client) -> None:
    assert read_client("acme", write_client(client)) == client


@given(CLIENTS)
def test_a_client_that_is_amended_over_its_own_file_is_the_same(client: Client) -> None:
    assert read_client("acme", amended_client(write_client(client), client)) == client


def test_what_is_empty_is_not_written() -> None:
    assert write_client(ACME) == {"format": 1, "id": "id-1", "name": "Acme AG"}
    assert write_client(ACME._replace(contacts=(Contact("Ms Frei"),)))["contacts"] == [
        {"name": "Ms Frei", "role": "", "phone": "", "mail": ""}
    ]


def test_the_newest_agreement_that_has_begun_holds() -> None:
    client = ACME._replace(
        agreements=(
            Agreement("support-sla", day(20)),
            Agreement("project", day(1)),
            Agreement("retainer", day(30)),
        )
    )
    assert client.account(date(2026, 10, 31)) == ""
    assert client.account(day(1)) == "project"
    assert client.account(day(19)) == "project"
    assert client.account(day(20)) == "support-sla"
    assert client.account(day(30)) == "retainer"


def test_of_two_agreements_from_one_day_on_the_later_one_in_the_list_holds() -> None:
    client = ACME._replace(agreements=(Agreement("project", day(1)), Agreement("retainer", day(1))))
    assert client.account(day(2)) == "retainer"


@pytest.mark.parametrize("since", ["2026-11-24", None, datetime(2026, 11, 24, tzinfo=UTC)])
def test_an_agreement_holds_from_a_day_on_and_from_nothing_else(since: object) -> None:
    row = {"account": "project", **({"since": since} if since else {})}
    with pytest.raises(TableFault) as caught:
        read_client("acme", {"id": "1", "name": "Acme", "agreements": [row]})
    assert caught.value.message == "'since' in [agreements] must be a day, such as 2026-11-24, without quotes"


@pytest.mark.parametrize(
    ("account", "hint"),
    [
        ("retaner", "Did you mean 'retainer'?"),
        ("", f"It is one of: {', '.join(ACCOUNTS)}."),
    ],
)
def test_an_account_type_that_does_not_exist_is_refused(account: str, hint: str) -> None:
    row = {"account": account, "since": day(1)}
    with pytest.raises(TableFault) as caught:
        read_client("acme", {"id": "1", "name": "Acme", "agreements": [row]})
    assert (caught.value.message, caught.value.hint) == (f"'account' in [agreements] cannot be '{account}'", hint)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ({"nmae": "Acme"}, "unknown key 'nmae'"),
        ({"name": "A", "id": "1", "contacts": [{"name": "F", "phon": "1"}]}, "unknown key 'phon' in [contacts]"),
        ({"name": "A", "id": "1", "agreements": [{"acount": "x"}]}, "unknown key 'acount' in [agreements]"),
        ({"name": "A"}, "'id' must be there, as a text"),
        ({"id": "1"}, "'name' must be there, as a text"),
        ({"name": "A", "id": "1", "contacts": [{}]}, "'name' in [contacts] must be there, as a text"),
    ],
)
def test_a_slip_in_a_clients_file_is_told(content: dict[str, Any], message: str) -> None:
    with pytest.raises(TableFault) as caught:
        read_client("acme", content)
    assert caught.value.message == message


def test_keys_that_nobody_here_knows_are_kept_when_a_client_changes() -> None:
    before = {
        "id": "id-1",
        "name": "Acme",
        "floor": 3,
        "aliases": ["Acme Ltd"],
        "contacts": [{"name": " Ms Frei ", "phone": "1", "birthday": day(3)}, {"name": "Mr Gone", "dog": "Rex"}],
        "agreements": [{"account": "project", "since": day(1), "contract": "C-17"}],
    }
    client = read_client("acme", before)
    changed = client._replace(
        name="Acme AG",
        aliases=(),
        contacts=(Contact("Ms Frei", phone="2"), Contact("Mr New")),
        agreements=(*client.agreements, Agreement("retainer", day(20), "by mail")),
    )
    assert amended_client(before, changed) == {
        "format": 1,
        "id": "id-1",
        "name": "Acme AG",
        "contacts": [
            {"name": "Ms Frei", "role": "", "phone": "2", "mail": "", "birthday": day(3)},
            {"name": "Mr New", "role": "", "phone": "", "mail": ""},
        ],
        "agreements": [
            {"account": "project", "since": day(1), "contract": "C-17"},
            {"account": "retainer", "since": day(20), "note": "by mail"},
        ],
        "floor": 3,
    }


def test_a_list_that_became_empty_is_not_written() -> None:
    before = {"id": "id-1", "name": "Acme AG", "contacts": [{"name": "Ms Frei"}]}
    assert amended_client(before, ACME) == {"format": 1, "id": "id-1", "name": "Acme AG"}
