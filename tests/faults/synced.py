"""A synced folder: two real Syncthing nodes on this machine that know only each other."""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from clientcare.adapters.stores.directory import DirectoryStore
from clientcare.domain.records import Thread
from clientcare.domain.sessions import Session
from tests.faults.commands import scratch
from tests.faults.network import free_port, until
from tests.faults.races import Site, claim_together, lost_notes, note_together

if TYPE_CHECKING:
    from types import TracebackType

CONFIG = """\
<configuration version="36">
  {devices}
  <folder id="shop" label="shop" path="{path}" type="sendreceive" rescanIntervalS="5" fsWatcherEnabled="true"
          fsWatcherDelayS="1">
    <filesystemType>basic</filesystemType>
    {members}
    <markerName>.stfolder</markerName>
  </folder>
  <gui enabled="true" tls="false"><address>127.0.0.1:{gui}</address><apikey>faults</apikey></gui>
  <options>
    <listenAddress>tcp://127.0.0.1:{port}</listenAddress>
    <globalAnnounceEnabled>false</globalAnnounceEnabled>
    <localAnnounceEnabled>false</localAnnounceEnabled>
    <reconnectionIntervalS>1</reconnectionIntervalS>
    <relaysEnabled>false</relaysEnabled>
    <startBrowser>false</startBrowser>
    <natEnabled>false</natEnabled>
    <urAccepted>-1</urAccepted>
    <autoUpgradeIntervalH>0</autoUpgradeIntervalH>
    <crashReportingEnabled>false</crashReportingEnabled>
    <setLowPriority>false</setLowPriority>
  </options>
</configuration>
"""
PATIENCE = 300.0  # seconds until both must hold the same
SETTLED = 3  # looks in a row, a second apart, that must find the same


class Synced:
    """One folder on two nodes: `folders` are where each has it."""

    def __init__(self, folder: Path) -> None:
        self.homes = [folder / f"node{number}" for number in (1, 2)]
        self.folders = tuple(folder / f"synced{number}" for number in (1, 2))
        self._nodes: list[subprocess.Popen[bytes]] = []

    def __enter__(self) -> Synced:
        devices, ports = [], [free_port() for _ in self.homes]
        for home in self.homes:
            made = subprocess.run(
                ["syncthing", "generate", f"--home={home}", "--no-default-folder"],
                check=True,
                capture_output=True,
                encoding="utf-8",
            )
            devices.append(str(re.search(r"Device ID: (\S+)", made.stdout + made.stderr)[1]))  # type: ignore[index]
        for home, path, port in zip(self.homes, self.folders, ports, strict=True):
            (path / ".stfolder").mkdir(parents=True)
            known = "".join(
                f'<device id="{device}" name="{device[:7]}"><address>tcp://127.0.0.1:{at}</address></device>'
                for device, at in zip(devices, ports, strict=True)
            )
            members = "".join(f'<device id="{device}"></device>' for device in devices)
            config = CONFIG.format(devices=known, path=path, members=members, gui=free_port(), port=port)
            (home / "config.xml").write_text(config)
            with (home / "log").open("wb") as log:
                command = ["syncthing", "serve", f"--home={home}", "--no-browser", "--no-restart", "--no-upgrade"]
                environment = {**os.environ, "STNOUPGRADE": "1", "HOME": str(home)}
                self._nodes.append(subprocess.Popen(command, stdout=log, stderr=log, env=environment))
        (self.folders[0] / "hello").write_text("from 1")
        (self.folders[1] / "hi").write_text("from 2")
        self.settle()
        return self

    def settle(self) -> float:
        """Wait until both hold the same; answers the seconds that it took. Raises RuntimeError."""
        begin = time.monotonic()
        same = 0

        def alike() -> bool:
            nonlocal same
            first, second = (_names(path) for path in self.folders)
            same = same + 1 if first == second else 0
            time.sleep(1)
            return same >= SETTLED

        until(alike, "the two nodes do not come to hold the same", PATIENCE)
        return time.monotonic() - begin - SETTLED

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for node in self._nodes:
            node.terminate()
        for node in self._nodes:
            node.wait()


def _names(path: Path) -> dict[str, int]:
    found = {}
    for folder, _, names in os.walk(path):
        for name in names:
            if not name.startswith((".syncthing.", "~syncthing~")):
                full = os.path.join(folder, name)
                try:
                    found[os.path.relpath(full, path)] = os.path.getsize(full)
                except FileNotFoundError:
                    found[full] = -1
    return found


class Meeting(NamedTuple):
    """What came of writing on both sides at once; `settled` are the seconds until both sides held the same."""

    notes: int
    steps: int
    taken_twice: int
    settled: float
    wrong: tuple[str, ...]


def meet(notes: int, steps: int) -> Meeting:
    """Notes and steps that may happen once, from both sides at once.

    In the end each note is on both sides, each step is there as often as it was taken, and both sides name the same
    one as the one that stands.
    """
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(dir=scratch())))
        nodes = stack.enter_context(Synced(folder))
        noted, _ = note_together(Site(folder, nodes.folders), notes)
        filed = claim_together(Site(folder, nodes.folders), steps)
        settled = nodes.settle()
        wrong = [one for path in nodes.folders for one in lost_notes(path, noted)]
        stores = [DirectoryStore(str(path), time.time, decides=False) for path in nodes.folders]
        for place, claims in filed.items():
            records = [store.read(place).records for store in stores]
            stands = {closing.id if (closing := Session(Thread(place, one)).closing) else "" for one in records}
            if any({record.id for record in one} != claims for one in records):
                wrong.append(
                    f"{place.thread}: {len(claims)} closes were filed, {[len(one) for one in records]} are there"
                )
            if len(stands) != 1 or not stands <= claims:
                wrong.append(f"{place.thread}: the two sides do not name the same close")
        twice = sum(len(one) > 1 for one in filed.values())
        return Meeting(len(noted), len(filed), twice, settled, tuple(wrong))
