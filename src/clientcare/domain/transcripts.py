"""A transcript of a walk: what each step said when it was walked, who saw it, what was answered, changed and left out.

It is made of a thread's entries and of the kept texts of its guide alone, so it says what was shown then, whatever
became of the guide since. It serves every thread that walks a guide.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from clientcare.domain.errors import Exit
from clientcare.domain.pins import MOVE
from clientcare.domain.records import undone
from clientcare.domain.walk_steps import shown_answers

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from clientcare.domain.guides import Guide, Step
    from clientcare.domain.records import Record, Thread
    from clientcare.domain.verifications import Verified

KEPT = "kept"
"""The state of a text that lies in the share as the walk pinned it."""


class Said(NamedTuple):
    """An answer as it may be shown. `replaced`: a later one to the same question took its place."""

    field: str
    prompt: str
    answer: str
    replaced: bool = False


class Act(NamedTuple):
    """One entry for a step: `status` is shown, answered, done or skipped, `by` and `instructed_by` are handles.

    `at` is when it happened, `filed` when it was entered. `taken_back_by` took it back at `taken_back_at`.
    """

    entry: str
    step: str
    status: str
    by: str
    at: datetime
    filed: datetime
    answers: tuple[Said, ...] = ()
    reason: str = ""
    instructed_by: str = ""
    taken_back_by: str = ""
    taken_back_at: datetime | None = None


class ToldStep(NamedTuple):
    """A step as the text told it: number, directions (Markdown), what it asks, and what was done with it.

    `earlier` are the numbers of the texts under which it was dealt with before.
    """

    n: int
    id: str
    name: str
    directions: str
    asks: tuple[str, ...]
    acts: tuple[Act, ...]
    earlier: tuple[int, ...] = ()


class ToldText(NamedTuple):
    """A text of the guide that the walk went by, from the moment `at`, when `by` pinned it. `n` counts from 1.

    `state` is "kept" where the share holds the bytes that were pinned, "missing", "changed" where it holds others, and
    "unreadable" where this program cannot read them. Only a text that is kept says what its `steps` told; `others` are
    the entries for steps that it does not have. `taken_back`: the move to it was taken back.
    """

    n: int
    guide: str
    title: str
    version: str
    digest: str
    state: str
    by: str
    at: datetime
    steps: tuple[ToldStep, ...]
    others: tuple[Act, ...]
    taken_back: bool = False


class KeptText(NamedTuple):
    """What the share holds for a digest that a walk pinned; without a guide where it cannot be told."""

    state: str
    guide: Guide | None = None


class Transcript(NamedTuple):
    """A walk as it was: its texts in order, and whether the entries and the kept texts are what was filed.

    `names` are those of the members who stand in it, by handle.
    """

    thread: str
    folder: str
    client_name: str
    title: str
    texts: tuple[ToldText, ...]
    names: Mapping[str, str]
    verified: Verified

    @property
    def exit(self) -> Exit:
        """Failed where it proves less than it should."""
        proven = all(text.state == KEPT for text in self.texts)
        return self.verified.exit if proven else Exit.FAILED


def told_texts(thread: Thread, kept: Mapping[str, KeptText]) -> tuple[ToldText, ...]:
    """The texts that a thread went by, each with the entries that were made under it; `kept` by digest."""
    reading = _Reading(thread)
    dealt: dict[str, list[int]] = {}
    texts = []
    for n, (pin, records) in enumerate(reading.sections, 1):
        text = kept.get(str(pin.get("guide-digest")), KeptText("missing"))
        acts: dict[str, list[Act]] = {}
        for record in records:
            acts.setdefault(record.get("step"), []).append(reading.act(record))
        told = tuple(_told(n, step, acts.get(step.id, ()), dealt) for n, step in enumerate(_steps(text), 1))
        known = {step.id for step in told}
        texts.append(
            ToldText(
                n,
                str(pin.get("guide")),
                text.guide.title if text.guide else "",
                text.guide.version if text.guide else "",
                str(pin.get("guide-digest")),
                text.state,
                pin.by,
                pin.at,
                tuple(step for step in told if step.acts or n == len(reading.sections)),
                tuple(act for step, own in acts.items() if step not in known for act in own),
                pin.id in reading.gone,
            )
        )
        for step in acts:
            dealt.setdefault(step, []).append(n)
    return tuple(texts)


def _steps(text: KeptText) -> Sequence[Step]:
    return text.guide.steps if text.guide else ()


def _told(n: int, step: Step, acts: Sequence[Act], dealt: Mapping[str, Sequence[int]]) -> ToldStep:
    prompts = {ask.field: ask.prompt for ask in step.asks}
    own = tuple(
        act._replace(answers=tuple(one._replace(prompt=prompts.get(one.field, one.field)) for one in act.answers))
        for act in acts
    )
    earlier = tuple(dealt.get(step.id, ()))
    return ToldStep(n, step.id, step.name, step.directions, tuple(prompts.values()), own, earlier)


class _Reading:
    """The entries of a thread, in order: which text counted when, what was taken back, what was answered last."""

    def __init__(self, thread: Thread) -> None:
        self.gone = undone(thread.records)
        self.taken = {one.get("of"): one for one in thread.records if one.kind == "undo"}
        self.last: dict[tuple[str, str], str] = {}
        self.sections: list[tuple[Record, list[Record]]] = []
        counting: list[int] = []
        for record in thread.records:
            if record.get("guide-digest") and (not counting or record.kind == MOVE):
                counting.append(len(self.sections))
                self.sections.append((record, []))
            elif record.kind == "undo":
                counting[1:] = [at for at in counting[1:] if self.sections[at][0].id != record.get("of")]
            elif record.kind == "step" and counting:
                self.sections[counting[-1]][1].append(record)
                if record.id not in self.gone:
                    self.last.update({(record.get("step"), field): record.id for field in record.get("answers", {})})

    def act(self, record: Record) -> Act:
        """An entry for a step."""
        step, answers = record.get("step"), dict(record.get("answers", {}))
        said = shown_answers(answers, record.get("sensitive", ()))
        taken = self.taken[record.id] if record.id in self.gone else None
        return Act(
            record.id,
            step,
            record.get("status", "done"),
            record.by,
            record.at,
            record.filed,
            tuple(
                Said(field, field, said[field], not taken and self.last[step, field] != record.id) for field in answers
            ),
            record.get("reason"),
            record.get("instructed-by"),
            taken.by if taken else "",
            taken.at if taken else None,
        )
