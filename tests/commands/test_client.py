"""`clientcare client …` as people and scripts type it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.shops import Shop


def test_add_takes_a_handle_and_a_name_or_the_name_alone(shop: Shop) -> None:
    assert shop.run("client", "add", "zeta", "--name", "Zeta GmbH").out == "✓ added · Zeta GmbH · zeta\n"
    assert shop.run("client", "add", "Müller & Söhne", "--quiet").out == "mueller-soehne\n"
    assert shop.run("client", "list", "--quiet").out == "acme\nmueller-soehne\nzeta\n"


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("add",), 2, "--name"),
        (("add", "../x", "--name", "X"), 2, "Take: x"),
        (("add", "CON", "--name", "X"), 2, "Take: con-1"),
        (("add", "🎉"), 2, "Make one up"),
        (("add", "x" * 300), 2, "300 characters"),
        (("add", "ACME AG"), 5, "already"),
        (("add", "zeta", "--name", "acme ag"), 5, "already"),
        (("show", "acne"), 3, "Did you mean acme?"),
        (("edit", "acme"), 2, "Nothing to change"),
        (("edit", "acme", "--account", "suport-sla"), 2, "Did you mean support-sla?"),
        (("note", "acme"), 2, "no text"),
        (("note", "acme", "password:", "Tr0ub4dor&3x"), 8, "Held back"),
        (("contact", "acme", "ad", "Bo"), 2, "Did you mean add?"),
        (("remove", "acme"), 2, "--yes"),
        (("lst",), 2, "clientcare client list"),
    ],
)
def test_what_cannot_be_says_why_and_what_to_do(words: tuple[str, ...], code: int, says: str, shop: Shop) -> None:
    done = shop.run("client", *words)
    assert (done.code, done.out) == (code, "")
    assert says in done.err
    assert "Tr0ub4dor" not in done.err
    assert shop.run("client", "list", "--quiet").out == "acme\n"


def test_a_client_is_shown_in_three_forms(shop: Shop) -> None:
    shop.run(
        "client",
        "edit",
        "acme",
        "--account",
        "support-sla",
        "--since",
        "2026-07-01",
        "--billing-mail",
        "b@acme.example",
    )
    shop.run("client", "contact", "acme", "add", "Mr Bo", "--key-influencer")
    shop.run("client", "note", "acme", "Ring", "at", "the", "back", "door")
    shop.session()
    people = shop.run("client", "show", "acme").out
    for words in (
        "Acme AG · acme · support-sla",
        "Ms Frei · office · 044 555 01 20",
        "others listen to them",
        "1  Ring at the back door",
        "since Wed 1 Jul 2026",
        "b@acme.example",
        "▶ Tue 24 Nov 2026 · Printer offline · remote · ann · 0:00",
        "clients/acme",
    ):
        assert words in people
    data = shop.run("client", "show", "acme", "--json").data
    assert (data["account"], data["sessions"], data["facts"][0]["text"]) == ("support-sla", 1, "Ring at the back door")
    rows = [line.split("\t") for line in shop.run("client", "show", "acme", "--plain").out.splitlines()]
    assert [row[0] for row in rows] == ["client", "billing", "contact", "contact", "agreement", "fact", "session"]
    assert shop.run("client", "show", "acme", "--quiet").out == "acme\n"


def test_the_list_says_what_cannot_be_read(shop: Shop) -> None:
    (shop.share / "clients" / "acme" / "_clientcare" / "client.toml").write_text("nam = 'x'\n")
    done = shop.run("client", "list")
    assert done.out.startswith("! clients/acme/_clientcare/client.toml")
    assert shop.run("client", "list", "--json").data["faults"]


def test_the_list_fits_the_screen(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "50")
    shop.run("client", "add", "zeta", "--name", "Zeta " + "very " * 20 + "long")
    assert all(len(line) <= 50 for line in shop.run("client", "list").out.splitlines())


def test_an_empty_list_says_how_to_begin(shop: Shop) -> None:
    shop.run("client", "remove", "acme", "--yes")
    assert "client add" in shop.run("client", "list").out


def test_a_fact_is_read_from_standard_input_and_taken_back(shop: Shop) -> None:
    assert shop.run("client", "note", "acme", "-", input="Dog in the yard\n").code == 0
    assert shop.run("client", "show", "acme", "--json").data["facts"][0]["text"] == "Dog in the yard"
    assert shop.run("client", "note", "acme", "--drop", "1").out.startswith("✓ note 1 taken back")
    assert shop.run("client", "show", "acme", "--json").data["facts"] == []


def test_masking_says_how_many(shop: Shop) -> None:
    done = shop.run("client", "note", "acme", "password: Tr0ub4dor&3x", "--mask")
    assert (done.code, "1 secret masked" in done.out) == (0, True)


def test_nothing_to_change_says_so(shop: Shop) -> None:
    assert "is so already" in shop.run("client", "edit", "acme", "--name", "Acme AG").out


def test_removing_shows_first_and_only_removes_what_is_empty(shop: Shop) -> None:
    assert "Would be removed · Acme AG" in shop.run("client", "remove", "acme", "--dry-run").out
    assert shop.run("client", "remove", "acme", "--yes").out == "✓ removed · Acme AG · acme\n"
    assert shop.run("client", "show", "acme").code == 3


def test_open_prints_the_path_where_there_is_no_display(shop: Shop) -> None:
    assert shop.run("client", "open", "acme").out == f"{shop.share}/clients/acme\n"
    assert shop.run("client", "open", "acme", "--plain").out == f"acme\t{shop.share}/clients/acme\tno\n"


def test_an_archived_client_is_listed_on_request(shop: Shop) -> None:
    assert shop.run("client", "archive", "acme").code == 0
    assert shop.run("client", "list", "--quiet").out == ""
    assert "Acme AG (archived)" in shop.run("client", "list", "--all").out
    assert shop.run("client", "archive", "acme", "--undo").code == 0


def test_a_renamed_client_shows_its_new_handle_and_is_found_by_all(shop: Shop) -> None:
    done = shop.run("client", "rename", "acme", "Apex", "AG", "--handle", "apex")
    assert done.out == "✓ name Apex AG, before Acme AG; handle apex, before acme · Apex AG · acme\n"
    assert shop.run("client", "list").out.splitlines()[1].startswith("apex")
    for word in ("acme", "apex", "Acme AG"):
        assert shop.run("client", "show", word).out.startswith("Apex AG · apex")
    assert shop.run("client", "rename", "acme").code == 2


def test_a_merged_client_is_shown_under_the_other_one_and_can_be_taken_back(shop: Shop) -> None:
    shop.run("client", "add", "old", "--name", "Acme Old", "--account", "hosting", "--since", "2026-01-01")
    done = shop.run("client", "merge", "old", "into", "acme")
    assert "to take it back: clientcare client merge old --undo" in done.out
    people = shop.run("client", "show", "old").out
    assert people.startswith("Acme AG · acme")
    assert "Merged           Acme Old · clients/old · hosting since Thu 1 Jan 2026" in people
    assert shop.run("client", "list", "--quiet").out == "acme\n"
    assert "Acme Old (merged into acme)" in shop.run("client", "list", "--all").out
    assert [row.split("\t")[0] for row in shop.run("client", "show", "old", "--plain").out.splitlines()] == [
        "client", "billing", "alias", "contact", "merged",
    ]  # fmt: skip
    assert shop.run("session", "start", "Acme Old", "New", "--mode", "phone", "--no-walk").code == 0
    assert shop.run("session", "list", "--client", "old", "--json").data[0]["folder"] == "acme"
    assert shop.run("client", "merge", "old", "--undo").code == 0
    assert shop.run("client", "show", "old").out.startswith("Acme Old · old")
