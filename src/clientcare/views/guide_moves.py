"""How a walk is told that its guide is another now, and what moving to the new one came to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientcare.views.entries import ENTERED
from clientcare.views.view import Look, View, clean, style

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from clientcare.domain.guide_moves import LeftBehind, MovedWalk
    from clientcare.domain.walk_reports import WalkView

_BECAME = {
    "changed": "The guide was changed meanwhile; the walk goes on with the text that it has.",
    "broken": "The guide's file has a fault now; the walk goes on with the text that it has. "
    "See: clientcare guide list",
    "gone": "There is no guide '{guide}' any more; the walk goes on with the text that it has.",
}
_WHY = {
    "step": "the step is gone",
    "question": "the question is gone",
    "answer": "the question takes other answers now",
}


def text_told(here: WalkView, look: Look, *, hint: bool = True) -> Iterator[str]:
    """What became of the guide's file; nothing where it is as it was. With `hint`, how to move to the new text."""
    if here.text_now in _BECAME:
        told = _BECAME[here.text_now].format(guide=clean(here.guide, ""))
        how = f" To move to the new one: {here.next} --move-to-new" if hint and here.text_now == "changed" else ""
        yield f"{style('!', 'warn', look)} {told}{how}"


def _human(moved: MovedWalk, look: Look) -> Iterable[str]:
    yield from ENTERED.human(moved.entered, look)
    names = {one.id: clean(one.name, "") for one in moved.here.steps}
    for ids, told in ((moved.again, "Asks something more"), (moved.new, "New")):
        yield from (f"  {told}: {names[one]}" for one in ids)
    if moved.left_behind:
        yield style("  Has no place in the new guide; it stays on record:", "dim", look)
        yield from (f"    {_left(one)}" for one in moved.left_behind)
    yield f"  Taken back with: clientcare undo -s {moved.here.place.short}"


def _left(one: LeftBehind) -> str:
    said = f": {clean(one.prompt, '')} {clean(one.answer, '') or '(left open)'}" if one.field else ""
    return f"{clean(one.name, '')}{said} ({_WHY[one.why]})"


def _plain(moved: MovedWalk) -> Iterator[tuple[object, ...]]:
    yield from (tuple(row) for row in ENTERED.plain(moved.entered))
    for word, ids in (("through", moved.through), ("again", moved.again), ("new", moved.new)):
        yield from ((word, one) for one in ids)
    yield from (("left-behind", one.step, one.field, one.answer, one.why) for one in moved.left_behind)


MOVED = View("guide-move/1", lambda moved, look: list(_human(moved, look)), _plain, lambda moved: [moved.entered.id])
