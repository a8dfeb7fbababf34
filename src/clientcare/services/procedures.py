"""Procedures: begin one, list what is open and what is overdue with whom, show one, cancel one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientcare.domain.asks import Ask, Missing
from clientcare.domain.claims import doubled
from clientcare.domain.errors import ClientcareError, Conflict, InvalidFile, NotFound, Unreachable, Usage
from clientcare.domain.procedures import (
    Procedure,
    ProcedureLine,
    ProcedureReport,
    ProcedureStarted,
    concerns,
    pending,
)
from clientcare.domain.sessions import fold, running
from clientcare.domain.summaries import Wanted
from clientcare.domain.tables import near
from clientcare.domain.walk_reports import step_view
from clientcare.services import corrections, participation
from clientcare.services.documents import attempted, left_behind
from clientcare.services.entries import enter
from clientcare.services.finding import find_client, fitting_one, folders_of, mine, named, read_at
from clientcare.services.finding_past import by_identifier, newest_of
from clientcare.services.finishing import finish_left
from clientcare.services.keeping import client_as_typed
from clientcare.services.listing import summaries
from clientcare.services.moments import happened
from clientcare.services.starting import WHICH_CLIENT, begun, checked_title, planned
from clientcare.services.walking import walk_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from clientcare.desk import Desk
    from clientcare.domain.entries import Entered
    from clientcare.domain.participation import TakingPart
    from clientcare.domain.procedures import PendingStep
    from clientcare.domain.sessions import Session

STATES = ("open", "closed", "cancelled")
WHICH_GUIDE = Ask("guide", "Which guide?", option="GUIDE")


def opened(desk: Desk) -> tuple[Procedure, ...]:
    """The open procedures of all, oldest first. What a crash left of a close or of a page is finished by the way."""
    found = [read_at(desk, place) for place in desk.store.open_threads() if place.sort == "procedure"]
    for one in found:
        if one.closing:
            finish_left(desk, one)
        elif left_behind(desk, one):
            attempted(desk, one)
    return tuple(one for one in found if isinstance(one, Procedure) and one.start and one.is_open)


def meant(desk: Desk, word: str = "") -> Procedure:
    """The procedure that `word` names: of those that are open, by identifier, or a client's newest; else the only one
    that I have begun. Raises NotFound, Conflict where several fit, Usage for a session.
    """
    everything = opened(desk)
    if not word.strip():
        own = [one for one in everything if one.lead == desk.me.handle]
        if len(own) == 1:
            return own[0]
        raise NotFound(
            "You have several procedures open." if own else "You have no procedure open.",
            "Name it: clientcare procedure list",
        )
    found = fitting_one(everything, word) or by_identifier(desk, word.strip().casefold())
    found = found or newest_of(desk, word, everything, "procedure")
    if not isinstance(found, Procedure):
        raise Usage(f"'{found.title}' is a session.", f"See: clientcare session show {found.place.short}")
    return found


def open_one(desk: Desk, word: str) -> Procedure:
    """As `meant`. Raises Conflict for one that is closed."""
    found = meant(desk, word)
    if found.closing:
        raise Conflict(
            f"'{found.title}' is {found.state} already, by {found.closing.by}.",
            f"See: clientcare procedure show {found.place.short}",
        )
    return found


# -- begin and cancel ------------------------------------------------------------------------------------------------


def start(
    desk: Desk,
    *,
    guide: str = "",
    client: str = "",
    title: str = "",
    session: str = "",
    instructed_by: str = "",
    at: str = "",
    requirements: Mapping[str, str] | None = None,
    override: str = "",
) -> ProcedureStarted:
    """Begin a procedure. Where `session`, or else my running session, is with that client, it is put on record that the
    procedure began there, in both.

    Raises Missing for guide and client, UnknownClient with near names, Usage for a session's guide and for a session
    with another client, HeldBack, and GateNotMet as the start of a session does.
    """
    asks = [ask for ask, given in ((WHICH_GUIDE, guide), (WHICH_CLIENT, client)) if not given.strip()]
    if asks:
        raise Missing(asks)
    found = client_as_typed(desk, client)
    begins = happened(desk, None, at)
    came_from = _came_from(desk, session, found.folder, begins)
    fields = {"from-session": came_from.thread if came_from else "", "instructed-by": _instructor(desk, instructed_by)}
    if title.strip():
        fields["title"] = checked_title(title)
    plan = planned(desk, "procedure", found, guide, fields, at=begins, requirements=requirements, override=override)
    desk.store.keep_guide(plan.guide)
    procedure = Procedure(begun(desk, plan).known)
    if came_from:
        told = {"began": procedure.thread, "guide": procedure.guide, "title": procedure.title}
        enter(desk, came_from, "procedure", told)
    here = walk_of(desk, procedure)
    return ProcedureStarted(
        _line(desk, procedure, _holders(desk)),
        here.guide.title,
        len(here.questions_left),
        came_from.title if came_from else "",
        tuple(procedure.start.get("unmet", ())) if procedure.start else (),
    )


def _came_from(desk: Desk, word: str, folder: str, begins: datetime) -> Session | None:
    if not word:
        at_work = running(mine(desk), desk.me.handle)
        if not (at_work and at_work.started and folder):
            return None
        return at_work if at_work.place.folder == folder and at_work.started <= begins else None
    found = named(desk, word)
    if found.place.sort != "session":
        raise Usage(f"'{found.title}' is a procedure.", "Name the session from which it is started.")
    if folder and found.place.folder != folder:
        raise Usage(f"'{found.title}' is a session with {found.client_name}.", "Name one with the same client.")
    return found


def _instructor(desk: Desk, word: str) -> str:
    if not word:
        return ""
    from clientcare.services.colleagues import colleague

    return colleague(desk, word).handle


def cancel(desk: Desk, *, procedure: str = "", reason: str = "") -> Entered:
    """End a procedure that was begun by mistake, or that nobody needs any more. Raises Missing, Conflict."""
    return corrections.cancel(desk, session=open_one(desk, procedure).thread, reason=reason)


def reopen(desk: Desk, *, procedure: str, reason: str = "") -> Entered:
    """Open a closed procedure again; it needs a new close. Raises Missing for the reason, Conflict."""
    return corrections.reopen(desk, session=meant(desk, procedure).thread, reason=reason)


def hand_over(desk: Desk, *, procedure: str, member: str, text: str = "") -> TakingPart:
    """Make another member answerable for a procedure that I am answerable for. Raises as for a session."""
    return participation.hand_over(desk, member=member, text=text, session=open_one(desk, procedure).thread)


# -- list and show ---------------------------------------------------------------------------------------------------


def listed(
    desk: Desk,
    *,
    client: str = "",
    state: str = "open",
    own: bool = False,
    overdue: bool = False,
    most: int = 50,
) -> tuple[ProcedureLine, ...]:
    """Procedures: those that are overdue first, the longest overdue before the others, then the newest.

    `own` are those that I began or have to take a step of. Raises Usage for an unknown state.
    """
    if state not in STATES:
        likely, states = near(state, STATES), ", ".join(STATES)
        raise Usage(
            f"There is no state '{state}'.", f"Did you mean {likely}?" if likely else f"It is one of: {states}."
        )
    if most < 1:
        raise Usage(f"--most {most} would list nothing.", "Give a number from 1 on.")
    folders = folders_of(desk, find_client(desk, client)) if client else ()
    holders = _holders(desk)
    found = (one for one in _in_state(desk, state, folders, most) if not folders or one.place.folder in folders)
    lines = (_line(desk, one, holders) for one in found)
    wanted = (one for one in lines if (not own or concerns(one, desk.me.handle)) and (not overdue or one.overdue))
    return tuple(sorted(wanted, key=lambda one: _urgency(one, desk.now()))[:most])


def _urgency(line: ProcedureLine, now: datetime) -> tuple[float, float]:
    first = min((one.due for one in line.overdue if one.due), default=now)
    return first.timestamp(), -(line.started or now).timestamp()


def _in_state(desk: Desk, state: str, folders: tuple[str, ...], most: int) -> Iterable[Procedure]:
    if state == "open":
        return opened(desk)
    wanted = Wanted(folders, state=state, most=most, sort="procedure")
    found = (fold(desk.store.read(one.place)) for one in summaries(desk, wanted))
    return (one for one in found if isinstance(one, Procedure))


def _line(desk: Desk, procedure: Procedure, holders: Mapping[str, tuple[str, ...]]) -> ProcedureLine:
    """A procedure as listings show it; without its steps where its guide cannot be read."""
    try:
        here = walk_of(desk, procedure)
    except (NotFound, InvalidFile, Unreachable):
        through: list[bool] = []
        left: tuple[PendingStep, ...] = ()
    else:
        through = [one.through for one in here.steps]
        left = pending(here, procedure.lead, holders, desk.now()) if procedure.is_open else ()
    return ProcedureLine(
        procedure.thread,
        procedure.place.folder,
        procedure.client_name,
        procedure.title,
        procedure.guide,
        procedure.lead,
        procedure.state,
        procedure.started,
        procedure.ended,
        sum(through),
        len(through),
        left,
        procedure.from_session,
    )


def _holders(desk: Desk) -> Mapping[str, tuple[str, ...]]:
    """The members who have each role, by their handles; none where the team cannot be read now."""
    from clientcare.services.team import listed as team

    try:
        members = team(desk).members
    except ClientcareError:
        return {}
    roles = {role for one in members for role in one.roles}
    return {role: tuple(one.handle for one in members if role in one.roles) for role in roles}


def shown(desk: Desk, *, procedure: str = "") -> ProcedureReport:
    """Everything that the records of a procedure add up to now. Raises NotFound, Unreachable."""
    found = meant(desk, procedure)
    away = desk.store.keeping().away
    if away:
        raise Unreachable(away, "It can be shown when the share is back. What is open: clientcare procedure list")
    now = desk.now()
    here = walk_of(desk, found)
    closing = found.closing
    return ProcedureReport(
        thread=found.thread,
        folder=found.place.folder,
        client=found.client,
        client_name=found.client_name,
        title=found.title,
        state=found.state,
        lead=found.lead,
        people=found.people,
        instructed_by=found.instructed_by,
        from_session=found.from_session,
        started=found.started,
        ended=found.ended,
        guide=found.guide,
        guide_title=here.guide.title,
        guide_digest=found.guide_digest,
        result=found.solution,
        reason=str(closing.get("reason")) if closing else "",
        requirements=found.requirements,
        outcomes=found.outcomes,
        override=str(closing.get("override")) if closing else "",
        unmet=tuple(closing.get("unmet", ())) if closing else (),
        steps=tuple(step_view(one, now) for one in here.steps),
        pending=pending(here, found.lead, _holders(desk), now) if found.is_open else (),
        notes=found.notes,
        attachments=found.attachments,
        accesses=found.accesses,
        consents=found.consents,
        follow_ups=found.follow_ups,
        documents=tuple({record.get("what"): record.get("path") for record in found.of_kind("document")}.values()),
        oddities=found.oddities,
        entries=len(found.records),
        doubled=doubled(found.records),
    )
