"""Marks of erasures: what tells the index that a snapshot may still hold what was erased.

A mark is made after the records are gone, and before snapshots are removed. A snapshot names the marks that were there
before its records were read. So one that does not name a mark may hold what was erased, whenever and by whomever it is
published: nobody believes it, its maker takes it back, and whoever finds it removes it.
"""

from __future__ import annotations

import os
import re
from contextlib import suppress
from typing import TYPE_CHECKING

from clientcare.adapters.stores.files import is_part

if TYPE_CHECKING:
    from collections.abc import Iterable

    from clientcare.adapters.stores.files import Files

FOLDER = ("_clientcare", "index")
_MARK = re.compile(r"erased\.([0-9]{4}-[0-9]{2})\.([0-9a-f]{12})")
_MONTH = re.compile(r"(?<![0-9])[0-9]{4}-[0-9]{2}(?![0-9])")


def marks(names: Iterable[str]) -> dict[str, frozenset[str]]:
    """The marks among the names in the folder of the index, by month."""
    found: dict[str, set[str]] = {}
    for name in names:
        mark = _MARK.fullmatch(name)
        if mark:
            found.setdefault(mark[1].replace("-", "/"), set()).add(mark[2])
    return {month: frozenset(some) for month, some in found.items()}


def forget(files: Files, months: Iterable[str]) -> None:
    """Mark these months, then remove what may hold something of them: snapshots, what is being made, older marks.

    Raises OSError.
    """
    top = os.path.join(files.root, *FOLDER)
    files.make_folder(top)
    told = {month.replace("/", "-") for month in months}
    fresh = {f"erased.{month}.{os.urandom(6).hex()}" for month in told}
    for name in fresh:
        files.disk.create(os.path.join(top, name), b"")
    files.disk.flush(top)
    for name in files.disk.names(top):
        other = _MONTH.search(name)
        path = os.path.join(top, name)
        if name not in fresh and (is_part(name) or other is None or other[0] in told) and files.disk.is_file(path):
            with suppress(FileNotFoundError):
                files.disk.remove(path)
