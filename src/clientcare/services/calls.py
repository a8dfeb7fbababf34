"""Calls for help: first they are recorded, then mailed, then what became of the mail is recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from clientcare.domain.calls import MANAGEMENT, Call, Told, everybody, groups, letter, message_id, say_number, seniors
from clientcare.domain.errors import ClientcareError, Failed, Interrupted
from clientcare.domain.mails import Dispatch, Mail, MailSettings
from clientcare.services.at_hand import running_now
from clientcare.services.colleagues import colleague, members
from clientcare.services.entries import acknowledged, enter
from clientcare.services.finding import current
from clientcare.services.privacy import masked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from clientcare.desk import Desk
    from clientcare.domain.calls import Group
    from clientcare.domain.entries import Entered
    from clientcare.domain.sessions import Session
    from clientcare.domain.team import Member


class _Matter(NamedTuple):
    """What a call is about: its kind, its session if there is one, the id that names it, and what was said."""

    kind: str
    session: Session | None
    id: str
    text: str


def escalate(desk: Desk, *, text: str = "", to: Sequence[str] = (), session: str = "") -> Call:
    """Raise my session to `to`, or to all seniors and managers of the team, and to management. It goes on meanwhile."""
    found = current(desk, session)
    told = tuple(colleague(desk, word) for word in to) if to else seniors(members(desk), desk.me.handle)
    return _call(desk, found, "escalate", text, told)


def ask_team(desk: Desk, *, text: str = "", session: str = "") -> Call:
    """Ask all other members, and management, for help with my session. It goes on meanwhile."""
    found = current(desk, session)
    return _call(desk, found, "help", text, everybody(members(desk), desk.me.handle))


def end_now(desk: Desk, *, text: str = "", session: str = "") -> Call:
    """End at once and reach management: always allowed, with or without a session, and no text is ever held back.

    The number to call is shown before anything else is tried. A share or a mail server that fails is told in the
    answer; a session of mine is paused and has the fact on record.
    """
    desk.screen.warn(desk.screen.clean(say_number(desk.shop.management)))
    said = masked("text", text.encode("utf-8", "replace").decode().strip())
    found, entered, about, unsaved = None, None, "", ""
    fields = {"to": (MANAGEMENT,), "text": said.text, "masked": said.masked or None}
    try:
        found = running_now(desk, session)
        if found:
            # First the call, then the clock: whoever types it again after a crash still has a running session.
            found, record = enter(desk, found, "endnow", fields)
            about = record.id
            entered = acknowledged(desk, found, record, _quoted(said.text))
            if found.runs_for(desk.me.handle):
                found, _ = enter(desk, found, "pause", {})
                entered = acknowledged(desk, found, record, _quoted(said.text))
    except ClientcareError as error:
        unsaved = f"{error.message} {error.hint}".strip()
    matter = _Matter("endnow", found, about or desk.fresh_id(), said.text)
    return _told(desk, matter, entered, (), unsaved)


def insist(call: Call) -> None:
    """Raises Failed where something of a call could not be recorded, after it was shown."""
    if call.unsaved:
        raise Failed("Not all of this is on record.", "Add it when the share answers again: clientcare note TEXT")


def _call(desk: Desk, session: Session, kind: str, text: str, who: Sequence[Member]) -> Call:
    fields = {"to": (*(one.handle for one in who), MANAGEMENT), "text": text.strip()}
    after, record = enter(desk, session, kind, fields)
    matter = _Matter(kind, after, record.id, record.get("text"))
    return _told(desk, matter, acknowledged(desk, after, record, _quoted(matter.text)), who, "")


def _quoted(text: str) -> str:
    return f"'{' '.join(text.split())}'" if text else ""


def _told(desk: Desk, matter: _Matter, entered: Entered | None, who: Sequence[Member], unsaved: str) -> Call:
    """Send one mail to each group and record what became of it, where the matter itself is on record."""
    management = desk.shop.management
    wanted, unreached = groups(who, management)
    told, session = [], matter.session
    for group in wanted:
        dispatch = _sent(desk, matter, group)
        told.append(Told(group.names, dispatch.status, dispatch.way, dispatch.detail, dispatch.where))
        if entered is None or session is None:
            continue
        fields = {"about": matter.id, **dispatch._asdict(), "detail": masked("detail", dispatch.detail).text}
        try:
            session, _ = enter(desk, session, "told", fields)
        except ClientcareError as error:
            unsaved = unsaved or f"{error.message} {error.hint}".strip()
    return Call(matter.kind, entered, management.name, management.phone, tuple(told), unreached, unsaved)


def _sent(desk: Desk, matter: _Matter, group: Group) -> Dispatch:
    """Send the mail to one group. Whatever the post raises, certainly nothing was sent."""
    try:
        now = desk.now()
        subject, text = letter(matter.kind, matter.session, desk.me, matter.text, now)
        settings = MailSettings.from_table({**desk.shop.mail, **desk.settings.mail})
        sender, reply_to = settings.signed_by(desk.me.mail)
        if settings.way != "outbox":
            desk.screen.tell(desk.screen.clean(f"Mailing {', '.join(group.names)} …"))
        mail = Mail(
            sender,
            group.addresses,
            masked("subject", subject).text,
            masked("text", text).text,
            message_id(matter.id, group.key),
            now,
            reply_to,
        )
        return desk.post.send(mail)
    except Interrupted:
        return Dispatch("refused", "", "You stopped it before it was sent.")
    except ClientcareError as error:
        return Dispatch("refused", "", f"{error.message} {error.hint}".strip())
