"""What is kept longer than the shop's periods: told, never erased by itself."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from clientcare.domain.erasures import is_tombstone
from clientcare.domain.errors import InvalidFile
from clientcare.domain.identifiers import milliseconds_of
from clientcare.domain.records import WALKED
from clientcare.domain.retention import DueLine, group_of
from clientcare.services import facts
from clientcare.services.clients import readable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from clientcare.desk import Desk
    from clientcare.domain.clients import Client
    from clientcare.domain.records import ThreadPlace


def listed(desk: Desk) -> tuple[DueLine, ...]:
    """For each client, and each group of entries, what is due. Only threads that are old enough are read."""
    today, retention = desk.now().date(), desk.shop.retention
    shortest = min((years for years in retention if years), default=0)
    found = []
    for client in readable(desk)[0] if shortest else ():
        days: dict[str, list[datetime]] = {}
        for place in _old(desk, client, today.year - shortest):
            for record in desk.store.read(place).records:
                group = group_of(record.kind)
                if retention.is_due(group, record.at.date(), today) and not is_tombstone(record):
                    days.setdefault(group, []).append(record.at)
        found += [
            DueLine(client.folder, client.name, group, len(when), min(when).date(), max(when).date())
            for group, when in sorted(days.items())
        ]
    return tuple(found)


def _old(desk: Desk, client: Client, year: int) -> Iterator[ThreadPlace]:
    """The threads of a client that began before a year, and the one of its facts."""
    for place in desk.store.threads(client.folder, WALKED):
        began = datetime.fromtimestamp(milliseconds_of(place.thread.rpartition("-")[2]) / 1000, UTC)
        if began.year < year:
            yield place
    try:
        yield facts.thread_of(desk, client).place
    except InvalidFile:
        return
