"""`clientcare guide`, as a person or a script types it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from clientcare import catalogue
from clientcare.cli import main

if TYPE_CHECKING:
    from pathlib import Path

    from tests.shops import Shop


@pytest.fixture(autouse=True)
def _in_the_catalogue(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(catalogue.COMMANDS, "guide", catalogue.Entry("guide", catalogue.PEOPLE, "Guides."))


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    file = tmp_path / "broken.md"
    file.write_text('+++\ntitle = "T"\n[[outcomes]]\nname = "o"\ncheck = "documentd"\n+++\n')
    return file


def test_the_shipped_guide_is_listed_before_any_set_up(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["guide", "list", "--plain"]) == 0
    row = capsys.readouterr().out.split("\t")
    assert row[:2] == ["working-with-clients", "Working with clients"]


def test_a_guide_is_shown_for_people_and_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["guide", "show", "working"]) == 0
    assert "Backup?" in capsys.readouterr().out
    assert main(["guide", "show", "working", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["clientcare"] == "guide/1"
    assert answer["data"]["place"] == "shipped"
    assert answer["data"]["guide"]["steps"][0]["phase"] == "start"
    assert len(answer["data"]["guide"]["digest"]) == 64


def test_an_unknown_guide_offers_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["guide", "show", "workin-with-client"]) == 3
    assert "Did you mean 'working-with-clients'?" in capsys.readouterr().err


def test_a_broken_guide_is_told_with_its_place_and_exit_code(broken: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["guide", "show", str(broken)]) == 7
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.splitlines() == [
        f"{broken}:5:1: 'check' of outcome 1 'o' cannot be 'documentd'",
        "  Did you mean 'documented'?",
    ]


def test_a_check_shows_all_files_and_fails_where_one_is_broken(
    broken: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "sound.md").write_text('+++\ntitle = "Sound"\nautor = "x"\n+++\n')
    assert main(["guide", "check", str(tmp_path), "--json"]) == 7
    said = capsys.readouterr()
    assert [len(file["faults"]) for file in json.loads(said.out)["data"]["files"]] == [1, 0]
    assert "1 of 2 guides has faults." in said.err


def test_a_guide_with_warnings_alone_passes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "sound.md").write_text('+++\ntitle = "Sound"\nautor = "x"\n+++\n')
    assert main(["guide", "check", str(tmp_path)]) == 0
    assert "'autor' is not a known key" in capsys.readouterr().out


@pytest.mark.parametrize("path", ["no-such-file.md", "."])
def test_a_check_of_nothing_fails(
    path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["guide", "check", path]) == 3
    assert capsys.readouterr().out == ""


def test_a_check_without_a_path_is_a_usage_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["guide", "check"]) == 2
    capsys.readouterr()


def test_the_checks_that_a_guide_can_name_are_listed(shop: Shop) -> None:
    assert 'check = "mode"\n' in shop.run("guide", "checks").out
    assert 'mode = "remote" or "on-site"' in shop.run("guide", "checks").out
    assert shop.run("guide", "checks", "--json").data[0]["name"] == "documented"
    assert "documented" in shop.run("guide", "checks", "--quiet").out.split()
    assert (
        shop.run("guide", "checks", "--plain").out.splitlines()[5].startswith("mode\tmode=remote|on-site|phone|bench\t")
    )


def test_editors_get_the_format_as_a_json_schema(shop: Shop) -> None:
    schema = json.loads(shop.run("guide", "schema").out)
    assert schema["properties"]["steps"]["items"] == {"$ref": "#/$defs/Step"}
    assert shop.run("guide", "schema", "--json").data == schema
    assert json.loads(shop.run("guide", "schema", "--plain").out) == schema
    assert shop.run("guide", "schema", "--quiet").out == "A guide of clientcare\n"
