"""The casework of a session as its document tells it: notes, options, consents, lent access, the guide, attachments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientcare.domain.answers import said_so
from clientcare.domain.documents import Event, Fact, FileLink, NoteText, OptionText, StepLine
from clientcare.domain.guides import Guide
from clientcare.domain.ownership import say_role
from clientcare.domain.times import say_minutes
from clientcare.domain.walk_steps import OPEN, Occasion, shown_answers
from clientcare.domain.walks import walk

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from clientcare.domain.asks import Ask
    from clientcare.domain.casework import Note
    from clientcare.domain.sessions import Session
    from clientcare.domain.telling import Telling
    from clientcare.domain.walk_steps import StepEntry, WalkStep

LATE = "late: whoever closed had not seen it"
ADDENDUM = "added after the close"
_CONSENTS: Mapping[str, str] = {"work": "Permission to work", "backup": "Backup"}


LONGEST_ON_PAGE = 20_000


def on_page(text: str) -> str:
    """A text as a page shows it: one that nobody reads to its end is cut there, and says where the rest is."""
    if len(text) <= LONGEST_ON_PAGE:
        return text
    return f"{text[:LONGEST_ON_PAGE]}…\n({len(text):,} characters in all; the record holds the whole text)"


def notes(session: Session, tell: Telling) -> tuple[NoteText, ...]:
    """The notes in order, with their newest text."""
    return tuple(
        NoteText(note.number, tell.at(note.at), tell.name(note.by), note.sort, on_page(note.text), tuple(_marks(note)))
        for note in session.notes
    )


def _marks(note: Note) -> Iterator[str]:
    if note.was:
        yield "amended" if len(note.was) == 1 else f"amended {len(note.was)} times"
    if note.out_of_scope:
        yield "outside of the agreed scope"
    if note.visible:
        yield "may be shown to the client"
    if note.late:
        yield LATE
    if note.addendum:
        yield ADDENDUM


def options(session: Session) -> tuple[OptionText, ...]:
    """The ways that were offered."""
    return tuple(
        OptionText(
            one.number,
            one.text,
            one.cost,
            one.consequence,
            f"chosen by {one.chosen_by or 'the client'}" if one.chosen else "",
        )
        for one in session.options
    )


def estimates(session: Session, tell: Telling) -> tuple[Event, ...]:
    """Every estimate, in order: the newest counts."""
    found = []
    for record in session.of_kind("estimate"):
        length = f"{say_minutes(record.get('minutes'))} in all" if record.get("minutes", 0) else "not possible yet"
        text = f"{length}: {record.get('text')}" if record.get("text") else length
        found.append(Event(tell.at(record.at), tell.name(record.by), text))
    return tuple(found)


def consents(session: Session, tell: Telling) -> tuple[Fact, ...]:
    """What the client said when asked before the work."""
    return tuple(
        Fact(
            _CONSENTS.get(about, about),
            f"{one.answer.replace('-', ' ')}{f' by {one.who}' if one.who else ''}"
            f" ({tell.at(one.at)}, {tell.name(one.by)})",
        )
        for about, one in session.consents.items()
    )


def accesses(session: Session, tell: Telling) -> tuple[Fact, ...]:
    """What access was lent, and whether it was given back."""
    return tuple(
        Fact(
            one.what,
            f"lent to {tell.name(one.lent_to)} {tell.at(one.at)}, "
            + (f"given back {tell.at(one.returned_at)}" if one.returned_at else "NOT given back"),
        )
        for one in session.accesses
    )


def guide_name(session: Session, guide: Guide | None) -> str:
    """What the guide is called, and whether its text could be read."""
    if not session.guide:
        return ""
    return guide.title if guide else f"{session.guide} (its text could not be read; steps are told by their ids)"


def steps(session: Session, guide: Guide | None, tell: Telling) -> tuple[StepLine, ...]:
    """Every step of the guide and what became of it, then entries for steps that the guide does not have."""
    opened = session.started.astimezone(tell.zone) if session.started else None
    here = walk(guide or Guide("", ""), session.steps, Occasion(opened))
    return (*(_step(one, tell) for one in here.steps), *(_strange(entry, tell) for entry in here.strange))


def _step(one: WalkStep, tell: Telling) -> StepLine:
    return StepLine(
        one.step.name,
        "not done" if one.status == OPEN else one.status,
        tell.name(one.by),
        tell.at(one.at) if one.at else "",
        one.reason,
        answers(shown_answers(one.answers, one.sensitive), one.step.asks),
        "; ".join(_terms(one, tell)),
    )


def _terms(one: WalkStep, tell: Telling) -> Iterator[str]:
    """Whose a step is, and when it was due."""
    if one.step.owner:
        yield f"for the {say_role(one.step.owner)}"
    if one.was_due:
        yield f"due {tell.moment(one.was_due)}{', done later' if one.missed else ''}"


def _strange(entry: StepEntry, tell: Telling) -> StepLine:
    return StepLine(
        entry.step,
        entry.status,
        tell.name(entry.by),
        tell.at(entry.at),
        entry.reason,
        answers(entry.said, ()),
    )


def answers(said: Mapping[str, str], asks: Iterable[Ask]) -> tuple[Fact, ...]:
    """Answers under the questions to which they were given, under their fields where those are not known."""
    asked = {ask.field: ask for ask in asks}
    found = []
    for field, answer in said.items():
        ask = asked.get(field)
        label, text = (ask.prompt or field, said_so(ask, answer)) if ask else (field, answer)
        found.append(Fact(label, text or "left open"))
    return tuple(found)


def attachments(session: Session, tell: Telling) -> tuple[FileLink, ...]:
    """The documents that were attached. Those that the privacy guard could not read say so."""
    records = {record.id: record for record in session.of_kind("attach")}
    found = []
    for one in session.attachments:
        about = [say_size(one.size), f"{tell.at(one.at)}, {tell.name(one.by)}"]
        if not one.was_read:
            about.append("not looked through for secrets")
        if session.is_late(records[one.id]):
            about.append(LATE)
        if session.is_addendum(records[one.id]):
            about.append(ADDENDUM)
        found.append(FileLink(one.name, one.path, "; ".join(about)))
    return tuple(found)


def say_size(size: int) -> str:
    """A size in bytes as people say it: "812 bytes", "24 KB", "1.2 MB"."""
    if size < 1000:
        return f"{size} bytes"
    return f"{size / 1000:.0f} KB" if size < 1_000_000 else f"{size / 1_000_000:.1f} MB"
