"""The documents that people read: what a session's document and a client's overview say, and what they are called.

All texts are as they will stand there, moments in the zone of the shop; adapters lay them out and add nothing. The same
state of the records gives the same document, so that one that a crash left unrecorded can be found and taken up again.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from clientcare.domain.document_names import NAMELESS, safe_name
from clientcare.domain.records import ancestors

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from clientcare.domain.clients import Contact
    from clientcare.domain.records import Record
    from clientcare.domain.sessions import Session

TITLE = (80, 130)
MEMBER = (24, 40)
"""Characters and bytes (UTF-8) that a title and a name get in a file name, so that all of it stays below 255 bytes."""
LISTED = 200
"""The sessions that an overview looks at, newest first."""


class Fact(NamedTuple):
    """Something said under a label."""

    label: str
    text: str


class Event(NamedTuple):
    """Something that happened: when, through whom, what."""

    at: str
    by: str
    text: str


class Work(NamedTuple):
    """A line of the hours. `minutes` are negative where they are taken off."""

    who: str
    when: str
    minutes: int


class Hours(NamedTuple):
    """How the hours came about: `worked` minutes are the sum of the `rows`; `asides` count in no sum.

    `total_label` says of what `worked` is the sum: of all, or up to the last entry where the session goes on.
    """

    rows: tuple[Work, ...]
    total_label: str
    worked: int
    asides: tuple[Work, ...]


class PartLine(NamedTuple):
    """A part. `price` is for one piece, `total` for all of them."""

    quantity: str
    name: str
    serials: str
    price: str
    total: str
    late: bool


class NoteText(NamedTuple):
    """A note with its newest text; `marks` say what is special about it."""

    number: int
    at: str
    by: str
    sort: str
    text: str
    marks: tuple[str, ...]


class OptionText(NamedTuple):
    """A way that was offered; `chosen` says by whom it was chosen, and is empty where it was not."""

    number: int
    text: str
    cost: str
    consequence: str
    chosen: str


class StepLine(NamedTuple):
    """A step of the guide: "done", "skipped", "shown", "answered" or "not done". `terms`: whose it is, when due."""

    name: str
    status: str
    by: str
    at: str
    reason: str
    answers: tuple[Fact, ...]
    terms: str = ""


class PromiseLine(NamedTuple):
    """A follow-up. `about` names the session in the overview; `result` is what came of it."""

    due: str
    who: str
    about: str
    text: str
    result: str


class FileLink(NamedTuple):
    """An attachment. `path` is seen from the client's folder."""

    name: str
    path: str
    about: str


class Correction(NamedTuple):
    """What was corrected or taken back: what was, what is, and why."""

    at: str
    by: str
    what: str
    was: str
    now: str
    reason: str


class SessionDocument(NamedTuple):
    """What a session's document says. `state` is "running", "paused", "closed" or "cancelled"."""

    thread: str
    client: str
    title: str
    state: str
    facts: tuple[Fact, ...]
    problem: str
    told_first: str
    scope: str
    solution: str
    solved: str
    resolved: bool
    hours: Hours
    parts: tuple[PartLine, ...]
    parts_total: tuple[str, ...]
    notes: tuple[NoteText, ...]
    options: tuple[OptionText, ...]
    estimates: tuple[Event, ...]
    consents: tuple[Fact, ...]
    accesses: tuple[Fact, ...]
    guide: str
    steps: tuple[StepLine, ...]
    outcomes: tuple[Fact, ...]
    override: str
    follow_ups: tuple[PromiseLine, ...]
    billing: tuple[Fact, ...]
    attachments: tuple[FileLink, ...]
    events: tuple[Event, ...]
    corrections: tuple[Correction, ...]
    unread: tuple[str, ...]
    doubled: tuple[str, ...] = ()


class AgreementLine(NamedTuple):
    """Terms of a client. `standing` is "now", "before" or "to come"."""

    standing: str
    account: str
    meaning: str
    since: str
    note: str


class SessionLine(NamedTuple):
    """A session in the overview, or a procedure, without `minutes`. `path`, from the client's folder, may be empty."""

    day: str
    title: str
    mode: str
    who: str
    minutes: int | None
    billing: str
    path: str


class OverviewDocument(NamedTuple):
    """What a client's overview says. `sessions` in all, of which those in `open` and `done` were looked at."""

    client: str
    folder: str
    day: str
    facts: tuple[Fact, ...]
    contacts: tuple[Contact, ...]
    agreements: tuple[AgreementLine, ...]
    standing: tuple[str, ...]
    promises: tuple[PromiseLine, ...]
    open: tuple[SessionLine, ...]
    done: tuple[SessionLine, ...]
    looked_at: int
    sessions: int


def session_path(session: Session, begun: datetime, lead: str, version: int) -> str:
    """Where a session's document lies in the client's folder: in the year of its start, which is `begun`.

    While it is open: "2026/2026-11-24 Printer offline OPEN 7f3a.html", then "… (Ann, 0h55) 7f3a.html" with the first
    name of `lead`, who is named in full. The versions from 2 on say so at the end.
    """
    title = _shortened(session.title, *TITLE)
    return f"{begun:%Y}/{begun:%Y-%m-%d} {title} {_ending(session, lead)} {session.place.short}{_version(version)}.html"


def _ending(session: Session, lead: str) -> str:
    if session.closing is None:
        return "OPEN"
    who = _shortened(_first_name(lead), *MEMBER)
    if session.state == "cancelled":
        return f"({who}, cancelled)"
    if session.place.sort == "procedure":
        return f"({who})"
    hours, minutes = divmod(session.worked(session.closing.at), 60)
    return f"({who}, {hours}h{minutes:02})"


def _first_name(name: str) -> str:
    """The first name; the whole one where it begins with a title or an initial ("Dr. Keller")."""
    first = name.split(maxsplit=1)[0] if name.strip() else name
    return name if first.endswith(".") else first


def overview_path(client: str, day: date, version: int) -> str:
    """The file name of a client's overview of a day: "Acme AG - overview 2026-11-24.html"."""
    return f"{_shortened(client, *TITLE)} - overview {day:%Y-%m-%d}{_version(version)}.html"


def _shortened(text: str, characters: int, size: int) -> str:
    name = safe_name(text)[:characters]
    while len(name.encode()) > size:
        name = name[:-1]
    return name.strip(" .-") or NAMELESS


def _version(version: int) -> str:
    return f" v{version}" if version > 1 else ""


def next_version(paths: Iterable[str]) -> int:
    """The version that comes after those of `paths`; 1 where there is none. Numbers are never given twice."""
    found = [re.search(r"(?: v([0-9]+))?(?: \([0-9]+\))?\.html$", path) for path in paths]
    return max((int(one[1] or 1) for one in found if one), default=0) + 1


# -- which documents there should be -----------------------------------------------------------------------------------

_NOT_SHOWN = frozenset(("document", "bill", "send", "sent", "mark"))
"""Kinds that make no new document: what billing was told stands as it was when the document was written."""


def documents_of(session: Session, what: str) -> tuple[Record, ...]:
    """The records of the pages ("session", "procedure") or overviews ("overview") that were made so far, in order."""
    return tuple(record for record in session.of_kind("document") if record.get("what") == what)


def page_due(session: Session) -> bool:
    """Whether the page of a session or procedure is missing, or does not show all that a closed session holds.

    An open session needs one since its start or its last reopening; a closed one needs one that was made by somebody
    who had seen every entry, so that addenda and late entries get into the next version.
    """
    if session.start is None:
        return False
    made = documents_of(session, session.place.sort)
    if not made or made[-1].get("close", 0) != ordinal_of(session):
        return True
    seen = ancestors(session.records, made[-1])
    if session.is_open:
        return not {record.id for record in session.of_kind("start", "reopen", "arrived")} <= seen
    return any(record.id not in seen for record in session.records if record.kind not in _NOT_SHOWN)


def overview_due(session: Session) -> bool:
    """Whether the client's overview does not tell of this closed session as its newest document does."""
    if session.closing is None or session.start is None:
        return False
    made, told = documents_of(session, session.place.sort), documents_of(session, "overview")
    return not told or (bool(made) and made[-1].id not in ancestors(session.records, told[-1]))


def ordinal_of(session: Session) -> int:
    """Which close a document shows; 0 for that of an open session."""
    return session.closing.ordinal if session.closing else 0
