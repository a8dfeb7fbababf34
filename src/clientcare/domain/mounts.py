"""Mount tables: which file system holds a path, from what the system says about its mounts."""

from __future__ import annotations

import ntpath
import re
import unicodedata
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

Platform = Literal["linux", "macos", "windows", "other"]


class Mount(NamedTuple):
    """One mounted file system. `identity` and `parent` are the kernel's numbers (0 where a system gives none);
    on Windows a mount is a drive and `options` its type: fixed, remote, removable, cdrom, memory, missing."""

    point: str
    filesystem: str
    source: str = ""
    options: str = ""
    identity: int = 0
    parent: int = 0


def parts(path: str, platform: Platform) -> tuple[str, ...]:
    """The components of an absolute path in the form in which this platform compares names.

    Windows and macOS do not tell capitals from small letters, and macOS no composed accents from separate ones.
    """
    if platform == "windows":
        drive, rest = ntpath.splitdrive(plain_windows(path).casefold())
        return (*((drive,) if drive else ()), *(part for part in rest.split("\\") if part))
    if platform == "macos":
        path = unicodedata.normalize("NFC", path).casefold()
    return tuple(part for part in path.split("/") if part)


def plain_windows(path: str) -> str:
    r"""A Windows path with backslashes and without the `\\?\` that stands before some."""
    path = path.replace("/", "\\")
    if path.casefold().startswith("\\\\?\\unc\\"):
        return "\\\\" + path[8:]
    return path.removeprefix("\\\\?\\")


def holds(directory: str, path: str, platform: Platform) -> bool:
    """Whether `path` is `directory` or lies below it, by whole components."""
    above = parts(directory, platform)
    return parts(path, platform)[: len(above)] == above


def mount_of(path: str, mounts: Sequence[Mount], platform: Platform) -> Mount | None:
    """The mount that holds an absolute path without links, or None where the table does not say.

    The deepest mount wins; of two on one place, and where one covers another's place, the later. With the kernel's
    numbers (Linux) the tree of mounts is followed, as the kernel does when it looks a path up.
    """
    holding = [mount for mount in mounts if holds(mount.point, path, platform)]
    if not any(mount.identity for mount in holding):
        return max(reversed(holding), key=lambda mount: len(parts(mount.point, platform)), default=None)
    known = {mount.identity for mount in mounts}
    current: Mount | None = None
    for depth in range(len(parts(path, platform)) + 1):
        here = [mount for mount in holding if len(parts(mount.point, platform)) == depth]
        while here:
            on_top = [mount for mount in here if _stands_on(mount, current, known)]
            if not on_top:
                break
            current = on_top[-1]
            here.remove(current)
    return current


def _stands_on(mount: Mount, below: Mount | None, known: set[int]) -> bool:
    """The first mount's parent is one that this process does not see, or the mount itself."""
    if below is None:
        return mount.parent not in known or mount.parent == mount.identity
    return mount.parent == below.identity


def read_mountinfo(text: str) -> tuple[Mount, ...]:
    """The mounts of a Linux process, from `/proc/self/mountinfo` (proc(5)): spaces and the like are octal escapes."""
    mounts = []
    for line in text.splitlines():
        before, separator, after = line.partition(" - ")
        mine, theirs = before.split(" "), after.split(" ", 2)
        if separator and len(mine) >= 6 and len(theirs) >= 2 and mine[0].isdigit() and mine[1].isdigit():
            options = theirs[2] if len(theirs) > 2 else ""
            mounts.append(
                Mount(_octal(mine[4]), theirs[0], _octal(theirs[1]), _octal(options), int(mine[0]), int(mine[1]))
            )
    return tuple(mounts)


def _octal(text: str) -> str:
    """`\\040` and its like as the bytes they stand for; what is no UTF-8 stays as Python reads file names."""
    if "\\" not in text:
        return text
    raw = text.encode("utf-8", "surrogateescape")
    plain = re.sub(rb"\\([0-3][0-7]{2})", lambda found: bytes([int(found[1], 8)]), raw)
    return plain.decode("utf-8", "surrogateescape")


def read_mount_output(text: str) -> tuple[Mount, ...]:
    """The mounts of macOS and the BSDs, from `/sbin/mount`: `//ann@nas/shop on /Volumes/shop (smbfs, nodev, …)`."""
    mounts = []
    for line in text.splitlines():
        source, separator, rest = line.partition(" on /")
        point, bracket, options = rest.rpartition(" (")
        if separator and bracket and options.endswith(")"):
            filesystem, _, more = options[:-1].partition(",")
            mounts.append(Mount("/" + point, filesystem.strip(), source, more.strip()))
    return tuple(mounts)
