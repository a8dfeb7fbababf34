"""How an acknowledged entry is shown: one line that says what was saved, where, and what must be known now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientcare.domain.times import say_minutes, say_moment, say_time
from clientcare.views.view import Look, View, clean, style

if TYPE_CHECKING:
    from collections.abc import Iterable

    from clientcare.domain.entries import Entered

_NAMES = {
    "attach": "attached",
    "close": "cancelled",
    "lent": "access lent",
    "returned": "access returned",
    "endnow": "ended at once",
    "help": "team asked",
    "handover": "handed over",
    "take": "taken over",
    "join": "joined",
    "leave": "left",
    "arrive": "arrived",
    "depart": "left the site",
    "travel": "on the way",
    "pause": "paused",
    "resume": "running again",
    "undo": "taken back",
    "reopen": "reopened",
    "escalate": "escalated",
    "edit": "corrected",
    "followdone": "follow-up done",
}
_HELD = {"phone": "by phone", "remote": "remotely"}
_NUMBERED = ("note", "option")


def _human(entered: Entered, look: Look) -> Iterable[str]:
    if entered.answer != "filed":  # what became of it stands below
        return list(warnings(entered, look))
    tick = style("✓" if look.symbols else "+", "good", look)
    name = _NAMES.get(entered.kind, entered.kind)
    if entered.kind in _NUMBERED:
        name = f"{'addendum' if entered.addendum else name} {entered.number}"
    what = f"{name} {clean(entered.says)}".rstrip()
    has_clock = not entered.thread.startswith("procedure-")
    clock = f"{say_minutes(entered.minutes)} {entered.state}" if has_clock else entered.state
    dot = " · " if look.symbols else " - "
    place = dot.join((clean(entered.client_name), clean(entered.title), clock))
    when = say_time(entered.at)
    if entered.filed and entered.filed.date() != entered.at.date():
        when = say_moment(entered.at)
    return [f"{tick} {when}  {what}{dot}{place}", *warnings(entered, look)]


def warnings(entered: Entered, look: Look) -> Iterable[str]:
    """What the technician must know now."""
    mark = style("!", "warn", look)
    if entered.masked:
        yield f"{mark} {entered.masked} secret{'s' if entered.masked > 1 else ''} masked before saving"
    if entered.tell_client:
        yield f"{mark} The estimate has passed: tell the client, then: clientcare note --kind update TEXT"
    if entered.no_way_in:
        short = entered.thread[-4:]
        yield (
            f"{mark} This session is held {_HELD[entered.no_way_in]}. "
            f"If you drive out: clientcare session edit {short} --mode on-site. If not: clientcare undo -s {short}"
        )
    if entered.silent_since:
        since = say_moment(entered.silent_since)
        yield f"{mark} Nothing was entered since {since}. If it ended then: clientcare close --at '{since}'"


def _plain(entered: Entered) -> Iterable[tuple[object, ...]]:
    yield (
        entered.kind,
        entered.id,
        entered.at,
        entered.number,
        entered.folder,
        entered.title,
        entered.state,
        entered.minutes,
        entered.thread,
    )


def _quiet(entered: Entered) -> Iterable[str]:
    yield entered.id


ENTERED = View("entry/1", _human, _plain, _quiet)
