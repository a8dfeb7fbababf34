"""Round trips of a command to a share that is far away."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tests.faults.commands import Machine, scratch
from tests.faults.network import SFTP_SERVERS, until
from tests.faults.scenes import OPEN

if TYPE_CHECKING:
    from collections.abc import Sequence

DELAY = 0.02  # seconds that a reply takes
RELAY = Path(__file__).with_name("relay.py")
TRIES = 3
MANY = 30  # notes in a long session
BELIEVED = 1.2  # seconds after which Linux asks SSHFS again, which answers out of its own cache for 20
MOST_TO_FILE = 8
MOST_OF_A_NOTE = 20
JUST_STARTED = OPEN[:-1]


class Trips(NamedTuple):
    """Round trips of a `note`: of all, and from the opening of the staged file to the last byte read back."""

    whole: int
    filing: int


class FarShare:
    """A machine that joined a shop whose share is mounted through SSHFS, with a relay that delays and counts."""

    def __init__(self, folder: Path, before: Sequence[str]) -> None:
        served = Machine(folder / "server")
        served.home.mkdir(parents=True)
        for line in before:
            served.line(line)
        self.at = folder / "mounted"
        self.at.mkdir()
        self._log = folder / "relay.log"
        server = next(path for path in SFTP_SERVERS if Path(path).exists())
        relay = f"{sys.executable} {RELAY} {self._log} {DELAY} {server}"
        command = ["sshfs", "-f", f"far:{served.share}", str(self.at), "-o", f"ssh_command={relay}"]
        self._sshfs = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        until(lambda: os.path.ismount(self.at), "SSHFS does not mount")
        self.machine = Machine(folder / "machine")
        self.machine.home.mkdir(parents=True)
        self.machine.line(f"init {self.at} --me ann --yes")

    def leave(self) -> None:
        """Unmount."""
        subprocess.run(["fusermount3", "-u", "-z", str(self.at)], check=False)
        self._sshfs.wait()

    def note(self) -> Trips:
        """File a note and count."""
        before = len(self._asked())
        ended = self.machine.run("note", "Fuser replaced")
        if ended.code:
            raise RuntimeError(ended.err)
        time.sleep(5 * DELAY)  # what is closed without waiting is on its way
        asked = self._asked()[before:]
        staged = max(place for place, (_, name) in enumerate(asked) if name == "write")
        opened = max(trip for trip, name in asked[:staged] if name == "open")
        read = max(trip for trip, name in asked if name == "read")
        return Trips(asked[-1][0] - asked[0][0], read - opened + 1)

    def _asked(self) -> list[tuple[int, str]]:
        lines = self._log.read_text().splitlines()
        return [(int(trip), name) for trip, name in (line.split() for line in lines)]


def count_trips(noted: int = 0) -> Trips:
    """Of a note in a session with so many notes, on a share that this machine used a moment ago.

    The least of some: on a busy machine a command takes longer than the system believes what it was told.
    """
    found = []
    for _ in range(TRIES):
        with tempfile.TemporaryDirectory(dir=scratch()) as folder:
            far = FarShare(Path(folder), (*JUST_STARTED, *(f"note 'Number {number}'" for number in range(noted))))
            try:
                far.machine.run("status")
                time.sleep(BELIEVED)
                found.append(far.note())
            finally:
                far.leave()
    return min(found)
