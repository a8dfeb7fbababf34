"""A whole session as it is shown: everything that its records add up to."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from clientcare.domain.bills import Attempt
    from clientcare.domain.briefings import SessionLine
    from clientcare.domain.casework import Access, Attachment, Consent, Estimate, Note, Option, Part
    from clientcare.domain.claims import Doubled
    from clientcare.domain.follow_ups import FollowUp
    from clientcare.domain.hours import Span
    from clientcare.domain.procedures import Begun
    from clientcare.domain.records import Oddity
    from clientcare.domain.walk_steps import StepEntry


class BillReport(NamedTuple):
    """What became of telling billing."""

    state: str
    number: str
    invoice: str
    attempts: tuple[Attempt, ...]


class Billed(NamedTuple):
    """A closed session, and what billing knows of it after an attempt. `billable` in minutes."""

    session: SessionLine
    billable: int
    bill: BillReport


class SessionReport(NamedTuple):
    """One session, whole. Minutes are whole; `billable` is None where the hours worked are billed as they are."""

    thread: str
    folder: str
    client: str
    client_name: str
    title: str
    mode: str
    state: str
    lead: str
    people: tuple[str, ...]
    problem: str
    scope: str
    planned: datetime | None
    started: datetime | None
    ended: datetime | None
    spans: Mapping[str, tuple[Span, ...]]
    worked: int
    paused: int
    travel: int
    billable: int | None
    no_charge: str
    solution: str
    resolved: bool | None
    requirements: Mapping[str, str]
    outcomes: Mapping[str, str]
    override: str
    guide: str
    guide_digest: str
    steps: tuple[StepEntry, ...]
    notes: tuple[Note, ...]
    parts: tuple[Part, ...]
    attachments: tuple[Attachment, ...]
    options: tuple[Option, ...]
    accesses: tuple[Access, ...]
    consents: Mapping[str, Consent]
    estimate: Estimate | None
    follow_ups: tuple[FollowUp, ...]
    bill: BillReport
    documents: tuple[str, ...]
    oddities: tuple[Oddity, ...]
    entries: int
    doubled: tuple[Doubled, ...] = ()
    procedures: tuple[Begun, ...] = ()
