"""`clientcare search` as it is typed, and what people and scripts get."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.shops import Shop


@pytest.fixture
def thread(shop: Shop) -> str:
    made = shop.session("Printer offline")
    shop.enter(made, "note", text="Fuser worn out at 187k pages.\nReplaced it, the dentist asked")
    return made


def test_people_see_each_session_and_the_words_where_they_stand(shop: Shop, thread: str) -> None:
    assert shop.run("search", "fuser", "printer").out == (
        f"▶ Tue 24 Nov 2026, 14:05 Acme AG · Printer offline · ann  {thread[-4:]}\n"
        "    note      [Fuser] worn out at 187k pages. Replaced it, the dentist asked\n"
    )


def test_a_long_piece_of_text_is_folded(shop: Shop, thread: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "50")
    lines = shop.run("search", "asked").out.splitlines()
    assert lines[1:] == [
        "    note      Fuser worn out at 187k pages.",
        "              Replaced it, the dentist [asked]",
    ]


def test_scripts_get_pieces_rows_and_identifiers(shop: Shop, thread: str) -> None:
    data = shop.run("search", "fuser", "--json").data
    assert (data["total"], data["hits"][0]["session"]["thread"]) == (1, thread)
    assert data["hits"][0]["contexts"][0]["pieces"][0] == {"text": "Fuser", "hit": True}
    row = shop.run("search", "fuser", "--plain").out.rstrip("\n").split("\t")
    assert row[0] == thread
    assert row[-2:] == ["note", "Fuser worn out at 187k pages.\\nReplaced it, the dentist asked"]
    assert shop.run("search", "fuser", "--quiet").out == f"{thread}\n"


def test_pages_tell_how_many_there_are_and_which_is_next(shop: Shop) -> None:
    for number in range(5):
        shop.session(f"Printer {number}")
    assert shop.run("search", "printer", "--most", "2").out.endswith("1 to 2 of 5; the next: --page 2\n")
    assert shop.run("search", "printer", "--most", "2", "--page", "3").out.endswith("5 to 5 of 5\n")
    assert "5 sessions that fit, fewer" in shop.run("search", "printer", "--page", "9").out


def test_where_nothing_is_found_near_words_are_offered(shop: Shop, thread: str) -> None:
    assert shop.run("search", "fusre").out == "No session holds that.\n· Did you mean fuser?\n"
    assert shop.run("search", "fuser", "zebra").out == (
        "No session holds all of these words together.\n  fuser: 1\n  zebra: none\n"
    )


def test_words_of_a_record_never_steer_the_terminal(shop: Shop, thread: str) -> None:
    shop.enter(thread, "note", text="beep \x1b[31mred\x07")
    assert "\x1b" not in shop.run("search", "red").out


def test_no_word_is_an_error_that_says_what_to_type(shop: Shop) -> None:
    done = shop.run("search", "-")
    assert (done.code, done.err) == (
        2, "There is no word to look for.\n  Type some: clientcare search printer fuser\n",
    )  # fmt: skip
