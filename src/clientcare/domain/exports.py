"""What is handed out of a client's file: work for the client to keep, or everything for whoever may ask for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from clientcare.domain.document_casework import on_page
from clientcare.domain.session_documents import session_document
from clientcare.domain.times import say_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime, tzinfo

    from clientcare.domain.documents import Fact, Hours, PartLine
    from clientcare.domain.records import Record
    from clientcare.domain.sessions import Session

PURPOSES = ("client", "access-request")
FOLDER = "exports"
"""Below the client's folder: where exports lie that go nowhere else."""
_SHOWN = ("Held", "Led by", "With", "Start", "End", "Worked")
_NAMES_ANOTHER: Mapping[str, tuple[str, ...]] = {
    "start": ("client-name",),
    "arrived": ("client-name", "from"),
    "moved": ("to", "folder", "reason"),
    "placed": ("to", "folder"),
    "bill": ("to", "subject", "text", "heads"),
    "sent": ("detail", "where"),
    "document": ("path", "folder"),
}
"""By kind: the fields that name the client under whom a session was filed by mistake."""


class HandedNote(NamedTuple):
    """A note that the client may see."""

    at: str
    text: str


class HandedSession(NamedTuple):
    """A session as its client may see it: what was wrong, what was done, the hours and the parts."""

    title: str
    facts: tuple[Fact, ...]
    problem: str
    solution: str
    solved: str
    hours: Hours
    parts: tuple[PartLine, ...]
    parts_total: tuple[str, ...]
    notes: tuple[HandedNote, ...]


class HandOver(NamedTuple):
    """What is handed to a client: closed sessions of a period, the newest first. `worked` in minutes."""

    shop: str
    client: str
    period: str
    day: str
    sessions: tuple[HandedSession, ...]
    worked: int


class Exported(NamedTuple):
    """What was exported. `files` with their digests; `path` of the page or the folder, `local` on this machine."""

    client: str
    folder: str
    purpose: str
    path: str
    sessions: int
    files: int
    size: int
    sha256: str
    local: bool
    procedures: int = 0


def say_period(begin: date | None, end: date | None) -> str:
    """From which day to which, both included."""
    if begin and end:
        return f"{say_day(begin)} to {say_day(end)}"
    return f"since {say_day(begin)}" if begin else f"until {say_day(end)}" if end else "all of the time"


def lies_in(session: Session, begin: date | None, end: date | None, zone: tzinfo) -> bool:
    """Whether a session began in a period, both days included; one that is not here began in none."""
    if session.started is None:
        return False
    day = session.started.astimezone(zone).date()
    return (begin is None or day >= begin) and (end is None or day <= end)


def hand_over(
    sessions: Iterable[Session], client: str, shop: str, period: str, names: Mapping[str, str], now: datetime
) -> HandOver:
    """What a client gets: closed sessions only, and of their notes only those that the client may see."""
    zone = now.tzinfo
    assert zone is not None
    handed = tuple(_handed(one, names, zone) for one in sessions if one.state == "closed")
    return HandOver(shop, client, period, say_day(now), handed, sum(one.hours.worked for one in handed))


def _handed(session: Session, names: Mapping[str, str], zone: tzinfo) -> HandedSession:
    whole = session_document(session, None, names, zone)
    seen = {note.number for note in session.notes if note.visible}
    return HandedSession(
        session.title,
        tuple(fact for fact in whole.facts if fact.label in _SHOWN),
        on_page(whole.problem),
        on_page(whole.solution),
        whole.solved,
        whole.hours,
        whole.parts,
        whole.parts_total,
        tuple(HandedNote(note.at, note.text) for note in whole.notes if note.number in seen),
    )


def told_records(session: Session) -> list[dict[str, Any]]:
    """The entries of a thread for machines, without what names a client under whom it was filed by mistake."""
    came = session.arrived.n if session.arrived else 0
    return [_told(record, record.n < came or record.kind in ("arrived", "moved")) for record in session.records]


def _told(record: Record, foreign: bool) -> dict[str, Any]:
    left_out = _NAMES_ANOTHER.get(record.kind, ()) if foreign else ()
    kept = {key: value for key, value in record.fields.items() if key not in left_out}
    head = {
        "id": record.id,
        "kind": record.kind,
        "at": record.at,
        "filed": record.filed,
        "by": record.by,
        "ordinal": record.ordinal,
        "digest": record.digest,
    }
    return {**head, "fields": kept}
