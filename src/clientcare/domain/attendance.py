"""Who worked when: the stretches of work of each member of a session, the ways, and who leads it."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from clientcare.domain.hours import Span, minutes, subtract

if TYPE_CHECKING:
    from clientcare.domain.records import Record


_BEGIN = frozenset(("start", "join", "resume", "take", "reopen", "arrive"))
_STOP = frozenset(("pause", "leave", "handover", "depart", "travel"))


class Attendance(NamedTuple):
    """The stretches that are over by member, since when the clock of others still runs, the ways, lead and people.

    `adjusted` are the minutes by which a corrected pause makes the starter's work longer or, below 0, shorter.
    """

    spans: dict[str, list[Span]]
    running: dict[str, datetime]
    travels: list[Span]
    lead: str
    people: tuple[str, ...]
    adjusted: int = 0


def attendance(records: Iterable["Record"]) -> Attendance:
    """What the entries say about presence, told in the order in which things happened (a pause may be told later).

    A correction belongs to the round in which it was made, from a start or reopening to the close after it: it moves
    what was on record then, and nothing that came after.
    """
    known = tuple(records)
    book = _Book()
    for record in sorted(known, key=lambda one: (one.at, one.n, one.id)):
        book.take_down(record)
    reopened = [(one.n, one.id) for one in known if one.kind == "reopen"]
    edits = sorted((one for one in known if one.kind == "edit"), key=lambda one: (one.n, one.id))
    rounds = [sum(place < (edit.n, edit.id) for place in reopened) for edit in edits]
    for edit, made_in in zip(edits, rounds, strict=True):
        book.move(edit, made_in)
    for edit, made_in in zip(edits, rounds, strict=True):
        book.rest(edit, made_in)
    if edits:
        book.forget_what_was_cut_off()
    return Attendance(book.spans, book.running, book.travels, book.lead, tuple(book.here), book.adjusted)


class _Book:
    """The attendance as it grows."""

    def __init__(self) -> None:
        self.spans: dict[str, list[Span]] = {}
        self.running: dict[str, datetime] = {}
        self.travels: list[Span] = []
        self.lead = ""
        self.starter = ""
        self.here: dict[str, None] = {}
        self.adjusted = 0
        self._round = 0
        self._ends: dict[int, int] = {}
        self._closes: dict[int, tuple[int, str]] = {}
        self._until: dict[int, datetime] = {}
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
            for handle in list(self.running):
                self._stop(handle, record.get("end") or record.at)
            self._closes[self._round] = (record.n, record.id)
            self._until[self._round] = record.get("end") or record.at
            self._ends[self._round] = len(self.spans.get(self.starter, []))

    def _begin(self, record: "Record") -> None:
        self._round += record.kind == "reopen"
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

    def move(self, edit: "Record", made_in: int) -> None:
        """Put the starter's first start, and the end of a round that is closed, where a correction says.

        What lies outside of them is cut off; a clock that stood at the end of the round is not set going.
        """
        own = self.spans.get(self.starter, [])
        begins, ends = edit.get("start"), edit.get("end")
        if begins and own:
            own[0] = own[0]._replace(start=begins)
            own[:] = [one._replace(start=max(one.start, begins)) for one in own]
        elif begins and self.starter in self.running:
            self.running[self.starter] = begins
        if ends and made_in in self._until:
            first, behind = self._ends.get(made_in - 1, 0), self._ends.get(made_in, 0)
            for index in range(first, behind):
                one = own[index]
                ran_on = one.end is None or one.end >= self._until[made_in]
                own[index] = one._replace(end=ends if ran_on else min(one.end or ends, ends))
            self._until[made_in] = ends

    def rest(self, edit: "Record", made_in: int) -> None:
        """Let all pauses last as long as a correction says: those until the end of its round, or until it was made."""
        pause = edit.get("pause", None)
        own = [*self.spans.get(self.starter, [])]
        own += [Span(self.running[self.starter], None)] if self.starter in self.running else []
        if pause is None or not own:
            return
        after_close = (edit.n, edit.id) > self._closes.get(made_in, (edit.n, edit.id))
        until = self._until[made_in] if after_close else edit.at
        begun = [one for one in own if one.start <= until]
        worked = minutes([one._replace(end=min(one.end or until, until)) for one in begun], until)
        ways = minutes(subtract(self.travels, [Span(until, None)]), until)
        whole = minutes([Span(one.start, until) for one in begun[:1]], until)
        self.adjusted = max(0, whole - int(pause) - ways) - worked

    def forget_what_was_cut_off(self) -> None:
        """Leave out stretches of the starter that corrections left nothing of."""
        own = self.spans.get(self.starter, [])
        own[:] = [one for one in own if one.end is None or one.start < one.end] or own[:1]
