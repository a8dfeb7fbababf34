"""A client's overview: who they are, what holds, what was promised, what is open, and what was done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientcare.domain.clients import ACCOUNTS
from clientcare.domain.documents import AgreementLine, Fact, OverviewDocument, PromiseLine, SessionLine
from clientcare.domain.session_documents import MODES, begun
from clientcare.domain.telling import Telling
from clientcare.domain.times import say_day

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date, datetime, tzinfo

    from clientcare.domain.briefings import Promise
    from clientcare.domain.clients import Client
    from clientcare.domain.summaries import Summary

_BILLED: Mapping[str, str] = {
    "none": "",
    "open": "not billed",
    "prepared": "not billed",
    "unknown": "not sure",
    "refused": "mail refused",
    "moved": "billed to another",
    "laid": "in the outbox",
    "sent": "billed",
    "invoiced": "invoiced",
    "free": "no charge",
}


def overview_document(
    client: Client,
    facts: Sequence[str],
    sessions: Sequence[Summary],
    promises: Sequence[Promise],
    total: int,
    names: Mapping[str, str],
    at: datetime,
    pages: Mapping[str, str] | None = None,
) -> OverviewDocument:
    """What the overview of a client says at a moment, which is aware and in the shop's zone.

    `sessions` are those that were looked at, of `total`; `promises` are their open follow-ups, the most urgent first.
    `pages` tells by thread where the pages of the sessions lie, if not where they were put on record.
    """
    zone = at.tzinfo
    assert zone is not None
    tell = Telling(names, zone, at.date(), at)
    newest = sorted(sessions, key=lambda one: (begun(one, zone), one.thread), reverse=True)
    return OverviewDocument(
        client=client.name,
        folder=client.folder,
        day=say_day(at),
        facts=tuple(fact for fact in _facts(client) if fact.text),
        contacts=client.contacts,
        agreements=tuple(_agreements(client, at.date())),
        standing=tuple(facts),
        promises=tuple(_promise(one, at, tell) for one in promises),
        open=tuple(_line(one, _page(one, client.folder, pages), zone, tell) for one in newest if one.is_open),
        done=tuple(_line(one, _page(one, client.folder, pages), zone, tell) for one in newest if not one.is_open),
        looked_at=len(newest),
        sessions=total,
    )


def _facts(client: Client) -> Iterator[Fact]:
    yield Fact("Also called", ", ".join(client.aliases))
    yield Fact("Billing address", client.billing_address)
    yield Fact("Billing mail", client.billing_mail)
    yield Fact("Archived", "yes: no new work without asking" if client.archived else "")


def _agreements(client: Client, on: date) -> Iterator[AgreementLine]:
    """Newest first; the one that holds on the day is the newest that has begun."""
    standing = "now"
    for one in sorted(client.agreements, key=lambda agreement: agreement.since, reverse=True):
        word = "to come" if one.since > on else standing
        if word == "now":
            standing = "before"
        yield AgreementLine(word, one.account, ACCOUNTS.get(one.account, ""), say_day(one.since), one.note)


def _promise(one: Promise, at: datetime, tell: Telling) -> PromiseLine:
    overdue = "overdue" if one.due < at else ""
    return PromiseLine(tell.moment(one.due), tell.name(one.who), one.title, one.text, overdue)


def _page(session: Summary, folder: str, pages: Mapping[str, str] | None) -> str:
    """Where the newest page of a session lies, seen from the overview."""
    if pages is not None:
        return pages.get(session.thread, "")
    elsewhere = f"../{session.place.folder}/" if session.place.folder != folder else ""
    return f"{elsewhere}{session.page}" if session.page else ""


def _line(session: Summary, path: str, zone: tzinfo, tell: Telling) -> SessionLine:
    start = begun(session, zone)
    who = dict.fromkeys((session.lead, *session.members))
    cancelled, has_clock = session.state == "cancelled", session.place.sort == "session"
    return SessionLine(
        say_day(start),
        session.title,
        MODES.get(session.mode, session.mode) if has_clock else "procedure",
        tell.people(who),
        session.worked(session.ended or session.last_at or start) if has_clock else None,
        "cancelled" if cancelled else _BILLED.get(session.bill_state, session.bill_state),
        path,
    )
