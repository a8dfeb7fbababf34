"""Questions of a guide whose answers are filed beside the step: parts, one after the other, and a file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clientcare.dialogs.beside import PART
from clientcare.dialogs.prompts import ask, ask_all
from clientcare.domain.answers import checked_answer
from clientcare.domain.asks import Ask
from clientcare.domain.attachments import say_size
from clientcare.domain.errors import ClientcareError, NotFound, Usage
from clientcare.domain.parts import NONE, ON_RECORD
from clientcare.services import walking
from clientcare.services.answers import parts_on_record
from clientcare.services.attachments import found, in_inbox

if TYPE_CHECKING:
    from clientcare.desk import Desk

_ANOTHER = Ask("name", "Another part?", required=False)


def ask_parts(desk: Desk, one: Ask, session: str, before: str) -> str:
    """The parts that are typed, in the spelling that is recorded; empty where the question is left open.

    A line such as "2 x Fuser; price=89" is taken as a whole. What cannot be is explained and asked again. `before` is
    the answer that Enter keeps. Raises Interrupted.
    """
    recorded = parts_on_record(desk, session)
    if recorded:
        desk.screen.tell(desk.screen.clean(f"    On record already: {', '.join(recorded)}"))
    words = (NONE, ON_RECORD) if recorded else (NONE,)
    told = f"{one.prompt} A name, or: {', '.join(words)}."
    question = Ask("name", told, required=one.required, default=before)
    rows: list[Any] = []
    while typed := ask(desk, question):
        whole = ";" in typed or typed.casefold() in words or typed == before
        try:
            said = checked_answer(
                one, typed if whole and not rows else [*rows, _row(desk, typed, whole)], walking.terms(desk)
            )
        except Usage as wrong:
            _explain(desk, wrong)
            continue
        if said in (*words, before):
            return said
        rows = said.split("\n")
        desk.screen.tell(desk.screen.clean(f"    {'→' if desk.screen.look.symbols else '='} {rows[-1]}"))
        question = _ANOTHER
    return "\n".join(rows)


def ask_document(desk: Desk, one: Ask, before: str) -> str:
    """The file that is named: its path on this machine, or its name in the share's inbox; empty where it is left open.

    `before` is the document that Enter keeps. Raises Interrupted.
    """
    waiting = in_inbox(desk)
    told = f"{one.prompt} Its path{', or in the inbox: ' if waiting else ''}{', '.join(waiting)}"
    question = Ask(one.field, told, required=one.required, choices=waiting, default=before)
    while (typed := str(ask(desk, question))) and typed != before:
        try:
            source = found(desk, typed)
        except (NotFound, Usage) as wrong:
            _explain(desk, wrong)
            continue
        where = " from the inbox" if source.from_inbox else ""
        told = f"{source.name}, {say_size(source.size)}{where}"
        desk.screen.tell(desk.screen.clean(f"    {'→' if desk.screen.look.symbols else '='} {told}"))
        break
    return typed


def _row(desk: Desk, typed: str, whole: bool) -> Any:
    if whole:
        return typed
    more = ask_all(desk, PART[1:])
    return {"name": typed, **{field.replace("_", "-"): value for field, value in more.items() if value}}


def _explain(desk: Desk, wrong: ClientcareError) -> None:
    desk.screen.tell(desk.screen.clean(f"    {wrong.message} {wrong.hint}".rstrip()))
