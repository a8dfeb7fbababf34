"""Which session, which client is meant: a name, any unique part of it, or the last characters of an identifier."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientcare.domain.errors import Conflict, NotFound
from clientcare.domain.sessions import Session, running

if TYPE_CHECKING:
    from collections.abc import Iterable

    from clientcare.desk import Desk
    from clientcare.domain.clients import Client


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
    found = (Session(desk.store.read(place)) for place in desk.store.open_threads(handle))
    return tuple(session for session in found if session.start and session.is_open)


def mine(desk: Desk) -> tuple[Session, ...]:
    """My open sessions. What a crash left of a close that is noted as open is finished by the way."""
    me = desk.me.handle
    found = [Session(desk.store.read(place)) for place in desk.store.open_threads(me)]
    for session in found:
        if session.closing:
            from clientcare.services.finishing import finish_left

            finish_left(desk, session)
    return tuple(session for session in found if session.start and session.is_open and session.involves(me))


def current(desk: Desk, word: str = "") -> Session:
    """The session that a command is about: my running one, or the one that `word` names.

    Raises NotFound where none runs or none fits, Conflict where several fit.
    """
    if word:
        return named(desk, word)
    sessions = mine(desk)
    found = running(sessions, desk.me.handle)
    if found:
        return found
    if sessions:
        last = sessions[-1]
        raise NotFound(
            "No session of yours is running.",
            f"Paused: {_list(sessions)}. Go on: clientcare resume {last.place.short}, or name it with -s",
        )
    raise NotFound("No session of yours is running.", 'Start one: clientcare session start CLIENT "TITLE"')


def named(desk: Desk, word: str) -> Session:
    """The session that `word` names: among my open ones, those of all, then by identifier, or a client's newest."""
    for candidates in (mine(desk), open_sessions(desk)):
        fitting = [session for session in candidates if fits(session, word)]
        if len(fitting) == 1:
            return fitting[0]
        if fitting:
            raise Conflict(
                f"'{word}' fits several sessions: {_list(fitting)}.", "Name one by its last four characters."
            )
    wanted = word.casefold()
    by_id = [place for place in desk.store.threads() if place.thread.endswith(wanted)] if len(wanted) >= 4 else []
    if len(by_id) > 1:
        shown = ", ".join(f"{place.folder} {place.thread[-8:]}" for place in by_id)
        raise Conflict(f"'{word}' fits several sessions: {shown}.", "Use more characters of the identifier.")
    if by_id:
        return Session(desk.store.read(by_id[0]))
    try:
        client = find_client(desk, word)
    except NotFound:
        raise NotFound(f"There is no session '{word}'.", "See: clientcare session list") from None
    for place in desk.store.threads(client.folder):
        session = Session(desk.store.read(place))
        if session.start:
            return session
    raise NotFound(
        f"There is no session with {client.name} yet.", f'Start one: clientcare session start {word} "TITLE"'
    )


def fits(session: Session, word: str) -> bool:
    """Whether `word` is a part of the session's client, title or identifier."""
    wanted = word.casefold()
    return (
        session.thread.endswith(wanted)
        or wanted == session.place.folder.casefold()
        or wanted in session.client_name.casefold()
        or wanted in session.title.casefold()
    )


def _list(sessions: Iterable[Session]) -> str:
    return ", ".join(f"{one.client_name} '{one.title}' ({one.place.short})" for one in sessions)


def client_in(desk: Desk, folder: str) -> Client:
    """The client of a folder. Raises NotFound."""
    from clientcare.domain.clients import read_client

    stored = desk.store.client(folder)
    if stored is None:
        raise UnknownClient(folder, ())
    return stored.read(lambda content: read_client(folder, content))


def clients(desk: Desk) -> tuple[Client, ...]:
    """All clients, by their folders."""
    return tuple(client_in(desk, folder) for folder in desk.store.folders())


def find_client(desk: Desk, word: str) -> Client:
    """The client that `word` names: the handle, the name or an alias, or any part of them that only one has.

    Raises UnknownClient with near handles, Conflict where several fit.
    """
    if desk.store.client(word.casefold()) is not None:
        return client_in(desk, word.casefold())
    wanted = _folded(word)
    everybody = clients(desk)
    exact = [client for client in everybody if wanted in _names(client)]
    fitting = exact or [client for client in everybody if any(wanted in name for name in _names(client))]
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        shown = ", ".join(f"{client.folder} ({client.name})" for client in fitting[:6])
        raise Conflict(f"'{word}' fits several clients: {shown}.", "Type more of the name, or the handle.")
    raise UnknownClient(word, _near(wanted, everybody))


def _folded(text: str) -> str:
    import unicodedata

    plain = unicodedata.normalize("NFKD", text.casefold().strip())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def _names(client: Client) -> tuple[str, ...]:
    return (client.folder.casefold(), _folded(client.name), *(_folded(alias) for alias in client.aliases))


def _near(wanted: str, everybody: Iterable[Client]) -> tuple[str, ...]:
    import difflib

    by_name = {name: client.folder for client in everybody for name in _names(client)}
    found = difflib.get_close_matches(wanted, by_name, n=3, cutoff=0.6)
    return tuple(dict.fromkeys(by_name[name] for name in found))
