"""The first entry of a session or of a procedure: the guide that it walks, what that needs, and how it is filed."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any, NamedTuple

from clientcare.domain.asks import Ask
from clientcare.domain.errors import ClientcareError, Usage
from clientcare.services.documents import attempted
from clientcare.services.entries import Draft, Unsure, draft, empty_session, file, with_drafts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from clientcare.desk import Desk
    from clientcare.domain.clients import Client
    from clientcare.domain.sessions import Session

LONGEST_TITLE = 300
WHICH_CLIENT = Ask("client", "Which client?", option="CLIENT")
_OTHERWISE = {
    "session": ("in a session, where hours count", 'clientcare session start CLIENT "TITLE" --guide {}'),
    "procedure": ("as a procedure, which has no hours", "clientcare procedure start {} CLIENT"),
}


class StartPlan(NamedTuple):
    """A thread that may begin: its first entry, the bytes of its guide, and who will find it among the open ones."""

    session: Session
    entry: Draft
    client: Client
    guide: bytes
    handles: tuple[str, ...]


def checked_title(text: str) -> str:
    """A title in one line. Raises Usage for one that is too long for lists and mails."""
    title = " ".join(text.split())
    if len(title) > LONGEST_TITLE:
        raise Usage(
            f"The title has {len(title):,} characters; {LONGEST_TITLE} are the most.",
            "Say it in a few words, and the rest as the problem: --problem TEXT",
        )
    return title


def planned(
    desk: Desk,
    sort: str,
    client: Client,
    guide: str,
    fields: Mapping[str, Any],
    *,
    at: datetime,
    helping: Sequence[str] = (),
    requirements: Mapping[str, str] | None = None,
    override: str = "",
) -> StartPlan:
    """Everything that the start of a thread of this sort will write, checked. `fields` are those of its own.

    Raises NotFound for the guide, Usage for one that is walked otherwise, HeldBack, and GateNotMet for a requirement
    that is a gate and fails, without an `override`.
    """
    walked, content = desk.library.find(guide)
    if walked.runs != sort:
        how, instead = _OTHERWISE[walked.runs]
        raise Usage(f"The guide '{walked.name}' is walked {how}.", instead.format(walked.name))
    begun_by = empty_session(client.folder, f"{sort}-{desk.fresh_id()}")
    first = {
        "client-name": client.name,
        "title": walked.title,
        "guide": walked.name,
        "guide-digest": walked.digest,
        "zone": desk.shop.zone_name,
        **fields,
    }
    from clientcare.services.requirements import on_record, weighed

    begins = with_drafts(desk, begun_by, draft(desk, begun_by, "start", first, at=at))
    needed = on_record(weighed(desk, walked, begins, requirements or {}), override, sort)
    entry = draft(desk, begun_by, "start", {**first, **needed}, at=at)
    return StartPlan(begun_by, entry, client, content, (desk.me.handle, *helping))


def begun(desk: Desk, plan: StartPlan) -> Session:
    """File the first entry. The hints are made before it, so that nothing open can be missed.

    Where the entry could not be filed they are taken back, so that nothing half-made is left. They stay where
    nobody knows whether it was.
    """
    try:
        for handle in plan.handles:
            desk.store.add_hint(handle, plan.session.place)
        filed, _ = file(desk, plan.session, plan.entry, plan.client.id)
    except Unsure:
        raise
    except ClientcareError:
        with suppress(ClientcareError):
            _take_hints_back(desk, plan)
        raise
    return attempted(desk, filed)


def _take_hints_back(desk: Desk, plan: StartPlan) -> None:
    if not desk.store.read(plan.session.place).records:  # else the entry is there, and must be found
        for handle in plan.handles:
            desk.store.drop_hint(handle, plan.session.place)
