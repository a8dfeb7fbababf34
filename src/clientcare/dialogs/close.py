"""Closing at the terminal: the guide's end is shown, what is missing is asked, nothing typed is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from clientcare.dialogs.asking import complete
from clientcare.domain.answer_files import read_pairs
from clientcare.domain.closings import answered_outcomes
from clientcare.domain.errors import ClientcareError, GateNotMet, Interrupted, Usage
from clientcare.domain.sessions import fold
from clientcare.services import billing, closing, closing_questions
from clientcare.services.privacy import masked
from clientcare.services.walking import walk_of
from clientcare.views.view import clean

if TYPE_CHECKING:
    from collections.abc import Callable

    from clientcare.desk import Desk
    from clientcare.domain.asks import Ask
    from clientcare.domain.closings import Closed
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
    given |= {"session": found.thread, "outcomes": outcomes_as_typed(desk, found, outcome)}
    if not desk.screen.interactive:
        return complete(desk, closing.close, **given)

    def asked() -> Closed:
        _ask_the_end_of_a_forgotten_one(desk, found, given)
        show_what_is_kept_for_the_end(desk, found)
        _ask(desk, found, given)
        return closed_all_the_same(desk, closing.close, given)

    return nothing_lost(desk, found, asked, lambda: (given["problem"], given["solution"]))


def nothing_lost(desk: Desk, found: Session, asked: Callable[[], T], typed: Callable[[], tuple[str, str]]) -> T:
    """What closing at the terminal answers. Where it did not come about, what was `typed` by then, a problem and a
    solution, is kept for the next close.
    """
    try:
        return asked()
    except (Interrupted, KeyboardInterrupt, EOFError):
        raise _as_it_was_left(desk, found, typed) from None
    except ClientcareError:
        told = _kept(desk, found, *typed())
        if told:
            say(desk, told)
        raise


def outcomes_as_typed(desk: Desk, found: Session, typed: tuple[str, ...]) -> dict[str, str]:
    """The outcomes that were named with the command, "yes" or "no" by their ids. Raises Usage."""
    said = read_pairs(typed, "Such as: --outcome happy=yes")
    return answered_outcomes(walk_of(desk, found).guide.outcomes, said)


def _as_it_was_left(desk: Desk, found: Session, typed: Callable[[], tuple[str, str]]) -> Interrupted:
    """What is true after Ctrl-C: it is not closed, or somebody closed it, this very command perhaps."""
    if fold(desk.store.read(found.place)).is_open:
        return Interrupted(f"Stopped: '{found.title}' is not closed.", _kept(desk, found, *typed()))
    show = f"See: clientcare {found.place.sort} show {found.place.short}"
    return Interrupted(f"Stopped: '{found.title}' is closed.", show)


def _ask_the_end_of_a_forgotten_one(desk: Desk, found: Session, given: dict[str, Any]) -> None:
    """Before anything is entered: after an entry of now nobody would see any more that it was silent for hours."""
    for one in closing_questions.missing(desk, found, "-", True, given["at"]):
        given["at"] = _end(desk, found, one)


def show_what_is_kept_for_the_end(desk: Desk, found: Session) -> None:
    """The steps that the guide keeps for the close, walked where a person is there."""
    from clientcare.dialogs.walk import can_walk, walk_the_end

    if can_walk(desk):
        walk_the_end(desk, found.thread)


def _ask(desk: Desk, found: Session, given: dict[str, Any]) -> None:
    """Ask what is not given yet; the answers go into `given`."""
    say(desk, f"Closing {found.client_name}, {found.title}")
    for one in closing_questions.questions(desk, closing.open_one(desk, found.thread), given):
        if one.field == "at":
            given["at"] = _end(desk, found, one)
        else:
            ask_one(desk, one, given)
        if one.field == "resolved":
            _may_bill(desk, given)


def ask_one(desk: Desk, one: Ask, given: dict[str, Any]) -> None:
    """One question of a close; the answer goes into `given`."""
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
            say(desk, f"    {wrong.message} {wrong.hint}".rstrip())
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


def closed_all_the_same(desk: Desk, close: Callable[..., T], given: dict[str, Any]) -> T:
    """What a service answers that closes; where a gate is not met, the person says why it is closed all the same."""
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


def _kept(desk: Desk, found: Session, problem: str, solution: str) -> str:
    """Keep what was typed for the next close, or else show it once more; answers what became of it."""
    try:
        kept = closing.keep_typed(desk, fold(desk.store.read(found.place)), problem=problem, solution=solution)
    except ClientcareError:
        typed = masked("text", " / ".join(text for text in (problem, solution) if text)).text
        return f"What you typed was not saved: {typed}" if typed else ""
    return "What you typed is kept: the next close proposes it again." if kept else ""


def say(desk: Desk, text: str) -> None:
    """A line of conversation."""
    desk.screen.tell(clean(text))
