"""A day at a client's desk with no way to the share: nothing is lost, and nothing can be read on the laptop."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.shops import Shop

GUIDE = """+++
name = "own"
title = "Our own guide"
[[steps]]
name = "Look at the fuser"
weight = 1
phase = "work"
+++
"""
CLOSE = ("close", "--solution", "New fuser fitted", "--resolved", "--follow-up", "next week", "--bill")


@pytest.fixture
def known(shop: Shop) -> Shop:
    """A shop that this laptop has seen before."""
    assert shop.run("whoami").code == 0
    return shop


def on_the_laptop() -> str:
    """The names and the content of all files in the user's home."""
    return "\n".join(f"{path} {path.read_bytes()!r}" for path in Path.home().rglob("*") if path.is_file())


def test_a_whole_session_without_the_share_is_filed_billed_and_documented_when_it_is_back(known: Shop) -> None:
    shop = known
    shop.take_share_away()
    begun = shop.run("session", "start", "acme", "Printer", "offline", "--mode", "on-site", "--no-walk")
    assert begun.code == 10
    assert "what is known of the client comes when the share is back" in begun.out
    assert "kept sealed on this laptop (share unreachable), 1 entry waiting" in begun.out
    shop.wait(20)
    noted = shop.run("note", "Fuser of Ms Frei worn out")
    assert noted.code == 10
    assert noted.out.startswith("~ 14:25 kept sealed on this laptop (share unreachable), 2 entries waiting\n")
    assert shop.run("part", "Fuser FK-1150", "--price", "89").code == 10
    assert shop.run("step", "done", "1").code == 10
    shop.wait(30)
    standing = shop.run("status")
    assert standing.code == 0
    assert "0:50 running" in standing.out
    assert "4 entries kept sealed on this laptop, will be saved when the share is back" in standing.out
    closed = shop.run(*CLOSE)
    assert closed.code == 10
    assert "The pages and the mail to billing are made when the share is back." in closed.out
    laptop = on_the_laptop()
    for word in ("acme", "Frei", "Printer", "Fuser", "FK-1150", "fitted"):
        assert word not in laptop

    shop.bring_share_back()
    shop.wait(120)
    back = shop.run("status")
    assert "6 entries that had been kept on this laptop: saved now." in back.err
    assert len(shop.outbox()) == 1
    report = shop.run("session", "show", "acme", "--json").data
    assert (report["state"], report["worked"], report["client_name"]) == ("closed", 50, "Acme AG")
    assert [one["text"] for one in report["notes"]] == ["Fuser of Ms Frei worn out"]
    assert (report["problem"], report["solution"], report["bill"]["state"]) == (
        "Printer offline",
        "New fuser fitted",
        "laid",
    )
    assert len(report["documents"]) == 2
    assert "kept sealed" not in shop.run("status").out


def test_a_session_goes_on_when_the_share_goes_away_in_its_middle(known: Shop) -> None:
    shop = known
    thread = shop.session()
    shop.run("note", "first")
    shop.take_share_away()
    told = shop.run("note", "second", "--json")
    assert (told.code, '"answer": "held"' in told.out) == (10, True)
    assert shop.run("pause").code == 10
    shop.wait(10)
    assert shop.run("resume").code == 10
    assert shop.run(*CLOSE[:-1]).code == 10
    shop.bring_share_back()
    told = shop.run("session", "show", thread[-4:], "--json")
    assert [one["text"] for one in told.data["notes"]] == ["first", "second"]
    assert (told.data["state"], told.data["paused"], told.data["problem"]) == ("closed", 10, "Printer offline")
    assert '"answer"' not in told.out.partition('"data"')[0]


def test_a_session_without_the_share_walks_the_shops_own_guide(known: Shop) -> None:
    shop = known
    (shop.share / "guides").mkdir()
    (shop.share / "guides" / "own.md").write_text(GUIDE)
    assert shop.run("guide", "list").code == 0
    shop.take_share_away()
    begun = shop.run("session", "start", "acme", "Mail", "--mode", "remote", "--guide", "own", "--no-walk")
    assert (begun.code, "Our own guide" in begun.out) == (10, True)
    assert shop.run("step", "done", "look-at-the-fuser").code == 10
    shop.bring_share_back()
    assert shop.run("session", "show", "--json").data["guide"] == "own"


def test_a_client_that_nobody_knows_is_asked_for_and_placed(known: Shop) -> None:
    shop = known
    shop.take_share_away()
    shop.run("session", "start", "Acmee", "Mail", "--mode", "phone", "--no-walk")
    shop.run("note", "Server full")
    shop.bring_share_back()
    bare = shop.run("status")
    assert "waits for its client  clientcare store place" in bare.out
    thread = shop.run("store", "list", "--quiet").out.strip()
    assert "2 entries placed with Acme AG" in shop.run("store", "place", thread[-4:], "acme").out
    assert shop.run("session", "show", "acme", "--json").data["notes"][0]["text"] == "Server full"
    assert "store place" not in shop.run("status").out


def test_without_the_share_what_needs_a_client_says_so(known: Shop) -> None:
    shop = known
    shop.session()
    shop.take_share_away()
    for line in ("client show acme", "session show", "session list", "bill list", "store sync"):
        told = shop.run(*line.split())
        assert (told.code, "not there" in told.err) == (6, True)


def test_a_share_that_is_full_is_no_reason_to_lose_a_note(known: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    import errno

    from clientcare.adapters.stores.disk import Disk

    thread = known.session()

    real = Disk.create

    def full(disk: Disk, path: str, data: bytes) -> None:
        if path.startswith(str(known.share)):
            raise OSError(errno.ENOSPC, "No space left on device", path)
        real(disk, path, data)

    with monkeypatch.context() as patch:
        patch.setattr(Disk, "create", full)
        told = known.run("note", "x")
    assert (told.code, "is full" in told.out) == (10, True)
    known.run("status")
    assert [one.text for one in known.read(thread).notes] == ["x"]


# -- with real processes ---------------------------------------------------------------------------------------


def process(shop: Shop, *words: str) -> subprocess.Popen[str]:
    """A command as a shell starts it."""
    line = [sys.executable, "-m", "clientcare", "--config", str(shop.config("ann")), *words]
    return subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def kept(shop: Shop, count: int) -> str:
    """A session with so many notes that wait on the laptop."""
    thread = shop.session()
    shop.take_share_away()
    for number in range(count):
        assert shop.run("note", str(number)).code == 10
    shop.bring_share_back()
    return thread


def test_commands_that_start_at_once_file_what_is_kept_once(known: Shop) -> None:
    thread = kept(known, 12)
    commands = [process(known, "status", "--short") for _ in range(3)]
    assert [command.wait() for command in commands] == [0, 0, 0]
    for command in commands:
        command.communicate()
    assert [one.text for one in known.read(thread).notes] == [str(number) for number in range(12)]


def test_a_command_that_is_killed_while_it_files_leaves_the_rest_to_the_next(known: Shop) -> None:
    thread = kept(known, 30)
    command = process(known, "status", "--short")
    until = time.monotonic() + 60
    while not known.read(thread).notes and time.monotonic() < until:
        pass
    command.send_signal(signal.SIGKILL)
    command.communicate()
    command = process(known, "status", "--short")
    command.communicate()
    assert command.returncode == 0
    assert [one.text for one in known.read(thread).notes] == [str(number) for number in range(30)]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may mount a small disk")
def test_a_full_disk_on_the_laptop_is_told_and_nothing_counts_as_kept(known: Shop) -> None:
    known.session()
    known.run("status")
    data = Path.home() / ".local" / "share" / "clientcare"
    files = [(path.relative_to(data), path.read_bytes()) for path in data.rglob("*.toml")]
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "none", str(data)], check=False).returncode:
        pytest.skip("no small disk can be mounted here")
    try:
        for path, content in files:
            (data / path.parent).mkdir(parents=True, exist_ok=True)
            (data / path).write_bytes(content)
        known.take_share_away()
        codes = [known.run("note", "word " * 2000).code for _ in range(12)]
        assert codes == sorted(codes, reverse=True)
        assert set(codes) == {6, 10}
        assert len(list(data.rglob("held/*.age"))) == codes.count(10)
        refused = known.run("note", "word " * 2000)
        assert "could not be kept on this machine either: No space left on device" in refused.err
        known.bring_share_back()
        known.run("status")
        assert len(known.read(known.hinted("ann")[0]).notes) == codes.count(10)
    finally:
        subprocess.run(["umount", str(data)], check=True)
