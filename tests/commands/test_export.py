"""`clientcare export` as people and scripts type it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from tests.shops import Shop


def test_the_answer_says_where_it_lies_and_what_is_in_it(shop: Shop) -> None:
    shop.session()
    shop.wait(30)
    shop.run("close", "--solution", "New fuser", "--resolved")
    people = shop.run("export", "acme", "--for", "client").out
    assert people.startswith("✓ exported Acme AG · 1 session · 1 file, ")
    assert "\n  clients/acme/exports/2026-11-24 Acme AG - work done.html\n" in people
    assert "Look through it" in shop.run("export", "acme", "--for", "access-request").out
    data = shop.run("export", "acme", "--for", "client", "--from", "today", "--json").data
    assert (data["purpose"], data["sessions"], data["local"]) == ("client", 1, False)
    assert shop.run("export", "acme", "--for", "client", "--plain").out.split("\t")[:2] == ["acme", "client"]
    assert shop.run("export", "acme", "--for", "client", "--quiet").out.startswith("clients/acme/exports/")


def test_without_a_terminal_readable_data_on_this_machine_needs_a_yes(shop: Shop, tmp_path: Path) -> None:
    asked = shop.run("export", "acme", "--for", "client", "--into", str(tmp_path))
    assert (asked.code, "--yes" in asked.err, "readable data" in asked.err) == (2, True, True)
    done = shop.run("export", "acme", "--for", "client", "--into", str(tmp_path), "--yes")
    assert (done.code, "readable data" in done.err) == (0, True)
    assert shop.run("export", "acme").code == 2
