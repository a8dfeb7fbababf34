"""Entries that wait in the share because nobody knew whose they are: they are placed into a client's file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientcare.domain.errors import ClientcareError, Conflict, NotFound, Unreachable
from clientcare.domain.keeping import Placed
from clientcare.domain.records import ThreadPlace
from clientcare.domain.sessions import Session
from clientcare.services.documents import finish
from clientcare.services.entries import believed
from clientcare.services.finding import find_client
from clientcare.services.finishing import finish_filed
from clientcare.services.keeping import unplaced_places

if TYPE_CHECKING:
    from collections.abc import Iterable

    from clientcare.desk import Desk
    from clientcare.domain.clients import Client
    from clientcare.domain.records import Record


def place(desk: Desk, *, entries: str, client: str) -> Placed:
    """Place the entries whose thread ends in `entries` with a client; pages and a mail that waited are made.

    Raises NotFound, Conflict where a step that may happen once was taken by somebody else.
    """
    desk.me  # noqa: B018 - a member of the team
    wanted = entries.strip().casefold()
    found = [one for one in unplaced_places(desk) if wanted and one.thread.endswith(wanted)]
    if len(found) != 1:
        raise NotFound(
            f"'{entries}' fits {'several' if found else 'none'} of the entries that wait for their client.",
            "See: clientcare store list",
        )
    return _placed(desk, found[0], find_client(desk, client))


def place_by_name(desk: Desk, waiting: ThreadPlace) -> bool:
    """Place a session that was begun without the share with the client whose name was typed then.

    Only where that name means one client, and those who wrote are of the team; answers whether it was done.
    """
    records = desk.store.read(waiting).records
    start = next((one for one in records if one.kind == "start"), None)
    try:
        if start is None or any(desk.member(one.by).retired for one in records):
            return False
        _placed(desk, waiting, find_client(desk, start.get("client-name")))
    except Unreachable:
        raise
    except ClientcareError:
        return False
    return True


def _placed(desk: Desk, waiting: ThreadPlace, client: Client) -> Placed:
    """Each entry is filed as it is but for the client; then the copies that waited are removed.

    Done again after a crash, it goes on where it was: what is there already is known by its id.
    """
    target = ThreadPlace(client.folder, waiting.thread)
    records = desk.store.read(waiting).records
    digests: dict[str, str] = {}
    for record in records:
        session = Session(desk.store.read(target))
        known = next((one for one in session.records if one.id == record.id), None)
        digests[record.digest] = (known or _filed(desk, session, _fitted(record, client, digests))).digest
    _renew_hints(desk, target, records)
    desk.store.clear_unplaced(waiting.thread, [one.name for one in records])
    session = Session(desk.store.read(target))
    if session.closing:
        finish_filed(desk, session)
    elif session.start:
        finish(desk, session)
    return Placed(target.thread, client.folder, client.name, len(records))


def _fitted(record: Record, client: Client, digests: dict[str, str]) -> Record:
    """The entry with its client. The digests of those before it changed with theirs."""
    fields = {**record.fields, "client-name": client.name} if record.kind == "start" else record.fields
    after = tuple(digests.get(one, one) for one in record.after)
    return record._replace(client=client.id, digest="", after=after, fields=fields)


def _filed(desk: Desk, session: Session, record: Record) -> Record:
    """File it; a close takes the ordinal that is free now. Raises Conflict where the session is closed already."""
    if record.kind == "close" and session.closing:
        raise Conflict(
            f"'{session.title}' was closed by {session.closing.by} meanwhile, so this close cannot be placed.",
            f"Reopen it first, and place it then: clientcare session reopen {session.place.short}",
        )
    if record.kind == "close":
        record = record._replace(ordinal=session.closes + 1)
    return believed(desk, desk.store.file(session.place, record))


def _renew_hints(desk: Desk, target: ThreadPlace, records: Iterable[Record]) -> None:
    """A hint that is there still names the place where the entries waited."""
    people = {record.by for record in records}
    people.update(handle for record in records for handle in record.get("with", ()))
    for handle in sorted(people):
        desk.store.drop_hint(handle, target)
        desk.store.add_hint(handle, target)
