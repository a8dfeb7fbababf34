"""The team: nobody twice, roles by their names, and changes that touch nothing else."""

from __future__ import annotations

import tomllib

import pytest

from clientcare.domain.asks import Missing
from clientcare.domain.errors import Conflict, NotFound, Usage
from clientcare.services import team
from tests.shops import ANN, BEN, Shop


def test_a_member_is_added_with_handle_name_and_role(shop: Shop) -> None:
    change = team.add(
        shop.desk(),
        handle="carl",
        name=" Carl  Nett ",
        role=["Senior", "project manager"],
        mail="carl@example.ch",
        phone="079  1",
        skill=["Exchange, teams", "exchange"],
    )
    assert change.what == ("added",)
    carl = shop.desk().member("carl")
    assert (carl.name, carl.mail, carl.phone) == ("Carl Nett", "carl@example.ch", "079 1")
    assert (carl.roles, carl.skills) == (("senior-engineer", "project-manager"), ("exchange", "teams"))


def test_the_handle_may_be_left_out_or_be_the_name(shop: Shop) -> None:
    assert team.add(shop.desk(), name="Carl Nett", role="junior-engineer").member.handle == "carl"
    assert team.add(shop.desk(), handle="Dora Iten", role="junior-engineer").member.handle == "dora"
    with pytest.raises(Usage, match="No handle"):
        team.add(shop.desk(), name="株式会社", role="junior-engineer")


def test_name_and_role_must_be_said(shop: Shop) -> None:
    with pytest.raises(Missing, match="--name, --role") as missing:
        team.add(shop.desk(), handle="carl")
    assert missing.value.asks[0].default == "Carl"


@pytest.mark.parametrize("handle", ["ben", "BEN"])
def test_a_handle_that_was_ever_used_is_refused(handle: str, shop: Shop) -> None:
    shop.set_member(BEN._replace(retired=True))
    with pytest.raises(Conflict, match="never given twice"):
        team.add(shop.desk(), handle=handle, name="Somebody Else", role="junior-engineer")


def test_a_name_like_one_in_the_team_is_asked_about(shop: Shop) -> None:
    given = {"handle": "anne", "name": "Anne Meier", "role": "junior-engineer"}
    with pytest.raises(Missing, match="add --new") as missing:
        team.add(shop.desk(), **given)
    assert missing.value.asks[0].field == "another"
    with pytest.raises(Conflict, match="in the team already"):
        team.add(shop.desk(), **given, another=False)
    assert team.add(shop.desk(), **given, another=True).member.handle == "anne"


def test_the_list_leaves_out_who_left_and_names_broken_files(shop: Shop) -> None:
    shop.set_member(BEN._replace(retired=True))
    (shop.share / "team" / "zoe.toml").write_text("name = 3\n")
    found = team.listed(shop.desk())
    assert [one.handle for one in found.members] == ["ann"]
    assert "team/zoe.toml:1" in found.faults[0]
    assert [one.handle for one in team.listed(shop.desk(), retired=True).members] == ["ann", "ben"]


def test_a_member_is_named_by_handle_or_by_what_only_one_has(shop: Shop) -> None:
    assert team.member(shop.desk(), "BEN") == BEN
    assert team.member(shop.desk(), "sutter") == BEN
    shop.set_member(ANN._replace(handle="anna", name="Anna Meier"))
    with pytest.raises(Conflict, match="fits several"):
        team.member(shop.desk(), "meier")
    with pytest.raises(NotFound) as nobody:
        team.member(shop.desk(), "benn")
    assert "ben" in nobody.value.hint


def test_a_member_is_shown_with_what_they_have_open(shop: Shop) -> None:
    thread = shop.session(me="ben")
    assert [one.thread for one in team.shown(shop.desk(), member_named="ben").open] == [thread]
    assert team.shown(shop.desk(), member_named="ann").open == ()


def test_what_is_given_changes_and_all_else_stays(shop: Shop) -> None:
    path = shop.share / "team" / "ben.toml"
    path.write_text('car = "ZH 1"\n' + path.read_text("utf-8"), "utf-8")
    change = team.edit(shop.desk(), member_named="ben", phone="079 2", mail="", role=["project"], skill=["exchange"])
    assert change.what == ("mail emptied", "phone 079 2", "role project-manager", "skills exchange")
    assert tomllib.loads(path.read_text("utf-8"))["car"] == "ZH 1"
    assert team.edit(shop.desk(), member_named="ben", name="Ben Sutter-Frei").what == ("name Ben Sutter-Frei",)
    assert team.edit(shop.desk(), member_named="ben", mail="b@example.ch", no_skills=True).what == (
        "mail b@example.ch",
        "no skills",
    )
    assert team.edit(shop.desk(), member_named="ben", phone="079 2").what == ()


def test_nothing_given_is_a_slip(shop: Shop) -> None:
    with pytest.raises(Usage, match="Nothing to change"):
        team.edit(shop.desk(), member_named="ben")


def test_a_file_that_was_removed_meanwhile_is_not_made_again(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("clientcare.services.team.member", lambda desk, word: BEN)
    (shop.share / "team" / "ben.toml").unlink()
    with pytest.raises(NotFound, match="removed meanwhile"):
        team.edit(shop.desk(), member_named="ben", phone="1")
