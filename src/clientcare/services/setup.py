"""Setting up: a directory becomes a shop, or the shop that is there is joined. And who I am."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from clientcare.domain.asks import Ask, Missing
from clientcare.domain.errors import Interrupted, Unreachable, Usage
from clientcare.domain.mailboxes import check_address
from clientcare.domain.money import parse_currency
from clientcare.domain.names import checked_name
from clientcare.domain.places import copies_note, require_shared
from clientcare.domain.setup import Newcomer, NewShop, SetUp, WhoAmI
from clientcare.domain.share_checks import share_note
from clientcare.domain.shares import write_nature
from clientcare.domain.shop import Management, Shop, UserSettings, write_shop
from clientcare.domain.team import write_member
from clientcare.services.joining import first_member, join, lay_out, person_asks, proposed_handle, welcome
from clientcare.services.shares import first_nature
from clientcare.services.zones import checked_zone

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from clientcare.desk import Desk
    from clientcare.domain.places import Place
    from clientcare.domain.shares import ShareNature

MARKER = "clientcare.toml"
_OWN_FOLDERS = ("clients", "team", "_clientcare")
# What servers, systems and synchronising programs leave in a directory that people call empty.
_NO_CONTENT = (
    "$recycle.bin",
    "#recycle",
    "@eadir",
    "desktop.ini",
    "lost+found",
    "system volume information",
    "thumbs.db",
)


def set_up(
    desk: Desk,
    *,
    directory: str = "",
    shop: str = "",
    me: str = "",
    who: str = "",
    name: str = "",
    mail: str | None = None,
    phone: str = "",
    role: str | Sequence[str] = (),
    billing: str = "",
    currency: str = "",
    time_zone: str = "",
    management: str | None = None,
    management_phone: str | None = None,
    management_mail: str | None = None,
    on_this_machine: bool = False,
    known: bool | None = None,
    beside: bool | None = None,
) -> SetUp:
    """Make a shop of a directory, or join the shop that lies there; then the user's settings name it.

    A directory on this machine's own disk is refused unless `on_this_machine` says that this machine is the file
    server. `known` says whether I am the member that I seem to be, `beside` that a shop may lie beside other files.
    Everything is checked before the first byte is written. Raises Missing, Usage, Unreachable, Conflict, InvalidFile.
    """
    if not directory.strip():
        raise Missing([Ask("directory", "Which directory does your shop share?", option="DIRECTORY")])
    place = desk.makers.place(directory.strip())
    names = desk.ground.names(place.path)
    said = NewShop(shop, billing, currency, time_zone, management, management_phone, management_mail)
    person = Newcomer(
        me.strip(), who, name, mail, phone, (role,) if isinstance(role, str) and role else tuple(role), known
    )
    if MARKER in (names or ()):
        return join(desk, place, person, said, on_this_machine=on_this_machine)
    _refuse_missing_share(desk.settings, place.path, names)
    require_shared(place.path, place, on_this_machine)
    _refuse_inside_another(desk, place.path)
    _may_lie_here(place.path, names, beside)
    return _found(desk, place, said, person, is_there=names is not None)


def _refuse_missing_share(settings: UserSettings, path: str, names: Sequence[str] | None) -> None:
    """A share that is not mounted looks like an empty directory, and a lost marker like a new shop: neither is one."""
    if settings.share and settings.store and _holds(path, settings.share):
        raise Unreachable(
            f"Your shop lies at {settings.share}, and it is not there now: the share is not mounted, or was moved.",
            f"Mount it and try again. If your shop lies elsewhere now: clientcare init DIRECTORY. "
            f"To set up another shop, choose another directory than {path}.",
        )
    if any(name in (names or ()) for name in _OWN_FOLDERS):
        raise Unreachable(
            f"{path} holds the files of a shop, but its {MARKER} is missing.",
            f"Bring {MARKER} back from a backup, or look whether all of the share is mounted.",
        )


def _refuse_inside_another(desk: Desk, path: str) -> None:
    below, above = path, os.path.dirname(path)
    while above != below:
        try:
            if MARKER in (desk.ground.names(above) or ()):
                raise Usage(f"{path} lies inside of the shop in {above}.", f"To join that one: clientcare init {above}")
        except Unreachable:
            return
        below, above = above, os.path.dirname(above)


def _holds(above: str, path: str) -> bool:
    return path == above or path.startswith((above.rstrip("/\\") + "/", above.rstrip("/\\") + "\\"))


def _may_lie_here(path: str, names: Sequence[str] | None, beside: bool | None) -> None:
    content = [one for one in names or () if one[0] not in ".~" and one.casefold() not in _NO_CONTENT]
    if not content or beside:
        return
    shown = ", ".join(content[:4]) + (f" and {len(content) - 4} more" if len(content) > 4 else "")
    if beside is None:
        raise Missing(
            [Ask("beside", f"{path} holds {shown}. Lay the shop beside that?", kind="yesno", option="--yes")],
            f"{path} is no shop and not empty: it holds {shown}.",
        )
    raise Interrupted(f"Nothing was set up in {path}.", "An empty directory of its own is the better place for a shop.")


def _found(desk: Desk, place: Place, said: NewShop, person: Newcomer, *, is_there: bool) -> SetUp:
    made = _checked_shop(said)
    person = person._replace(handle=person.handle or proposed_handle(desk, person, ()))
    _ask_for_missing(desk, place.path, said, person)
    member, told = first_member(person)
    desk.zone = checked_zone(said.zone_name)[1]
    shop = made._replace(store=desk.fresh_id(), file_server=desk.settings.machine if place.kind == "local" else "")
    if not is_there:
        desk.ground.make(place.path)
    nature = first_nature(desk, place)
    shop = shop._replace(share=write_nature(nature))
    store = desk.makers.store(desk, place.path)
    store.write_shop(write_shop(shop), "")
    lay_out(desk, store, place, has_key=False)
    store.write_member(member.handle, write_member(member), "")
    if shop.file_server:
        told = (
            *told,
            f"It lies on a disk of this machine ({shop.file_server}), which counts as the shop's file server.",
        )
    return welcome(desk, "founded", shop, place, member, (*told, *_remarks(place, shop, nature)))


def _remarks(place: Place, shop: Shop, nature: ShareNature) -> Iterator[str]:
    if place.kind != "local":
        yield share_note(nature)
    if place.local_copies:
        yield copies_note(place)
    if not shop.management.phone and not shop.management.mail:
        yield (
            "Nobody is named whom a technician reaches when help is needed at once: "
            "clientcare config set management.name NAME management.phone PHONE"
        )
    yield (
        f"Mails to {shop.billing_address} are laid into outbox/ as drafts until a mail server is named: "
        "clientcare config set mail.host HOST mail.way smtp"
    )


def _checked_shop(said: NewShop) -> Shop:
    """What was said, checked; empty where nothing was said yet. Raises Usage."""
    return Shop(
        store="",
        name=checked_name(said.name, "name of the shop") if said.name else "",
        currency=parse_currency(said.currency) if said.currency else "",
        zone_name=checked_zone(said.zone_name)[0] if said.zone_name else "",
        billing_address=check_address(said.billing) if said.billing else "",
        management=Management(
            checked_name(said.management, "name of the management") if said.management else "",
            " ".join((said.management_phone or "").split()),
            check_address(said.management_mail) if said.management_mail else "",
        ),
    )


def _ask_for_missing(desk: Desk, path: str, said: NewShop, person: Newcomer) -> None:
    """Raises Missing where something that must be known was not said; what may be known is asked along with it."""
    zone = desk.ground.zone_name()
    asks = [
        Ask("shop", "What is the shop called?", option="--shop", default=said.name),
        Ask(
            "billing",
            "Who does the billing? Their mail address",
            kind="address",
            option="--billing",
            default=said.billing,
        ),
        Ask(
            "currency",
            "In which currency?",
            kind="currency",
            option="--currency",
            default=said.currency or _usual_currency(zone),
        ),
        Ask(
            "time_zone",
            "In which time zone?",
            kind="zone",
            option="--time-zone",
            default=said.zone_name or zone,
        ),
    ]
    given = (said.name, said.billing, said.currency, said.zone_name)
    needed = [ask for ask, value in zip(asks, given, strict=True) if not value]
    needed += person_asks(desk, person, ())
    if not needed:
        return
    extra = [
        Ask(
            "management",
            "Whom do you reach for help at once? Their name",
            required=False,
            option="--management",
        ),
        Ask("management_phone", "Their phone", required=False, option="--management-phone"),
        Ask("management_mail", "Their mail address", kind="address", required=False, option="--management-mail"),
    ]
    left = [ask for ask, value in zip(extra, said[4:], strict=True) if value is None]
    first = needed[0]
    if not said.name:
        first = first._replace(prompt=f"There is no shop in {path} yet: this sets one up.\n{first.prompt}")
    must = ", ".join(ask.option for ask in needed if ask.required)
    raise Missing([first, *needed[1:], *left], f"There is no shop in {path} yet. To set one up, give {must}.")


def _usual_currency(zone: str) -> str:
    """What most shops of a machine's time zone bill in, to be proposed; empty where that is anybody's guess."""
    known = {"Europe/Zurich": "CHF", "Europe/Vaduz": "CHF", "Europe/London": "GBP"}
    euro = ("Amsterdam", "Berlin", "Brussels", "Dublin", "Lisbon", "Luxembourg", "Madrid", "Paris", "Rome", "Vienna")
    return known.get(zone) or ("EUR" if zone.removeprefix("Europe/") in euro else "")


def who_am_i(desk: Desk) -> WhoAmI:
    """Who types here, and where that was said."""
    shop = desk.shop  # first, because without one nobody is anybody
    member = desk.me
    flagged = desk.options.me
    source = (
        "environment" if flagged and flagged == os.environ.get("CLIENTCARE_ME", "") else "flag" if flagged else "user"
    )
    return WhoAmI(member, source, shop.name, desk.settings.share, desk.settings.machine)
