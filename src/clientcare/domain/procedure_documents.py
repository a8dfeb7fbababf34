"""A procedure as its document tells it: what was asked and answered, by whom and when, what was left out."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from clientcare.domain import document_casework as casework
from clientcare.domain import document_ends as ends
from clientcare.domain.document_events import corrections, events
from clientcare.domain.documents import Event, Fact
from clientcare.domain.procedures import Procedure
from clientcare.domain.session_documents import begun
from clientcare.domain.telling import Telling

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime, tzinfo

    from clientcare.domain.documents import Correction, FileLink, NoteText, PromiseLine, StepLine
    from clientcare.domain.guides import Guide
    from clientcare.domain.sessions import Session


class ProcedureDocument(NamedTuple):
    """What a procedure's document says. `state` is "open", "closed" or "cancelled"; `course` is every step that was
    taken, in the order of the record.
    """

    thread: str
    client: str
    title: str
    state: str
    facts: tuple[Fact, ...]
    result: str
    cancelled: str
    guide: str
    steps: tuple[StepLine, ...]
    outcomes: tuple[Fact, ...]
    override: str
    follow_ups: tuple[PromiseLine, ...]
    notes: tuple[NoteText, ...]
    consents: tuple[Fact, ...]
    accesses: tuple[Fact, ...]
    attachments: tuple[FileLink, ...]
    course: tuple[Event, ...]
    events: tuple[Event, ...]
    corrections: tuple[Correction, ...]
    unread: tuple[str, ...]
    doubled: tuple[str, ...]


def procedure_document(
    session: Session, guide: Guide | None, names: Mapping[str, str], zone: tzinfo
) -> ProcedureDocument:
    """What the document of a procedure says; `guide`, `names` and `zone` are as in `session_document`."""
    procedure = Procedure(session.known)
    start = begun(procedure, zone)
    tell = Telling(names, zone, start.date(), procedure.ended or procedure.last_at or start)
    cancelled = procedure.closing.get("reason") if procedure.closing and procedure.state == "cancelled" else ""
    return ProcedureDocument(
        thread=procedure.thread,
        client=procedure.client_name,
        title=procedure.title,
        state=procedure.state,
        facts=tuple(fact for fact in _facts(procedure, start, tell) if fact.text),
        result=procedure.solution,
        cancelled=cancelled,
        guide=casework.guide_name(procedure, guide),
        steps=casework.steps(procedure, guide, tell),
        outcomes=ends.outcomes(procedure, guide),
        override=ends.override(procedure, guide),
        follow_ups=ends.follow_ups(procedure, tell),
        notes=casework.notes(procedure, tell),
        consents=casework.consents(procedure, tell),
        accesses=casework.accesses(procedure, tell),
        attachments=casework.attachments(procedure, tell),
        course=tuple(_course(procedure, guide, tell)),
        events=events(procedure, tell),
        corrections=corrections(procedure, tell),
        unread=ends.unread(procedure),
        doubled=ends.taken_twice(procedure, tell),
    )


def _facts(procedure: Procedure, start: datetime, tell: Telling) -> Iterator[Fact]:
    yield Fact("Begun by", tell.name(procedure.lead_at_start))
    yield Fact("Answerable", tell.name(procedure.lead) if procedure.lead != procedure.lead_at_start else "")
    yield Fact("Told to by", tell.name(procedure.instructed_by))
    others = (handle for handle in procedure.people if handle != procedure.lead_at_start)
    yield Fact("With", tell.people(others))
    yield Fact("Start", tell.moment(start))
    yield Fact("End", tell.moment(procedure.ended))
    yield Fact("From session", procedure.from_session[-4:])


def _course(procedure: Procedure, guide: Guide | None, tell: Telling) -> Iterator[Event]:
    """Every answer as it was given then, also one that another replaced since."""
    steps = {step.id: step for step in guide.steps} if guide else {}
    for entry in procedure.steps:
        step = steps.get(entry.step)
        given = casework.answers(entry.said, step.asks if step else ())
        said = "; ".join(f"{one.label} {one.text}" for one in given)
        told = f", as told to by {tell.name(entry.instructed_by)}" if entry.instructed_by else ""
        text = f"{step.name if step else entry.step}: {entry.status}{told}"
        yield Event(tell.at(entry.at), tell.name(entry.by), ". ".join(one for one in (text, entry.reason, said) if one))
