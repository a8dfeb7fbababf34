"""Closing a session: the documentation is completed, gates are asked, the follow-up is set, documents are made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clientcare.domain.asks import Missing
from clientcare.domain.closings import judge
from clientcare.domain.errors import Conflict, GateNotMet, Usage
from clientcare.services import billing
from clientcare.services.closing_questions import ending, missing
from clientcare.services.entries import draft, enter, with_drafts
from clientcare.services.finding import current, named
from clientcare.services.finishing import Plan, carried_out
from clientcare.services.moments import planned
from clientcare.services.walking import walk_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from clientcare.desk import Desk
    from clientcare.domain.closings import Closed, Judged
    from clientcare.domain.guides import Outcome
    from clientcare.domain.sessions import Session
    from clientcare.services.entries import Draft

TYPED_AT_THE_CLOSE = "typed-at-the-close"
"""The step under which the problem and the solution are kept that were typed at a close that did not come about."""


class GatesUnmet(GateNotMet):
    """Outcomes that must be reached before something is closed, and are not; `gates` are these."""

    def __init__(self, session: Session, gates: tuple[Judged, ...]) -> None:
        said = "; ".join(f"{one.name}: {one.why}" for one in gates)
        lent = any(one.check == "access-returned" for one in gates)
        see_to_it = "Given back? clientcare access returned. Else" if lent else "See to it, or"
        super().__init__(
            f"The {session.place.sort} cannot be closed yet. {said}",
            f'{see_to_it} say why it is closed all the same: --override "REASON"',
        )
        self.gates = gates


def close(
    desk: Desk,
    *,
    session: str = "",
    problem: str = "",
    solution: str = "",
    resolved: bool | None = None,
    at: str = "",
    follow_up: str = "",
    billable: str = "",
    no_charge: str = "",
    outcomes: Mapping[str, str] | None = None,
    override: str = "",
    bill: bool = False,
) -> Closed:
    """Close the running session, or the one that is named. `outcomes` are "yes" or "no" by their id.

    Nothing is written before everything is checked. Raises Missing for what the documentation lacks, GatesUnmet for
    a gate without `override`, GateNotMet where billing may not be told, Conflict where somebody closed it first,
    HeldBack.
    """
    found = open_one(desk, session)
    if bill and (resolved is not None or no_charge):
        billing.check_may_bill(desk, resolved=bool(resolved), no_charge=no_charge)
    plan = planned_close(
        desk,
        found,
        problem=problem,
        solution=solution,
        resolved=resolved,
        at=at,
        follow_up=follow_up,
        billable=billable,
        no_charge=no_charge,
        outcomes=outcomes or {},
        override=override,
        bill=bill,
    )
    return carried_out(desk, plan, bill=bill)


def open_one(desk: Desk, word: str) -> Session:
    """The open session to close. Raises Conflict where it is closed."""
    found = named(desk, word) if word else current(desk)
    if found.place.sort == "procedure":
        raise Conflict(f"'{found.title}' is a procedure.", f"Close it: clientcare procedure close {found.place.short}")
    if found.closing:
        raise Conflict(
            f"'{found.title}' is {found.state} already, by {found.closing.by}.",
            f"See: clientcare session show {found.place.short}",
        )
    return found


def planned_close(
    desk: Desk,
    session: Session,
    *,
    problem: str = "",
    solution: str,
    resolved: bool | None,
    at: str,
    follow_up: str = "",
    billable: str = "",
    no_charge: str = "",
    outcomes: Mapping[str, str],
    override: str = "",
    bill: bool = False,
) -> Plan:
    """Everything that the close will write, checked. Raises as `close` does."""
    solution = solution.strip() or session.solution
    asks = missing(desk, session, solution, resolved, at)
    if asks:
        raise Missing(asks)
    end = ending(desk, session, at)
    promise = promised(desk, session, follow_up)
    guide = walk_of(desk, session).guide
    fields = {
        "problem": problem.strip() or session.problem,
        "solution": solution,
        "start": session.started,
        "end": end,
        "resolved": resolved,
        "satisfied": _satisfied(guide.outcomes, outcomes),
        "billable": _billing_terms(billable, no_charge),
        "no-charge": no_charge.strip(),
    }
    drafted = draft(desk, session, "close", fields, at=end, ordinal=session.closes + 1)
    future = with_drafts(desk, session, drafted, promise)
    judged = judge(guide.outcomes, future, desk.me, outcomes)
    figures = {
        "worked": future.worked(end),
        "paused": future.paused(end),
        "travel": future.travel(end),
        "tell-billing": bill or None,
        **gates_on_record(session, judged, override),
    }
    final = draft(desk, session, "close", {**fields, **figures}, at=end, ordinal=session.closes + 1)
    return Plan(session, final, promise, judged)


def gates_on_record(session: Session, judged: tuple[Judged, ...], override: str) -> dict[str, Any]:
    """What a close says of outcomes and gates. Raises GatesUnmet for a gate that blocks it without an `override`."""
    blocking = tuple(one for one in judged if one.blocks)
    if blocking and not override.strip():
        raise GatesUnmet(session, blocking)
    return {
        "outcomes": {one.id: one.answer for one in judged},
        "unmet": tuple(one.id for one in blocking),
        "override": override.strip() if blocking else "",
    }


def _billing_terms(billable: str, no_charge: str) -> int | None:
    if billable and no_charge.strip():
        raise Usage("--billable and --no-charge cannot both be meant.", "Give one of them.")
    if not billable:
        return None
    from clientcare.domain.durations import parse_minutes

    return parse_minutes(billable)


def promised(desk: Desk, session: Session, typed: str) -> Draft | None:
    """The follow-up that a close sets; None for a word such as "none", and where it was promised for then already."""
    if not typed.strip() or typed.strip().casefold() in ("none", "no", "-"):
        return None
    due = planned(desk, typed)
    if any(not one.done and one.due == due for one in session.follow_ups):
        return None
    return draft(desk, session, "followup", {"due": due, "who": desk.me.handle})


def _satisfied(outcomes: tuple[Outcome, ...], answers: Mapping[str, str]) -> bool | None:
    said = [answers[outcome.id] for outcome in outcomes if outcome.check == "satisfied" and outcome.id in answers]
    return said[0] == "yes" if said else None


def keep_typed(desk: Desk, session: Session, *, problem: str, solution: str) -> bool:
    """Keep what was typed for a close that did not come about: the next close proposes it. Answers whether there was
    anything that is not on record yet.
    """
    answers = {"problem": problem.strip(), "solution": solution.strip()}
    changed = {field: text for field, text in answers.items() if text and text != getattr(session, field)}
    if changed:
        enter(desk, session, "step", {"step": TYPED_AT_THE_CLOSE, "status": "answered", "answers": changed})
    return bool(changed)
