"""One session, whole, as `session show` answers it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientcare.domain.claims import doubled
from clientcare.domain.errors import NotFound, Unreachable, Usage
from clientcare.domain.reports import BillReport, SessionReport
from clientcare.domain.sessions import fold, running
from clientcare.services.finding import mine, named

if TYPE_CHECKING:
    from clientcare.desk import Desk
    from clientcare.domain.sessions import Session


def shown(desk: Desk, *, session: str = "") -> SessionReport:
    """The session that `session` names, or my running one, or the one I had last. Raises NotFound, Unreachable."""
    found = readable(desk, session)
    if found.place.sort == "procedure":
        raise Usage(f"'{found.title}' is a procedure.", f"See: clientcare procedure show {found.place.short}")
    return report(desk, found)


def readable(desk: Desk, word: str = "") -> Session:
    """The session that a word names, as `shown` finds it, with all that it says. Raises NotFound, Unreachable."""
    found = named(desk, word) if word else _latest(desk)
    away = desk.store.keeping().away
    if away:
        raise Unreachable(away, "It can be shown when the share is back. Where you stand: clientcare status")
    return found


def _latest(desk: Desk) -> Session:
    handle = desk.me.handle
    my = mine(desk)
    if my:
        return running(my, handle) or my[-1]
    from clientcare.domain.summaries import Wanted
    from clientcare.services.listing import LOOK_BACK, summaries

    recent = summaries(desk, Wanted(month=desk.now() - LOOK_BACK, member=handle))
    had = [one for one in recent if handle in one.members]
    if not had:
        raise NotFound("You had no session in the last year.", 'Start one: clientcare session start CLIENT "TITLE"')
    latest = max(had, key=lambda one: (one.last_filed, one.thread))
    return fold(desk.store.read(latest.place))


def report(desk: Desk, session: Session) -> SessionReport:
    """Everything that the records of a session add up to now."""
    from clientcare.domain.procedures import begun_from

    now = desk.now()
    spans = {handle: tuple(stretches) for handle, stretches in session.spans_by_member().items()}
    bill = session.bill
    return SessionReport(
        thread=session.thread,
        folder=session.place.folder,
        client=session.client,
        client_name=session.client_name,
        title=session.title,
        mode=session.mode,
        state=session.state,
        lead=session.lead,
        people=session.people,
        problem=session.problem,
        scope=session.scope,
        planned=session.planned,
        started=session.started,
        ended=session.ended,
        spans=spans,
        worked=session.worked(now),
        paused=session.paused(now),
        travel=session.travel(now),
        billable=session.billable,
        no_charge=session.no_charge,
        solution=session.solution,
        resolved=session.resolved,
        requirements=session.requirements,
        outcomes=session.outcomes,
        override=str(session.closing.get("override")) if session.closing else "",
        guide=session.guide,
        guide_digest=session.guide_digest,
        steps=tuple(step._replace(answers=step.said) for step in session.steps),
        notes=session.notes,
        parts=session.parts,
        attachments=session.attachments,
        options=session.options,
        accesses=session.accesses,
        consents=session.consents,
        estimate=session.estimate,
        follow_ups=session.follow_ups,
        bill=BillReport(bill.state, bill.number, bill.invoice, bill.attempts),
        documents=tuple({record.get("what"): record.get("path") for record in session.of_kind("document")}.values()),
        oddities=session.oddities,
        entries=len(session.records),
        doubled=doubled(session.records),
        procedures=begun_from(session),
    )
