"""Closing at the terminal: the guide's end is shown, what is missing is asked, nothing typed is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from clientcare.dialogs.asking import complete
from clientcare.domain.answer_files import read_pairs
from clientcare.domain.closings import answered_outcomes
from clientcare.domain.errors import ClientcareError, GateNotMet, Interrupted, Usage
from clientcare.domain.sessions import fold
from clientcare.services import billing, closing, closing_questions, procedure_closing, procedures
from clientcare.services.privacy import masked
from clientcare.services.walking import walk_of
from clientcare.views.view import clean

if TYPE_CHECKING:
    from collections.abc import Callable

    from clientcare.desk import Desk
    from clientcare.domain.asks import Ask
    from clientcare.domain.closings import Closed
    from clientcare.domain.procedures import ProcedureClosed
    from clientcare.domain.sessions import Session

T = TypeVar("T")
_SEE_TO_IT = "see to it first"
_ALL_THE_SAME = "close all the same"
_WITHOUT_BILL = "close without telling billing"
_STOP = "stop"


def end_session(desk: Desk, *, session: str, outcome: tuple[str, ...], **given: Any) -> Closed:
    """Close a session as `closing.close` does; `outcome` are words such as happy=yes, by id or any part of the name.

    Without a terminal what is missing is an error that names the options. On one it is asked for, with what the guide
    keeps for the end before it; whatever then stands in the way, the problem and the solution that were typed are kept
    for the next close. Raises as `closing.close`.
    """
    found = closing.open_one(desk, session)
    given |= {"session": found.thread, "outcomes": _outcomes(desk, found, outcome)}
    if not desk.screen.interactive:
        return complete(desk, closing.close, **given)
    try:
        _ask_the_end_of_a_forgotten_one(desk, found, given)
        _show_what_is_kept_for_the_end(desk, found)
        _ask(desk, found, given)
        return _closed(desk, closing.close, given)
    except (Interrupted, KeyboardInterrupt, EOFError):
        raise _stopped(desk, found, lambda: _kept(desk, found, given)) from None
    except ClientcareError:
        told = _kept(desk, found, given)
        if told:
            _say(desk, told)
        raise


def end_procedure(desk: Desk, *, procedure: str, outcome: tuple[str, ...], **given: Any) -> ProcedureClosed:
    """Close a procedure as `procedure_closing.close` does; `outcome` and what is asked are as at a session's close."""
    found = procedures.open_one(desk, procedure)
    given |= {"procedure": found.thread, "outcomes": _outcomes(desk, found, outcome)}
    if not desk.screen.interactive:
        return complete(desk, procedure_closing.close, **given)
    try:
        _show_what_is_kept_for_the_end(desk, found)
        _say(desk, f"Closing {found.client_name}, {found.title}")
        for one in closing_questions.about_procedure(desk, procedures.open_one(desk, found.thread), given):
            _ask_one(desk, one, given)
        return _closed(desk, procedure_closing.close, given)
    except (Interrupted, KeyboardInterrupt, EOFError):
        raise _stopped(desk, found, lambda: "") from None


def _outcomes(desk: Desk, found: Session, typed: tuple[str, ...]) -> dict[str, str]:
    said = read_pairs(typed, "Such as: --outcome happy=yes")
    return answered_outcomes(walk_of(desk, found).guide.outcomes, said)


def _stopped(desk: Desk, found: Session, keep: Callable[[], str]) -> Interrupted:
    """What is true after Ctrl-C: it is not closed, or somebody closed it, this very command perhaps."""
    if fold(desk.store.read(found.place)).is_open:
        return Interrupted(f"Stopped: '{found.title}' is not closed.", keep())
    show = f"See: clientcare {found.place.sort} show {found.place.short}"
    return Interrupted(f"Stopped: '{found.title}' is closed.", show)


def _ask_the_end_of_a_forgotten_one(desk: Desk, found: Session, given: dict[str, Any]) -> None:
    """Before anything is entered: after an entry of now nobody would see any more that it was silent for hours."""
    for one in closing_questions.missing(desk, found, "-", True, given["at"]):
        given["at"] = _end(desk, found, one)


def _show_what_is_kept_for_the_end(desk: Desk, found: Session) -> None:
    from clientcare.dialogs.walk import can_walk, walk_the_end

    if can_walk(desk):
        walk_the_end(desk, found.thread)


def _ask(desk: Desk, found: Session, given: dict[str, Any]) -> None:
    """Ask what is not given yet; the answers go into `given`."""
    _say(desk, f"Closing {found.client_name}, {found.title}")
    for one in closing_questions.questions(desk, closing.open_one(desk, found.thread), given):
        if one.field == "at":
            given["at"] = _end(desk, found, one)
        else:
            _ask_one(desk, one, given)
        if one.field == "resolved":
            _may_bill(desk, given)


def _ask_one(desk: Desk, one: Ask, given: dict[str, Any]) -> None:
    from clientcare.dialogs.prompts import ask

    said = ask(desk, one)
    if not one.field.startswith(closing_questions.OUTCOME):
        given[one.field] = said
    elif said is not None:
        given["outcomes"][one.field.removeprefix(closing_questions.OUTCOME)] = "yes" if said else "no"


def _end(desk: Desk, found: Session, one: Ask) -> str:
    """The end as it was shown where Enter keeps it, however long the other questions take."""
    from clientcare.dialogs.prompts import ask

    proposed = closing_questions.proposed_end(desk, found)
    while True:
        typed = ask(desk, one)
        if typed == one.default:
            return proposed.isoformat()
        try:
            closing_questions.ending(desk, found, typed)
        except Usage as wrong:
            _say(desk, f"    {wrong.message} {wrong.hint}".rstrip())
        else:
            return str(typed)


def _may_bill(desk: Desk, given: dict[str, Any]) -> None:
    """Said before anything is written: billing will not be told of this one."""
    if not given["bill"]:
        return
    try:
        billing.check_may_bill(desk, resolved=bool(given["resolved"]), no_charge=given["no_charge"])
    except GateNotMet as refused:
        from clientcare.dialogs.prompts import choose

        if choose(desk, refused.message, (_WITHOUT_BILL, _STOP)) == _STOP:
            raise
        given["bill"] = False


def _closed(desk: Desk, close: Callable[..., T], given: dict[str, Any]) -> T:
    while True:
        try:
            return complete(desk, close, **given)
        except closing.GatesUnmet as unmet:
            from clientcare.dialogs.prompts import ask, choose
            from clientcare.domain.asks import Ask

            lines = "".join(f"\n  {one.name}: {one.why}" for one in unmet.gates)
            if (
                choose(desk, f"Not yet reached, and the guide asks for it:{lines}", (_SEE_TO_IT, _ALL_THE_SAME))
                == _SEE_TO_IT
            ):
                raise
            given["override"] = ask(desk, Ask("override", "Why is it closed all the same?"))


def _kept(desk: Desk, found: Session, given: dict[str, Any]) -> str:
    """Keep what was typed for the next close, or else show it once more; answers what became of it."""
    problem, solution = given["problem"], given["solution"]
    try:
        kept = closing.keep_typed(desk, closing.open_one(desk, found.thread), problem=problem, solution=solution)
    except ClientcareError:
        typed = masked("text", " / ".join(text for text in (problem, solution) if text)).text
        return f"What you typed was not saved: {typed}" if typed else ""
    return "What you typed is kept: clientcare close proposes it again." if kept else ""


def _say(desk: Desk, text: str) -> None:
    desk.screen.tell(clean(text))
