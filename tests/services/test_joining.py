"""Joining a shop: on a second machine, as somebody new, and never twice."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any

import pytest

from clientcare.adapters.stores.directory import DirectoryStore
from clientcare.domain.asks import Missing
from clientcare.domain.errors import Conflict, NotAllowed, Usage
from clientcare.domain.setup import Newcomer, SetUp
from clientcare.services.joining import new_member
from clientcare.services.setup import set_up
from tests.services.test_setup import ALL, new_desk
from tests.shops import BEN

if TYPE_CHECKING:
    from pathlib import Path

    from tests.shops import Shop


def join(shop: Shop, /, *, terminal: bool = False, kind: str = "network", **given: Any) -> SetUp:
    """Join the shop of Ann Meier and Ben Sutter from a machine that knows none yet."""
    (shop.folder / "laptop").mkdir(exist_ok=True)
    desk = new_desk(shop.folder / "laptop", terminal=terminal, kind=kind)
    return set_up(desk, directory=str(shop.share), **given)


def test_a_known_handle_on_a_second_machine_is_the_same_member(shop: Shop) -> None:
    done = join(shop, me="Ann")
    assert (done.how, done.member.name) == ("joined", "Ann Meier")
    assert any("another one of theirs" in one for one in done.told)
    assert shop.store.members() == ("ann", "ben")


@pytest.mark.parametrize("sealing", [{}, {"sealing": {"key": f"age1{'q' * 58}"}}])
def test_whoever_finds_a_shop_that_was_cut_short_in_the_making_finishes_it(
    tmp_path: Path, sealing: dict[str, Any]
) -> None:
    store = DirectoryStore(str(tmp_path / "share"), lambda: 0.0)
    (tmp_path / "share").mkdir()
    said = {"name": "Sample Support", "currency": "CHF", "time-zone": "Europe/Zurich"}
    store.write_shop({"format": 1, "store": "new", "shop": said, "billing": {"address": "b@example.ch"}, **sealing}, "")
    done = set_up(
        new_desk(tmp_path / "laptop", kind="network"), directory=str(tmp_path / "share"), me="ann", name="Ann"
    )
    assert (done.how, done.member.roles) == ("joined", ("account-manager",))
    assert any("Nobody named a role" in one for one in done.told)
    key = store.shop().content["sealing"]["key"]
    assert key == sealing["sealing"]["key"] if sealing else key.startswith("age1")
    assert {"clients", "guides", "inbox", "outbox", "team"} <= {one.name for one in (tmp_path / "share").iterdir()}


def test_joining_again_changes_nothing_and_says_so(shop: Shop) -> None:
    join(shop, me="ann")
    written = (shop.folder / "laptop" / "settings.toml").stat().st_mtime_ns
    for given in ({}, {"me": "ann"}):
        done = join(shop, **given)
        assert (done.how, done.told) == ("already", ())
    assert (shop.folder / "laptop" / "settings.toml").stat().st_mtime_ns == written


def test_a_shop_that_moved_is_found_again_as_the_same_member(shop: Shop) -> None:
    join(shop, me="ann")
    shop.share = shop.share.rename(shop.folder / "moved")
    done = join(shop)
    assert (done.how, done.member.handle, done.told) == ("joined", "ann", ())


def test_another_shop_on_this_machine_is_said(shop: Shop, tmp_path: Path) -> None:
    (shop.folder / "laptop").mkdir()
    set_up(new_desk(shop.folder / "laptop"), directory=str(tmp_path / "other"), **ALL)
    done = join(shop, me="ben")
    assert any("was set up for the shop at" in one for one in done.told)


def test_the_shops_settings_are_not_changed_by_joining(shop: Shop) -> None:
    before = (shop.share / "clientcare.toml").read_bytes()
    done = join(shop, me="ann", shop="Other", currency="EUR")
    assert any("settings stay as they are" in one for one in done.told)
    assert (shop.share / "clientcare.toml").read_bytes() == before


def test_a_mount_that_keeps_copies_is_told_of(shop: Shop) -> None:
    (shop.folder / "laptop").mkdir()
    desk = new_desk(shop.folder / "laptop", kind="network", copies=True)
    assert any("readable copies" in one for one in set_up(desk, directory=str(shop.share), me="ann").told)


def test_who_is_who_is_asked_with_the_team(shop: Shop) -> None:
    shop.set_member(BEN._replace(retired=True))
    with pytest.raises(Missing) as missing:
        join(shop)
    (ask,) = missing.value.asks
    assert (ask.field, ask.choices) == ("who", ("ann",))
    assert "ann Ann Meier" in missing.value.message


@pytest.mark.parametrize("who", ["ann", "Ann Meier", "ann meier"])
def test_who_answers_with_a_known_name_is_asked_whether_that_is_so(who: str, shop: Shop) -> None:
    with pytest.raises(Missing, match="Ann Meier") as missing:
        join(shop, terminal=True, who=who)
    assert missing.value.asks[0].field == "known"
    assert join(shop, terminal=True, who=who, known=True).member.handle == "ann"


def test_somebody_new_with_a_known_name_is_somebody_new(shop: Shop) -> None:
    with pytest.raises(Missing) as missing:
        join(shop, terminal=True, who="Ann Meier", known=False)
    assert [one.field for one in missing.value.asks] == ["me", "role", "mail"]
    assert missing.value.asks[0].default == "ann-meier"
    done = join(shop, terminal=True, who="Ann Meier", known=False, me="ann-meier", role="junior-engineer", mail="")
    assert (done.member.handle, done.member.name) == ("ann-meier", "Ann Meier")


def test_somebody_new_says_name_and_role(shop: Shop) -> None:
    with pytest.raises(Missing, match="give --role"):
        join(shop, me="carl")
    done = join(shop, me="carl", role=["junior-engineer"], name="Carl Nett", mail="carl@example.ch")
    assert (done.how, done.member.name, done.told) == ("joined", "Carl Nett", ())
    file = tomllib.loads((shop.share / "team" / "carl.toml").read_text("utf-8"))
    assert file["roles"] == ["junior-engineer"]


def test_a_handle_is_made_of_the_name_where_nobody_can_be_asked(shop: Shop) -> None:
    assert join(shop, name="Carl Nett", role="junior-engineer").member.handle == "carl"


def test_a_name_that_gives_no_handle_needs_one(shop: Shop) -> None:
    with pytest.raises(Missing, match="--me"):
        join(shop, name="株式会社", role="junior-engineer")


def test_a_name_like_one_in_the_team_is_asked_about(shop: Shop) -> None:
    with pytest.raises(Missing, match="Ann Meier") as missing:
        join(shop, me="anne", name="Anne Meier", role="junior-engineer")
    assert missing.value.asks[0].option == "--me ann or --new"
    assert join(shop, me="anne", name="Anne Meier", role="junior-engineer", known=False).member.handle == "anne"


def test_a_handle_that_is_another_members_is_refused_to_somebody_new(shop: Shop) -> None:
    with pytest.raises(Conflict, match="Ann Meier's"):
        join(shop, me="ann", known=False)


def test_a_handle_is_never_given_again(shop: Shop) -> None:
    shop.set_member(BEN._replace(retired=True))
    with pytest.raises(NotAllowed, match="has left"):
        join(shop, me="ben")
    with pytest.raises(Conflict, match="never given twice"):
        new_member(Newcomer("ben", name="Ben Two", roles=("junior-engineer",)), (BEN,))


def test_a_role_is_found_by_its_beginning_and_offered_where_it_is_a_slip(shop: Shop) -> None:
    with pytest.raises(Usage) as refused:
        join(shop, me="carl", role="seniour enginer")
    assert "senior-engineer" in refused.value.hint
    with pytest.raises(Usage, match="no role"):
        join(shop, me="carl", role="boss")
    assert join(shop, me="carl", role="Project").member.roles == ("project-manager",)


def test_a_local_shop_is_joined_where_it_was_set_up_and_nowhere_else(shop: Shop) -> None:
    with pytest.raises(Usage, match="no place for a shop"):
        join(shop, me="ann", kind="local")
    assert join(shop, me="ann", kind="local", on_this_machine=True).how == "joined"
    assert join(shop, kind="local").how == "already"


def test_the_file_server_itself_needs_no_word_about_it(shop: Shop) -> None:
    (shop.folder / "laptop").mkdir()
    desk = new_desk(shop.folder / "laptop")
    shop.set_shop(file_server=desk.settings.machine)
    assert set_up(desk, directory=str(shop.share), me="ann").how == "joined"


def test_a_member_whose_file_vanished_meanwhile_is_nobody_to_be(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("clientcare.adapters.stores.directory.DirectoryStore.members", lambda self: ("ann", "zoe"))
    with pytest.raises(NotAllowed):
        join(shop, me="zoe")
