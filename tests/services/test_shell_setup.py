"""Showing the lines for a shell, or putting them into its start-up file."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from clientcare.adapters.shells import Shells
from clientcare.domain.asks import Missing
from clientcare.domain.errors import Usage
from clientcare.services.shell_setup import set_up

if TYPE_CHECKING:
    from pathlib import Path

    from clientcare.domain.shells import ShellSetup


@pytest.fixture
def desk(tmp_path: Path) -> Any:
    return SimpleNamespace(shells=Shells(str(tmp_path), {"SHELL": "/bin/bash"}, "linux"))


def ask(desk: Any, shell: str = "bash", **given: Any) -> ShellSetup:
    return set_up(desk, shell=shell, completion=lambda name: f"complete {name}", **given)


def test_the_lines_are_shown_and_nothing_is_changed(desk: Any, tmp_path: Path) -> None:
    setup = ask(desk)
    assert (setup.done, setup.shell, setup.file) == ("shown", "bash", str(tmp_path / ".bashrc"))
    assert "complete bash" in setup.text
    assert not (tmp_path / ".bashrc").exists()


def test_without_a_name_it_is_the_users_own_shell(desk: Any) -> None:
    assert ask(desk, "").shell == "bash"
    assert ask(desk, "PWSH").shell == "powershell"


def test_an_unknown_shell_is_answered_with_those_that_are_known(desk: Any) -> None:
    with pytest.raises(Usage, match="tcsh") as refused:
        ask(desk, "tcsh")
    assert "bash|zsh|fish|powershell" in refused.value.hint
    desk.shells.environ = {}
    with pytest.raises(Usage, match="Which shell"):
        ask(desk, "")


def test_the_file_is_changed_after_a_yes_and_then_left_alone(desk: Any, tmp_path: Path) -> None:
    with pytest.raises(Missing) as missing:
        ask(desk, install=True)
    assert missing.value.asks[0].option == "--yes"
    assert ask(desk, install=True, yes="yes").done == "added"
    assert ask(desk, install=True).done == "already"
    assert (tmp_path / ".bashrc").read_text() == ask(desk).text


def test_a_no_leaves_the_file_as_it_is(desk: Any, tmp_path: Path) -> None:
    for no in ("no", False):
        assert ask(desk, install=True, yes=no).done == "left"
    assert not (tmp_path / ".bashrc").exists()


def test_older_lines_are_brought_up_to_date(desk: Any) -> None:
    ask(desk, install=True, yes=True)
    setup = set_up(desk, shell="bash", completion=lambda name: "newer", install=True, yes=True)
    assert setup.done == "updated"
