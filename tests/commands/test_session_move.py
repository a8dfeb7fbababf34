"""`clientcare session move` and `undo --move-to` as people type them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.shops import Shop


@pytest.fixture
def closed(shop: Shop) -> Shop:
    shop.run("client", "add", "zeta", "--name", "Zeta GmbH")
    shop.session()
    shop.wait(55)
    shop.run("close", "--solution", "New fuser", "--resolved", "--bill")
    return shop


def test_a_session_goes_to_another_client_and_billing_is_told(closed: Shop) -> None:
    asked = closed.run("session", "move", "acme", "--to", "zeta")
    assert (asked.code, "--yes" in asked.err, "Billing will be told" in asked.err) == (2, True, True)
    assert closed.run("session", "move", "acme", "--to", "zeta", "--dry-run").out == (
        "Would be moved: Printer offline · from Acme AG to Zeta GmbH\n"
    )
    done = closed.run("session", "move", "acme", "--to", "zeta", "--yes")
    assert done.out.startswith("✓ moved Printer offline · from Acme AG to Zeta GmbH\n· Billing will know when")
    assert "still lies in the outbox: take it out." in done.out
    assert closed.run("session", "show", "zeta", "--json").data["client_name"] == "Zeta GmbH"
    assert closed.run("session", "show", "acme").code == 3
    assert closed.run("session", "move", "zeta", "--to", "zeta", "--yes").code == 5


def test_what_became_of_the_mail_is_told_in_every_form(closed: Shop) -> None:
    closed.set_shop(collects_outbox=False, mail={"way": "smtp", "host": "localhost", "port": 1, "security": "none"})
    done = closed.run("session", "move", "acme", "--to", "zeta", "--yes", "--json")
    assert (done.data["billing"], done.data["bill"], done.data["folder"]) == ("refused", "laid", "zeta")
    plain = closed.run("session", "move", "zeta", "--to", "acme", "--yes", "--plain").out
    assert plain.split("\t")[2:5] == ["zeta", "acme", "0"]
    people = closed.run("session", "move", "acme", "--to", "zeta", "--yes").out
    assert "! Billing was NOT told that it belongs to Zeta GmbH." in people
    thread = closed.run("session", "move", "zeta", "--to", "acme", "--yes", "--quiet").out
    assert thread.startswith("session-")


def test_a_note_goes_to_the_session_that_it_was_for(shop: Shop) -> None:
    shop.session("Right")
    shop.session("Wrong")
    shop.run("note", "-s", "Wrong", "Toner", "ordered")
    done = shop.run("undo", "-s", "Wrong", "--move-to", "Right")
    assert "taken back note 'Toner ordered' of 14:05, now in 'Right' of Acme AG" in done.out
    assert shop.run("session", "show", "Right", "--json").data["notes"][0]["text"] == "Toner ordered"
