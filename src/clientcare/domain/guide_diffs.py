"""What differs between two texts of a guide, in the words of guides: steps, questions, gates; not lines."""

from __future__ import annotations

from bisect import bisect_left
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, NamedTuple

from clientcare.domain.asks import When
from clientcare.domain.dues import OPENED, Due

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from clientcare.domain.asks import Ask
    from clientcare.domain.guides import Guide, Outcome, Requirement

LONGEST = 2_000
"""Words of two texts together that are compared one by one; longer ones are told whole."""
# A handle is most often the file's own name, and two files of one guide have two names.
_OF_GUIDE = ("title", "type", "version", "description", "runs", "custom", "icon", "header", "layout", "body")
_OF_STEP = ("name", "directions", "phase", "owner", "needs", "due", "skippable", "reason", "repeatable", "image")
_OF_ASK = ("prompt", "kind", "required", "choices", "default", "sensitive", "when")
_OF_GOAL = ("name", "check", "check_args", "gate", "icon")


class Words(NamedTuple):
    """A piece of a text: "same" in both, "gone", or "new"."""

    state: str
    text: str


class Change(NamedTuple):
    """One thing that differs. `what` is guide, step, question, outcome or requirement; `how` is added, removed, moved
    or changed; `id` is the step's or goal's, `n` and `was_n` are its places in the new and the old text (0: none).

    `key` is the key that was changed, or the field of the question; a change of a question's own key has it as
    "field.key". `was` and `now` are told as texts, and `words` are the pieces of a longer one.
    """

    what: str
    how: str
    id: str = ""
    name: str = ""
    n: int = 0
    was_n: int = 0
    key: str = ""
    was: str = ""
    now: str = ""
    words: tuple[Words, ...] = ()


class Side(NamedTuple):
    """One of the two: `source` says where it lies, `digest` is the SHA-256 of its bytes."""

    name: str
    title: str
    version: str
    digest: str
    source: str


class GuideDiff(NamedTuple):
    """What differs between an old text and a new one. No change is left where they say the same."""

    old: Side
    new: Side
    changes: tuple[Change, ...]

    @property
    def exit(self) -> int:
        """0 where they say the same, 1 where not: as `diff` does."""
        return 1 if self.changes else 0


def guide_diff(old: Guide, new: Guide) -> GuideDiff:
    """What differs from the old guide to the new one, in the order of the new one; what was removed comes last."""
    return GuideDiff(_side(old), _side(new), tuple(_changes(old, new)))


def _side(guide: Guide) -> Side:
    return Side(guide.name, guide.title, guide.version, guide.digest, guide.source)


def _changes(old: Guide, new: Guide) -> Iterator[Change]:
    yield from _keys(Change("guide", "changed", name=new.title), _OF_GUIDE, old, new)
    yield from _goals("requirement", old.requirements, new.requirements)
    yield from _steps(old, new)
    yield from _goals("outcome", old.outcomes, new.outcomes)


def _steps(old: Guide, new: Guide) -> Iterator[Change]:
    before = {step.id: (n, step) for n, step in enumerate(old.steps, 1)}
    there = {step.id for step in new.steps}
    places = [before[step.id][0] for step in new.steps if step.id in before]
    moved = _out_of_order(places)
    for n, step in enumerate(new.steps, 1):
        if step.id not in before:
            yield Change("step", "added", step.id, step.name, n, now=step.directions)
            continue
        was_n, was = before[step.id]
        change = Change("step", "changed", step.id, step.name, n, was_n)
        if was_n in moved:
            yield change._replace(how="moved")
        yield from _keys(change, _OF_STEP, was, step)
        yield from _asks(change._replace(what="question"), was.asks, step.asks)
    for n, step in enumerate(old.steps, 1):
        if step.id not in there:
            yield Change("step", "removed", step.id, step.name, was_n=n, was=step.directions)


def _asks(change: Change, old: Sequence[Ask], new: Sequence[Ask]) -> Iterator[Change]:
    before, there = {ask.field: ask for ask in old}, {ask.field for ask in new}
    for ask in new:
        if ask.field in before:
            for one in _keys(change, _OF_ASK, before[ask.field], ask):
                yield one._replace(key=f"{ask.field}.{one.key}")
        else:
            yield change._replace(how="added", key=ask.field, now=ask.prompt)
    if there == before.keys() and [ask.field for ask in old] != [ask.field for ask in new]:
        yield change._replace(how="moved", was=_said([*before]), now=_said([ask.field for ask in new]))
    yield from (change._replace(how="removed", key=ask.field, was=ask.prompt) for ask in old if ask.field not in there)


def _goals(
    what: str, old: Sequence[Requirement] | Sequence[Outcome], new: Sequence[Requirement] | Sequence[Outcome]
) -> Iterator[Change]:
    before, there = {goal.id: goal for goal in old}, {goal.id for goal in new}
    for goal in new:
        change = Change(what, "changed", goal.id, goal.name)
        if goal.id in before:
            yield from _keys(change, _OF_GOAL, before[goal.id], goal)
        else:
            yield change._replace(how="added")
    yield from (Change(what, "removed", goal.id, goal.name) for goal in old if goal.id not in there)


def _keys(change: Change, keys: Sequence[str], old: object, new: object) -> Iterator[Change]:
    for key in keys:
        was, now = _said(getattr(old, key)), _said(getattr(new, key))
        if was != now:
            pieces = words(was, now) if key in ("directions", "description", "body", "prompt") else ()
            yield change._replace(key=key, was=was, now=now, words=pieces)


def _said(value: object) -> str:
    """A value as it is told: yes and no, the items of a list, a due time with what it counts from."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if value is None:
        return ""
    if isinstance(value, Due):
        return str(value) if value.start == OPENED else f"{value} from {value.start}"
    if isinstance(value, When):
        return f"{value.field} is {value.value}"
    if isinstance(value, (tuple, list)):
        return ", ".join(value)
    if isinstance(value, dict):
        return ", ".join(f"{key} = {one}" for key, one in value.items())
    return str(value).strip()


def words(old: str, new: str) -> tuple[Words, ...]:
    """The pieces of two texts, word for word; both whole where they are long."""
    before, after = old.split(), new.split()
    if len(before) + len(after) > LONGEST:
        return tuple(Words(state, text) for state, text in (("gone", old), ("new", new)) if text)
    found = []
    for how, one, two, three, four in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if how == "equal":
            found.append(Words("same", " ".join(before[one:two])))
        else:
            pieces = (("gone", before[one:two]), ("new", after[three:four]))
            found += [Words(state, " ".join(piece)) for state, piece in pieces if piece]
    return tuple(found)


def _out_of_order(places: Sequence[int]) -> frozenset[int]:
    """The fewest of some different numbers without which the rest rises."""
    tails: list[int] = []
    ends: list[int] = []
    before: dict[int, int | None] = {}
    for place in places:
        at = bisect_left(tails, place)
        before[place] = ends[at - 1] if at else None
        tails[at : at + 1] = [place]
        ends[at : at + 1] = [place]
    rising, one = set(), ends[-1] if ends else None
    while one is not None:
        rising.add(one)
        one = before[one]
    return frozenset(places) - rising
