"""The team: who they are, their roles and skills."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientcare.domain.asks import Ask, Missing
from clientcare.domain.errors import Conflict, InvalidFile, NotFound, Usage
from clientcare.domain.identifiers import HANDLE_LENGTH, is_slug
from clientcare.domain.mailboxes import check_address
from clientcare.domain.names import alike, checked_handle, checked_name, folded, free_handle
from clientcare.domain.setup import Newcomer
from clientcare.domain.team import ROLES, Member, amended_member, read_member, write_member
from clientcare.domain.team_changes import MemberChange, MemberSheet, Team
from clientcare.services.edits import edited
from clientcare.services.finding import open_sessions
from clientcare.services.joining import checked_roles, new_member

if TYPE_CHECKING:
    from collections.abc import Sequence

    from clientcare.desk import Desk
    from clientcare.domain.tables import Stored


def listed(desk: Desk, *, retired: bool = False) -> Team:
    """The members by their handles; those who left only if asked for. A broken file never hides the others."""
    team = everybody(desk)
    return team._replace(members=tuple(one for one in team.members if retired or not one.retired))


def everybody(desk: Desk) -> Team:
    """All members whose files can be read, those who left too, and what is wrong with the other files."""
    found, faults = [], []
    for handle in desk.store.members():
        try:
            found.append(desk.member(handle))
        except InvalidFile as fault:
            faults.append(fault.message)
    return Team(tuple(found), tuple(faults))


def member(desk: Desk, word: str) -> Member:
    """The member that `word` names, by handle or by any part of the name that only one has; those who left too.

    Raises NotFound with the nearest handle, Conflict where several fit.
    """
    wanted = word.strip().casefold()
    team = everybody(desk).members
    exact = [one for one in team if one.handle == wanted]
    fitting = exact or [one for one in team if folded(word) and folded(word) in folded(one.name)]
    if len(fitting) > 1:
        shown = ", ".join(f"{one.handle} ({one.name})" for one in fitting)
        raise Conflict(f"'{word}' fits several members: {shown}.", "Type more of the name, or the handle.")
    return fitting[0] if fitting else desk.member(wanted)


def shown(desk: Desk, *, member_named: str) -> MemberSheet:
    """One member, and the sessions that they have open."""
    from clientcare.services.listing import line

    found = member(desk, member_named)
    now = desk.now()
    sessions = [one for one in open_sessions(desk, found.handle) if one.involves(found.handle)]
    return MemberSheet(found, tuple(line(one, now) for one in sessions))


def add(
    desk: Desk,
    *,
    handle: str = "",
    name: str = "",
    mail: str | None = None,
    phone: str | None = None,
    role: str | Sequence[str] = (),
    skill: Sequence[str] = (),
    another: bool | None = None,
) -> MemberChange:
    """Add a member. A handle that was ever used is refused, and so is a name that looks like one in the team.

    `another` says that it is another person all the same. What was typed as the handle may be the name itself.
    Raises Missing, Usage, Conflict.
    """
    desk.me  # noqa: B018 - nobody who is no member of the team gets further
    team = everybody(desk).members
    if handle and not name and not is_slug(handle.strip(), HANDLE_LENGTH):
        handle, name = "", handle
    roles = (role,) if isinstance(role, str) and role else tuple(role)
    name = checked_name(name) if name.strip() else ""
    asks = []
    if not name:
        asks.append(Ask("name", "What is their name?", option="--name", default=handle.capitalize()))
    if not roles:
        asks.append(Ask("role", "What is their role?", kind="choice", choices=ROLES, option="--role"))
    if asks:
        raise Missing(asks)
    handle = handle or free_handle(name, [one.handle for one in team])
    if not handle:
        raise Usage(f"No handle can be made of '{name}'.", "Make one up: clientcare team add HANDLE --name NAME")
    _refuse_doubled(team, checked_handle(handle, HANDLE_LENGTH), name, another)
    made, _ = new_member(Newcomer(handle, name=name, mail=mail, phone=phone or "", roles=roles), team)
    made = made._replace(skills=_skills(skill))
    desk.store.write_member(made.handle, write_member(made), "")
    return MemberChange(made, ("added",))


def _refuse_doubled(team: Sequence[Member], handle: str, name: str, another: bool | None) -> None:
    seeming = next((one for one in team if alike(one.name, name) and one.handle != handle), None)
    if seeming is None or another:
        return
    if another is None:
        raise Missing(
            [
                Ask(
                    "another",
                    f"There is {seeming.name} ({seeming.handle}). Is {name} somebody else?",
                    "yesno",
                    option="--new",
                )
            ],
            f"There is {seeming.name} ({seeming.handle}) in the team already. If {name} is somebody else, add --new.",
        )
    raise Conflict(f"{seeming.name} is in the team already, as '{seeming.handle}'.", "Nothing was added.")


def edit(
    desk: Desk,
    *,
    member_named: str,
    name: str | None = None,
    mail: str | None = None,
    phone: str | None = None,
    role: Sequence[str] = (),
    skill: Sequence[str] = (),
    no_skills: bool = False,
) -> MemberChange:
    """Change what is given; roles and skills replace those that there were. An empty mail or phone is emptied.

    Raises Usage where nothing is given, Conflict where somebody else edited meanwhile.
    """
    if all(one is None for one in (name, mail, phone)) and not role and not skill and not no_skills:
        raise Usage("Nothing to change was given.", "Give --name, --mail, --phone, --role or --skill.")

    def changed(before: Member) -> Member:
        return before._replace(
            name=before.name if name is None else checked_name(name),
            mail=before.mail if mail is None else check_address(mail) if mail.strip() else "",
            phone=before.phone if phone is None else " ".join(phone.split()),
            roles=checked_roles(role) if role else before.roles,
            skills=() if no_skills else _skills(skill) or before.skills,
        )

    desk.me  # noqa: B018
    found = member(desk, member_named)
    before, after = edited(
        lambda: stored_member(desk, found.handle),
        lambda content: read_member(found.handle, content),
        changed,
        lambda stored, one: desk.store.write_member(one.handle, amended_member(stored.content, one), stored.token),
    )
    return MemberChange(after, tuple(_said(before, after)))


def stored_member(desk: Desk, handle: str) -> Stored:
    """A member's file as it is now. Raises NotFound where it was removed."""
    stored = desk.store.member(handle)
    if stored is None:
        raise NotFound(f"The file of '{handle}' was removed meanwhile.", "See: clientcare team list")
    return stored


def _skills(typed: Sequence[str]) -> tuple[str, ...]:
    """Skills in small letters, each once; several may stand in one text, with commas."""
    found = [" ".join(one.split()).casefold() for text in typed for one in text.split(",")]
    return tuple(dict.fromkeys(checked_name(one, "skill") for one in found if one))


def _said(before: Member, after: Member) -> list[str]:
    """The changes in a few words each."""
    said = []
    for field in ("name", "mail", "phone"):
        if getattr(after, field) != getattr(before, field):
            said.append(f"{field} {getattr(after, field)}" if getattr(after, field) else f"{field} emptied")
    for field, word in (("roles", "role"), ("skills", "skills")):
        now = getattr(after, field)
        if now != getattr(before, field):
            said.append(f"{word} {', '.join(now)}" if now else f"no {word}")
    return said
