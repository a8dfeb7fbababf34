"""What holds between the steps of a guide: which come first, and from where a due time counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientcare.domain.dues import FORMS, OPENED, Due, parse_due
from clientcare.domain.errors import Usage
from clientcare.domain.guide_tables import expected

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from clientcare.domain.guide_tables import GuideTable
    from clientcare.domain.guides import Step

_DUE_KEYS = frozenset(("within", "from"))


def read_due(row: GuideTable) -> Due | None:
    """How long a step may take; None where nothing is said."""
    table = row.table("due", '{ within = "3 working days", from = "opened" }')
    if table is None:
        return None
    table.look_through(_DUE_KEYS)
    within = table.text("within")
    try:
        return parse_due(within, table.text("from") or OPENED)
    except Usage:
        table.fault("within", f"cannot be '{within}'" if within else "is missing", FORMS)
        return None


def check_needs(rows: Sequence[GuideTable], steps: Sequence[Step]) -> None:
    """Faults of steps that need others: those must be there, not come up later, and not need each other in a circle."""
    by_id = {step.id: step for step in steps}
    for row, step in zip(rows, steps, strict=True):
        for n, need in enumerate(step.needs):
            if need not in by_id:
                others = [one for one in by_id if one != step.id]
                told = expected(need, others) if others else "There is no other step."
                row.fault("needs", f"name '{need}', which is no step", told, n)
            elif by_id[need].phase == "close" != step.phase:
                row.fault("needs", f"name '{need}', which comes up only at the close", 'phase = "close"', n)
    circle = _circle(by_id)
    if circle:
        at = next(n for n, step in enumerate(steps) if step.id == circle[0] and circle[1] in step.needs)
        told = f"go in a circle: {' needs '.join(circle)}"
        rows[at].fault("needs", told, "Leave one of them out.", steps[at].needs.index(circle[1]))


def _circle(by_id: Mapping[str, Step]) -> list[str]:
    """The ids of steps that need each other in a circle, the first one again at the end; empty where there is none."""
    done: set[str] = set()
    for start in by_id:
        line: dict[str, list[str]] = {start: list(by_id[start].needs)}
        while line:
            top = next(reversed(line))
            left = line[top]
            if not left:
                done.add(top)
                del line[top]
                continue
            need = left.pop()
            if need in line:
                names = list(line)
                return [*names[names.index(need) :], need]
            if need in by_id and need not in done:
                line[need] = list(by_id[need].needs)
    return []


def check_due_starts(rows: Sequence[GuideTable], steps: Sequence[Step]) -> None:
    """Faults of due times that count from a step that is not there or comes too late, or from themselves."""
    by_id = {step.id: step for step in steps}
    for row, step in zip(rows, steps, strict=True):
        start = step.due.start if step.due else OPENED
        if start == OPENED:
            continue
        if start not in by_id or start == step.id:
            others = (OPENED, *sorted(by_id.keys() - {step.id}))
            row.fault("due", f"counts from '{start}', which is no other step", expected(start, others), "from")
        elif by_id[start].phase == "close" != step.phase:
            told = f"counts from '{start}', which comes up only at the close"
            row.fault("due", told, 'from = "opened", or phase = "close"', "from")
