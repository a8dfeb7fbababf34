"""How clients are shown: the list, one client whole, and what became of a change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientcare.domain.times import say_day, say_minutes, say_moment
from clientcare.views.rows import columns, done, dotted, remark, row
from clientcare.views.sessions import mark
from clientcare.views.view import Look, View, clean, style

if TYPE_CHECKING:
    from collections.abc import Iterable

    from clientcare.domain.briefings import SessionLine
    from clientcare.domain.client_files import ClientChange, ClientFile, ClientLine, ClientList, OpenedFolder
    from clientcare.domain.clients import Contact


def _list_human(result: ClientList, look: Look) -> Iterable[str]:
    lines: list[str] = []
    if result.clients:
        rows = [
            (
                one.handle,
                _name(one),
                one.account,
                " ".join(part for part in (one.contact, one.phone) if part),
            )
            for one in result.clients
        ]
        lines += columns(("HANDLE", "NAME", "ACCOUNT", "CONTACT"), rows, look)
    elif not result.faults:
        lines.append('There are no clients yet. Add one: clientcare client add "NAME"')
    for fault in result.faults:
        lines += remark(fault, look, "!", "!")
    return lines


def _name(one: ClientLine) -> str:
    if one.merged_into:
        return f"{one.name} (merged into {one.merged_into})"
    return f"{one.name} (archived)" if one.archived else one.name


def _list_plain(result: ClientList) -> Iterable[tuple[object, ...]]:
    return ((one.folder, one.name, one.account, one.contact, one.phone, one.archived, one.id) for one in result.clients)


def _list_quiet(result: ClientList) -> Iterable[str]:
    return (one.folder for one in result.clients)


def _contact(one: Contact, look: Look) -> str:
    influence = "others listen to them" if one.key_influencer else ""
    return dotted(look, one.name, one.role, one.phone, one.mail, influence)


def _session(one: SessionLine, look: Look) -> str:
    day = say_day(one.started) if one.started else ""
    return f"{mark(one.state, look)} {dotted(look, day, one.title, one.mode, one.lead, say_minutes(one.minutes))}"


def _procedure(one: SessionLine, look: Look) -> str:
    day = say_day(one.started) if one.started else ""
    return f"{mark(one.state, look)} {dotted(look, day, one.title, one.state, one.lead)}  {one.thread[-4:]}"


def _human(client: ClientFile, look: Look) -> Iterable[str]:
    state = "archived" if client.archived else ""
    lines = [style(dotted(look, client.name, client.handle, client.account or "no agreement yet", state), "bold", look)]
    lines += row("Also called", ", ".join(client.aliases), look)
    for number, one in enumerate(client.contacts):
        lines += row("" if number else "Contacts", _contact(one, look), look)
    for number, fact in enumerate(client.facts):
        lines += row("" if number else "Must be known", f"{fact.number}  {fact.text}", look)
    for number, agreed in enumerate(client.agreements):
        text = dotted(look, agreed.account, f"since {say_day(agreed.since)}", agreed.note)
        lines += row("" if number else "Agreements", text, look)
    lines += row("Billing address", client.billing_address, look)
    lines += row("Billing mail", client.billing_mail, look)
    for number, promise in enumerate(client.promises):
        text = dotted(look, f"due {say_moment(promise.due)}", promise.who, promise.text or promise.title)
        lines += row("" if number else "Open", text, look)
    lines += row("Sessions", str(client.sessions) if client.sessions else "none yet", look)
    lines += [f"    {_session(one, look)}" for one in (*client.open, *client.last)]
    lines += row("Procedures", str(client.procedures_in_all) if client.procedures else "", look)
    lines += [f"    {_procedure(one, look)}" for one in client.procedures]
    lines += row("Folder", client.place, look)
    for merged in client.merged:
        terms = (f"{one.account} since {say_day(one.since)}" for one in merged.agreements)
        lines += row("Merged", dotted(look, merged.name, merged.place, *terms), look)
    return lines


def _plain(client: ClientFile) -> Iterable[tuple[object, ...]]:
    yield "client", client.folder, client.id, client.name, client.account, client.archived
    yield "billing", client.billing_address.replace("\n", ", "), client.billing_mail
    yield from (("alias", one) for one in client.aliases)
    yield from (("contact", one.name, one.role, one.phone, one.mail, one.key_influencer) for one in client.contacts)
    yield from (("agreement", one.account, one.since, one.note) for one in client.agreements)
    yield from (("fact", one.number, one.text, one.at, one.by) for one in client.facts)
    yield from (("merged", one.folder, one.id, one.name, one.place) for one in client.merged)
    yield from (("promise", one.due, one.who, one.text, one.thread) for one in client.promises)
    for one in (*client.open, *client.last):
        yield "session", one.thread, one.started, one.title, one.mode, one.lead, one.state, one.minutes
    yield from (("procedure", one.thread, one.started, one.title, one.lead, one.state) for one in client.procedures)


def _changed_human(change: ClientChange, look: Look) -> Iterable[str]:
    what = "; ".join(clean(one, "") for one in change.what)
    if change.dry_run:
        return [dotted(look, f"Would be {what}", change.name, change.folder)]
    if not what:
        return [dotted(look, "Nothing to change: all of that is so already", change.name, change.folder)]
    lines = [done(dotted(look, what, change.name, change.folder), look)]
    if change.masked:
        lines += remark(
            f"{change.masked} secret{'s' if change.masked > 1 else ''} masked before saving", look, "!", "!"
        )
    return lines


def _changed_plain(change: ClientChange) -> Iterable[tuple[object, ...]]:
    yield change.folder, change.id, change.name, "; ".join(change.what)


def _folder_human(result: OpenedFolder, look: Look) -> Iterable[str]:
    return [result.path if not result.opened else done(dotted(look, "opened", result.name, result.path), look)]


CLIENTS = View("client-list/1", _list_human, _list_plain, _list_quiet)
CLIENT = View("client/1", _human, _plain, lambda client: [client.folder])
CHANGED = View("client-change/1", _changed_human, _changed_plain, lambda change: [change.folder])
FOLDER = View(
    "client-folder/1", _folder_human, lambda one: [(one.folder, one.path, one.opened)], lambda one: [one.path]
)
