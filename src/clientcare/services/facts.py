"""Standing facts: what must be known about a client at every session, in a thread of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientcare.domain.client_files import ClientChange, Fact
from clientcare.domain.errors import InvalidFile, NotFound, Usage
from clientcare.domain.identifiers import is_identifier
from clientcare.domain.records import ThreadPlace
from clientcare.domain.sessions import Session
from clientcare.services.entries import draft, enter, file
from clientcare.services.finding import client_file, find_client, folders_of

if TYPE_CHECKING:
    from clientcare.desk import Desk
    from clientcare.domain.clients import Client


def facts(desk: Desk, client: Client) -> tuple[str, ...]:
    """What must be known about a client at every session, the newest first."""
    return tuple(fact.text for fact in reversed(standing(desk, client)))


def standing(desk: Desk, client: Client) -> tuple[Fact, ...]:
    """The facts that stand, in the order in which they were noted; those of clients merged into this one first."""
    return tuple(fact for fact, _ in _numbered(desk, client))


def _numbered(desk: Desk, client: Client) -> list[tuple[Fact, Session]]:
    """The facts with the threads that hold them."""
    others = (client_file(desk, folder) for folder in folders_of(desk, client)[1:])
    threads = [thread_of(desk, one) for one in (*others, client)]
    held = [(record, thread) for thread in threads for record in thread.of_kind("fact")]
    return [
        (Fact(number, record.id, record.get("text"), record.at, record.by), thread)
        for number, (record, thread) in enumerate(held, 1)
    ]


def thread_of(desk: Desk, client: Client) -> Session:
    """The thread that holds the standing facts. Raises InvalidFile where the client's id was edited away."""
    if not is_identifier(client.id):
        raise InvalidFile(
            f"'{client.id[:40]}' is no identity of a client",
            "Bring the id back that stood there, from a backup.",
            place=f"{desk.store.shown(client.folder)}/_clientcare/client.toml",
        )
    return Session(desk.store.read(ThreadPlace(client.folder, f"client-{client.id}")))


def note(desk: Desk, *, client: str, text: str = "", drop: int = 0) -> ClientChange:
    """Note a standing fact about a client, or take one back by its number. Raises Usage, NotFound, HeldBack."""
    found = find_client(desk, client)
    thread = thread_of(desk, found)
    if drop:
        stand = _numbered(desk, found)
        if not 1 <= drop <= len(stand):
            raise NotFound(
                f"There is no note {drop} about {found.name}.",
                f"There are {len(stand)}. See: clientcare client show {found.folder}",
            )
        fact, holder = stand[drop - 1]
        enter(desk, holder, "undo", {"of": fact.id})
        return ClientChange(found.folder, found.id, found.name, (f"note {drop} taken back",))
    if not text.strip():
        raise Usage(
            "The note is empty.", f'Write it behind the handle: clientcare client note {found.folder} "Ring first"'
        )
    entry = draft(desk, thread, "fact", {"text": text.strip()})
    _, record = file(desk, thread, entry, client=found.id)
    number = len(standing(desk, found))
    return ClientChange(found.folder, found.id, found.name, (f"note {number}",), int(record.get("masked", 0)))
