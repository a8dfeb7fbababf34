"""Undo: a counter-entry that takes my last entry back. Both stay in the record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientcare.domain.entries import admit
from clientcare.domain.errors import Conflict, NotFound
from clientcare.domain.kinds import KINDS
from clientcare.domain.options import Ruling
from clientcare.domain.times import say_minutes, say_time
from clientcare.services.entries import acknowledged, draft, enter, file
from clientcare.services.finding import current, mine, named

if TYPE_CHECKING:
    from collections.abc import Sequence

    from clientcare.desk import Desk
    from clientcare.domain.entries import Entered
    from clientcare.domain.records import Record
    from clientcare.domain.sessions import Session

_BY_THE_WAY = ("told", "document", "sent", "procedure")
"""Entries that commands make beside the one that was typed."""
_RESTS = ("pause", "leave", "depart", "travel")
_WORDS = {
    "start": "the start of the {sort}",
    "close": "the close",
    "bill": "the bill",
    "send": "the mail to billing",
    "mark": "the mark on the bill",
    "escalate": "raising the session",
    "help": "asking the team",
    "endnow": "ending at once",
    "handover": "handing the session over",
    "take": "taking the session over",
    "reopen": "opening the session again",
    "lent": "access lent",
    "returned": "access returned",
    "followup": "follow-up",
    "followdone": "follow-up done",
    "edit": "correction",
    "guide": "the move to the newer guide",
    "attach": "attachment",
    "choice": "the client's choice",
}
_INSTEAD = {"start": "{sort} cancel {short} --reason TEXT", "close": "{sort} reopen {short} --reason TEXT"}
_SAYS = ("text", "name", "what", "about", "step", "title")
LONGEST = 60


def undo(desk: Desk, *, session: str = "", move_to: str = "") -> Entered:
    """Take my last entry in a session back, if it is of a kind that can be; never an older one instead.

    With `move_to` it is a note that belongs into another session, where it is filed first, with its own time: after a
    crash in between it stands in both, and the next try takes it back here only. Raises NotFound where I have none,
    Conflict where the last one stands for good, was overtaken by the close, or would set a second clock of mine going.
    """
    found = current(desk, session)
    me = desk.me.handle
    own = [record for record in found.live if record.by == me and record.kind not in _BY_THE_WAY]
    if not own:
        raise NotFound(f"You have no entry in '{found.title}' that could be taken back.")
    last = own[-1]
    _check(desk, found, last)
    other = _other(desk, found, last, move_to) if move_to else None
    entry = draft(desk, found, "undo", {"of": last.id, "moved-to": other.thread if other else ""})
    if other:
        _file_there(desk, other, found, last)
    if last.kind == "leave":
        desk.store.add_hint(me, found.place)
    after, record = file(desk, found, entry)
    if not after.involves(me):
        desk.store.drop_hint(me, found.place)
    to = f", now in '{other.title}' of {other.client_name}" if other else ""
    return acknowledged(desk, after, record, f"{say_entry(last)}{to}")


def _other(desk: Desk, session: Session, last: Record, word: str) -> Session:
    """The session into which my last entry here goes. Raises Conflict where that entry is none that can go."""
    if last.kind != "note" or last.get("amends"):
        raise Conflict(
            f"Your last entry is {say_entry(last)}, and only a note can go into another session.",
            "Take it back and enter it there: clientcare undo",
        )
    other = named(desk, word)
    if other.thread == session.thread:
        raise Conflict(f"The note is in '{session.title}' already.", "Name another session: --move-to SESSION")
    return other


def _file_there(desk: Desk, other: Session, session: Session, note: Record) -> None:
    """File the note in the other session, unless that was done by a try that was cut short."""
    if any(one.get("from") == note.id for one in other.of_kind("note")):
        return
    desk.rulings[note.get("text")] = Ruling(note.get("text"), overrule=True)  # it stands on record as it is
    fields = {field: note.get(field, None) for field in ("text", "sort", "visible", "out-of-scope")}
    enter(desk, other, "note", {**fields, "from": note.id, "from-thread": session.thread}, at=note.at)


def finished_moves(desk: Desk, found: Sequence[Session]) -> list[Session]:
    """These sessions of mine, after notes that stand in two of them were taken back where they came from."""
    filed = {record.get("from"): one.thread for one in found for record in one.of_kind("note")}
    finished = []
    for session in found:
        for record in session.of_kind("note"):
            if record.id in filed and record.by == desk.me.handle and session.is_open:
                session, _ = enter(desk, session, "undo", {"of": record.id, "moved-to": filed[record.id]})
        finished.append(session)
    return finished


def say_entry(record: Record) -> str:
    """Name an entry in a few words: its kind, what it says, and when it happened."""
    name = _WORDS.get(record.kind, record.kind).format(sort=record.thread.partition("-")[0])
    said = next((str(record.get(field)) for field in _SAYS if record.get(field)), "")
    if record.get("minutes", 0):
        said = f"{say_minutes(record.get('minutes'))} {said}".rstrip()
    line = " ".join(said.split())
    shown = f" '{line}'" if len(line) <= LONGEST else f" '{line[:LONGEST]}…'"
    return f"{name}{shown if line else ''} of {say_time(record.at)}"


def _check(desk: Desk, session: Session, last: Record) -> None:
    if last.kind not in KINDS or not KINDS[last.kind].undoable:
        command = _INSTEAD.get(last.kind, "note TEXT -s {short}")
        command = command.format(sort=session.place.sort, short=session.place.short)
        raise Conflict(
            f"Your last entry is {say_entry(last)}, which cannot be taken back.",
            f"What can be done instead: clientcare {command}",
        )
    if not session.is_open and not session.is_addendum(last):
        raise Conflict(
            f"The {session.place.sort} was {session.state} after {say_entry(last)}.",
            f"To correct it: clientcare {session.place.sort} reopen {session.place.short}",
        )
    if last.kind == "edit":
        admit(session, "edit")
    if last.kind in _RESTS and not last.get("minutes", 0):
        _check_clocks(desk, session, last)


def _check_clocks(desk: Desk, session: Session, last: Record) -> None:
    others = [one for one in mine(desk) if one.thread != session.thread and one.runs_for(desk.me.handle)]
    if others:
        raise Conflict(
            f"Without {say_entry(last)} your clock here would have run on, and it runs in '{others[-1].title}' now.",
            f"Pause that one first, or go on here from now: clientcare resume {session.place.short}",
        )
