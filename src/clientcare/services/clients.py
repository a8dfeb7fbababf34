"""Clients: add one, look at one, remove one of whom nothing is on file."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from clientcare.domain.asks import Ask, Missing
from clientcare.domain.client_files import (
    ClientChange,
    ClientFile,
    ClientLine,
    ClientList,
    MergedClient,
    OpenedFolder,
)
from clientcare.domain.clients import Agreement, Client, Contact, write_client
from clientcare.domain.errors import Conflict, Interrupted, InvalidFile, Usage
from clientcare.domain.identifiers import slug as slug_of
from clientcare.domain.names import checked_handle, folded
from clientcare.domain.records import WALKED
from clientcare.domain.typed import quoted
from clientcare.services import facts
from clientcare.services.client_fields import Fields, checked_account, day_of
from clientcare.services.finding import client_file, find_client, folders_of, open_threads

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from clientcare.desk import Desk

LAST = 5


def add(
    desk: Desk,
    *,
    handle: str = "",
    name: str = "",
    slug: str = "",
    account: str | None = None,
    since: str = "",
    contact: str = "",
    role: str | None = None,
    phone: str | None = None,
    mail: str | None = None,
    billing_address: str | None = None,
    billing_mail: str | None = None,
) -> ClientChange:
    """Add a client. What was typed as the handle may be the name itself: a handle is then made of it.

    On a terminal the handle is proposed, and `slug` is the answer. Raises Missing, Usage for names that cannot be kept,
    Conflict where the handle or the name is taken, whatever its case or spelling.
    """
    desk.me  # noqa: B018 - nobody who is no member of the team gets further
    fields = Fields(desk)
    name, handle = _name_and_handle(handle, name)
    handle = checked_handle(slug) if slug else handle
    if not name:
        raise Missing([Ask("name", "What is the client called?", option="--name")])
    name = fields.name("name", name)
    if not handle:
        handle = _handle_of(name)
        refuse_doubled(readable(desk)[0], name, handle)
        if desk.screen.interactive:
            raise Missing([Ask("slug", f"A handle for {name}", kind="slug", option="HANDLE", default=handle)])
    refuse_doubled(readable(desk)[0], name, handle)
    if (role or phone or mail) and not contact:
        raise Missing([Ask("contact", "Whose role, phone or mail address is that?", option="--contact")])
    person = Contact(
        fields.name("contact", contact),
        fields.line("role", role or ""),
        fields.phone(phone or ""),
        fields.address(mail or ""),
    )
    made = Client(
        desk.fresh_id(),
        handle,
        name,
        (person,) if contact else (),
        (Agreement(checked_account(account), day_of(desk, since)),) if account else (),
        fields.text("billing-address", billing_address or ""),
        fields.address(billing_mail or ""),
    )
    desk.store.write_client(handle, write_client(made), "")
    return ClientChange(handle, made.id, name, ("added",), fields.masked)


def _name_and_handle(typed: str, name: str) -> tuple[str, str]:
    """What was typed for the handle is the name where no other name was given and it cannot be a handle."""
    typed = typed.strip()
    if typed and not name.strip() and slug_of(typed) != typed:
        return typed, ""
    return name, checked_handle(typed) if typed else ""


def _handle_of(name: str) -> str:
    handle = slug_of(name)
    if not handle:
        raise Usage(
            f"No handle can be made of {quoted(name)}, which has no letter from a to z and no digit.",
            f"Make one up: clientcare client add HANDLE --name {quoted(name)}",
        )
    return handle


def refuse_doubled(known: Iterable[Client], name: str, handle: str, but: str = "") -> None:
    """Raises Conflict where another client than the folder `but` has this handle or this name."""
    for other in known:
        if other.folder == but:
            continue
        if name and folded(other.name) == folded(name):
            raise Conflict(
                f"There is a client called {other.name} already ({other.short}).",
                "If it is another one, give a name that tells them apart, such as the one with its town.",
            )
        if handle in (other.folder.casefold(), other.handle):
            raise Conflict(
                f"There is a client '{handle}' already: {other.name}.",
                f"If {name} is another one, give another handle: clientcare client add HANDLE --name {quoted(name)}",
            )


def readable(desk: Desk) -> tuple[tuple[Client, ...], tuple[str, ...]]:
    """The clients whose files can be read, and what is wrong with the other files."""
    found, faults = [], []
    for folder in desk.store.folders():
        try:
            found.append(client_file(desk, folder))
        except InvalidFile as fault:
            faults.append(fault.message)
    return tuple(found), tuple(faults)


def listed(desk: Desk, *, account: str = "", archived: bool = False) -> ClientList:
    """The clients by their handles; those that are archived only if asked for. A broken file never hides the others."""
    wanted = checked_account(account) if account else ""
    found, faults = readable(desk)
    today = desk.now().date()
    shorts = {one.id: one.short for one in found}
    lines = [
        _line(one, one.account(today), shorts)
        for one in found
        if (archived or one.listed) and (not wanted or one.account(today) == wanted)
    ]
    return ClientList(tuple(lines), faults)


def _line(client: Client, account: str, shorts: Mapping[str, str]) -> ClientLine:
    first = next(iter(client.contacts), Contact(""))
    return ClientLine(
        client.folder,
        client.id,
        client.name,
        account,
        first.name,
        first.phone or first.mail,
        client.archived,
        client.short,
        shorts.get(client.into.id, client.into.folder) if client.into else "",
    )


def shown(desk: Desk, *, client: str) -> ClientFile:
    """One client, whole: who they are, what must be known, what was done last and what was promised."""
    from clientcare.domain.summaries import Wanted
    from clientcare.services.listing import line, promises, summaries

    found = find_client(desk, client)
    now = desk.now()
    folders = folders_of(desk, found)
    every = sorted(
        summaries(desk, Wanted(folders, sort="")), key=lambda one: (one.started or now, one.thread), reverse=True
    )
    had = [one for one in every if one.place.sort == "session"]
    procedures = [one for one in every if one.place.sort == "procedure"]
    return ClientFile(
        found.folder,
        found.id,
        found.name,
        found.aliases,
        found.archived,
        found.account(now.date()),
        tuple(sorted(found.agreements, key=lambda one: one.since)),
        found.contacts,
        found.billing_address,
        found.billing_mail,
        facts.standing(desk, found),
        len(had),
        tuple(line(one, now) for one in had if one.is_open),
        tuple(line(one, now) for one in had if not one.is_open)[:LAST],
        promises(every),
        desk.store.shown(found.folder),
        found.short,
        tuple(_merged(desk, folder) for folder in folders[1:]),
        len(procedures),
        (
            *(line(one, now) for one in procedures if one.is_open),
            *(line(one, now) for one in [one for one in procedures if not one.is_open][:LAST]),
        ),
    )


def _merged(desk: Desk, folder: str) -> MergedClient:
    one = client_file(desk, folder)
    return MergedClient(one.folder, one.id, one.name, one.agreements, desk.store.shown(one.folder))


def browse(desk: Desk, *, client: str) -> OpenedFolder:
    """Show the client's folder in the file browser, where there is one."""
    found = find_client(desk, client)
    path = os.path.join(desk.settings.share, *desk.store.shown(found.folder).split("/"))
    return OpenedFolder(found.folder, found.name, path, desk.ground.browse(path))


def remove(desk: Desk, *, client: str, yes: bool | None = None, dry_run: bool = False) -> ClientChange:
    """Remove a client of whom nothing is on file; anything else is archived instead.

    Raises Missing until somebody said yes, Conflict where there are entries or documents.
    """
    desk.me  # noqa: B018
    found = find_client(desk, client)
    if found.merged or any(desk.store.threads(found.folder, WALKED)) or facts.thread_of(desk, found).records:
        raise Conflict(
            f"{found.name} has entries, and entries are never removed by the way.",
            f"Set the client aside: clientcare client archive {found.folder}, "
            f"or erase it for good: clientcare erase {found.folder} --dry-run",
        )
    change = ClientChange(found.folder, found.id, found.name, ("removed",), dry_run=dry_run)
    if dry_run:
        return change
    if yes is None:
        question = f"Remove {found.name} ({desk.store.shown(found.folder)}), with contacts and agreements?"
        raise Missing(
            [Ask("yes", question, kind="yesno", option="--yes", default="no")],
            f"This removes {found.name} ({desk.store.shown(found.folder)}), with contacts and agreements.",
        )
    if not yes:
        raise Interrupted(f"{found.name} was not removed.")
    desk.store.remove_client(found.folder)
    return change


def refuse_open(desk: Desk, client: Client) -> None:
    """Raises Conflict while a session or a procedure with a client is open."""
    folders = folders_of(desk, client)
    found = next((one for one in open_threads(desk, *WALKED) if one.place.folder in folders), None)
    if found:
        raise Conflict(
            f"A {found.place.sort} with {client.name} is open: '{found.title}'.",
            f"Close it first: {found.place.close_with}",
        )
