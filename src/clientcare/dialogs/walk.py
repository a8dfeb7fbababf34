"""Walking a guide at the terminal: one step after the other, each with its keys; everything is said on standard error.

What a key does is filed at once, so that the walk can stop anywhere and go on at another machine or with somebody else.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from clientcare.dialogs import beside
from clientcare.dialogs.guide_moves import settle_text
from clientcare.dialogs.keys import Key, press
from clientcare.dialogs.pages import say_in_pages
from clientcare.dialogs.pictures import LARGEST, guide_folder, picture_lines, protocol
from clientcare.dialogs.steps import answer_step, see_steps, skip_step
from clientcare.domain.errors import ClientcareError, Interrupted
from clientcare.domain.times import say_minutes
from clientcare.services import walking
from clientcare.views.view import clean, style
from clientcare.views.walk_overview import overview
from clientcare.views.walks import heading, markdown, step_lines, together

if TYPE_CHECKING:
    from collections.abc import Sequence

    from clientcare.desk import Desk
    from clientcare.domain.guides import GuidePicture
    from clientcare.domain.walk_reports import StepView, WalkView

_NOTE = Key("note", "n", "note")
_BESIDE = (_NOTE, Key("part", "p", "part"), Key("help", "h", "help"))
_SKIP, _BACK, _ALL = Key("skip", "s", "skip"), Key("back", "b", "back"), Key("all", "a", "all")
_AGAIN = Key("again", "e", "answer again")
_WHERE = Key("where", "w", "where")
_KEYS = Key("keys", "?", "keys")
_QUIT = Key("quit", "q", "shell")
_EXPLAINED = (
    "Enter or space: go on. A reminder was seen, a question is answered.",
    "s  leave this step out      b  one step back",
    "n  note something           p  put a part on record",
    "h  ask the team for help    a  all reminders that are left, on one screen",
    "w  where I am: every step, and what was answered so far",
    "e  answer a step again      q  back to the shell; the session goes on",
)


def can_walk(desk: Desk) -> bool:
    """Whether a person is there to walk with: a terminal, and no answer that was asked for in a form for scripts."""
    options = desk.options
    return desk.screen.interactive and not (options.json or options.plain or options.quiet)


def go_on(desk: Desk, *, session: str = "", all_steps: bool = False) -> None:
    """Go on with the guide of a session: the steps of the phase that it is in, in their order.

    Reminders that I know from earlier sessions come together on one screen, unless `all_steps`. Raises Interrupted at
    Ctrl-C and Ctrl-D: the session goes on, and says so.
    """
    if not can_walk(desk):
        return
    here = walking.where(desk, session=session)
    try:
        moving = settle_text(desk, here)
        if moving == "quit":
            _say(desk, f"Back to the shell. {_goes_on(here)}", f"  Go on with the guide: {here.next}")
            return
        here = walking.where(desk, session=here.thread) if moving == "moved" else here
        _opening(desk, here)
        if here.step:
            known = frozenset() if all_steps else walking.known_reminders(desk, session=here.thread)
            _Walker(desk, here.thread, here.step.phase, known).walk(here.step)
        else:
            _say(desk, what_follows(here, desk))
    except (Interrupted, KeyboardInterrupt, EOFError):
        raise Interrupted(f"Back to the shell. {_goes_on(here)}", f"Go on with the guide: {here.next}") from None


def _show(desk: Desk, here: WalkView, steps: Sequence[StepView]) -> None:
    """One step, whole: its place, its directions, its questions, its picture; or several reminders on one screen."""
    look = desk.screen.look
    if len(steps) > 1:
        say_in_pages(desk, ["", *heading(here, None, look), *together(steps, look)])
        return
    [step] = steps
    say_in_pages(desk, ["", *heading(here, step, look), *step_lines(step, look)])
    _say(desk, *picture_lines(step.image, _picture(desk, here, step.image), os.environ))


def _press(desk: Desk, here: WalkView, step: StepView, keys: Sequence[Key]) -> str:
    """Wait for a key that leads on; what is done beside the guide is done meanwhile. Answers the name of the key."""
    while True:
        pressed = press(keys, desk.screen.look)
        if pressed == "keys":
            _say(desk, *(f"  {line}" for line in _EXPLAINED))
        elif pressed == "where":
            say_in_pages(desk, ["", *overview(here, step, desk.screen.look)])
        elif pressed in beside.ACTS:
            beside.ACTS[pressed](desk, here.thread)
        else:
            return pressed


def walk_the_end(desk: Desk, session: str) -> None:
    """What the guide keeps for the close: its reminders on one screen, then its questions. Raises Interrupted.

    What waits for a step that was not gone through is left out.
    """
    here = walking.where(desk, session=session)
    reminders = tuple(one for one in here.closing if not (one.through or one.asks or one.waits_for))
    if reminders:
        _show(desk, here, reminders)
        _press(desk, here, reminders[0], [Key("go", "Enter", "seen"), *_beside(here), _WHERE, _KEYS])
        see_steps(desk, here, reminders)
    for n in [one.n for one in here.closing if one.asks]:
        here = walking.where(desk, session=session)  # what came before may be what it waits for
        step = here.steps[n - 1]
        if not (step.through or step.waits_for):
            _show(desk, here, (step,))
            answer_step(desk, here, step)


class _Walker:
    """A person on the way through one phase of a guide.

    `known` are the reminders that come together, `furthest` is the number of the step that they went back from.
    """

    def __init__(self, desk: Desk, thread: str, phase: str, known: frozenset[str]) -> None:
        self.desk = desk
        self.thread = thread
        self.phase = phase
        self.known = known
        self.furthest = 0

    def walk(self, first: StepView) -> None:
        """From a step on, until the phase is through or the person goes back to the shell."""
        at: StepView | None = first
        everything = False
        while at:
            here = self._here()
            steps = self._screenful(here, here.steps[at.n - 1], everything)
            _show(self.desk, here, steps)
            pressed = _press(self.desk, here, steps[0], _keys(here, steps))
            if pressed == "quit":
                _say(self.desk, f"Back to the shell. {_goes_on(here)}", f"  Go on with the guide: {here.next}")
                return
            together = everything or len(steps) > 1
            everything = pressed == "all"
            at = at if everything else self._carried_out(here, steps, pressed, together=together)
        _say(self.desk, what_follows(self._here(), self.desk))

    def _here(self) -> WalkView:
        return walking.where(self.desk, session=self.thread)

    def _screenful(self, here: WalkView, step: StepView, everything: bool) -> tuple[StepView, ...]:
        """The step alone, or all reminders that come together with it."""
        reminders = tuple(one for one in here.left if not one.asks)
        if everything:
            if not reminders:
                _say(self.desk, "  No reminders are left.")
            return reminders or (step,)
        known = tuple(one for one in reminders if one.phase == self.phase and one.id in self.known)
        return known if step in known and len(known) > 1 and step.n >= self.furthest else (step,)

    def _carried_out(
        self, here: WalkView, steps: tuple[StepView, ...], pressed: str, *, together: bool
    ) -> StepView | None:
        """What the key does with the steps is put on record; answers the step that comes next."""
        step = steps[0]
        if pressed == "back":
            if step.n == 1:
                _say(self.desk, "  This is the first step.")
                return step
            self.furthest = max(self.furthest, step.n)
            return here.steps[step.n - 2]
        if pressed == "skip":
            skip_step(self.desk, here, step)
        elif pressed == "again" or step.left:
            answer_step(self.desk, here, step)
        elif not step.through:
            see_steps(self.desk, here, steps)
        return self._next(0 if together else step.n)

    def _next(self, n: int) -> StepView | None:
        """The step behind number `n` on the way back to the furthest; else the next that is left, or the first one."""
        here = self._here()
        if 0 < n < self.furthest:
            return here.steps[n]
        self.furthest = 0
        left = [one for one in here.left if one.phase == self.phase]
        return next((one for one in left if one.n > n), next(iter(left), None))


def what_follows(here: WalkView, desk: Desk) -> str:
    """One line that says where the walk stands and what leads on."""
    tick = style("✓" if desk.screen.look.symbols else "+", "good", desk.screen.look)
    if here.step is None:
        return f"{tick} Through with the guide as far as the close.  {here.place.close_with}"
    rest = len(here.left) - 1
    more = f" and {rest} more" if rest else ""
    when = "While you work" if here.step.phase == "work" else "Next"
    return f'{tick} {when}: "{clean(here.step.name, "")}"{more}.  {here.next}'


def _opening(desk: Desk, here: WalkView) -> None:
    look = desk.screen.look
    if here.body:
        _say(desk, "", style(clean(here.guide_title, ""), "bold", look), *markdown(here.body, look))


def _beside(here: WalkView) -> tuple[Key, ...]:
    """Parts and calls for help are of a session."""
    return _BESIDE if here.has_clock else (_NOTE,)


def _keys(here: WalkView, steps: tuple[StepView, ...]) -> list[Key]:
    step, beside = steps[0], _beside(here)
    if len(steps) > 1:
        return [Key("go", "Enter", "seen"), *beside, _WHERE, _KEYS, _QUIT]
    around = (_SKIP, _BACK, *beside, _WHERE, _ALL)
    if step.through:
        return [Key("go", "Enter", "go on"), *([_AGAIN] if step.asks else []), *around, _KEYS, _QUIT]
    return [Key("go", "Enter", "answer" if step.left else "seen"), *around, _KEYS, _QUIT]


def _goes_on(here: WalkView) -> str:
    goes_on = f"the session goes on, {say_minutes(here.minutes)} so far." if here.has_clock else "it stays open."
    return f"{clean(here.client_name, '')}, {clean(here.title, '')}: {goes_on}"


def _picture(desk: Desk, here: WalkView, image: str) -> GuidePicture | None:
    if not image:
        return None
    try:
        folder = guide_folder(desk.library.find(here.guide)[0].source)
        return desk.local.picture(folder, image, LARGEST if protocol(os.environ) else 0)
    except ClientcareError:
        return None


def _say(desk: Desk, *lines: str) -> None:
    for line in lines:
        desk.screen.tell(line)
