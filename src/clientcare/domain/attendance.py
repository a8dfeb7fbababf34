"""Who worked when: the stretches of work of each member of a session, the ways, and who leads it."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from clientcare.domain.hours import Span

if TYPE_CHECKING:
    from clientcare.domain.records import Record


_BEGIN = frozenset(("start", "join", "resume", "take", "reopen", "arrive"))
_STOP = frozenset(("pause", "leave", "handover", "depart", "travel"))


class Attendance(NamedTuple):
    """The stretches that are over by member, since when the clock of others still runs, the ways, lead and people."""

    spans: dict[str, list[Span]]
    running: dict[str, datetime]
    travels: list[Span]
    lead: str
    people: tuple[str, ...]


def attendance(records: Iterable["Record"], edits: Mapping[str, Any]) -> Attendance:
    """What the entries say about presence, told in the order in which things happened (a pause may be told later).

    `edits` are the corrections that stand: a corrected start or end moves the first or last stretch of the starter.
    """
    book = _Book()
    for record in sorted(records, key=lambda one: (one.at, one.n, one.id)):
        book.take_down(record)
    book.correct(edits)
    return Attendance(book.spans, book.running, book.travels, book.lead, tuple(book.here))


class _Book:
    """The attendance as it grows."""

    def __init__(self) -> None:
        self.spans: dict[str, list[Span]] = {}
        self.running: dict[str, datetime] = {}
        self.travels: list[Span] = []
        self.lead = ""
        self.starter = ""
        self.here: dict[str, None] = {}
        self.closed = False
        self._on_the_way: dict[str, datetime] = {}

    def take_down(self, record: "Record") -> None:
        """One more entry."""
        kind = record.kind
        if kind in ("travel", "arrive") and record.by in self._on_the_way:
            self.travels.append(Span(self._on_the_way.pop(record.by), record.at))
        if kind in _BEGIN:
            self._begin(record)
        elif kind in _STOP and not record.get("minutes"):
            self._end(record)
        elif kind == "close":
            self.closed = True
            for handle in list(self.running):
                self._stop(handle, record.get("end") or record.at)

    def _begin(self, record: "Record") -> None:
        self.closed = False
        self.here[record.by] = None
        self.running.setdefault(record.by, record.at)
        if record.kind == "start":
            self.lead = self.starter = record.by
            for handle in record.get("with", ()):
                self.here[handle] = None
                self.running.setdefault(handle, record.at)
        elif record.kind == "take":
            before = record.get("from")
            self.here.pop(before, None)
            self._stop(before, record.at)
            self.lead = record.by

    def _end(self, record: "Record") -> None:
        who = record.get("for") or record.by
        self._stop(who, record.at)
        if record.kind == "travel":
            self._on_the_way[who] = record.at
        elif record.kind == "leave":
            self.here.pop(who, None)
        elif record.kind == "handover":
            self.lead = record.get("to")
            self.here.pop(who, None)
            self.here[self.lead] = None

    def _stop(self, handle: str, at: datetime) -> None:
        begun = self.running.pop(handle, None)
        if begun is not None:
            self.spans.setdefault(handle, []).append(Span(begun, at))

    def correct(self, edits: Mapping[str, Any]) -> None:
        """Move the starter's first start and last end to where the corrections put them."""
        own = self.spans.get(self.starter)
        begins, ends = edits.get("start"), edits.get("end")
        if begins and own:
            own[0] = own[0]._replace(start=begins)
        elif begins and self.starter in self.running:
            self.running[self.starter] = begins
        if ends and self.closed and own:
            own[-1] = own[-1]._replace(end=ends)
