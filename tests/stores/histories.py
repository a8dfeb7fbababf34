"""A share with the sessions of some clients that goes through whatever shares go through."""

from __future__ import annotations

import os
import random
import shutil
import time
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from clientcare.adapters.stores.directory import DirectoryStore
from clientcare.domain.identifiers import identifier
from clientcare.domain.records import Record, ThreadPlace, heads, next_n
from clientcare.domain.searches import Asked, Found, terms
from clientcare.domain.sessions import Session
from clientcare.domain.summaries import Summary, Wanted, summary

if TYPE_CHECKING:
    from pathlib import Path

FIRST = datetime(2026, 9, 28, 8, tzinfo=UTC)
HOUR = 3600


class History:
    """A share, and what is done to it. `now` is what the writers' clocks show; it moves with each step."""

    def __init__(self, root: Path, seed: int = 0) -> None:
        self.root = root
        self.index = root / "_clientcare" / "index"
        root.mkdir(parents=True)
        self.store = DirectoryStore(str(root), time.time)
        self.now = FIRST
        self.chance = random.Random(seed)
        self.places: list[ThreadPlace] = []
        for name in ("acme", "bakery"):
            self.store.write_client(name, {"format": 1, "id": f"id-of-{name}", "name": name}, "")

    # -- what people do --------------------------------------------------------------------------------------

    def start(
        self, client: str = "acme", by: str = "ann", title: str = "Printer offline", **fields: Any
    ) -> ThreadPlace:
        """A session begins."""
        place = ThreadPlace(client, f"session-{self._fresh()}")
        self.places.append(place)
        self.store.add_hint(by, place)
        self.enter(place, "start", by, **{"client-name": client.title(), "title": title, "mode": "remote", **fields})
        return place

    def enter(self, place: ThreadPlace, kind: str, by: str = "ann", ordinal: int = 0, **fields: Any) -> Record:
        """An entry of somebody who has read all that is there."""
        seen = self.store.read(place).records
        record = Record(
            place.thread, "client-id", next_n(seen), self._fresh(), "00", heads(seen), self.now, self.now, by, "m",
            kind, {key.replace("_", "-"): value for key, value in fields.items()}, "test", ordinal,
        )  # fmt: skip
        self.store.file(place, record)
        return record

    def close(self, place: ThreadPlace, by: str = "ann", **fields: Any) -> None:
        """The session ends."""
        session = self.session(place)
        if session.start and session.is_open:
            self.enter(place, "close", by, session.closes + 1, end=self.now, resolved=True, **fields)
            self.store.drop_hint(session.lead, place)

    def reopen(self, place: ThreadPlace, by: str = "ann") -> None:
        """The session goes on."""
        session = self.session(place)
        if session.closing:
            self.store.add_hint(session.lead, place)
            self.enter(place, "reopen", by, session.closing.ordinal)

    def session(self, place: ThreadPlace) -> Session:
        """A session as its records say."""
        return Session(self.store.read(place))

    def move(self, place: ThreadPlace, client: str) -> None:
        """A session that was filed under the wrong client goes to another."""
        if client != place.folder:
            self.store.carry(place, client)
            self.store.clear(place, client)
            self.places = [one._replace(folder=client) if one == place else one for one in self.places]

    # -- what happens to the share ---------------------------------------------------------------------------

    def age(self, hours: float) -> None:
        """Let time pass on the share: whatever lies there is older afterwards."""
        self.now += timedelta(hours=hours)
        for top, folders, names in os.walk(self.root, topdown=False):
            for name in (*folders, *names):
                path = os.path.join(top, name)
                then = os.stat(path).st_mtime - hours * HOUR
                os.utime(path, (then, then))
        for path in self.snapshots():
            layout, month, began, *rest = path.name.split(".")
            path.rename(path.with_name(".".join((layout, month, str(int(began) - int(hours * HOUR * 1000)), *rest))))

    def snapshots(self) -> list[Path]:
        """The snapshots that lie in the share."""
        return sorted(self.index.glob("*.sqlite"))

    def marks(self) -> list[str]:
        """The marks of late entries."""
        return sorted(path.name for path in (self.index / "late").glob("*"))

    def rename(self, client: str, name: str) -> None:
        """Somebody gives a client's folder another name by hand."""
        (self.root / "clients" / client).rename(self.root / "clients" / name)
        self.places = [place._replace(folder=name) if place.folder == client else place for place in self.places]

    def spoil(self) -> None:
        """Something happens to a snapshot."""
        found = self.snapshots()
        if not found:
            return
        path = self.chance.choice(found)
        data = path.read_bytes()
        at = self.chance.randrange(len(data))
        spoilt = self.chance.choice(
            (b"", b"garbage", data[: len(data) // 2], data[:at] + b"\xff" * 64 + data[at + 64 :])
        )
        path.write_bytes(spoilt) if self.chance.random() < 0.8 else path.unlink()

    # -- what is to be seen ----------------------------------------------------------------------------------

    def listed(self, wanted: Wanted = Wanted()) -> list[Summary]:  # noqa: B008 - it never changes
        """What a listing tells."""
        return [one for one in self.store.summaries(wanted) if isinstance(one, Summary)]

    def folded(self, wanted: Wanted = Wanted()) -> list[Summary]:  # noqa: B008
        """The same from the records alone."""
        sessions = [Session(self.store.read(place)) for place in self.store.threads(since=wanted.month)]
        found = [one for one in map(summary, (one for one in sessions if one.start)) if wanted.takes(one)]
        return sorted(found, key=lambda one: (one.thread, one.place.folder), reverse=True)

    def found(self, *words: str, wanted: Wanted = Wanted(), **asked: Any) -> Found:  # noqa: B008
        """What a search comes to."""
        *_, found = self.store.search(Asked(terms(words), wanted, **asked))
        assert isinstance(found, Found)
        return found

    def found_without_index(self, *words: str, wanted: Wanted = Wanted(), **asked: Any) -> Found:  # noqa: B008
        """The same in a copy of the share in which there is no index, and none is made."""
        copy = self.root.with_name("copy")
        shutil.copytree(self.root, copy, ignore=lambda top, _: ["index"] if top.endswith("_clientcare") else [])
        (copy / "_clientcare" / "index").write_text("in the way of any index")
        try:
            *_, found = DirectoryStore(str(copy), time.time).search(Asked(terms(words), wanted, **asked))
        finally:
            shutil.rmtree(copy)
        assert isinstance(found, Found)
        return found

    def _fresh(self) -> str:
        self.now += timedelta(minutes=self.chance.randrange(1, 60))
        return identifier(int(self.now.timestamp() * 1000), self.chance.randbytes(10))
