"""How something ended, as its document tells it: outcomes, overrides, promises, what could not be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientcare.domain.claims import STEPS, doubled
from clientcare.domain.closings import AFTER_THE_CLOSE, NOT_ASKED
from clientcare.domain.documents import Fact, PromiseLine

if TYPE_CHECKING:
    from collections.abc import Mapping

    from clientcare.domain.claims import Doubled
    from clientcare.domain.guides import Guide
    from clientcare.domain.sessions import Session
    from clientcare.domain.telling import Telling

_UNREAD: Mapping[str, str] = {
    "arriving": "is still being written",
    "torn": "was never finished",
    "changed": "was changed after it was written",
    "copy": "was laid there by a program that keeps folders alike, and is not counted",
    "unreadable": "may not be read",
    "half-erased": "was erased and is still there",
    "foreign": "is no entry of this session",
}


def outcomes(session: Session, guide: Guide | None) -> tuple[Fact, ...]:
    """The outcomes of the guide, as they were reached at the close."""
    said = dict(session.outcomes)
    if session.closing is None or session.state == "cancelled":
        return ()
    found = [
        Fact(outcome.name, said.pop(outcome.id, NOT_ASKED))
        for outcome in (guide.outcomes if guide else ())
        if outcome.id in said or outcome.check not in AFTER_THE_CLOSE
    ]
    return (*found, *(Fact(_spoken(name), answer) for name, answer in said.items()))


def override(session: Session, guide: Guide | None) -> str:
    """Which gates were not met at the close, and why it was closed all the same."""
    if session.closing is None or not session.closing.get("override"):
        return ""
    names = {step.id: step.name for step in guide.steps} if guide else {}
    names.update((outcome.id, outcome.name) for outcome in (guide.outcomes if guide else ()))
    unmet = ", ".join(names.get(one, _spoken(one)) for one in session.closing.get("unmet", ()))
    return f"Closed although not met: {unmet}. Reason: {session.closing.get('override')}"


def _spoken(name: str) -> str:
    return name.replace("-", " ").capitalize()


def follow_ups(session: Session, tell: Telling) -> tuple[PromiseLine, ...]:
    """What was promised for later, and what came of it."""
    found = []
    for one in session.follow_ups:
        result = "open"
        if one.done_at:
            happy = {True: ", client happy", False: ", client NOT happy", None: ""}[one.happy]
            result = f"done {tell.moment(one.done_at)}, {tell.name(one.done_by)}{happy}"
            result += f": {one.result}" if one.result else ""
        found.append(PromiseLine(tell.moment(one.due), tell.name(one.who), "", one.text, result))
    return tuple(found)


def unread(session: Session) -> tuple[str, ...]:
    """What lies among the entries and could not be read."""
    return tuple(f"{odd.name} {_UNREAD.get(odd.state, odd.state)}" for odd in session.oddities)


def taken_twice(session: Session, tell: Telling) -> tuple[str, ...]:
    """Steps that two members took at the same moment."""
    return tuple(_twice(one, tell) for one in doubled(session.records))


def _twice(one: Doubled, tell: Telling) -> str:
    said = f" ({one.says})" if one.says else ""
    return (
        f"{STEPS.get(one.kind, one.kind)} twice at the same moment: by {tell.name(one.stands)}, which counts, and by "
        f"{tell.name(one.by)}, {tell.at(one.at)}{said}, which does not."
    )
