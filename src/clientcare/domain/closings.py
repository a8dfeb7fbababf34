"""The close of a session: what still has to be said, which gates hold it back, and what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from clientcare.domain.answers import yes_or_no
from clientcare.domain.errors import Exit, Usage
from clientcare.domain.tables import near
from clientcare.domain.weighing import weigh

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from clientcare.domain.briefings import SessionLine
    from clientcare.domain.checks import Technician
    from clientcare.domain.follow_ups import FollowUp
    from clientcare.domain.guides import Outcome
    from clientcare.domain.reports import BillReport
    from clientcare.domain.sessions import Session
    from clientcare.domain.walks import Walk

NOT_ASKED = "not asked"
AFTER_THE_CLOSE = frozenset(("billed",))
"""Checks that nothing can be said of before the close."""
READ_FROM_TEXTS = frozenset(("documented", "answered", "said"))
"""Checks that cannot say no where the texts of a session cannot be read."""


def answered_outcomes(outcomes: Sequence[Outcome], said: Mapping[str, str]) -> dict[str, str]:
    """Answers to outcomes, "yes" or "no" by the outcome's id, from what was said for its id or any unique part of it.

    Raises Usage with near names, and for an answer that is neither yes nor no.
    """
    asked = [one for one in outcomes if one.check not in AFTER_THE_CLOSE]
    answers = {}
    for word, value in said.items():
        outcome = _named(asked, word)
        if not value.strip():
            raise Usage(f"'{word}' has no answer.", f"Such as: --outcome {word}=yes")
        answers[outcome.id] = yes_or_no(word, value)
    return answers


def _named(outcomes: Sequence[Outcome], word: str) -> Outcome:
    part = word.casefold()
    exact = [one for one in outcomes if part in (one.id, one.name.casefold())]
    fitting = exact or [one for one in outcomes if part in one.id or part in one.name.casefold()]
    if len(fitting) == 1:
        return fitting[0]
    ids = [one.id for one in fitting or outcomes]
    if fitting:
        raise Usage(f"'{word}' fits several outcomes of the guide.", f"Which one? {', '.join(ids)}")
    meant = near(part, ids)
    hint = f"Did you mean '{meant}'?" if meant else f"Outcomes are: {', '.join(ids)}." if ids else ""
    raise Usage(f"The guide has no outcome '{word}'.", hint)


class Judged(NamedTuple):
    """One outcome at the close: `answer` is "yes", "no" or "not asked"; `why` says what it rests on."""

    id: str
    name: str
    check: str
    answer: str
    gate: bool
    why: str

    @property
    def blocks(self) -> bool:
        """A gate that the record contradicts, or that was answered with no. Never asked blocks nothing."""
        return self.gate and self.answer == "no"


class Closed(NamedTuple):
    """What a close answers. Minutes are whole; `parts` is the sum of their prices in `currency`, as text.

    `late` counts entries that whoever closed had not seen; `trouble` says what could not be done after the close,
    `later` what waits for the share.
    """

    thread: str
    folder: str
    client_name: str
    title: str
    started: datetime | None
    ended: datetime | None
    worked: int
    paused: int
    travel: int
    billable: int
    no_charge: str
    resolved: bool
    outcomes: tuple[Judged, ...]
    override: str
    follow_up: FollowUp | None
    parts: str
    currency: str
    document: str
    bill: BillReport
    masked: int
    late: int
    trouble: tuple[str, ...] = ()
    waiting: tuple[SessionLine, ...] = ()
    replaced: tuple[BillReport, ...] = ()
    later: str = ""


def judge(
    outcomes: Sequence[Outcome],
    session: Session,
    technician: Technician | None,
    answers: Mapping[str, str],
) -> tuple[Judged, ...]:
    """Each outcome of the guide, verified from the record where a check can tell, else as it was answered.

    `session` is as it will be with the close; `answers` are "yes" or "no" by the outcome's id. Access that is still
    lent is a gate of every close, whatever the guide says. Outcomes that come after the close are left out.
    """
    found = []
    for outcome in outcomes:
        if outcome.check in AFTER_THE_CLOSE:
            continue
        weighed = weigh(outcome, session, technician)
        unread = not session.known.whole and outcome.check in READ_FROM_TEXTS and not weighed.verdict.holds
        if unread or weighed.verdict.holds is None:
            answer, why = answers.get(outcome.id, NOT_ASKED), "as answered" if outcome.id in answers else ""
        else:
            answer, why = "yes" if weighed.verdict.holds else "no", weighed.verdict.why
        found.append(Judged(outcome.id, outcome.name, outcome.check, answer, outcome.gate, why))
    lent = [access for access in session.accesses if not access.returned]
    if lent and not any(one.check == "access-returned" and one.gate for one in found):
        names = ", ".join(access.what for access in lent)
        found.append(
            Judged("access-returned", "Access given back", "access-returned", "no", True, f"Still lent: {names}."),
        )
    return tuple(found)


def steps_left(here: Walk) -> tuple[Judged, ...]:
    """The steps of a walk that may not be left out and were not gone through: each is a gate of a procedure's close."""
    return tuple(
        Judged(one.id, one.step.name, "", "no", True, "This step may not be left out.")
        for one in here.steps
        if not one.through and not one.step.skippable
    )


def exit_of_bill(bill: BillReport) -> Exit:
    """The exit code of telling billing: done where it was told or a mail was laid, unknown where no reply came."""
    state = bill.attempts[-1].status if bill.state == "moved" and bill.attempts else bill.state
    return {"unknown": Exit.UNKNOWN, "refused": Exit.FAILED, "prepared": Exit.FAILED}.get(state, Exit.DONE)


def exit_of_close(closed: Closed, *, bill: bool) -> Exit:
    """The exit code of a close: done, unless billing was to be told and was not, or nobody knows."""
    if not bill:
        return Exit.DONE
    return exit_of_bill(closed.bill) or (Exit.FAILED if closed.trouble else Exit.DONE)
