"""How the end of a drill is shown: what would have been put on record, and what would be looked at in a real walk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientcare.views.view import Look, View, clean, style

if TYPE_CHECKING:
    from collections.abc import Iterator

    from clientcare.domain.drills import Drilled, DrilledGoal

_WHEN = {"start": "at the start", "close": "at the close", "after": "after the close"}


def _human(drilled: Drilled, look: Look) -> Iterator[str]:
    count = len(drilled.steps)
    yield f"Drill of '{clean(drilled.title, '')}': nothing was filed."
    yield style(f"Would be on record: {count} step{'' if count == 1 else 's'}", "bold", look)
    for step in drilled.steps:
        reason = f": {clean(step.reason, '')}" if step.reason else ""
        yield f"  {step.n:>2}  {clean(step.name, '')}  {style(f'{step.status}{reason}', 'dim', look)}"
        for said in step.answers:
            yield f"        {clean(said.prompt, '')} {clean(said.answer, '') or '(left open)'}"
    if drilled.left:
        yield style("Not walked", "bold", look)
        yield from (f"      {clean(name, '')}" for name in drilled.left)
    if drilled.goals:
        yield style("Looked at in a real walk", "bold", look)
        yield from (f"      {_goal(goal)}" for goal in drilled.goals)


def _goal(goal: DrilledGoal) -> str:
    how = f"would be checked {_WHEN[goal.when]} ({goal.check})" if goal.check else f"would be asked {_WHEN[goal.when]}"
    return f"{clean(goal.name, '')}: {how}{', and blocks' if goal.gate else ''}"


def _plain(drilled: Drilled) -> Iterator[tuple[object, ...]]:
    for step in drilled.steps:
        yield "step", step.n, step.id, step.status, step.reason
        yield from (("answer", step.n, step.id, said.field, said.answer) for said in step.answers)
    yield from (("left", "", "", name) for name in drilled.left)
    yield from (("goal", goal.when, goal.name, goal.check, goal.gate) for goal in drilled.goals)


DRILLED = View(
    "guide-drill/1",
    lambda drilled, look: list(_human(drilled, look)),
    _plain,
    lambda drilled: [step.id for step in drilled.steps],
)
