"""Joining a shop: somebody new, or a member on another machine. Nobody becomes a member twice."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

from clientcare.domain.asks import Ask, Missing
from clientcare.domain.errors import ChangedMeanwhile, Conflict, NotAllowed, Usage
from clientcare.domain.identifiers import HANDLE_LENGTH
from clientcare.domain.mailboxes import check_address
from clientcare.domain.names import alike, checked_handle, checked_name, free_handle
from clientcare.domain.places import copies_note, is_own_disk, mount_to_require, require_shared
from clientcare.domain.setup import Newcomer, NewShop, SetUp
from clientcare.domain.share_checks import way_note
from clientcare.domain.shares import read_nature
from clientcare.domain.shop import read_shop
from clientcare.domain.tables import near
from clientcare.domain.team import ROLES, Member, read_member, write_member
from clientcare.services.keeping import new_key

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Literal

    from clientcare.desk import Desk
    from clientcare.domain.places import Place
    from clientcare.domain.shop import Shop
    from clientcare.ports import Store

FOLDERS = ("team", "clients", "guides", "inbox", "outbox")
FIRST_ROLE = "account-manager"


def join(desk: Desk, place: Place, person: Newcomer, said: NewShop, *, on_this_machine: bool) -> SetUp:
    """Join the shop at a place, as a member who is known or as a new one. Its settings stay as they are.

    A shop of nobody is one whose making was cut short: that is finished, and whoever does it is its first member.

    Raises Missing, NotAllowed for a member who has left, Conflict for a handle that is taken, Usage.
    """
    store = desk.makers.store(desk, place.path)
    stored = store.shop()
    shop = stored.read(read_shop)
    mine = desk.settings if desk.settings.store == shop.store else desk.settings._replace(me="", on_this_machine=False)
    is_server = on_this_machine or mine.on_this_machine or shop.file_server == mine.machine
    require_shared(place.path, place, is_server)
    team = tuple(_member(store, handle) for handle in store.members())
    told = (
        ["The shop's settings stay as they are. To change one: clientcare config set KEY VALUE"]
        if not said.is_empty
        else []
    )
    told += [note for note in (copies_note(place), way_note(place, stored.read(read_nature))) if note]
    if not (person.handle or person.who or person.name) and mine.me:
        person = person._replace(handle=mine.me, known=True)
    known, remark = _recognised(desk, shop, person, team)
    if known:
        if known.retired:
            raise NotAllowed(
                f"{known.name} ({known.handle}) has left the team, and nobody gets that handle again.",
                "Choose another handle: --me HANDLE",
            )
        remark = remark if mine.me != known.handle else ""
        unchanged = (mine.me, mine.share, mine.store) == (known.handle, place.path, shop.store)
        told += [remark] if remark else []
        return welcome(desk, "already" if unchanged else "joined", shop, place, known, tuple(told))
    person = person._replace(name=person.name or person.who)
    person = person._replace(handle=person.handle or proposed_handle(desk, person, team))
    asks = person_asks(desk, person, team)
    if asks:
        must = ", ".join(ask.option for ask in asks if ask.required)
        raise Missing(asks, f"You are new in {shop.name}. To join, give {must}.")
    member, remarks = new_member(person, team) if team else first_member(person)
    if not team:
        lay_out(desk, store, place, has_key=bool(shop.sealing_key))
    store.write_member(member.handle, write_member(member), "")
    return welcome(desk, "joined", shop, place, member, (*told, *remarks))


def lay_out(desk: Desk, store: Store, place: Place, *, has_key: bool) -> None:
    """What a shop has beside its settings: a key to seal with, and its folders."""
    if not has_key:
        with suppress(ChangedMeanwhile):  # whoever was cut short had made one, and that is in the settings now
            new_key(store)
    for folder in FOLDERS:
        desk.ground.make(os.path.join(place.path, folder))


def first_member(person: Newcomer) -> tuple[Member, tuple[str, ...]]:
    """The member who sets a shop up, with what is to be said of that. Raises as `new_member` does."""
    member, told = new_member(person._replace(roles=person.roles or (FIRST_ROLE,)), ())
    if person.roles:
        return member, told
    said = f"Nobody named a role, so yours is {FIRST_ROLE}: clientcare team edit {member.handle} --role ROLE"
    return member, (*told, said)


def _member(store: Store, handle: str) -> Member:
    stored = store.member(handle)
    return stored.read(lambda content: read_member(handle, content)) if stored else Member(handle, handle, retired=True)


def _recognised(desk: Desk, shop: Shop, person: Newcomer, team: Sequence[Member]) -> tuple[Member | None, str]:
    """The member that this person is, with a remark about how that was taken; None for somebody new."""
    if not (person.handle or person.who or person.name):
        people = " · ".join(f"{one.handle} {one.name}" for one in team if not one.retired)
        question = "Who are you? Your handle, or your full name if you are new"
        handles = tuple(one.handle for one in team if not one.retired)
        raise Missing(
            [
                Ask(
                    "who",
                    f"This is the shop {shop.name}. Its team: {people}\n{question}",
                    "person",
                    choices=handles,
                    option="--me",
                )
            ],
            f"This is the shop {shop.name} ({people}). Say who you are: --me HANDLE",
        )
    by_handle = {one.handle: one for one in team}
    if person.handle:
        named = by_handle.get(checked_handle(person.handle, HANDLE_LENGTH))
        if named and person.known is not False:
            return named, f"{named.handle} is known here as {named.name}, so this machine is another one of theirs."
        if named:
            raise Conflict(f"The handle '{named.handle}' is {named.name}'s.", "Choose another one: --me HANDLE")
    name = person.name or person.who or person.handle.capitalize()
    seeming = by_handle.get(person.who.strip().casefold()) or next((one for one in team if alike(name, one.name)), None)
    if seeming is None or person.known is False:
        return None, ""
    if person.known:
        return seeming, ""
    raise Missing(
        [
            Ask(
                "known",
                f"{seeming.name} ({seeming.handle}): is that you?",
                "yesno",
                option=f"--me {seeming.handle} or --new",
            )
        ],
        f"There is {seeming.name} ({seeming.handle}) in the team already.",
    )


def proposed_handle(desk: Desk, person: Newcomer, team: Sequence[Member]) -> str:
    """The handle for a name that no option named, where nobody can be asked for it; otherwise empty."""
    if desk.screen.interactive or not person.name:
        return ""
    return free_handle(person.name, [one.handle for one in team])


def person_asks(desk: Desk, person: Newcomer, team: Sequence[Member]) -> list[Ask]:
    """What must be known about a new member. A first member's role has a default where nobody can be asked."""
    asks = []
    if not person.name and not person.handle:
        asks.append(Ask("name", "What is your name?", option="--me"))
    elif not person.name and desk.screen.interactive:
        asks.append(Ask("name", "What is your name?", option="--name", default=person.handle.capitalize()))
    elif not person.handle:
        handle = free_handle(person.name, [one.handle for one in team])
        prompt = "Your handle, short, for commands and file names"
        asks.append(Ask("me", prompt, kind="handle", option="--me", default=handle))
    if not person.roles and (team or desk.screen.interactive):
        asks.append(Ask("role", "What is your role?", kind="choice", choices=ROLES, option="--role"))
    if asks and person.mail is None:
        asks.append(Ask("mail", "Your mail address", kind="address", required=False, option="--mail"))
    return asks


def new_member(person: Newcomer, team: Sequence[Member]) -> tuple[Member, tuple[str, ...]]:
    """A new member, checked, with what must be told. Raises Usage, and Conflict for a handle that was ever used."""
    handle = checked_handle(person.handle, HANDLE_LENGTH)
    if handle in (one.handle for one in team):
        raise Conflict(f"The handle '{handle}' is taken, and a handle is never given twice.", "Choose another one.")
    member = Member(
        handle,
        checked_name(person.name or handle.capitalize()),
        check_address(person.mail) if person.mail else "",
        " ".join(person.phone.split()),
        checked_roles(person.roles),
    )
    told = (
        ()
        if person.mail
        else (f"No mail address is known of {member.name}: clientcare team edit {handle} --mail ADDRESS",)
    )
    return member, told


def checked_roles(roles: Sequence[str]) -> tuple[str, ...]:
    """Roles by their names, blanks and case regardless, each once. Raises Usage with the nearest."""
    found = []
    for typed in roles:
        role = "-".join(typed.casefold().replace("-", " ").split())
        begun = [one for one in ROLES if role and one.startswith(role)]
        role = begun[0] if len(begun) == 1 else role
        if role not in ROLES:
            meant = near(role, ROLES)
            raise Usage(
                f"There is no role '{typed[:40]}'.",
                f"Did you mean {meant}?" if meant else f"Roles are: {', '.join(ROLES)}.",
            )
        found.append(role)
    return tuple(dict.fromkeys(found))


def welcome(
    desk: Desk,
    how: Literal["founded", "joined", "already"],
    shop: Shop,
    place: Place,
    member: Member,
    told: tuple[str, ...],
) -> SetUp:
    """Write the user's settings, unless they say all of this already."""
    before = desk.settings
    settings = before._replace(
        share=place.path,
        store=shop.store,
        me=member.handle,
        on_this_machine=place.kind == "local",
        own_disk=is_own_disk(place),
        mount=mount_to_require(place),
    )
    path = desk.save_settings(settings) if settings != before else desk.ground.settings_file()
    if before.share and before.store != shop.store:
        told = (*told, f"This machine was set up for the shop at {before.share} before.")
    return SetUp(how, shop.name, shop.store, place.path, member, settings.machine, path, told)
