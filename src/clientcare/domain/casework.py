"""What is done in a session beside its clock: notes, parts, attachments, options, lent access, consents, estimates."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from clientcare.domain.hours import Span, minutes
from clientcare.domain.walk_steps import StepEntry

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from clientcare.domain.sessions import Session

SORTS = ("request", "finding", "action", "research", "advice", "update", "other")
CONSENTS = ("work", "backup")
CONSENT_ANSWERS = ("given", "declined", "not-applicable")
ESTIMATE_WARNING = 0.8
"""A client who was told when this share of the estimate was used up has been told in time."""


class Note(NamedTuple):
    """A note. `number` counts the notes of the session from 1; `was` holds the texts before it was amended."""

    id: str
    number: int
    at: datetime
    by: str
    text: str
    sort: str
    visible: bool
    out_of_scope: bool
    late: bool
    addendum: bool
    was: tuple[str, ...] = ()


class Part(NamedTuple):
    """A part. `quantity` and `price` (each, in `currency`) are decimals as text, so that no cent is lost."""

    id: str
    at: datetime
    by: str
    name: str
    quantity: str
    serial_out: str
    serial_in: str
    price: str
    currency: str
    late: bool


class Attachment(NamedTuple):
    """A document in the client's file. `size` in bytes; `was_read` says whether the privacy guard read it."""

    id: str
    at: datetime
    by: str
    name: str
    path: str
    sha256: str
    size: int
    was_read: bool


class Option(NamedTuple):
    """One way to solve it that was offered, with cost and consequence as told to the client."""

    id: str
    number: int
    text: str
    cost: str
    consequence: str
    chosen: bool
    chosen_by: str


class Access(NamedTuple):
    """Access that a client lent; never the secret itself."""

    id: str
    at: datetime
    what: str
    lent_to: str
    returned: bool
    returned_at: datetime | None


class Consent(NamedTuple):
    """What the client said when asked for permission to work, or for a backup: given, declined, not applicable."""

    about: str
    answer: str
    who: str
    at: datetime
    by: str


class Estimate(NamedTuple):
    """How long it will take in all, in minutes of work, or what is still needed to tell."""

    minutes: int
    text: str
    at: datetime
    by: str


def notes(session: Session) -> tuple[Note, ...]:
    """The notes in order; an amendment gives its note a new text and stands for itself nowhere."""
    found: dict[str, Note] = {}
    for record in session.of_kind("note"):
        before = found.get(record.get("amends"))
        if before:
            found[before.id] = before._replace(text=record.get("text"), was=(*before.was, before.text))
            continue
        found[record.id] = Note(
            record.id,
            len(found) + 1,
            record.at,
            record.by,
            record.get("text"),
            record.get("sort", "other"),
            record.get("visible", False),
            record.get("out-of-scope", False),
            session.is_late(record),
            session.is_addendum(record),
        )
    return tuple(found.values())


def parts(session: Session) -> tuple[Part, ...]:
    """The parts in order."""
    return tuple(
        Part(
            record.id,
            record.at,
            record.by,
            record.get("name"),
            record.get("quantity", "1"),
            record.get("serial-out"),
            record.get("serial-in"),
            record.get("price"),
            record.get("currency"),
            session.is_late(record),
        )
        for record in session.of_kind("part")
    )


def attachments(session: Session) -> tuple[Attachment, ...]:
    """The attachments in order, under the paths that they have now."""
    now = paths_now(session)
    return tuple(
        Attachment(
            record.id,
            record.at,
            record.by,
            record.get("name"),
            now.get(record.get("path"), record.get("path")),
            record.get("sha256"),
            record.get("size", 0),
            record.get("was-read", False),
        )
        for record in session.of_kind("attach")
    )


def paths_now(session: Session) -> Mapping[str, str]:
    """Where the documents are that got another path when the session came to another client, by their first path."""
    now: dict[str, str] = {}
    for came in session.of_kind("arrived"):
        moved = came.get("documents", {})
        now = {**moved, **{first: moved.get(path, path) for first, path in now.items()}}
    return now


def options(session: Session) -> tuple[Option, ...]:
    """The options in order; the newest choice counts."""
    choices = session.of_kind("choice")
    chosen = choices[-1] if choices else None
    return tuple(
        Option(
            record.id,
            number,
            record.get("text"),
            record.get("cost"),
            record.get("consequence"),
            chosen is not None and chosen.get("option") == record.id,
            chosen.get("who") if chosen is not None and chosen.get("option") == record.id else "",
        )
        for number, record in enumerate(session.of_kind("option"), 1)
    )


def accesses(session: Session) -> tuple[Access, ...]:
    """What was lent, in order; an access is open until an entry says that it was given back."""
    back = {record.get("of"): record.at for record in session.of_kind("returned")}
    return tuple(
        Access(
            record.id,
            record.at,
            record.get("what") or "an access",
            record.get("to") or record.by,
            record.id in back,
            back.get(record.id),
        )
        for record in session.of_kind("lent")
    )


def consents(session: Session) -> Mapping[str, Consent]:
    """The newest consent on each matter; the answer to a guide's question on it counts where none was entered."""
    found: dict[str, Consent] = {}
    for record in session.of_kind("consent", "step"):
        if record.kind == "consent":
            about = record.get("about")
            found[about] = Consent(about, record.get("answer"), record.get("who"), record.at, record.by)
            continue
        for about in CONSENTS:
            said = record.get("answers", {}).get(about, "")
            if said:
                who = record.get("answers", {}).get(f"{about}-by", "")
                found[about] = Consent(about, consent_word(said), who, record.at, record.by)
    return found


def consent_word(said: str) -> str:
    """One of the three answers from what a guide's own choice may be called ("done", "yes" and "no" among them)."""
    word = said.casefold().strip()
    if word in ("done", "yes", "given", "true"):
        return "given"
    if word in ("declined", "no", "refused", "false"):
        return "declined"
    return "not-applicable"


def estimate(session: Session) -> Estimate | None:
    """The newest estimate."""
    found = session.of_kind("estimate")
    if not found:
        return None
    last = found[-1]
    return Estimate(last.get("minutes", 0), last.get("text"), last.at, last.by)


def estimate_passed(session: Session, now: datetime) -> bool:
    """Whether more was worked than estimated, and no update to the client was noted when it was about to be passed."""
    found = session.of_kind("estimate")
    limit = found[-1].get("minutes", 0) if found else 0
    if not limit or session.worked(now) < limit:
        return False
    for record in session.of_kind("note"):
        if record.get("sort") == "update" and (record.n, record.id) > (found[-1].n, found[-1].id):
            until = [
                Span(span.start, record.at if span.end is None else min(span.end, record.at))
                for span in session.all_spans
                if span.start <= record.at
            ]
            if minutes(until, record.at) >= ESTIMATE_WARNING * limit:
                return False
    return True


def steps(session: Session) -> tuple[StepEntry, ...]:
    """What was done with the guide's steps, in order."""
    return tuple(
        StepEntry(
            record.get("step"),
            record.get("status", "done"),
            dict(record.get("answers", {})),
            record.get("reason"),
            record.by,
            record.at,
            tuple(record.get("sensitive", ())),
            record.get("instructed-by"),
        )
        for record in session.of_kind("step")
    )
