"""One step of a guide between a person and the record: its questions asked, its answer filed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clientcare.dialogs.asking import complete
from clientcare.dialogs.prompts import ask, ask_all
from clientcare.domain.answers import checked_answer, said_so
from clientcare.domain.asks import Ask, Missing
from clientcare.domain.errors import ClientcareError, Interrupted, Unreachable, Usage
from clientcare.domain.ownership import NotMine
from clientcare.services import walking

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from clientcare.desk import Desk
    from clientcare.domain.answers import Terms
    from clientcare.domain.walk_reports import StepView, Walked, WalkView


_SPELLED = ("number", "money", "duration", "date", "time")
"""Kinds of answers that are echoed in full, because they can be typed in many ways."""


class _Unanswered(Exception):
    """Questions of a step that must be answered."""

    def __init__(self, asks: Sequence[Ask]) -> None:
        super().__init__()
        self.asks = asks


def recorded(desk: Desk, service: Callable[..., Walked], **given: Any) -> Walked:
    """What a service of `walking` answers; on a terminal, answers that must be given are asked for and added."""

    def called(desk: Desk, **given: Any) -> Walked:
        try:
            return service(desk, **given)
        except Missing as missing:
            if not desk.screen.interactive or isinstance(missing, NotMine):
                raise
            raise _Unanswered(missing.asks) from None

    while True:
        try:
            return complete(desk, called, **given)
        except _Unanswered as unanswered:
            asked = ask_all(desk, unanswered.asks)
            given["values"] = {**(given.get("values") or {}), **{field: _said(one) for field, one in asked.items()}}


def answer_step(desk: Desk, here: WalkView, step: StepView) -> None:
    """Ask the questions of a step that were not put yet, or all of them again, and file the answers as one entry.

    What was answered before Ctrl-C is filed too. Raises Interrupted.
    """
    values: dict[str, str] = {}
    again = not step.left
    try:
        for one in step.questions:
            if one.applies({**here.known, **values}) and (again or one.field not in step.answers):
                values[one.field] = _answer(desk, here, one, step.answers.get(one.field, ""))
    except Interrupted:
        if values:
            _keep(desk, here, step, values)
        raise
    try:
        recorded(desk, walking.step_answer, values=values, step=step.id, session=here.thread)
    except Unreachable:
        files = [one.field for one in step.questions if one.kind == "document" and values.get(one.field)]
        if files:  # they need the share; what was typed beside them does not
            _keep(desk, here, step, {field: said for field, said in values.items() if field not in files})
        raise


def see_steps(desk: Desk, here: WalkView, steps: Sequence[StepView]) -> None:
    """Reminders that were seen are on record as shown."""
    recorded(desk, walking.step_shown, steps=[step.id for step in steps], session=here.thread)


def skip_step(desk: Desk, here: WalkView, step: StepView) -> None:
    """A step is left out, with a reason if the person gives one. Raises Interrupted."""
    if not step.skippable:
        desk.screen.tell("  This step cannot be left out.")
        return
    reason = ask(desk, Ask("reason", "Why is it left out?", required=False))
    recorded(desk, walking.step_skip, step=step.id, reason=reason, session=here.thread)


def _keep(desk: Desk, here: WalkView, step: StepView, values: dict[str, str]) -> None:
    try:
        walking.step_answer(desk, values=values, step=step.id, session=here.thread)
    except ClientcareError as error:
        desk.screen.tell(desk.screen.clean(f"  Not kept: {error.message}"))


def _answer(desk: Desk, here: WalkView, one: Ask, before: str) -> str:
    if one.filed_beside:
        from clientcare.dialogs.filed_answers import ask_document, ask_parts

        return ask_document(desk, one, before) if one.kind == "document" else ask_parts(desk, one, here.thread, before)
    shown = one._replace(choices=_contacts(desk, here)) if one.kind == "person" else one
    return put(desk, one, shown, before, walking.terms(desk))


def put(desk: Desk, one: Ask, shown: Ask, before: str, terms: Terms) -> str:
    """Ask a question, as `shown`, until its answer can be recorded; Enter keeps `before`. Raises Interrupted."""
    kept = "" if one.sensitive else before
    shown = shown._replace(default=kept or one.default, kind="text" if one.kind in _SPELLED else shown.kind)
    while True:
        said = ask(desk, shown)
        try:
            answer = checked_answer(one, _said(said), terms)
        except Usage as wrong:
            desk.screen.tell(desk.screen.clean(f"    {wrong.message} {wrong.hint}".rstrip()))
            continue
        if one.kind in _SPELLED and answer != said:
            desk.screen.tell(f"    {'→' if desk.screen.look.symbols else '='} {said_so(one, answer)}")
        return answer


def _said(answer: Any) -> Any:
    return "" if answer is None else answer


def _contacts(desk: Desk, here: WalkView) -> tuple[str, ...]:
    from clientcare.services.finding import client_in

    try:
        return tuple(contact.name for contact in client_in(desk, here.folder).contacts)
    except ClientcareError:
        return ()
