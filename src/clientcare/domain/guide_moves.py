"""Moving a walk to a guide that was changed: answers whose step is still there go along, and nothing is lost.

No entry is changed by a move. The walk is made of the same entries with the new text, without the answers that it
cannot take; they stay in the record, and count again where the move is taken back.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from clientcare.domain.outlines import ANSWERED
from clientcare.domain.walk_steps import shown_answers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from clientcare.domain.asks import Ask
    from clientcare.domain.entries import Entered
    from clientcare.domain.guides import Guide
    from clientcare.domain.pins import Pin
    from clientcare.domain.walk_reports import WalkView
    from clientcare.domain.walk_steps import StepEntry
    from clientcare.domain.walks import Walk


class LeftBehind(NamedTuple):
    """Something of the old text that the new one has no place for. It stays in the record.

    `why` is "step" where the step is gone, "question" where its question is, "answer" where the question takes no such
    answer any more. `prompt` and `answer` are as they may be shown, empty where nothing was answered.
    """

    why: str
    step: str
    name: str
    field: str = ""
    prompt: str = ""
    answer: str = ""


class MovedWalk(NamedTuple):
    """A walk that goes by a new text: the SHA-256 of the old and the new one, and where it is now.

    `through` are the steps that were through and still are, `again` those that were and ask something more, `new` those
    that the old text did not have: by their ids. `left_behind` is what the new text has no place for.
    """

    entered: Entered
    from_text: str
    to_text: str
    through: tuple[str, ...]
    again: tuple[str, ...]
    new: tuple[str, ...]
    left_behind: tuple[LeftBehind, ...]
    here: WalkView


def moved_walk(entered: Entered, old: Walk, now: Walk, here: WalkView) -> MovedWalk:
    """What a move came to; `here` is the view of the walk as it is `now`."""
    through = {one.id for one in old.steps if one.through}
    known = {one.id for one in old.steps}
    return MovedWalk(
        entered,
        old.guide.digest,
        now.guide.digest,
        tuple(one.id for one in now.steps if one.through),
        tuple(one.id for one in now.steps if one.id in through and not one.through),
        tuple(one.id for one in now.steps if one.id not in known),
        left_behind(old, now.guide),
        here,
    )


def counting(guide: Guide, entries: tuple[StepEntry, ...], pins: Sequence[Pin]) -> tuple[StepEntry, ...]:
    """The entries of a walk as the text counts them that it goes by now; all of them where it never moved."""
    return taken_along(guide, entries) if len(pins) > 1 else entries


def taken_along(guide: Guide, entries: Iterable[StepEntry]) -> tuple[StepEntry, ...]:
    """The entries of a walk as a text of its guide takes them that it moved to: without answers that do not fit it.

    Entries that were made with this very text stay as they are.
    """
    asks = {(step.id, ask.field): ask for step in guide.steps for ask in step.asks}
    steps = {step.id for step in guide.steps}
    return tuple(entry._replace(answers=_fitting(entry, asks)) if entry.step in steps else entry for entry in entries)


def _fitting(entry: StepEntry, asks: Mapping[tuple[str, str], Ask]) -> dict[str, str]:
    asked = ((field, asks.get((entry.step, field)), said) for field, said in entry.answers.items())
    return {field: said for field, ask, said in asked if ask is not None and takes(ask, said)}


def takes(ask: Ask, answer: str) -> bool:
    """Whether a recorded answer is one to this question. One that cannot be read here now counts as one."""
    if not answer or answer == ANSWERED:
        return True
    if ask.kind == "choice":
        return answer in ask.choices
    spelled = _SPELLED.get(ask.kind)
    try:
        return spelled is None or bool(spelled(answer))
    except ValueError:
        return False


_SPELLED: Mapping[str, Callable[[str], object]] = {
    "yesno": lambda answer: answer in ("yes", "no"),
    "number": lambda answer: re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", answer),
    "money": lambda answer: re.fullmatch(r"[A-Z]{3} -?[0-9'’]+(\.[0-9]+)?", answer),
    "duration": lambda answer: re.fullmatch(r"[0-9]+:[0-5][0-9]", answer),
    "date": lambda answer: len(answer) == 10 and date.fromisoformat(answer),
    "time": lambda answer: datetime.fromisoformat(answer).tzinfo,
}
"""How answers of each kind are spelled in a record; kinds that are not here take any text."""


def left_behind(old: Walk, guide: Guide) -> tuple[LeftBehind, ...]:
    """What of a walk a new text has no place for, in walking order; the latest answer to each question."""
    asks = {step.id: {ask.field: ask for ask in step.asks} for step in guide.steps}
    found = []
    for one in old.steps:
        if one.at is None:
            continue
        said = shown_answers(one.answers, one.sensitive)
        prompts = {ask.field: ask.prompt for ask in one.step.asks}
        if one.id not in asks and not one.answers:
            found.append(LeftBehind("step", one.id, one.step.name))
        for field, answer in one.answers.items():
            ask = asks.get(one.id, {}).get(field)
            if ask is None or not takes(ask, answer):
                why = "step" if one.id not in asks else "question" if ask is None else "answer"
                found.append(LeftBehind(why, one.id, one.step.name, field, prompts.get(field, field), said[field]))
    return tuple(found)
