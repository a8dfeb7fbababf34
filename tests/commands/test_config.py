"""`clientcare config …` and `clientcare whoami`."""

from __future__ import annotations

import tomllib

from tests.shops import STORE_ID, Shop


def test_every_setting_is_shown_with_where_it_came_from(shop: Shop) -> None:
    people = shop.run("config", "show").out
    assert f"Your settings: {shop.config('ann')}" in people
    rows = {
        row[0]: row[1:] for row in (line.split("\t") for line in shop.run("config", "show", "--plain").out.splitlines())
    }
    assert rows["shop.currency"] == ["CHF", "shop", "clientcare.toml"]
    assert rows["plain"][:2] == ["yes", "flag"]
    assert rows["store"][0] == STORE_ID
    data = shop.run("config", "show", "--json").data
    assert next(one["value"] for one in data["lines"] if one["name"] == "privacy.mask") is False
    assert "shop.name" in shop.run("config", "show", "--quiet").out


def test_a_share_that_is_away_is_said_and_the_rest_is_shown(shop: Shop) -> None:
    (shop.share / "clientcare.toml").unlink()
    done = shop.run("config", "show")
    assert done.code == 0
    assert "! The shop's settings cannot be shown" in done.out


def test_a_setting_is_changed_and_the_comments_of_people_stay(shop: Shop) -> None:
    path = shop.share / "clientcare.toml"
    path.write_text("# Ann looks after this\n" + path.read_text("utf-8"), "utf-8")
    done = shop.run("config", "set", "privacy.mask", "yes")
    assert done.out == "✓ privacy.mask is yes now, before it was no · clientcare.toml\n"
    assert tomllib.loads(path.read_text("utf-8"))["privacy"]["mask"] is True
    assert path.read_text("utf-8").startswith("# Ann looks after this\n")
    assert "is yes already" in shop.run("config", "set", "privacy.mask", "on").out


def test_a_slip_offers_the_nearest_and_a_password_is_never_repeated(shop: Shop) -> None:
    done = shop.run("config", "set", "biling.address", "x@example.ch")
    assert (done.code, "Did you mean 'billing.address'?" in done.err) == (2, True)
    done = shop.run("config", "set", "mail.password", "geheim-1")
    assert (done.code, "geheim-1" in done.err + done.out) == (2, False)
    assert shop.run("config", "set").code == 2


def test_who_i_am_is_said_in_three_forms(shop: Shop) -> None:
    people = shop.run("whoami").out
    assert people.startswith("Ann Meier · ann\n")
    assert "from your settings" in people
    assert shop.run("whoami", "--me", "ben", "--json").data["source"] == "flag"
    assert shop.run("whoami", "--plain").out.split("\t")[:2] == ["ann", "Ann Meier"]
    assert shop.run("whoami", "--quiet").out == "ann\n"
    assert shop.run("whoami", "--me", "benn").code == 3
