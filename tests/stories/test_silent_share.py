"""A share that falls silent: every command gives up in time, says so, and leaves no script waiting."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from clientcare.adapters.workers import SECONDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.shops import Shop

COMMANDS = (
    "note x",
    "part Fuser --price 89",
    "session show",
    "session list",
    "session start acme Printer --mode remote",
    "close --solution x --resolved",
    "client list",
    "team list",
    "bill list",
    "config set shop.name Other",
    "attach x.log",
    "whoami",
    "status",
    "init there",
)
ROOT = Path(__file__).parents[2]
SFTP = "/usr/lib/openssh/sftp-server"
HAS_SSHFS = bool(shutil.which("sshfs")) and os.path.exists("/dev/fuse") and os.path.exists(SFTP)


def started(shop: Shop, *command: str) -> subprocess.Popen[str]:
    """A script that takes what a command says, and tells its exit code and its words."""
    script = 'said=$("$@" 2>&1); echo "$?"; echo "$said"'
    environment = {**os.environ, "CLIENTCARE_CONFIG": str(shop.config("ann")), "CLIENTCARE_NO_INPUT": "1"}
    return subprocess.Popen(
        ["sh", "-c", script, "sh", sys.executable, "-m", *command],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
    )


def outcome(running: subprocess.Popen[str]) -> tuple[int, str]:
    code, words = running.communicate(timeout=60)[0].split("\n", 1)
    return int(code), words


@pytest.fixture
def pipe(tmp_path: Path) -> str:
    """What hangs whoever reads it."""
    os.mkfifo(tmp_path / "silent")
    return str(tmp_path / "silent")


def test_the_time_to_wait_leaves_a_command_room_to_end_within_six_seconds() -> None:
    assert SECONDS <= 5


@pytest.mark.parametrize("way", ["process", "thread"])
def test_every_command_gives_up_and_says_which_place_is_silent(shop: Shop, pipe: str, way: str) -> None:
    commands = COMMANDS if way == "process" else COMMANDS[:2]
    running = {
        line: started(shop, "tests.stories.silent_desk", pipe, way, *line.split())
        for line in commands
    }  # fmt: skip
    for line, process in running.items():
        code, words = outcome(process)
        silent = "The directory there" if line.startswith("init") else f"The share {shop.share}"
        assert (line, code) == (line, 6)
        assert words.startswith(f"{silent} did not answer within {SECONDS:g} seconds.\n")


def test_a_doctor_gives_up_once_however_much_there_is_to_look_at(shop: Shop, pipe: str) -> None:
    code, words = outcome(started(shop, "tests.stories.silent_desk", pipe, "process", "doctor"))
    assert code == 1
    assert f"The shop's directory {shop.share} is" in " ".join(words.split())
    assert f"The share {shop.share} does not answer." in " ".join(words.split())


@pytest.fixture
def mounted(shop: Shop, tmp_path: Path) -> Iterator[tuple[Path, int]]:
    """The shop's directory by way of SSHFS, and the process that serves it."""
    point = tmp_path / "mnt"
    point.mkdir()
    told = tmp_path / "pid"
    serve = tmp_path / "serve"
    serve.write_text(f'#!/bin/sh\necho $$ > "{told}"\nexec {SFTP}\n')
    serve.chmod(0o755)
    mount = ["sshfs", "-o", f"ssh_command={serve}", f"nas:{shop.share}", str(point)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("this system does not mount for us")
    server = int(told.read_text())
    yield point, server
    os.kill(server, signal.SIGCONT)
    subprocess.run(["fusermount3", "-u", "-z", str(point)], check=True)


@pytest.mark.skipif(not HAS_SSHFS, reason="needs sshfs, FUSE and an SFTP server")
def test_a_server_that_stops_hangs_no_script_though_what_waits_for_it_cannot_be_killed(
    shop: Shop, mounted: tuple[Path, int]
) -> None:
    shop.session()
    point, server = mounted
    config = shop.config("ann")
    config.write_text(config.read_text().replace(str(shop.share), str(point)))
    assert outcome(started(shop, "clientcare", "note", "before"))[0] == 0
    os.kill(server, signal.SIGSTOP)
    begin = time.monotonic()
    code, words = outcome(started(shop, "clientcare", "session", "show"))
    assert code == 6
    assert words.startswith(f"The share {point} did not answer within {SECONDS:g} seconds.")
    assert time.monotonic() - begin >= SECONDS
    os.kill(server, signal.SIGCONT)
    assert outcome(started(shop, "clientcare", "note", "after"))[0] == 0
