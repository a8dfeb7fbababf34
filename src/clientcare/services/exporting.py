"""Exports of a client's file: one page for the client, or everything for whoever has a right to it."""

from __future__ import annotations

import json
from datetime import date, datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Any, NamedTuple

from clientcare.domain.asks import Ask, Missing
from clientcare.domain.document_names import is_overview, safe_name
from clientcare.domain.documents import session_path
from clientcare.domain.errors import Interrupted, Usage
from clientcare.domain.exports import FOLDER, PURPOSES, Exported, hand_over, lies_in, say_period, told_records
from clientcare.domain.overviews import overview_document
from clientcare.domain.records import WALKED
from clientcare.domain.session_documents import begun
from clientcare.domain.sessions import fold
from clientcare.domain.summaries import summary
from clientcare.domain.tables import near
from clientcare.services import facts
from clientcare.services.documents import names_in, page, zone_of
from clientcare.services.entries import draft, file
from clientcare.services.finding import client_file, find_client, folders_of, threads_of
from clientcare.services.listing import promises

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from clientcare.desk import Desk
    from clientcare.domain.clients import Client
    from clientcare.domain.sessions import Session


class _Target:
    """Where an export goes: below the client's folder in the share, or into a directory of this machine."""

    def __init__(self, desk: Desk, folder: str, into: str) -> None:
        self._desk = desk
        self._folder = folder
        self._into = into
        self.files: list[dict[str, Any]] = []

    def put(self, path: str, data: bytes) -> str:
        """Write one file under a name that nobody has; answers where it lies."""
        if self._into:
            where = self._desk.local.write(self._into, path, data)
        else:
            where = self._desk.store.add_document(self._folder, f"{FOLDER}/{path}", data).path
        self.files.append({"path": path, "size": len(data), "sha256": sha256(data).hexdigest()})
        return where

    def shown(self, where: str) -> str:
        """How people are told of it."""
        return where if self._into else self._desk.store.shown(self._folder, where)


class _Period(NamedTuple):
    begin: date | None
    end: date | None

    def __str__(self) -> str:
        return say_period(self.begin, self.end)


def export(
    desk: Desk,
    *,
    client: str,
    purpose: str,
    since: str = "",
    until: str = "",
    into: str = "",
    yes: bool | None = None,
) -> Exported:
    """Export what was done for a client, or everything that is on file of one, of the sessions begun in a period.

    It is put on record that it was done, for what, and with which digest. Raises Usage, and Missing until somebody said
    yes to readable data on this machine.
    """
    desk.me  # noqa: B018 - nobody who is no member of the team gets further
    if purpose not in PURPOSES:
        meant = near(purpose, PURPOSES)
        raise Usage(
            f"There is no export for '{purpose[:40]}'." if purpose else "For whom is not said.",
            f"Did you mean {meant}?" if meant else "Give --for client or --for access-request.",
        )
    found = find_client(desk, client)
    period = _period(desk, since, until)
    if into:
        _agreed(desk, found, into, yes)
    every = (fold(desk.store.read(place)) for place in threads_of(desk, found, *WALKED))
    sessions = [one for one in every if lies_in(one, period.begin, period.end, desk.zone)]
    if purpose == "client":
        sessions = [one for one in sessions if one.state == "closed" and one.place.sort == "session"]
    target = _Target(desk, found.folder, into)
    path, digest = (_page if purpose == "client" else _everything)(desk, found, sessions, period, target)
    size = sum(one["size"] for one in target.files)
    thread = facts.thread_of(desk, found)
    fields = {"for": purpose, "sha256": digest, "files": len(target.files), "local": bool(into)}
    file(desk, thread, draft(desk, thread, "export", fields), found.id)
    local = bool(into)
    procedures = sum(one.place.sort == "procedure" for one in sessions)
    return Exported(
        found.name,
        found.folder,
        purpose,
        path,
        len(sessions) - procedures,
        len(target.files),
        size,
        digest,
        local,
        procedures,
    )


def _period(desk: Desk, since: str, until: str) -> _Period:
    from clientcare.domain.days import parse_day

    today = desk.now().date()
    period = _Period(parse_day(since, today) if since else None, parse_day(until, today) if until else None)
    if period.begin and period.end and period.end < period.begin:
        raise Usage("The period ends before it begins.", "Give --from a day that is not after --to.")
    return period


def _agreed(desk: Desk, client: Client, into: str, yes: bool | None) -> None:
    warning = (
        f"This writes readable data of {client.name} to {into}, where nothing protects it: "
        "whoever has the disk can read it. Remove it when it was handed over."
    )
    if yes is None:
        question = f"{warning}\nWrite it there?"
        raise Missing([Ask("yes", question, kind="yesno", option="--yes", default="no")], warning)
    if not yes:
        raise Interrupted("Nothing was exported.")
    desk.screen.warn(desk.screen.clean(warning))


def _page(desk: Desk, client: Client, sessions: list[Session], period: _Period, target: _Target) -> tuple[str, str]:
    now = desk.now()
    document = hand_over(sessions, client.name, desk.shop.name, str(period), names_in(desk, sessions), now)
    data = desk.press.handover(document)
    where = target.put(f"{now:%Y-%m-%d} {safe_name(client.name)} - work done.html", data)
    return target.shown(where), sha256(data).hexdigest()


def _everything(
    desk: Desk, client: Client, sessions: list[Session], period: _Period, target: _Target
) -> tuple[str, str]:
    """One file at a time, the list of them last: an export without it was cut short."""
    now = desk.now()
    top = f"{now:%Y-%m-%d} access request {desk.fresh_id()[-4:]}"
    names, pages = names_in(desk, sessions), {}
    for session in sessions:
        data = page(desk, session, names, zone_of(desk, session))
        lead = names.get(session.lead, session.lead)
        pages[session.thread] = f"{session.place.sort}s/{session_path(session, begun(session, desk.zone), lead, 1)}"
        target.put(f"{top}/{pages[session.thread]}", data)
        target.put(f"{top}/records/{session.thread}.json", _json(told_records(session)))
    short = [summary(session) for session in sessions]
    overview = overview_document(
        client, facts.facts(desk, client), short, promises(short), len(short), names, now, pages
    )
    target.put(f"{top}/overview.html", desk.press.overview(overview))
    whole = period.begin is None and period.end is None
    for folder in folders_of(desk, client):
        one = client_file(desk, folder)
        stored = desk.store.client(folder)
        target.put(f"{top}/clients/{folder}.json", _json(dict(stored.content) if stored else {}))
        target.put(f"{top}/records/client-{one.id}.json", _json(told_records(facts.thread_of(desk, one))))
        for path in _documents(desk, folder, sessions, whole=whole):
            data = desk.store.document(folder, path) or b""
            target.put(f"{top}/documents/{folder}/{path}", data)
    manifest = {
        "client": client.name,
        "shop": desk.shop.name,
        "for": "access-request",
        "period": str(period),
        "made": now,
        "by": desk.me.handle,
        "files": target.files,
    }
    data = _json(manifest)
    where = target.put(f"{top}/manifest.json", data)
    return target.shown(where), sha256(data).hexdigest()


def _documents(desk: Desk, folder: str, sessions: Iterable[Session], *, whole: bool) -> Iterator[str]:
    """What lies with the client but pages, which are made anew: all, or what the sessions of a period attached."""
    here = [one for one in sessions if one.place.folder == folder]
    attached = {file.path for one in here for file in one.attachments}
    pages = {record.get("path") for one in here for record in one.of_kind("document")}
    for path in desk.store.documents(folder):
        is_page = path in pages or is_overview(path) or (path.endswith(".html") and path[:4].isdecimal())
        if not is_page and not path.startswith(f"{FOLDER}/") and (whole or path in attached):
            yield path


def _json(content: Any) -> bytes:
    return (json.dumps(content, ensure_ascii=False, indent=1, default=_plain) + "\n").encode()


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, date | datetime) else str(value)
