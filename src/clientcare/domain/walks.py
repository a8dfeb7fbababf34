"""A walk: how far a session has come in its guide. A pure machine: (guide, entries so far) gives where we are.

An answer becomes a draft, a draft becomes an entry of the session's record, and the entries make the walk again: here
or on another machine, now or later, by this technician or another.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta, timezone
from typing import TYPE_CHECKING, Any, NamedTuple

from clientcare.domain.answers import checked_answer
from clientcare.domain.asks import Ask, Missing
from clientcare.domain.dues import OPENED
from clientcare.domain.errors import Conflict, NotFound, Usage
from clientcare.domain.tables import near
from clientcare.domain.walk_steps import Draft, Occasion, Place, StepEntry, WalkStep

if TYPE_CHECKING:
    from datetime import datetime

    from clientcare.domain.answers import Terms
    from clientcare.domain.guides import Guide


class Walk(NamedTuple):
    """Where a session is in its guide. `steps` are all, in walking order, those of the close too.

    `answers` holds the latest answer to each field; `strange` the entries whose step the guide does not have. `known`
    are the answers together with the facts of the occasion; `entries` and `occasion` are what the walk was made of.
    """

    guide: Guide
    steps: tuple[WalkStep, ...]
    answers: Mapping[str, str]
    strange: tuple[StepEntry, ...]
    known: Mapping[str, str] = {}
    entries: tuple[StepEntry, ...] = ()
    occasion: Occasion = Occasion()

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

    def number_of(self, word: str) -> int:
        """The number of the step that a word names; 0 where it names none, or several."""
        try:
            return self.find(word).n
        except NotFound:
            return 0

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

    def answer(self, step: str, values: Mapping[str, Any], terms: Terms) -> Draft:
        """Answers to questions of a step, also of one that is through: the latest answer counts, the old one stays.

        Values are texts, or true and false. An empty text leaves a question open. The step is through when all its
        questions were put. Raises Usage for a field that the step does not ask, and for a value that is none of the
        choices or not of the question's kind; Missing where an answer that must be given is not there; Conflict where
        another step must come first.
        """
        one = self.find(step)
        if not one.step.asks:
            raise Usage(f"The step '{one.step.name}' asks nothing.", f"clientcare step done {one.id}")
        if not values:
            raise Missing(one.asks_left or one.asks or one.step.asks)
        return self._answered(one, values, "answered", terms)

    def done(self, step: str, values: Mapping[str, Any] | None, terms: Terms) -> Draft:
        """A step is done, whatever of its optional questions is left. Raises as `answer` does."""
        return self._answered(self.find(step), values or {}, "done", terms)

    def skip(self, step: str, reason: str = "") -> Draft:
        """A step is left out. Raises NotFound, Usage where it must be done, Missing where it takes a reason."""
        one = self.find(step)
        reason = reason.strip()
        if not one.step.skippable:
            raise Usage(f"The step '{one.step.name}' cannot be left out.", f"clientcare step done {one.id}")
        if one.step.reason and not reason:
            raise Missing([Ask("reason", "Why is it left out?", option="--reason TEXT")])
        return Draft(one.id, "skipped", {}, reason)

    def shown(self, step: str) -> Draft:
        """A step was seen. One that asks something stays open. Raises NotFound."""
        return Draft(self.find(step).id, "shown")

    def reminders_shown(self) -> tuple[Draft, ...]:
        """All steps to come that ask nothing were seen at once."""
        return tuple(Draft(one.id, "shown") for one in self.open_steps if not one.step.asks)

    def then(self, draft: Draft, terms: Terms) -> Walk:
        """The walk as it will be with a draft on record."""
        return walk(self.guide, (*self.entries, draft.entry("", terms.now)), self.occasion)

    def _answered(self, one: WalkStep, values: Mapping[str, Any], status: str, terms: Terms) -> Draft:
        if one.waits_for:
            first = "' and '".join(one.waits_for)
            raise Conflict(f"The step '{one.step.name}' comes after '{first}'.", "See what is next: clientcare next")
        given = _checked(one, values, terms)
        known = {**self.known, **one.answers, **given}
        missing = [ask for ask in one.step.asks if ask.required and ask.applies(known) and not known.get(ask.field)]
        if missing:
            raise Missing(missing)
        return Draft(one.id, status, given, "", tuple(field for field in one.sensitive if field in given))


def walk(guide: Guide, entries: Iterable[StepEntry], occasion: Occasion = Occasion()) -> Walk:  # noqa: B008 - immutable
    """The walk through a guide after some entries, in the order of the record. Any entries give a walk."""
    steps = {step.id: WalkStep(step, n) for n, step in enumerate(guide.steps, 1)}
    answers: dict[str, str] = {}
    known = dict(occasion.known)
    ended: dict[str, datetime] = {}
    strange = []
    taken = tuple(entries)
    for entry in taken:
        if entry.step not in steps:
            strange.append(entry)
            continue
        answers.update(entry.answers)
        known.update(entry.answers)
        steps[entry.step] = after = steps[entry.step].after(entry, known)
        if after.through:
            ended.setdefault(entry.step, entry.at)
    standing = tuple(_standing(one, steps, known, ended, occasion.opened) for one in steps.values())
    return Walk(guide, standing, answers, tuple(strange), known, taken, occasion)


def _standing(
    one: WalkStep,
    steps: Mapping[str, WalkStep],
    known: Mapping[str, str],
    ended: Mapping[str, datetime],
    opened: datetime | None,
) -> WalkStep:
    """A step with what follows from all others."""
    step = one.step
    start = (opened if step.due.start == OPENED else ended.get(step.due.start)) if step.due else None
    due = _fixed(step.due.after(start.astimezone(opened.tzinfo) if opened else start)) if step.due and start else None
    return one._replace(
        asks=tuple(ask for ask in step.asks if ask.applies(known)),
        waits_for=tuple(steps[need].step.name for need in step.needs if need in steps and not steps[need].through),
        due=None if one.through else due,
        was_due=due,
    )


def _fixed(at: datetime) -> datetime:
    """The same moment with a fixed offset: when clocks change, moments of one zone are compared by their clocks."""
    return at.astimezone(timezone(at.utcoffset() or timedelta(0)))


def parse_answers(table: Mapping[str, Any], here: Walk, terms: Terms) -> tuple[Draft, ...]:
    """The drafts that a script's TOML table holds, in walking order: a step's id to its fields, or to true for done.

    Each counts for those after it: for questions that depend on an answer, and for steps that must come first.
    Raises Usage with everything that is wrong, or else Missing with everything that is missing; then nothing counts.
    """
    drafts: list[Draft] = []
    wrong: list[str] = []
    missing: list[Ask] = []
    for word, values in sorted(table.items(), key=lambda item: here.number_of(item[0])):
        try:
            if values is True:
                draft = here.done(word, None, terms)
            elif isinstance(values, Mapping):
                draft = here.answer(word, values, terms)
            else:
                raise Usage(f"'{word}' must be a table of answers, or true for done.")
            drafts.append(draft)
            here = here.then(draft, terms)
        except Missing as error:
            missing.extend(error.asks)
        except (Conflict, NotFound, Usage) as error:
            wrong.append(f"{error.message} {error.hint}".strip())
    if wrong:
        raise Usage("\n".join(wrong), "Nothing was recorded. Correct the answers and send all of them again.")
    if missing:
        raise Missing(missing)
    return tuple(drafts)


def _checked(one: WalkStep, values: Mapping[str, Any], terms: Terms) -> dict[str, str]:
    """The answers in their one spelling. Raises Usage with everything that is wrong with them."""
    asks = {ask.field: ask for ask in one.step.asks}
    given: dict[str, str] = {}
    wrong: list[str] = []
    for field, value in values.items():
        try:
            if field not in asks:
                raise Usage(
                    f"The step '{one.step.name}' does not ask for '{field}'.", _meant(field, list(asks), "It asks for")
                )
            given[field] = checked_answer(asks[field], value, terms)
        except Usage as error:
            wrong.append(f"{error.message} {error.hint}".strip())
    if wrong:
        raise Usage("\n".join(wrong))
    return given


def _meant(word: str, known: list[str], what: str) -> str:
    """A hint: the nearest of what is known, else all of it."""
    meant = near(word, known)
    if meant:
        return f"Did you mean '{meant}'?"
    return f"{what}: {', '.join(known)}." if known else ""
