"""The documents that people read: made from the records, each as a new file whose digest is a record in turn."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from hashlib import sha256
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from clientcare.domain.document_names import is_overview
from clientcare.domain.documents import (
    LISTED,
    documents_of,
    next_version,
    ordinal_of,
    overview_due,
    overview_path,
    page_due,
    session_path,
)
from clientcare.domain.errors import ClientcareError, InvalidFile, NotFound
from clientcare.domain.overviews import overview_document
from clientcare.domain.records import UNPLACED, WALKED
from clientcare.domain.session_documents import begun, session_document
from clientcare.domain.sessions import fold
from clientcare.domain.summaries import Wanted, summary
from clientcare.services.entries import enter
from clientcare.services.finding import client_in, folders_of, threads_of
from clientcare.services.follow_ups import LOOK_BACK
from clientcare.services.listing import promises, summaries

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping
    from datetime import tzinfo

    from clientcare.desk import Desk
    from clientcare.domain.clients import Client
    from clientcare.domain.guides import Guide
    from clientcare.domain.sessions import Session
    from clientcare.domain.summaries import Summary

LEFT_BEHIND = timedelta(minutes=2)
RECENT = 5
"""The newest overviews that are set aside for a new one: more than one where two technicians closed at once."""


class Published(NamedTuple):
    """A document in a client's file as ports.Kept tells it, and the session with the record of it."""

    path: str
    size: int
    sha256: str
    session: Session


def finish(desk: Desk, session: Session) -> Session:
    """Make the documents of a session that are missing or behind; answers the session with their records.

    Called after a start and a close, and by the next command where a crash left something. Where nothing is due,
    nothing is done.
    """
    if session.place.folder == UNPLACED:
        return session
    if page_due(session):
        session = publish_page(desk, session).session
    if overview_due(session):
        try:
            client = client_in(desk, session.place.folder)
        except (NotFound, InvalidFile):
            return session  # a mistake in the client's own file holds up no close; the overview stays due
        session = publish_overview(desk, client, session).session
    return session


def attempted(desk: Desk, session: Session) -> Session:
    """As `finish`, after an entry that is filed already: an error is no concern of it, and is made up for later."""
    try:
        return finish(desk, session)
    except ClientcareError:
        return session


def left_behind(desk: Desk, session: Session) -> bool:
    """Whether documents are missing for so long that nobody can still be making them: something was cut short."""
    return missing_documents(session) and desk.now() - session.records[-1].filed >= LEFT_BEHIND


def missing_documents(session: Session) -> bool:
    """Whether `finish` has something to do."""
    return page_due(session) or overview_due(session)


def page(desk: Desk, session: Session, names: Mapping[str, str], zone: tzinfo) -> bytes:
    """The page of a session or procedure as it is now."""
    guide = guide_of(desk, session)
    if session.place.sort == "procedure":
        from clientcare.domain.procedure_documents import procedure_document

        return desk.press.procedure(procedure_document(session, guide, names, zone))
    return desk.press.session(session_document(session, guide, names, zone))


def publish_page(desk: Desk, session: Session) -> Published:
    """Write the page of a session or procedure as it is now, set aside the one before, and put the new one on record.

    The record comes last and says that all is done, so that whatever a crash leaves before it is done again.
    """
    zone = zone_of(desk, session)
    names = names_in(desk, (session,))
    data, sort = page(desk, session, names, zone), session.place.sort
    begins, lead = begun(session, zone), names.get(session.lead, session.lead)
    earlier = documents_of(session, sort)
    alike = [record for record in earlier if bool(record.get("close", 0)) != session.is_open]
    if alike and alike[-1] is earlier[-1] and earlier[-1].get("sha256") == sha256(data).hexdigest():
        return Published(earlier[-1].get("path"), len(data), earlier[-1].get("sha256"), session)
    first = next_version(record.get("path") for record in alike)
    folder = session.place.folder
    path = _placed(
        desk, folder, data, lambda version: session_path(session, begins, lead, first + version), session.thread
    )
    older = [(one.get("path"), one.get("folder") or folder) for one in earlier]
    return _recorded(desk, session, sort, folder, path, data, older)


def publish_overview(desk: Desk, client: Client, session: Session) -> Published:
    """Write the overview of a client, after a close of `session`, which keeps the record of it; older ones go aside.

    It lies in the client's own folder, also where the session lies in that of a client who was merged into this one.

    At most the newest 200 sessions are listed, the open ones, however old, and those with an open promise.
    """
    at = (session.closing.filed if session.closing else desk.now()).astimezone(desk.zone)
    told = told_of(desk, client, session)
    total = sum(1 for _ in threads_of(desk, client, *WALKED))
    handles = {handle for one in told for handle in (one.lead, *one.members, *(each.who for each in one.follow_ups))}
    document = overview_document(
        client,
        _facts(desk, client),
        told,
        promises(told),
        total if total > LISTED else len(told),
        _names(desk, handles),
        at,
    )
    data = desk.press.overview(document)
    earlier = sorted((made for one in told for made in one.overviews), key=lambda made: (made.filed, made.path))
    first = next_version(made.path for made in earlier if f" {at:%Y-%m-%d}" in made.path)
    path = _placed(
        desk, client.folder, data, lambda version: overview_path(client.name, at.date(), first + version), document.day
    )
    older = [(made.path, made.folder) for made in earlier[-RECENT:]]
    return _recorded(desk, session, "overview", client.folder, path, data, older)


def told_of(desk: Desk, client: Client, session: Session) -> tuple[Summary, ...]:
    """The sessions and procedures of which an overview tells that `session`, whose records are known, brings."""
    folders = folders_of(desk, client)
    own = (summary(session),) if session.start else ()
    newest = (one for one in summaries(desk, Wanted(folders, sort="")) if one.thread != session.thread)
    promised = Wanted(folders, desk.now() - LOOK_BACK, promised=True, sort="")
    hinted = (fold(desk.store.read(place)) for place in desk.store.open_threads() if place.folder in folders)
    opened = (summary(one) for one in hinted if one.start and one.is_open)
    found = (*own, *islice(newest, LISTED - 1), *summaries(desk, promised), *opened)
    return tuple({one.thread: one for one in reversed(found)}.values())


def renewed_overview(desk: Desk, folder: str, *, forget: bool = False) -> None:
    """Make the overview of a client anew where a session was closed; with `forget` the earlier ones are removed.

    An error is no concern of what is done already: the next close makes it.
    """
    from clientcare.services.finding import client_file

    with suppress(ClientcareError):
        client = client_file(desk, folder)
        if forget:
            for path in desk.store.documents(folder):
                if is_overview(path):
                    desk.store.remove_document(folder, path)
        for place in threads_of(desk, client, *WALKED):
            session = fold(desk.store.read(place))
            if session.closing and session.start:
                publish_overview(desk, client, session)
                return


def _placed(desk: Desk, folder: str, data: bytes, name: Callable[[int], str], mark: str) -> str:
    """The path under which the document lies now, the first of those that `name` gives for 0, 1, 2 that is free.

    What a crash left there is taken up where it says the same. Where it says something else it is set aside; it is
    known by `mark`, which only other versions of the same document hold.
    """
    version = 0
    while True:
        path = name(version)
        found = desk.store.document(folder, path)
        if found == data:
            return path
        if found is None:
            return desk.store.add_document(folder, path, data).path
        if mark.encode() in found:
            desk.store.set_aside(folder, path)
        version += 1


def _recorded(
    desk: Desk, session: Session, what: str, folder: str, path: str, data: bytes, older: Iterable[tuple[str, str]]
) -> Published:
    digest = sha256(data).hexdigest()
    for lies, where in older:
        if lies:  # where the entry was erased, the page is gone too
            desk.store.set_aside(where, lies)
    elsewhere = folder if folder != session.place.folder else ""
    fields = {"what": what, "path": path, "sha256": digest, "close": ordinal_of(session), "folder": elsewhere}
    after, _ = enter(desk, session, "document", fields)
    return Published(path, len(data), digest, after)


def zone_of(desk: Desk, session: Session) -> tzinfo:
    """The zone in which the session was started, so that its document stays the same where the shop moves."""
    from zoneinfo import ZoneInfo

    try:
        return ZoneInfo(session.zone)
    except (KeyError, ValueError, OSError):
        return desk.zone


def guide_of(desk: Desk, session: Session) -> Guide | None:
    """The guide as this session walked it; None where the share does not have its text any more."""
    try:
        return desk.library.pinned(desk.store.kept_guide(session.guide_digest), session.guide)
    except (NotFound, InvalidFile):
        return None


def _facts(desk: Desk, client: Client) -> tuple[str, ...]:
    from clientcare.services.facts import facts

    try:
        return facts(desk, client)
    except InvalidFile:
        return ()


def names_in(desk: Desk, sessions: Collection[Session]) -> dict[str, str]:
    """The names of the members who stand in some sessions, by handle."""
    return _names(desk, {handle for session in sessions for handle in _handles(session)})


def _names(desk: Desk, handles: Collection[str]) -> dict[str, str]:
    found = {}
    for handle in desk.store.members():
        if handle in handles:
            with suppress(NotFound, InvalidFile):  # then the handle has to do
                found[handle] = desk.member(handle).name
    return found


def _handles(session: Session) -> set[str]:
    handles = {session.lead, *session.people, *session.spans_by_member()}
    for record in session.records:
        to = record.get("to", ())
        handles.update((record.by, record.get("who"), record.get("instructed-by")))
        handles.update((to,) if isinstance(to, str) else to)
    return handles
