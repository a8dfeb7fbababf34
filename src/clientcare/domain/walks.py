"""A walk: how far a session has come in its guide. A pure machine: (guide, entries so far) gives where we are.

An answer becomes a draft, a draft becomes an entry of the session's record, and the entries make the walk again: here
or on another machine, now or later, by this technician or another.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from clientcare.domain.answers import checked_answer
from clientcare.domain.asks import Ask, Missing
from clientcare.domain.errors import NotFound, Usage
from clientcare.domain.tables import near

if TYPE_CHECKING:
    from datetime import datetime

    from clientcare.domain.guides import Guide, Step

OPEN = "open"
"""The status of a step that nothing was recorded for."""
_ENDS = ("done", "skipped")
_ENDS_UNLESS_ASKED = ("shown", "answered")


class StepEntry(NamedTuple):
    """What was recorded for a step: `status` is done, skipped, shown or answered; `at` is aware.

    An empty answer means that the question was put and left open.
    """

    step: str
    status: str
    answers: Mapping[str, str]
    reason: str
    by: str
    at: datetime


class Draft(NamedTuple):
    """What is to be recorded for a step: checked, with answers in their one spelling, without author and time."""

    step: str
    status: str
    answers: Mapping[str, str] = {}
    reason: str = ""

    def entry(self, by: str, at: datetime) -> StepEntry:
        """The entry that a member makes of it at an aware moment."""
        return StepEntry(self.step, self.status, self.answers, self.reason, by, at)


class Place(NamedTuple):
    """The place of a step in the whole guide: step `n` of `total`, counted from 1."""

    n: int
    total: int


class WalkStep(NamedTuple):
    """A step as it stands. `status`, `reason`, `by` and `at` are those of its latest entry.

    A step that is `through` stays so: a later answer changes what was answered, never how far the walk has come.
    """

    step: Step
    n: int
    status: str = OPEN
    through: bool = False
    answers: Mapping[str, str] = {}
    reason: str = ""
    by: str = ""
    at: datetime | None = None

    @property
    def id(self) -> str:
        """The step's id."""
        return self.step.id

    @property
    def asks_left(self) -> tuple[Ask, ...]:
        """The questions of this step that were not put yet."""
        return tuple(ask for ask in self.step.asks if ask.field not in self.answers)

    def after(self, entry: StepEntry) -> WalkStep:
        """This step with one more entry."""
        answers = {**self.answers, **entry.answers}
        asked = all(ask.field in answers for ask in self.step.asks)
        through = self.through or entry.status in _ENDS or (asked and entry.status in _ENDS_UNLESS_ASKED)
        return WalkStep(self.step, self.n, entry.status, through, answers, entry.reason, entry.by, entry.at)


class Walk(NamedTuple):
    """Where a session is in its guide. `steps` are all, in walking order, those of the close too.

    `answers` holds the latest answer to each field; `strange` the entries whose step the guide does not have.
    """

    guide: Guide
    steps: tuple[WalkStep, ...]
    answers: Mapping[str, str]
    strange: tuple[StepEntry, ...]

    @property
    def open_steps(self) -> tuple[WalkStep, ...]:
        """The steps of the phases start and work that are still to come."""
        return tuple(one for one in self.steps if not one.through and one.step.phase != "close")

    @property
    def current(self) -> WalkStep | None:
        """The step that is next; None when all but those of the close are through."""
        return next(iter(self.open_steps), None)

    @property
    def place(self) -> Place:
        """The place of the current step; of the last one before the close when all are through."""
        current = self.current
        walked = [one.n for one in self.steps if one.step.phase != "close"]
        return Place(current.n if current else max(walked, default=0), len(self.steps))

    @property
    def questions_left(self) -> tuple[Ask, ...]:
        """The questions of the steps that are still to come, in order."""
        return tuple(ask for one in self.open_steps for ask in one.asks_left)

    @property
    def closing_steps(self) -> tuple[WalkStep, ...]:
        """The steps that come up at the close, through or not."""
        return tuple(one for one in self.steps if one.step.phase == "close")

    def find(self, word: str) -> WalkStep:
        """A step by its id, its number in the walk, or any unique part of its id or name. Raises NotFound."""
        for one in self.steps:
            if word == one.id:
                return one
        if word.isdecimal() and 0 < int(word) <= len(self.steps):
            return self.steps[int(word) - 1]
        part = word.casefold()
        found = [one for one in self.steps if part in one.id or part in one.step.name.casefold()]
        if len(found) == 1:
            return found[0]
        if found:
            fitting = ", ".join(one.id for one in found)
            raise NotFound(f"'{word}' fits several steps of this guide.", f"Which one? {fitting}")
        raise NotFound(
            f"There is no step '{word}' in this guide.", _meant(word, [one.id for one in self.steps], "Steps")
        )

    def asking(self, field: str) -> WalkStep:
        """The step that asks for a field: the next open one, else the first one. Raises NotFound."""
        asking = [one for one in self.steps if any(ask.field == field for ask in one.step.asks)]
        if not asking:
            fields = [ask.field for one in self.steps for ask in one.step.asks]
            raise NotFound(f"This guide does not ask for '{field}'.", _meant(field, fields, "It asks for"))
        return next((one for one in asking if not one.through), asking[0])

    def asks_left(self, step: str) -> tuple[Ask, ...]:
        """The questions of a step that were not put yet. Raises NotFound."""
        return self.find(step).asks_left

    def previous(self, step: str) -> WalkStep | None:
        """The step before a step, to go back to; None at the first one. Raises NotFound."""
        n = self.find(step).n
        return self.steps[n - 2] if n > 1 else None

    def next(self, step: str) -> WalkStep | None:
        """The step after a step, through or not; None at the last one. Raises NotFound."""
        n = self.find(step).n
        return self.steps[n] if n < len(self.steps) else None

    def answer(self, step: str, values: Mapping[str, Any]) -> Draft:
        """Answers to questions of a step, also of one that is through: the latest answer counts, the old one stays.

        Values are texts, or true and false. An empty text leaves a question open. The step is through when all its
        questions were put. Raises Usage for a field that the step does not ask, and for a value that is none of the
        choices or neither yes nor no; Missing where an answer that must be given is not there.
        """
        one = self.find(step)
        if not one.step.asks:
            raise Usage(f"The step '{one.step.name}' asks nothing.", f"clientcare step done {one.id}")
        if not values:
            raise Missing(one.asks_left or one.step.asks)
        return _answered(one, values, "answered")

    def done(self, step: str, values: Mapping[str, Any] | None = None) -> Draft:
        """A step is done, whatever of its optional questions is left. Raises as `answer` does."""
        return _answered(self.find(step), values or {}, "done")

    def skip(self, step: str, reason: str = "") -> Draft:
        """A step is left out. Raises NotFound."""
        return Draft(self.find(step).id, "skipped", {}, reason.strip())

    def shown(self, step: str) -> Draft:
        """A step was seen. One that asks something stays open. Raises NotFound."""
        return Draft(self.find(step).id, "shown")

    def reminders_shown(self) -> tuple[Draft, ...]:
        """All steps to come that ask nothing were seen at once."""
        return tuple(Draft(one.id, "shown") for one in self.open_steps if not one.step.asks)


def walk(guide: Guide, entries: Iterable[StepEntry]) -> Walk:
    """The walk through a guide after some entries, in the order of the record. Any entries give a walk."""
    steps = {step.id: WalkStep(step, n) for n, step in enumerate(guide.steps, 1)}
    answers: dict[str, str] = {}
    strange = []
    for entry in entries:
        if entry.step in steps:
            steps[entry.step] = steps[entry.step].after(entry)
            answers.update(entry.answers)
        else:
            strange.append(entry)
    return Walk(guide, tuple(steps.values()), answers, tuple(strange))


def parse_answers(table: Mapping[str, Any], here: Walk) -> tuple[Draft, ...]:
    """The drafts that a script's TOML table holds, in walking order: a step's id to its fields, or to true for done.

    Raises Usage with everything that is wrong, or else Missing with everything that is missing; then nothing counts.
    """
    drafts: dict[int, Draft] = {}
    wrong: list[str] = []
    missing: list[Ask] = []
    for word, values in table.items():
        try:
            if values is True:
                draft = here.done(word)
            elif isinstance(values, Mapping):
                draft = here.answer(word, values)
            else:
                raise Usage(f"'{word}' must be a table of answers, or true for done.")
            drafts[here.find(word).n] = draft
        except Missing as error:
            missing.extend(error.asks)
        except (NotFound, Usage) as error:
            wrong.append(f"{error.message} {error.hint}".strip())
    if wrong:
        raise Usage("\n".join(wrong), "Nothing was recorded. Correct the answers and send all of them again.")
    if missing:
        raise Missing(missing)
    return tuple(draft for _, draft in sorted(drafts.items()))


def _answered(one: WalkStep, values: Mapping[str, Any], status: str) -> Draft:
    asks = {ask.field: ask for ask in one.step.asks}
    given: dict[str, str] = {}
    wrong: list[str] = []
    for field, value in values.items():
        try:
            if field not in asks:
                raise Usage(
                    f"The step '{one.step.name}' does not ask for '{field}'.", _meant(field, list(asks), "It asks for")
                )
            given[field] = checked_answer(asks[field], value)
        except Usage as error:
            wrong.append(f"{error.message} {error.hint}".strip())
    if wrong:
        raise Usage("\n".join(wrong))
    known = {**one.answers, **given}
    missing = [ask for ask in asks.values() if ask.required and not known.get(ask.field)]
    if missing:
        raise Missing(missing)
    return Draft(one.id, status, given)


def _meant(word: str, known: list[str], what: str) -> str:
    """A hint: the nearest of what is known, else all of it."""
    meant = near(word, known)
    if meant:
        return f"Did you mean '{meant}'?"
    return f"{what}: {', '.join(known)}." if known else ""
