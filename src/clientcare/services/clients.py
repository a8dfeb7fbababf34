"""Clients: add one, look at one, note a standing fact, set one aside."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from clientcare.domain.asks import Ask, Missing
from clientcare.domain.client_files import ClientChange, ClientFile, ClientLine, ClientList, Fact, OpenedFolder
from clientcare.domain.clients import Agreement, Client, Contact, write_client
from clientcare.domain.errors import Conflict, Interrupted, InvalidFile, NotFound, Usage
from clientcare.domain.identifiers import is_identifier
from clientcare.domain.identifiers import slug as slug_of
from clientcare.domain.names import checked_handle, folded
from clientcare.domain.records import ThreadPlace
from clientcare.domain.sessions import Session
from clientcare.domain.typed import quoted
from clientcare.services.client_fields import Fields, checked_account, day_of
from clientcare.services.entries import draft, enter, file
from clientcare.services.finding import client_in, find_client, open_sessions

if TYPE_CHECKING:
    from collections.abc import Iterable

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
        if folded(other.name) == folded(name):
            raise Conflict(
                f"There is a client called {other.name} already ({other.folder}).",
                "If it is another one, give a name that tells them apart, such as the one with its town.",
            )
        if other.folder.casefold() == handle:
            raise Conflict(
                f"There is a client '{other.folder}' already: {other.name}.",
                f"If {name} is another one, give another handle: clientcare client add HANDLE --name {quoted(name)}",
            )


def readable(desk: Desk) -> tuple[tuple[Client, ...], tuple[str, ...]]:
    """The clients whose files can be read, and what is wrong with the other files."""
    found, faults = [], []
    for folder in desk.store.folders():
        try:
            found.append(client_in(desk, folder))
        except InvalidFile as fault:
            faults.append(fault.message)
    return tuple(found), tuple(faults)


def listed(desk: Desk, *, account: str = "", archived: bool = False) -> ClientList:
    """The clients by their handles; those that are archived only if asked for. A broken file never hides the others."""
    wanted = checked_account(account) if account else ""
    found, faults = readable(desk)
    today = desk.now().date()
    lines = [
        _line(one, one.account(today))
        for one in found
        if (archived or not one.archived) and (not wanted or one.account(today) == wanted)
    ]
    return ClientList(tuple(lines), faults)


def _line(client: Client, account: str) -> ClientLine:
    first = next(iter(client.contacts), Contact(""))
    return ClientLine(
        client.folder, client.id, client.name, account, first.name, first.phone or first.mail, client.archived
    )


def shown(desk: Desk, *, client: str) -> ClientFile:
    """One client, whole: who they are, what must be known, what was done last and what was promised."""
    from clientcare.services.listing import line, promises, sessions

    found = find_client(desk, client)
    now = desk.now()
    had = list(sessions(desk, found.folder))
    had.sort(key=lambda one: (one.started or one.records[0].at, one.thread), reverse=True)
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
        standing_facts(desk, found),
        len(had),
        tuple(line(one, now) for one in had if one.is_open),
        tuple(line(one, now) for one in had if not one.is_open)[:LAST],
        promises(had),
        desk.store.shown(found.folder),
    )


def facts(desk: Desk, client: Client) -> tuple[str, ...]:
    """What must be known about a client at every session, the newest first."""
    return tuple(fact.text for fact in reversed(standing_facts(desk, client)))


def standing_facts(desk: Desk, client: Client) -> tuple[Fact, ...]:
    """The facts that stand, in the order in which they were noted."""
    return _numbered(_facts_of(desk, client))


def _numbered(session: Session) -> tuple[Fact, ...]:
    return tuple(
        Fact(number, record.id, record.get("text"), record.at, record.by)
        for number, record in enumerate(session.of_kind("fact"), 1)
    )


def _facts_of(desk: Desk, client: Client) -> Session:
    """The thread that holds the standing facts. Raises InvalidFile where the client's id was edited away."""
    if not is_identifier(client.id):
        raise InvalidFile(
            f"'{client.id[:40]}' is no identity of a client",
            "Bring the id back that stood there, from a backup.",
            place=f"{desk.store.shown(client.folder)}/_clientcare/client.toml",
        )
    return Session(desk.store.read(ThreadPlace(client.folder, f"client-{client.id}")))


def note(desk: Desk, *, client: str, text: str = "", drop: int = 0) -> ClientChange:
    """Note a standing fact about a client, or take one back by its number. Raises Usage, NotFound, HeldBack."""
    found = find_client(desk, client)
    thread = _facts_of(desk, found)
    if drop:
        stand = _numbered(thread)
        if not 1 <= drop <= len(stand):
            raise NotFound(
                f"There is no note {drop} about {found.name}.",
                f"There are {len(stand)}. See: clientcare client show {found.folder}",
            )
        enter(desk, thread, "undo", {"of": stand[drop - 1].id})
        return ClientChange(found.folder, found.id, found.name, (f"note {drop} taken back",))
    if not text.strip():
        raise Usage(
            "The note is empty.", f'Write it behind the handle: clientcare client note {found.folder} "Ring first"'
        )
    entry = draft(desk, thread, "fact", {"text": text.strip()})
    after, record = file(desk, thread, entry, client=found.id)
    number = len(after.of_kind("fact"))
    return ClientChange(found.folder, found.id, found.name, (f"note {number}",), int(record.get("masked", 0)))


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
    if any(desk.store.threads(found.folder)) or _facts_of(desk, found).records:
        raise Conflict(
            f"{found.name} has entries, and entries are never removed.",
            f"Set the client aside: clientcare client archive {found.folder}",
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


def open_ones(desk: Desk, client: Client) -> tuple[Session, ...]:
    """The sessions with a client that are open."""
    return tuple(one for one in open_sessions(desk) if one.place.folder == client.folder)
