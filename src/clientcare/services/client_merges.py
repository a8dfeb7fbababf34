"""Two clients that are one: nothing is moved, and everything of both is found under the one that stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientcare.domain.client_files import ClientChange
from clientcare.domain.clients import Client, Merged, amended_client, read_client
from clientcare.domain.errors import Conflict, NotFound, Usage
from clientcare.domain.names import folded
from clientcare.services.clients import refuse_open
from clientcare.services.documents import renewed_overview
from clientcare.services.finding import client_file, client_in, find_client, stored_client

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from clientcare.desk import Desk


def merge(desk: Desk, *, client: str, into: Sequence[str] = (), undo: bool = False) -> ClientChange:
    """Show everything of a client under another one from now on, or with `undo` no longer.

    The other one is written first: after a crash in between everything is found under both, and typing it again
    finishes. Raises Usage, NotFound, Conflict while a session with the client is open.
    """
    desk.me  # noqa: B018 - nobody who is no member of the team gets further
    words = [word for word in into if word.casefold() != "into"]
    if undo:
        return _undone(desk, client, words)
    if len(words) != 1:
        raise Usage("Two clients are wanted.", "Write: clientcare client merge CLIENT into CLIENT")
    one, other = _named(desk, client), find_client(desk, words[0])
    if one.id == other.id:
        raise Usage(f"{one.name} cannot be merged into {one.name}.", "Name two clients.")
    if one.into and one.into.id != other.id:
        already = client_in(desk, one.folder)
        raise Conflict(
            f"{one.name} was merged into {already.name} already.",
            f"Take that back first: clientcare client merge {one.folder} --undo",
        )
    refuse_open(desk, one)
    done = [
        _changed(desk, other.folder, lambda before: _with(before, one)),
        _changed(desk, one.folder, lambda before: before._replace(into=Merged(other.id, other.folder, other.name))),
    ]
    renewed_overview(desk, other.folder)
    said = f"{one.name} merged into {other.name}; to take it back: clientcare client merge {one.folder} --undo"
    return ClientChange(other.folder, other.id, other.name, (said,) if any(done) else ())


def _with(client: Client, other: Client) -> Client:
    """The client with the names, the contacts and the mark of another one."""
    aliases = dict.fromkeys((*client.aliases, *_names(other)))
    known = {folded(contact.name) for contact in client.contacts}
    contacts = (contact for contact in other.contacts if folded(contact.name) not in known)
    merged = {one.id: one for one in (*client.merged, Merged(other.id, other.folder, other.name))}
    return client._replace(
        aliases=tuple(dict.fromkeys(one for one in aliases if folded(one) != folded(client.name))),
        contacts=(*client.contacts, *contacts),
        merged=tuple(merged.values()),
    )


def _names(client: Client) -> tuple[str, ...]:
    return (client.name, *((client.handle,) if client.handle else ()), *client.aliases)


def _named(desk: Desk, word: str) -> Client:
    """The client that a word names, itself also where it was merged into another."""
    wanted = word.strip().casefold()
    for folder in desk.store.folders():
        one = client_file(desk, folder)
        if one.into and wanted in (folder.casefold(), one.handle, one.name.casefold()):
            return one
    return find_client(desk, word)


def _undone(desk: Desk, word: str, others: Sequence[str]) -> ClientChange:
    """The client stands alone again. It goes first, so that what is on file of it is never hidden."""
    if others:
        raise Usage("Only the client that was merged is wanted.", f"Write: clientcare client merge {word} --undo")
    one = _named(desk, word)
    holder = _holder(desk, one)
    if holder is None:
        raise NotFound(f"{one.name} was not merged into another client.", f"See: clientcare client show {one.short}")
    _changed(desk, one.folder, lambda before: before._replace(into=None))
    _changed(desk, holder.folder, lambda before: _without(before, one))
    renewed_overview(desk, holder.folder)
    return ClientChange(one.folder, one.id, one.name, (f"no longer merged into {holder.name}",))


def _holder(desk: Desk, one: Client) -> Client | None:
    """Who holds the mark of a client that was merged."""
    for folder in desk.store.folders():
        other = client_file(desk, folder)
        if other.id != one.id and one.id in (mark.id for mark in other.merged):
            return other
    return client_in(desk, one.folder) if one.into else None


def _without(client: Client, other: Client) -> Client:
    return client._replace(
        aliases=tuple(one for one in client.aliases if one not in _names(other)),
        merged=tuple(mark for mark in client.merged if mark.id != other.id),
    )


def _changed(desk: Desk, folder: str, change: Callable[[Client], Client]) -> bool:
    """Publish a change of a client's file, if it is one and nobody else edited meanwhile."""
    stored = stored_client(desk, folder)
    before = stored.read(lambda content: read_client(folder, content))
    after = change(before)
    if after != before:
        desk.store.write_client(folder, amended_client(stored.content, after), stored.token)
    return after != before
