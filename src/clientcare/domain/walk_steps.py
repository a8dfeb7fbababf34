"""A step of a guide as it stands in a walk, and what is put on record for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import datetime

    from clientcare.domain.asks import Ask
    from clientcare.domain.guides import Step

OPEN = "open"
"""The status of a step that nothing was recorded for."""
_ENDS = ("done", "skipped")
_ENDS_UNLESS_ASKED = ("shown", "answered")
NOT_SHOWN = "(on record, not shown)"
"""What stands in place of a sensitive answer."""


class Occasion(NamedTuple):
    """What a guide is walked for: when that was opened, and what is known of it beside the answers (mode).

    The moment is aware; due times are counted in its zone, whose days and hours they keep.
    """

    opened: datetime | None = None
    known: Mapping[str, str] = {}


class StepEntry(NamedTuple):
    """What was recorded for a step: `status` is done, skipped, shown or answered; `at` is aware.

    An empty answer means that the question was put and left open. The fields of `sensitive` are not for screens.
    `instructed_by` is who told the author to do what is not theirs.
    """

    step: str
    status: str
    answers: Mapping[str, str]
    reason: str
    by: str
    at: datetime
    sensitive: tuple[str, ...] = ()
    instructed_by: str = ""

    @property
    def said(self) -> Mapping[str, str]:
        """The answers as they may be shown."""
        return shown_answers(self.answers, self.sensitive)


def shown_answers(answers: Mapping[str, str], sensitive: Collection[str]) -> dict[str, str]:
    """Answers by their fields, without what was said to sensitive questions."""
    return {field: NOT_SHOWN if value and field in sensitive else value for field, value in answers.items()}


class Draft(NamedTuple):
    """What is to be recorded for a step: checked, with answers in their one spelling, without author and time."""

    step: str
    status: str
    answers: Mapping[str, str] = {}
    reason: str = ""
    sensitive: tuple[str, ...] = ()

    def entry(self, by: str, at: datetime) -> StepEntry:
        """The entry that a member makes of it at an aware moment."""
        return StepEntry(self.step, self.status, self.answers, self.reason, by, at, self.sensitive)


class Place(NamedTuple):
    """The place of a step in the whole guide: step `n` of `total`, counted from 1."""

    n: int
    total: int


class WalkStep(NamedTuple):
    """A step as it stands. `status`, `reason`, `by` and `at` are those of its latest entry.

    `asks` are the questions that apply by what is known now. A step that is `through` stays so: a later answer changes
    what was answered, never how far the walk has come. `times` is how often it was done; `waits_for` are the steps,
    by name, that must come first and are not through; `due` is aware, None where nothing presses or it is through.
    `was_due` is the same also where it is through, and `ended` when it got there.
    """

    step: Step
    n: int
    status: str = OPEN
    through: bool = False
    answers: Mapping[str, str] = {}
    reason: str = ""
    by: str = ""
    at: datetime | None = None
    asks: tuple[Ask, ...] = ()
    times: int = 0
    waits_for: tuple[str, ...] = ()
    due: datetime | None = None
    was_due: datetime | None = None
    ended: datetime | None = None

    @property
    def missed(self) -> bool:
        """Whether it was gone through after it was due."""
        return self.was_due is not None and self.ended is not None and self.ended > self.was_due

    @property
    def id(self) -> str:
        """The step's id."""
        return self.step.id

    @property
    def asks_left(self) -> tuple[Ask, ...]:
        """The questions of this step that apply and were not put yet."""
        return tuple(ask for ask in self.asks if ask.field not in self.answers)

    @property
    def sensitive(self) -> tuple[str, ...]:
        """The fields of this step whose answers are not for screens."""
        return tuple(ask.field for ask in self.step.asks if ask.sensitive)

    def brings(self, answers: Mapping[str, str]) -> bool:
        """Whether any of these answers is more than words: parts, or a file."""
        return any(ask.filed_beside and answers.get(ask.field) for ask in self.step.asks)

    def after(self, entry: StepEntry, known: Mapping[str, str]) -> WalkStep:
        """This step with one more entry; `known` are all answers and facts with it."""
        answers = {**self.answers, **entry.answers}
        asked = all(ask.field in answers for ask in self.step.asks if ask.applies(known))
        ended = entry.status in _ENDS or (asked and entry.status in _ENDS_UNLESS_ASKED)
        done = ended and entry.status != "skipped"
        return self._replace(
            status=entry.status,
            through=self.through or ended,
            answers=answers,
            reason=entry.reason,
            by=entry.by,
            at=entry.at,
            times=self.times + done,
            ended=self.ended or (entry.at if ended else None),
        )
