"""`clientcare verify`, as it is typed: by hand, every night, and with a mail that billing got."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.shops import Shop


@pytest.fixture
def closed(shop: Shop) -> Shop:
    shop.session()
    shop.run("note", "Fuser worn out")
    shop.wait(55)
    assert shop.run("close", "--solution", "New fuser", "--resolved", "--bill", "--at", "+0m").code == 0
    return shop


def spoil(shop: Shop) -> None:
    [note] = (shop.share / "clients").glob("acme/_clientcare/records/*/*/*/*-note-*.toml")
    note.write_bytes(note.read_bytes().replace(b"worn", b"torn"))


def test_all_is_well_until_somebody_changes_an_entry(closed: Shop) -> None:
    good = closed.run("verify")
    assert (good.code, good.err) == (0, "")
    assert good.out.startswith("✓ All as it was filed: 1 session, ")
    spoil(closed)
    bad = closed.run("verify")
    assert bad.code == 1
    assert "changed after it was saved" in bad.out


def test_the_three_outputs(closed: Shop) -> None:
    assert closed.run("verify", "--quiet") == (0, "", "")
    spoil(closed)
    assert closed.run("verify", "acme", "--json").data["damaged"] == 1
    [row] = closed.run("verify", "--plain").out.splitlines()
    assert row.split("\t")[:3] == ["damage", "changed", "acme"]
    assert closed.run("verify", "--quiet").out.startswith("acme/_clientcare/records/2026/11/session-")


def test_every_night_it_is_enough_to_look_since_yesterday(closed: Shop) -> None:
    assert closed.run("verify", "--since", "yesterday").out.startswith("✓ All as it was filed (of what was looked at)")
    refused = closed.run("verify", "--since", "whenever")
    assert (refused.code, refused.out) == (2, "")


def test_a_mail_that_billing_got_is_held_against_the_share(closed: Shop) -> None:
    [mail] = closed.outbox()
    assert closed.run("verify", "--heads", str(mail)).code == 0
    assert closed.run("verify", "--heads", "-", input=mail.read_bytes()).code == 0
    changed = mail.read_bytes().replace(b"Proof         ", b"Proof         0", 1)
    assert closed.run("verify", "--heads", "-", input=b"Session nothing").code == 2
    assert changed != mail.read_bytes()
    assert closed.run("verify", "--heads", str(closed.folder / "none.eml")).code == 3


def test_what_a_lost_laptop_filed_is_listed(closed: Shop) -> None:
    said = closed.run("verify", "--machine", "ann-laptop", "--since", "today")
    assert said.code == 0
    assert "  · note (2) by ann, Tue 24 Nov 2026, 14:05" in said.out.splitlines()
    missed = closed.run("verify", "--machine", "bens-laptop")
    assert (missed.code, missed.err.splitlines()[1]) == (3, "  Those that did: ann-laptop.")


def test_an_unknown_client_is_told(closed: Shop) -> None:
    assert closed.run("verify", "acne").code == 3
