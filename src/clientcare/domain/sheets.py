"""A guide on paper: boxes to tick, lines to write on. It is for the van and the cellar, where no terminal is."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, NamedTuple

from clientcare.domain.dues import OPENED
from clientcare.domain.ownership import say_role

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from clientcare.domain.asks import Ask
    from clientcare.domain.guides import Guide, Outcome, Requirement, Step

PHASES: Mapping[str, str] = {"start": "At the start", "work": "While working", "close": "At the close"}
_LINES = 2
"""Lines to write on for an answer of several lines."""
_HALF = 44
"""Letters of a question, with its choices, for which half a line is enough; lines to write on take the rest of it."""
_ROOM: Mapping[str, tuple[int, int]] = {"normal": (105, 52), "small": (125, 62), "tiny": (150, 80)}
"""Letters in a line and lines on a page of A4, by the size of the type."""


class SheetAsk(NamedTuple):
    """A question: boxes to tick for its `choices`, else `lines` to write on. `note` says when it is asked."""

    prompt: str
    choices: tuple[str, ...]
    lines: int
    note: str
    required: bool

    @property
    def wide(self) -> bool:
        """Whether it takes a line of its own; two others share one."""
        letters = len(self.prompt) + len(self.note) + sum(len(choice) + 5 for choice in self.choices)
        return self.lines > 1 or letters + 12 * self.lines > _HALF


class SheetStep(NamedTuple):
    """A step with a box: `terms` say whose it is, when it is due, and what comes first. `directions` are Markdown."""

    n: int
    name: str
    directions: str
    terms: str
    asks: tuple[SheetAsk, ...]


class SheetPart(NamedTuple):
    """The steps of a phase under its heading, which is empty where the guide has but one phase."""

    heading: str
    steps: tuple[SheetStep, ...]


class Goal(NamedTuple):
    """A requirement or an outcome with a box; `note` says that it blocks."""

    name: str
    note: str


class Sheet(NamedTuple):
    """What a guide's sheet says. `body` is Markdown, and there where the guide has it read first, or has no steps.

    `mark` tells this text of the guide from others; `size` is that of the type: "normal", "small" or "tiny".
    """

    name: str
    title: str
    type: str
    version: str
    description: str
    body: str
    requirements: tuple[Goal, ...]
    parts: tuple[SheetPart, ...]
    outcomes: tuple[Goal, ...]
    mark: str
    size: str = "normal"

    @property
    def required(self) -> bool:
        """Whether a question of it must be answered."""
        return any(ask.required for part in self.parts for step in part.steps for ask in step.asks)

    @property
    def steps(self) -> int:
        """How many steps it has."""
        return sum(len(part.steps) for part in self.parts)


class Printed(NamedTuple):
    """A sheet that was made: `path` is the file, empty where it goes to standard output. `form` is "html" or "text"."""

    name: str
    title: str
    steps: int
    form: str
    path: str
    content: str


def sheet(guide: Guide) -> Sheet:
    """The sheet of a guide, in the largest type in which it fits on one page of A4."""
    names = {step.id: step.name for step in guide.steps}
    parts = []
    phases = [phase for phase in PHASES if any(step.phase == phase for step in guide.steps)]
    numbered = list(enumerate(guide.steps, 1))
    for phase in phases:
        steps = tuple(_step(n, step, names) for n, step in numbered if step.phase == phase)
        parts.append(SheetPart(PHASES[phase] if len(phases) > 1 else "", steps))
    made = Sheet(
        guide.name,
        guide.title,
        guide.type,
        guide.version,
        guide.description,
        guide.body.strip() if guide.custom or not guide.steps else "",
        tuple(map(_goal, guide.requirements)),
        tuple(parts),
        tuple(map(_goal, guide.outcomes)),
        " ".join((guide.digest[:4], guide.digest[4:8])),
    )
    fitting = (size for size, (letters, most) in _ROOM.items() if lines_of(made, letters) <= most)
    return made._replace(size=next(fitting, "tiny"))


def lines_of(made: Sheet, letters: int) -> int:
    """About how many lines a sheet takes in a type of so many letters to the line."""
    goals = ceil(sum(len(goal.name) + 6 for goal in (*made.requirements, *made.outcomes)) / letters)
    texts = _lines(made.description, letters) + _lines(made.body, letters)
    head = 7 + 2 * bool(made.requirements) + 2 * bool(made.outcomes)
    return head + goals + texts + sum(2 + sum(_height(step, letters) for step in part.steps) for part in made.parts)


def _height(step: SheetStep, letters: int) -> int:
    asks = sum(2 * max(1, ask.lines) if ask.wide else 1 for ask in step.asks)
    return 1 + _lines(step.directions, letters - 8) + ceil(asks * 0.62)


def _lines(text: str, letters: int) -> int:
    return sum(ceil(len(line) / letters) for line in text.split("\n"))


def _step(n: int, step: Step, names: Mapping[str, str]) -> SheetStep:
    asks = tuple(map(_ask, step.asks))
    return SheetStep(n, step.name, step.directions, "; ".join(_terms(step, names)), asks)


def _terms(step: Step, names: Mapping[str, str]) -> Iterator[str]:
    if step.owner:
        yield f"for the {say_role(step.owner)}"
    if step.due:
        since = "" if step.due.start == OPENED else f" from '{names.get(step.due.start, step.due.start)}'"
        yield f"within {step.due}{since}"
    if step.needs:
        yield f"after {', '.join(repr(names.get(need, need)) for need in step.needs)}"
    if step.repeatable:
        yield "may be done several times"
    if not step.skippable:
        yield "cannot be left out"
    elif step.reason:
        yield "left out only with a reason"


def _ask(ask: Ask) -> SheetAsk:
    choices = ask.choices or (("yes", "no") if ask.kind == "yesno" else ())
    notes = (
        f"if {ask.when.field} is {ask.when.value}" if ask.when else "",
        "not on paper" if ask.sensitive else "",
    )
    lines = 0 if choices or ask.sensitive else _LINES if ask.kind in ("lines", "parts") else 1
    return SheetAsk(ask.prompt, choices, lines, "; ".join(note for note in notes if note), ask.required)


def _goal(goal: Requirement | Outcome) -> Goal:
    return Goal(goal.name, "blocks where it fails" if goal.gate else "")
