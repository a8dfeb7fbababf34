"""Marks of late entries: what tells the index that a session changed which is not, or no longer, noted as open.

A mark is made before the entry is filed, and before a hint is dropped. So whatever changed since a snapshot was made
is named by a hint or by a mark. Each has a name of its own: nobody takes away the mark of another entry.
"""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from clientcare.adapters.stores.files import is_plain_name
from clientcare.domain.records import WALKED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from clientcare.adapters.stores.files import Files
    from clientcare.domain.records import ThreadPlace

FOLDER = ("_clientcare", "index", "late")


class Mark(NamedTuple):
    """A mark: its name, and the thread that it is about."""

    name: str
    thread: str


def mark(files: Files, place: ThreadPlace) -> None:
    """Say that the thread changes, if it is one that the index knows. An entry never fails for want of a mark."""
    if place.sort not in WALKED:
        return
    top = os.path.join(files.root, *FOLDER)
    with suppress(OSError):
        files.make_folder(top)
        files.disk.create(os.path.join(top, f"{place.thread}.{os.urandom(6).hex()}"), f"{place.folder}\n".encode())
        files.disk.flush(top)


def marks(files: Files) -> Iterator[Mark]:
    """All marks that are there."""
    for name in files.names(os.path.join(files.root, *FOLDER)):
        thread, dot, _ = name.rpartition(".")
        if dot and thread.partition("-")[0] in WALKED:
            yield Mark(name, thread)


def told_folder(files: Files, one: Mark) -> tuple[str, ...]:
    """The client's folder in which the thread lay when the mark was made; none where the mark does not tell."""
    with suppress(UnicodeDecodeError):
        folder = (files.found(os.path.join(files.root, *FOLDER, one.name), 4096) or b"").decode().strip()
        return (folder,) if is_plain_name(folder) else ()
    return ()


def made_at(files: Files, one: Mark) -> float:
    """When the mark was made, by the clock of the share, in seconds; never where it is gone."""
    try:
        return files.changed_at(os.path.join(files.root, *FOLDER, one.name))
    except OSError:
        return float("inf")
