"""`clientcare init`, in the form that scripts of a shop use, and what it refuses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from clientcare.cli import main

if TYPE_CHECKING:
    from pathlib import Path

LINE = (
    *("--shop", "Sample Support", "--me", "ann", "--billing", "billing@example.ch"),
    *("--currency", "CHF", "--time-zone", "Europe/Zurich", "--on-this-machine", "--no-input"),
)


@pytest.fixture(autouse=True)
def _settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLIENTCARE_CONFIG", str(tmp_path / "settings.toml"))
    monkeypatch.chdir(tmp_path)


def test_one_line_sets_up_a_shop_and_says_what_comes_next(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["init", "share", *LINE]) == 0
    shown = capsys.readouterr()
    for words in ("The shop is set up: Sample Support", "client add", "session start", "shell-setup"):
        assert words in shown.out
    assert shown.err == ""


def test_the_same_line_again_changes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["init", "share", *LINE])
    before = {path: path.read_bytes() for path in tmp_path.rglob("*.toml")}
    capsys.readouterr()
    assert main(["init", "share", *LINE]) == 0
    assert "nothing was changed" in capsys.readouterr().out
    assert {path: path.read_bytes() for path in tmp_path.rglob("*.toml")} == before


def test_scripts_get_the_identity_of_the_shop(capsys: pytest.CaptureFixture[str]) -> None:
    main(["init", "share", *LINE, "--quiet"])
    store = capsys.readouterr().out.strip()
    main(["init", "share", "--plain"])
    assert capsys.readouterr().out.split("\t")[:3] == ["already", "Sample Support", store]


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("init",), 2, "DIRECTORY"),
        (("init", "share"), 2, "--on-this-machine"),
        (("init", "share", "--on-this-machine"), 2, "--shop, --billing, --currency, --time-zone, --me"),
        (("init", "share", *LINE, "--currency", "XYZ"), 2, "CHF or EUR"),
        (("init", "share", *LINE, "--time-zone", "Europe/Zurch"), 2, "Did you mean Europe/Zurich?"),
        (("init", "share", *LINE, "--billing", "x"), 2, "no mail address"),
        (("init", "share", *LINE, "--me", "../x"), 2, "Take: x"),
        (("init", "share", *LINE, "--mail", "x"), 2, "no mail address"),
        (("init", "mnt/nsa/share", *LINE), 3, "no directory"),
        (("init", "smb://nas/shop", *LINE), 2, "is the address of a share"),
    ],
)
def test_what_cannot_be_says_why_and_leaves_nothing(
    words: tuple[str, ...], code: int, says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*words, "--no-input"]) == code
    assert says in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_file_is_no_directory(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "share").touch()
    assert main(["init", "share", *LINE]) == 2
    assert "no directory" in capsys.readouterr().err


def test_a_share_that_may_not_be_written_is_said_to_be_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: object, path: str, data: bytes) -> None:
        raise PermissionError(13, "Permission denied", path)

    monkeypatch.setattr("clientcare.adapters.stores.disk.Disk.create", refuse)
    assert main(["init", "share", *LINE]) == 6
    assert "may not be written" in capsys.readouterr().err
    assert not (tmp_path / "settings.toml").exists()


def test_a_settings_file_with_a_slip_is_named_with_its_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "settings.toml").write_text('shaer = "/mnt"\n')
    assert main(["init", "share", *LINE]) == 7
    shown = capsys.readouterr().err
    assert "settings.toml:1" in shown
    assert "Did you mean 'share'?" in shown


def test_before_a_shop_is_set_up_everything_says_how(capsys: pytest.CaptureFixture[str]) -> None:
    for words in (["whoami"], ["client", "list"], ["team", "list"]):
        assert main([*words, "--no-input"]) == 2
        assert "clientcare init DIRECTORY" in capsys.readouterr().err
    assert main(["config", "show", "--no-input"]) == 0
