"""Addresses of shares that people type where a directory is wanted, and how such a share is mounted first."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from clientcare.domain.errors import Usage

if TYPE_CHECKING:
    from clientcare.domain.mounts import Platform


class Address(NamedTuple):
    """A share's address. `certain` is false where the text could also be the name of a directory (`nas:/shop`)."""

    protocol: str  # smb, nfs, sftp, dav, afp, file or what else was typed
    host: str
    path: str
    text: str  # as typed, without a password
    certain: bool = True


_PROTOCOLS = {
    "cifs": "smb", "smb": "smb", "smb3": "smb", "nfs": "nfs", "nfs4": "nfs", "sftp": "sftp", "ssh": "sftp",
    "scp": "sftp", "fish": "sftp", "sshfs": "sftp", "dav": "dav", "davs": "dav", "webdav": "dav", "webdavs": "dav",
    "http": "dav", "https": "dav", "afp": "afp", "file": "file",
}  # fmt: skip


def address(text: str, platform: Platform) -> Address | None:
    """The address that `text` is, or None for a path.

    On Windows `//nas/shop` is a path; elsewhere it is an address, and so is `nas:/shop`.
    """
    found = re.fullmatch(r"([A-Za-z][A-Za-z0-9+.-]+):/{2}(?:[^/]*@)?([^/]*)/*(.*)", text)
    if found:
        scheme, host, path = found[1].casefold(), found[2], unquote(found[3]).rstrip("/")
        shown = re.sub(r"(//[^/@:]*):[^/]*@", r"\1@", text)
        return Address(_PROTOCOLS.get(scheme, scheme), host, path, shown)
    if platform == "windows":
        return None
    found = re.fullmatch(r"(?:\\\\|//)([^\\/]+)[\\/]+(.+?)[\\/]*", text)
    if found:
        return Address("smb", found[1], found[2].replace("\\", "/"), text, certain=text.startswith("\\"))
    found = re.fullmatch(r"((?:[^/@:\s]+@)?[\w.-]{2,}):(/.*)", text)
    if found is None:
        return None
    return Address("sftp" if "@" in found[1] else "nfs", found[1], found[2].strip("/"), text, certain=False)


def mount_first(typed: Address, platform: Platform) -> Usage:
    """The refusal that says how the share is mounted on this platform, and what to type then."""
    if typed.protocol == "file":
        path = ("" if platform == "windows" else "/") + typed.path
        return Usage(f"{typed.text} is an address; clientcare takes the directory itself.", f"Type: {path}")
    how = {"windows": _on_windows, "macos": _on_macos}.get(platform, _on_linux)(typed)
    return Usage(f"{typed.text} is the address of a share; clientcare needs the directory where it is mounted.", how)


def _on_windows(typed: Address) -> str:
    unc = "\\\\" + "\\".join((typed.host, *typed.path.split("/"))).rstrip("\\")
    if typed.protocol == "smb":
        return f"Type the share's own name, {unc}, or give it a drive letter first: net use S: {unc} /persistent:yes"
    return (
        "Windows itself opens shares of the kind \\\\server\\share: ask who looks after the server for that name. "
        "Another kind needs a program that gives it a drive letter; then type that drive."
    )


def _on_macos(typed: Address) -> str:
    if typed.protocol not in ("smb", "nfs", "afp", "dav"):
        return "Mount it with a program made for it, such as sshfs; then type the directory where it is mounted."
    last = typed.path.split("/")[-1] or typed.host
    url = _web(typed) if typed.protocol == "dav" else f"{typed.protocol}://{typed.host}/{typed.path}"
    return (
        f"In the Finder choose Go > Connect to Server, {url}. The share is then /Volumes/{last}: type that directory."
    )


def _on_linux(typed: Address) -> str:
    last = re.sub(r"[^\w.-]", "-", typed.path.split("/")[-1]) or typed.host
    mounted, source = f"/mnt/{last}", f"{typed.host}:/{typed.path}"
    how = {
        "smb": f"sudo mount -t cifs '//{typed.host}/{typed.path}' {mounted} -o username=YOU,uid=$(id -u)",
        "nfs": f"sudo mount -t nfs '{source}' {mounted}",
        "sftp": f"sshfs '{source}' {mounted}",
        "dav": f"sudo mount -t davfs '{_web(typed)}' {mounted}",
    }.get(typed.protocol)
    if how is None:
        return "Mount it with the program made for it, or open it in the file manager; then type the directory."
    desktop = "Or open it in the file manager: it then lies below /run/user/<your number>/gvfs/."
    return f"Make {mounted} and mount it: {how}. Then type the directory {mounted}. {desktop}"


def _web(typed: Address) -> str:
    scheme = "http" if typed.text.casefold().startswith(("http:", "dav:", "webdav:")) else "https"
    return f"{scheme}://{typed.host}/{typed.path}"
