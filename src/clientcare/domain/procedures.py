"""A procedure: a guide walked with no clock for hours, over days and by several members."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from clientcare.domain.attendance import Attendance
from clientcare.domain.bills import Bill
from clientcare.domain.sessions import Session

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from clientcare.domain.casework import Access, Attachment, Consent, Note
    from clientcare.domain.claims import Doubled
    from clientcare.domain.closings import Judged
    from clientcare.domain.follow_ups import FollowUp
    from clientcare.domain.records import Oddity, Record
    from clientcare.domain.walk_reports import StepView
    from clientcare.domain.walk_steps import WalkStep
    from clientcare.domain.walks import Walk


class Procedure(Session):
    """What the records of a procedure add up to: all that a session has, but for attendance, hours, parts and bill.

    `state` is "open", "closed" or "cancelled"; `lead` is who began it or took it over, `people` are those who put
    something on record.
    """

    def _attended(self, counted: Iterable[Record]) -> Attendance:
        known = tuple(counted)
        leads = [record.get("to") or record.by for record in known if record.kind in ("start", "handover")]
        people = dict.fromkeys(record.by for record in known if record.kind != "document")
        return Attendance({}, {}, [], leads[-1] if leads else "", tuple(people))

    @property
    def state(self) -> str:
        """Where the procedure stands."""
        return "open" if self.closing is None else super().state

    @property
    def resolved(self) -> bool | None:
        """Nobody is asked whether a procedure solved anything: its outcomes tell."""
        return None

    def involves(self, handle: str) -> bool:
        """Whether the member is answerable for it. Others take their steps when these come up."""
        return handle == self.lead

    def paused(self, now: datetime) -> int:
        """Nothing, as no clock runs."""
        return 0

    @property
    def bill(self) -> Bill:
        """None: what is to be paid for is worked in a session."""
        return Bill("none")

    @property
    def lead_at_start(self) -> str:
        """The handle of who began it, whoever is answerable now."""
        return self.start.by if self.start else self.lead

    @property
    def from_session(self) -> str:
        """The thread of the session from which it was started; empty where it was started by itself."""
        return str(self._of_start("from-session"))

    @property
    def instructed_by(self) -> str:
        """The handle of who told the starter to begin it; empty where nobody had to."""
        return str(self._of_start("instructed-by"))


class PendingStep(NamedTuple):
    """A step that is still to come. `owner` is the role that it belongs to, `members` those who have it, or else who
    began the procedure; `due` is aware, None where nothing presses; it is `late` by whole minutes. One that `waits`
    comes after others.
    """

    id: str
    n: int
    name: str
    owner: str
    members: tuple[str, ...]
    due: datetime | None
    overdue: bool
    late: int
    waits: bool


class ProcedureLine(NamedTuple):
    """A procedure in a listing: `done` of `steps` are through. `pending` are the steps of an open one that are next, or
    that have a due time, in walking order. `from_session` is a thread.
    """

    thread: str
    folder: str
    client_name: str
    title: str
    guide: str
    lead: str
    state: str
    started: datetime | None
    ended: datetime | None
    done: int
    steps: int
    pending: tuple[PendingStep, ...] = ()
    from_session: str = ""

    @property
    def overdue(self) -> tuple[PendingStep, ...]:
        """The steps whose due time has passed."""
        return tuple(one for one in self.pending if one.overdue)

    @property
    def due_first(self) -> PendingStep | None:
        """The step that is due before the others; None where nothing presses."""
        dated = [(one.due, one.n, one) for one in self.pending if one.due]
        return min(dated)[-1] if dated else None


class ProcedureStarted(NamedTuple):
    """A procedure that has begun. `from_title` names the session from which it was started."""

    procedure: ProcedureLine
    guide_title: str
    questions: int
    from_title: str
    unmet: tuple[str, ...]


class ProcedureReport(NamedTuple):
    """One procedure, whole. `result` is what came of it, as was said at the close."""

    thread: str
    folder: str
    client: str
    client_name: str
    title: str
    state: str
    lead: str
    people: tuple[str, ...]
    instructed_by: str
    from_session: str
    started: datetime | None
    ended: datetime | None
    guide: str
    guide_title: str
    guide_digest: str
    result: str
    reason: str
    requirements: Mapping[str, str]
    outcomes: Mapping[str, str]
    override: str
    unmet: tuple[str, ...]
    steps: tuple[StepView, ...]
    pending: tuple[PendingStep, ...]
    notes: tuple[Note, ...]
    attachments: tuple[Attachment, ...]
    accesses: tuple[Access, ...]
    consents: Mapping[str, Consent]
    follow_ups: tuple[FollowUp, ...]
    documents: tuple[str, ...]
    oddities: tuple[Oddity, ...]
    entries: int
    doubled: tuple[Doubled, ...] = ()


class ProcedureClosed(NamedTuple):
    """What the close of a procedure answers. `left` are the names of the steps that were not gone through.

    `late`, `trouble` and `later` are as in `closings.Closed`.
    """

    thread: str
    folder: str
    client_name: str
    title: str
    started: datetime | None
    ended: datetime | None
    result: str
    outcomes: tuple[Judged, ...]
    left: tuple[str, ...]
    override: str
    follow_up: FollowUp | None
    document: str
    masked: int
    late: int
    trouble: tuple[str, ...] = ()
    later: str = ""


class Begun(NamedTuple):
    """A procedure that was started from a session: its thread, guide and title, when, and through whom."""

    thread: str
    guide: str
    title: str
    at: datetime
    by: str


def begun_from(session: Session) -> tuple[Begun, ...]:
    """The procedures that were started from a session, in order."""
    return tuple(
        Begun(record.get("began"), record.get("guide"), record.get("title"), record.at, record.by)
        for record in session.of_kind("procedure")
    )


def pending(here: Walk, lead: str, holders: Mapping[str, tuple[str, ...]], now: datetime) -> tuple[PendingStep, ...]:
    """The steps of a walk that are next or have a due time, with who is to take them; `holders` are handles by role."""
    left = [one for one in here.steps if not one.through]
    nearest = next((one for one in left if not one.waits_for), None)
    return tuple(_pending(one, lead, holders, now) for one in left if one.due or one is nearest)


def _pending(one: WalkStep, lead: str, holders: Mapping[str, tuple[str, ...]], now: datetime) -> PendingStep:
    owner = one.step.owner
    members = holders.get(owner, ()) if owner else (lead,)
    late = now - one.due if one.due else timedelta(0)
    overdue, minutes = late > timedelta(0), max(0, int(late.total_seconds()) // 60)
    return PendingStep(one.id, one.n, one.step.name, owner, members, one.due, overdue, minutes, bool(one.waits_for))


def concerns(line: ProcedureLine, handle: str) -> bool:
    """Whether a procedure is a member's: begun by them, or one of its pending steps is theirs to take."""
    return line.lead == handle or any(handle in one.members for one in line.pending)
