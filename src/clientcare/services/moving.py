"""A session that was filed under the wrong client goes whole to the right one.

The step that says where it goes comes first, and decides; everything after it can be done again. The records are
carried byte for byte, so that every proof stays; then the session arrives, and only then it is cleared away where it
was. Whatever is left of that is done by the next command that finds the session.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientcare.domain.asks import Ask, Missing
from clientcare.domain.bills import untold_moves
from clientcare.domain.casework import paths_now
from clientcare.domain.clients import Merged
from clientcare.domain.errors import ClientcareError, Conflict, Interrupted
from clientcare.domain.moves import KNOWN_TO_BILLING, Moved, letter, outbox_mail
from clientcare.domain.options import Ruling
from clientcare.domain.sessions import fold
from clientcare.services.documents import attempted, renewed_overview
from clientcare.services.entries import draft, enter, file
from clientcare.services.finding import client_file, client_in, find_client, folder_of, named
from clientcare.services.finishing import LEFT_BEHIND
from clientcare.services.mailing import send_mail
from clientcare.services.privacy import masked
from clientcare.services.sessions import drop_hints

if TYPE_CHECKING:
    from clientcare.desk import Desk
    from clientcare.domain.records import Record
    from clientcare.domain.sessions import Session


def move(
    desk: Desk, *, session: str, to: str, reason: str = "", yes: bool | None = None, dry_run: bool = False
) -> Moved:
    """Move a session to another client, with its documents; billing is told if it knows of the session.

    Raises Missing until somebody said yes, Conflict where it is with that client already, NotFound.
    """
    found, target = named(desk, session), find_client(desk, to)
    here = client_in(desk, found.place.folder)
    if target.id == here.id:
        raise Conflict(f"'{found.title}' is with {target.name} already.", f"See: clientcare client show {target.short}")
    was = found.client_name
    plan = Moved(
        found.thread,
        found.title,
        was,
        found.place.folder,
        target.name,
        target.folder,
        len(found.attachments),
        found.bill_state,
        laid=outbox_mail(found.bill),
        dry_run=dry_run,
    )
    fields = {"to": target.id, "folder": target.folder, "reason": reason.strip()}
    entry = draft(desk, found, "moved", fields, ordinal=len(found.of_kind("moved")) + 1)
    if dry_run:
        return plan
    if yes is None:
        also = " Billing will be told." if found.bill_state in KNOWN_TO_BILLING else ""
        question = f"Move '{found.title}' from {was} to {target.name}?{also}"
        raise Missing([Ask("yes", question, kind="yesno", option="--yes", default="no")], question)
    if not yes:
        raise Interrupted(f"'{found.title}' was not moved.")
    desk.store.add_hint(desk.me.handle, found.place)
    gone, _ = file(desk, found, entry)
    moved = settled(desk, gone)
    told = _notice(moved)
    if told is None:
        return plan
    return plan._replace(billing=told.get("status"), detail=told.get("detail"), where=told.get("where"))


def followed(desk: Desk, session: Session) -> Session:
    """A session that was moved, where it is now. What is left at the client before is brought along, and billing told
    where a crash came before.

    Where that cannot be done now the session is answered as far as it is known.
    """
    try:
        if session.away or session.arrived is None:
            return settled(desk, session)
        before = fold(desk.store.read(session.place._replace(folder=session.arrived.get("from"))))
        if before.away and any(record.kind != "moved" for record in before.records):
            return settled(desk, before)
        is_left = desk.now() - session.arrived.filed >= LEFT_BEHIND  # until then somebody may still be at it
        return _billing_told(desk, session) if is_left else session
    except ClientcareError:
        return session


def settled(desk: Desk, session: Session) -> Session:
    """Do what is left of a move; answers the session where it is now. One that went nowhere is answered as it is."""
    if session.away is None:
        return session
    folder = folder_of(desk, Merged(session.away.get("to"), session.away.get("folder")))
    there = fold(desk.store.carry(session.place, folder))
    if there.away and there.away.ordinal > session.away.ordinal:
        desk.store.clear(session.place, folder)
        return settled(desk, there)  # it went on from there
    if there.away:
        there = _arrived(desk, session, there, session.away)
    _hint(desk, there)
    desk.store.clear(session.place, folder)
    _clear_documents(desk, session, there)
    there = attempted(desk, _billing_told(desk, there))
    if not there.is_open:
        drop_hints(desk, there)
    return there


def _arrived(desk: Desk, session: Session, there: Session, went: Record) -> Session:
    """Bring the documents along, then say that the session is here; whoever was first at that has done it."""
    client = client_file(desk, there.place.folder)
    moved = {}
    for first, path in _documents(session).items():
        now = _brought(desk, session.place.folder, there.place.folder, path)
        if now != path:
            moved[first] = now
    for text in (client.name, *moved.values()):
        desk.rulings[text] = Ruling(text, overrule=True)  # it stands in the client's file as it is
    fields = {"client-name": client.name, "from": session.place.folder, "documents": moved}
    try:
        return file(desk, there, draft(desk, there, "arrived", fields, ordinal=went.ordinal), client.id)[0]
    except Conflict:
        return fold(desk.store.read(there.place))


def _documents(session: Session) -> dict[str, str]:
    """The attachments, also those that were taken back: where they lie now, by the path in their record."""
    now = paths_now(session)
    paths = (record.get("path") for record in session.records if record.kind == "attach")
    return {path: now.get(path, path) for path in paths if path}


def _brought(desk: Desk, source: str, target: str, path: str) -> str:
    """The path of a copy of a document in another client's folder: the same, or with a number where that is taken."""
    data = desk.store.document(source, path)
    if data is None:
        return path
    stem, dot, ending = path.rpartition(".")
    number, name = 1, path
    while (found := desk.store.document(target, name)) is not None:
        if found == data:
            return name
        number += 1
        name = f"{stem} ({number}){dot}{ending}" if stem else f"{path} ({number})"
    return desk.store.add_document(target, name, data).path


def _hint(desk: Desk, session: Session) -> None:
    """Whoever had the session open finds it at the other client."""
    for handle in desk.store.members():
        if session.is_open and any(place.thread == session.thread for place in desk.store.open_threads(handle)):
            desk.store.add_hint(handle, session.place)


def _clear_documents(desk: Desk, session: Session, there: Session) -> None:
    """Remove what names the session at the client before: its attachments that were brought, pages and overviews."""
    folder, other = session.place.folder, there.place.folder
    now = _documents(there)
    for first, path in _documents(session).items():
        data = desk.store.document(folder, path)
        if data is not None and desk.store.document(other, now[first]) == data:
            desk.store.remove_document(folder, path)
    for record in session.records:
        if record.kind == "document" and record.get("what") == session.place.sort and record.get("path"):
            desk.store.remove_document(folder, record.get("path"))
    renewed_overview(desk, folder, forget=True)


def _mark(session: Session) -> str:
    """What the mail to billing about the last move is about."""
    return session.arrived.id if session.arrived else ""


def _notice(session: Session) -> Record | None:
    """What became of that mail last."""
    return next((one for one in reversed(session.of_kind("told")) if one.get("about") == _mark(session)), None)


def _billing_told(desk: Desk, there: Session) -> Session:
    """Tell billing to which client the session belongs, once: an attempt is never repeated without being told to.

    What was refused, or has no answer, stays among the bills to which somebody has to see (`bills.untold_moves`).
    """
    bill = there.bill
    if bill.state not in KNOWN_TO_BILLING or _notice(there) or not (bill.record and untold_moves(there, bill.record)):
        return there
    return _told(desk, there)


def tell_of_move(desk: Desk, session: Session, *, again: bool = False) -> Session:
    """Tell billing of the client to whom a session went after it was billed.

    Raises Conflict where that may have arrived, or lies in the outbox, and `again` is not given.
    """
    notice = _notice(session)
    status = notice.get("status") if notice else ""
    if status == "unknown" and not again:
        raise Conflict(
            f"The mail about the other client ({session.bill.number}) may have arrived: no reply came.",
            "Ask billing whether it is there. To send it again: --again",
        )
    if notice and status == "laid" and not again:
        raise Conflict(
            f"The mail about the other client ({session.bill.number}) was laid down already: {notice.get('where')}",
            f"Open and send it, then: clientcare bill mark {session.place.short} --sent. To make it anew: --again",
        )
    return _told(desk, session)


def _told(desk: Desk, there: Session) -> Session:
    """One attempt: its beginning, the mail, its result."""
    about, bill = _mark(there), there.bill.record
    assert bill is not None
    folder = untold_moves(there, bill)[0].get("from")  # where billing knows it to be
    try:
        was = client_file(desk, folder).name
    except ClientcareError:
        was = folder
    shop = desk.shop
    beginning = {"about": about, "status": "unknown", "detail": f"to {shop.billing_address}, about the other client"}
    there, _ = enter(desk, there, "told", beginning)
    subject, text = letter(there, was, shop.name)
    done = send_mail(
        desk,
        to=(shop.billing_address,),
        subject=masked("subject", subject).text,
        text=masked("text", text).text,
        message_id=f"<moved-{about}@{shop.store}.clientcare.invalid>",
        at=desk.now(),
    )
    if done.status == "laid" and shop.collects_outbox:
        done = done._replace(status="sent")
    result = {"about": about, **done._asdict(), "detail": masked("detail", done.detail).text}
    return enter(desk, there, "told", result)[0]
