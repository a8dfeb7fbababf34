"""Answers to a guide's questions: what a person or a script says, in the one spelling that is recorded."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any, NamedTuple

from clientcare.domain.errors import Usage
from clientcare.domain.identifiers import slug
from clientcare.domain.tables import near

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from clientcare.domain.asks import Ask

CHOICE_LENGTH = 200
"""Characters of a choice that tell it from another."""
_YES = ("yes", "y", "ja", "j", "oui", "o", "true")
_NO = ("no", "n", "nein", "non", "false")


class Terms(NamedTuple):
    """What an answer is read by: the moment of asking, aware and in the shop's zone, and the shop's currency."""

    now: datetime
    currency: str


def checked_answer(ask: Ask, value: Any, terms: Terms) -> str:
    """An answer in the one spelling that is recorded, whatever the kind of its question; an empty one stays empty.

    yesno: "yes" or "no", taken in English, German and French, and as true and false. choice: as the guide writes it.
    number: with a point and without needless zeros, "3.5". money: with the code of the shop's currency, "CHF 89.00".
    duration: hours and minutes, "1:30". date: "2026-12-01". time: "2026-12-01T09:00+01:00", the nearest one that the
    words can mean, before or after now. person: without needless blanks. text and lines: without blanks around them.
    parts: "none", "as recorded", or a line for each, as `read_parts` takes it. document: the path or name as typed.
    Numbers, dates and times of a script's file are taken as they are. Raises Usage.
    """
    text = _text(ask, value)
    if not text:
        return ""
    try:
        return _READERS[ask.kind](ask, text, terms)
    except Usage as error:
        if error.message.startswith(f"'{ask.field}'"):
            raise
        raise Usage(f"'{ask.field}': {error.message}", error.hint) from None


def said_so(ask: Ask, answer: str) -> str:
    """A recorded answer as it is told to people: days and times with their weekday."""
    from clientcare.domain.times import say_day, say_moment

    try:
        if ask.kind == "date":
            return say_day(date.fromisoformat(answer))
        if ask.kind == "time":
            return say_moment(datetime.fromisoformat(answer))
    except ValueError:  # an entry of another version
        pass
    return answer


def _text(ask: Ask, value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (datetime, date, time)):
        return value.isoformat()
    if isinstance(value, (str, int, float)):
        return str(value).strip()
    if isinstance(value, (list, tuple)) and ask.kind == "parts":
        from clientcare.domain.parts import parts_text

        return parts_text(value)
    raise Usage(f"'{ask.field}' must be a text.")


def yes_or_no(field: str, text: str) -> str:
    """ "yes" or "no", from a word of three languages. Raises Usage."""
    word = text.strip().casefold()
    if word in _YES:
        return "yes"
    if word in _NO:
        return "no"
    raise Usage(f"'{field}' cannot be '{text}'.", "It is yes or no.")


def one_of(field: str, choices: Sequence[str], text: str) -> str:
    """The choice that is meant: blanks, hyphens and capitals do not matter. Raises Usage with the nearest."""
    spelled = {_plain(choice): choice for choice in choices}
    if _plain(text) in spelled:
        return spelled[_plain(text)]
    meant = near(_plain(text), tuple(spelled))
    hint = f"Did you mean '{spelled[meant]}'?" if meant else f"It is one of: {', '.join(choices)}."
    raise Usage(f"'{field}' cannot be '{text}'.", hint)


def _plain(text: str) -> str:
    return slug(text, CHOICE_LENGTH) or text


def _yes_or_no(ask: Ask, text: str, terms: Terms) -> str:
    return yes_or_no(ask.field, text)


def _choice(ask: Ask, text: str, terms: Terms) -> str:
    return one_of(ask.field, ask.choices, text)


def _written(ask: Ask, text: str, terms: Terms) -> str:
    return text


def _person(ask: Ask, text: str, terms: Terms) -> str:
    return " ".join(text.split())


def _number(ask: Ask, text: str, terms: Terms) -> str:
    from clientcare.domain.money import parse_number, say_quantity

    return say_quantity(parse_number(text))


def _money(ask: Ask, text: str, terms: Terms) -> str:
    from clientcare.domain.money import parse_money, say_money

    return say_money(parse_money(text, terms.currency))


def _duration(ask: Ask, text: str, terms: Terms) -> str:
    from clientcare.domain.durations import parse_minutes
    from clientcare.domain.times import say_minutes

    return say_minutes(parse_minutes(text))


def _date(ask: Ask, text: str, terms: Terms) -> str:
    from clientcare.domain.days import parse_day

    return parse_day(text, terms.now.date()).isoformat()


def _time(ask: Ask, text: str, terms: Terms) -> str:
    from clientcare.domain.moments import nearest_moment

    return nearest_moment(text, now=terms.now).isoformat(timespec="minutes")


def _parts(ask: Ask, text: str, terms: Terms) -> str:
    from clientcare.domain.parts import ON_RECORD, read_parts, say_parts

    return ON_RECORD if _plain(text) == _plain(ON_RECORD) else say_parts(read_parts(text, terms.currency))


_READERS: Mapping[str, Callable[[Ask, str, Terms], str]] = {
    "text": _written,
    "lines": _written,
    "number": _number,
    "money": _money,
    "duration": _duration,
    "date": _date,
    "time": _time,
    "choice": _choice,
    "yesno": _yes_or_no,
    "person": _person,
    "parts": _parts,
    "document": _written,
}
KINDS = tuple(_READERS)
"""The kinds of questions that a guide can ask."""
