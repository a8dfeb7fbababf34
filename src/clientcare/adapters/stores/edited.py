"""The files that people edit as well: the shop's settings, the team, who the clients are."""

from __future__ import annotations

import os
from contextlib import suppress
from functools import partial
from hashlib import sha256
from time import sleep
from typing import TYPE_CHECKING, Any

from clientcare.adapters import toml_files
from clientcare.adapters.stores.disk import NotAFile, TooLarge
from clientcare.adapters.stores.errors import answers_for
from clientcare.adapters.stores.files import is_plain_name, printable
from clientcare.adapters.stores.share import PRIVATE, Share
from clientcare.domain.errors import ChangedMeanwhile, Conflict, InvalidFile, Unreachable
from clientcare.domain.identifiers import HANDLE_LENGTH, is_slug
from clientcare.domain.shop import share_decides
from clientcare.domain.tables import Stored

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

MARKER = "clientcare.toml"
CLIENT = "client.toml"
REPLACED_WITHIN = (0.01, 0.04)
"""Seconds between two looks at a file that people edit and that is missing or torn."""


class EditedFiles(Share):
    """Settings, members and clients: written only by whoever read them last, and published whole."""

    may_decide = True
    _decides: bool | None = None

    @property
    def decides(self) -> bool:
        """Whether this share can decide which of two machines was first, as far as this one and the settings say."""
        if self._decides is None:
            stored = self._stored(MARKER) if self.may_decide else None
            self._decides = self.may_decide and (stored is None or share_decides(stored.content))
        return self._decides

    def folders(self) -> tuple[str, ...]:
        """Every folder below `clients` that holds a client's file."""
        top = self._at("clients")
        with answers_for(self.root):
            return tuple(
                name
                for name in self.files.names(top)
                if is_plain_name(name) and self.disk.is_there(os.path.join(top, name, PRIVATE, CLIENT))
            )

    def client(self, folder: str) -> Stored | None:
        """The parsed `client.toml`."""
        return self._stored("clients", folder, PRIVATE, CLIENT) if is_plain_name(folder) else None

    def write_client(self, folder: str, content: Mapping[str, Any], token: str, *, anew: bool = False) -> None:
        """A new client's folder may not differ from another only in case or Unicode form."""
        if not token and folder.casefold() in (name.casefold() for name in self.folders()):
            raise Conflict(f"There is a client '{folder}' already.", f"See: clientcare client show {folder}")
        self._write(content, token, "clients", folder, PRIVATE, CLIENT, anew=anew)
        own = self._at("clients", folder, PRIVATE)
        with answers_for(self.root):
            for name in self.files.names(own) if anew else ():
                if name != CLIENT and self.disk.is_file(os.path.join(own, name)):
                    self._remove("clients", folder, PRIVATE, name)

    def remove_client(self, folder: str) -> None:
        """Removes the client's own file and the empty folders around it, never anything else."""
        top = self._at("clients", folder)
        own = os.path.join(top, PRIVATE, CLIENT)
        with answers_for(self.root):
            folders = self._below(top, own)
            if folders is None:
                raise Conflict(
                    f"'{folder}' has entries or documents.", f"Set it aside: clientcare client archive {folder}"
                )
            self.disk.remove(own)
            for path in folders:
                self.disk.remove_folder(path)

    def _below(self, folder: str, only: str) -> list[str] | None:
        """A folder and those in it, the deepest first; None where any file but `only` is in them."""
        found = []
        for name in self.files.names(folder):
            path = os.path.join(folder, name)
            if path == only:
                continue
            inside = self._below(path, only) if self.disk.is_folder(path) else None
            if inside is None:
                return None
            found += inside
        return [*found, folder]

    def members(self) -> tuple[str, ...]:
        """Handles, from the names of the files in `team`."""
        names = (name.removesuffix(".toml") for name in self._names(self._at("team")) if name.endswith(".toml"))
        return tuple(name for name in names if is_slug(name, HANDLE_LENGTH))

    def member(self, handle: str) -> Stored | None:
        """The parsed `team/<handle>.toml`."""
        return self._stored("team", f"{handle}.toml") if is_slug(handle, HANDLE_LENGTH) else None

    def write_member(self, handle: str, content: Mapping[str, Any], token: str) -> None:
        """A handle that was ever used is never given again."""
        self._write(content, token, "team", f"{handle}.toml")

    def shop(self) -> Stored:
        """Raises Unreachable where the marker is missing: a share that is not mounted is never an empty shop."""
        stored = self._stored(MARKER)
        if stored is None:
            raise Unreachable(
                f"The shop's directory is not there: no {MARKER} in {self.root}.",
                "Mount the share and try again. If it moved: clientcare init DIRECTORY",
            )
        self._decides = self.may_decide and share_decides(stored.content)
        return stored

    def write_shop(self, content: Mapping[str, Any], token: str) -> None:
        """The marker of a new shop is created, never replaced; a comment stands above what people ask about."""
        from clientcare.domain.shop_comments import COMMENTS

        self._write(content, token, MARKER, comments=COMMENTS)

    def _stored(self, *parts: str) -> Stored | None:
        """The parsed file; None where it is not there. On some mounts a file that is just being replaced is missing or
        torn for a moment, so it is looked at again before that is believed.
        """
        for pause in REPLACED_WITHIN:
            with suppress(InvalidFile):
                stored = self._stored_now(parts)
                if stored or not self.disk.is_folder(os.path.dirname(self._at(*parts))):
                    return stored
            sleep(pause)
        return self._stored_now(parts)

    def _stored_now(self, parts: tuple[str, ...]) -> Stored | None:
        shown = "/".join(parts)
        with answers_for(self.root):
            try:
                data = self.files.read(self._at(*parts), toml_files.SIZE_LIMIT)
            except (FileNotFoundError, NotADirectoryError):
                return None
            except PermissionError:
                raise InvalidFile("you may not read this file", "Ask whoever set its rights.", place=shown) from None
            except NotAFile:
                raise InvalidFile("this is no file", "A file of this name belongs here.", place=shown) from None
            except TooLarge:
                raise InvalidFile("the file is too large", place=shown) from None
        return Stored(toml_files.parse(data, shown), sha256(data).hexdigest(), data.decode("utf-8-sig"), shown)

    def _write(
        self,
        content: Mapping[str, Any],
        token: str,
        *parts: str,
        comments: Mapping[str, str] | None = None,
        anew: bool = False,
    ) -> None:
        from clientcare.adapters.toml_edits import amended, fresh, whole

        shown = "/".join(parts)
        if not token:
            data = (fresh(content, comments) if comments else whole(content)).encode()
            if self._create(data, *parts) != data:
                raise Conflict(f"{shown} is there already.", "Somebody was first; look at it and try again.")
            return
        before = self._there(self._at(*parts), toml_files.SIZE_LIMIT)
        if before is not None and sha256(before).hexdigest() == token:
            data = (whole(content) if anew else amended(before.decode("utf-8-sig"), content)).encode()
            with answers_for(self.root):
                if self.files.replace_whole(self._at(*parts), token, data):
                    return
        raise ChangedMeanwhile(f"{shown} was changed meanwhile by somebody else.", "Nothing was written; try again.")

    def faults(self) -> list[str]:
        """Every file that people edit is read; what cannot be read is named with its place, as conflict copies are."""
        from clientcare.domain.clients import read_client
        from clientcare.domain.team import read_member

        def look(reading: Callable[[], Stored | None], reader: Callable[[Mapping[str, Any]], object]) -> None:
            try:
                stored = reading()
                if stored is not None:
                    stored.read(reader)
            except InvalidFile as fault:
                found.append(fault.message)

        found: list[str] = []
        for handle in self.members():
            look(partial(self.member, handle), partial(read_member, handle))
        for folder in self.folders():
            look(partial(self.client, folder), partial(read_client, folder))
        for place in ("", "team", "clients", *(f"clients/{folder}/{PRIVATE}" for folder in self.folders())):
            found += self._odd_names(place)
        return found

    def _odd_names(self, place: str) -> Iterator[str]:
        from clientcare.domain.copies import conflict_copy

        for name in self._names(self._at(*place.split("/"))):
            copy = conflict_copy(name)
            shown = f"{place}/{printable(name)}".lstrip("/")
            if copy:
                yield f"{shown}: {copy.by} made this copy of {copy.of}; whoever knows which counts removes the other"
            elif not is_plain_name(name):
                yield f"{shown}: this name is no valid text; rename it"
