"""`clientcare erase` as people and scripts type it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.shops import Shop


def test_it_shows_first_and_then_erases(shop: Shop) -> None:
    shop.session()
    entry = shop.run("note", "Ms", "Frei", "is", "ill", "--quiet").out.strip()
    shown = shop.run("erase", "--entry", entry, "--dry-run").out
    assert shown.startswith("Would be erased: entry note 'Ms Frei is ill' of 14:05 · Acme AG\n")
    assert "Not reached      Backups of the share" in shown
    asked = shop.run("erase", "--entry", entry)
    assert (asked.code, "--yes" in asked.err, "--reason" in asked.err) == (2, True, True)
    done = shop.run("erase", "--entry", entry, "--yes", "--reason", "asked for")
    assert (done.code, done.out.splitlines()[0]) == (0, "✓ erased entry note 'Ms Frei is ill' of 14:05 · Acme AG")
    assert "  Entries          1 whole" in done.out
    assert "Ms Frei is ill" not in shop.run("session", "show", "--json").out


def test_every_form_of_the_answer(shop: Shop) -> None:
    shop.session()
    shop.wait(5)
    shop.run("close", "--solution", "Done", "--resolved", "--bill")
    shop.store.add_document("acme", "documents/plan.pdf", b"x")
    data = shop.run("erase", "acme", "--document", "plan.pdf", "--yes", "--reason", "r", "--json").data
    assert (data["what"], data["documents"], data["entries"]) == ("document", ["clients/acme/documents/plan.pdf"], 0)
    assert shop.run("erase", "acme", "--dry-run", "--plain").out.split("\t")[:3] == ["client", "Acme AG", "acme"]
    people = shop.run("erase", "acme", "--yes", "--reason", "r").out
    assert "but for hours and money" in people
    assert "Stays" in people
    assert shop.run("erase", "acme", "--quiet", "--dry-run").out == "acme\n"
    assert shop.run("erase", "acme", "--dry-run", me="ben").code == 4
