"""What is due: told by client and group, and nothing is erased by itself."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from clientcare.domain.clients import Client
from clientcare.domain.retention import DueLine, Retention
from clientcare.services import facts
from clientcare.services.due import listed
from clientcare.services.erasing import erase

if TYPE_CHECKING:
    from tests.shops import Shop


def test_what_is_kept_too_long_is_told_and_stays_until_somebody_erases_it(shop: Shop) -> None:
    facts.note(shop.desk(), client="acme", text="Ring first")
    thread = shop.session()
    note = shop.enter(thread, "note", text="x")
    shop.enter(thread, "close", ordinal=1, end=shop.now, resolved=True)
    shop.store.drop_hint("ann", next(shop.store.threads()))
    assert listed(shop.desk()) == ()
    shop.set_shop(retention=Retention(notes=1))
    shop.now = shop.now.replace(year=2028)
    day = date(2026, 11, 24)
    (line,) = listed(shop.desk())
    assert line._replace(entries=0) == DueLine("acme", "Acme AG", "notes", 0, day, day)
    before = line.entries
    erase(shop.desk(), entry=note, reason="due", yes=True)
    assert listed(shop.desk())[0].entries == before - 1
    shop.now = shop.now.replace(year=2037)
    assert {one.group for one in listed(shop.desk())} == {"hours", "notes"}


def test_what_is_kept_for_ever_is_never_due_and_a_broken_file_hides_no_other(shop: Shop) -> None:
    shop.set_client(Client("nonsense", "aaa", "Aaa"))
    shop.session()
    shop.now = shop.now.replace(year=2099)
    assert {one.folder for one in listed(shop.desk())} == {"acme"}
    shop.set_shop(retention=Retention(0, 0, 0, 0))
    assert listed(shop.desk()) == ()


def test_it_is_shown_in_every_form(shop: Shop) -> None:
    assert shop.run("client", "due").out == "Nothing is kept longer than the shop's periods.\n"
    shop.session()
    shop.now = shop.now.replace(year=2040)
    people = shop.run("client", "due").out
    assert people.startswith("HANDLE  NAME")
    assert "clientcare erase CLIENT --dry-run" in people
    assert shop.run("client", "due", "--quiet").out == "acme\n"
    assert shop.run("client", "due", "--plain").out.split("\t")[:3] == ["acme", "Acme AG", "hours"]
    assert shop.run("client", "due", "--json").data[0]["oldest"] == "2026-11-24"
