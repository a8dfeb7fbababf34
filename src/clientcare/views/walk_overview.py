"""A walk on one screen: each step with what became of it, what was answered so far, and how much is left."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from clientcare.views.view import Look, clean, style
from clientcare.views.walks import cut

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from clientcare.domain.walk_reports import StepView, WalkView

_SIGNS = {
    "done": ("✓", "+", "good"),
    "left out": ("–", "-", "dim"),
    "here": (">", ">", "accent"),
    "": ("·", ".", "dim"),
}
_RUN = 3
"""So many steps in a row that have nothing to tell become one line where all of them are too many."""


def overview(here: WalkView, at: StepView, look: Look) -> list[str]:
    """Every step in walking order, `at` marked as the one where the person stands.

    On a terminal that is too low for all of them, steps in a row about which there is nothing to tell are counted.
    """
    lines = [style(_count(here), "bold", look)]
    told = [(_state(one, at), one) for one in here.steps]
    whole = [line for state, one in told for line in _step(state, one, look)]
    if not 0 < look.height - 2 < len(whole) + 2:
        return [*lines, *whole]
    for (state, silent), run in groupby(told, lambda pair: (pair[0], not pair[1].answers and not pair[1].reason)):
        steps = [one for _, one in run]
        if silent and state != "here" and len(steps) >= _RUN:
            sign, meaning = _sign(state, look), state or "to come"
            lines.append(f"  {sign} {steps[0].n:>3} to {steps[-1].n}: {len(steps)} steps {meaning}")
        else:
            lines += [line for one in steps for line in _step(state, one, look)]
    return lines


def _count(here: WalkView) -> str:
    skipped = sum(one.status == "skipped" for one in here.steps)
    through = sum(one.through for one in here.steps) - skipped
    questions = sum(len(one.left) for one in here.steps)
    parts = [f"{through} of {len(here.steps)} steps done"]
    parts += [f"{skipped} left out"] if skipped else []
    parts += [f"{questions} question{'s' if questions > 1 else ''} left"] if questions else []
    return ", ".join(parts)


def _state(one: StepView, at: StepView) -> str:
    if one.id == at.id:
        return "here"
    if one.status == "skipped":
        return "left out"
    return "done" if one.through else ""


def _step(state: str, one: StepView, look: Look) -> Iterator[str]:
    note = "".join(_notes(one))
    name = cut(f"{one.n:>3}  {clean(one.name, '')}{note}", look.width - 6, look)
    yield f"  {_sign(state, look)} {style(name, 'bold', look) if state == 'here' else name}"
    prompts = {ask.field: ask.prompt for ask in one.questions}
    for field, said in one.answers.items():
        if said:
            yield style(f"         {clean(prompts.get(field, field), '')} {clean(said, ' ')}", "dim", look)


def _notes(one: StepView) -> Iterable[str]:
    if one.reason:
        yield f" (left out: {clean(one.reason, '')})" if one.status == "skipped" else f" ({clean(one.reason, '')})"
    if one.phase == "close" and not one.through:
        yield " (at the close)"
    if one.overdue and not one.through:
        yield " (overdue)"


def _sign(state: str, look: Look) -> str:
    sign, plain, colour = _SIGNS[state]
    return style(sign if look.symbols else plain, colour, look)
