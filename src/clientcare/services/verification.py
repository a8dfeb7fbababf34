"""Looks through the client files and says whether they are still what was filed; changes nothing."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import UTC, datetime
from posixpath import join, split, splitext
from typing import TYPE_CHECKING

from clientcare.domain.copies import conflict_copy, is_litter
from clientcare.domain.errors import ClientcareError, InvalidFile, NotFound, Usage
from clientcare.domain.exports import FOLDER as EXPORTS
from clientcare.domain.identifiers import milliseconds_of
from clientcare.domain.proofs import Proof, proofs
from clientcare.domain.records import Thread, ThreadPlace
from clientcare.domain.verifications import (
    Finding,
    Progress,
    Surroundings,
    Verified,
    filed_by,
    findings,
    guides,
    papers,
)
from clientcare.services.finding import client_file, find_client, folders_of
from clientcare.services.moments import begin_of_day

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from clientcare.desk import Desk
    from clientcare.domain.verifications import Paper


def verify(
    desk: Desk,
    *,
    client: str = "",
    since: str = "",
    machine: str = "",
    mails: Iterable[tuple[str, bytes]] = (),
    tell: Callable[[Progress], None],
) -> Verified:
    """Look at every thread, document and guide; or at those of one client, or at what may have changed since a day.

    `mails` (names and contents) that billing got are held against the share instead: each entry that one names must be
    there as it was, and all before it. `machine` also lists what one machine filed. Files that people added are told
    only where all threads of a client are looked at. What cannot be read of one thread is a finding; raises Unreachable
    where the share is gone, Usage for a mail that proves nothing, NotFound for a machine that filed nothing.
    """
    after = begin_of_day(desk, since) if since else None
    look = _Look(desk, tell, machine, after)
    of_mails = [proof for name, data in mails for proof in _proven(name, data)]
    for proof in of_mails:
        look.proof(proof)
    if not of_mails:
        for folder in folders_of(desk, find_client(desk, client)) if client else desk.store.folders():
            look.folder(folder)
    if machine and machine not in look.machines:
        known = f"Those that did: {', '.join(sorted(look.machines))}." if look.machines else ""
        raise NotFound(f"No machine called '{machine}' filed anything in what was looked at.", known)
    return look.answer(partly=bool(client or since or of_mails))


def of_thread(desk: Desk, place: ThreadPlace) -> Verified:
    """The same for one thread, its documents and its guide. Raises Unreachable."""
    look = _Look(desk, _in_silence)
    look.thread(place)
    return look.answer(partly=False)


def _in_silence(progress: Progress) -> None:
    """One thread is looked at before anybody wonders."""


def _proven(name: str, data: bytes) -> tuple[Proof, ...]:
    found = proofs(data)
    if not found:
        raise Usage(
            f"{name} proves nothing: no session with a line 'Proof' stands in it.",
            "Give a mail that billing got, as a file: in most mail programs 'Save as', with the ending .eml",
        )
    return found


class _Look:
    """One look through the share: what was counted and found so far."""

    def __init__(
        self, desk: Desk, tell: Callable[[Progress], None], machine: str = "", since: datetime | None = None
    ) -> None:
        self.desk = desk
        self.tell = tell
        self.machine = machine
        self.since = since
        self.machines: set[str] = set()
        self.sessions = self.entries = self.documents = 0
        self.kept: dict[str, str] = {}
        self.found: list[Finding] = []
        self.entered = self.client = ""
        self.forgotten: datetime | None = None

    def answer(self, *, partly: bool) -> Verified:
        """What there is to say."""
        grades = [one.grade for one in self.found]
        return Verified(
            self.sessions,
            self.entries,
            self.documents,
            len(self.kept),
            grades.count("damage"),
            grades.count("look"),
            tuple(self.found),
            partly,
        )

    def folder(self, folder: str) -> None:
        """Look at all threads of a client's folder that may have changed, and at what else lies there."""
        known: set[str] = set()
        for place in self.desk.store.every_thread(folder, self.since):
            known.update(paper.path for paper in papers(self.thread(place)) if paper.folder == folder)
        if self.since is None:
            self.rest(folder, known)

    def read(self, place: ThreadPlace) -> Thread:
        """A thread; an empty one and a finding where it cannot be read, though the share is there."""
        try:
            thread = self.desk.store.read(place)
        except ClientcareError:
            self.desk.store.shop()
            self.found.append(Finding("unreadable", place.folder, place.thread))
            thread = Thread(place, ())
        self.sessions += 1
        self.entries += len(thread.records)
        self.machines.update(record.machine for record in thread.records)
        self.tell(Progress(place.folder, self.sessions, self.entries, self.documents))
        return thread

    def thread(self, place: ThreadPlace) -> Thread:
        """Look at one thread, its documents and its guide."""
        before = len(self.found)
        thread = self.read(place)
        if len(self.found) > before:
            return thread
        there: dict[tuple[str, str], set[str]] = {}
        for paper in papers(thread):
            there.setdefault(paper.place, set()).update(self._digests(place, paper))
        for digest in guides(thread):
            self._keep(digest)
        self._enter(place.folder)
        self.found += findings(thread, Surroundings(self.client, there, self.kept, self.forgotten))
        if self.machine:
            self.found += filed_by(thread, self.machine, self.since)
        return thread

    def proof(self, proof: Proof) -> None:
        """Hold what one mail says of a session against its records, then look at the whole session."""
        began = datetime.fromtimestamp(milliseconds_of(proof.thread.rpartition("-")[2]) / 1000, UTC)
        places = [place for place in self.desk.store.threads(since=began) if place.thread == proof.thread]
        if not places:
            self.found.append(Finding("session-missing", "", proof.thread))
        there = {record.digest for place in places for record in self.thread(place).records}
        self.found += [
            Finding("mailed-missing", places[0].folder, proof.thread, about=digest)
            for digest in proof.digests
            if places and digest not in there
        ]

    def rest(self, folder: str, known: set[str]) -> None:
        """What else lies in a client's folder: strays among the records, copies, and what people added."""
        self.found += [Finding("foreign", folder, path=path) for path in self.desk.store.strays(folder)]
        for path in self.desk.store.documents(folder):
            name = path.rpartition("/")[2]
            if path in known or _set_aside(path) in known or is_litter(name) or path.startswith(f"{EXPORTS}/"):
                continue
            copy = conflict_copy(name)
            self.found.append(Finding("copy" if copy else "added", folder, path=path, about=copy.by if copy else ""))

    def _digests(self, place: ThreadPlace, paper: Paper) -> Iterator[str]:
        """The digests of what lies where a document may lie: at its path, or set aside; no more than needed."""
        for where in (paper.path, *_aside(paper.path)):
            try:
                found = self.desk.store.measure(paper.folder, where)
            except ClientcareError:
                self.desk.store.shop()
                self.found.append(Finding("unreadable", paper.folder, place.thread, path=where))
                yield paper.sha256  # what cannot be read is neither changed nor missing
                return
            if found is not None:
                self.documents += 1
                yield found.sha256
                if found.sha256 == paper.sha256:
                    return

    def _keep(self, digest: str) -> None:
        if digest not in self.kept:
            with suppress(NotFound):
                try:
                    self.desk.store.kept_guide(digest)
                    self.kept[digest] = digest
                except InvalidFile:
                    self.kept[digest] = "another"

    def _enter(self, folder: str) -> None:
        """Find out whose folder it is, and when something of that client was erased last.

        Where the client's file cannot be read nobody can tell; doctor tells of the file.
        """
        if folder == self.entered:
            return
        self.entered, self.client, self.forgotten = folder, "", None
        with suppress(ClientcareError):
            client = client_file(self.desk, folder)
            self.client = client.id
            whose = [(folder, client.id), *([(client.into.folder, client.into.id)] if client.into else [])]
            read = (self.desk.store.read(ThreadPlace(where, f"client-{one}")) for where, one in whose)
            erasures = [record.filed for thread in read for record in thread.records if record.kind == "erasure"]
            self.forgotten = max(erasures, default=None)


def _aside(path: str) -> Iterator[str]:
    """Where a document lies that a newer one replaced: `older/name.html`, `older/name (2).html`, …"""
    above, name = split(path)
    stem, ending = splitext(name)
    yield join(above, "older", name)
    yield from (join(above, "older", f"{stem} ({number}){ending}") for number in range(2, 10))


def _set_aside(path: str) -> str:
    """The path that a document in `older/` had; empty for any other."""
    above, name = split(path)
    stem, ending = splitext(name)
    if split(above)[1] != "older":
        return ""
    return join(split(above)[0], re.sub(r" \(\d+\)$", "", stem) + ending)
