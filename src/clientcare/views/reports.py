"""How one whole session is shown."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from clientcare.domain.claims import STEPS
from clientcare.domain.times import say_minutes, say_moment, say_span, say_time
from clientcare.views.rows import dotted
from clientcare.views.sessions import mark
from clientcare.views.view import Look, View, clean, style

if TYPE_CHECKING:
    from collections.abc import Iterable

    from clientcare.domain.claims import Doubled
    from clientcare.domain.follow_ups import FollowUp
    from clientcare.domain.reports import SessionReport


def _field(name: str, text: str, look: Look) -> Iterable[str]:
    if not text:
        return
    room = max(40, look.width - 14)
    lines = [part for line in clean(text).splitlines() or [""] for part in (textwrap.wrap(line, room) or [""])]
    yield f"{style(name.ljust(12), 'dim', look)} {lines[0]}"
    yield from (f"{' ' * 13}{line}" for line in lines[1:])


def _head(one: SessionReport, look: Look) -> Iterable[str]:
    title = dotted(look, one.client_name, one.title, one.mode, one.state)
    yield f"{mark(one.state, look)} {style(title, 'bold', look)}  {one.thread[-4:]}"
    for twice in one.doubled:
        yield from textwrap.wrap(clean(f"! {_twice(twice)}"), look.width, subsequent_indent="  ")
    yield from _field("Problem", one.problem, look)
    yield from _field("Scope", one.scope, look)
    yield from _field("Planned", say_moment(one.planned) if one.planned else "", look)
    yield from _field("Start", say_moment(one.started) if one.started else "", look)
    yield from _field("Solution", one.solution, look)
    if one.resolved is not None and one.state == "closed":
        yield from _field("Solved", "yes" if one.resolved else "no", look)
    yield from _field("End", say_moment(one.ended) if one.ended else "", look)
    yield from _field("Worked", _hours(one), look)
    if one.no_charge:
        yield from _field("Billable", f"nothing: {one.no_charge}", look)
    elif one.billable is not None:
        yield from _field("Billable", say_minutes(one.billable), look)


def _twice(one: Doubled) -> str:
    said = f" ({one.says})" if one.says else ""
    return (
        f"{STEPS.get(one.kind, one.kind)} twice at the same moment: by {one.stands}, which counts, and by {one.by}, "
        f"{say_moment(one.at)}{said}, which does not. Agree on what is right."
    )


def _hours(one: SessionReport) -> str:
    stretches = [
        f"{handle} {say_span(span.start, span.end) if span.end else f'{say_time(span.start)} – now'}"
        for handle, spans in one.spans.items()
        for span in spans
    ]
    if not stretches or one.state == "cancelled":
        return say_minutes(one.worked)
    extra = [f"paused {say_minutes(one.paused)}"] if one.paused else []
    extra += [f"on the way {say_minutes(one.travel)}"] if one.travel else []
    return f"{say_minutes(one.worked)} = {', '.join(stretches)}" + (f"; {', '.join(extra)}" if extra else "")


def _case(one: SessionReport, look: Look) -> Iterable[str]:
    if one.estimate:
        told = say_minutes(one.estimate.minutes) if one.estimate.minutes else "not yet possible"
        yield from _field("Estimate", f"{told} {one.estimate.text}".strip(), look)
    for about, consent in one.consents.items():
        who = f" ({consent.who})" if consent.who else ""
        yield from _field(about.capitalize(), f"{consent.answer}{who}", look)
    for option in one.options:
        chosen = f"  chosen by {option.chosen_by or 'the client'}" if option.chosen else ""
        cost = f" ({option.cost})" if option.cost else ""
        yield from _field(f"Option {option.number}", f"{option.text}{cost} {option.consequence}{chosen}".strip(), look)
    for access in one.accesses:
        state = "given back" if access.returned else "STILL LENT"
        yield from _field("Access", f"{access.what} to {access.lent_to}: {state}", look)
    for part in one.parts:
        price = f", {part.currency} {part.price} each" if part.price else ""
        serials = "".join(f", {word} {it}" for word, it in (("out", part.serial_out), ("in", part.serial_in)) if it)
        yield from _field("Part", f"{part.quantity} × {part.name}{price}{serials}", look)
    for note in one.notes:
        flags = [note.sort] if note.sort != "other" else []
        flags += ["client-visible"] if note.visible else []
        flags += ["out of scope"] if note.out_of_scope else []
        flags += ["amended"] if note.was else []
        flags += ["addendum"] if note.addendum else []
        flags += ["late"] if note.late else []
        label = f"[{', '.join(flags)}] " if flags else ""
        yield from _field(f"{say_time(note.at)} {note.by}", f"{label}{note.text}", look)
    for attached in one.attachments:
        yield from _field("Attached", attached.path, look)


def _ends(one: SessionReport, look: Look) -> Iterable[str]:
    for step in one.steps:
        said = "; ".join(f"{field}: {value}" for field, value in step.answers.items() if value)
        detail = said or step.reason
        yield from _field("Step", f"{step.step}: {step.status}{f' ({detail})' if detail else ''}", look)
    for need, answer in one.requirements.items():
        yield from _field("Needed", f"{need}: {answer}", look)
    for outcome, answer in one.outcomes.items():
        yield from _field("Outcome", f"{outcome}: {answer}", look)
    yield from _field("Override", one.override, look)
    for begun in one.procedures:
        yield from _field("Procedure", f"{begun.title}, {say_moment(begun.at)}  {begun.thread[-4:]}", look)
    for promise in one.follow_ups:
        about = f", {promise.text}" if promise.text else ""
        yield from _field("Follow-up", f"{say_moment(promise.due)}, {promise.who}{about}: {_kept(promise)}", look)
    yield from _field("Billing", f"{one.bill.state} {one.bill.number} {one.bill.invoice}".strip(), look)
    for path in one.documents:
        yield from _field("Document", f"clients/{one.folder}/{path}", look)
    for oddity in one.oddities:
        yield f"{style('!', 'warn', look)} {clean(oddity.name)}: {oddity.state}"


def _kept(promise: FollowUp) -> str:
    if not promise.done:
        return "open"
    client = "" if promise.happy is None else "the client is happy" if promise.happy else "the client is unhappy"
    return ", ".join(part for part in ("done", client, promise.result) if part)


def _human(one: SessionReport, look: Look) -> list[str]:
    return [*_head(one, look), *_case(one, look), *_ends(one, look)]


def _plain(one: SessionReport) -> Iterable[tuple[object, ...]]:
    for field, value in one._asdict().items():
        if value is None or isinstance(value, (str, int)) or hasattr(value, "isoformat"):
            yield (field, value)
    for note in one.notes:
        yield ("note", note.number, note.at, note.by, note.sort, note.text)
    for part in one.parts:
        yield ("part", part.quantity, part.name, part.price, part.currency, part.serial_out, part.serial_in)


REPORT = View("session/1", _human, _plain, lambda result: [result.thread])
