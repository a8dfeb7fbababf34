"""A drill: a guide that is walked with nothing filed, and what of it would have been put on record."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from clientcare.domain.closings import AFTER_THE_CLOSE
from clientcare.domain.errors import Usage
from clientcare.domain.sessions import MODES
from clientcare.domain.tables import near
from clientcare.domain.walk_reports import WalkView, step_view
from clientcare.domain.walk_steps import OPEN, Occasion, shown_answers
from clientcare.domain.walks import Walk, walk

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from clientcare.domain.guides import Guide, Outcome, Requirement

SAYS = "Drill: nothing is filed"
"""What every screen of a drill says."""


class DrilledAnswer(NamedTuple):
    """An answer as it would have been recorded; a sensitive one is not shown."""

    field: str
    prompt: str
    answer: str


class DrilledStep(NamedTuple):
    """A step as it would stand on record: `status` is shown, answered, done or skipped."""

    n: int
    id: str
    name: str
    status: str
    reason: str
    answers: tuple[DrilledAnswer, ...]


class DrilledGoal(NamedTuple):
    """A requirement or an outcome: `when` it would be looked at, and by which `check`; without one it is asked."""

    name: str
    when: str
    check: str
    gate: bool


class Drilled(NamedTuple):
    """What a drill came to: `steps` are those of which something would be on record, `left` the names of the others."""

    guide: str
    title: str
    steps: tuple[DrilledStep, ...]
    left: tuple[str, ...]
    goals: tuple[DrilledGoal, ...]


def begin(guide: Guide, mode: str, now: datetime) -> Walk:
    """A walk at an aware moment that no client and no record stands behind. Raises Usage for an unknown mode."""
    if mode not in MODES:
        meant = near(mode, MODES)
        raise Usage(
            f"'{mode}' is no mode.", f"Did you mean '{meant}'?" if meant else f"It is one of: {', '.join(MODES)}."
        )
    if not guide.steps:
        raise Usage(
            f"The guide '{guide.name}' has no steps to go through.", f"Read it: clientcare guide show {guide.name}"
        )
    return walk(guide, (), Occasion(now, {"mode": mode}))


def drill_view(here: Walk, now: datetime) -> WalkView:
    """The walk as it is shown: under what every screen says instead of a client."""
    guide = here.guide
    hidden = {field for one in here.steps for field in one.sensitive}
    steps = tuple(step_view(one, now) for one in here.steps)
    return WalkView(
        "drill",
        "",
        SAYS,
        "",
        "drill",
        0,
        guide.name,
        guide.title,
        guide.digest,
        False,
        steps,
        next((one for one in steps if not one.through), None),
        shown_answers(here.answers, hidden),
        guide.body if guide.custom else "",
        {field: said for field, said in here.known.items() if field not in hidden},
    )


def drilled(here: Walk) -> Drilled:
    """What would have been put on record."""
    found, left = [], []
    for one in here.steps:
        if one.status == OPEN:
            left.append(one.step.name)
            continue
        prompts = {ask.field: ask.prompt for ask in one.step.asks}
        said = shown_answers(one.answers, one.sensitive)
        answers = tuple(DrilledAnswer(field, prompts[field], answer) for field, answer in said.items())
        found.append(DrilledStep(one.n, one.id, one.step.name, one.status, one.reason, answers))
    return Drilled(here.guide.name, here.guide.title, tuple(found), tuple(left), tuple(_goals(here.guide)))


def _goals(guide: Guide) -> Iterator[DrilledGoal]:
    yield from (_goal(one, "start") for one in guide.requirements)
    yield from (_goal(one, "after" if one.check in AFTER_THE_CLOSE else "close") for one in guide.outcomes)


def _goal(goal: Requirement | Outcome, when: str) -> DrilledGoal:
    return DrilledGoal(goal.name, when, goal.check, goal.gate)
