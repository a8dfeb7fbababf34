"""Changes of a client's file: fields, contacts, agreements. Two who edit at once never overwrite each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clientcare.domain.asks import Ask, Missing
from clientcare.domain.client_files import ClientChange
from clientcare.domain.clients import Agreement, Client, Contact, amended_client, read_client
from clientcare.domain.errors import Conflict, NotFound, Usage
from clientcare.domain.names import checked_handle, folded
from clientcare.domain.tables import near
from clientcare.domain.times import say_day
from clientcare.services.client_fields import Fields, checked_account, day_of
from clientcare.services.clients import readable, refuse_doubled, refuse_open
from clientcare.services.edits import edited
from clientcare.services.finding import find_client

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from clientcare.desk import Desk
    from clientcare.domain.tables import Stored

ACTIONS = ("add", "edit", "remove")


def edit(
    desk: Desk,
    *,
    client: str,
    name: str | None = None,
    alias: str | None = None,
    account: str | None = None,
    since: str = "",
    agreed: str = "",
    billing_address: str | None = None,
    billing_mail: str | None = None,
) -> ClientChange:
    """Change what is given; an empty text empties the field. A former name stays as one by which the client is found.

    An account type is a new agreement from a day on (today if none is given); those before it stay in the list.
    Raises Usage where nothing is given, Conflict for a name that is taken or where somebody else edited meanwhile.
    """
    if account is not None:
        _refuse_merged(desk, client)
    if all(one is None for one in (name, alias, account, billing_address, billing_mail)):
        raise Usage(
            "Nothing to change was given.",
            "Give --name, --alias, --account, --billing-address or --billing-mail.",
        )
    fields = Fields(desk)

    def changed(before: Client) -> Client:
        after = before
        if name is not None:
            after = _renamed(desk, before, fields.name("name", name) or before.name)
        if alias:
            after = after._replace(aliases=tuple(dict.fromkeys((*after.aliases, fields.name("alias", alias)))))
        if account is not None:
            after = _agreed(after, checked_account(account), day_of(desk, since), fields.line("agreement", agreed))
        if billing_address is not None:
            after = after._replace(billing_address=fields.text("billing-address", billing_address))
        if billing_mail is not None:
            after = after._replace(billing_mail=fields.address(billing_mail))
        return after

    return _change(desk, client, changed, fields)


def _refuse_merged(desk: Desk, word: str) -> None:
    """Raises Conflict where the word is the name of a client that was merged into another, which has the agreements."""
    found = find_client(desk, word)
    if folded(word) in (folded(former) for one in found.merged for former in (one.folder, one.name)):
        raise Conflict(
            f"'{word}' was merged into {found.name} and takes no new agreement.",
            f"Give it to {found.name}: clientcare client edit {found.short} --account TYPE",
        )


def rename(desk: Desk, *, client: str, name: str = "", handle: str = "") -> ClientChange:
    """Give a client another name, another handle, or both; the folder stays, and the former ones still find it.

    Raises Missing, Usage, Conflict for what another client has.
    """
    if not name.strip() and not handle.strip():
        raise Missing([Ask("name", "What is the client called now?", option="NAME or --handle")])
    fields = Fields(desk)
    wanted = checked_handle(handle) if handle.strip() else ""

    def changed(before: Client) -> Client:
        after = _renamed(desk, before, fields.name("name", name)) if name.strip() else before
        if not wanted or wanted == before.short:
            return after
        refuse_doubled(readable(desk)[0], "", wanted, but=before.folder)
        former = (before.handle,) if before.handle else ()
        own = wanted if wanted != before.folder else ""
        return after._replace(handle=own, aliases=tuple(dict.fromkeys((*after.aliases, *former))))

    return _change(desk, client, changed, fields)


def _renamed(desk: Desk, client: Client, name: str) -> Client:
    if name == client.name:
        return client
    refuse_doubled(readable(desk)[0], name, client.folder, but=client.folder)
    former = [client.name] if folded(client.name) != folded(name) else []
    return client._replace(name=name, aliases=tuple(dict.fromkeys((*client.aliases, *former))))


def _agreed(client: Client, account: str, since: date, note: str) -> Client:
    new = Agreement(account, since, note)
    if not note and client.account(since) == account:
        return client
    others = tuple(one for one in client.agreements if one.since != since)
    return client._replace(agreements=tuple(sorted((*others, new), key=lambda one: one.since)))


def contact(
    desk: Desk,
    *,
    client: str,
    action: str,
    name: str,
    role: str | None = None,
    phone: str | None = None,
    mail: str | None = None,
    key_influencer: bool | None = None,
) -> ClientChange:
    """Add a contact to a client, change one or remove one; a person is named by any part of the name that only one has.

    Raises Usage, Conflict where the contact is there already, NotFound with the nearest name.
    """
    if action not in ACTIONS:
        meant = near(action, ACTIONS)
        raise Usage(
            f"There is no 'client contact CLIENT {action}'.",
            f"Did you mean {meant}?" if meant else "Write: clientcare client contact CLIENT add|edit|remove NAME",
        )
    fields = Fields(desk)
    given = {
        "role": None if role is None else fields.line("role", role),
        "phone": None if phone is None else fields.phone(phone),
        "mail": None if mail is None else fields.address(mail),
        "key_influencer": key_influencer,
    }
    said: dict[str, Any] = {field: value for field, value in given.items() if value is not None}
    if action == "edit" and not said:
        raise Usage("Nothing to change was given.", "Give --role, --phone, --mail or --key-influencer.")

    def changed(before: Client) -> Client:
        if action == "add":
            return _with_contact(before, Contact(fields.name("name of the contact", name))._replace(**said))
        found = _contact_called(before, name)
        if action == "remove":
            return before._replace(contacts=tuple(one for one in before.contacts if one is not found))
        return before._replace(contacts=tuple(one._replace(**said) if one is found else one for one in before.contacts))

    return _change(desk, client, changed, fields)


def _with_contact(client: Client, new: Contact) -> Client:
    if not new.name:
        raise Usage("The contact has no name.", "Write: clientcare client contact CLIENT add NAME")
    if any(folded(one.name) == folded(new.name) for one in client.contacts):
        raise Conflict(
            f"{client.name} has a contact {new.name} already.",
            f'To change it: clientcare client contact {client.folder} edit "{new.name}"',
        )
    return client._replace(contacts=(*client.contacts, new))


def _contact_called(client: Client, name: str) -> Contact:
    wanted = folded(name)
    exact = [one for one in client.contacts if folded(one.name) == wanted]
    fitting = exact or [one for one in client.contacts if wanted and wanted in folded(one.name)]
    if len(fitting) == 1:
        return fitting[0]
    known = ", ".join(one.name for one in fitting or client.contacts)
    if fitting:
        raise Conflict(f"'{name}' fits several contacts of {client.name}: {known}.", "Type more of the name.")
    raise NotFound(
        f"{client.name} has no contact '{name}'.", f"There are: {known}." if known else "There are none yet."
    )


def archive(desk: Desk, *, client: str, undo: bool = False) -> ClientChange:
    """Set a client aside, or take one back: lists leave archived ones out, and nothing of them is lost.

    Raises Conflict while a session with the client is open.
    """

    def changed(before: Client) -> Client:
        if not undo:
            refuse_open(desk, before)
        return before._replace(archived=not undo)

    return _change(desk, client, changed, Fields(desk))


def _change(desk: Desk, word: str, changed: Callable[[Client], Client], fields: Fields) -> ClientChange:
    """Read, change and publish; what somebody else changed meanwhile stays."""
    desk.me  # noqa: B018 - nobody who is no member of the team gets further
    folder = find_client(desk, word).folder

    def read() -> Stored:
        stored = desk.store.client(folder)
        if stored is None:
            raise NotFound(f"The client '{folder}' was removed meanwhile.", "See: clientcare client list")
        return stored

    before, after = edited(
        read,
        lambda content: read_client(folder, content),
        changed,
        lambda stored, one: desk.store.write_client(folder, amended_client(stored.content, one), stored.token),
    )
    return ClientChange(folder, after.id, after.name, tuple(_said(before, after)), fields.masked)


def _said(before: Client, after: Client) -> list[str]:
    """The changes in a few words each."""
    said = []
    if after.name != before.name:
        said.append(f"name {after.name}, before {before.name}")
    if after.short != before.short:
        said.append(f"handle {after.short}, before {before.short}")
    former = (before.name, before.handle)
    said += [f"also found as {one}" for one in after.aliases if one not in before.aliases and one not in former]
    said += [f"{one.account} since {say_day(one.since)}" for one in after.agreements if one not in before.agreements]
    for field, word in (("billing_address", "billing address"), ("billing_mail", "billing mail")):
        if getattr(after, field) != getattr(before, field):
            value = " · ".join(getattr(after, field).split("\n"))
            said.append(f"{word} {value}" if value else f"{word} emptied")
    known = {one.name for one in before.contacts}
    for one in after.contacts:
        if one not in before.contacts:
            said.append(f"contact {one.name} {'changed' if one.name in known else 'added'}")
    said += [
        f"contact {one.name} removed" for one in before.contacts if one.name not in {now.name for now in after.contacts}
    ]
    if after.archived != before.archived:
        said.append("archived" if after.archived else "taken back from the archive")
    return said
