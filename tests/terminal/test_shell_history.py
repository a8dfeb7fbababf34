"""In real shells, on a real terminal: commands of clientcare stay out of the history, and Tab completes them."""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import TYPE_CHECKING

import pexpect
import pytest

from clientcare.adapters.shells import Shells
from clientcare.commands.shell_setup import completion

if TYPE_CHECKING:
    from pathlib import Path

# Stands for clientcare: answers what it was called with, and completes as Typer's scripts expect it.
PROGRAM = """#!/bin/sh
case "$_CLIENTCARE_COMPLETE" in
  complete_bash) echo nothing-else ;;
  complete_zsh) echo "_arguments '*: :((\\"nothing-else\\"))'" ;;
  complete_fish) [ "$_TYPER_COMPLETE_FISH_ACTION" = is-args ] || echo nothing-else ;;
  *) echo "ran: $*"
     grep -hs secret ~/.bash_history ~/.zsh_history ~/.local/share/fish/fish_history | sed 's/^/LEAK /' ;;
esac
"""
PROMPTS = {
    "bash": "PS1='READY '\nHISTIGNORE='pwd'\nalias cc='clientcare note'\n",
    "zsh": "PS1='READY '\nHISTFILE=~/.zsh_history\nHISTSIZE=99\nSAVEHIST=99\nalias cc='clientcare note'\n"
    "zshaddhistory() { [[ $1 != pwd* ]] }\n",
    "fish": "function fish_prompt; echo 'READY '; end\nfunction fish_greeting; end\nalias cc 'clientcare note'\n",
}
FILES = {"bash": ".bash_history", "zsh": ".zsh_history", "fish": ".local/share/fish/fish_history"}
SECRET = [
    "clientcare note secret-1",
    " clientcare note secret-2",
    "X=1 clientcare note secret-3",
    "cc secret-4",
    "echo secret-5 | clientcare note -",
    "cd / && clientcare note secret-6",
    "~/bin/clientcare note secret-7",
    "\\clientcare note secret-8",
    "clientcare note secret-9   ",
]


def shell_in(home: Path, shell: str) -> pexpect.spawn:
    program = shutil.which(shell)
    if program is None:
        pytest.skip(f"{shell} is not installed here")
    (home / "bin").mkdir()
    (home / "bin" / "clientcare").write_text(PROGRAM)
    (home / "bin" / "clientcare").chmod(0o755)
    mine = Shells(str(home), {}, "linux")
    start_up = home / os.path.relpath(mine.file(shell), home)
    start_up.parent.mkdir(parents=True, exist_ok=True)
    start_up.write_text(PROMPTS[shell])
    mine.add(shell, mine.text(shell, completion(shell)))
    return pexpect.spawn(
        program,
        ["--noprofile", "-i"] if shell == "bash" else ["-i"],
        env={"HOME": str(home), "PATH": f"{home}/bin:/usr/bin:/bin", "TERM": "xterm", "LANG": "C.UTF-8"},
        encoding="utf-8",
        timeout=20,
        dimensions=(40, 200),
    )


def typed(child: pexpect.spawn, lines: list[str]) -> str:
    """Types each line at a prompt, ends the shell, and gives what was seen."""
    seen = ""
    for line in [*lines, "exit"]:
        child.expect_exact("READY")
        seen += child.before
        child.send(f"{line}\r")
    child.expect(pexpect.EOF)
    seen += child.before
    child.close()
    return seen


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_commands_of_clientcare_stay_out_of_the_history_and_others_stay_in(shell: str, tmp_path: Path) -> None:
    secret = [line for line in SECRET if shell != "fish" or "\\" not in line]  # fish reads \\c as a control character
    seen = typed(shell_in(tmp_path, shell), ["echo before", *secret, "ls my-clientcare x", "pwd", "echo after"])
    history = (tmp_path / FILES[shell]).read_text()
    assert "secret" not in history
    assert "LEAK" not in seen
    assert seen.count("ran: ") >= len(secret)
    for kept in ("echo before", "ls my-clientcare x", "echo after"):
        assert kept in history
    assert ("pwd" in history) == (shell == "fish"), "what the user excludes stays excluded"


@pytest.mark.parametrize("shell", ["bash", "zsh"])
def test_the_further_lines_of_a_note_stay_out_too(shell: str, tmp_path: Path) -> None:
    child = shell_in(tmp_path, shell)
    child.expect_exact("READY")
    child.send("clientcare note 'secret-1\r")
    child.expect_exact(">")
    child.send("secret-2'\r")
    child.expect_exact("ran: ")
    seen = typed(child, ["echo after"])
    history = (tmp_path / FILES[shell]).read_text()
    assert "LEAK" not in seen
    assert "secret" not in history
    assert "echo after" in history


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_tab_completes(shell: str, tmp_path: Path) -> None:
    child = shell_in(tmp_path, shell)
    child.expect_exact("READY")
    child.send("clientcare noth\t")
    child.expect("nothing-else")
    child.send("\r")
    child.expect_exact("ran: nothing-else")
    child.close(force=True)


def test_the_lines_may_be_read_twice_and_keep_what_the_user_excludes(tmp_path: Path) -> None:
    child = shell_in(tmp_path, "bash")
    seen = typed(child, [". ~/.bashrc", 'echo "<$HISTIGNORE>"'])
    assert "<pwd:clientcare:" in seen
    assert seen.count("<pwd:") == 1
    assert seen.partition("<pwd:")[2].partition(">")[0].count("clientcare:") == 1


@pytest.mark.parametrize("option", ["share_history", "inc_append_history", "extended_history"])
def test_zsh_keeps_them_out_however_it_writes_its_history(option: str, tmp_path: Path) -> None:
    child = shell_in(tmp_path, "zsh")
    seen = typed(child, [f"setopt {option}", "clientcare note secret-1", "clientcare note secret-2", "echo after"])
    history = (tmp_path / ".zsh_history").read_text()
    assert "LEAK" not in seen
    assert "secret" not in history
    assert "echo after" in history


def test_fish_4_asks_a_function_which_goes_on_to_the_users_own(tmp_path: Path) -> None:
    fish = shutil.which("fish")
    if fish is None:
        pytest.skip("fish is not installed here")
    lines = Shells(str(tmp_path), {}, "linux").text("fish", "")
    as_if_4 = lines.replace("if test (string split . -- $version)[1] -ge 4", "if true")
    assert as_if_4 != lines
    script = f"""
function fish_should_add_to_history; not string match -q '*unwanted*' -- $argv[1]; end
{as_if_4}
{as_if_4}
for line in 'clientcare note x' 'X=1 clientcare note x' 'unwanted x' 'echo x'
    fish_should_add_to_history $line; and echo "kept $line"; or echo "out $line"
end
"""
    found = subprocess.run(
        [fish, "--no-config", "-c", script],
        env={"HOME": str(tmp_path), "PATH": "/usr/bin:/bin", "TERM": "dumb"},
        capture_output=True,
        check=True,
        text=True,
    )
    assert found.stdout.splitlines() == [
        "out clientcare note x",
        "out X=1 clientcare note x",
        "out unwanted x",
        "kept echo x",
    ]
