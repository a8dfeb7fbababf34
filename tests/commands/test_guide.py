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


def test_the_shipped_guides_are_listed_before_any_set_up(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["guide", "list", "--plain"]) == 0
    rows = [line.split("\t")[:2] for line in capsys.readouterr().out.splitlines()]
    assert ["working-with-clients", "Working with clients"] in rows


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
        f"{broken}:5:9: 'check' of outcome 1 'o' cannot be 'documentd'",
        "  Did you mean 'documented'?",
    ]


def test_a_check_shows_all_files_and_fails_where_one_is_broken(
    broken: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "sound.md").write_text('+++\ntitle = "Sound"\nautor = "x"\n+++\n')
    assert main(["guide", "check", str(tmp_path), "--json"]) == 7
    said = capsys.readouterr()
    assert [len(file["faults"]) for file in json.loads(said.out)["data"]["files"]] == [1, 0]
    assert "1 of 2 guides has a fault." in said.err


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


# -- making guides --------------------------------------------------------------------------------------------


def test_a_new_guide_lies_among_those_of_the_shop_and_is_in_order(shop: Shop) -> None:
    typed = ("guide", "new", "Printer jams", "--step", 'Look "inside"', "--step", "Print a page")
    done = shop.run(*typed, "--description", "For one printer.")
    assert (done.code, done.err) == (0, "")
    assert (
        done.out == "✓ guides/printer-jams.md · Printer jams, 2 steps\n  See it: clientcare guide show printer-jams\n"
    )
    shown = shop.run("guide", "show", "printer-jams", "--json").data["guide"]
    assert [(step["name"], step["weight"]) for step in shown["steps"]] == [('Look "inside"', 10), ("Print a page", 20)]
    assert shown["warnings"] == []
    again = shop.run(*typed)
    assert (again.code, again.out) == (5, "")
    assert "--name NAME" in again.err
    assert shop.run(*typed, "--name", "jams", "--quiet").out == "jams\n"
    assert shop.run(*typed, "--name", "jams-2", "--plain").out == "guide\tjams-2\tguides/jams-2.md\tPrinter jams\t2\n"


def test_a_new_guide_needs_a_title_and_steps_and_a_name_that_can_be_typed(shop: Shop) -> None:
    assert "Missing: TITLE, --step NAME." in shop.run("guide", "new").err
    nameless = shop.run("guide", "new", "???", "--step", "One")
    assert (nameless.code, nameless.out) == (2, "")
    assert "cannot be the name of a guide" in nameless.err


def test_a_guide_that_is_only_shown_is_written_nowhere(shop: Shop) -> None:
    done = shop.run("guide", "new", "Printer jams", "--step", "Look", "--show")
    assert done.out.startswith("+++\n# What people read")
    assert not (shop.share / "guides" / "printer-jams.md").exists()


def test_a_runbook_becomes_a_guide_and_what_has_no_place_is_told(shop: Shop, tmp_path: Path) -> None:
    runbook = tmp_path / "Replace Switch.md"
    runbook.write_text("# Replace a switch\n\nBackground.\n\n1. Save it\n2. Swap it\n")
    done = shop.run("guide", "import", str(runbook))
    assert done.out.splitlines() == [
        "✓ guides/replace-switch.md · Replace a switch, 2 steps",
        f"  ! {runbook}:3:1: 'Background.' belongs to no step. It is in the guide's body.",
        "  See it: clientcare guide show replace-switch",
    ]
    assert shop.run("guide", "check", str(shop.share / "guides" / "replace-switch.md")).code == 0
    plain = shop.run("guide", "import", str(runbook), "--show", "--plain").out.splitlines()
    assert plain[1] == "remark\t3\t1\t'Background.' belongs to no step"


def test_a_page_with_yaml_becomes_one_with_toml_that_says_the_same(shop: Shop, tmp_path: Path) -> None:
    page = tmp_path / "zoom.md"
    page.write_text(
        "---\ntitle: Zoom\ndraft: false\nnothing: ~\nsteps:\n  - name: Install\n    weight: '1'\n  - ~\n---\nBody.\n"
    )
    assert shop.run("guide", "import", str(page)).code == 0
    assert (shop.share / "guides" / "zoom.md").read_text() == (
        '+++\ntitle = "Zoom"\ndraft = false\nsteps = [\n    { name = "Install", weight = "1" },\n]\n+++\nBody.\n'
    )
    toml = tmp_path / "toml.md"
    toml.write_text('+++\n# kept\ntitle = "T"\n+++\n')
    assert shop.run("guide", "import", str(toml), "--show").out == toml.read_text()


def test_a_file_that_is_too_big_is_not_even_read(shop: Shop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "big.md"
    with file.open("wb") as made:
        made.truncate(3_000_000)
    monkeypatch.setattr("clientcare.adapters.local_files.LocalFiles.read", lambda *_: pytest.fail("it was read"))
    done = shop.run("guide", "import", str(file))
    assert (done.code, done.out) == (7, "")
    assert "the file is too big" in done.err


@pytest.mark.parametrize(("content", "code"), [(None, 3), (b"\xff\xfe", 7), (b"+++\ntitle = \n+++\n", 7), (b"", 0)])
def test_what_cannot_be_imported_is_told_and_nothing_is_written(
    shop: Shop, tmp_path: Path, content: bytes | None, code: int
) -> None:
    file = tmp_path / "x.md"
    if content is not None:
        file.write_bytes(content)
    assert shop.run("guide", "import", str(file)).code == code
    assert (shop.share / "guides" / "x.md").exists() == (code == 0)
