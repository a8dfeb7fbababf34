"""Clocks that are days off, shares that are mounted crosswise, and folders that people rename: what then is told."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from tests.shops import open_shop
from tests.stories.shares import half_written, tree

if TYPE_CHECKING:
    from pathlib import Path

    from tests.shops import Shop

DAY = 24 * 60
START = ("session", "start", "acme", "Printer offline", "--mode", "remote", "--no-walk")
CLOSE = ("--solution", "New fuser", "--resolved", "--follow-up", "next week")


# -- clocks ------------------------------------------------------------------------------------------------------------


def off(shop: Shop, days: int, me: str, *words: str) -> str:
    """What a member notes whose clock is days off; the shop's own is right again afterwards."""
    right = shop.now
    shop.wait(days * DAY)
    done = shop.run(*words, me=me)
    shop.now = right
    assert done.code == 0, done.err
    return done.out


@pytest.mark.parametrize("days", [-3, -1, 1, 3])
def test_entries_stand_in_the_order_in_which_they_were_filed_whatever_the_clocks_show(shop: Shop, days: int) -> None:
    assert shop.run(*START, "--with", "ben").code == 0
    for number in range(3):
        shop.wait(5)
        assert shop.run("note", f"Ann {number}").code == 0
        off(shop, days, "ben", "note", f"Ben {number}")
    seen = [shop.run("session", "show", "acme", "--json", me=me).data["notes"] for me in ("ann", "ben")]
    assert seen[0] == seen[1]
    assert [note["text"] for note in seen[0]] == [f"{who} {number}" for number in range(3) for who in ("Ann", "Ben")]
    assert shop.run("verify").code == 0


# -- shares mounted crosswise ------------------------------------------------------------------------------------------


def test_two_shares_that_are_mounted_crosswise_get_nothing_of_the_other_shop(tmp_path: Path) -> None:
    ours, theirs = open_shop(tmp_path / "ours"), open_shop(tmp_path / "theirs")
    marker = theirs.share / "clientcare.toml"
    marker.write_text(marker.read_text().replace("0199b2c4-7f3a", "0199b2c4-0000"))
    settings = theirs.config("ann")
    settings.write_text(settings.read_text().replace("0199b2c4-7f3a", "0199b2c4-0000"))
    for shop in (ours, theirs):
        assert shop.run(*START).code == 0
    ours.share.rename(tmp_path / "aside")
    theirs.share.rename(ours.share)
    (tmp_path / "aside").rename(theirs.share)
    before = [tree(shop) for shop in (ours, theirs)]
    for words in (("note", "Fuser replaced"), START, ("client", "add", "zoo", "--name", "Zoo")):
        for shop in (ours, theirs):
            done = shop.run(*words)
            assert done.code in (6, 10), done
            assert "nother shop" in done.out + done.err
    assert [tree(shop) for shop in (ours, theirs)] == before


# -- folders that people rename ----------------------------------------------------------------------------------------


def test_a_session_goes_on_in_a_folder_that_somebody_renamed(shop: Shop) -> None:
    assert shop.run(*START).code == 0
    assert shop.run("note", "before").code == 0
    (shop.share / "clients" / "acme").rename(shop.share / "clients" / "Acme AG (old)")
    assert shop.run("note", "after").code == 0
    shown = shop.run("session", "show", "--json").data
    assert [note["text"] for note in shown["notes"]] == ["before", "after"]
    shop.wait(30)
    assert shop.run("close", *CLOSE).code == 0
    assert shop.run("verify").code == 0
    assert not (shop.share / "clients" / "acme").exists()
    assert half_written(shop) == []


def test_a_client_whose_folder_is_gone_leaves_no_session_and_stops_no_other(shop: Shop) -> None:
    assert shop.run("client", "add", "zoo", "--name", "Zoo").code == 0
    assert shop.run(*START).code == 0
    (shop.share / "clients" / "acme").rename(shop.folder / "taken out")
    assert "No session of yours is running" in shop.run("note", "x").err
    assert shop.run("session", "start", "zoo", *START[3:]).code == 0
    assert shop.run("note", "x").code == 0


# -- rights that are taken away in between -----------------------------------------------------------------------------


@pytest.mark.parametrize("call", ["replace", "link", "mkdir"])
def test_rights_that_go_between_staging_and_publishing_leave_nothing_half_done(
    shop: Shop, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    shop.sits_at_the_file_server()
    thread = shop.session()
    words = ("close", *CLOSE) if call == "link" else ("note", "x") if call == "replace" else START
    before = shop.kinds(thread)

    def refused(path: object, *_: object, **__: object) -> None:
        raise PermissionError(13, os.strerror(13), str(path))

    with monkeypatch.context() as patch:
        patch.setattr(os, call, refused)
        done = shop.run(*words)
    assert done.code in (6, 11), done
    assert "may not be written by you" in done.err
    assert "close" not in shop.kinds(thread)[len(before) :]
    assert half_written(shop) == []
    assert shop.run("verify").code == 0
    assert shop.run(*words).code == 0
