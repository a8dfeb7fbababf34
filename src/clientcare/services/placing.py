"""Entries that wait in the share because nobody knew whose they are: they are placed into a client's file."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from clientcare.domain.clients import Merged
from clientcare.domain.errors import ClientcareError, Conflict, NotFound, Unreachable
from clientcare.domain.identifiers import milliseconds_of
from clientcare.domain.keeping import Placed
from clientcare.domain.records import WALKED, ThreadPlace
from clientcare.domain.sessions import fold
from clientcare.services.billing import check_seat
from clientcare.services.documents import finish
from clientcare.services.entries import believed, draft, file
from clientcare.services.finding import SHORTEST, client_in, find_client, folder_of, read_at
from clientcare.services.finishing import finish_filed
from clientcare.services.keeping import unplaced_places
from clientcare.services.listing import LOOK_BACK

if TYPE_CHECKING:
    from clientcare.desk import Desk
    from clientcare.domain.clients import Client
    from clientcare.domain.records import Record
    from clientcare.domain.sessions import Session


def place(desk: Desk, *, entries: str, client: str) -> Placed:
    """Place the entries whose thread ends in `entries` with a client; pages and a mail that waited are made.

    Raises NotFound; Conflict where somebody else placed them first, or took a step that may happen once.
    """
    desk.me  # noqa: B018 - a member of the team
    check_seat(desk, "place the same session with two clients", "that is done", "clientcare store place")
    wanted = entries.strip().casefold()
    found = [one for one in unplaced_places(desk) if wanted and one.thread.endswith(wanted)]
    if len(found) != 1:
        if not found and len(wanted) >= SHORTEST:
            _refuse_second(desk, wanted)
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
        return waiting not in unplaced_places(desk)  # somebody else may have placed it meanwhile
    return True


def _placed(desk: Desk, waiting: ThreadPlace, client: Client) -> Placed:
    """The step that says whose they are comes first, and decides. Then each entry is filed as it is but for the client,
    and the copies that waited are removed.

    All of that can be done again: what is there already is known by its id. Whoever finds that somebody else decided
    does what may be left of it, for that one may have crashed, and gets Conflict.
    """
    claim = _claimed(desk, waiting, client)
    waits = any(one.kind != "placed" for one in desk.store.read(waiting).records)
    home = _home(desk, waiting.thread)  # after it: what waits no more is there
    try:
        client = client_in(desk, folder_of(desk, Merged(claim.get("to"), claim.get("folder"))))
        if home and client_in(desk, home.place.folder).id != client.id:
            raise _first(desk, home)
        if not waits and not (home and any(one.id == claim.id for one in home.records)):
            raise _first(desk, home) if home else NotFound("There is nothing to place.", "See: clientcare store list")
    except (NotFound, Conflict):
        desk.store.clear_unplaced(waiting.thread, [claim.name, claim.own_name])
        raise
    target = home.place if home else ThreadPlace(client.folder, waiting.thread)
    count = _carried(desk, waiting, target, client)
    if claim.by != desk.me.handle:
        raise _taken(desk, claim, client)
    session = fold(desk.store.read(target))
    if session.closing:
        finish_filed(desk, session)
    elif session.start:
        finish(desk, session)
    return Placed(target.thread, target.folder, client.name, count)


def _claimed(desk: Desk, waiting: ThreadPlace, client: Client) -> Record:
    """The entry that says whose they are: the one that is there, or one that is filed now."""
    session, home = fold(desk.store.read(waiting)), _home(desk, waiting.thread)
    if not session.of_kind("placed"):
        before = max((one.ordinal for one in home.of_kind("placed")), default=0) if home else 0
        fields = {"to": client.id, "folder": client.folder}
        try:
            return file(desk, session, draft(desk, session, "placed", fields, ordinal=before + 1))[1]
        except Conflict:
            session = fold(desk.store.read(waiting))
            if not session.of_kind("placed"):
                raise
    return session.of_kind("placed")[-1]


def _home(desk: Desk, thread: str) -> Session | None:
    """The thread at the client with whom it lies already; None where it is with none."""
    kind, _, identifier = thread.rpartition("-")
    since = datetime.fromtimestamp(milliseconds_of(identifier) / 1000, UTC)
    found = (one for one in desk.store.threads("", (kind,), since) if one.thread == thread)
    sessions = (fold(desk.store.read(place)) for place in found)
    return next((one for one in sessions if one.records and not one.away), None)


def _refuse_second(desk: Desk, wanted: str) -> None:
    """Raises Conflict where entries that waited are with a client by now."""
    for place in desk.store.threads("", WALKED, desk.now() - LOOK_BACK):
        if place.thread.endswith(wanted):
            found = read_at(desk, place)
            if found.of_kind("placed"):
                raise _first(desk, found)


def _first(desk: Desk, home: Session) -> Conflict:
    """The error for whoever comes second; what they hold is with a client already."""
    client, claims = client_in(desk, home.place.folder), home.of_kind("placed")
    if claims:
        return _taken(desk, claims[-1], client)
    return Conflict(f"What they belong to is with {client.name} already.", f"Place them there: {client.short}")


def _taken(desk: Desk, claim: Record, client: Client) -> Conflict:
    when = claim.filed.astimezone(desk.zone)
    return Conflict(
        f"{claim.by} was first: placed with {client.name}, {when:%H:%M:%S}, in {desk.store.shown(client.folder)}.",
        f"If that is the wrong client: clientcare session move {claim.thread[-SHORTEST:]} --to CLIENT",
    )


def _carried(desk: Desk, waiting: ThreadPlace, target: ThreadPlace, client: Client) -> int:
    """File what waits, what says whose it is as the last of all, and remove it where it waited; answers how many."""
    records = desk.store.read(waiting).records
    there = fold(desk.store.read(target))
    placed_before = {one.digest for one in there.records}
    digests: dict[str, str] = {}
    for record in sorted(records, key=lambda one: one.kind == "placed"):
        session = fold(desk.store.read(target))
        known = next((one for one in session.records if one.id == record.id), None)
        if known is None:
            seen = {one: digests.get(one, one) for one in record.after}
            gone = {one for one in seen if there.records and one not in digests and one not in placed_before}
            after = tuple(now for one, now in seen.items() if one not in gone)
            known = _filed(desk, session, _fitted(record, client, after))
        digests[record.digest] = known.digest
    people = {record.by for record in records if record.kind != "placed"}
    people.update(handle for record in records for handle in record.get("with", ()))
    for handle in sorted(people):
        desk.store.add_hint(handle, target)  # one that is there still names the place where the entries waited
    desk.store.clear_unplaced(waiting.thread, [name for one in records for name in {one.name, one.own_name}])
    return sum(one.kind != "placed" for one in records)


def _fitted(record: Record, client: Client, after: tuple[str, ...]) -> Record:
    """The entry with its client, after entries whose digests changed with theirs."""
    fields = {**record.fields, "client-name": client.name} if record.kind == "start" else record.fields
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
