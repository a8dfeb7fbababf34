"""A synced folder: two real Syncthing nodes on this machine that know only each other."""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
import time
import tomllib
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import tomli_w

from clientcare.adapters.stores.directory import DirectoryStore
from clientcare.domain.records import Thread
from clientcare.domain.sessions import Session
from tests.faults.commands import Machine, scratch
from tests.faults.history import read_history
from tests.faults.network import free_port, until
from tests.faults.races import Site, claim_together, close_together, lay_shops, lost_notes, note_together

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import TracebackType

    from clientcare.domain.records import ThreadPlace

CONFIG = """\
<configuration version="36">
  {devices}
  <folder id="shop" label="shop" path="{path}" type="sendreceive" rescanIntervalS="120" fsWatcherEnabled="true"
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
COMMON = "common"
PATIENCE = 1800.0  # seconds until both must hold the same
SETTLED = 3  # looks in a row that must find the same
BETWEEN = 2.0  # seconds from one look to the next: looking at many files is work for the nodes too


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
            time.sleep(BETWEEN)
            return same >= SETTLED

        until(alike, "the two nodes do not come to hold the same", PATIENCE)
        return time.monotonic() - begin - SETTLED * BETWEEN

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
    closes: int
    settled: float
    wrong: tuple[str, ...]


NATURE = {"decides": False, "billing-seat": "seat"}


def meet(notes: int, steps: int, closes: int) -> Meeting:
    """Notes, steps that may happen once, and closes with billing, from both sides at once.

    In the end each note is on both sides; each step is there as often as it was taken, and both sides name the same one
    as the one that stands; billing was told once, from the machine that the settings name.
    """
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(dir=scratch())))
        nodes = stack.enter_context(Synced(folder))
        shops = lay_shops(folder / "sample", nodes.folders[0], closes, NATURE)
        nodes.settle()
        site = Site(folder, nodes.folders, folder / "sample")
        for path in nodes.folders:
            (path / COMMON).mkdir()
        common = Site(folder, tuple(path / COMMON for path in nodes.folders), folder)
        noted, _ = note_together(common, notes)
        filed = claim_together(common, steps)
        ended = close_together(site, shops, ("seat", "other"))
        settled = nodes.settle()
        _bill_what_is_left(site, shops)
        nodes.settle()
        wrong = [
            f"{shop}: nobody closed it: {codes}" for shop, codes in zip(shops, ended, strict=True) if 0 not in codes
        ]
        wrong += [one for path in common.mounts for one in lost_notes(path, noted)]
        for place, ids in filed.items():
            wrong += _undecided(common, place, ids)
        wrong += [one for path in nodes.folders for shop in shops for one in _told_twice(path / shop / "share")]
        twice = sum(len(one) > 1 for one in filed.values())
        return Meeting(len(noted), len(filed), twice, len(shops), settled, tuple(wrong))


def _undecided(site: Site, place: ThreadPlace, ids: set[str]) -> list[str]:
    wrong = []
    stores = [DirectoryStore(str(path), time.time, decides=False) for path in site.mounts]
    records = [store.read(place).records for store in stores]
    stands = {closing.id if (closing := Session(Thread(place, one)).closing) else "" for one in records}
    if any({record.id for record in one} != ids for one in records):
        wrong.append(f"{place.thread}: {len(ids)} closes were filed, {[len(one) for one in records]} are there")
    if len(stands) != 1 or not stands <= ids:
        wrong.append(f"{place.thread}: the two sides do not name the same close")
    return wrong


def _bill_what_is_left(site: Site, shops: Sequence[str]) -> None:
    """On the seat: where another machine was first to close, billing has not been told yet."""
    seat = Machine(site.sample)
    for shop in shops:
        content = tomllib.loads((site.sample / "settings.toml").read_text())
        content |= {"share": str(site.mounts[0] / shop / "share"), "machine": "seat"}
        (site.sample / "settings.toml").write_text(tomli_w.dumps(content))
        seat.run("bill", "send", "acme")


def _told_twice(share: Path) -> list[str]:
    history = read_history(share)
    told = [entry for entry in history.entries if entry.kind == "send"]
    wrong = [f"{share.parent.name}: {one}" for one in history.wrong]
    if [entry.machine for entry in told] != ["seat"] or len(list((share / "outbox").glob("*.eml"))) != 1:
        wrong.append(f"{share.parent.name}: billing was told by {[entry.machine for entry in told]}")
    return wrong
