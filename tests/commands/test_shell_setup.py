"""`clientcare shell-setup`, from the command line to the start-up file."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from clientcare import catalogue
from clientcare.adapters.shells import Shells
from clientcare.cli import main
from clientcare.domain.shells import SHELLS

if TYPE_CHECKING:
    from clientcare.desk import Desk, Options


@pytest.fixture(autouse=True)
def _in_the_catalogue(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(catalogue.COMMANDS, "shell-setup", catalogue.Entry("shell_setup", catalogue.SHOP, "x"))
    monkeypatch.setenv("SHELL", "/bin/bash")


def run(*words: str) -> int:
    def build(options: Options) -> Desk:
        from clientcare.bootstrap import desk

        made = desk(options)
        made.shells = Shells(os.environ["HOME"], os.environ, "linux")  # type: ignore[attr-defined,unused-ignore]
        return made

    return main(["shell-setup", *words], build=build)


@pytest.mark.parametrize("shell", SHELLS)
def test_the_lines_are_printed_with_the_script_that_completes(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(shell) == 0
    out = capsys.readouterr().out
    assert "# >>> clientcare >>>" in out
    assert f"complete_{shell}" in out
    assert not (Path(os.environ["HOME"]) / ".bashrc").exists()


def test_they_are_installed_once(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--install", "--yes") == 0
    assert run("bash", "--install") == 0
    assert "already" in capsys.readouterr().out
    assert (Path(os.environ["HOME"]) / ".bashrc").read_text().count(">>> clientcare >>>") == 1


def test_without_a_terminal_the_option_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("bash", "--install", "--no-input") == 2
    assert "--yes" in capsys.readouterr().err


def test_another_shell_is_a_usage_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("tcsh") == 2
    assert "bash|zsh|fish|powershell" in capsys.readouterr().err


def test_scripts_get_an_envelope(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("fish", "--json") == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["clientcare"] == "shell-setup/1"
    assert answer["data"]["file"].endswith("config.fish")
