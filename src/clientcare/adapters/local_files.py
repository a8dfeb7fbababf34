"""Files that a person or a guide names: looked at, read whole, removed when asked for."""

from __future__ import annotations

import os
import stat
import sys
from contextlib import suppress
from pathlib import Path

from clientcare.domain.attachments import LocalFile
from clientcare.domain.errors import ClientcareError, Conflict, Failed, NotFound, Usage
from clientcare.domain.guides import GuidePicture

_PIECE = 1 << 20
"""Bytes that are read at a time, so that a slow disk is seen to get on."""


class LocalFiles:
    """Regular files only. A device or a pipe is never opened: reading one may never end."""

    def look(self, path: str) -> LocalFile:
        """The file behind a path as it was typed; a link is followed. Raises NotFound, Usage, Failed."""
        full = os.path.abspath(os.path.expanduser(path))
        try:
            found = os.stat(full)
        except (OSError, ValueError) as error:
            raise _explained(error, path) from None
        if stat.S_ISDIR(found.st_mode):
            raise Usage(
                f"'{_shown(path)}' is a folder.", "Attach its files, or pack them into one archive and attach that."
            )
        if not stat.S_ISREG(found.st_mode):
            raise Usage(f"'{_shown(path)}' is no file but a device or a pipe.", "Save its content as a file first.")
        return LocalFile(full, os.path.basename(full), found.st_size)

    def read(self, path: str) -> bytes:
        """The whole content. Raises NotFound, Usage, Failed."""
        full = self.look(path).path
        try:
            with open(full, "rb") as file:
                data = bytearray()
                while piece := file.read(_PIECE):
                    data += piece
                    sys.audit("clientcare.progress")
                return bytes(data)
        except OSError as error:
            raise _explained(error, path) from None

    def remove(self, path: str) -> None:
        """Remove the file. Raises Usage for a link, whose file lies elsewhere, and Failed."""
        if os.path.islink(path):
            raise Usage("it is a link to a file elsewhere")
        try:
            os.unlink(path)
        except OSError as error:
            raise _explained(error, path) from None

    def write(self, folder: str, path: str, data: bytes) -> str:
        """A new file below a directory, never over another one. Raises NotFound, Conflict, Failed."""
        top = os.path.abspath(os.path.expanduser(folder))
        if not os.path.isdir(top):
            raise NotFound(f"There is no directory '{_shown(folder)}'.", "Make it first, or name another one.")
        full = os.path.join(top, *path.split("/"))
        try:
            os.makedirs(os.path.dirname(full), mode=0o700, exist_ok=True)
            with open(os.open(full, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(data)
        except FileExistsError:
            raise Conflict(f"'{_shown(full)}' is there already.", "Move it away, or name another directory.") from None
        except OSError as error:
            raise Failed(f"'{_shown(full)}' cannot be written: {error.strerror}.", "Name another directory.") from None
        return full

    def save(self, path: str, data: bytes, *, overwrite: bool = False) -> str:
        """A file at a path as it was typed, whole or not at all. Raises NotFound, Conflict, Usage, Failed."""
        full = os.path.abspath(os.path.expanduser(path))
        if os.path.isdir(full):
            raise Usage(f"'{_shown(path)}' is a folder.", "Name a file in it.")
        if os.path.lexists(full) and not overwrite:
            raise Conflict(f"'{_shown(path)}' is there already.", "Name another file, or add --overwrite.")
        staged = f"{full}.{os.urandom(4).hex()}.part"
        try:
            with open(staged, "xb") as file:
                file.write(data)
            os.replace(staged, full)
        except OSError as error:
            with suppress(OSError):
                os.unlink(staged)
            raise Failed(f"'{_shown(path)}' cannot be written: {error.strerror}.", "Name another file.") from None
        return full

    def picture(self, folder: str, image: str, most: int) -> GuidePicture | None:
        """Only a file in the folder of the guide is ever opened, wherever its links lead."""
        if "://" in image or not folder:
            return None
        try:
            top = Path(folder).resolve()
            found = (top / image.replace("\\", "/").lstrip("/")).resolve()
            if not found.is_relative_to(top) or not found.is_file():
                return None
            return GuidePicture(str(found), found.read_bytes() if found.stat().st_size <= most else b"")
        except (OSError, ValueError):
            return None


def _explained(error: OSError | ValueError, path: str) -> ClientcareError:
    if isinstance(error, (FileNotFoundError, NotADirectoryError)):
        return NotFound(f"There is no file '{_shown(path)}'.", "Check the path; names with spaces need quotes.")
    said = getattr(error, "strerror", None) or str(error)
    return Failed(f"'{_shown(path)}' cannot be read or removed: {said}.", "Check its permissions.")


def _shown(path: str) -> str:
    return path.encode("utf-8", "replace").decode()
