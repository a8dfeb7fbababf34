"""The kinds of records: what each may hold, whether it may happen only once, and whether it can be taken back."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from clientcare.domain.errors import Usage

TEXT_LIMIT = 1_500_000
"""Characters that one text of an entry may have; longer text belongs into an attachment."""


class Kind(NamedTuple):
    """A row of the table of kinds: its fields with their types, whether it may happen only once, and be undone.

    One `of_a_clock` is of hours, parts and bills, or begins something beside them: no procedure takes it.
    """

    fields: Mapping[str, str]
    once: bool = False
    undoable: bool = True
    of_a_clock: bool = False


_PLAIN: Mapping[str, str] = {}
KINDS: Mapping[str, Kind] = {
    "start": Kind(
        {
            "client-name": "text",
            "title": "text",
            "mode": "word",
            "problem": "text",
            "scope": "text",
            "planned": "time",
            "guide": "word",
            "guide-digest": "word",
            "with": "list",
            "zone": "word",
            "requirements": "table",
            "unmet": "list",
            "override": "text",
            "from-session": "word",
            "instructed-by": "word",
        },
        undoable=False,
    ),
    "note": Kind(
        {
            "text": "text",
            "sort": "word",
            "visible": "flag",
            "out-of-scope": "flag",
            "amends": "word",
            "from": "word",
            "from-thread": "word",
        }
    ),
    "part": Kind(
        {
            "name": "text",
            "quantity": "word",
            "serial-out": "word",
            "serial-in": "word",
            "price": "word",
            "currency": "word",
            "asked": "word",
        },
        of_a_clock=True,
    ),
    "attach": Kind(
        {"name": "text", "path": "word", "sha256": "word", "size": "whole", "was-read": "flag", "asked": "word"}
    ),
    "estimate": Kind({"minutes": "whole", "text": "text"}, of_a_clock=True),
    "option": Kind({"text": "text", "cost": "text", "consequence": "text"}, of_a_clock=True),
    "choice": Kind({"option": "word", "who": "text"}, of_a_clock=True),
    "lent": Kind({"what": "text", "to": "text"}),
    "returned": Kind({"of": "word", "text": "text"}),
    "consent": Kind({"about": "word", "answer": "word", "who": "text"}),
    "travel": Kind({"minutes": "whole"}, of_a_clock=True),
    "arrive": Kind({"planned": "time"}, of_a_clock=True),
    "depart": Kind(_PLAIN, of_a_clock=True),
    "join": Kind(_PLAIN, of_a_clock=True),
    "leave": Kind({"for": "word"}, of_a_clock=True),
    "handover": Kind({"to": "word", "for": "word", "text": "text"}, undoable=False),
    "take": Kind({"from": "word"}, once=True, undoable=False, of_a_clock=True),
    "pause": Kind({"text": "text"}, of_a_clock=True),
    "resume": Kind(_PLAIN, of_a_clock=True),
    "escalate": Kind({"to": "list", "text": "text"}, undoable=False, of_a_clock=True),
    "help": Kind({"to": "list", "text": "text"}, undoable=False, of_a_clock=True),
    "endnow": Kind({"to": "list", "text": "text"}, undoable=False, of_a_clock=True),
    "told": Kind({"about": "word", "status": "word", "way": "word", "detail": "text", "where": "word"}, undoable=False),
    "step": Kind(
        {
            "step": "word",
            "status": "word",
            "reason": "text",
            "answers": "table",
            "sensitive": "list",
            "instructed-by": "word",
        },
    ),
    "guide": Kind({"guide": "word", "guide-digest": "word"}),
    "procedure": Kind({"began": "word", "guide": "word", "title": "text"}, undoable=False, of_a_clock=True),
    "undo": Kind({"of": "word", "moved-to": "word"}, undoable=False),
    "edit": Kind(
        {"start": "time", "end": "time", "pause": "whole", "title": "text", "mode": "word", "reason": "text"},
        of_a_clock=True,
    ),
    "close": Kind(
        {
            "cancelled": "flag",
            "reason": "text",
            "problem": "text",
            "solution": "text",
            "start": "time",
            "end": "time",
            "worked": "whole",
            "paused": "whole",
            "travel": "whole",
            "billable": "whole",
            "no-charge": "text",
            "resolved": "flag",
            "satisfied": "flag",
            "outcomes": "table",
            "unmet": "list",
            "override": "text",
            "tell-billing": "flag",
        },
        once=True,
        undoable=False,
    ),
    "reopen": Kind({"reason": "text"}, once=True, undoable=False),
    "followup": Kind({"due": "time", "who": "text", "text": "text"}),
    "followdone": Kind({"of": "word", "happy": "flag", "text": "text"}),
    "bill": Kind(
        {
            "number": "word",
            "to": "text",
            "subject": "text",
            "text": "text",
            "message-id": "word",
            "worked": "whole",
            "billable": "whole",
            "parts": "text",
            "heads": "list",
            "unresolved": "text",
        },
        once=True,
        undoable=False,
        of_a_clock=True,
    ),
    "send": Kind({"number": "word", "message-id": "word", "to": "text", "way": "word"}, once=True, undoable=False),
    "sent": Kind(
        {"attempt": "whole", "status": "word", "way": "word", "detail": "text", "where": "word"},
        undoable=False,
    ),
    "mark": Kind({"as": "word", "number": "word"}, undoable=False),
    "document": Kind(
        {"what": "word", "path": "word", "sha256": "word", "close": "whole", "folder": "word"}, undoable=False
    ),
    "fact": Kind({"text": "text"}),
    "erasure": Kind({"what": "word", "entries": "whole", "documents": "whole", "reason": "text"}, undoable=False),
    "export": Kind({"for": "word", "sha256": "word", "files": "whole", "local": "flag"}, undoable=False),
    "moved": Kind({"to": "word", "folder": "word", "reason": "text"}, once=True, undoable=False),
    "arrived": Kind({"client-name": "text", "from": "word", "documents": "table"}, once=True, undoable=False),
    "placed": Kind({"to": "word", "folder": "word"}, once=True, undoable=False),
}
GUARD_FIELDS: Mapping[str, str] = {"masked": "whole", "overruled": "list"}
"""What any kind may carry beside its own fields: what the privacy guard did to its texts."""

_TYPES: Mapping[str, tuple[type, ...]] = {
    "text": (str,),  # what a person wrote: the privacy guard reads it
    "word": (str,),  # an identifier, a digest, one of a few words: the guard has no business there
    "whole": (int,),
    "flag": (bool,),
    "time": (datetime,),
    "list": (tuple, list),
    "table": (dict,),
}


def checked(kind: str, fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a new entry, without the empty ones, each of the type that its kind's row names.

    Raises Usage for text that is no valid Unicode (with its position) or too long, and TypeError for our own slips:
    a field that the kind does not have, or one of another type.
    """
    row = KINDS[kind].fields
    kept: dict[str, Any] = {}
    for field, value in fields.items():
        if value is None or value == "" or value == () or value == {}:
            continue
        wanted = row.get(field) or GUARD_FIELDS.get(field)
        if wanted is None or not _is_a(wanted, value):
            raise TypeError(f"{kind}.{field} cannot be {type(value).__name__}")
        for text in _texts(value):
            check_text(field, text)
        kept[field] = list(value) if wanted == "list" else value
    return kept


def fits(kind: str, fields: Mapping[str, Any]) -> bool:
    """Whether the fields of a record that was read are of the types of its kind's row. Unknown kinds and fields do."""
    row = KINDS[kind].fields if kind in KINDS else GUARD_FIELDS
    for field, value in fields.items():
        wanted = row.get(field) or GUARD_FIELDS.get(field)
        if wanted and not (_is_a(wanted, value) and (type(value) is str or _is_plain(value))):
            return False
    return True


def _is_plain(value: Any) -> bool:
    """Lists and tables hold texts, and times have an offset."""
    if isinstance(value, (tuple, list, dict)):
        return all(isinstance(one, str) for one in (value.values() if isinstance(value, dict) else value))
    return not isinstance(value, datetime) or value.tzinfo is not None


def _texts(value: Any) -> list[str]:
    """The texts of a value: itself, those of a list, or those of a table."""
    found = value.values() if isinstance(value, dict) else value if isinstance(value, (tuple, list)) else (value,)
    return [one for one in found if isinstance(one, str)]


def _is_a(wanted: str, value: Any) -> bool:
    return isinstance(value, _TYPES[wanted]) and not (wanted == "whole" and isinstance(value, bool))


def check_text(field: str, text: str) -> None:
    """Raises Usage where text cannot be kept: no valid Unicode, or longer than `TEXT_LIMIT` characters."""
    if len(text) > TEXT_LIMIT:
        raise Usage(
            f"The {field} has {len(text):,} characters; {TEXT_LIMIT:,} are the most that one entry keeps.",
            "Put it into a file and add that: clientcare attach FILE",
        )
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise Usage(
            f"The {field} is no valid text: character {error.start + 1} cannot be written as Unicode.",
            "Check how the text was copied; from a file: clientcare note - < FILE",
        ) from None
