"""What is done beside the guide while it is walked: a note, a part, a call for help. Each is said on standard error."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clientcare.dialogs.asking import complete
from clientcare.dialogs.prompts import ask_all, ask_lines
from clientcare.domain.asks import Ask
from clientcare.domain.errors import Usage
from clientcare.views.entries import ENTERED

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from clientcare.desk import Desk
    from clientcare.views.view import View

PART = (
    Ask("name", "Which part?", required=False),
    Ask("quantity", "How many?", default="1"),
    Ask("price", "Price of one?", required=False),
    Ask("serial_out", "Serial number of the old one?", required=False),
    Ask("serial_in", "Serial number of the new one?", required=False),
)


def note(desk: Desk, session: str) -> None:
    """A note of several lines; an empty one is none."""
    from clientcare.services import notes

    text = ask_lines(desk, "Note").strip()
    if text:
        _show(desk, ENTERED, complete(desk, notes.note, text=text, session=session))


def part(desk: Desk, session: str) -> None:
    """A part with what is asked for it; without a name it is none. What cannot be is explained and asked again."""
    from clientcare.services import parts

    asks: tuple[Ask, ...] = PART
    while True:
        given = ask_all(desk, asks[:1])
        if not given["name"]:
            return
        given.update(ask_all(desk, asks[1:]))
        try:
            _show(desk, ENTERED, complete(desk, parts.part, session=session, **given))
        except Usage as wrong:
            desk.screen.tell(desk.screen.clean(f"    {wrong.message} {wrong.hint}".rstrip()))
            asks = tuple(ask._replace(default=given[ask.field]) for ask in asks)
        else:
            return


def team(desk: Desk, session: str) -> None:
    """A call for help to the team; without a word about it nobody is called."""
    from clientcare.services.calls import ask_team
    from clientcare.views.calls import CALL

    asked = ask_all(desk, [Ask("text", "What do you need help with?", required=False)])
    if asked["text"]:
        _show(desk, CALL, complete(desk, ask_team, session=session, **asked))


ACTS: Mapping[str, Callable[[Desk, str], None]] = {"note": note, "part": part, "help": team}
"""What the keys of a walk do beside the guide, by the name of the key."""


def _show(desk: Desk, view: View, result: Any) -> None:
    for line in view.human(result, desk.screen.look):
        desk.screen.tell(line)
