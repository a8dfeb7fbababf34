"""Races: long-lived writers that all take one step at once, or all write into one session."""

from __future__ import annotations

import os
import shlex
import shutil
import tempfile
import time
import tomllib
from collections import Counter
from contextlib import ExitStack, suppress
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import tomli_w

from clientcare.adapters.stores.directory import DirectoryStore
from clientcare.domain.errors import Conflict
from clientcare.domain.identifiers import identifier
from clientcare.domain.records import Record, ThreadPlace
from tests.faults.commands import Machine, scratch
from tests.faults.history import read_history
from tests.faults.network import Server
from tests.faults.scenes import OPEN

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

FORKS = get_context("fork")
WRITERS = 8
ROUNDS_IN_A_THREAD = 1_000
NOTES_IN_A_THREAD = 500
PATIENCE = 120  # seconds that a writer waits for the others
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


class Raced(NamedTuple):
    """What a race came to."""

    rounds: int
    seconds: float
    wrong: tuple[str, ...]


class Site(NamedTuple):
    """A directory as it lies on its server, and where machines have it."""

    served: Path
    mounts: tuple[Path, ...]
    sample: Path
    """A machine of a shop, whose settings others take over."""

    def of(self, writer: int) -> Path:
        """Where this writer has it."""
        return self.mounts[writer % len(self.mounts)]

    def within(self, name: str) -> Site:
        """A new folder of it."""
        (self.served / name).mkdir()
        return Site(self.served / name, tuple(mount / name for mount in self.mounts), self.sample)


def together(work: Callable[[int], Any], count: int = WRITERS) -> list[Any]:
    """Let so many processes work at once, each with its number; answers what they answer."""
    results = FORKS.SimpleQueue()

    def body(number: int) -> None:
        try:
            results.put((number, work(number)))
        except BaseException as error:
            results.put((number, error))

    processes = [FORKS.Process(target=body, args=(number,)) for number in range(count)]
    for process in processes:
        process.start()
    found = dict(results.get() for _ in processes)
    for process in processes:
        process.join()
    for answer in found.values():
        if isinstance(answer, BaseException):
            raise answer
    return [found[number] for number in range(count)]


def once_only(site: Site, rounds: int) -> Raced:
    """Each round all writers take the same step through the store's port: exactly one may have it."""
    threads = [f"session-{_fresh(number)}" for number in range(-(-rounds // ROUNDS_IN_A_THREAD))]
    barrier = FORKS.Barrier(WRITERS)

    def work(writer: int) -> list[tuple[str, str]]:
        store = DirectoryStore(str(site.of(writer)), time.time)
        answers = []
        for number in range(rounds):
            thread = threads[number // ROUNDS_IN_A_THREAD]
            ordinal = 1 + number % ROUNDS_IN_A_THREAD
            record = _record(thread, ordinal, "close", f"writer{writer}", ordinal, solution=f"by {writer}")
            barrier.wait(PATIENCE)
            try:
                answers.append((store.file(ThreadPlace("acme", thread), record).answer, record.id))
            except Conflict:
                answers.append(("lost", record.id))
        return answers

    begin = time.monotonic()
    answers = together(work)
    seconds = time.monotonic() - begin
    history = read_history(site.served)
    there = {one.id for one in history.entries}
    wrong = list(history.wrong)
    for number, tried in enumerate(zip(*answers, strict=True)):
        counted = Counter(answer for answer, _ in tried)
        if counted != {"filed": 1, "lost": WRITERS - 1}:
            wrong.append(f"round {number}: {dict(counted)}")
        if [one for _, one in tried if one in there] != [one for answer, one in tried if answer == "filed"]:
            wrong.append(f"round {number}: what is there is not what won")
    return Raced(rounds, seconds, tuple(wrong))


def claim_together(site: Site, rounds: int) -> dict[ThreadPlace, set[str]]:
    """Each round all writers take the same step of a session, on a share that cannot decide who was first.

    Answers who was told that it is filed: several, where they could not see each other.
    """
    places = [ThreadPlace("acme", f"session-{_fresh(5_000 + number)}") for number in range(rounds)]
    barrier = FORKS.Barrier(WRITERS)

    def work(writer: int) -> list[tuple[ThreadPlace, str]]:
        store = DirectoryStore(str(site.of(writer)), time.time, decides=False)
        filed = []
        for place in places:
            record = _record(place.thread, 1, "close", f"writer{writer}", 1, solution=f"by {writer}")
            barrier.wait(PATIENCE)
            with suppress(Conflict):
                filed.append((place, store.file(place, record).record.id))
        return filed

    filed = {place: set[str]() for place in places}
    for place, id in (one for answer in together(work) for one in answer):  # noqa: A001
        filed[place].add(id)
    return filed


class Noted(NamedTuple):
    """What the store answered to a note."""

    answer: str
    id: str
    text: str


def note_together(site: Site, notes: int) -> tuple[list[Noted], float]:
    """All writers file notes into the same threads at once; answers what they were told, and the seconds it took."""
    each = notes // WRITERS
    threads = [f"session-{_fresh(500 + number)}" for number in range(-(-notes // NOTES_IN_A_THREAD))]

    def work(writer: int) -> list[Noted]:
        store = DirectoryStore(str(site.of(writer)), time.time)
        answers = []
        for number in range(each):
            thread = threads[number * WRITERS // NOTES_IN_A_THREAD]
            text = f"{writer} says {number}"
            record = _record(thread, number + 1, "note", f"writer{writer}", 0, text=text)
            answers.append(Noted(store.file(ThreadPlace("acme", thread), record).answer, record.id, text))
        return answers

    begin = time.monotonic()
    answers = together(work)
    return [one for answer in answers for one in answer], time.monotonic() - begin


def lost_notes(share: Path, noted: Sequence[Noted]) -> list[str]:
    """The notes that were acknowledged and are not there as they were, and what is wrong with the history."""
    history = read_history(share)
    there = {one.id: one.fields.get("text") for one in history.entries}
    wrong = list(history.wrong)
    for one in noted:
        if one.answer != "filed":
            wrong.append(f"{one.text}: {one.answer}")
        elif there.get(one.id) != one.text:
            wrong.append(f"{one.text}: filed and not there")
    return wrong


def close_together(site: Site, shops: Sequence[str], names: Sequence[str]) -> list[tuple[int, ...]]:
    """In each shop all writers close its session with the real command at once; answers how each of them ended.

    `names` are what the settings call the machines.
    """
    barrier = FORKS.Barrier(WRITERS)

    def work(writer: int) -> list[int]:
        codes = []
        with tempfile.TemporaryDirectory(dir=scratch()) as folder:
            machine = Machine(Path(folder))
            machine.home.mkdir()
            for shop in shops:
                content = tomllib.loads((site.sample / "settings.toml").read_text())
                content |= {"share": str(site.of(writer) / shop / "share"), "machine": names[writer % len(names)]}
                (machine.folder / "settings.toml").write_text(tomli_w.dumps(content))
                me = "ann" if writer < WRITERS // 2 else "ben"
                words = ("close", "--solution", f"Solved by {writer}", "--resolved", "--bill", "--me", me)
                barrier.wait(PATIENCE)
                codes.append(machine.run(*words).code)
        return codes

    return list(zip(*together(work), strict=True))


def _closed_at_once(site: Site, shops: Sequence[str]) -> Raced:
    """One close, one mail to billing."""
    begin = time.monotonic()
    ended = close_together(site, shops, ("one", "two"))
    seconds = time.monotonic() - begin
    wrong = []
    for shop, codes in zip(shops, ended, strict=True):
        history = read_history(site.served / shop / "share")
        kinds = Counter(one.kind for one in history.entries)
        once = {kind: kinds[kind] for kind in ("close", "bill", "send")}
        if once != {"close": 1, "bill": 1, "send": 1}:
            wrong.append(f"{shop}: {once}")
        if codes.count(0) != 1 or not set(codes) <= {0, 3, 5}:
            wrong.append(f"{shop}: ended with {codes}")
        wrong += [f"{shop}: {one}" for one in history.wrong]
    return Raced(len(shops), seconds, tuple(wrong))


def races(rounds: int, notes: int, closes: int, *, network: bool) -> dict[str, Raced]:
    """All three; through two mounts of one server, or in one directory of this machine."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(dir=scratch())))
        served, sample = folder / "served", folder / "sample"
        shops = lay_shops(sample, served, closes)
        site = Site(served, (served,), sample)
        if network:
            server = stack.enter_context(Server(folder))
            site = Site(served, tuple(server.mount(f"machine{number}").at for number in (1, 2)), sample)
        return {
            "once": once_only(site.within("once"), rounds),
            "notes": _many_notes(site.within("notes"), notes),
            "closes": _closed_at_once(site, shops),
        }


def _many_notes(site: Site, notes: int) -> Raced:
    noted, seconds = note_together(site, notes)
    return Raced(len(noted), seconds, tuple(lost_notes(site.served, noted)))


def lay_shops(sample: Path, into: Path, count: int, nature: Mapping[str, Any] | None = None) -> list[str]:
    """So many shops with a session of Ann and Ben that runs; `nature` is what their settings say of the share."""
    machine = Machine(sample)
    machine.home.mkdir(parents=True)
    for line in (*OPEN, "session join acme --me ben"):
        machine.line(line)
    machine.run(*shlex.split("close --help"))
    marker = machine.share / "clientcare.toml"
    content = tomllib.loads(marker.read_text())
    marker.write_text(tomli_w.dumps({**content, "share": {**content.get("share", {}), **(nature or {})}}))
    names = [f"shop{number:04d}" for number in range(count)]
    for name in names:
        shutil.copytree(machine.share, into / name / "share")
    return names


def _fresh(number: int) -> str:
    return identifier(int(NOON.timestamp() * 1000) + number, number.to_bytes(10, "big"))


def _record(thread: str, n: int, kind: str, by: str, ordinal: int, **fields: Any) -> Record:
    id = identifier(int(time.time() * 1000), os.urandom(10))  # noqa: A001
    return Record(thread, "client", n, id, "00", (), NOON, NOON, by, "machine", kind, fields, "test", ordinal)
