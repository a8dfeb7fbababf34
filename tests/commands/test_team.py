"""`clientcare team …` as people and scripts type it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.shops import Shop


def test_a_member_is_added_and_shown_in_three_forms(shop: Shop) -> None:
    done = shop.run("team", "add", "carl", "--name", "Carl Nett", "--role", "junior-engineer", "--skill", "teams")
    assert "✓ added · Carl Nett · carl" in done.out
    assert "init DIRECTORY --me carl" in done.out
    assert "junior-engineer" in shop.run("team", "show", "carl").out
    assert shop.run("team", "show", "carl", "--json").data["member"]["skills"] == ["teams"]
    assert shop.run("team", "list", "--quiet").out == "ann\nben\ncarl\n"
    assert shop.run("team", "list", "--plain").out.splitlines()[2].split("\t")[:3] == [
        "carl",
        "Carl Nett",
        "junior-engineer",
    ]


def test_what_a_member_has_open_is_shown(shop: Shop) -> None:
    thread = shop.session(me="ben")
    assert "▶ Acme AG · Printer offline · 0:00" in shop.run("team", "show", "ben").out
    assert thread in shop.run("team", "show", "ben", "--plain").out


def test_the_list_names_broken_files(shop: Shop) -> None:
    (shop.share / "team" / "zoe.toml").write_text("name = 3\n")
    assert "! team/zoe.toml:1" in shop.run("team", "list").out


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("add", "ben", "--name", "Ben Two", "--role", "junior-engineer"), 5, "never given twice"),
        (("add", "carl", "--name", "Carl", "--role", "boss"), 2, "no role 'boss'"),
        (("add", "carl"), 2, "--name, --role"),
        (("edit", "ben"), 2, "Nothing to change"),
        (("show", "benn"), 3, "Did you mean 'ben'?"),
        (("retire", "ben", "--to", "ben"), 2, "cannot take over"),
    ],
)
def test_what_cannot_be_says_why_and_what_to_do(words: tuple[str, ...], code: int, says: str, shop: Shop) -> None:
    done = shop.run("team", *words)
    assert done.code == code
    assert says in done.err
    assert shop.run("team", "list", "--quiet").out == "ann\nben\n"


def test_a_change_says_what_it_was(shop: Shop) -> None:
    assert shop.run("team", "edit", "ben", "--phone", "079 2").out == "✓ phone 079 2 · Ben Sutter · ben\n"
    assert "nothing to change" in shop.run("team", "edit", "ben", "--phone", "079 2").out


def test_who_leaves_hands_over_and_can_do_nothing_any_more(shop: Shop) -> None:
    thread = shop.session(me="ben")
    shop.enter(thread, "followup", me="ben", due=shop.now, text="UPS quote")
    assert shop.run("team", "retire", "ben").code == 2
    done = shop.run("team", "retire", "ben", "--to", "ann")
    assert done.out.splitlines() == [
        "✓ left the team · Ben Sutter · ben",
        "  To ann           session · Acme AG · Printer offline",
        "  To ann           follow-up · Acme AG · UPS quote",
    ]
    assert shop.run("note", "x", me="ben").code == 3
    assert shop.run("note", "Taken over", "-s", "acme").code == 0
    assert "Ben Sutter (left)" in shop.run("team", "list", "--all").out


def test_leaving_is_told_to_scripts(shop: Shop) -> None:
    thread = shop.session(me="ben")
    shop.enter(thread, "followup", me="ben", due=shop.now, text="UPS quote")
    rows = [
        line.split("\t")[0] for line in shop.run("team", "retire", "ben", "--to", "ann", "--plain").out.splitlines()
    ]
    assert rows == ["member", "session", "promise"]
