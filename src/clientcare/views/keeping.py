"""What is said about entries that are kept sealed on this machine, and about those that wait for their client."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientcare.domain.keeping import entries
from clientcare.domain.receipts import answer_of
from clientcare.domain.times import say_moment, say_time
from clientcare.views.rows import dotted
from clientcare.views.view import Look, View, clean, style

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from clientcare.domain.keeping import Keeping, KeptList, Placed, SealingKey, Synced, Unplaced
    from clientcare.domain.records import Receipt


def kept_here(receipts: Sequence[Receipt], look: Look) -> list[str]:
    """What became of the entries of a command that are not in the share yet, and why."""
    last = next(one for one in reversed(receipts) if one.answer == answer_of(receipts))
    when, waiting = say_time(last.record.at), f"{entries(last.waiting)} waiting"
    if last.answer == "unknown":
        told = f"{when} not sure, will be checked: kept sealed on this laptop, {waiting}"
    else:
        told = f"{when} kept sealed on this laptop (share unreachable), {waiting}"
    return [f"{style('~', 'warn', look)} {told}", style(f"  {clean(last.why)}", "dim", look)]


def kept(keeping: Keeping, look: Look) -> Iterable[str]:
    """What a person must know of what is kept on this machine; nothing where there is nothing to know."""
    mark = style("~", "warn", look)
    if keeping.away:
        yield f"{mark} The share cannot be reached: clients, promises and bills come when it is back."
        yield style(f"  {clean(keeping.away)}", "dim", look)
    if keeping.held:
        yield f"{mark} {entries(keeping.held)} kept sealed on this laptop, will be saved when the share is back"
    if keeping.aside:
        yield f"{style('!', 'bad', look)} {entries(keeping.aside)} on this laptop cannot be read: clientcare doctor"


def unplaced(one: Unplaced, look: Look) -> str:
    """Entries that wait for their client, and what to do."""
    about = dotted(look, one.typed, one.title) or "one entry for a session"
    who = f"{entries(one.entries)} by {', '.join(one.by)} since {say_moment(one.since)}"
    short = one.thread[-4:]
    return f"{clean(about)}: {who} waits for its client  clientcare store place {short} CLIENT"


def _listed(result: KeptList, look: Look) -> Iterable[str]:
    keeping = result.keeping
    yield from kept(keeping, look)
    if not keeping.held:
        yield "Nothing waits on this laptop."
    if keeping.unproven:
        yield f"  {entries(keeping.unproven)} saved a while ago, kept sealed until the share has shown them again"
    for one in result.unplaced:
        yield f"{style('!', 'warn', look)} {unplaced(one, look)}"


def _listed_rows(result: KeptList) -> Iterable[tuple[object, ...]]:
    yield ("here", result.keeping.held, result.keeping.unproven, result.keeping.aside)
    for one in result.unplaced:
        yield ("unplaced", one.thread, one.typed, one.title, ",".join(one.by), one.entries, one.since)


def _synced(result: Synced, look: Look) -> Iterable[str]:
    tick = style("✓" if look.symbols else "+", "good", look)
    if result.filed:
        yield f"{tick} {entries(result.filed)} saved"
    if result.proven:
        yield f"{tick} {entries(result.proven)} found again in the share"
    if result.restored:
        yield f"{style('!', 'warn', look)} {entries(result.restored)} had vanished from the share, saved once more"
    if not (result.filed or result.proven or result.restored):
        yield "There was nothing to save."
    yield from kept(result.keeping, look)
    if result.keeping.unproven:
        yield f"  {entries(result.keeping.unproven)} more are looked for a quarter of an hour after they were saved"


def _placed(result: Placed, look: Look) -> Iterable[str]:
    tick = style("✓" if look.symbols else "+", "good", look)
    yield f"{tick} {entries(result.entries)} placed with {clean(result.client_name)}: session {result.thread[-4:]}"


def _key(result: SealingKey, look: Look) -> Iterable[str]:
    if result.changed:
        yield "From now on machines seal with a new key, each from its next contact with the share on."
    yield f"Key    {result.key}"
    yield f"Older  {result.older}, which open what was sealed before. They stay in the share, in _clientcare/keys."
    yield "What a machine sealed can be opened in the share alone, never on the machine."


KEPT = View(
    "kept/1",
    lambda result, look: list(_listed(result, look)),
    _listed_rows,
    lambda result: [one.thread for one in result.unplaced],
)
SYNCED = View(
    "synced/1",
    lambda result, look: list(_synced(result, look)),
    lambda result: [(result.filed, result.proven, result.restored, result.aside, result.unplaced)],
    lambda result: result.threads,
)
PLACED = View(
    "placed/1",
    lambda result, look: list(_placed(result, look)),
    lambda result: [(result.thread, result.folder, result.client_name, result.entries)],
    lambda result: [result.thread],
)
SEALING_KEY = View(
    "sealing-key/1",
    lambda result, look: list(_key(result, look)),
    lambda result: [(result.key, result.older)],
    lambda result: [result.key],
)
