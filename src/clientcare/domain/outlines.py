"""The outline of a record: what of it may lie on a technician's machine, so that a session goes on without the share.

No text, name, file or price is in it: identifiers, times, members' handles, and words of the code and of the guide.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from clientcare.domain.records import Record

_PARTS: Mapping[str, tuple[str, ...]] = {
    "start": ("mode", "planned", "guide", "guide-digest", "with", "zone", "from-session", "instructed-by"),
    "procedure": ("began", "guide"),
    "note": ("sort", "amends"),
    "part": ("asked",),
    "estimate": ("minutes",),
    "choice": ("option",),
    "returned": ("of",),
    "consent": ("about", "answer"),
    "travel": ("minutes",),
    "arrive": ("planned",),
    "leave": ("for",),
    "handover": ("to", "for"),
    "take": ("from",),
    "step": ("step", "status"),
    "guide": ("guide", "guide-digest"),
    "undo": ("of",),
    "edit": ("start", "end", "pause", "mode"),
    "close": ("cancelled", "start", "end", "worked", "paused", "travel", "billable", "resolved", "satisfied"),
    "followup": ("due",),
    "followdone": ("of",),
}
"""The fields of each kind that say nothing about a client. A kind that is not here keeps none."""
_CONSENTS = ("work", "backup")
_READ_LATER = ("problem", "solution", "scope")
"""What is answered to these is itself used as text, so a stand-in for it would be taken for the text."""
ANSWERED = "answered"
"""Stands for an answer that cannot be read here."""


def outline(record: Record) -> Record:
    """The record without anything that could be read of a client; its identity, time and place in the order stay."""
    fields: dict[str, Any] = {
        name: record.fields[name] for name in _PARTS.get(record.kind, ()) if name in record.fields
    }
    if record.kind == "step":
        fields["answers"] = {
            name: said if name in _CONSENTS or not said else ANSWERED
            for name, said in record.get("answers", {}).items()
            if name not in _READ_LATER
        }
    return record._replace(client="", salt="", fields=fields)
