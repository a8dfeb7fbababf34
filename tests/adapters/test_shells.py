"""Start-up files and histories of shells, on disk."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from clientcare.adapters.shells import Shells, installed
from clientcare.domain.errors import Failed, Usage
from clientcare.domain.shells import SHELLS, History, block

if TYPE_CHECKING:
    from pathlib import Path

BLOCK = block("keep out", "complete")


def shells(home: Path, platform: str = "linux", **environ: str) -> Shells:
    return Shells(str(home), {"SHELL": "/bin/bash", **environ}, platform)


@pytest.mark.parametrize(
    ("shell", "platform", "name"),
    [
        ("/usr/bin/zsh", "linux", "zsh"),
        ("/opt/homebrew/bin/fish", "darwin", "fish"),
        ("/usr/bin/pwsh", "linux", "powershell"),
        ("C:\\Program Files\\Git\\usr\\bin\\bash.exe", "win32", "bash"),
        ("", "win32", "powershell"),
        ("/bin/tcsh", "linux", ""),
        ("", "linux", ""),
    ],
)
def test_the_shell_that_a_user_works_in(shell: str, platform: str, name: str, tmp_path: Path) -> None:
    assert shells(tmp_path, platform, SHELL=shell).mine() == name


@pytest.mark.parametrize("shell", SHELLS)
def test_every_shell_has_lines_that_name_what_they_are_for(shell: str, tmp_path: Path) -> None:
    text = shells(tmp_path).text(shell, "complete")
    assert "may hold client data" in text
    assert "complete" in text


def test_another_shell_has_none(tmp_path: Path) -> None:
    with pytest.raises(Usage, match="tcsh"):
        shells(tmp_path).text("tcsh", "")


def test_lines_are_added_once_and_found_again(tmp_path: Path) -> None:
    mine = shells(tmp_path)
    (tmp_path / ".bashrc").write_text("alias a=b\n")
    os.chmod(tmp_path / ".bashrc", 0o640)
    assert not installed("bash", str(tmp_path))
    assert mine.add("bash", BLOCK) == "added"
    assert mine.add("bash", BLOCK) == "already"
    assert mine.standing("bash", BLOCK) == "same"
    assert installed("bash", str(tmp_path))
    assert (tmp_path / ".bashrc").read_text() == f"alias a=b\n\n{BLOCK}"
    assert (tmp_path / ".bashrc").stat().st_mode & 0o777 == 0o640
    assert os.listdir(tmp_path) == [".bashrc"]


def test_older_lines_are_brought_up_to_date_in_the_file_where_they_are(tmp_path: Path) -> None:
    (tmp_path / ".bash_profile").write_text(block("old", "old"))
    mine = shells(tmp_path)
    assert mine.standing("bash", BLOCK) == "other"
    assert mine.add("bash", BLOCK) == "updated"
    assert not (tmp_path / ".bashrc").exists()
    assert (tmp_path / ".bash_profile").read_text() == BLOCK


def test_a_start_up_file_behind_a_link_stays_behind_it(tmp_path: Path) -> None:
    (tmp_path / "dotfiles").mkdir()
    (tmp_path / "dotfiles" / "bashrc").write_text("x\n")
    (tmp_path / ".bashrc").symlink_to("dotfiles/bashrc")
    shells(tmp_path).add("bash", BLOCK)
    assert (tmp_path / ".bashrc").is_symlink()
    assert BLOCK in (tmp_path / "dotfiles" / "bashrc").read_text()


def test_a_folder_that_is_missing_is_made(tmp_path: Path) -> None:
    assert shells(tmp_path).add("fish", BLOCK) == "added"
    assert (tmp_path / ".config" / "fish" / "config.fish").read_text() == BLOCK


def test_bytes_that_are_no_utf_8_survive(tmp_path: Path) -> None:
    (tmp_path / ".zshrc").write_bytes(b"# caf\xe9\n")
    shells(tmp_path).add("zsh", BLOCK)
    assert (tmp_path / ".zshrc").read_bytes().startswith(b"# caf\xe9\n")


def test_a_profile_in_utf_16_stays_in_utf_16(tmp_path: Path) -> None:
    file = tmp_path / ".config" / "powershell" / "Microsoft.PowerShell_profile.ps1"
    file.parent.mkdir(parents=True)
    file.write_bytes("# ä\r\n".encode("utf-16"))
    shells(tmp_path).add("powershell", BLOCK)
    assert file.read_bytes().decode("utf-16").startswith("# ä\r\n")
    assert shells(tmp_path).standing("powershell", BLOCK) == "same"


def test_a_file_that_cannot_be_changed_says_what_to_do_by_hand(tmp_path: Path) -> None:
    (tmp_path / ".bashrc").mkdir()
    with pytest.raises(Failed, match="cannot be changed") as refused:
        shells(tmp_path).add("bash", BLOCK)
    assert "clientcare shell-setup bash" in refused.value.hint


def test_a_file_that_cannot_be_replaced_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".bashrc").write_text("x\n")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(Failed, match="No space left"):
        shells(tmp_path).add("bash", BLOCK)
    assert os.listdir(tmp_path) == [".bashrc"]
    assert (tmp_path / ".bashrc").read_text() == "x\n"


def test_a_huge_file_is_no_start_up_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("clientcare.adapters.shells.START_UP_LIMIT", 10)
    (tmp_path / ".bashrc").write_text("x" * 100)
    with pytest.raises(Failed, match="too large"):
        shells(tmp_path).add("bash", BLOCK)


def test_start_up_files_are_where_each_system_keeps_them(tmp_path: Path) -> None:
    assert shells(tmp_path).file("bash") == str(tmp_path / ".bashrc")
    assert shells(tmp_path, "darwin").file("bash") == str(tmp_path / ".bash_profile")
    assert shells(tmp_path, ZDOTDIR="/z").file("zsh") == "/z/.zshrc"
    assert shells(tmp_path, XDG_CONFIG_HOME="/c").file("fish") == "/c/fish/config.fish"


def test_on_windows_the_profile_is_that_of_the_powershell_in_use(tmp_path: Path) -> None:
    old = shells(tmp_path, "win32").file("powershell")
    new = shells(tmp_path, "win32", PSModulePath="C:\\Program Files\\PowerShell\\7\\Modules").file("powershell")
    assert old == str(tmp_path / "Documents" / "WindowsPowerShell" / "Microsoft.PowerShell_profile.ps1")
    assert new == str(tmp_path / "Documents" / "PowerShell" / "Microsoft.PowerShell_profile.ps1")
    cloud = tmp_path / "OneDrive" / "Documents" / "WindowsPowerShell"
    cloud.mkdir(parents=True)
    moved = shells(tmp_path, "win32", OneDrive=str(tmp_path / "OneDrive")).file("powershell")
    assert moved == str(cloud / "Microsoft.PowerShell_profile.ps1")


def test_histories_are_looked_for_where_the_shell_was_told_to_keep_them(tmp_path: Path) -> None:
    (tmp_path / ".zshrc").write_text('HISTFILE="${ZDOTDIR:-$HOME}/.hist"\nexport HISTFILE=~/.other\n')
    mine = shells(tmp_path, SHELL="/bin/zsh", HISTFILE="/elsewhere/h")
    assert mine.history_files("zsh")[:4] == (
        "/elsewhere/h",
        str(tmp_path / ".hist"),
        str(tmp_path / ".other"),
        str(tmp_path / ".zsh_history"),
    )
    assert mine.history_files("bash") == (str(tmp_path / ".bash_history"),)


def test_histories_of_fish_and_powershell(tmp_path: Path) -> None:
    share = tmp_path / ".local" / "share"
    assert shells(tmp_path).history_files("fish") == (str(share / "fish" / "fish_history"),)
    assert shells(tmp_path).history_files("powershell") == (
        str(share / "powershell" / "PSReadLine" / "ConsoleHost_history.txt"),
    )
    assert shells(tmp_path, "win32", APPDATA="/a").history_files("powershell") == (
        "/a/Microsoft/Windows/PowerShell/PSReadLine/ConsoleHost_history.txt",
    )


def test_the_users_shell_is_reported_and_others_that_hold_lines(tmp_path: Path) -> None:
    (tmp_path / ".bash_history").write_text("ls\n")
    (tmp_path / ".zhistory").write_bytes(b": 1:0;clientcare note caf\xe9\nclientcare doctor\n")
    shells(tmp_path).add("bash", BLOCK)
    assert shells(tmp_path).histories() == (
        History("bash", True, str(tmp_path / ".bash_history"), 0),
        History("zsh", False, str(tmp_path / ".zhistory"), 1),
    )


def test_programs_that_record_what_is_typed_are_named(tmp_path: Path) -> None:
    assert shells(tmp_path, ATUIN_SESSION="x").recorders() == ("atuin",)
    assert shells(tmp_path).recorders() == ()
