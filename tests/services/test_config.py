"""Settings: where each value comes from, and changes that are read back before they are written."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any

import pytest

from clientcare.domain.errors import NotAllowed, NotFound, Unreachable, Usage
from clientcare.services.config import change, shown
from tests.shops import STORE_ID, Shop, open_shop

if TYPE_CHECKING:
    from clientcare.domain.settings import SettingLine


def lines(shop: Shop, **options: Any) -> dict[str, SettingLine]:
    return {one.name: one for one in shown(shop.desk(**options)).lines}


def settings_of(shop: Shop) -> dict[str, Any]:
    return tomllib.loads((shop.share / "clientcare.toml").read_text("utf-8"))


def test_every_setting_is_there_once_with_its_source(shop: Shop) -> None:
    found = shown(shop.desk()).lines
    names = [one.name for one in found]
    assert len(names) == len(set(names))
    by_name = lines(shop)
    mine = str(shop.config("ann"))
    assert by_name["share"][1:4] == (str(shop.share), "user", mine)
    assert by_name["shop.currency"][1:4] == ("CHF", "shop", "clientcare.toml")
    assert by_name["mail.port"][1:4] == (0, "default", "")
    assert by_name["store"].value == STORE_ID


def test_flag_over_environment_over_file(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    assert lines(shop)["me"][1:3] == ("ann", "user")
    monkeypatch.setenv("CLIENTCARE_MASK", "1")
    monkeypatch.setenv("CLIENTCARE_ME", "ben")
    found = {one.name: one for one in shown(shop.build(shop.desk().options._replace(me="ben", mask=True))).lines}
    assert found["me"][1:4] == ("ben", "environment", "CLIENTCARE_ME")
    assert found["mask"][1:4] == (True, "environment", "CLIENTCARE_MASK")
    found = {one.name: one for one in shown(shop.build(shop.desk().options._replace(me="ann", json=True))).lines}
    assert found["me"][1:4] == ("ann", "flag", "--me")
    assert found["json"][1:4] == (True, "flag", "--json")
    assert found["config"][1:3] == (str(shop.config("ann")), "flag")


def test_the_users_own_way_to_send_mail_stands_before_the_shops(shop: Shop) -> None:
    change(shop.desk(), words=("mail.user", "shop"))
    change(shop.desk(), words=("mail.user", "ann"), mine=True)
    assert lines(shop)["mail.user"][1:3] == ("ann", "user")
    assert settings_of(shop)["mail"]["user"] == "shop"


def test_without_a_shop_the_users_own_settings_are_shown(shop: Shop) -> None:
    (shop.share / "clientcare.toml").unlink()
    found = shown(shop.desk())
    assert "me" in [one.name for one in found.lines]
    assert "shop.name" not in [one.name for one in found.lines]
    assert found.missing


def test_without_a_settings_file_its_place_is_told(shop: Shop) -> None:
    desk = shop.build(shop.desk().options._replace(config=""))
    found = {one.name: one for one in shown(desk).lines}
    assert found["config"].source == "default"
    assert str(found["config"].value).endswith("settings.toml")


def test_a_setting_of_the_shop_changes_and_all_else_stays(shop: Shop) -> None:
    before = settings_of(shop)
    (one,) = change(shop.desk(), words=("billing.address", "Bills <bills@example.ch>"))
    assert one == ("billing.address", "billing@example.ch", "Bills <bills@example.ch>", "clientcare.toml")
    before["billing"]["address"] = "Bills <bills@example.ch>"
    assert settings_of(shop) == before


def test_what_is_so_already_is_not_written(shop: Shop) -> None:
    written = (shop.share / "clientcare.toml").stat().st_ino
    (one,) = change(shop.desk(), words=("shop.currency", "chf"))
    assert (one.was, one.now) == ("CHF", "CHF")
    (mine,) = change(shop.desk(), words=("me", "ann"))
    assert (mine.was, mine.now) == ("ann", "ann")
    assert (shop.share / "clientcare.toml").stat().st_ino == written


def test_settings_that_need_each_other_are_set_together(shop: Shop) -> None:
    with pytest.raises(Usage, match="'host' in \\[mail\\] is missing"):
        change(shop.desk(), words=("mail.way", "smtp"))
    assert len(change(shop.desk(), words=("mail.way", "smtp", "mail.host", "mail.example.ch"))) == 2
    assert change(shop.desk(), words=("mail.way", ""))[0].now == "outbox"
    assert "way" not in settings_of(shop)["mail"]


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("shop.name",),
        ("shop.nam", "x"),
        ("shop.name", ""),
        ("billing.address", "x"),
        ("shop.time-zone", "Mars"),
        ("mail.security", "maybe"),
        ("mail.password", "x"),
        ("machine", "Büro 1"),
        ("me", "ben", "shop.name", "x"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(words: tuple[str, ...], shop: Shop) -> None:
    before = settings_of(shop)
    with pytest.raises(Usage):
        change(shop.desk(), words=words)
    assert settings_of(shop) == before


@pytest.mark.parametrize(
    ("words", "error"),
    [(("shop.guide", "nonsense"), NotFound), (("me", "zoe"), NotFound), (("store", "x"), NotAllowed)],
)
def test_what_is_not_there_cannot_be_named(words: tuple[str, str], error: type[Exception], shop: Shop) -> None:
    with pytest.raises(error):
        change(shop.desk(), words=words)


def test_zone_and_guide_are_kept_by_their_full_names(shop: Shop) -> None:
    change(shop.desk(), words=("shop.time-zone", "vienna", "shop.guide", "working-with"))
    assert settings_of(shop)["shop"]["time-zone"] == "Europe/Vienna"
    assert settings_of(shop)["shop"]["guide"] == "working-with-clients"


def test_my_own_settings_change_in_my_file(shop: Shop) -> None:
    (one,) = change(shop.desk(), words=("me", "sutter"))
    assert (one.was, one.now, one.place) == ("ann", "ben", str(shop.config("ann")))
    change(shop.desk(), words=("machine", "office-1"))
    change(shop.desk(), words=("me", ""))
    mine = tomllib.loads(shop.config("ann").read_text("utf-8"))
    assert (mine.get("me", ""), mine["machine"]) == ("", "office-1")


def test_a_slip_in_my_own_mail_settings_is_refused(shop: Shop) -> None:
    with pytest.raises(Usage):
        change(shop.desk(), words=("mail.way", "pigeon"), mine=True)


def test_another_share_must_hold_a_shop(shop: Shop, tmp_path: Any) -> None:
    other = open_shop(tmp_path / "other")
    other.set_shop(name="Other")
    stored = other.store.shop()
    other.store.write_shop({**stored.content, "store": "other"}, stored.token)
    change(shop.desk(), words=("share", str(other.share)))
    mine = tomllib.loads(shop.config("ann").read_text("utf-8"))
    assert (mine["share"], mine["store"]) == (str(other.share), "other")
    with pytest.raises(Unreachable):
        change(shop.desk(), words=("share", str(tmp_path)))
    change(shop.desk(), words=("share", ""))
    assert tomllib.loads(shop.config("ann").read_text("utf-8")).get("share", "") == ""
