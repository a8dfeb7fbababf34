"""Calls for help: raising a session, asking the team, ending at once; who is told, and what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from clientcare.domain.mailboxes import address_parts

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from clientcare.domain.entries import Entered
    from clientcare.domain.sessions import Session
    from clientcare.domain.shop import Management
    from clientcare.domain.team import Member

SENIOR_ROLES = ("senior-engineer", "project-manager", "account-manager")
MANAGEMENT = "management"
_SUBJECTS = {
    "escalate": ("Escalation", "{who} raises a session to you. It goes on meanwhile."),
    "help": ("Help wanted", "{who} asks the team for help. The session goes on meanwhile."),
    "endnow": ("Ended at once", "{who} has ended a session at once. Please ring."),
}


class Group(NamedTuple):
    """Those who get one mail together: the members, or management. `names` and `addresses` go side by side."""

    key: str
    names: tuple[str, ...]
    addresses: tuple[str, ...]


class Told(NamedTuple):
    """What became of the mail to one group: a status, way, detail and place as in mails.Dispatch."""

    names: tuple[str, ...]
    status: str
    way: str
    detail: str
    where: str


class Call(NamedTuple):
    """A call for help. `entered` is None where no session was there to record it in.

    `management_name` and `phone` say whom to ring; `told` what became of each mail, `unreached` who has no mail
    address, `unsaved` what could not be recorded and why.
    """

    kind: str
    entered: Entered | None
    management_name: str
    phone: str
    told: tuple[Told, ...]
    unreached: tuple[str, ...]
    unsaved: str = ""


def seniors(members: Iterable[Member], me: str) -> tuple[Member, ...]:
    """To whom a session is raised: seniors and managers other than me."""
    return tuple(one for one in everybody(members, me) if set(SENIOR_ROLES).intersection(one.roles))


def everybody(members: Iterable[Member], me: str) -> tuple[Member, ...]:
    """The members other than me."""
    return tuple(one for one in members if one.handle != me)


def groups(members: Iterable[Member], management: Management) -> tuple[tuple[Group, ...], tuple[str, ...]]:
    """The mails to send, one for the members and one for management, and the names of those without an address.

    A member whose address is that of management gets one mail, not two.
    """
    known = tuple(members)
    reached = [one for one in known if one.mail and _bare(one.mail) != _bare(management.mail)]
    unreached = tuple(one.name for one in known if not one.mail)
    found = []
    if reached:
        found.append(Group("members", tuple(one.name for one in reached), tuple(one.mail for one in reached)))
    if management.mail:
        found.append(Group(MANAGEMENT, (management.name or "management",), (management.mail,)))
    else:
        unreached = (*unreached, management.name or "management")
    return tuple(found), unreached


def _bare(address: str) -> str:
    return address_parts(address)[1].casefold()


def letter(kind: str, session: Session | None, who: Member, text: str, now: datetime) -> tuple[str, str]:
    """Subject and text of the mail. `now` is aware, in the shop's zone."""
    from clientcare.domain.times import say_minutes, say_moment

    topic, first = _SUBJECTS[kind]
    subject = f"{topic}: {session.client_name}, {session.title}" if session else f"{topic}: {who.name}"
    lines = [first.format(who=who.name), ""]
    if text:
        lines += [text, ""]
    rows = [("When", say_moment(now)), ("Who", ", ".join(filter(None, (who.name, who.phone, who.mail))))]
    if session:
        state = f"{session.mode}, {session.state}, {say_minutes(session.worked(now))} worked"
        rows += [("Client", session.client_name), ("Session", f"{session.title} ({state})"), ("Led by", session.lead)]
    lines += [f"{name + ':':<9}{value}" for name, value in rows]
    if session:
        lines += ["", f"All of it: clientcare session show {session.place.short}"]
    return subject, "\n".join(lines) + "\n"


def message_id(about: str, group: str) -> str:
    """The Message-ID of the mail to a group: the same for the same call, however often it is sent."""
    return f"<call-{about}-{group}@clientcare.invalid>"


def say_number(management: Management) -> str:
    """Whom to ring now, in one line."""
    name = management.name or "management"
    if management.phone:
        return f"Call {name} now: {management.phone}"
    return f"Reach {name} now. No phone number is set: add it to [management] in clientcare.toml."
