"""Changes of a client's file: what is given changes, all else stays, and nobody overwrites anybody."""

from __future__ import annotations

import tomllib
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from clientcare.adapters.stores.directory import DirectoryStore
from clientcare.domain.clients import Agreement, Contact
from clientcare.domain.errors import ChangedMeanwhile, Conflict, NotFound, Usage
from clientcare.services.client_edits import archive, contact, edit
from clientcare.services.clients import add
from clientcare.services.finding import find_client
from tests.services.test_clients import kept
from tests.shops import ACME, Shop

if TYPE_CHECKING:
    from collections.abc import Callable


def test_a_client_that_was_renamed_is_found_by_the_former_name(shop: Shop) -> None:
    change = edit(shop.desk(), client="acme", name="Zeta  GmbH")
    assert change.what == ("name Zeta GmbH, before Acme AG",)
    assert find_client(shop.desk(), "Acme AG").name == "Zeta GmbH"


def test_another_spelling_of_the_name_leaves_no_former_name(shop: Shop) -> None:
    edit(shop.desk(), client="acme", name="ACME AG")
    assert (kept(shop, "acme").name, kept(shop, "acme").aliases) == ("ACME AG", ())
    assert edit(shop.desk(), client="acme", name="ACME AG").what == ()


def test_a_name_that_another_client_has_is_refused(shop: Shop) -> None:
    add(shop.desk(), handle="zeta", name="Zeta")
    with pytest.raises(Conflict, match="Zeta already"):
        edit(shop.desk(), client="acme", name="ZETA")


def test_fields_change_and_an_empty_text_empties_them(shop: Shop) -> None:
    change = edit(
        shop.desk(),
        client="acme",
        alias="Acme Holding",
        billing_address="Seestr. 1\nZürich",
        billing_mail="b@acme.example",
    )
    assert change.what == (
        "also found as Acme Holding",
        "billing address Seestr. 1 · Zürich",
        "billing mail b@acme.example",
    )
    assert edit(shop.desk(), client="acme", billing_address="", billing_mail="").what == (
        "billing address emptied",
        "billing mail emptied",
    )
    assert kept(shop, "acme").aliases == ("Acme Holding",)


def test_agreements_are_a_dated_list(shop: Shop) -> None:
    edit(shop.desk(), client="acme", account="hosting", since="1 Jan 2026")
    change = edit(shop.desk(), client="acme", account="support-sla", agreed="4 h a month")
    assert change.what == ("support-sla since Tue 24 Nov 2026",)
    assert edit(shop.desk(), client="acme", account="support-sla").what == ()
    edit(shop.desk(), client="acme", account="retainer", since="2026-11-24")
    assert kept(shop, "acme").agreements == (
        Agreement("hosting", date(2026, 1, 1)),
        Agreement("retainer", date(2026, 11, 24)),
    )


def test_nothing_given_is_a_slip(shop: Shop) -> None:
    with pytest.raises(Usage, match="Nothing to change"):
        edit(shop.desk(), client="acme")
    with pytest.raises(Usage, match="Nothing to change"):
        contact(shop.desk(), client="acme", action="edit", name="Frei")


def meanwhile(monkeypatch: pytest.MonkeyPatch, *others: Callable[[], object]) -> None:
    """Before each of the next writes of a client, somebody else comes first."""
    write = DirectoryStore.write_client
    waiting = list(others)

    def second(store: DirectoryStore, folder: str, content: Any, token: str) -> None:
        if waiting:
            other = waiting.pop(0)
            with monkeypatch.context() as first:
                first.setattr(DirectoryStore, "write_client", write)
                other()
        write(store, folder, content, token)

    monkeypatch.setattr(DirectoryStore, "write_client", second)


def test_two_who_edit_one_client_at_once_both_keep_their_change(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    meanwhile(monkeypatch, lambda: edit(shop.desk("ben"), client="acme", alias="Bens", billing_mail="ben@acme.example"))
    change = edit(shop.desk(), client="acme", alias="Anns", name="Acme Ltd")
    assert change.what[:2] == ("name Acme Ltd, before Acme AG", "also found as Anns")
    now = kept(shop, "acme")
    assert (now.name, now.aliases, now.billing_mail) == ("Acme Ltd", ("Bens", "Acme AG", "Anns"), "ben@acme.example")


def test_who_changes_the_same_field_second_is_told_and_nothing_of_theirs_is_written(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    meanwhile(monkeypatch, lambda: edit(shop.desk("ben"), client="acme", billing_mail="ben@acme.example"))
    with pytest.raises(Conflict, match=r"client\.toml: somebody else changed the billing mail meanwhile"):
        edit(shop.desk(), client="acme", alias="Anns", billing_mail="ann@acme.example")
    now = kept(shop, "acme")
    assert (now.aliases, now.billing_mail) == ((), "ben@acme.example")


def test_two_who_make_the_same_change_at_once_made_it(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    meanwhile(monkeypatch, lambda: edit(shop.desk("ben"), client="acme", billing_mail="ben@acme.example"))
    assert edit(shop.desk(), client="acme", billing_mail="ben@acme.example").what == ()
    assert kept(shop, "acme").billing_mail == "ben@acme.example"


def test_a_file_that_goes_on_changing_is_left_to_the_others(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    others = [lambda number=number: edit(shop.desk("ben"), client="acme", alias=f"Ben {number}") for number in range(3)]
    meanwhile(monkeypatch, *others)
    with pytest.raises(ChangedMeanwhile):
        edit(shop.desk(), client="acme", alias="Anns")
    assert kept(shop, "acme").aliases == ("Ben 0", "Ben 1", "Ben 2")


def test_a_client_that_was_removed_meanwhile_is_not_made_again(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("clientcare.services.client_edits.find_client", lambda desk, word: ACME)
    shop.store.remove_client("acme")
    with pytest.raises(NotFound, match="removed meanwhile"):
        edit(shop.desk(), client="acme", alias="x")


def test_keys_that_nobody_here_knows_stay(shop: Shop) -> None:
    path = shop.share / "clients" / "acme" / "_clientcare" / "client.toml"
    path.write_text('colour = "red"\n' + path.read_text("utf-8"), "utf-8")
    edit(shop.desk(), client="acme", alias="x")
    assert tomllib.loads(path.read_text("utf-8"))["colour"] == "red"


def test_a_contact_is_added_changed_and_removed(shop: Shop) -> None:
    change = contact(
        shop.desk(),
        client="acme",
        action="add",
        name="Mr Bo",
        phone="044 1",
        mail="bo@acme.example",
        key_influencer=True,
    )
    assert change.what == ("contact Mr Bo added",)
    assert kept(shop, "acme").contacts[1] == Contact("Mr Bo", "", "044 1", "bo@acme.example", True)
    assert contact(shop.desk(), client="acme", action="edit", name="bo", role="owner", phone="").what == (
        "contact Mr Bo changed",
    )
    assert kept(shop, "acme").contacts[1] == Contact("Mr Bo", "owner", "", "bo@acme.example", True)
    assert contact(shop.desk(), client="acme", action="remove", name="mr bo").what == ("contact Mr Bo removed",)
    assert kept(shop, "acme").contacts == ACME.contacts


@pytest.mark.parametrize(("action", "hint"), [("ad", "Did you mean add?"), ("call", "add|edit|remove")])
def test_another_word_for_what_to_do_offers_the_right_one(action: str, hint: str, shop: Shop) -> None:
    with pytest.raises(Usage) as refused:
        contact(shop.desk(), client="acme", action=action, name="x")
    assert hint in refused.value.hint


def test_a_contact_is_named_by_what_only_one_has(shop: Shop) -> None:
    contact(shop.desk(), client="acme", action="add", name="Mr Freitag")
    with pytest.raises(Conflict, match="fits several contacts"):
        contact(shop.desk(), client="acme", action="remove", name="frei")
    with pytest.raises(NotFound) as nobody:
        contact(shop.desk(), client="acme", action="remove", name="Bo")
    assert "Ms Frei, Mr Freitag" in nobody.value.hint
    add(shop.desk(), handle="zeta", name="Zeta")
    with pytest.raises(NotFound) as none:
        contact(shop.desk(), client="zeta", action="remove", name="Bo")
    assert none.value.hint == "There are none yet."


def test_a_contact_is_there_once_and_has_a_name(shop: Shop) -> None:
    with pytest.raises(Conflict, match="already"):
        contact(shop.desk(), client="acme", action="add", name="ms FREI")
    with pytest.raises(Usage, match="no name"):
        contact(shop.desk(), client="acme", action="add", name=" ")


def test_a_client_is_set_aside_and_taken_back_but_not_while_a_session_is_open(shop: Shop) -> None:
    assert archive(shop.desk(), client="acme").what == ("archived",)
    assert archive(shop.desk(), client="acme").what == ()
    assert archive(shop.desk(), client="acme", undo=True).what == ("taken back from the archive",)
    shop.session()
    with pytest.raises(Conflict, match="is open: 'Printer offline'"):
        archive(shop.desk(), client="acme")
