"""The four lines that scripts of a shop use: they work as they stand, in any shop, and ask nothing."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

SCRIPT = """\
export CLIENTCARE_NO_INPUT=1
clientcare session start acme "Printer offline" --mode remote --no-walk
clientcare note "Fuser worn out, replaced it"
clientcare close --solution "New fuser fitted, test page fine" --resolved --follow-up "next week" --bill
"""
SET_UP = """\
clientcare init share --shop "Sample Support" --me ann --billing billing@example.ch --currency CHF \
  --time-zone Europe/Zurich --on-this-machine --no-input
clientcare client add acme --name "Acme AG" --no-input
"""


def bash(folder: Path, script: str) -> str:
    """What a script says on standard output, with the console script that people install, and no terminal."""
    home = folder / "home"
    home.mkdir(exist_ok=True)
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script],
        cwd=folder,
        env={
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "HOME": str(home),
            "CLIENTCARE_CONFIG": str(folder / "settings.toml"),
        },
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def answer(folder: Path, command: str) -> Any:
    return json.loads(bash(folder, f"{command} --json"))["data"]


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    bash(tmp_path, SET_UP)
    return tmp_path


def test_four_lines_leave_everything_in_the_clients_file_and_a_mail_for_billing(shop: Path) -> None:
    said = bash(shop, SCRIPT)
    assert "note 1" in said
    assert "Closed" in said
    session = answer(shop, "clientcare session show acme")
    assert (session["state"], session["title"], session["problem"]) == ("closed", "Printer offline", "Printer offline")
    assert (session["solution"], session["resolved"]) == ("New fuser fitted, test page fine", True)
    assert [note["text"] for note in session["notes"]] == ["Fuser worn out, replaced it"]
    assert [one["done"] for one in session["follow_ups"]] == [False]
    assert session["outcomes"]["satisfied"] == "not asked"
    assert session["bill"]["state"] == "laid"
    [mail] = (shop / "share" / "outbox").glob("*.eml")
    assert "billing@example.ch" in mail.read_text("ascii")
    documents = list((shop / "share" / "clients" / "acme").rglob("*.html"))
    assert any("Printer offline" in document.name for document in documents)
    assert [one["billing"] for one in answer(shop, "clientcare bill list --open")] == ["laid"]


def test_the_four_lines_work_again_and_again(shop: Path) -> None:
    for count in (1, 2):
        bash(shop, SCRIPT)
        assert len(answer(shop, "clientcare session list --state closed")) == count
    assert len(list((shop / "share" / "outbox").glob("*.eml"))) == 2
