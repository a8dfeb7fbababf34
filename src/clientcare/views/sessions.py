"""How sessions are shown: the briefing at the start, the listing, one whole session, and where I stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clientcare.domain.times import say_day, say_minutes, say_moment
from clientcare.views.keeping import kept, unplaced
from clientcare.views.rows import dotted as dotted
from clientcare.views.rows import fitted_cell, wide
from clientcare.views.view import Look, View, clean, style

if TYPE_CHECKING:
    from collections.abc import Iterable

    from clientcare.domain.briefings import Briefing, Promise, SessionLine, Standing

_MARKS = {
    "running": ("▶", ">", "accent"),
    "paused": ("⏸", "=", "warn"),
    "open": ("◇", "o", "accent"),
    "closed": ("■", "#", "dim"),
}


def mark(state: str, look: Look) -> str:
    """The sign of a session's state."""
    symbol, plain, colour = _MARKS.get(state, ("×", "x", "dim"))
    return style(symbol if look.symbols else plain, colour, look)


def _row(name: str, text: str, look: Look) -> Iterable[str]:
    import textwrap

    lines = textwrap.wrap(text, max(40, look.width - 14)) or [""]
    yield f"  {style(name.ljust(11), 'dim', look)} {lines[0]}"
    yield from (f"  {' ' * 11} {line}" for line in lines[1:])


def _briefing(result: Briefing, look: Look) -> Iterable[str]:
    session = result.session
    head = f"{dotted(look, session.client_name, session.title, session.mode)}"
    when = say_moment(session.started) if session.started else ""
    gap = max(2, look.width - len(head) - len(when) - 2)
    yield f"{mark(session.state, look)} {style(head, 'bold', look)}{' ' * gap}{when}"
    if not result.complete:
        yield from _row("Know first", "what is known of the client comes when the share is back", look)
        yield from _row("Guide", _guide(result), look)
        return
    contact = result.contact
    ring = f"ring {contact.name} {contact.phone or contact.mail}".strip() if contact else ""
    first = dotted(look, ring, result.account or "no agreement yet", *result.facts[:1])
    yield from _row("Know first", first, look)
    for fact in result.facts[1:]:
        yield from _row("", clean(fact), look)
    if result.last:
        yield from _row("Last time", "; ".join(_last(one, look) for one in result.last), look)
    for promise in result.promises:
        yield from _row("Open", _promise(promise), look)
    for one in result.colleagues:
        yield from _row(
            "Also here",
            f"{one.lead} has '{clean(one.title)}' open: clientcare session join {one.thread[-4:]}",
            look,
        )
    for unmet in result.requirements:
        if unmet.verdict.holds is False:
            sign = style("!", "warn", look)
            yield from _row("Needs", f"{sign} {clean(' or '.join(unmet.names))}: {clean(unmet.verdict.why)}", look)
    if result.paused:
        yield from _row("Paused", dotted(look, result.paused.client_name, result.paused.title), look)
        yield from forgotten(result.paused, look)
    yield from _row("Guide", _guide(result), look)


def goes_on(one: SessionLine) -> str:
    """The command that goes on with another open session: a paused one rests, one that runs alongside does not."""
    return f"clientcare {'resume' if one.state == 'paused' else 'switch'} {one.thread[-4:]}"


def forgotten(one: SessionLine, look: Look) -> Iterable[str]:
    """The warning that a session ran on for hours before it was paused, and how to end it when it ended."""
    if one.silent_since and one.state == "paused":
        last = say_moment(one.silent_since)
        told = f"Nothing was entered in '{clean(one.title, '')}' from {last} until it was paused. Ended then?"
        yield f"{style('!', 'warn', look)} {told} clientcare close -s {one.thread[-4:]} --at '{last}'"


def _guide(result: Briefing) -> str:
    if not result.steps:
        return f"{clean(result.guide_title)}: no steps"
    asked = f"{result.questions} question{'s' if result.questions != 1 else ''}"
    following = f', next "{clean(result.next_step)}"  clientcare next' if result.next_step else ""
    return f"{clean(result.guide_title)}: {asked if result.questions else f'{result.steps} steps'}{following}"


def _last(one: SessionLine, look: Look) -> str:
    day = say_day(one.started.date()) if one.started else ""
    return f'{day} {one.lead} "{clean(one.title)}" {say_minutes(one.minutes)}'


def _promise(promise: Promise) -> str:
    text = clean(promise.text or promise.title)
    return f"{text}, due {say_moment(promise.due)} ({promise.who})"


def session_row(one: SessionLine) -> tuple[object, ...]:
    """The plain columns of one session in a listing."""
    return (
        one.thread,
        one.folder,
        one.client_name,
        one.title,
        one.mode,
        one.lead,
        one.started,
        one.ended,
        one.state,
        one.minutes,
        one.billing,
    )


def _lines(result: tuple[SessionLine, ...], look: Look) -> Any:
    if not result:
        return ["No sessions."]
    leads = max(wide(one.lead) for one in result)
    room = look.width - 43 - leads  # what the moment, the hours and the end of the identifier leave
    names = min(_widest(one.client_name for one in result), max(8, min(24, room // 2)))
    titles = min(_widest(one.title for one in result), max(8, room - names))
    return [_line(one, (names, titles, leads), look) for one in result]


def _widest(texts: Iterable[str]) -> int:
    return max(wide(clean(text, "")) for text in texts)


def _line(one: SessionLine, widths: tuple[int, int, int], look: Look) -> str:
    when = say_moment(one.started) if one.started else "not here yet"
    texts = (one.client_name, one.title, one.lead)
    cells = (fitted_cell(clean(text, ""), width, look) for text, width in zip(texts, widths, strict=True))
    return f"{mark(one.state, look)} {when:<22} {say_minutes(one.minutes):>6}  {'  '.join(cells)}  {one.thread[-4:]}"


def _standing(result: Standing, look: Look) -> Iterable[str]:
    yield from _where_i_stand(result, look)
    yield from kept(result.keeping, look)
    for one in result.unplaced:
        yield f"{style('!', 'warn', look)} {unplaced(one, look)}"


def _where_i_stand(result: Standing, look: Look) -> Iterable[str]:
    if result.running:
        one = result.running
        clock = f"{say_minutes(one.minutes)} running"
        head = dotted(look, one.client_name, one.title, one.mode, clock)
        yield f"{mark('running', look)} {style(head, 'bold', look)}"
    else:
        yield "No session of yours is running.  clientcare session start CLIENT TITLE"
    if result.silent_since and result.running:
        last = say_moment(result.silent_since)
        yield f"{style('!', 'warn', look)} Nothing was entered since {last}. Ended then? clientcare close --at '{last}'"
    if result.tell_client:
        sign = style("!", "warn", look)
        yield f"{sign} The estimate has passed: tell the client, then clientcare note --kind update TEXT"
    for one in result.others:
        label = dotted(look, one.client_name, one.title, f"{say_minutes(one.minutes)} {one.state}")
        yield f"{mark(one.state, look)} {label}  {goes_on(one)}"
        yield from forgotten(one, look)
    if result.promises:
        yield style("Promised", "bold", look)
        for promise in result.promises[:10]:
            late = promise.due < result.at
            sign = style("!", "bad", look) if late else " "
            about = clean(promise.text or promise.title)
            yield f"{sign} {say_moment(promise.due)}  {clean(promise.client_name)}: {about}"
    if result.procedures:
        from clientcare.views.procedures import of_mine

        yield from of_mine(result.procedures, result.me, look)
    if result.unbilled:
        count = len(result.unbilled)
        told = f"Billing was not told of {count} closed session{'s' if count > 1 else ''}"
        yield f"{style('!', 'warn', look)} {told}: clientcare bill list --open"


def _standing_rows(result: Standing) -> Iterable[tuple[object, ...]]:
    for one in ((result.running,) if result.running else ()) + result.others:
        yield ("session", *session_row(one))
    for promise in result.promises:
        yield (
            "follow-up",
            promise.thread,
            promise.folder,
            promise.client_name,
            promise.title,
            promise.due,
            promise.who,
        )
    for one in result.unbilled:
        yield ("unbilled", *session_row(one))
    if result.procedures:
        from clientcare.views.procedures import line_row

        yield from (("procedure", *line_row(one)) for one in result.procedures)


def _short(result: SessionLine | None, look: Look) -> Iterable[str]:
    if result:
        yield f"{mark('running', look)} {clean(result.client_name)} {say_minutes(result.minutes)}"


BRIEFING = View(
    "briefing/1",
    lambda result, look: list(_briefing(result, look)),
    lambda result: [session_row(result.session)],
    lambda result: [result.session.thread],
)
SESSIONS = View(
    "sessions/1",
    _lines,
    lambda result: [session_row(one) for one in result],
    lambda result: [one.thread for one in result],
)
STANDING = View(
    "status/1",
    lambda result, look: list(_standing(result, look)),
    _standing_rows,
    lambda result: [result.running.thread] if result.running else [],
)
SHORT = View(
    "status-short/1",
    lambda result, look: list(_short(result, look)),
    lambda result: [session_row(result)] if result else [],
    lambda result: [result.thread] if result else [],
)
