"""Taking part: who works in a session now, and who is answerable for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from clientcare.domain.entries import Entered


class Paused(NamedTuple):
    """A session of mine that was paused for another one."""

    thread: str
    client_name: str
    title: str


class TakingPart(NamedTuple):
    """An acknowledged change: who leads the session now, who takes part, and what was paused for it."""

    entered: Entered
    lead: str
    people: tuple[str, ...]
    paused: Paused | None = None
