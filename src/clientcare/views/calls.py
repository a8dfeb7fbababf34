"""How a call for help is shown: what was recorded, and the truth about who was told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientcare.views.entries import ENTERED
from clientcare.views.view import Look, View, clean, style

if TYPE_CHECKING:
    from collections.abc import Iterable

    from clientcare.domain.calls import Call, Told


def _human(call: Call, look: Look) -> Iterable[str]:
    if call.entered:
        yield from ENTERED.human(call.entered, look)
    elif not call.unsaved:
        yield "No session of yours is running, so nothing was recorded."
    if call.unsaved:
        yield f"{style('!', 'bad', look)} NOT on record: {clean(call.unsaved)}"
    for told in call.told:
        yield _told(told, look)
    for name in call.unreached:
        yield f"{style('!', 'warn', look)} {clean(name)} NOT told: no mail address is known"
    if call.kind == "endnow" or not any(told.status == "sent" for told in call.told):
        yield f"  {clean(call.management_name or 'Management')}: {clean(call.phone or 'no phone number is set')}"


def _told(told: Told, look: Look) -> str:
    names = clean(", ".join(told.names))
    if told.status == "sent":
        return f"{style('✓' if look.symbols else '+', 'good', look)} Mail sent to {names}"
    if told.status == "laid":
        return f"{style('!', 'warn', look)} {names} NOT told: mail laid in outbox/ (open and send it, or ring)"
    if told.status == "unknown":
        return f"{style('~', 'warn', look)} Not sure whether {names} was told: {clean(told.detail)}"
    return f"{style('!', 'bad', look)} {names} NOT told: {clean(told.detail)}"


def _plain(call: Call) -> Iterable[tuple[object, ...]]:
    yield (call.kind, call.entered.id if call.entered else "", call.management_name, call.phone, call.unsaved)
    for told in call.told:
        yield ("told", ",".join(told.names), told.status, told.way, told.where, told.detail)
    for name in call.unreached:
        yield ("unreached", name)


def _quiet(call: Call) -> Iterable[object]:
    return [call.entered.id] if call.entered else []


CALL = View("call/1", lambda call, look: list(_human(call, look)), _plain, _quiet)
