"""A drill at the terminal: one step after the other as in a real walk, and nothing of it is put on record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientcare.dialogs.answers import text_from
from clientcare.dialogs.keys import Key, press
from clientcare.dialogs.pages import say_in_pages
from clientcare.dialogs.prompts import ask
from clientcare.dialogs.steps import put
from clientcare.dialogs.walk import can_walk
from clientcare.domain.asks import Ask
from clientcare.domain.drills import SAYS, drill_view, drilled
from clientcare.domain.errors import ClientcareError, Interrupted
from clientcare.services import drills
from clientcare.views.walk_overview import overview
from clientcare.views.walks import heading, markdown, step_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from clientcare.desk import Desk
    from clientcare.domain.drills import Drilled
    from clientcare.domain.walk_reports import StepView, WalkView
    from clientcare.domain.walk_steps import Draft
    from clientcare.domain.walks import Walk

_SKIP, _BACK = Key("skip", "s", "skip"), Key("back", "b", "back")
_REST = (Key("where", "w", "where"), Key("keys", "?", "keys"), Key("quit", "q", "end the drill"))
_EXPLAINED = (
    "Enter or space: go on. A reminder was seen, a question is answered.",
    "s  leave this step out      b  one step back",
    "e  answer a step again      w  where I am: every step, and what was answered so far",
    "q  end the drill, and see what would be on record",
)


def drill(desk: Desk, *, name: str, mode: str, answers: str) -> Drilled:
    """Walk a guide at the terminal, or with the answers of a script; answers what would be on record.

    Raises Interrupted at Ctrl-C, and what `services.drills` raises.
    """
    if answers or not can_walk(desk):
        text = text_from(desk, answers) if answers else ""
        return drills.answered(desk, name=name, mode=mode, text=text, shown=answers)
    try:
        return drilled(_Drill(desk, drills.begin(desk, name=name, mode=mode)).walk())
    except (Interrupted, KeyboardInterrupt, EOFError):
        raise Interrupted("The drill was stopped. Nothing was filed.") from None


class _Drill:
    """A person on the way through a guide, all phases in a row. `here` holds all that was answered."""

    def __init__(self, desk: Desk, here: Walk) -> None:
        self.desk = desk
        self.here = here

    def walk(self) -> Walk:
        """From the first step on, until all are through or the person ends it."""
        self._say(f"{SAYS}. It is walked with no client behind it; q ends it.")
        self._say(*markdown(self._view().body, self.desk.screen.look))
        n = 1
        while n <= len(self.here.steps):
            view = self._view()
            step = view.steps[n - 1]
            look = self.desk.screen.look
            say_in_pages(self.desk, ["", *heading(view, step, look), *step_lines(step, look)])
            pressed = self._press(step)
            if pressed == "quit":
                break
            n = max(1, n - 1) if pressed == "back" else n + self._carried_out(step, pressed)
        return self.here

    def _view(self) -> WalkView:
        return drill_view(self.here, drills.terms(self.desk).now)

    def _press(self, step: StepView) -> str:
        goes = "go on" if step.through else "answer" if step.left else "seen"
        again = [Key("again", "e", "answer again")] if step.through and step.asks else []
        keys = [Key("go", "Enter", goes), *again, _SKIP, _BACK, *_REST]
        while (pressed := press(keys, self.desk.screen.look)) in ("where", "keys"):
            told = overview(self._view(), step, self.desk.screen.look) if pressed == "where" else _EXPLAINED
            say_in_pages(self.desk, ["", SAYS, *told])
        return pressed

    def _carried_out(self, step: StepView, pressed: str) -> int:
        """Do what the key says in memory alone; answers how many steps it leads on: one, or none where it cannot be."""
        try:
            if pressed == "skip":
                self._take(self._skipped(step))
            elif pressed == "again" or step.left:
                values = self._asked(step, again=pressed == "again")
                self._take(lambda: self.here.answer(step.id, values, drills.terms(self.desk)))
            elif not step.through:
                self._take(lambda: self.here.shown(step.id))
        except ClientcareError as error:
            if isinstance(error, Interrupted):
                raise
            self._say(f"  {error.message} {error.hint}".rstrip())
            return 0
        return 1

    def _skipped(self, step: StepView) -> Callable[[], Draft]:
        wanted = self.here.find(step.id).step
        if not wanted.skippable:
            return lambda: self.here.skip(step.id)
        reason = ask(self.desk, Ask("reason", "Why is it left out?", required=wanted.reason))
        return lambda: self.here.skip(step.id, reason)

    def _asked(self, step: StepView, *, again: bool) -> Mapping[str, str]:
        values: dict[str, str] = {}
        for one in step.questions:
            known = {**self.here.known, **values}
            if one.applies(known) and (again or one.field not in step.answers):
                values[one.field] = put(
                    self.desk, one, _shown(one), step.answers.get(one.field, ""), drills.terms(self.desk)
                )
        return values

    def _take(self, draft: Callable[[], Draft]) -> None:
        self.here = self.here.then(draft(), drills.terms(self.desk))

    def _say(self, *lines: str) -> None:
        for line in lines:
            self.desk.screen.tell(self.desk.screen.clean(line) if "\x1b" not in line else line)


def _shown(one: Ask) -> Ask:
    """The question in words alone where it would otherwise read or file something: a team, parts, a document."""
    plain = {"parts": "lines", "document": "text", "person": "text"}
    return one._replace(kind=plain.get(one.kind, one.kind))
