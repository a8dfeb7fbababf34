"""Which session, which client is meant: a name, any unique part of it, or the last characters of an identifier."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from clientcare.domain.errors import Conflict, InvalidFile, NotFound, Usage
from clientcare.domain.identifiers import is_slug
from clientcare.domain.records import UNPLACED, WALKED
from clientcare.domain.sessions import fold, running

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from clientcare.desk import Desk
    from clientcare.domain.clients import Client, Merged
    from clientcare.domain.records import Thread, ThreadPlace
    from clientcare.domain.sessions import Session
    from clientcare.domain.tables import Stored


SHORTEST = 4
"""Characters of an identifier that are enough to name a session, where they are unique."""
SHORTEST_PART = 2
"""Characters of a name or title that are enough as a part of it: one letter is a slip."""


class UnknownClient(NotFound):
    """No client has this name; `near` are the handles that come close, `typed` is what was typed."""

    def __init__(self, typed: str, near: tuple[str, ...]) -> None:
        super().__init__(
            f"There is no client '{typed}'.",
            f"Did you mean {' or '.join(near)}?" if near else f'Add one: clientcare client add "{typed}"',
        )
        self.typed = typed
        self.near = near


def open_sessions(desk: Desk, handle: str = "") -> tuple[Session, ...]:
    """The open sessions of one member, or of all, oldest first. A hint without a first record is passed over."""
    return open_threads(desk, "session", handle=handle)


def open_threads(desk: Desk, *sorts: str, handle: str = "") -> tuple[Session, ...]:
    """The open threads of some sorts, as `open_sessions`."""
    found = (read_at(desk, place) for place in desk.store.open_threads(handle) if place.sort in sorts)
    return tuple(one for one in found if one.start and one.is_open)


def read_at(desk: Desk, place: ThreadPlace) -> Session:
    """The session that began in a place, wherever it is now. What a crash left of a move is finished by the way."""
    session = fold(_read(desk, place))
    if session.away or session.arrived:
        from clientcare.services.moving import followed

        return followed(desk, session)
    return session


def _read(desk: Desk, place: ThreadPlace) -> Thread:
    """A thread where it is noted to be, or where it lies since somebody renamed the client's folder by hand."""
    thread = desk.store.read(place)
    if thread.records or place.folder == UNPLACED:
        return thread
    folders = desk.store.folders()
    elsewhere = () if place.folder in folders else folders
    found = (desk.store.read(place._replace(folder=folder)) for folder in elsewhere)
    return next((one for one in found if one.records), thread)


def mine(desk: Desk) -> tuple[Session, ...]:
    """My open sessions. What a crash left of a close that is noted as open is finished by the way."""
    me = desk.me.handle
    found = [read_at(desk, place) for place in desk.store.open_threads(me) if place.sort == "session"]
    for session in found:
        if session.closing:
            from clientcare.services.finishing import finish_left

            finish_left(desk, session)
    if any(record.get("from-thread") for session in found for record in session.live):
        from clientcare.services.undo import finished_moves

        found = finished_moves(desk, found)
    return tuple(session for session in found if session.start and session.is_open and session.involves(me))


def current(desk: Desk, word: str = "") -> Session:
    """The session that a command is about: my running one, else my only open one; or the one that `word` names.

    Raises NotFound where none runs or none fits, Conflict where several fit.
    """
    if word:
        return named(desk, word)
    sessions = mine(desk)
    found = running(sessions, desk.me.handle)
    if found:
        return found
    if len(sessions) == 1:
        return sessions[0]
    if sessions:
        last = sessions[-1]
        raise NotFound(
            "No session of yours is running.",
            f"Paused: {_list(sessions)}. Go on: clientcare resume {last.place.short}, or name it with -s",
        )
    raise NotFound("No session of yours is running.", 'Start one: clientcare session start CLIENT "TITLE"')


def named(desk: Desk, word: str) -> Session:
    """The session or procedure that `word` names: among my open sessions, all that is open, then a client's newest
    session, or by identifier.

    A client's handle and the end of an identifier count before a part of a name or title. Raises Usage for an empty
    word, NotFound with what comes close, Conflict where several fit.
    """
    wanted = _typed(word, "session")
    everything = open_threads(desk, *WALKED)
    found = fitting_one(mine(desk), word) or fitting_one(everything, word)
    if found is None:
        from clientcare.services.finding_past import by_identifier, newest_of

        found = by_identifier(desk, wanted) or newest_of(desk, word, everything)
    return found


def fitting_one(candidates: Iterable[Session], word: str) -> Session | None:
    """The one that a word fits, or fits best; None where it fits none. Raises Conflict where it fits several."""
    fitting = [session for session in candidates if fits(session, word)]
    found = [session for session in fitting if _is(session, word.strip().casefold())] or fitting
    if len(found) > 1:
        sorts = " and ".join(sorted({f"{one.place.sort}s" for one in found}))
        raise Conflict(f"'{word}' fits several {sorts}: {_list(found)}.", "Name one by its last characters.")
    return next(iter(found), None)


def threads_of(desk: Desk, client: Client, *sorts: str) -> Iterator[ThreadPlace]:
    """The sessions of a client, or the threads of other sorts, newest first, wherever they lie."""
    folders, sorts = folders_of(desk, client), sorts or ("session",)
    if len(folders) == 1:
        return desk.store.threads(client.folder, sorts)
    found = [place for folder in folders for place in desk.store.threads(folder, sorts)]
    return iter(sorted(found, key=lambda place: place.thread.rpartition("-")[2], reverse=True))


def fits(session: Session, word: str) -> bool:
    """Whether `word` is a part of the session's client or title, whatever its case and accents, or its last letters."""
    wanted = plain(word)
    names = [plain(session.client_name), plain(session.title)]
    if session.place.sort == "procedure":
        names.append(session.guide)
    if wanted in (session.place.folder.casefold(), *names):
        return True
    if len(wanted) < SHORTEST_PART:
        return False
    return session.thread.endswith(wanted) or any(wanted in name for name in names)


def _is(session: Session, wanted: str) -> bool:
    if len(wanted) >= SHORTEST and session.thread.endswith(wanted):
        return True
    return wanted == session.place.folder.casefold()


def _list(sessions: Iterable[Session]) -> str:
    """The sessions in one line, each with as much of its identifier as tells it from the others."""
    known = list(sessions)
    enough = (length for length in range(SHORTEST, 26) if len({one.thread[-length:] for one in known}) == len(known))
    length = next(enough, 26)
    return ", ".join(f"{one.client_name} '{one.title}' ({one.thread[-length:]})" for one in known)


def client_file(desk: Desk, folder: str) -> Client:
    """What the file in a client's folder says, also of one that was merged into another. Raises NotFound."""
    from clientcare.domain.clients import read_client

    return stored_client(desk, folder).read(lambda content: read_client(folder, content))


def stored_client(desk: Desk, folder: str) -> Stored:
    """The file in a client's folder as it is now. Raises NotFound."""
    stored = desk.store.client(folder)
    if stored is None:
        raise UnknownClient(folder, ())
    return stored


def client_in(desk: Desk, folder: str) -> Client:
    """The client of a folder: the one that the folder's client was merged into, if it was. Raises NotFound."""
    found, seen = client_file(desk, folder), {folder}
    while found.into and (next_one := folder_of(desk, found.into)) not in seen:
        seen.add(next_one)
        found = client_file(desk, next_one)
    return found


def folder_of(desk: Desk, other: Merged) -> str:
    """The folder in which a client lies, also after somebody renamed it by hand."""
    for folder in (other.folder, *desk.store.folders()):
        stored = desk.store.client(folder)
        if stored is not None and stored.content.get("id") == other.id:
            return folder
    raise UnknownClient(other.folder, ())


def folders_of(desk: Desk, client: Client) -> tuple[str, ...]:
    """The folders that hold what is on file of a client: the own one, then those of clients merged into it."""
    found = [client.folder]
    waiting = list(client.merged)
    while waiting:
        with suppress(UnknownClient):
            folder = folder_of(desk, waiting.pop(0))
            if folder not in found:
                found.append(folder)
                waiting += client_file(desk, folder).merged
    return tuple(found)


def find_client(desk: Desk, word: str) -> Client:
    """The client that `word` names: the handle, the name or an alias, or any part of them that only one has.

    Whoever was merged into another is that other one. Raises Usage for an empty word, UnknownClient with near handles,
    Conflict where several fit. A mistake in the file of one client never hides the others; InvalidFile tells it where
    that client is meant.
    """
    wanted = plain(_typed(word, "client"))
    if with_handle(desk, word.strip().casefold()):
        return client_in(desk, word.strip().casefold())
    everybody, fault = [], None
    for folder in desk.store.folders():
        try:
            everybody.append(client_file(desk, folder))
        except InvalidFile as error:
            fault = error if wanted in folder.casefold() else fault
    exact = [client for client in everybody if wanted in _names(client)]
    fitting = exact or [client for client in everybody if _has_part(client, wanted)]
    meant = {one.folder: one for one in (client_in(desk, one.folder) if one.into else one for one in fitting)}
    if len(meant) == 1:
        return next(iter(meant.values()))
    if meant:
        shown = ", ".join(f"{client.short} ({client.name})" for client in list(meant.values())[:6])
        raise Conflict(f"'{word}' fits several clients: {shown}.", "Type more of the name, or the handle.")
    raise fault or UnknownClient(word, _near(wanted, everybody))


def _typed(word: str, what: str) -> str:
    wanted = word.strip().casefold()
    if not wanted:
        raise Usage(f"No {what} was named.", f"See: clientcare {what} list")
    return wanted


def with_handle(desk: Desk, wanted: str) -> bool:
    """Whether a client has this handle, even where its file cannot be read."""
    try:
        return is_slug(wanted) and desk.store.client(wanted) is not None
    except InvalidFile:
        return True


def plain(text: str) -> str:
    """The text without case, accents and spaces around it, as names are compared."""
    import unicodedata

    letters = unicodedata.normalize("NFKD", text.casefold().strip())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _names(client: Client) -> tuple[str, ...]:
    handles = (client.folder.casefold(), client.handle) if client.handle else (client.folder.casefold(),)
    return (*handles, plain(client.name), *(plain(alias) for alias in client.aliases))


def _has_part(client: Client, wanted: str) -> bool:
    return len(wanted) >= SHORTEST_PART and any(wanted in name for name in _names(client))


def _near(wanted: str, everybody: Iterable[Client]) -> tuple[str, ...]:
    return closest(wanted, {name: client.short for client in everybody for name in _names(client)})


def closest(wanted: str, by_name: Mapping[str, str]) -> tuple[str, ...]:
    """What is meant by the names that come closest to a slip."""
    import difflib

    found = difflib.get_close_matches(wanted, by_name, n=3, cutoff=0.6)
    return tuple(dict.fromkeys(by_name[name] for name in found))
