"""A session in short: all that a listing needs of it, so that a listing need not read its entries."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from clientcare.domain.bills import OPEN_STATES
from clientcare.domain.documents import documents_of
from clientcare.domain.follow_ups import FollowUp
from clientcare.domain.hours import Span, cut, minutes
from clientcare.domain.sessions import SILENCE

if TYPE_CHECKING:
    from clientcare.domain.records import ThreadPlace
    from clientcare.domain.sessions import Session


class MadeOverview(NamedTuple):
    """An overview of the client that was made when a session was closed: where it lies, and when that was filed."""

    path: str
    folder: str
    filed: datetime


class Summary(NamedTuple):
    """What listings tell of a session; at any moment they tell the same from it as from the `Session` itself.

    `ended_work` are the minutes of work that is over; `clocks` is since when others run. `members` are those who
    worked. `quiet_since` is when something happened last before a pause that came hours later. `page` is where its
    newest page lies in the client's folder, `overviews` are those that its closes brought.
    """

    place: ThreadPlace
    client: str
    client_name: str
    title: str
    mode: str
    lead: str
    people: tuple[str, ...]
    members: tuple[str, ...]
    started: datetime | None
    ended: datetime | None
    state: str
    ended_work: int
    clocks: tuple[datetime, ...]
    bill_state: str
    last_at: datetime | None
    quiet_since: datetime | None
    last_filed: datetime
    follow_ups: tuple[FollowUp, ...]
    page: str
    overviews: tuple[MadeOverview, ...]

    @property
    def thread(self) -> str:
        """The identifier of the thread."""
        return self.place.thread

    @property
    def is_open(self) -> bool:
        """Whether it is neither closed nor cancelled."""
        return self.state in ("open", "running", "paused")

    @property
    def unbilled(self) -> bool:
        """Whether somebody still has to see to its bill."""
        return self.bill_state in OPEN_STATES

    @property
    def promises(self) -> bool:
        """Whether a follow-up of it is open."""
        return any(not one.done for one in self.follow_ups)

    def involves(self, handle: str) -> bool:
        """Whether the member leads the session or takes part in it now."""
        return handle == self.lead or handle in self.people

    def worked(self, now: datetime) -> int:
        """Minutes worked so far, the sum over all members."""
        if self.state == "cancelled":
            return 0
        return max(0, self.ended_work + minutes((Span(begun, None) for begun in self.clocks), now))

    def silent_since(self, now: datetime) -> datetime | None:
        """When something happened last, if the clock ran on for hours from then: until now, or until it was paused."""
        if self.state == "running" and self.last_at is not None and cut(now) - cut(self.last_at) >= SILENCE:
            return self.last_at
        return self.quiet_since


def summary(session: Session) -> Summary:
    """A session in short; it must have its first record."""
    spans = session.all_spans
    over = [span for span in spans if span.end is not None]
    last = session.records[-1]
    pages = documents_of(session, session.place.sort)
    return Summary(
        session.place,
        session.client,
        session.client_name,
        session.title,
        session.mode,
        session.lead,
        session.people,
        tuple(session.spans_by_member()),
        session.started,
        session.ended,
        session.state,
        minutes(over, last.at) + session.adjusted,
        tuple(span.start for span in spans if span.end is None),
        session.bill_state,
        session.last_at,
        session.silent_since(last.at) if session.state == "paused" else None,
        last.filed,
        session.follow_ups,
        str(pages[-1].get("path")) if pages else "",
        tuple(
            MadeOverview(path, record.get("folder") or session.place.folder, record.filed)
            for record in documents_of(session, "overview")
            if (path := record.get("path"))  # where the entry was erased, the page is gone too
        ),
    )


class Wanted(NamedTuple):
    """Which sessions a listing is about, or which procedures, or both where `sort` is empty.

    `folders` are those of some clients (none: all); `month` leaves out what was entered before the month of a moment;
    `since` and `until` bound the start, `until` not included; `state` "open" stands for all that go on; `pending`
    are those that are unbilled or promise something; `ending` is the end of an identifier. With `most`, those that
    began before the newest so many may be left out.
    """

    folders: tuple[str, ...] = ()
    month: datetime | None = None
    since: datetime | None = None
    until: datetime | None = None
    state: str = ""
    member: str = ""
    unbilled: bool = False
    promised: bool = False
    pending: bool = False
    ending: str = ""
    most: int = 0
    sort: str = "session"

    def takes(self, one: Summary) -> bool:
        """Whether the listing is about this session."""
        began = one.started
        return (
            (not self.folders or one.place.folder in self.folders)
            and (self.since is None or began is None or began >= self.since)
            and (self.until is None or began is None or began < self.until)
            and (not self.state or one.state == self.state or (self.state == "open" and one.is_open))
            and (not self.member or one.involves(self.member) or self.member in one.members)
            and (not self.unbilled or one.unbilled)
            and (not self.promised or one.promises)
            and (not self.pending or one.unbilled or one.promises)
            and one.thread.endswith(self.ending)
            and (not self.sort or one.place.sort == self.sort)
        )


class Progress(NamedTuple):
    """How far a long look at the records has come: `read` of the `of` sessions of a month ("2026/11")."""

    month: str
    read: int
    of: int


class IndexedMonth(NamedTuple):
    """A month ("2026/11") in the index: when it was `made`, None where it is not, and how many sessions it knows.

    `behind` are those that it does not tell as they are now: open ones, and what changed since.
    """

    month: str
    made: datetime | None
    sessions: int
    behind: int


def packed(one: Summary) -> str:
    """A summary as text. `unpacked` gives the same one, or fails, where the records held what no command writes."""
    values = [
        *one[1:-3],
        [list(promise) for promise in one.follow_ups],
        one.page,
        [list(made) for made in one.overviews],
    ]
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"), default=datetime.isoformat)


def unpacked(place: ThreadPlace, text: str) -> Summary:
    """The summary that `packed` made a text of. Raises ValueError and TypeError for any other text."""
    client, client_name, title, mode, lead, people, members, started, ended, state, *more = json.loads(text)
    ended_work, clocks, bill_state, last_at, quiet_since, last_filed, promises, page, overviews = more
    return Summary(
        place,
        client,
        client_name,
        title,
        mode,
        lead,
        tuple(people),
        tuple(members),
        _moment(started),
        _moment(ended),
        state,
        ended_work,
        tuple(datetime.fromisoformat(begun) for begun in clocks),
        bill_state,
        _moment(last_at),
        _moment(quiet_since),
        datetime.fromisoformat(last_filed),
        tuple(_promise(*promise) for promise in promises),
        page,
        tuple(MadeOverview(path, folder, datetime.fromisoformat(filed)) for path, folder, filed in overviews),
    )


def _promise(
    thread: str, due: str, who: str, text: str, done: bool, happy: bool | None, result: str, at: str | None, by: str
) -> FollowUp:
    return FollowUp(thread, datetime.fromisoformat(due), who, text, done, happy, result, _moment(at), by)


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
