"""Where a directory really is: on a share of the network, in a synchronised folder, or on this machine alone."""

from __future__ import annotations

import fnmatch
import re
from typing import TYPE_CHECKING, Literal, NamedTuple

from clientcare.domain.errors import Usage
from clientcare.domain.filesystems import FileSystem, file_system, layered_on
from clientcare.domain.mounts import Mount, Platform, holds, mount_of, parts, plain_windows

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Kind = Literal["network", "synced", "local"]


class Machine(NamedTuple):
    """What a verdict needs to know about a machine: plain facts, all paths absolute and without links.

    `synced` maps directories that a synchronising program keeps to that program's name; `names` are the names by
    which this machine is a server to itself.
    """

    platform: Platform
    mounts: tuple[Mount, ...] = ()
    home: str = ""
    temporary: tuple[str, ...] = ()
    synced: Mapping[str, str] = {}
    names: tuple[str, ...] = ()


class Place(NamedTuple):
    """Where a directory is. `why` completes "It is …" in plain words; `local_copies` says that readable copies of
    what is stored there lie, or may lie, on this machine's disk; `decides` is False where two machines may both get a
    name that only one can have. `path` is the directory with all links followed."""

    kind: Kind
    why: str
    filesystem: str
    mount_point: str
    local_copies: bool = False
    path: str = ""
    decides: bool = True


# What synchronising programs leave in the folder that they keep.
_MARKERS = {
    ".stfolder": "Syncthing",
    ".sync_*.db": "Nextcloud",
    "._sync_*.db": "Nextcloud",
    ".nextcloudsync.log": "Nextcloud",
    ".owncloudsync.log": "ownCloud",
    ".dropbox": "Dropbox",
    ".dropbox.cache": "Dropbox",
    ".849c9593-d756-4e56-8d6e-42412f2a707b": "OneDrive",
    ".tmp.driveupload": "Google Drive",
    ".tmp.drivedownload": "Google Drive",
    ".synologyworkingdirectory": "Synology Drive",
    ".pcloud": "pCloud",
    ".megaignore": "MEGA",
}
# Names of the folders that they make below a home directory; firms append " - Firm" or " (Firm)".
_HOMES_OF = {
    "nextcloud": "Nextcloud", "owncloud": "ownCloud", "dropbox": "Dropbox", "onedrive": "OneDrive",
    "google drive": "Google Drive", "googledrive": "Google Drive", "iclouddrive": "iCloud", "icloud drive": "iCloud",
    "pclouddrive": "pCloud", "pcloud drive": "pCloud", "mega": "MEGA", "megasync": "MEGA", "kdrive": "kDrive",
    "proton drive": "Proton Drive", "synologydrive": "Synology Drive", "synology drive": "Synology Drive",
    "seafile": "Seafile", "box": "Box", "box sync": "Box", "resilio sync": "Resilio Sync", "tresorit": "Tresorit",
}  # fmt: skip
_SAME_COMPUTER = ("localhost", "::1", "0--1.ipv6-literal.net", ".", "?")
_HOST_COMPUTER = ("wsl$", "wsl.localhost", "tsclient", "vmware-host", "vboxsvr", "vboxsrv", "psf")


def marked_by(names: Iterable[str]) -> str:
    """The program that keeps a directory in which these names lie, by the marks it leaves there, or nothing."""
    for name in sorted(names):
        for mark, program in _MARKERS.items():
            if fnmatch.fnmatchcase(name.casefold(), mark):
                return program
    return ""


def judge(path: str, machine: Machine) -> Place:
    """Where `path` is, an absolute path with its links followed; it need not exist, nor any of its parents.

    A network's file system beats everything; then the deeper of a synchronised folder and a temporary directory;
    what is left is local, and `why` says what kind of local.
    """
    if machine.platform == "windows" and plain_windows(path).startswith("\\\\"):
        return _on_a_server(plain_windows(path), machine)
    mount = mount_of(path, machine.mounts, machine.platform)
    if mount is None:
        return Place("local", "on this machine, as far as can be told", "", "", path=path)
    lower = layered_on(mount)
    if lower:
        place = judge(lower, machine._replace(mounts=tuple(each for each in machine.mounts if each != mount)))
        return place._replace(path=path, mount_point=mount.point, filesystem=mount.filesystem)
    below = path[len(mount.point) :].strip("/")
    found = _drive(mount) if machine.platform == "windows" else file_system(mount, below)
    temporary = max((each for each in machine.temporary if holds(each, path, machine.platform)), key=len, default="")
    if found.reach == "network" and not (temporary and holds(mount.point, temporary, machine.platform)):
        return _on_a_share(path, mount, found, machine)
    synced, program = _synced(path, machine)
    if program and len(synced) >= len(temporary):
        why = f"in the folder that {program} synchronises ({synced})"
        return Place("synced", why, found.name, mount.point, True, path, decides=False)
    return Place("local", _local(path, temporary, mount, found, machine), found.name, mount.point, path=path)


def _on_a_share(path: str, mount: Mount, found: FileSystem, machine: Machine) -> Place:
    source = without_password(mount.source)
    named = f"on the network share {source} ({found.name})" if source else f"on a network share ({found.name})"
    home, platform = machine.home, machine.platform
    at_home = home and holds(home, path, platform) and holds(mount.point, home, platform)
    why = f"{named}, {'in your home directory' if at_home else 'mounted at ' + mount.point}"
    return Place("network", why, mount.filesystem, mount.point, found.copies, path, found.decides)


def _on_a_server(path: str, machine: Machine) -> Place:
    server, share, *_ = [*(part for part in path.split("\\") if part), "", ""]
    name, _, port = server.casefold().partition("@")
    point = f"\\\\{server}\\{share}" if share else f"\\\\{server}"
    own = {word.casefold() for word in machine.names}
    if name in _SAME_COMPUTER or name.startswith("127.") or name in own or name.partition(".")[0] in own:
        return Place("local", f"on a disk of this machine, which {point} is another name for", "", point, path=path)
    if name in _HOST_COMPUTER:
        return Place("local", f"on the disk of the computer that you sit at, by way of {point}", "", point, path=path)
    web = bool(port) or share.casefold() == "davwwwroot"
    return Place("network", f"on the network share {point}", "webdav" if web else "smb", point, web, path, not web)


def _drive(mount: Mount) -> FileSystem:
    if mount.options == "remote":
        web = "@" in mount.source or "davwwwroot" in mount.source.casefold()
        return FileSystem("network", "WebDAV" if web else "SMB", web, not web)
    return FileSystem("memory" if mount.options == "memory" else "disk", mount.filesystem or mount.options)


def _synced(path: str, machine: Machine) -> tuple[str, str]:
    """The synchronised folder that holds `path` and the program that keeps it, or two empty texts."""
    kept = {directory: name for directory, name in machine.synced.items() if holds(directory, path, machine.platform)}
    if kept:
        deepest = max(kept, key=len)
        return deepest, kept[deepest]
    if not machine.home or not holds(machine.home, path, machine.platform):
        return "", ""
    separator = "\\" if machine.platform == "windows" else "/"
    below = path.replace("/", separator).strip(separator).split(separator)[len(parts(machine.home, machine.platform)) :]
    folded = [part.casefold() for part in below]
    if folded[:2] == ["library", "cloudstorage"] and len(folded) > 2:
        depth, program = 3, _HOMES_OF.get(folded[2].partition("-")[0], below[2].partition("-")[0])
    elif folded[:2] == ["library", "mobile documents"]:
        depth, program = 2, "iCloud"
    else:
        depth, program = 1, _HOMES_OF.get(re.split(r" - | \(", "".join(folded[:1]))[0], "")
    return (separator.join([machine.home.rstrip(separator), *below[:depth]]), program) if program else ("", "")


def _local(path: str, temporary: str, mount: Mount, found: FileSystem, machine: Machine) -> str:
    if mount.options == "missing":
        return f"on drive {mount.point[:2]}, which is not connected now"
    if temporary:
        return f"in a directory for temporary files ({temporary}), whose content may be removed at any time"
    disk = {
        "memory": f"in this machine's memory ({found.name}), and gone after a restart",
        "host": f"in a folder that the host of this virtual machine lends to it ({found.name}), on the same computer",
        "automatic": f"at {mount.point}, where a share would be mounted when it is used, but none is mounted now",
        "unknown": f"on a file system that is not known as a network share ({found.name})",
    }.get(found.reach, f"on a disk of this machine ({found.name})")
    if machine.home.strip("/\\") and holds(machine.home, path, machine.platform):
        return f"in your home directory, {disk}"
    if path.startswith(("/mnt/", "/media/", "/Volumes/", "/net/")) and not parts(mount.point, machine.platform):
        return f"{disk}: no share is mounted there now"
    return disk


def require_shared(path: str, place: Place, on_this_machine: bool) -> None:
    """A shop's directory lies where the team reaches it and no readable copy stays with a technician.

    Raises Usage for a local place, unless `on_this_machine` says that this machine is the file server.
    """
    if place.kind == "local" and not on_this_machine:
        raise Usage(
            f"{path} is no place for a shop: it is {place.why}.",
            "Give a directory on the share that the whole team reaches. If this machine is the file server itself, "
            "add --on-this-machine: the choice is recorded.",
        )


def is_own_disk(place: Place) -> bool:
    """Whether a place is a disk in this machine, or its memory: one that does not fall silent as a server may."""
    return place.kind == "local" and file_system(Mount(place.mount_point, place.filesystem)).reach in ("disk", "memory")


def mount_to_require(place: Place) -> str:
    """Where something must be mounted for this place to be the share: nothing for synchronised folders, for disks of
    this machine, and on Windows, whose paths to shares lead nowhere else."""
    return place.mount_point if place.kind == "network" and place.mount_point.startswith("/") else ""


def copies_note(place: Place) -> str:
    """What to know about copies on this machine, as a sentence, or nothing."""
    if not place.local_copies:
        return ""
    what = "Mounts of this kind" if place.kind == "network" else "Synchronised folders"
    return f"{what} keep readable copies of client files on this machine's own disk."


def without_password(source: str) -> str:
    """A share's address without the password that some carry (`//ann:secret@nas/shop`)."""
    return re.sub(r"(//|^)([^/@:]*):[^/]*@", r"\1\2@", source)
