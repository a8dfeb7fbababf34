"""How procedures are shown: what began, the listing with what is overdue and with whom, one whole, and its close."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientcare.domain.answers import said_so
from clientcare.domain.ownership import say_role
from clientcare.domain.times import say_moment
from clientcare.views.rows import dotted, row
from clientcare.views.sessions import mark
from clientcare.views.view import Look, View, clean, style

if TYPE_CHECKING:
    from collections.abc import Iterable

    from clientcare.domain.procedures import (
        PendingStep,
        ProcedureClosed,
        ProcedureLine,
        ProcedureReport,
        ProcedureStarted,
    )
    from clientcare.domain.walk_reports import StepView


def say_late(minutes: int) -> str:
    """How long something is overdue, in its largest unit: "25 minutes", "3 hours", "2 days"."""
    for unit, length in (("day", 1440), ("hour", 60)):
        if minutes >= length:
            return _counted(minutes // length, unit)
    return _counted(minutes, "minute")


def _counted(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"


def with_whom(one: PendingStep) -> str:
    """Whose a step is: the role with those who have it, or who began the procedure."""
    members = ", ".join(one.members)
    if not one.owner:
        return members
    return f"{say_role(one.owner)} ({members or 'nobody has this role'})"


def step_line(one: PendingStep, look: Look) -> str:
    """A step that is to come: when it is due, or by how much it is overdue, and with whom it is."""
    when = f"due {say_moment(one.due)}" if one.due else ""
    if one.overdue and one.due:
        when = f"overdue by {say_late(one.late)}, since {say_moment(one.due)}"
    waits = "waits for other steps" if one.waits else ""
    sign = style("!", "bad", look) if one.overdue else " "
    return f"{sign} {one.n:>2}  {dotted(look, one.name, when, with_whom(one), waits)}"


def _head(one: ProcedureLine, look: Look) -> str:
    far = f"{one.done} of {one.steps} steps" if one.steps else ""
    state = far if one.state == "open" else one.state
    what = dotted(look, one.client_name, one.title, state, one.lead)
    return f"{mark(one.state, look)} {style(what, 'bold', look)}  {one.thread[-4:]}"


def _list(lines: tuple[ProcedureLine, ...], look: Look) -> Iterable[str]:
    if not lines:
        yield "No procedures."
    for one in lines:
        yield _head(one, look)
        first = one.due_first
        yield from (
            f"  {step_line(step, look)}" for step in one.pending if step.overdue or not step.waits or step is first
        )


def of_mine(lines: tuple[ProcedureLine, ...], me: str, look: Look) -> Iterable[str]:
    """What `status` says of procedures: the steps that I am late with, and how many there are."""
    late = [(one, step) for one in lines for step in one.overdue if me in step.members]
    if late:
        yield style("Overdue", "bold", look)
    for one, step in late[:10]:
        sign = style("!", "bad", look)
        yield f"{sign} {dotted(look, step.name, one.client_name, one.title, say_late(step.late))}  {one.thread[-4:]}"
    count = f"{_counted(len(lines), 'procedure')} of yours {'is' if len(lines) == 1 else 'are'} open"
    yield f"{style('◇' if look.symbols else 'o', 'accent', look)} {count}: clientcare procedure list --mine"


def line_row(one: ProcedureLine) -> tuple[object, ...]:
    """The plain columns of a procedure; then those of the step that is due first, or next."""
    first = one.due_first or next(iter(one.pending), None)
    step = (first.id, first.owner, ",".join(first.members), first.due, first.overdue) if first else ("",) * 5
    head = (one.thread, one.folder, one.client_name, one.title, one.guide, one.lead, one.state)
    return (*head, one.started, one.ended, one.done, one.steps, *step)


def _started(result: ProcedureStarted, look: Look) -> Iterable[str]:
    one = result.procedure
    yield _head(one, look)
    if result.from_title:
        yield from row("From", f"the session '{result.from_title}'", look)
    for need in result.unmet:
        yield from row("Needs", f"not met: {need}", look)
    yield from row("Guide", f"{result.guide_title}: {_counted(result.questions, 'question')}", look)
    yield from (step_line(step, look) for step in one.pending)
    yield f"  clientcare procedure next {one.thread[-4:]}"


def _step(one: StepView, look: Look) -> Iterable[str]:
    asked = [ask for ask in one.questions if ask.field in one.answers]
    status = "not done yet" if one.status == "open" else one.status
    when = f"{say_moment(one.at)}, {one.by}" if one.at else ""
    due = ""
    if one.due:
        due = f"{'OVERDUE since' if one.overdue else 'due'} {say_moment(one.due)}"
    owner = f"for the {say_role(one.owner)}" if one.owner else ""
    yield from row(f"{one.n}", dotted(look, one.name, status, one.reason, when, due, owner), look)
    for ask in asked:
        said = said_so(ask, one.answers[ask.field]) or "left open"
        yield from row("", f"{ask.prompt or ask.field}: {said}", look)


def _human(one: ProcedureReport, look: Look) -> Iterable[str]:
    title = dotted(look, one.client_name, one.title, one.guide_title, one.state)
    yield f"{mark(one.state, look)} {style(title, 'bold', look)}  {one.thread[-4:]}"
    yield from row("Began", dotted(look, say_moment(one.started) if one.started else "", one.lead), look)
    yield from row("Told by", one.instructed_by, look)
    yield from row("From", f"session {one.from_session[-4:]}" if one.from_session else "", look)
    yield from row("Ended", say_moment(one.ended) if one.ended else "", look)
    yield from row("Result", one.result, look)
    yield from row("Why", one.reason, look)
    for step in one.steps:
        yield from _step(step, look)
    for need, answer in one.requirements.items():
        yield from row("Needed", f"{need}: {answer}", look)
    for outcome, answer in one.outcomes.items():
        yield from row("Outcome", f"{outcome}: {answer}", look)
    if one.override:
        yield from row("Override", f"{one.override} (not met: {', '.join(one.unmet)})", look)
    for access in one.accesses:
        yield from row("Access", f"{access.what}: {'given back' if access.returned else 'STILL LENT'}", look)
    for about, consent in one.consents.items():
        yield from row(about.capitalize(), dotted(look, consent.answer, consent.who), look)
    for note in one.notes:
        yield from row(f"Note {note.number}", dotted(look, note.text, note.by, say_moment(note.at)), look)
    for attached in one.attachments:
        yield from row("Attached", attached.path, look)
    for promise in one.follow_ups:
        kept = "done" if promise.done else "open"
        yield from row("Follow-up", dotted(look, say_moment(promise.due), promise.who, promise.text, kept), look)
    for path in one.documents:
        yield from row("Document", f"clients/{one.folder}/{path}", look)
    for oddity in one.oddities:
        yield f"{style('!', 'warn', look)} {clean(oddity.name)}: {oddity.state}"


def _plain(one: ProcedureReport) -> Iterable[tuple[object, ...]]:
    for field, value in one._asdict().items():
        if value is None or isinstance(value, (str, int)) or hasattr(value, "isoformat"):
            yield (field, value)
    for step in one.steps:
        yield ("step", step.n, step.id, step.status, step.owner, step.due, step.by, step.at, step.reason)
        yield from (("answer", step.id, field, said) for field, said in step.answers.items())
    for note in one.notes:
        yield ("note", note.number, note.at, note.by, note.sort, note.text)


def _closed(closed: ProcedureClosed, look: Look) -> Iterable[str]:
    square = style("■" if look.symbols else "#", "accent", look)
    ended = say_moment(closed.ended) if closed.ended else ""
    yield f"{square} {dotted(look, f'Closed {ended}', closed.client_name, closed.title)}  {closed.thread[-4:]}"
    if closed.document:
        yield f"  {clean(closed.document)}"
    for outcome in closed.outcomes:
        if outcome.answer == "no":
            yield f"{style('!', 'warn', look)} {clean(outcome.name)}: no. {clean(outcome.why)}".rstrip()
    unasked = [outcome.name for outcome in closed.outcomes if outcome.answer == "not asked"]
    yield from row("Not asked", ", ".join(unasked), look)
    yield from row("Not gone through", ", ".join(closed.left), look)
    if closed.follow_up and not closed.follow_up.done:
        tick = style("✓" if look.symbols else "+", "good", look)
        yield f"{tick} Follow-up {say_moment(closed.follow_up.due)}, {closed.follow_up.who}"
    if closed.masked:
        yield f"{style('!', 'warn', look)} {_counted(closed.masked, 'secret')} masked before saving"
    for trouble in closed.trouble:
        yield f"{style('!', 'bad', look)} {clean(trouble)}"
    if closed.late:
        came = f"{closed.late} entries came in while you closed"
        yield f"{style('!', 'warn', look)} {came}: clientcare procedure show {closed.thread[-4:]}"
    if closed.later:
        yield f"  {closed.later}"


def _closed_plain(closed: ProcedureClosed) -> Iterable[tuple[object, ...]]:
    yield (closed.thread, closed.folder, closed.title, closed.started, closed.ended, closed.result, closed.document)


PROCEDURE_STARTED = View(
    "procedure-start/1",
    lambda result, look: list(_started(result, look)),
    lambda result: [line_row(result.procedure)],
    lambda result: [result.procedure.thread],
)
PROCEDURES = View(
    "procedures/1",
    lambda lines, look: list(_list(lines, look)),
    lambda lines: [line_row(one) for one in lines],
    lambda lines: [one.thread for one in lines],
)
PROCEDURE = View("procedure/1", lambda one, look: list(_human(one, look)), _plain, lambda one: [one.thread])
PROCEDURE_CLOSED = View(
    "procedure-close/1", lambda closed, look: list(_closed(closed, look)), _closed_plain, lambda closed: [closed.thread]
)
