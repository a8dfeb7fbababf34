"""Questions to the person at the terminal: answers are read as the domain reads them, and asked again if wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clientcare.dialogs.lines import plain_terminal, read_line, read_lines, say
from clientcare.domain.answers import one_of, yes_or_no
from clientcare.domain.asks import Ask
from clientcare.domain.errors import ClientcareError, Usage

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from clientcare.desk import Desk

ROOM = 4
"""Columns that are left for the answer beside a question; a longer question stands on lines of its own."""
_AHEAD = ("due", "follow_up", "planned", "planned_for", "when")
"""Fields of the kind "time" that are planned; any other one has happened."""


def ask_all(desk: Desk, asks: Sequence[Ask]) -> dict[str, Any]:
    """The answers by their fields, ready for the service that asked: texts, and True or False for yes or no.

    An optional question that Enter skips gives an empty text, or None for yes or no. Raises Interrupted.
    """
    return {one.field: ask(desk, one) for one in asks}


def ask_lines(desk: Desk, what: str) -> str:
    """A text of several lines. Raises Interrupted."""
    return read_lines(what)


def confirm(desk: Desk, question: str, default: bool = False) -> bool:
    """Whether the person says yes. Raises Interrupted."""
    return ask(desk, Ask("yes", question, kind="yesno", default="yes" if default else "no")) is True


def choose(desk: Desk, question: str, options: Sequence[str]) -> str:
    """One of the options, by its number, its name or the beginning of it. Raises Interrupted."""
    return str(ask(desk, Ask("option", f"{question}\nWhich one?", kind="choice", choices=tuple(options))))


def ask(desk: Desk, one: Ask) -> Any:
    """One question, until its answer can be read."""
    *above, question = one.prompt.split("\n")
    for line in above:
        say(line)
    listed = one.kind == "choice" and (len(one.choices) > 5 or sum(map(len, one.choices)) > 50)
    for number, choice in enumerate(one.choices if listed else (), 1):
        say(f"  {number:>2}  {choice}")
    prompt = f"  {question}{_note(one, listed)} > "
    if len(prompt) > desk.screen.look.width - ROOM:
        say(prompt.removesuffix(" > "))
        prompt = "  > "
    while True:
        typed = read_line(prompt, words=offered(desk, one), more=one.kind == "lines", hidden=one.sensitive).strip()
        if not typed and one.required and not one.default:
            say("    This needs an answer. Ctrl-C stops.")
            continue
        if not typed and not one.default:
            return None if one.kind == "yesno" else ""
        try:
            value, echo = _read(desk, one, typed or one.default)
        except ClientcareError as wrong:
            said = wrong.message.replace(f"'{one.field}' cannot", "The answer cannot", 1)
            say(f"    {said} {wrong.hint}".rstrip())
            continue
        if echo and echo != typed:
            say(f"    {'→' if desk.screen.look.symbols else '='} {echo}")
        return value


def _note(one: Ask, listed: bool) -> str:
    """What may be answered, and what Enter does."""
    several = "" if plain_terminal() else "Alt-Enter: another line"
    may = {"yesno": "y/n", "choice": "" if listed else ", ".join(one.choices), "lines": several}
    enter = f"Enter keeps: {_shown(one.default)}" if one.default else "" if one.required else "Enter leaves it out"
    parts = [part for part in (may.get(one.kind, ""), enter) if part]
    return f" ({'; '.join(parts)})" if parts else ""


def _shown(default: str) -> str:
    first, _, rest = default.partition("\n")
    return f"{first[:60]}…" if rest or len(first) > 60 else first


def offered(desk: Desk, one: Ask) -> Sequence[str]:
    """What Tab offers as an answer."""
    if one.kind == "zone":
        from zoneinfo import available_timezones

        return sorted(available_timezones())
    if one.kind == "yesno":
        return ("yes", "no")
    if one.kind == "person":
        return (*one.choices, *_members(desk))
    return one.choices


def _members(desk: Desk) -> Sequence[str]:
    """The names of the team; none where there is no shop yet, or it cannot be read now."""
    try:
        from clientcare.services.team import listed

        return [member.name for member in listed(desk).members]
    except ClientcareError:
        return ()


def _read(desk: Desk, one: Ask, typed: str) -> tuple[Any, str]:
    """The answer for the service, and how it is echoed in full. Raises what the domain's reading raises."""
    if one.kind == "yesno":
        return yes_or_no(one.field, typed) == "yes", ""
    if one.kind == "choice":
        chosen = _choice(one, typed)
        return chosen, chosen
    reader = _READERS.get(one.kind)
    if reader and typed != one.default:
        return reader(desk, one, typed)
    return typed if one.kind == "lines" else " ".join(typed.split()), ""


def _choice(one: Ask, typed: str) -> str:
    if typed in one.choices:
        return typed
    if typed.isascii() and typed.isdecimal() and 1 <= int(typed) <= len(one.choices):
        return one.choices[int(typed) - 1]
    begun = [choice for choice in one.choices if choice.casefold().startswith(typed.casefold())]
    return begun[0] if len(begun) == 1 else one_of(one.field, one.choices, typed)


def _duration(desk: Desk, one: Ask, typed: str) -> tuple[str, str]:
    from clientcare.domain.durations import parse_minutes
    from clientcare.domain.times import say_minutes

    return typed, say_minutes(parse_minutes(typed))


def _time(desk: Desk, one: Ask, typed: str) -> tuple[str, str]:
    from clientcare.domain.moments import parse_moment
    from clientcare.domain.times import say_moment

    now = desk.now()
    if one.field in _AHEAD:
        return typed, say_moment(parse_moment(typed, now=now, sense="future"))
    return typed, say_moment(parse_moment(typed, now=now, sense="past"))


def _date(desk: Desk, one: Ask, typed: str) -> tuple[str, str]:
    from clientcare.domain.days import parse_day
    from clientcare.domain.times import say_day

    return typed, say_day(parse_day(typed, desk.now().date()))


def _money(desk: Desk, one: Ask, typed: str) -> tuple[str, str]:
    from clientcare.domain.money import parse_money, say_money

    return typed, say_money(parse_money(typed, desk.shop.currency))


def _address(desk: Desk, one: Ask, typed: str) -> tuple[str, str]:
    from clientcare.domain.mailboxes import check_address

    return (address := check_address(typed)), address


def _currency(desk: Desk, one: Ask, typed: str) -> tuple[str, str]:
    from clientcare.domain.money import parse_currency

    return (code := parse_currency(typed)), code


def _zone(desk: Desk, one: Ask, typed: str) -> tuple[str, str]:
    from clientcare.services.zones import checked_zone

    return (name := checked_zone(typed)[0]), name


def _handle(desk: Desk, one: Ask, typed: str) -> tuple[str, str]:
    from clientcare.domain.identifiers import HANDLE_LENGTH, SLUG_LENGTH, slug

    handle = slug(typed, HANDLE_LENGTH if one.kind == "handle" else SLUG_LENGTH)
    if not handle:
        raise Usage("A handle is made of letters from a to z, digits and hyphens.")
    return handle, handle


_READERS: dict[str, Callable[[Desk, Ask, str], tuple[Any, str]]] = {
    "duration": _duration,
    "time": _time,
    "date": _date,
    "money": _money,
    "address": _address,
    "currency": _currency,
    "zone": _zone,
    "handle": _handle,
    "slug": _handle,
}
