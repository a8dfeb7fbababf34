"""Carrying an erasure out: entries, documents, pages, mails, exports, the client's own file, the index."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from clientcare.domain.clients import Client, read_client, write_client
from clientcare.domain.erasures import GONE, is_tombstone, tombstone
from clientcare.domain.exports import FOLDER
from clientcare.domain.sessions import fold
from clientcare.services import facts
from clientcare.services.documents import publish_page, renewed_overview
from clientcare.services.entries import draft, file
from clientcare.services.finding import folders_of, stored_client
from clientcare.services.sessions import drop_hints

if TYPE_CHECKING:
    from clientcare.desk import Desk
    from clientcare.domain.erasures import Erasure
    from clientcare.domain.records import Record, ThreadPlace
    from clientcare.domain.sessions import Session


class Plan(NamedTuple):
    """What is to be erased: entries by their place, documents by their folder; `places` are the threads concerned.

    `typed` are the names of which one must be typed. `shown` is what people are told of it; `bills_stay` keeps the
    client's name, because a bill must be kept.
    """

    what: str
    client: Client
    typed: tuple[str, ...]
    places: tuple[ThreadPlace, ...]
    entries: tuple[tuple[ThreadPlace, Record], ...]
    documents: tuple[tuple[str, str], ...]
    shown: Erasure
    bills_stay: bool = False


def is_export(path: str) -> bool:
    """Whether a document in a client's folder was made by `export`."""
    return path.startswith(f"{FOLDER}/")


def carry_out(desk: Desk, plan: Plan, reason: str) -> None:
    """Documents first, for their entries name them; then entries, then what was made of them. That it was done comes
    last, so that it can be done again.
    """
    at, me = desk.now().replace(microsecond=0), desk.me.handle
    begun = [(place, one) for place in plan.places for one in desk.store.read(place).records if is_tombstone(one)]
    for folder, path in plan.documents:
        desk.store.remove_document(folder, path)
    for place, left in (*begun, *((place, tombstone(record, at, me, reason)) for place, record in plan.entries)):
        desk.store.erase(place, left)
    folders = folders_of(desk, plan.client)
    for folder in folders:
        for path in desk.store.documents(folder):
            if is_export(path):
                desk.store.remove_document(folder, path)
    whole = plan.what == "client"
    gone = [record.id for _, record in (*begun, *plan.entries)]
    desk.store.drop_mails(gone + [one.thread for one in plan.places if whole])
    for place in plan.places:
        session = fold(desk.store.read(place))
        if whole:
            drop_hints(desk, session)
        elif session.start:
            _tell_anew(desk, session)
    if whole:
        _forget(desk, plan, folders)
    for folder in folders if not whole else ():
        renewed_overview(desk, folder, forget=True)
    desk.store.drop_from_index([place.thread for place in plan.places])
    thread = facts.thread_of(desk, plan.client)
    fields = {"what": plan.what, "entries": len(plan.entries), "documents": len(plan.documents), "reason": reason}
    file(desk, thread, draft(desk, thread, "erasure", fields), plan.client.id)


def _tell_anew(desk: Desk, session: Session) -> None:
    """Remove the pages of a session and make one without what was erased."""
    for record in session.of_kind("document"):
        if record.get("what") == session.place.sort and record.get("path"):
            desk.store.remove_document(session.place.folder, record.get("path"))
    publish_page(desk, session)


def _forget(desk: Desk, plan: Plan, folders: tuple[str, ...]) -> None:
    """Of the client's own file the identity stays; name and billing address too, while a bill must be kept."""
    for folder in folders:
        stored = stored_client(desk, folder)
        one = read_client(folder, stored.content)
        left = Client(
            one.id,
            folder,
            one.name if plan.bills_stay else GONE,
            billing_address=one.billing_address if plan.bills_stay else "",
            archived=True,
            merged=tuple(mark._replace(name="") for mark in one.merged),
            into=one.into._replace(name="") if one.into else None,
        )
        desk.store.write_client(folder, write_client(left), stored.token, anew=True)
