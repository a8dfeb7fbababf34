"""`clientcare doctor`, from the command line to what is seen, with real files."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import pytest

from clientcare import catalogue
from clientcare.adapters.races import ShareRace
from clientcare.cli import main

if TYPE_CHECKING:
    from pathlib import Path

    from tests.shops import Shop

SHOP = """format = 1
store = "s1"
[shop]
name = "Anna Support"
currency = "CHF"
time-zone = "Europe/Zurich"
[billing]
address = "billing@example.ch"
"""


@pytest.fixture(autouse=True)
def _in_the_catalogue(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(catalogue.COMMANDS, "doctor", catalogue.Entry("doctor", catalogue.SHOP, "x"))
    monkeypatch.setenv("SHELL", "/bin/bash")


@pytest.fixture
def share(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A shop on a synchronised folder, and this user's settings."""
    share = tmp_path / "shop"
    (share / "team").mkdir(parents=True)
    (share / "clients").mkdir()
    (share / ".stfolder").mkdir()
    (share / "clientcare.toml").write_text(SHOP)
    (share / "team" / "ann.toml").write_text('name = "Ann Meier"\nroles = ["senior-engineer"]\n')
    settings = tmp_path / "settings.toml"
    settings.write_text(f'share = "{share}"\nstore = "s1"\nme = "ann"\nmachine = "bench-3"\n')
    monkeypatch.setenv("CLIENTCARE_CONFIG", str(settings))
    return share


def test_a_shop_that_works_ends_with_0(share: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor"]) == 0
    out = capsys.readouterr().out
    assert "You are Ann Meier (ann), senior engineer." in out
    assert "Syncthing" in out
    assert sorted(os.listdir(share)) == [".stfolder", "_clientcare", "clientcare.toml", "clients", "team"]
    assert [path.name for path in (share / "_clientcare").iterdir()] == ["keys"]


def test_before_set_up_it_says_so_and_ends_with_1(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CLIENTCARE_CONFIG", str(tmp_path / "none.toml"))
    assert main(["doctor"]) == 1
    assert "clientcare init DIRECTORY" in capsys.readouterr().out


def test_scripts_get_an_envelope(share: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (share / "team" / "ben.toml").write_text('name = "Ben"\nroles = ["boss"]\n')
    assert main(["doctor", "--json"]) == 1
    answer = json.loads(capsys.readouterr().out)
    assert answer["clientcare"] == "doctor/1"
    bad = [check for check in answer["data"]["checks"] if check["verdict"] == "bad"]
    assert [check["area"] for check in bad] == ["files"]
    assert "ben.toml:2" in bad[0]["says"]
    assert main(["doctor", "--plain"]) == 1
    assert all(line.count("\t") == 3 for line in capsys.readouterr().out.splitlines())
    assert main(["doctor", "--quiet"]) == 1
    assert capsys.readouterr().out.startswith("files: ")


def test_a_share_that_is_not_mounted_is_no_empty_shop(share: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (share / "clientcare.toml").unlink()
    assert main(["doctor"]) == 1
    assert "no clientcare.toml in" in capsys.readouterr().out
    assert not (share / "_clientcare").exists()


def test_a_mistake_in_the_settings_is_named_with_its_line(share: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (share.parent / "settings.toml").write_text('sahre = "x"\n')
    assert main(["doctor"]) == 1
    assert "settings.toml:1" in "".join(capsys.readouterr().out.split("\n"))


def test_what_kind_of_share_it_is_is_kept_when_that_is_wished_for(shop: Shop) -> None:
    assert "does not stand in the shop's settings yet" in " ".join(shop.run("doctor").out.split())
    assert "share" not in shop.store.shop().content
    shop.run("doctor", "--keep")
    kept = shop.store.shop().content["share"]
    assert (kept["machines"], kept["longest-name"]) == (1, 255)
    assert sorted(path.name for path in shop.share.iterdir() if path.name.startswith(".")) == []


def test_a_race_without_another_machine_is_told(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ShareRace.run, "__defaults__", (0.0, 0.0))
    said = shop.run("doctor", "--race")
    assert (said.code, said.out) == (1, "")
    assert said.err.startswith("Waiting for the other machine: type there  clientcare doctor --race\n")
    assert "No other machine came." in said.err


def test_a_close_on_a_share_that_cannot_decide_leaves_billing_to_the_machine_that_does_it(shop: Shop) -> None:
    shop.set_shop(share={"decides": False, "billing-seat": "ben-laptop"})
    thread = shop.session()
    shop.wait(30)
    said = shop.run("close", "--solution", "New fuser", "--resolved", "--follow-up", "next week", "--bill")
    assert not shop.read(thread).is_open
    assert "ben-laptop does that" in " ".join((said.out + said.err).split())
    assert shop.outbox() == []
    assert shop.run("bill", "send", "acme", me="ben").code == 0
    assert len(shop.outbox()) == 1
