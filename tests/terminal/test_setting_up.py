"""On a real terminal: a shop is set up and joined, questions are answered, stopped and asked again."""

from __future__ import annotations

import os
import re
import signal
import sys
import tomllib
from typing import TYPE_CHECKING

import pexpect
import pytest

if TYPE_CHECKING:
    from pathlib import Path

READY = "\x1b[?2004h"  # what the prompt sends once it reads keys


class Terminal:
    """A terminal of 80 columns on which one command runs."""

    def __init__(self, folder: Path, *words: str, term: str = "xterm-256color", me: str = "ann") -> None:
        environment = {
            **os.environ,
            "CLIENTCARE_CONFIG": str(folder / f"{me}.toml"),
            "TERM": term,
            "SHELL": "/bin/bash",
        }
        if term == "dumb":
            environment["NO_COLOR"] = "1"
        self.ready = "" if term == "dumb" else READY
        self.child = pexpect.spawn(
            sys.executable,
            ["-m", "clientcare", *words],
            env=environment,
            cwd=folder,
            encoding="utf-8",
            dimensions=(30, 80),
            timeout=20,
        )
        self.seen = ""

    def answer(self, question: str, keys: str) -> None:
        if self.ready:
            self.child.expect_exact(self.ready)
            self.seen += self.child.before
        self.child.expect_exact(question)
        self.seen += self.child.before
        self.child.send(keys)

    def end(self) -> tuple[int | None, str]:
        self.child.expect(pexpect.EOF)
        self.child.close()
        return self.child.exitstatus, re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", self.seen + self.child.before)


def set_up(folder: Path) -> None:
    line = (
        "init share --shop Sample --name Ann --me ann --role account-manager --mail ann@example.ch"
        " --billing b@example.ch --currency CHF --time-zone UTC --on-this-machine"
    )
    terminal = Terminal(folder, *line.split())
    assert terminal.end()[0] == 0


def test_a_shop_is_set_up_by_answering(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path, "init", "share", "--on-this-machine")
    terminal.answer("What is the shop called?", "Sample Support\r")
    terminal.answer("Who does the billing?", "billing\r")
    terminal.answer("Who does the billing?", "billing@example.ch\r")
    terminal.answer("In which currency?", "chf\r")
    terminal.answer("In which time zone?", "zurich\r")
    terminal.answer("What is your name?", "Ann Müller\r")
    terminal.answer("What is your role?", "1\r")
    terminal.answer("Your mail address", "\r")
    terminal.answer("Whom do you reach", "Ms Keller\r")
    terminal.answer("Their phone", "044 555 01 00\r")
    terminal.answer("Their mail address", "\r")
    terminal.answer("Your handle", "\r")
    code, shown = terminal.end()
    assert code == 0
    assert "'billing' is no mail address" in shown
    assert "→ Europe/Zurich" in shown
    shop = tomllib.loads((tmp_path / "share" / "clientcare.toml").read_text("utf-8"))
    assert shop["shop"]["time-zone"] == "Europe/Zurich"
    assert shop["management"]["name"] == "Ms Keller"
    member = tomllib.loads((tmp_path / "share" / "team" / "ann.toml").read_text("utf-8"))
    assert (member["name"], member["roles"]) == ("Ann Müller", ["account-manager"])


def test_a_known_member_on_a_second_machine_is_asked_whether_they_are_it(tmp_path: Path) -> None:
    set_up(tmp_path)
    terminal = Terminal(tmp_path, "init", "share", me="laptop")
    terminal.answer("Who are you?", "ann\r")
    terminal.answer("Ann (ann): is that you?", "y\r")
    code, shown = terminal.end()
    assert (code, "You have joined the shop: Sample" in shown) == (0, True)
    assert sorted(one.name for one in (tmp_path / "share" / "team").iterdir()) == ["ann.toml"]


@pytest.mark.parametrize("key", ["\x03", "\x04"])
def test_stopping_at_a_question_changes_nothing(key: str, tmp_path: Path) -> None:
    terminal = Terminal(tmp_path, "init", "share", "--on-this-machine")
    terminal.answer("What is the shop called?", key)
    code, shown = terminal.end()
    assert (code, "Stopped. Nothing was changed" in shown) == (130, True)
    assert list(tmp_path.iterdir()) == []


def test_a_terminal_that_is_closed_changes_nothing(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path, "init", "share", "--on-this-machine")
    terminal.answer("What is the shop called?", "Sam")
    terminal.child.close(force=True)
    assert terminal.child.exitstatus or terminal.child.signalstatus in (signal.SIGHUP, signal.SIGINT, signal.SIGKILL)
    assert list(tmp_path.iterdir()) == []


def test_a_handle_is_proposed_and_tab_completes_names_of_the_team(tmp_path: Path) -> None:
    set_up(tmp_path)
    terminal = Terminal(tmp_path, "client", "add", "Acme AG")
    terminal.answer("A handle for Acme AG (Enter keeps: acme-ag)", "acme\r")
    assert terminal.end()[0] == 0
    assert (tmp_path / "share" / "clients" / "acme").is_dir()


def test_a_secret_is_masked_by_the_person_and_never_shown(tmp_path: Path) -> None:
    set_up(tmp_path)
    Terminal(tmp_path, "client", "add", "acme", "--name", "Acme").end()
    terminal = Terminal(tmp_path, "client", "note", "acme", "--config", str(tmp_path / "ann.toml"))
    terminal.answer("", "Alarm password: Tr0ub4dor&3x\x1b\r")
    terminal.answer("What shall be saved?", "mask\r")
    code, shown = terminal.end()
    assert (code, "note 1" in shown) == (0, True)
    assert shown.count("Tr0ub4dor&3x") <= 2  # as it was typed, and drawn once more when the prompt ended
    kept = next((tmp_path / "share").rglob("*-fact-*.toml")).read_text("utf-8")
    assert "Tr0ub4dor" not in kept


def test_a_terminal_that_cannot_move_its_cursor_does_as_well(tmp_path: Path) -> None:
    set_up(tmp_path)
    terminal = Terminal(tmp_path, "client", "add", term="dumb")
    terminal.answer("What is the client called?", "Acme AG\r")
    terminal.answer("A handle for Acme AG", "\r")
    code, _ = terminal.end()
    assert code == 0
    assert "\x1b" not in terminal.seen
    assert (tmp_path / "share" / "clients" / "acme-ag").is_dir()
