"""What a technician must know at the start of a session, and where all of the shop stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from clientcare.domain.keeping import Keeping

if TYPE_CHECKING:
    from datetime import datetime

    from clientcare.domain.clients import Contact
    from clientcare.domain.keeping import Unplaced
    from clientcare.domain.procedures import ProcedureLine
    from clientcare.domain.weighing import Weighed


class SessionLine(NamedTuple):
    """One session in a listing. `minutes` are worked so far; `billing` is the state of its bill.

    `silent_since` is when something happened last, where the clock of an open session ran on for hours from then.
    """

    thread: str
    folder: str
    client_name: str
    title: str
    mode: str
    lead: str
    people: tuple[str, ...]
    started: datetime | None
    ended: datetime | None
    state: str
    minutes: int
    billing: str
    silent_since: datetime | None = None


class Promise(NamedTuple):
    """An open follow-up of a session."""

    thread: str
    folder: str
    client_name: str
    title: str
    due: datetime
    who: str
    text: str


class Briefing(NamedTuple):
    """A session that has begun, and what matters about its client now.

    It is not `complete` where the client's file cannot be read now.
    """

    session: SessionLine
    account: str
    contact: Contact | None
    facts: tuple[str, ...]
    last: tuple[SessionLine, ...]
    promises: tuple[Promise, ...]
    colleagues: tuple[SessionLine, ...]
    requirements: tuple[Weighed, ...]
    guide: str
    guide_title: str
    steps: int
    questions: int
    next_step: str
    paused: SessionLine | None
    complete: bool = True


class Standing(NamedTuple):
    """Where I stand: my sessions, what I promised, and what billing was not told. `running` is the one that runs.

    `keeping` is what is kept sealed on this machine; `unplaced` are entries that wait for their client. `procedures`
    are the open ones that I began or have to take a step of. Promises and bills are not looked at where the share is
    away.
    """

    me: str
    shop: str
    at: datetime
    running: SessionLine | None
    others: tuple[SessionLine, ...]
    promises: tuple[Promise, ...]
    unbilled: tuple[SessionLine, ...]
    tell_client: bool = False
    silent_since: datetime | None = None
    keeping: Keeping = Keeping()
    unplaced: tuple[Unplaced, ...] = ()
    procedures: tuple[ProcedureLine, ...] = ()
