"""Looks at this machine to find out where a directory is. A share is touched last, and only where it is asked."""

from __future__ import annotations

import ntpath
import os
import posixpath
import subprocess
import sys
import tempfile
from contextlib import suppress
from typing import TYPE_CHECKING

from clientcare.domain.addresses import address, mount_first
from clientcare.domain.errors import Failed, Usage
from clientcare.domain.filesystems import file_system
from clientcare.domain.mounts import Mount, holds, mount_of, plain_windows, read_mount_output, read_mountinfo
from clientcare.domain.places import Machine, Place, judge, marked_by

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

    from clientcare.domain.mounts import Platform

LINKS = 40  # as many as Linux follows before it calls them a loop
_SECONDS = 2.0
_DRIVES = {1: "missing", 2: "removable", 3: "fixed", 4: "remote", 5: "cdrom", 6: "memory"}


class System:
    """The real machine. A test gives another one with the same methods.

    Shares are touched in `real_path_on_share` alone, and with `asks_shares` False not at all.
    """

    def __init__(self, *, asks_shares: bool = True) -> None:
        self._asks_shares = asks_shares
        names: dict[str, Platform] = {"linux": "linux", "darwin": "macos", "win32": "windows", "cygwin": "windows"}
        self.platform: Platform = names.get(sys.platform, "other")

    def working_directory(self) -> str:
        """Where relative paths start."""
        try:
            return os.getcwd()
        except OSError:
            raise Failed("The directory that this terminal is in does not exist any more.", "Type: cd") from None

    def home(self) -> str:
        """The user's home directory."""
        return os.path.expanduser("~")

    def temporary(self) -> tuple[str, ...]:
        """The directories for temporary files."""
        always = ("/tmp", "/var/tmp", "/private/tmp") if self.platform != "windows" else ("C:\\Windows\\Temp",)
        named = (os.environ.get(name, "") for name in ("TMPDIR", "TMP", "TEMP"))
        return tuple(dict.fromkeys((*always, tempfile.gettempdir(), *(each for each in named if os.path.isabs(each)))))

    def names(self) -> tuple[str, ...]:
        """The names of this machine."""
        import platform

        return tuple(name for name in (platform.node(), os.environ.get("COMPUTERNAME", "")) if name)

    def synced(self) -> dict[str, str]:
        """The synchronised folders that the environment or a program's own settings name."""
        found = {os.environ[name]: "OneDrive" for name in sorted(os.environ) if name.startswith("OneDrive")}
        settings = [os.path.join(self.home(), ".dropbox", "info.json")]
        for name in ("APPDATA", "LOCALAPPDATA"):
            settings.append(os.path.join(os.environ.get(name, ""), "Dropbox", "info.json"))
        for path in settings:
            found |= dict.fromkeys(_dropboxes(path), "Dropbox")
        return {path: name for path, name in found.items() if os.path.isabs(path)}

    def mounts(self, path: str) -> tuple[Mount, ...]:
        """The table of mounts; on Windows the one drive that `path` names."""
        if self.platform == "windows":
            drive = ntpath.splitdrive(path)[0]
            return (windows_drive(drive),) if drive.endswith(":") else ()
        if self.platform == "linux":
            try:
                with open("/proc/self/mountinfo", encoding="utf-8", errors="surrogateescape") as table:
                    return read_mountinfo(table.read())
            except OSError:
                return ()
        return read_mount_output(_output_of(["/sbin/mount"]))

    def read_link(self, path: str) -> str | None:
        """Where a link leads, or None for what is no link or does not exist."""
        try:
            return os.readlink(path)
        except (OSError, ValueError):
            return None

    def real_path_on_share(self, path: str) -> str:
        """`path` with links inside a share followed; a share that is mounted when it is used is mounted now."""
        if not self._asks_shares:
            return path
        with suppress(OSError):
            os.stat(os.path.join(path, "."))
        return os.path.realpath(path)

    def names_in(self, directory: str) -> list[str]:
        """What lies in a directory of this machine; empty where it cannot be read, or might be a share's."""
        try:
            return os.listdir(directory) if self._asks_shares else []
        except (OSError, ValueError):
            return []

    def exists(self, path: str) -> bool:
        """Whether something has this name on this machine."""
        return os.path.lexists(path)


def examine_place(path: str, system: System | None = None) -> Place:
    """Where a directory as typed really is. It need not exist: its nearest existing parent decides.

    Raises Usage for the address of a share (`smb://…`, with how to mount it) and for what is no path,
    Failed where links go round in a circle.
    """
    system = system or System()
    if "\0" in path or not path.strip():
        raise Usage("This is no directory's name.", "Give a directory on the share that the whole team reaches.")
    typed = address(path, system.platform)
    if typed is not None and (typed.certain or not system.exists(_first_of(path))):
        raise mount_first(typed, system.platform)
    real, mounts = _followed(_absolute(path, system), system, ())
    mount = mount_of(real, mounts, system.platform)
    if mount is not None and _may_hang(mount, real):
        real = system.real_path_on_share(real)
        mounts = system.mounts(real)  # a share that is mounted when it is used is there by now
        mount = mount_of(real, mounts, system.platform)
    home, *temporary = (_followed(each, system, mounts)[0] for each in (system.home(), *system.temporary()))
    synced = {_followed(folder, system, mounts)[0]: name for folder, name in system.synced().items()}
    if mount is not None and not _of_network(mount, real):
        for folder in _upwards(real, mount.point, system):
            program = marked_by(system.names_in(folder))
            if program:
                synced[folder] = program
        if mount.source == "Google Drive":  # a drive of its own on Windows, known by its label
            synced[mount.point] = "Google Drive"
    return judge(real, Machine(system.platform, mounts, home, tuple(temporary), synced, system.names()))


def _first_of(path: str) -> str:
    return "/" + path.strip("/").split("/")[0] if path.startswith("/") else path.split("/")[0]


def _paths(system: System) -> ModuleType:
    return ntpath if system.platform == "windows" else posixpath


def _absolute(path: str, system: System) -> str:
    paths = _paths(system)
    separators = "/\\" if system.platform == "windows" else "/"
    if path == "~" or path.startswith(tuple("~" + separator for separator in separators)):
        path = system.home() + path[1:]
    if system.platform == "windows":
        path = plain_windows(path)
    whole: str = paths.join(system.working_directory(), path)
    if whole.startswith("\\\\") and len([part for part in whole.split("\\") if part]) < 2:
        raise Usage(f"{whole} is a server; a directory on one of its shares is wanted.", f"For example {whole}\\shop")
    return whole


def _of_network(mount: Mount, path: str) -> bool:
    if mount.options == "remote":
        return True
    return file_system(mount, path[len(mount.point) :].strip("/")).reach in ("network", "automatic")


def _may_hang(mount: Mount, path: str) -> bool:
    below = path[len(mount.point) :].strip("/")
    return _of_network(mount, path) or (mount.options != "fixed" and file_system(mount, below).reach == "unknown")


def _table(path: str, system: System, known: tuple[Mount, ...]) -> tuple[Mount, ...]:
    """The mounts that `path` needs: the one table of a system, or the drives of Windows as far as they were met."""
    drive = ntpath.splitdrive(path)[0] if system.platform == "windows" else ""
    if any(not drive or holds(mount.point, drive, system.platform) for mount in known):
        return known
    return (*known, *system.mounts(path))


def _followed(path: str, system: System, mounts: tuple[Mount, ...]) -> tuple[str, tuple[Mount, ...]]:
    """`path` with every link followed that lies on this machine, and the mounts by which that was done.

    Stops looking where a share begins: a link inside it is not read here, since the share may not answer.
    """
    paths = _paths(system)
    links = 0
    real, left = "", _steps(path, paths)
    while left:
        part = left.pop()
        if part.startswith("\\\\") and system.platform == "windows":
            return paths.normpath(paths.join(part, *reversed(left))), mounts
        real = paths.dirname(real) if part == ".." else paths.join(real, part)
        mounts = _table(real, system, mounts)
        mount = mount_of(real, mounts, system.platform)
        if mount is not None and mount.options.startswith("subst "):
            target: str | None = mount.options.removeprefix("subst ")
        else:
            target = None if mount is not None and _may_hang(mount, real) else system.read_link(real)
        if target is None:
            continue
        links += 1
        if links > LINKS:
            raise Failed(f"{path}: its links lead round in a circle.")
        target = plain_windows(target) if system.platform == "windows" else target
        left += _steps(paths.join(paths.dirname(real), target), paths)
    return real, mounts


def _steps(path: str, paths: ModuleType) -> list[str]:
    """What to go through for an absolute path, the last first: its root, then its names."""
    drive, rest = paths.splitdrive(path.replace(paths.altsep or paths.sep, paths.sep))
    names = [part for part in rest.split(paths.sep) if part not in ("", ".")]
    return [*reversed(names), drive + paths.sep]


def _upwards(path: str, top: str, system: System) -> Iterator[str]:
    paths = _paths(system)
    while holds(top, path, system.platform):
        yield path
        if paths.dirname(path) == path:
            return
        path = paths.dirname(path)


def _output_of(command: list[str]) -> str:
    """What a program prints, or nothing if it fails or takes too long."""
    try:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=_SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.decode("utf-8", "surrogateescape") if done.returncode == 0 else ""


def _dropboxes(path: str) -> list[str]:
    import json

    try:
        with open(path, encoding="utf-8") as file:
            content = json.load(file)
        return [str(account["path"]) for account in content.values()]
    except (OSError, ValueError, AttributeError, KeyError, TypeError):
        return []


def windows_drive(drive: str) -> Mount:
    """What Windows says about a drive letter: its type, the share behind it, its label. Asks no server."""
    import ctypes

    libraries = getattr(ctypes, "windll", None)
    if libraries is None:
        return Mount(drive + "\\", "", "", "fixed")
    text = ctypes.create_unicode_buffer(1024)
    size = ctypes.c_ulong(1024)
    kind = _DRIVES.get(libraries.kernel32.GetDriveTypeW(drive + "\\"), "fixed")
    if libraries.mpr.WNetGetConnectionW(drive, text, ctypes.byref(size)) == 0:
        return Mount(drive + "\\", "", text.value, "remote" if kind != "missing" else "missing")
    if libraries.kernel32.QueryDosDeviceW(drive, text, 1024) and text.value.startswith("\\??\\"):
        return Mount(drive + "\\", "", "", "subst " + plain_windows("\\\\?\\" + text.value[4:]))
    if kind in ("remote", "missing"):
        return Mount(drive + "\\", "", "", kind)
    system_name = ctypes.create_unicode_buffer(1024)
    none = None
    libraries.kernel32.GetVolumeInformationW(drive + "\\", text, 1024, none, none, none, system_name, 1024)
    label = "Google Drive" if text.value.startswith("Google Drive") else ""
    return Mount(drive + "\\", system_name.value, label, kind)
