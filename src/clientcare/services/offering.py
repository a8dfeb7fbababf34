"""Names that can be typed now: what completion offers, each with a word of explanation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientcare.domain.records import WALKED
from clientcare.domain.team import read_member
from clientcare.services.clients import readable
from clientcare.services.finding import open_threads

if TYPE_CHECKING:
    from clientcare.desk import Desk


def clients(desk: Desk) -> tuple[tuple[str, str], ...]:
    """The handles of the clients that are not set aside, with their names."""
    return tuple((client.short, client.name) for client in readable(desk)[0] if client.listed)


def sessions(desk: Desk) -> tuple[tuple[str, str], ...]:
    """The open sessions and procedures of everybody, by their last four characters."""
    return _open(desk, *WALKED)


def procedures(desk: Desk) -> tuple[tuple[str, str], ...]:
    """The open procedures, likewise."""
    return _open(desk, "procedure")


def _open(desk: Desk, *sorts: str) -> tuple[tuple[str, str], ...]:
    return tuple(
        (one.place.short, f"{one.client_name}, {one.title} ({one.lead})") for one in open_threads(desk, *sorts)
    )


def members(desk: Desk) -> tuple[tuple[str, str], ...]:
    """The handles of the members who have not left, with their names."""
    found = []
    for handle in desk.store.members():
        stored = desk.store.member(handle)
        member = read_member(handle, stored.content) if stored else None
        if member and not member.retired:
            found.append((handle, member.name))
    return tuple(found)


def guides(desk: Desk) -> tuple[tuple[str, str], ...]:
    """The names of the guides, with their titles."""
    return tuple((one.guide.name, one.guide.title) for one in desk.library.listing().guides if not one.hidden_by)
