"""The members of the team that can be asked for something: those who are still there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientcare.domain.errors import NotFound
from clientcare.services.team import everybody, member

if TYPE_CHECKING:
    from clientcare.desk import Desk
    from clientcare.domain.team import Member


def members(desk: Desk) -> tuple[Member, ...]:
    """All active members whose files can be read."""
    return tuple(one for one in everybody(desk).members if not one.retired)


def colleague(desk: Desk, word: str) -> Member:
    """The active member that `word` names, by handle or any part of the name that only one has.

    Raises NotFound, for one who has left the team too, and Conflict where several fit.
    """
    found = member(desk, word)
    if found.retired:
        raise NotFound(f"{found.name} ({found.handle}) has left the team.", "See: clientcare team list")
    return found
