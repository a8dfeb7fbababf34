"""A session: what its records add up to. The fold is total: any records in any order of arrival give a state."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any

from clientcare.domain.attendance import Attendance, attendance
from clientcare.domain.claims import overtaken
from clientcare.domain.hours import Span, cut, minutes, subtract
from clientcare.domain.records import Record, Thread, ancestors, undone

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from clientcare.domain.bills import Bill
    from clientcare.domain.casework import Access, Attachment, Consent, Estimate, Note, Option, Part
    from clientcare.domain.follow_ups import FollowUp
    from clientcare.domain.pins import Pin
    from clientcare.domain.walk_steps import StepEntry

MODES = ("remote", "on-site", "phone", "bench")
SILENCE = timedelta(hours=4)
"""After so long without an entry a running session counts as forgotten."""


class Session:
    """One sitting with a client on one problem.

    `state` is "running", "paused", "closed" or "cancelled"; `lead` is the handle of the member who is answerable,
    `people` those who take part now. Times are aware; hours are whole minutes of work, the sum over all who worked.
    """

    def __init__(self, thread: Thread) -> None:
        self.known = thread
        self.place = thread.place
        self.oddities = thread.oddities
        self.records = thread.records
        taken = undone(thread.records)
        self.overtaken = overtaken(thread.records)
        self.live = tuple(
            record
            for record in thread.records
            if record.id not in taken and record.kind != "undo" and record.id not in self.overtaken
        )
        self._by_kind: dict[str, list[Record]] = {}
        for record in self.live:
            self._by_kind.setdefault(record.kind, []).append(record)
        self.undone = taken
        self.closing = self._standing_close()
        self._late = self._find_late()
        self._edits = self._last_edits()
        counted = [record for record in self.live if record.id not in self._late]
        self.spans, self._on, self.travels, self.lead, self.people, self.adjusted = self._attended(counted)

    def _attended(self, counted: Iterable[Record]) -> Attendance:
        return attendance(counted)

    @property
    def thread(self) -> str:
        """The identifier of the thread."""
        return self.place.thread

    @cached_property
    def start(self) -> Record | None:
        """The first record; None while it has not arrived here, and where the session went to another client."""
        return None if self.away else next((record for record in self.live if record.kind == "start"), None)

    @cached_property
    def away(self) -> Record | None:
        """What says to which client the session went; None where it is here."""
        went = max(self.of_kind("moved"), key=lambda record: record.ordinal, default=None)
        return went if went and went.ordinal > (self.arrived.ordinal if self.arrived else 0) else None

    @cached_property
    def arrived(self) -> Record | None:
        """What says from which client the session came; None where it began here."""
        return max(self.of_kind("arrived"), key=lambda record: record.ordinal, default=None)

    def _of_start(self, field: str) -> Any:
        return self.start.get(field) if self.start else ""

    @property
    def client(self) -> str:
        """The client's id."""
        return self.arrived.client if self.arrived else self.records[0].client if self.records else ""

    @property
    def client_name(self) -> str:
        """The client's name as it was at the start, or when the session came to this client; else the folder's name."""
        came = self.arrived.get("client-name") if self.arrived else ""
        return came or self._of_start("client-name") or self.place.folder or "(client not known here now)"

    @property
    def title(self) -> str:
        """The title, as last corrected; a stand-in where it cannot be read here now."""
        return self._title or ("" if self.known.whole else f"{self.place.sort} {self.place.short}")

    @property
    def _title(self) -> str:
        return str(self._edits.get("title") or self._of_start("title"))

    @property
    def mode(self) -> str:
        """Remote, on-site, phone or bench, as last corrected."""
        return str(self._edits.get("mode") or self._of_start("mode"))

    @property
    def scope(self) -> str:
        """What was agreed to be done."""
        return str(self.answers.get("scope") or self._of_start("scope"))

    @property
    def planned(self) -> datetime | None:
        """When the session was planned to begin."""
        return self._of_start("planned") or None

    @property
    def guide(self) -> str:
        """The handle of the guide, also where the start names no text of it."""
        return self.pins[-1].guide if self.pins else str(self._of_start("guide"))

    @property
    def guide_digest(self) -> str:
        """The SHA-256 of the guide's bytes that this session walks."""
        return self.pins[-1].digest if self.pins else ""

    @cached_property
    def pins(self) -> tuple[Pin, ...]:
        """The texts of the guide that this session walked, the one that counts last; none where it is not here."""
        from clientcare.domain.pins import pins

        return () if self.away else pins(self.live)

    @property
    def requirements(self) -> Mapping[str, str]:
        """What the guide needed at the start: "yes", "no" or "not asked", by the requirement's id."""
        return dict(self._of_start("requirements") or {})

    @property
    def zone(self) -> str:
        """The name of the time zone in which the session was started."""
        return str(self._of_start("zone"))

    @property
    def problem(self) -> str:
        """The problem: as restated at the close, as answered in the walk, as given at the start, or the title."""
        closed = self.closing.get("problem") if self.closing else ""
        return str(closed or self.answers.get("problem") or self._of_start("problem") or self._title)

    @property
    def solution(self) -> str:
        """What solved it, or where it stands."""
        closed = self.closing.get("solution") if self.closing else ""
        return str(closed or self.answers.get("solution") or "")

    @property
    def resolved(self) -> bool | None:
        """Whether the problem is solved; None before somebody said so."""
        return bool(self.closing.get("resolved", False)) if self.closing else None

    @property
    def satisfied(self) -> bool | None:
        """Whether the client is happy, as was asked at the close; None where nobody asked."""
        said = self.closing.get("satisfied", None) if self.closing else None
        return said if said is None else bool(said)

    @property
    def outcomes(self) -> Mapping[str, str]:
        """The outcomes of the guide at the close: "yes", "no" or "not asked", by their id."""
        return dict(self.closing.get("outcomes", {})) if self.closing else {}

    # -- state -----------------------------------------------------------------------------------------------

    def _standing_close(self) -> Record | None:
        closes = {record.ordinal: record for record in self.of_kind("close")}
        reopened = {record.ordinal for record in self.of_kind("reopen")}
        open_ended = [ordinal for ordinal in closes if ordinal not in reopened]
        return closes[max(open_ended)] if open_ended else None

    @property
    def closes(self) -> int:
        """How often the session was closed so far; the next close has the ordinal after this one."""
        return max((record.ordinal for record in self.of_kind("close")), default=0)

    @property
    def state(self) -> str:
        """Where the session stands."""
        if self.closing:
            return "cancelled" if self.closing.get("cancelled", False) else "closed"
        return "running" if self._on else "paused"

    @property
    def is_open(self) -> bool:
        """Whether it is neither closed nor cancelled."""
        return self.closing is None

    def runs_for(self, handle: str) -> bool:
        """Whether this member's clock runs."""
        return handle in self._on

    def involves(self, handle: str) -> bool:
        """Whether the member leads the session or takes part in it now."""
        return handle == self.lead or handle in self.people

    def _find_late(self) -> frozenset[str]:
        if self.closing is None:
            return frozenset()
        seen = ancestors(self.records, self.closing)
        after = {self.closing.digest}
        known = set(seen) | {self.closing.id}
        for record in self.records:
            if after.intersection(record.after):
                after.add(record.digest)
                known.add(record.id)
        return frozenset(record.id for record in self.records if record.id not in known | self.overtaken.keys())

    def is_late(self, record: Record) -> bool:
        """Whether the writer of the close had not seen this entry; it changes no billed figure."""
        return record.id in self._late

    def is_addendum(self, record: Record) -> bool:
        """Whether the entry was made after the close, knowing of it."""
        return self.closing is not None and self.closing.id in ancestors(self.records, record)

    def _last_edits(self) -> dict[str, Any]:
        edits: dict[str, Any] = {}
        for record in self.live:
            if record.kind == "edit" and record.id not in self._late:
                edits.update(record.fields)
            elif record.kind == "reopen":
                edits.pop("end", None)
        return edits

    # -- the clock -------------------------------------------------------------------------------------------

    @property
    def started(self) -> datetime | None:
        """Day and time of the start, as last corrected."""
        return self._edits.get("start") or (self.start.at if self.start else None)

    @property
    def ended(self) -> datetime | None:
        """Day and time of the end, as last corrected; None while it is open."""
        if self.closing is None:
            return None
        return self._edits.get("end") or self.closing.get("end") or self.closing.at

    @property
    def running_since(self) -> Mapping[str, datetime]:
        """Since when the clock runs, by member."""
        return dict(self._on)

    def spans_by_member(self) -> dict[str, list[Span]]:
        """The stretches of work of each member; one that still runs has no end."""
        found = {handle: list(stretches) for handle, stretches in self.spans.items()}
        for handle, begun in self._on.items():
            found.setdefault(handle, []).append(Span(begun, None))
        return found

    @property
    def all_spans(self) -> tuple[Span, ...]:
        """Every stretch of work of everybody."""
        return tuple(span for stretches in self.spans_by_member().values() for span in stretches)

    def worked(self, now: datetime) -> int:
        """Minutes worked so far, the sum over all members; seconds are cut off every boundary first.

        A cancelled session counts none.
        """
        if self.state == "cancelled":
            return 0
        return max(0, minutes(self.all_spans, now) + self.adjusted)

    @property
    def _starter(self) -> str:
        return self.start.by if self.start else self.lead

    def travel(self, now: datetime) -> int:
        """Minutes on the way, which do not count as worked."""
        typed = sum(record.get("minutes", 0) for record in self.of_kind("travel"))
        return minutes(self.travels, now) + int(typed)

    def paused(self, now: datetime) -> int:
        """Minutes between start and end in which the member who started did not work and was not on the way."""
        if self.started is None:
            return 0
        own = self.spans_by_member().get(self._starter, [])
        whole = minutes([Span(self.started, self.ended)], now)
        ways = subtract(self.travels, [Span(self.ended, None)]) if self.ended else self.travels
        return max(0, whole - minutes(own, now) - self.adjusted - minutes(ways, now))

    @property
    def happened(self) -> tuple[Record, ...]:
        """The entries that stand and say what happened; that a document was made, or where the session lies, is no
        event.
        """
        return tuple(record for record in self.live if record.kind not in ("document", "moved", "arrived", "placed"))

    @property
    def last_at(self) -> datetime | None:
        """When the last entry happened."""
        return max((record.at for record in self.happened), default=None)

    def forgotten(self, now: datetime) -> bool:
        """Whether the clock runs although nothing was entered for a long time."""
        last = self.last_at
        return self.state == "running" and last is not None and cut(now) - cut(last) >= SILENCE

    def silent_since(self, now: datetime) -> datetime | None:
        """When something happened last, if the clock ran on for hours from then: until now, or until it was paused."""
        if self.forgotten(now):
            return self.last_at
        last = next(reversed(self.happened), None)
        if self.state != "paused" or last is None or last.kind != "pause":
            return None
        then = max((record.at for record in self.happened[:-1]), default=last.at)
        return then if cut(last.at) - cut(then) >= SILENCE else None

    @property
    def billable(self) -> int | None:
        """Minutes to bill as said at the close; None where nothing else than the hours worked was said."""
        said = self.closing.get("billable", None) if self.closing else None
        return None if said is None else int(said)

    @property
    def no_charge(self) -> str:
        """Why nothing is charged; empty where it is."""
        return str(self.closing.get("no-charge")) if self.closing else ""

    # -- what is in it ---------------------------------------------------------------------------------------

    def of_kind(self, *kinds: str) -> tuple[Record, ...]:
        """The entries of some kinds that stand, in order."""
        if len(kinds) == 1:
            return tuple(self._by_kind.get(kinds[0], ()))
        return tuple(record for record in self.live if record.kind in kinds)

    @cached_property
    def notes(self) -> tuple[Note, ...]:
        """The notes, amended ones with their newest text."""
        from clientcare.domain.casework import notes

        return notes(self)

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """The parts that were replaced or fitted."""
        from clientcare.domain.casework import parts

        return parts(self)

    @cached_property
    def attachments(self) -> tuple[Attachment, ...]:
        """The documents that were attached."""
        from clientcare.domain.casework import attachments

        return attachments(self)

    @cached_property
    def options(self) -> tuple[Option, ...]:
        """The ways that were offered, with the client's choice."""
        from clientcare.domain.casework import options

        return options(self)

    @cached_property
    def accesses(self) -> tuple[Access, ...]:
        """What access was lent, and whether it was given back."""
        from clientcare.domain.casework import accesses

        return accesses(self)

    @cached_property
    def consents(self) -> Mapping[str, Consent]:
        """What the client was asked for before the work, by what it is about."""
        from clientcare.domain.casework import consents

        return consents(self)

    @cached_property
    def estimate(self) -> Estimate | None:
        """The newest estimate."""
        from clientcare.domain.casework import estimate

        return estimate(self)

    @cached_property
    def steps(self) -> tuple[StepEntry, ...]:
        """What was done with the guide's steps, in order."""
        from clientcare.domain.casework import steps

        return steps(self)

    @cached_property
    def answers(self) -> Mapping[str, str]:
        """The newest answer to each field that the guide asked for."""
        given: dict[str, str] = {}
        for record in self.of_kind("step"):
            given.update(record.get("answers", {}))
        return given

    @cached_property
    def follow_ups(self) -> tuple[FollowUp, ...]:
        """What was promised for later."""
        from clientcare.domain.follow_ups import follow_ups

        return follow_ups(self)

    @property
    def follow_up(self) -> FollowUp | None:
        """The newest follow-up that stands."""
        return self.follow_ups[-1] if self.follow_ups else None

    @cached_property
    def bill(self) -> Bill:
        """What became of telling billing."""
        from clientcare.domain.bills import bill

        return bill(self)

    @property
    def bill_state(self) -> str:
        """The state of `bill`, for checks."""
        return self.bill.state

    def must_tell_of_estimate(self, now: datetime) -> bool:
        """Whether the estimate was passed and the client has not been told (a note of the sort "update")."""
        if not self.of_kind("estimate") or not self.is_open:
            return False
        from clientcare.domain.casework import estimate_passed

        return estimate_passed(self, now)


def fold(thread: Thread) -> Session:
    """What the records of a thread add up to: a session, or a procedure."""
    if thread.place.sort == "procedure":
        from clientcare.domain.procedures import Procedure

        return Procedure(thread)
    return Session(thread)


def running(sessions: Iterable[Session], handle: str) -> Session | None:
    """The session in which this member's clock runs; the one that was used last where there are several."""
    mine = [session for session in sessions if session.is_open and session.runs_for(handle)]

    def used(session: Session) -> tuple[float, str]:
        return max(record.at.timestamp() for record in session.happened), session.thread

    return max(mine, key=used, default=None)
