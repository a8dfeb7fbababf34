"""What happened around the work of a session: who came and went, calls for help, corrections."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientcare.domain.documents import Correction, Event
from clientcare.domain.erasures import is_tombstone, told_of
from clientcare.domain.punctuality import punctuality, say_punctuality
from clientcare.domain.records import Thread
from clientcare.domain.sessions import fold
from clientcare.domain.times import say_minutes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from clientcare.domain.records import Record
    from clientcare.domain.sessions import Session
    from clientcare.domain.telling import Telling

KIND_NAMES: Mapping[str, str] = {
    "attach": "attachment",
    "choice": "the client's choice",
    "edit": "correction",
    "followdone": "result of a follow-up",
    "followup": "follow-up",
    "guide": "move to a newer text of the guide",
    "lent": "lent access",
    "returned": "access given back",
    "procedure": "mention of a procedure",
    "step": "step of the guide",
    "undo": "taking back",
}
"""How an entry of a kind is called, where the kind's own name does not say it."""


def events(session: Session, tell: Telling) -> tuple[Event, ...]:
    """Who came, went, paused and called for help, in the order of the record."""
    found = []
    for record in session.of_kind(*_TOLD):
        if record is not session.closing:
            text = _TOLD[record.kind](record, tell) + ("; arrived late" if session.is_late(record) else "")
            found.append(Event(tell.at(record.at), tell.name(record.by), text))
    found += [_erased(record, tell) for record in session.records if is_tombstone(record)]
    return tuple(found)


def _erased(record: Record, tell: Telling) -> Event:
    told = told_of(record)
    what = f"{KIND_NAMES.get(told['was'], told['was'])} of {tell.at(record.at)} was erased"
    return Event(tell.moment(told["erased-at"]), tell.name(told["erased-by"]), _and(what, told["reason"]))


def _with_text(said: str) -> Callable[[Record, Telling], str]:
    return lambda record, tell: _and(said, record.get("text"))


def _and(said: str, text: str) -> str:
    return f"{said}: {text}" if text else said


def _arrived(record: Record, tell: Telling) -> str:
    planned = record.get("planned", None)
    return f"arrived, {say_punctuality(punctuality(record.at, planned, ''))}" if planned else "arrived"


def _travelled(record: Record, tell: Telling) -> str:
    typed = record.get("minutes", 0)
    return f"was on the way for {say_minutes(typed)}" if typed else "set out"


def _handed_over(record: Record, tell: Telling) -> str:
    instead = f" for {tell.name(record.get('for'))}" if record.get("for") else ""
    return _and(f"handed over to {tell.name(record.get('to'))}{instead}", record.get("text"))


def _called(said: str) -> Callable[[Record, Telling], str]:
    def text(record: Record, tell: Telling) -> str:
        people = tell.people(record.get("to", ()))
        return _and(f"{said} ({people})" if people else said, record.get("text"))

    return text


def _closed(record: Record, tell: Telling) -> str:
    return _and("cancelled", record.get("reason")) if record.get("cancelled", False) else "closed, opened again later"


_TOLD: Mapping[str, Callable[[Record, Telling], str]] = {
    "join": lambda record, tell: "joined",
    "leave": lambda record, tell: "left",
    "handover": _handed_over,
    "take": lambda record, tell: f"took over from {tell.name(record.get('from'))}",
    "pause": _with_text("paused"),
    "resume": lambda record, tell: "went on",
    "travel": _travelled,
    "arrive": _arrived,
    "depart": lambda record, tell: "left the client",
    "escalate": _called("raised it to a senior or manager"),
    "help": _called("asked the team for help"),
    "endnow": _called("ended it at once and called management"),
    "told": lambda record, tell: _and("message", record.get("detail") or record.get("status")),
    "close": _closed,
    "reopen": lambda record, tell: _and("opened it again", record.get("reason")),
    "guide": lambda record, tell: "went on with a newer text of the guide",
    "procedure": lambda record, tell: f"began the procedure '{record.get('title')}' ({record.get('began')[-4:]})",
    "arrived": lambda record, tell: "moved here from another client, under whom it was filed by mistake",
    "placed": lambda record, tell: "said which client this is about; it was begun without the share",
}


def corrections(session: Session, tell: Telling) -> tuple[Correction, ...]:
    """What was corrected, with what was and what is, and what was taken back."""
    found: list[Correction] = []
    for place, record in enumerate(session.records):
        if record.kind == "edit" and record.id not in session.undone:
            before = fold(Thread(session.place, session.records[:place]))
            found += _edited(session, record, before, tell)
        elif record.kind == "undo":
            found += _taken_back(session, record, tell)
    return tuple(found)


def _edited(session: Session, record: Record, before: Session, tell: Telling) -> Iterator[Correction]:
    reason = record.get("reason")
    if session.is_late(record):
        reason = f"{reason} (arrived after the close: changes nothing)".lstrip()
    was = {
        "title": before.title,
        "mode": before.mode,
        "start": tell.moment(before.started),
        "end": tell.moment(before.ended),
        "pause": say_minutes(before.paused(before.ended or record.at)),
    }
    for field, value in record.fields.items():
        if field in was:
            now = say_minutes(value) if field == "pause" else value if isinstance(value, str) else tell.moment(value)
            yield Correction(tell.at(record.at), tell.name(record.by), field, was[field], now, reason)


def _taken_back(session: Session, record: Record, tell: Telling) -> Iterator[Correction]:
    for taken in session.records:
        if taken.id == record.get("of") and taken.id in session.undone:
            what = f"{KIND_NAMES.get(taken.kind, taken.kind)} of {tell.at(taken.at)}, {tell.name(taken.by)}"
            yield Correction(tell.at(record.at), tell.name(record.by), what, "", "taken back", "")
