"""Members as they are listed and shown, and what became of a change to one."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from clientcare.domain.briefings import Promise, SessionLine
    from clientcare.domain.team import Member


class Team(NamedTuple):
    """The members, and what is wrong with the files of those that cannot be read."""

    members: tuple[Member, ...]
    faults: tuple[str, ...] = ()


class MemberSheet(NamedTuple):
    """One member and the sessions that they have open."""

    member: Member
    open: tuple[SessionLine, ...]


class MemberChange(NamedTuple):
    """What became of a change: what was done, in a few words each; nothing where all was so already."""

    member: Member
    what: tuple[str, ...]


class Retirement(NamedTuple):
    """A member who left. What was handed over, and to whom (empty where there was nothing)."""

    member: Member
    to: str
    sessions: tuple[SessionLine, ...]
    promises: tuple[Promise, ...]
