"""Erasing: the only way in which content leaves a client's file. What must stay by law stays, and is said.

Everything that goes can be done again: after a crash the same command goes on where it ended.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientcare.domain.asks import Ask, Missing
from clientcare.domain.casework import paths_now
from clientcare.domain.erasures import (
    MAY_ERASE,
    Erasure,
    beyond_reach,
    figures_of,
    is_tombstone,
    must_stay,
    was_mailed,
    with_amendments,
)
from clientcare.domain.errors import Conflict, Interrupted, InvalidFile, NotAllowed, NotFound, Unreachable, Usage
from clientcare.domain.names import folded
from clientcare.domain.records import WALKED
from clientcare.domain.sessions import fold
from clientcare.domain.times import say_day
from clientcare.services import facts
from clientcare.services.client_fields import Fields
from clientcare.services.clients import refuse_open
from clientcare.services.entries import Halfway
from clientcare.services.finding import client_file, client_in, find_client, folders_of, named
from clientcare.services.forgetting import Plan, carry_out, is_export
from clientcare.services.team import everybody
from clientcare.services.undo import say_entry

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from clientcare.desk import Desk
    from clientcare.domain.clients import Client
    from clientcare.domain.records import Record, ThreadPlace
    from clientcare.domain.sessions import Session

SHORTEST = 4


def erase(
    desk: Desk,
    *,
    client: str = "",
    entry: str = "",
    document: str = "",
    session: str = "",
    reason: str = "",
    typed: str = "",
    yes: bool = False,
    dry_run: bool = False,
) -> Erasure:
    """Erase a client, one entry, or one document, with all that tells of it.

    Asks for the name to be typed and for a reason; elsewhere `yes` stands for the name. Raises NotAllowed for a role
    that may not, NotFound, Conflict while a session is open, Missing, Interrupted for another name.
    """
    _allowed(desk)
    _refuse_held(desk)
    if entry and document:
        raise Usage("An entry and a document are erased one at a time.", "Give --entry or --document.")
    if entry:
        plan = _entry(desk, entry, client, session)
    elif document:
        plan = _document(desk, client, document)
    else:
        plan = _client(desk, client)
    if dry_run:
        return plan.shown._replace(dry_run=True)
    why = Fields(desk).line("reason", reason)
    asks = []
    if not yes and not typed.strip():
        asks.append(Ask("typed", f"{_said(plan)}\nType {plan.typed[0]} to erase it", option="--yes"))
    if not why:
        asks.append(Ask("reason", "Why? (it stays on record: no names)", option="--reason"))
    if asks:
        raise Missing(asks, f"{_said(plan)}\nGive --yes and --reason TEXT.")
    if not yes and folded(typed) not in (folded(one) for one in plan.typed):
        raise Interrupted(f"That is not {plan.typed[0]}: nothing was erased.")
    try:
        carry_out(desk, plan, why)
    except Unreachable as error:
        raise Halfway(f"{error.message} A part may be erased.", f"Type it again, it goes on: {error.hint}") from None
    return plan.shown


def _allowed(desk: Desk) -> None:
    if not set(MAY_ERASE).intersection(desk.me.roles):
        may = [one for one in everybody(desk).members if set(MAY_ERASE).intersection(one.roles) and not one.retired]
        who = ", ".join(f"{one.name} ({one.handle})" for one in may)
        raise NotAllowed(
            "Only an account manager or a project manager may erase.",
            f"Ask: {who}." if who else "See: clientcare team list",
        )


def _refuse_held(desk: Desk) -> None:
    """Raises Conflict while entries wait sealed on this machine: nobody can see whether they are of what is erased."""
    held = desk.store.keeping().held
    if held:
        raise Conflict(
            f"{held} entr{'y' if held == 1 else 'ies'} wait sealed on this machine, perhaps of what is to be erased.",
            "File them first: clientcare store sync. Other machines cannot be seen from here.",
        )


# -- what goes -------------------------------------------------------------------------------------------------


def _entry(desk: Desk, word: str, client: str, session: str) -> Plan:
    """One entry, with those that give it a new text."""
    found = [
        (place, record)
        for place, records in _looked_through(desk, client, session)
        for record in records
        if len(word) >= SHORTEST and record.id.endswith(word.casefold())
    ]
    if not found:
        raise NotFound(
            f"There is no entry '{word}'.", "Its identifier: clientcare session show SESSION --json, or note --quiet"
        )
    if len(found) > 1:
        raise Conflict(f"'{word}' fits {len(found)} entries.", "Use more characters of the identifier.")
    place, record = found[0]
    owner = client_in(desk, place.folder)
    if must_stay(record, desk.shop.retention, desk.now().date()):
        until = desk.shop.retention.held_until("bills", record.at.date())
        raise Conflict(
            f"What billing was told must be kept until {say_day(until)}.", "Its text can be erased after that."
        )
    thread = fold(desk.store.read(place))
    gone = tuple(one for one in with_amendments(thread.records, record) if not is_tombstone(one))
    now = paths_now(thread)
    documents = tuple((place.folder, now.get(one.get("path"), one.get("path"))) for one in gone if one.kind == "attach")
    stays = []
    if figures_of(gone):
        stays.append("Hours, money and the course of the session stay; the texts go.")
    if thread.bill.record and record.kind in ("start", "close", "part"):
        stays.append("The bill stays as it was told to billing, with what it says of this.")
    parted = [(place, one) for one in gone]
    return _plan(desk, "entry", say_entry(record), owner, (record.id[-SHORTEST:],), [place], parted, documents, stays)


def _looked_through(desk: Desk, client: str, session: str) -> Iterator[tuple[ThreadPlace, tuple[Record, ...]]]:
    if session:
        found = named(desk, session)
        yield found.place, found.records
        return
    folders = folders_of(desk, find_client(desk, client)) if client else desk.store.folders()
    for folder in folders:
        for place in desk.store.threads(folder, WALKED):
            yield place, desk.store.read(place).records
        try:
            thread = facts.thread_of(desk, client_file(desk, folder))
        except InvalidFile:
            continue
        yield thread.place, thread.records


def _document(desk: Desk, client: str, word: str) -> Plan:
    """One document, with the entry that attached it, if one did."""
    owner = find_client(desk, client)
    wanted, folders = word.strip().casefold(), folders_of(desk, owner)
    sessions = [fold(desk.store.read(place)) for folder in folders for place in desk.store.threads(folder, WALKED)]
    attached = [one for session in sessions for one in _attached(session)]
    there = {(folder, path) for folder in folders for path in desk.store.documents(folder)}
    found = sorted(
        (folder, path)
        for folder, path in there.union((place.folder, path) for place, path, _ in attached)
        if wanted in (path.casefold(), path.rpartition("/")[2].casefold()) and not is_export(path)
    )
    if len(found) > 1:
        raise Conflict(f"'{word}' fits several: {', '.join(path for _, path in found)}.", "Give the whole path.")
    entries = [(place, one) for place, path, one in attached if (place.folder, path) in found]
    places = tuple(dict.fromkeys((*_cut_short(desk, owner, sessions), *(place for place, _ in entries))))
    if not (found or places):
        raise NotFound(f"{owner.name} has no document '{word}'.", f"Look: clientcare client open {owner.short}")
    path = found[0][1] if found else word.strip()
    return _plan(desk, "document", path, owner, (path.rpartition("/")[2],), places, entries, tuple(found), [])


def _attached(session: Session) -> Iterator[tuple[ThreadPlace, str, Record]]:
    """The attachments that are not erased: where each lies now, with its entry."""
    now = paths_now(session)
    for one in session.records:
        if one.kind == "attach" and one.get("path"):
            yield session.place, now.get(one.get("path"), one.get("path")), one


def _cut_short(desk: Desk, owner: Client, sessions: Sequence[Session]) -> list[ThreadPlace]:
    """Where documents were erased of which nothing says that it was finished."""
    last = max((one.at for one in facts.thread_of(desk, owner).of_kind("erasure")), default=None)
    return [
        session.place
        for session in sessions
        if any(
            is_tombstone(one) and one.get("was") == "attach" and (last is None or one.get("erased-at") > last)
            for one in session.records
        )
    ]


def _client(desk: Desk, word: str) -> Plan:
    """All of a client, wherever it lies, but for what must stay by law."""
    owner = find_client(desk, word)
    refuse_open(desk, owner)
    today, retention = desk.now().date(), desk.shop.retention
    places, entries, documents, kept = [], [], [], []
    for folder in folders_of(desk, owner):
        threads = [*desk.store.threads(folder, WALKED), facts.thread_of(desk, client_file(desk, folder)).place]
        places += threads
        for place in threads:
            for record in desk.store.read(place).records:
                if must_stay(record, retention, today):
                    kept.append(retention.held_until("bills", record.at.date()))
                elif not is_tombstone(record) and record.kind != "erasure":
                    entries.append((place, record))
        documents += [(folder, path) for path in desk.store.documents(folder)]
    stays = ["Of hours, parts and money the figures stay, without a text."]
    if kept:
        bills = f"{len(kept)} bill{'' if len(kept) == 1 else 's'} as told to billing"
        stays.append(f"{bills}, with the client's name and billing address, until {say_day(max(kept))}.")
    stays.append(f"The name of the folder, {desk.store.shown(owner.folder)}: rename it in a file browser if it tells.")
    typed = (owner.name, owner.short)
    plan = _plan(desk, "client", owner.name, owner, typed, places, entries, tuple(documents), stays)
    return plan._replace(bills_stay=bool(kept))


def _plan(
    desk: Desk,
    what: str,
    name: str,
    owner: Client,
    typed: tuple[str, ...],
    places: Sequence[ThreadPlace],
    entries: Sequence[tuple[ThreadPlace, Record]],
    documents: tuple[tuple[str, str], ...],
    stays: Sequence[str],
) -> Plan:
    exported = [one for folder in folders_of(desk, owner) for one in desk.store.documents(folder) if is_export(one)]
    known = [fold(desk.store.read(place)) for place in places]
    mailed = any(was_mailed(one.records) for one in known)
    local = any(one.get("local", False) for one in facts.thread_of(desk, owner).of_kind("export"))
    figures = figures_of(record for _, record in entries)
    shown = Erasure(
        what,
        name,
        owner.name,
        owner.folder,
        len(entries) - figures,
        figures,
        tuple(desk.store.shown(*one) for one in documents),
        len(exported),
        tuple(stays),
        beyond_reach(mailed, local),
        tuple(one.name or one.folder for one in owner.merged) if what == "client" else (),
    )
    return Plan(what, owner, typed, tuple(places), tuple(entries), documents, shown)


def _said(plan: Plan) -> str:
    """What goes and what stays, for whoever is to say yes."""
    one = plan.shown
    count = f"{one.entries} entries and {len(one.documents)} documents go, and every page that tells of them."
    of = f" of {one.client}" if plan.what != "client" else ""
    lines = [f"This erases the {plan.what} {one.name}{of} for good.", count]
    lines += [f"With it: {name}, which was merged into it." for name in one.also]
    lines += [f"Stays: {text}" for text in one.stays]
    return "\n".join((*lines, *(f"Not reached: {text}" for text in one.beyond)))
