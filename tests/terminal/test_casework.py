"""On a real terminal: what was left out of a command is asked for, and nothing else."""

from __future__ import annotations

import sys
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pexpect
import pytest

from tests.shops import ZONE, Shop, open_shop

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    opened = open_shop(tmp_path)
    opened.now = datetime.now(ZONE) - timedelta(minutes=10)  # the commands below have the clock of this machine
    return opened


def typed(shop: Shop, *words: str, me: str = "ann") -> pexpect.spawn[str]:
    command = ["-m", "clientcare", "--config", str(shop.config(me)), *words]
    return pexpect.spawn(sys.executable, command, timeout=20, encoding="utf-8", dimensions=(24, 100))


def ended(screen: pexpect.spawn[str]) -> str:
    screen.expect(pexpect.EOF)
    screen.close()
    assert screen.exitstatus == 0, screen.before
    return str(screen.before)


def test_a_consent_asks_what_was_said_and_by_whom(shop: Shop) -> None:
    thread = shop.session()
    screen = typed(shop, "consent", "backup")
    screen.expect("What did the client say")
    screen.sendline("declined")
    screen.expect("Who said so")
    screen.sendline("Ms Frei")
    assert "backup declined by Ms Frei" in ended(screen)
    assert shop.read(thread).consents["backup"].who == "Ms Frei"


def test_the_inbox_is_offered(shop: Shop) -> None:
    thread = shop.session()
    shop.drop("photo 1.jpg", b"\xff\xd8")
    screen = typed(shop, "attach", "--inbox")
    screen.expect("Which file")
    screen.sendline("1")
    assert "Filed as clients/acme/documents/photo 1.jpg" in ended(screen)
    assert [one.name for one in shop.read(thread).attachments] == ["photo 1.jpg"]


def test_which_session_to_join_is_asked(shop: Shop) -> None:
    shop.session("Printer offline")
    shop.wait(1)
    second = shop.session("Toner")
    screen = typed(shop, "session", "join", me="ben")
    screen.expect("Which session")
    screen.sendline("2")
    assert "ann leads it" in ended(screen)
    assert shop.read(second).runs_for("ben")


def test_ending_at_once_asks_nothing(shop: Shop) -> None:
    thread = shop.session()
    assert "Call Ms Keller now: 044 555 01 00" in ended(typed(shop, "end-now"))
    assert shop.read(thread).state == "paused"


def test_a_session_that_is_started_with_no_word_asks_for_client_and_title(shop: Shop) -> None:
    screen = typed(shop, "session", "start", "--mode", "phone", "--no-walk")
    screen.expect("Which client")
    screen.sendline("acme")
    screen.expect("What is it about")
    screen.sendline("Printer offline")
    assert "Printer offline" in ended(screen)
    [place] = shop.store.open_threads("ann")
    assert shop.read(place.thread).title == "Printer offline"


def test_a_text_that_is_held_back_says_how_it_leaves_the_shells_history_though_nothing_may_be_asked(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHELL", "/bin/bash")
    monkeypatch.setenv("HOME", str(shop.folder))
    shop.session()
    screen = typed(shop, "note", "password: x1y2Z3q9", "--no-input")
    screen.expect(pexpect.EOF)
    screen.close()
    assert screen.exitstatus == 8
    assert "The line is in your shell's history." in " ".join(screen.before.split())


def test_a_script_is_told_nothing_of_a_history(shop: Shop) -> None:
    shop.session()
    refused = shop.run("note", "password: x1y2Z3q9", "--no-input")
    assert refused.code == 8
    assert "history" not in refused.err
