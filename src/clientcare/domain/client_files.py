"""Clients as they are listed and shown, and what became of a change to one."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import datetime

    from clientcare.domain.briefings import Promise, SessionLine
    from clientcare.domain.clients import Agreement, Contact


class Fact(NamedTuple):
    """A standing fact about a client. `number` counts those that stand, from 1."""

    number: int
    id: str
    text: str
    at: datetime
    by: str


class ClientLine(NamedTuple):
    """One client in a listing, with the first contact. `handle` is what people type, `folder` where the file lies."""

    folder: str
    id: str
    name: str
    account: str
    contact: str
    phone: str
    archived: bool
    handle: str = ""
    merged_into: str = ""


class ClientList(NamedTuple):
    """The clients, and what is wrong with the files of those that cannot be read."""

    clients: tuple[ClientLine, ...]
    faults: tuple[str, ...] = ()


class MergedClient(NamedTuple):
    """A client that was merged into another: what is on file stays in its own folder."""

    folder: str
    id: str
    name: str
    agreements: tuple[Agreement, ...]
    place: str


class ClientFile(NamedTuple):
    """One client, whole. `account` holds today; `sessions` counts all, `last` are the newest closed ones.

    `procedures_in_all` counts all procedures, `procedures` are the open ones, then the newest that are closed.
    """

    folder: str
    id: str
    name: str
    aliases: tuple[str, ...]
    archived: bool
    account: str
    agreements: tuple[Agreement, ...]
    contacts: tuple[Contact, ...]
    billing_address: str
    billing_mail: str
    facts: tuple[Fact, ...]
    sessions: int
    open: tuple[SessionLine, ...]
    last: tuple[SessionLine, ...]
    promises: tuple[Promise, ...]
    place: str
    handle: str = ""
    merged: tuple[MergedClient, ...] = ()
    procedures_in_all: int = 0
    procedures: tuple[SessionLine, ...] = ()


class ClientChange(NamedTuple):
    """What became of a change: what was done, in a few words each; nothing where all was so already.

    `masked` counts secrets that were masked before saving; `dry_run` says that it was only shown.
    """

    folder: str
    id: str
    name: str
    what: tuple[str, ...]
    masked: int = 0
    dry_run: bool = False


class OpenedFolder(NamedTuple):
    """A client's folder, and whether a file browser shows it now."""

    folder: str
    name: str
    path: str
    opened: bool
