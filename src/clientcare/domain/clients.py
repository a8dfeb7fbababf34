"""Clients: who they are, their contacts, and the dated list of their agreements."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from clientcare.domain.tables import Table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ACCOUNTS: Mapping[str, str] = {
    "retainer": "flexible package: a set number of hours, no service level",
    "project": "a project with a fixed scope, a start and an end",
    "post-project": "after a project: by what was extended",
    "hosting": "hosting without a service level: low priority, every change is costed and signed off first",
    "hosting-sla": "hosting with an agreed response time: high priority",
    "support-sla": "full support with an agreed service level: high priority",
}
KEYS = (
    "format",
    "id",
    "name",
    "handle",
    "aliases",
    "billing-address",
    "billing-mail",
    "archived",
    "merged-into",
    "contacts",
    "agreements",
    "merged",
)
MERGED_KEYS = ("id", "folder", "name")
CONTACT_KEYS = ("name", "role", "phone", "mail", "key-influencer")
AGREEMENT_KEYS = ("account", "since", "note")


class Contact(NamedTuple):
    """Somebody at the client."""

    name: str
    role: str = ""
    phone: str = ""
    mail: str = ""
    key_influencer: bool = False


class Agreement(NamedTuple):
    """Commercial terms that hold from a day on, until the next one starts."""

    account: str
    since: date
    note: str = ""


class Merged(NamedTuple):
    """Another client with whom one was merged. `id` is what counts; `folder` says where to look first."""

    id: str
    folder: str
    name: str = ""


class Client(NamedTuple):
    """A firm or person that the shop serves. `id` is the identity; `folder` is the name of the client's folder.

    `handle` is what people type instead of the folder's name, where that was changed. `merged` are the clients that
    were merged into this one, and `into` is the one that this client was merged into.
    """

    id: str
    folder: str
    name: str
    contacts: tuple[Contact, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    billing_address: str = ""
    billing_mail: str = ""
    aliases: tuple[str, ...] = ()
    archived: bool = False
    handle: str = ""
    merged: tuple[Merged, ...] = ()
    into: Merged | None = None

    @property
    def short(self) -> str:
        """The short name that people type."""
        return self.handle or self.folder

    @property
    def listed(self) -> bool:
        """Whether lists show the client: neither archived nor merged into another."""
        return not self.archived and self.into is None

    def account(self, on: date) -> str:
        """The account type that holds on a day; empty where none was agreed yet."""
        held = [(one.since, place) for place, one in enumerate(self.agreements) if one.since <= on]
        return self.agreements[max(held)[1]].account if held else ""


def read_client(folder: str, content: Mapping[str, Any]) -> Client:
    """A client from the parsed `client.toml`. Raises TableFault."""
    table = Table(content, known=KEYS)
    return Client(
        table.text("id", None),
        folder,
        table.text("name", None),
        tuple(_read_contact(row) for row in table.tables("contacts", CONTACT_KEYS)),
        tuple(_read_agreement(row) for row in table.tables("agreements", AGREEMENT_KEYS)),
        table.text("billing-address"),
        table.text("billing-mail"),
        table.texts("aliases"),
        table.flag("archived"),
        table.text("handle"),
        tuple(_read_merged(row) for row in table.tables("merged", MERGED_KEYS)),
        _read_merged(table.table("merged-into", MERGED_KEYS)) if "merged-into" in table else None,
    )


def _read_merged(row: Table) -> Merged:
    return Merged(row.text("id", None), row.text("folder", None), row.text("name"))


def _read_contact(row: Table) -> Contact:
    return Contact(
        row.text("name", None),
        row.text("role"),
        row.text("phone"),
        row.text("mail"),
        row.flag("key-influencer"),
    )


def _read_agreement(row: Table) -> Agreement:
    since = row.raw().get("since")
    if not isinstance(since, date) or isinstance(since, datetime):
        raise row.fault("since", "'since' in [agreements] must be a day, such as 2026-11-24, without quotes")
    return Agreement(row.one_of("account", tuple(ACCOUNTS), ""), since, row.text("note"))


def write_client(client: Client) -> dict[str, Any]:
    """The parsed form of `client.toml`; `read_client` gives the same client."""
    content: dict[str, Any] = {"format": 1, "id": client.id, "name": client.name}
    if client.handle:
        content["handle"] = client.handle
    if client.aliases:
        content["aliases"] = list(client.aliases)
    if client.billing_address:
        content["billing-address"] = client.billing_address
    if client.billing_mail:
        content["billing-mail"] = client.billing_mail
    if client.archived:
        content["archived"] = True
    if client.into:
        content["merged-into"] = client.into._asdict()
    if client.contacts:
        content["contacts"] = [_write_contact(contact) for contact in client.contacts]
    if client.agreements:
        content["agreements"] = [
            {"account": one.account, "since": one.since, **({"note": one.note} if one.note else {})}
            for one in client.agreements
        ]
    if client.merged:
        content["merged"] = [one._asdict() for one in client.merged]
    return content


def amended_client(before: Mapping[str, Any], client: Client) -> dict[str, Any]:
    """The parsed form of `client.toml` as the client is now; keys that nobody here knows are kept as they are."""
    made = write_client(client)
    made["contacts"] = _with_unknown(before.get("contacts", []), made.get("contacts", []), ("name",), CONTACT_KEYS)
    made["agreements"] = _with_unknown(
        before.get("agreements", []), made.get("agreements", []), ("account", "since"), AGREEMENT_KEYS
    )
    kept = {key: value for key, value in before.items() if key not in KEYS}
    return {**{key: value for key, value in made.items() if value != []}, **kept}


def _with_unknown(
    before: Sequence[Mapping[str, Any]],
    now: Sequence[Mapping[str, Any]],
    by: Sequence[str],
    known: Sequence[str],
) -> list[dict[str, Any]]:
    """Rows with the unknown keys of the rows that they were, found by the values under `by`."""

    def known_by(row: Mapping[str, Any]) -> tuple[str, ...]:
        return tuple(str(row.get(key, "")).strip() for key in by)

    found = {known_by(row): row for row in before}
    return [
        {
            **row,
            **{key: value for key, value in found.get(known_by(row), {}).items() if key not in known},
        }
        for row in now
    ]


def _write_contact(contact: Contact) -> dict[str, Any]:
    content: dict[str, Any] = {"name": contact.name, "role": contact.role, "phone": contact.phone, "mail": contact.mail}
    if contact.key_influencer:
        content["key-influencer"] = True
    return content
