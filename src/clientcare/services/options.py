"""Options: the ways that are offered to a client, each with cost and consequence, and which one the client chose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientcare.domain.asks import Ask, Missing
from clientcare.domain.case_lists import OptionList
from clientcare.domain.errors import Conflict, NotFound, Usage
from clientcare.services.entries import acknowledged, enter
from clientcare.services.finding import current
from clientcare.services.moments import happened

if TYPE_CHECKING:
    from clientcare.desk import Desk
    from clientcare.domain.casework import Option
    from clientcare.domain.entries import Entered
    from clientcare.domain.sessions import Session


def add(
    desk: Desk,
    *,
    text: str = "",
    cost: str = "",
    consequence: str = "",
    at: str = "",
    session: str = "",
) -> Entered:
    """Enter one way that was offered. Raises Missing for text, cost and consequence: an offer needs all three."""
    asked = (
        Ask("text", "What is offered?", option="TEXT"),
        Ask("cost", "What does it cost, as the client was told?", option="--cost"),
        Ask("consequence", "What follows from it?", option="--consequence"),
    )
    given = {"text": text.strip(), "cost": cost.strip(), "consequence": consequence.strip()}
    missing = [ask for ask in asked if not given[ask.field]]
    if missing:
        raise Missing(missing)
    found = current(desk, session)
    after, record = enter(desk, found, "option", given, at=happened(desk, found, at))
    return acknowledged(desk, after, record, f"{record.get('text')}, {record.get('cost')}")


def choose(desk: Desk, *, option: str = "", who: str = "", at: str = "", session: str = "") -> Entered:
    """Record the client's choice: an option by its number or any part of its text, and who chose it.

    Raises Missing for both, NotFound and Conflict where the option is not there or not the only one. A later choice
    counts instead of this one.
    """
    found = current(desk, session)
    if not found.options:
        raise NotFound(
            f"Nothing was offered in '{found.title}' yet.",
            "Enter what you offer: clientcare option add TEXT --cost COST --consequence TEXT",
        )
    asks = []
    if not option:
        numbered = tuple(f"{one.number} {one.text}" for one in found.options)
        asks.append(Ask("option", "Which one did the client choose?", kind="choice", choices=numbered, option="N"))
    if not who.strip():
        asks.append(Ask("who", "Who chose it?", kind="person", option="--by"))
    if asks:
        raise Missing(asks)
    chosen = _named(found, option)
    fields = {"option": chosen.id, "who": who.strip()}
    after, record = enter(desk, found, "choice", fields, at=happened(desk, found, at))
    return acknowledged(desk, after, record, f"{chosen.number} {chosen.text}, by {record.get('who')}")


def listed(desk: Desk, *, session: str = "") -> OptionList:
    """The options of a session."""
    found = current(desk, session)
    return OptionList(found.thread, found.client_name, found.title, found.options)


def _named(session: Session, word: str) -> Option:
    number = word.split()[0].rstrip(".") if word.strip() else ""
    if number.isascii() and number.isdecimal():
        if not 1 <= int(number) <= len(session.options):
            raise NotFound(
                f"There is no option {number} in '{session.title}'.",
                f"It has {len(session.options)}. See: clientcare option list",
            )
        return session.options[int(number) - 1]
    wanted = word.casefold().strip()
    fitting = [one for one in session.options if wanted and wanted in one.text.casefold()]
    if not wanted:
        raise Usage("Which option is not said.", "Give its number: clientcare option list")
    if not fitting:
        raise NotFound(f"No option has '{word}' in it.", "See: clientcare option list")
    if len(fitting) > 1:
        shown = ", ".join(f"{one.number} {one.text}" for one in fitting)
        raise Conflict(f"'{word}' fits several options: {shown}.", "Give the number.")
    return fitting[0]
