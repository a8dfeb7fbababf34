"""The shop's settings and those of this machine's user, as people edit them in TOML files."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from clientcare.domain.errors import Usage
from clientcare.domain.retention import Retention, checked_years
from clientcare.domain.tables import Table, TableFault

FORMAT = 1
USER_KEYS = ("share", "store", "me", "machine", "on-this-machine", "own-disk", "mount", "mail")
SHOP_KEYS = (
    "format",
    "store",
    "shop",
    "billing",
    "management",
    "mail",
    "privacy",
    "storage",
    "share",
    "sealing",
    "retention",
)
SHARE_KEYS = (
    "decides",
    "machines",
    "links",
    "flushes",
    "case",
    "accents",
    "longest-name",
    "seen-after",
    "probed",
    "probed-on",
    "billing-seat",
)
MAIL_KEYS = (
    "way",
    "from",
    "host",
    "port",
    "security",
    "user",
    "password-command",
    "keyring",
    "sendmail",
    "timeout",
    "ca-file",
)


class UserSettings(NamedTuple):
    """Where the shop is and who sits here. `store` is the id of the shop that was joined: another one is refused.

    `own_disk` says that the share is a disk in this machine, which does not fall silent as a server does; `mount` is
    where it was mounted when the shop was joined.
    """

    share: str = ""
    store: str = ""
    me: str = ""
    machine: str = ""
    on_this_machine: bool = False
    own_disk: bool = False
    mount: str = ""
    mail: Mapping[str, Any] = {}


class Management(NamedTuple):
    """Whom a technician reaches when help is needed at once."""

    name: str
    phone: str
    mail: str


class Shop(NamedTuple):
    """The settings of the shop, from `clientcare.toml` in the shared directory.

    `bill_unresolved` permits billing of unresolved work; `collects_outbox` says that billing takes its mails from the
    outbox; `mask_always` makes masking the privacy rule; `file_server` names the machine whose local disk is the share;
    `share` is what was found out about the share, as `domain.shares` reads it;
    `sealing_key` is the public key with which machines seal what they cannot file.
    """

    store: str
    name: str
    currency: str
    zone_name: str
    billing_address: str
    management: Management
    default_guide: str = "working-with-clients"
    bill_unresolved: bool = False
    collects_outbox: bool = False
    mask_always: bool = False
    file_server: str = ""
    share: Mapping[str, Any] = {}
    mail: Mapping[str, Any] = {}
    retention: Retention = Retention()
    sealing_key: str = ""


def read_user_settings(content: Mapping[str, Any]) -> UserSettings:
    """The user's settings from their parsed file. Raises TableFault."""
    table = Table(content, known=USER_KEYS)
    return UserSettings(
        share=table.text("share"),
        store=table.text("store"),
        me=table.text("me"),
        machine=table.text("machine"),
        on_this_machine=table.flag("on-this-machine"),
        own_disk=table.flag("own-disk"),
        mount=table.text("mount"),
        mail=table.table("mail", MAIL_KEYS).raw(),
    )


def read_shop(content: Mapping[str, Any]) -> Shop:
    """The shop's settings from the parsed marker file. Raises TableFault."""
    table = Table(content, known=SHOP_KEYS)
    form = table.whole("format", FORMAT)
    if form > FORMAT:
        raise TableFault(
            "",
            "format",
            f"this shop uses format {form}; this version of clientcare knows format {FORMAT}",
            "Install the newest version: uv tool upgrade clientcare",
        )
    shop = table.table("shop", ("name", "currency", "time-zone", "guide"))
    billing = table.table("billing", ("address", "unresolved", "collects-outbox"))
    management = table.table("management", ("name", "phone", "mail"))
    return Shop(
        store=table.text("store", None),
        name=shop.text("name", None),
        currency=shop.text("currency", None),
        zone_name=shop.text("time-zone", None),
        billing_address=billing.text("address", None),
        management=Management(management.text("name"), management.text("phone"), management.text("mail")),
        default_guide=shop.text("guide", "working-with-clients"),
        bill_unresolved=billing.flag("unresolved"),
        collects_outbox=billing.flag("collects-outbox"),
        mask_always=table.table("privacy", ("mask",)).flag("mask"),
        file_server=table.table("storage", ("on-this-machine",)).text("on-this-machine"),
        share=table.table("share", SHARE_KEYS).raw(),
        mail=table.table("mail", MAIL_KEYS).raw(),
        retention=_read_retention(table.table("retention", Retention._fields)),
        sealing_key=table.table("sealing", ("key",)).text("key"),
    )


def share_decides(content: Mapping[str, Any]) -> bool:
    """Whether the shop's settings, as they were parsed, let the share decide who was first; it counts as able to."""
    share = content.get("share")
    return not isinstance(share, dict) or share.get("decides") is not False


def _read_retention(table: Table) -> Retention:
    try:
        found = {group: table.whole(group, usual) for group, usual in Retention()._asdict().items()}
        return Retention(**{group: checked_years(group, years) for group, years in found.items()})
    except Usage as wrong:
        raise TableFault("retention", wrong.message.split("'")[1], wrong.message, wrong.hint) from None


def write_shop(shop: Shop) -> dict[str, Any]:
    """The parsed form of `clientcare.toml`, in the order in which people read it; `read_shop` gives the same shop."""
    content: dict[str, Any] = {
        "format": FORMAT,
        "store": shop.store,
        "shop": {
            "name": shop.name,
            "currency": shop.currency,
            "time-zone": shop.zone_name,
            "guide": shop.default_guide,
        },
        "billing": {
            "address": shop.billing_address,
            "unresolved": shop.bill_unresolved,
            "collects-outbox": shop.collects_outbox,
        },
        "management": shop.management._asdict(),
        "privacy": {"mask": shop.mask_always},
        "mail": {"way": "outbox", **shop.mail},
    }
    if shop.retention != Retention():
        content["retention"] = shop.retention._asdict()
    if shop.file_server:
        content["storage"] = {"on-this-machine": shop.file_server}
    if shop.share:
        content["share"] = dict(shop.share)
    if shop.sealing_key:
        content["sealing"] = {"key": shop.sealing_key}
    return content


def write_user_settings(settings: UserSettings) -> dict[str, Any]:
    """The parsed form of the user's settings file."""
    content: dict[str, Any] = {
        "share": settings.share,
        "store": settings.store,
        "me": settings.me,
        "machine": settings.machine,
    }
    if settings.on_this_machine:
        content["on-this-machine"] = True
    if settings.own_disk:
        content["own-disk"] = True
    if settings.mount:
        content["mount"] = settings.mount
    if settings.mail:
        content["mail"] = dict(settings.mail)
    return content
