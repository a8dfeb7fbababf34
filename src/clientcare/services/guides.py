"""Guides: which there are, what one says, and whether a file is one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clientcare.domain.errors import InvalidFile, NotFound
from clientcare.domain.guides import Checkup

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from clientcare.desk import Desk
    from clientcare.domain.guides import FoundGuide, LibraryListing


def all_guides(desk: Desk) -> LibraryListing:
    """All guides of the shop and those that come with clientcare, and the files that cannot be read."""
    return desk.library.listing()


def show(desk: Desk, name: str) -> FoundGuide:
    """One guide, by its name, any unique part of it, or a path. Raises NotFound and InvalidFile."""
    found, _ = desk.library.locate(name)
    return found


def schema(desk: Desk) -> Mapping[str, Any]:
    """The guide format as a JSON Schema, for editors."""
    return desk.library.schema()


def check(desk: Desk, paths: Sequence[str]) -> Checkup:
    """What is wrong with some files, and with every guide of some folders.

    Raises NotFound for a path that is not there, and where there is no guide at all: a check of nothing passes nothing.
    """
    files = tuple(file for path in paths for file in desk.library.check(path))
    if not files:
        raise NotFound(f"There is no guide in {', '.join(paths)}.", "Guides are files that end in .md or .toml.")
    return Checkup(files)


def refuse_broken(checkup: Checkup) -> None:
    """Raises InvalidFile where any file of a checkup has a fault, so that scripts stop."""
    broken, all_ = len(checkup.broken), len(checkup.files)
    if broken:
        verb = "has" if broken == 1 else "have"
        faults = sum(len(file.faults) for file in checkup.broken)
        said = f"{faults} faults" if faults > 1 else "a fault"
        told = f"{broken} of {all_} guides {verb} {said}." if all_ > 1 else f"The guide has {said}."
        raise InvalidFile(told, "What is wrong is said above, with its place.")
