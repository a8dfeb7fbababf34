"""The lines that clientcare keeps in a shell's start-up file, and the lines of clientcare in a shell's history."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientcare.domain.shells import BEGIN, END, block, how_to_forget, lines_about_clients, standing, with_block

BLOCK = block("keep out", "complete")


def test_the_lines_stand_between_their_marks() -> None:
    assert f"{BEGIN}\nkeep out\n\ncomplete\n{END}\n" == BLOCK


def test_lines_are_added_once_at_the_end() -> None:
    once = with_block("alias ll='ls -l'\n", BLOCK)
    assert once == f"alias ll='ls -l'\n\n{BLOCK}"
    assert with_block(once, BLOCK) == once


def test_a_file_without_a_last_line_end_gets_one() -> None:
    assert with_block("alias a=b", BLOCK) == f"alias a=b\n\n{BLOCK}"
    assert with_block("", BLOCK) == BLOCK


def test_older_lines_are_replaced_where_they_are() -> None:
    old = with_block("first\n", block("old", "old")) + "last\n"
    assert with_block(old, BLOCK) == f"first\n\n{BLOCK}last\n"


def test_the_line_ends_of_the_file_are_kept() -> None:
    changed = with_block("first\r\n", BLOCK)
    assert changed.count("\r\n") == changed.count("\n")
    assert with_block(changed, BLOCK) == changed
    assert standing(changed, BLOCK) == "same"


@given(st.text(alphabet="ab\n# ", max_size=40), st.text(alphabet="xy\n", max_size=10))
def test_whatever_the_file_holds_stays_and_the_lines_are_there_once(content: str, inner: str) -> None:
    text = block(inner, "")
    changed = with_block(content, text)
    assert changed.startswith(content)
    assert changed.count(BEGIN) == 1
    assert standing(changed, text) == "same"
    assert with_block(changed, text) == changed


def test_what_a_start_up_file_holds_is_told_apart() -> None:
    assert standing("", BLOCK) == "absent"
    assert standing(f"x\n{BLOCK}y\n", BLOCK) == "same"
    assert standing(block("old", ""), BLOCK) == "other"
    assert standing('eval "$(clientcare shell-setup bash)"\n', BLOCK) == "other"
    assert standing("# clientcare shell-setup bash\n", BLOCK) == "absent"
    assert standing(f"{BEGIN}\nnever ended\n", BLOCK) == "absent"


@pytest.mark.parametrize(
    "line",
    [
        "clientcare note Ms Frei's disk is full",
        " clientcare note x",
        "X=1 clientcare close --solution x",
        "cd / && clientcare note x",
        "echo x | clientcare note -",
        "~/.local/bin/clientcare note x",
        "\\clientcare note x",
        '"C:\\Tools\\clientcare.exe" note x',
        "- cmd: clientcare note x",
        ": 1700000000:0;clientcare note x",
        "clientcare --json session start acme x",
    ],
)
def test_a_line_that_runs_clientcare_with_words_counts(line: str) -> None:
    assert lines_about_clients(f"ls\n{line}\npwd\n") == 1


@pytest.mark.parametrize(
    "line",
    [
        "clientcare",
        "clientcare --help",
        "clientcare doctor",
        "clientcare status; ls",
        "clientcare shell-setup bash >> ~/.bashrc",
        "clientcare | less",
        "clientcare && ls",
        "cd ~/clientcare/src",
        "ls my-clientcare x",
        "vim clientcare.toml",
        "echo hello",
    ],
)
def test_a_line_that_can_hold_no_word_about_a_client_does_not_count(line: str) -> None:
    assert lines_about_clients(f"ls\n{line}\n") == 0


def test_every_shell_has_a_way_to_forget() -> None:
    assert how_to_forget("fish", "x") == "In fish type:\n  history delete --contains clientcare"
    assert "HistorySavePath" in how_to_forget("powershell", "x")
    assert "LC_ALL=C sed -i.old /clientcare/d /h/.bash_history" in how_to_forget("bash", "/h/.bash_history")
    assert how_to_forget("bash", "x").endswith("history -c; history -r")
    assert how_to_forget("zsh", "/h/.zsh_history").endswith("fc -p /h/.zsh_history")
