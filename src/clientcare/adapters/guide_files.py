"""The files of guides: which of a folder may be some, and their bytes. No link leads out, no device is ever opened."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING

from clientcare.domain.guide_limits import SIZE_LIMIT
from clientcare.domain.guide_tables import BrokenGuide, GuideTable, Remark, Remarks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from clientcare.adapters.frontmatter import Parsed

SUFFIXES = (".md", ".markdown", ".toml")
_PEOPLE = "readme.md"
_DECKS = "decks"
_TRIES = 3
_READING = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0)
"""Opening a pipe that took the place of a file does not wait for somebody to write into it."""


def files_of(folder: Path) -> Iterator[Path]:
    """The files of a folder that may be guides, below it too, in the order of their names.

    A folder below it that cannot be opened, or is a link, is among them, so that it is reported.
    """
    unopened: list[Path] = []
    for where, folders, names in os.walk(folder, onerror=lambda error: unopened.append(Path(error.filename))):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name != _DECKS)
        unopened.extend(path for path in (Path(where, name) for name in folders) if path.is_symlink())
        for name in sorted(names):
            hidden = name.startswith(".") or name.casefold() == _PEOPLE
            if not hidden and os.path.splitext(name)[1].casefold() in SUFFIXES:
                yield Path(where, name)
    yield from (path for path in unopened if os.path.lexists(path))


def content_of(path: Path, within: Path | None = None) -> bytes:
    """The bytes of a guide's file. A link that leads out of the folder `within` is not followed. Raises BrokenGuide."""
    if within is not None and path.is_symlink() and not _leads_into(path, within):
        raise _refused(path, "this link leads out of the folder of guides", "Put the file here.")
    try:
        _must_be_ordinary(path, path.stat().st_mode)
        for _ in range(_TRIES):
            with open(os.open(path, _READING), "rb") as file:
                before = os.fstat(file.fileno())
                _must_be_ordinary(path, before.st_mode)
                data = file.read(SIZE_LIMIT + 1)
                after = os.fstat(file.fileno())
            if (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns):
                return data
    except OSError as error:
        told = f"the file cannot be read ({error.strerror or 'unknown reason'})"
        raise _refused(path, told, "Check its rights, and that it is still there.") from None
    raise _refused(path, "the file changes while it is read", "Save it once, and try again.")


def _must_be_ordinary(path: Path, mode: int) -> None:
    if stat.S_ISDIR(mode):
        raise _refused(path, *(_LINKED if path.is_symlink() else _FOLDER))
    if not stat.S_ISREG(mode):
        raise _refused(path, "this is no ordinary file but a device or a pipe", "Put a text file here.")


_LINKED = ("this link to a folder is not followed", "Put the files here.")
_FOLDER = ("this is a folder, or one that cannot be opened", "Name a file in it, and check its rights.")


def _refused(path: Path, text: str, expected: str) -> BrokenGuide:
    return BrokenGuide(str(path), [Remark(text, expected)])


def _leads_into(path: Path, folder: Path) -> bool:
    """Whether what a path leads to lies in a folder. One that leads in a circle does, so that it is told as that."""
    try:
        return Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder))
    except (OSError, ValueError):
        return False


def picture_warnings(parsed: Parsed, folder: Path) -> list[Remark]:
    """Pictures of steps that are never shown, because no ordinary file of the guide's folder is behind them.

    One that is not there at all is no slip: those of a Hugo site lie elsewhere.
    """
    remarks = Remarks(parsed.spots, parsed.wording)
    for row in GuideTable(parsed.data, remarks).tables("steps", "step"):
        for key in ("imgsrc", "image"):
            image = row.get(key)
            if not isinstance(image, str) or not image or "://" in image:
                continue
            path = Path(folder, image.replace("\\", "/").lstrip("/"))
            if "\0" in image or not _leads_into(path, folder):
                row.warn(key, "leads out of the guide's folder, and is never shown", f'Put it here: {key} = "a.png"')
            elif os.path.lexists(path) and not path.is_file():
                row.warn(key, "is no file but a folder, a device or a pipe", f'An ordinary file: {key} = "a.png"')
    return remarks.warnings
