"""What is kept sealed on a technician's machine, and what waits in the share until somebody says whose it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import datetime


class Keeping(NamedTuple):
    """How many entries are kept here: `held` wait for the share, `unproven` were filed and not found again yet.

    `due` of those were filed long enough ago to be looked for now, as far as the oldest few tell. `aside` counts those
    that no key of the share opens. `away` says why the share cannot be reached, or is empty; `folder` is where it is,
    or empty where nothing is kept here.
    """

    held: int = 0
    unproven: int = 0
    aside: int = 0
    away: str = ""
    folder: str = ""
    due: int = 0


class Synced(NamedTuple):
    """What came of filing what was kept: entries filed, found again, filed once more because they had vanished.

    `aside` counts those that were set aside, `unplaced` those for which no client or right was found; `threads` are
    the identifiers of the threads that something was filed into. `keeping` is how it stands now.
    """

    filed: int = 0
    proven: int = 0
    restored: int = 0
    aside: int = 0
    unplaced: int = 0
    threads: tuple[str, ...] = ()
    keeping: Keeping = Keeping()

    @property
    def changed(self) -> bool:
        """Whether there is anything to tell of."""
        return bool(self.filed or self.restored or self.aside or self.unplaced)


class Unplaced(NamedTuple):
    """Entries of one thread that wait for their client. `typed` is the client as typed; both are empty without a start.

    `entries` counts them, `by` names who made them, `since` is when the first of them happened.
    """

    thread: str
    typed: str
    title: str
    by: tuple[str, ...]
    entries: int
    since: datetime


class KeptList(NamedTuple):
    """What is kept on this machine, and what waits in the share for its client; `away` where that cannot be read."""

    keeping: Keeping
    unplaced: tuple[Unplaced, ...] = ()


class Placed(NamedTuple):
    """Entries that were placed: their thread, the client's folder and name, and how many they are."""

    thread: str
    folder: str
    client_name: str
    entries: int


class SealingKey(NamedTuple):
    """The key that machines seal with. `older` counts the keys that only open what was sealed before."""

    key: str
    older: int
    changed: bool = False


def entries(count: int) -> str:
    """So many entries, in words."""
    return f"{count} {'entry' if count == 1 else 'entries'}"
