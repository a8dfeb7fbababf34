"""A link that answers with an input/output error: it may have been made, and nobody wins twice or loses for nothing."""

from __future__ import annotations

import errno
import os
from itertools import combinations
from typing import TYPE_CHECKING

import pytest

from clientcare.adapters.stores.directory import DirectoryStore
from clientcare.adapters.stores.disk import Disk
from clientcare.domain.errors import Conflict, Unreachable
from tests.stores.conftest import NOW
from tests.stores.contract import entry, session_in

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from pathlib import Path

    from clientcare.domain.records import Record, ThreadPlace

BEHIND_IT = 7
"""So many things a claim asks the share for after its link, at most."""


class Shaken(Disk):
    """A share whose first link answers EIO, made or not, and that answers nothing to some of what is asked then.

    `between` comes before the so many-th thing behind the link.
    """

    def __init__(
        self, *, made: bool, silent: Collection[int] = (), before: int = 0, between: Callable[[], object] = lambda: None
    ) -> None:
        self._made = made
        self._silent = silent
        self._before = before
        self._between = between
        self._asked = 0
        self.created: list[str] = []

    def _ask(self, path: str) -> None:
        if not self._asked:
            return
        if self._asked == self._before:
            self._between()
        self._asked += 1
        if self._asked - 2 in self._silent:
            raise OSError(errno.EIO, os.strerror(errno.EIO), path)

    def link(self, source: str, target: str) -> None:
        if not self._asked:
            if self._made:
                super().link(source, target)
            self._asked = 1
            raise OSError(errno.EIO, os.strerror(errno.EIO), target)
        self._ask(target)
        super().link(source, target)

    def create(self, path: str, data: bytes) -> None:
        self._ask(path)
        self.created.append(os.path.basename(path))
        super().create(path, data)

    def is_there(self, path: str) -> bool:
        try:
            self._ask(path)
        except OSError:
            return False  # as the system's own answer is
        return super().is_there(path)

    def read(self, path: str, limit: int) -> bytes:
        self._ask(path)
        return super().read(path, limit)

    def flush(self, folder: str) -> None:
        self._ask(folder)
        super().flush(folder)

    def remove(self, path: str) -> None:
        self._ask(path)
        super().remove(path)


def filed(root: Path, disk: Disk, place: ThreadPlace, record: Record) -> str:
    """What whoever files it is told: "filed", "unknown", "not filed" or "second"."""
    try:
        return DirectoryStore(str(root), lambda: NOW, disk=disk).file(place, record).answer
    except Unreachable:
        return "not filed"
    except Conflict:
        return "second"


@pytest.mark.parametrize("made", [True, False], ids=["made", "not made"])
def test_whatever_is_not_answered_after_it_nobody_is_told_a_wrong_thing(root: Path, made: bool) -> None:
    whole = DirectoryStore(str(root), lambda: NOW)
    for silent in (one for count in range(4) for one in combinations(range(BEHIND_IT), count)):
        place = session_in()
        one = entry(whole, place, "close", ordinal=1)
        said = filed(root, Shaken(made=made, silent=silent), place, one)
        there = [record.id for record in whole.read(place).records] == [one.id]
        assert whole.read(place).oddities == ()
        assert said in ({"filed", "unknown"} if there else {"unknown", "not filed"}), silent
        assert whole.file(place, one).answer == "filed"
        with pytest.raises(Conflict):
            whole.file(place, entry(whole, place, "close", by="ben", ordinal=1))


@pytest.mark.parametrize("made", [True, False], ids=["made", "not made"])
@pytest.mark.parametrize("before", range(1, BEHIND_IT + 1))
def test_whenever_somebody_else_comes_exactly_one_has_taken_the_step(root: Path, made: bool, before: int) -> None:
    whole = DirectoryStore(str(root), lambda: NOW)
    place = session_in()
    mine, other = (entry(whole, place, "close", by=by, ordinal=1) for by in ("ann", "ben"))
    told: dict[str, str] = {}

    def come() -> None:
        told["ben"] = filed(root, Disk(), place, other)

    told["ann"] = filed(root, Shaken(made=made, before=before, between=come), place, mine)
    if "ben" not in told:
        come()
    (winner,) = whole.read(place).records
    assert told[winner.by] == "filed"
    assert (told["ann"], told["ben"]).count("filed") == 1
    assert (told["ben"] if winner.by == "ann" else told["ann"]) == "second"


def test_a_share_that_has_links_is_never_asked_for_a_step_in_pieces(root: Path) -> None:
    """Whoever creates the file and then writes it may stop in between, and leave a step that nobody can ever take."""
    whole = DirectoryStore(str(root), lambda: NOW)
    place = session_in()
    one = entry(whole, place, "close", ordinal=1)
    disk = Shaken(made=False)
    assert filed(root, disk, place, one) == "filed"
    assert one.name not in disk.created
