"""What stays of an entry that was erased, what the law makes a shop keep, and what an erasure is answered with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime

    from clientcare.domain.records import Record
    from clientcare.domain.retention import Retention

GONE = "(erased)"
"""What is shown instead of a text without which nobody knew what an entry is about."""
ERASED = "erased"
"""The kind of what stays of an entry of which nothing but its place in the chain is kept."""

FIGURES: Mapping[str, tuple[str, ...]] = {
    "start": ("mode", "planned", "guide", "guide-digest", "with", "zone", "from-session", "instructed-by"),
    "procedure": ("began", "guide"),
    "guide": ("guide", "guide-digest"),
    "edit": ("start", "end", "pause", "mode"),
    "close": ("cancelled", "start", "end", "worked", "paused", "travel", "billable", "resolved", "satisfied"),
    "reopen": (),
    "undo": ("of", "moved-to"),
    "pause": (),
    "resume": (),
    "join": (),
    "leave": ("for",),
    "handover": ("to", "for"),
    "take": ("from",),
    "travel": ("minutes",),
    "arrive": ("planned",),
    "depart": (),
    "part": ("quantity", "price", "currency"),
    "bill": ("number", "message-id", "worked", "billable", "parts"),
    "send": ("number", "message-id", "way"),
    "sent": ("attempt", "status", "way"),
    "mark": ("as", "number"),
    "document": ("what", "close", "sha256"),
    "moved": ("to", "folder"),
    "arrived": ("from",),
    "placed": ("to", "folder"),
    "export": ("for", "sha256", "files", "local"),
    "erasure": ("what", "entries", "documents"),
}
"""By kind: the hours, the money and the course of a session, which stay; texts go. Kinds that are not here go whole."""
_SHOWN_GONE: Mapping[str, tuple[str, ...]] = {
    "start": ("title",),
    "edit": ("title",),
    "close": ("problem", "solution", "no-charge"),
    "part": ("name",),
}
_MAILS = ("sent", "told")
MAY_ERASE = ("account-manager", "project-manager")
"""The roles of management: who may erase."""


class Erasure(NamedTuple):
    """What is erased, or would be with `dry_run`.

    `what` is "client", "entry" or "document", `name` says it to people. `entries` and `documents` go whole; `figures`
    counts the entries of which hours and money stay, `exports` the files of earlier exports that go too. `also` names
    the clients that were merged into the one, `stays` says what stays and why, `beyond` what nobody here can reach.
    """

    what: str
    name: str
    client: str
    folder: str
    entries: int
    figures: int
    documents: tuple[str, ...]
    exports: int
    stays: tuple[str, ...]
    beyond: tuple[str, ...]
    also: tuple[str, ...] = ()
    dry_run: bool = False


def tombstone(record: Record, at: datetime, by: str, reason: str) -> Record:
    """What stays of a record: its place in the chain, and of the frame of a session the figures.

    Its digest is that of the record, so that whatever named it still finds it; the salt is gone, so that nobody can
    guess the content from it.
    """
    kept = {field: record.fields[field] for field in FIGURES.get(record.kind, ()) if field in record.fields}
    shown = {field: GONE for field in _SHOWN_GONE.get(record.kind, ()) if record.fields.get(field)}
    said = {"was": record.get("was") or record.kind, "erased-at": at, "erased-by": by, "reason": reason}
    kind = record.kind if record.kind in FIGURES else ERASED
    return record._replace(kind=kind, salt="", fields={**kept, **shown, **said})


def as_it_was(record: Record) -> Record:
    """A record with the kind under which it was filed, so that its name is that of its file; others as they are."""
    return record._replace(kind=str(record.get("was"))) if record.kind == ERASED else record


def is_tombstone(record: Record) -> bool:
    """Whether this is what stayed of an erased entry."""
    return "erased-at" in record.fields


def with_amendments(records: Iterable[Record], of: Record) -> tuple[Record, ...]:
    """An entry with those that give it a new text: whoever erases it erases them, or it would be told by them."""
    known = tuple(records)
    found = [of]
    for record in known:
        if record.get("amends") in {one.id for one in found}:
            found.append(record)
    return tuple(found)


def must_stay(record: Record, retention: Retention, today: date) -> bool:
    """Whether the law makes the shop keep the whole record still: what billing was told."""
    return record.kind == "bill" and retention.held_until("bills", record.at.date()) >= today


def was_mailed(records: Iterable[Record]) -> bool:
    """Whether a mail about a session left the house, or may have."""
    known = tuple(records)
    last = {(one.kind, one.get("about"), one.get("attempt")): one.get("status") for one in known if one.kind in _MAILS}
    return "sent" in last.values() or "unknown" in last.values() or any(one.kind == "mark" for one in known)


def beyond_reach(mailed: bool, local: bool) -> tuple[str, ...]:
    """What an erasure does not reach, in sentences; `mailed`: a mail was sent, `local`: something was exported."""
    found = ["Backups of the share, and versions that the server or a sync client keeps: look there."]
    found += ["Mails that were sent: ask whoever got them."] if mailed else []
    found += ["What was exported to a disk of a machine."] if local else []
    return (*found, "What other machines keep sealed until they reach the share.")


def figures_of(records: Iterable[Record]) -> int:
    """How many of these entries keep figures."""
    return sum(record.kind in FIGURES for record in records)


def told_of(record: Record) -> dict[str, Any]:
    """When, by whom and why an entry was erased."""
    return {key: record.get(key) for key in ("was", "erased-at", "erased-by", "reason")}
