"""Where a walk stands, as it is shown: the step that is next, what is left, what was answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from clientcare.domain.records import ThreadPlace
from clientcare.domain.walk_steps import shown_answers

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from clientcare.domain.asks import Ask
    from clientcare.domain.entries import Entered
    from clientcare.domain.sessions import Session
    from clientcare.domain.walk_steps import WalkStep
    from clientcare.domain.walks import Walk


class StepView(NamedTuple):
    """One step. `n` counts from 1 in the whole guide, `left` are those of its questions that were not put yet.

    `asks` are the questions that apply by what is known, `questions` all. `status` is open, shown, answered, done or
    skipped; a step that is `through` does not come up again by itself. `answers` are told as they may be shown. `owner`
    is the role that it belongs to, `waits_for` names the steps that come first, `due` is aware or None, `times` is how
    often a `repeatable` one was done; `by` and `at` are of its latest entry; `was_due` is its
    due time also when it is through, and it is `missed` where that had passed by then.
    """

    id: str
    n: int
    name: str
    directions: str
    image: str
    phase: str
    status: str
    through: bool
    asks: tuple[Ask, ...]
    left: tuple[Ask, ...]
    answers: Mapping[str, str]
    reason: str
    questions: tuple[Ask, ...] = ()
    owner: str = ""
    waits_for: tuple[str, ...] = ()
    due: datetime | None = None
    overdue: bool = False
    skippable: bool = True
    repeatable: bool = False
    times: int = 0
    by: str = ""
    at: datetime | None = None
    was_due: datetime | None = None
    missed: bool = False


class WalkView(NamedTuple):
    """Where a session or a procedure is in its guide.

    `steps` are all, in walking order; `step` is the one that is next, or that was asked for, and None when only those
    of the close are left. `known` is what questions may depend on, never a sensitive answer. `minutes` were worked so
    far. `changed` says that the guide's file is another now; the walk goes on with the text that it has. `text_now`
    says what became of that file: "same", "changed", "broken" where it cannot be read, "gone" where there is no guide
    of this name. `body` is the guide's own page, where it is to be read first and nothing was done yet.
    """

    thread: str
    folder: str
    client_name: str
    title: str
    state: str
    minutes: int
    guide: str
    guide_title: str
    digest: str
    changed: bool
    steps: tuple[StepView, ...]
    step: StepView | None
    answers: Mapping[str, str]
    body: str
    known: Mapping[str, str] = {}
    text_now: str = "same"

    @property
    def place(self) -> ThreadPlace:
        """Where the entries are."""
        return ThreadPlace(self.folder, self.thread)

    @property
    def has_clock(self) -> bool:
        """Whether hours count while it is walked: in a session, in no procedure."""
        return self.place.sort == "session"

    @property
    def next(self) -> str:
        """The command that goes on with the walk."""
        return "clientcare next" if self.has_clock else f"clientcare procedure next {self.place.short}"

    @property
    def left(self) -> tuple[StepView, ...]:
        """The steps that are still to come before the close."""
        return tuple(one for one in self.steps if not one.through and one.phase != "close")

    @property
    def closing(self) -> tuple[StepView, ...]:
        """The steps that come up at the close, through or not."""
        return tuple(one for one in self.steps if one.phase == "close")


class Walked(NamedTuple):
    """What was put on record for steps of a guide, and where the session is in it now."""

    entered: tuple[Entered, ...]
    here: WalkView


def view_of(session: Session, here: Walk, now: datetime, *, text_now: str = "same", step: str = "") -> WalkView:
    """The view of a walk at an aware moment; of the step that `step` names, or the next one. Raises NotFound."""
    guide = here.guide
    shown = here.find(step) if step else here.current
    hidden = {field for one in here.steps for field in one.sensitive}
    return WalkView(
        session.thread,
        session.place.folder,
        session.client_name,
        session.title,
        session.state,
        session.worked(now),
        guide.name,
        guide.title,
        session.guide_digest,
        text_now in ("changed", "broken"),
        tuple(step_view(one, now) for one in here.steps),
        step_view(shown, now) if shown else None,
        shown_answers(here.answers, hidden),
        guide.body if guide.custom and not session.steps else "",
        {field: value for field, value in here.known.items() if field not in hidden},
        text_now,
    )


def step_view(one: WalkStep, now: datetime) -> StepView:
    """One step of a walk as it is shown at an aware moment."""
    step = one.step
    return StepView(
        one.id,
        one.n,
        step.name,
        step.directions,
        step.image,
        step.phase,
        one.status,
        one.through,
        one.asks,
        one.asks_left,
        shown_answers(one.answers, one.sensitive),
        one.reason,
        step.asks,
        step.owner,
        one.waits_for,
        one.due,
        one.due is not None and one.due < now,
        step.skippable,
        step.repeatable,
        one.times,
        one.by,
        one.at,
        one.was_due,
        one.missed,
    )
