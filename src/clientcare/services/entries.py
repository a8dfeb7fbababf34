"""The one way into a client's file: every entry of every command passes here, and nowhere else."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, NamedTuple

from clientcare import __version__
from clientcare.domain.claims import check_turn
from clientcare.domain.entries import Entered, admit
from clientcare.domain.errors import ClientcareError, Exit
from clientcare.domain.kinds import KINDS, checked
from clientcare.domain.receipts import answer_of
from clientcare.domain.records import Record, Thread, ThreadPlace, heads, in_order, next_n
from clientcare.domain.sessions import SILENCE, fold
from clientcare.services.moments import fixed
from clientcare.services.privacy import guarded

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from clientcare.desk import Desk
    from clientcare.domain.errors import Unreachable
    from clientcare.domain.records import Receipt
    from clientcare.domain.sessions import Session

APP = f"clientcare {__version__}"
ADDED_LATER = frozenset(("note", "attach", "edit", "followup", "followdone", "undo", "procedure"))
"""Kinds that change what the document of a closed session says."""


class Draft(NamedTuple):
    """An entry that passed every gate and is ready to be filed."""

    kind: str
    fields: Mapping[str, Any]
    at: datetime
    ordinal: int = 0


class Unsure(ClientcareError):
    """The share took the entry and could not show it again."""

    exit = Exit.UNKNOWN


class Halfway(ClientcareError):
    """The share failed when a part of what a command does was filed already."""

    exit = Exit.UNKNOWN


def as_far_as_it_came(desk: Desk, error: Unreachable) -> ClientcareError:
    """The error that ends a command: that nothing was kept may be said only where nothing was filed."""
    if not desk.receipts:
        return error
    kinds = ", ".join(dict.fromkeys(receipt.record.kind for receipt in desk.receipts))
    return Halfway(
        f"{error.message} Saved before that: {kinds}.",
        "Look before you type it again: clientcare session show. " + error.hint,
    )


def cleared(desk: Desk, fields: Mapping[str, Any], kind: str) -> dict[str, Any]:
    """The fields with their texts as the privacy guard lets them pass. Raises HeldBack before anything is written."""
    row = KINDS[kind].fields
    passed: dict[str, Any] = {}
    masked, overruled = 0, set[str]()

    def pass_text(field: str, text: str) -> str:
        nonlocal masked
        seen = guarded(desk, field, text)
        masked += seen.masked
        overruled.update(seen.overruled)
        return seen.text

    for field, value in fields.items():
        wanted = row.get(field)
        if wanted == "text" and value:
            passed[field] = pass_text(field, value)
        elif wanted == "table" and value:
            passed[field] = {key: pass_text(key, one) if isinstance(one, str) else one for key, one in value.items()}
        elif wanted == "list" and value:
            passed[field] = tuple(pass_text(field, one) for one in value)
        else:
            passed[field] = value
    if masked:
        passed["masked"] = masked
    if overruled:
        passed["overruled"] = tuple(sorted(overruled))
    return passed


def draft(
    desk: Desk,
    session: Session,
    kind: str,
    fields: Mapping[str, Any],
    *,
    at: datetime | None = None,
    ordinal: int = 0,
) -> Draft:
    """An entry that may be filed into the session: admitted, cleared by the guard, and of the right types.

    Raises Conflict, HeldBack, Usage; nothing is written. `ordinal` counts a step that may happen only once.
    """
    admit(session, kind)
    desk.me  # noqa: B018 - nobody who is no member of the team gets further
    return Draft(kind, checked(kind, cleared(desk, fields, kind)), fixed(at or desk.now()), ordinal)


def file(desk: Desk, session: Session, entry: Draft, client: str = "") -> tuple[Session, Record]:
    """File a draft; answers the session as it is with it. Raises Conflict, Unreachable, Unsure.

    Where the share cannot be reached the entry may be kept on this machine; `desk.receipts` tells.

    `client` is the client's id, needed for the first record of a thread, and where it came to another client.
    """
    record = Record(
        thread=session.thread,
        client=client or session.client,
        n=next_n(session.records),
        id=desk.fresh_id(),
        salt=os.urandom(16).hex(),
        after=heads(session.records),
        at=entry.at.replace(microsecond=0),
        filed=fixed(desk.now()).replace(microsecond=0),
        by=desk.me.handle,
        machine=desk.settings.machine,
        kind=entry.kind,
        fields=entry.fields,
        app=APP,
        ordinal=entry.ordinal,
    )
    check_turn(session, record.kind, record.ordinal)
    filed = believed(desk, desk.store.file(session.place, record))
    return fold(session.known._replace(records=in_order((*session.records, filed)))), filed


def with_drafts(desk: Desk, session: Session, *drafts: Draft | None) -> Session:
    """The session as it will be when these drafts are filed; nothing is written."""
    records = list(session.records)
    for one in drafts:
        if one is not None:
            records.append(
                Record(
                    session.thread,
                    session.client,
                    next_n(records),
                    f"{len(records):026d}",
                    "",
                    tuple(record.digest for record in records),
                    one.at,
                    one.at,
                    desk.me.handle,
                    "",
                    one.kind,
                    one.fields,
                    "",
                    one.ordinal,
                    f"draft-{len(records)}",
                ),
            )
    return fold(session.known._replace(records=in_order(records)))


def believed(desk: Desk, receipt: Receipt) -> Record:
    """The record that was filed, or is kept on this machine. Raises Unsure where the share cannot show it."""
    if receipt.answer != "filed" and not receipt.waiting:
        raise Unsure(
            "Not sure whether the entry was saved: the share could not show it again.",
            "Look before you type it again: clientcare session show",
        )
    if receipt.record.kind != "document":  # pages are made up for: no command fails for one
        desk.receipts.append(receipt)
    return receipt.record


def enter(
    desk: Desk,
    session: Session,
    kind: str,
    fields: Mapping[str, Any],
    *,
    at: datetime | None = None,
    ordinal: int = 0,
) -> tuple[Session, Record]:
    """Draft and file in one go. What is added to a closed session makes its document anew."""
    after, record = file(desk, session, draft(desk, session, kind, fields, at=at, ordinal=ordinal))
    if kind in ADDED_LATER and not after.is_open:
        from clientcare.services.documents import attempted

        after = attempted(desk, after)
    return after, record


def empty_session(folder: str, thread: str) -> Session:
    """A session before its first record."""
    return fold(Thread(ThreadPlace(folder, thread), ()))


def acknowledged(desk: Desk, session: Session, record: Record, says: str) -> Entered:
    """The answer that a command gives after an entry; `session` is as it is with it."""
    now = desk.now()
    return Entered(
        record.kind,
        record.id,
        record.at,
        _number(session, record),
        says,
        session.thread,
        session.place.folder,
        session.client_name,
        session.title,
        "running" if session.runs_for(desk.me.handle) else session.state,
        session.worked(now),
        addendum=not session.is_open and record.kind == "note",
        masked=int(record.get("masked", 0)),
        tell_client=session.must_tell_of_estimate(now),
        silent_since=_silent_since(session, record, now),
        answer=answer_of(desk.receipts),
        filed=record.filed,
    )


def _number(session: Session, record: Record) -> int:
    """The entry's number among those of its kind; an amendment has that of the note to which it gives a new text."""
    numbers: dict[str, int] = {}
    count = 0
    for one in session.of_kind(record.kind):
        amended = numbers.get(one.get("amends"))
        count += amended is None
        numbers[one.id] = amended or count
    return numbers.get(record.id, 0)


def _silent_since(session: Session, record: Record, now: datetime) -> datetime | None:
    """When something happened last before this entry, if the clock ran on for hours from then."""
    if session.forgotten(now):
        return session.last_at
    before = max((one.at for one in session.happened if one.id != record.id), default=record.at)
    if record.at - before < SILENCE:
        return None
    others = tuple(one for one in session.records if one.id != record.id)
    return before if fold(Thread(session.place, others)).forgotten(record.at) else None
