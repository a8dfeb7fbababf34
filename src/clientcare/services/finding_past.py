"""Sessions and procedures that are not open any more: by their identifier, or a client's newest one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientcare.domain.errors import Conflict, InvalidFile, NotFound
from clientcare.domain.records import WALKED
from clientcare.domain.sessions import fold
from clientcare.services.finding import (
    SHORTEST,
    UnknownClient,
    closest,
    find_client,
    plain,
    read_at,
    threads_of,
    with_handle,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from clientcare.desk import Desk
    from clientcare.domain.sessions import Session

_STARTS = {"session": 'clientcare session start {} "TITLE"', "procedure": "clientcare procedure start GUIDE {}"}


def by_identifier(desk: Desk, wanted: str, sorts: tuple[str, ...] = WALKED) -> Session | None:
    """The session or procedure, open or not, whose identifier ends so; None where there is none. Raises Conflict."""
    if len(wanted) < SHORTEST or with_handle(desk, wanted):
        return None
    found = {place.thread: place for place in desk.store.threads(sorts=sorts) if place.thread.endswith(wanted)}
    if len(found) > 1:
        shown = ", ".join(f"{place.folder} {place.thread[-8:]}" for place in found.values())
        raise Conflict(f"'{wanted}' fits several {sorts[0]}s: {shown}.", "Use more characters of the identifier.")
    return next((read_at(desk, place) for place in found.values()), None)


def newest_of(desk: Desk, word: str, everything: Iterable[Session], sort: str = "session") -> Session:
    """The newest session, or procedure, of the client that `word` names.

    Raises NotFound with what comes close, of `everything` that is open or of the clients.
    """
    try:
        places = threads_of(desk, client := find_client(desk, word), sort)
    except InvalidFile:
        wanted = word.strip().casefold()
        if not with_handle(desk, wanted) or not any(desk.store.threads(wanted, (sort,))):
            raise
        places = desk.store.threads(wanted, (sort,))
    except UnknownClient as unknown:
        near = tuple(dict.fromkeys((*_near_threads(plain(word), everything), *unknown.near)))
        raise NotFound(
            f"There is no {sort} '{word}'.",
            f"Did you mean {' or '.join(near)}?" if near else f"See: clientcare {sort} list",
        ) from None
    for place in places:
        session = fold(desk.store.read(place))
        if session.start:
            return session
    raise NotFound(
        f"There is no {sort} with {client.name} yet.",
        f"Start one: {_STARTS[sort].format(client.short)}",
    )


def _near_threads(wanted: str, sessions: Iterable[Session]) -> tuple[str, ...]:
    """What to type for what is open and comes close."""
    by_name: dict[str, str] = {}
    for one in sessions:
        shown = f"{one.place.short} ({one.client_name} '{one.title}')"
        for name in (plain(one.client_name), plain(one.title), *plain(one.title).split(), one.place.short):
            by_name.setdefault(name, shown)
    return closest(wanted, by_name)
