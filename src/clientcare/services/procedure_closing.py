"""Closing a procedure: its gates are asked and its outcomes put on record; there are no hours and no bill."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientcare.domain.closings import judge, steps_left
from clientcare.domain.documents import documents_of
from clientcare.domain.procedures import ProcedureClosed
from clientcare.services.closing import gates_on_record, promised
from clientcare.services.entries import draft, with_drafts
from clientcare.services.finishing import Plan, filed
from clientcare.services.moments import happened
from clientcare.services.procedures import open_one
from clientcare.services.walking import walk_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from clientcare.desk import Desk


def close(
    desk: Desk,
    *,
    procedure: str = "",
    result: str = "",
    at: str = "",
    follow_up: str = "",
    outcomes: Mapping[str, str] | None = None,
    override: str = "",
) -> ProcedureClosed:
    """Close the procedure that is named, or the only one that I have begun. `outcomes` are "yes" or "no" by their id.

    A step that may not be left out and was not gone through holds the close back as a gate does. Nothing is written
    before everything is checked. Raises GatesUnmet without `override`, Conflict where somebody closed it first,
    HeldBack.
    """
    found = open_one(desk, procedure)
    here = walk_of(desk, found)
    end = happened(desk, found, at)
    promise = promised(desk, found, follow_up)
    fields = {"solution": result.strip() or found.solution, "start": found.started, "end": end}
    drafted = draft(desk, found, "close", fields, at=end, ordinal=found.closes + 1)
    judged = judge(here.guide.outcomes, with_drafts(desk, found, drafted, promise), desk.me, outcomes or {})
    gates = gates_on_record(found, (*judged, *steps_left(here)), override)
    gates["outcomes"] = {one.id: one.answer for one in judged}
    final = draft(desk, found, "close", {**fields, **gates}, at=end, ordinal=found.closes + 1)
    done = filed(desk, Plan(found, final, promise, judged))
    closed = done.session
    documents = [one.get("path") for one in documents_of(closed, "procedure")]
    return ProcedureClosed(
        closed.thread,
        closed.place.folder,
        closed.client_name,
        closed.title,
        closed.started,
        closed.ended,
        closed.solution,
        judged,
        tuple(one.step.name for one in here.steps if not one.through),
        str(closed.closing.get("override")) if closed.closing else "",
        closed.follow_up,
        desk.store.shown(closed.place.folder, documents[-1]) if documents else "",
        done.masked,
        sum(closed.is_late(record) for record in closed.records),
        done.trouble,
        done.later,
    )
