"""Every setting by its name: where it lives, what it may be, and what `config` answers about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from clientcare.domain.errors import NotAllowed, Usage
from clientcare.domain.mailboxes import check_address
from clientcare.domain.mails import TIMEOUT, WAYS
from clientcare.domain.money import parse_currency
from clientcare.domain.tables import near
from clientcare.domain.typed import quoted

if TYPE_CHECKING:
    from collections.abc import Mapping

Home = Literal["user", "shop"]
_YES = ("yes", "y", "true", "on", "1", "ja", "oui")
_NO = ("no", "n", "false", "off", "0", "nein", "non")


class Setting(NamedTuple):
    """One setting. `kind` is text, flag, whole, address, currency, or word where a service checks the value itself.

    `fixed` says what to do instead, for a setting that `config set` does not write.
    """

    name: str
    kind: str
    default: Any
    means: str
    fixed: str = ""


class SettingLine(NamedTuple):
    """The value of a setting and where it came from: "flag", "environment", "user", "shop" or "default".

    `place` is the variable or the file.
    """

    name: str
    value: Any
    source: str
    place: str
    means: str


class Settings(NamedTuple):
    """All settings; `missing` says why those of the shop are not among them."""

    lines: tuple[SettingLine, ...]
    missing: str = ""


class SettingChange(NamedTuple):
    """A setting that was written: its value before, now, and the file."""

    name: str
    was: Any
    now: Any
    place: str


_BY_INIT = "Set by: clientcare init DIRECTORY"
USER: tuple[Setting, ...] = (
    Setting("share", "word", "", "the directory that the shop shares"),
    Setting("store", "text", "", "the identity of the shop that was joined", _BY_INIT),
    Setting("me", "word", "", "who sits at this machine"),
    Setting("machine", "word", "", "how this machine is called in records"),
    Setting("on-this-machine", "flag", False, "whether this machine is the file server", _BY_INIT),
    Setting("own-disk", "flag", False, "whether the share is a disk in this machine", _BY_INIT),
    Setting("mount", "text", "", "where the share is mounted; nothing is written where it is not", _BY_INIT),
)
MAIL: tuple[Setting, ...] = (
    Setting("mail.way", "text", "outbox", f"how mail is sent: {', '.join(WAYS)}"),
    Setting("mail.from", "address", "", "the sender, if not the member"),
    Setting("mail.host", "text", "", "the mail server"),
    Setting("mail.port", "whole", 0, "its port; 0 is the usual one"),
    Setting("mail.security", "text", "starttls", "starttls, tls, or none on this machine alone"),
    Setting("mail.user", "text", "", "the login at the mail server"),
    Setting("mail.password-command", "text", "", "a command that prints the password"),
    Setting("mail.keyring", "flag", False, "whether the system's keyring holds the password"),
    Setting("mail.sendmail", "text", "", "the sendmail program"),
    Setting("mail.timeout", "whole", TIMEOUT, "seconds to wait for each answer of the mail server"),
    Setting("mail.ca-file", "text", "", "the certificates to trust, beside those of the system"),
)
_BY_DOCTOR = "Found out by: clientcare doctor --keep"
_SHARE = (
    ("decides", "flag", True, "whether two machines cannot both take one step"),
    ("machines", "whole", 0, "how many machines raced to see that"),
    ("links", "flag", True, "whether a file can get a second name"),
    ("flushes", "flag", True, "whether the share takes the order to make a file durable"),
    ("case", "flag", True, "whether capitals and small letters make different names"),
    ("accents", "flag", True, "whether accented names stay as they were written"),
    ("longest-name", "whole", 255, "how many bytes a name may have"),
    ("seen-after", "whole", 0, "seconds after which another machine saw a new file"),
    ("probed", "text", "", "the day on which this was found out"),
    ("probed-on", "text", "", "the machine on which it was"),
)
SHOP: tuple[Setting, ...] = (
    Setting("shop.name", "text", "", "the shop's name"),
    Setting("shop.currency", "currency", "", "the currency of prices"),
    Setting("shop.time-zone", "word", "", "the time zone of all times"),
    Setting("shop.guide", "word", "working-with-clients", "the guide of a session, if no other is named"),
    Setting("billing.address", "address", "", "who is told what to bill"),
    Setting("billing.unresolved", "flag", False, "whether unresolved work may be billed"),
    Setting("billing.collects-outbox", "flag", False, "whether billing takes its mails from outbox/ itself"),
    Setting("management.name", "text", "", "whom to reach when help is needed at once"),
    Setting("management.phone", "text", "", "their phone"),
    Setting("management.mail", "address", "", "their mail address"),
    Setting("privacy.mask", "flag", False, "whether secrets are masked without asking"),
    Setting("retention.bills", "whole", 10, "years for which bills are kept, by law"),
    Setting("retention.hours", "whole", 10, "years for which hours and parts are kept, by law"),
    Setting("retention.notes", "whole", 10, "years for which notes are kept; 0 for ever"),
    Setting("retention.documents", "whole", 10, "years for which attachments are kept; 0 for ever"),
    *MAIL,
    Setting("share.billing-seat", "text", "", "the machine that tells billing, where the share cannot decide"),
    *(Setting(f"share.{name}", kind, default, means, _BY_DOCTOR) for name, kind, default, means in _SHARE),
    Setting("storage.on-this-machine", "text", "", "the file server, where its own disk is the share", _BY_INIT),
    Setting("sealing.key", "text", "", "what machines seal entries with", "To change it: clientcare store key rotate"),
    Setting("store", "text", "", "the identity of the shop", "It never changes."),
    Setting("format", "whole", 1, "the format of the client files", "It never changes."),
)
_ALIASES = {"name": "shop.name", "currency": "shop.currency", "time-zone": "shop.time-zone", "guide": "shop.guide"}


def find_setting(name: str, *, mine: bool = False) -> tuple[Home, Setting]:
    """A setting by its name, and whose it is. `mine` asks for the user's own where both may have it.

    Raises Usage with the nearest name, NotAllowed for one that `config set` does not write.
    """
    wanted = _ALIASES.get(name.casefold(), name.casefold())
    own = {one.name: one for one in (*USER, *(MAIL if mine else ()))}
    shared = {} if mine else {one.name: one for one in SHOP if one.name not in own}
    found = own.get(wanted) or shared.get(wanted)
    if found is None:
        if "password" in wanted or wanted == "mail.pass":
            raise Usage(
                "A password is never kept in settings.",
                "Name a command that prints it: clientcare config set mail.password-command COMMAND",
            )
        meant = near(wanted, tuple({**own, **shared}))
        raise Usage(
            f"There is no setting '{name}'{' of your own' if mine else ''}.",
            f"Did you mean '{meant}'?" if meant else "See: clientcare config show",
        )
    if found.fixed:
        raise NotAllowed(f"'{found.name}' is not set by hand.", found.fixed)
    return ("user" if found.name in own else "shop"), found


def read_value(setting: Setting, typed: str) -> Any:
    """The value of a setting from what was typed. Raises Usage with what would be right."""
    text = typed.strip()
    if setting.kind == "flag":
        word = text.casefold()
        if word not in (*_YES, *_NO):
            raise Usage(f"'{setting.name}' cannot be {quoted(text)}.", "It is yes or no.")
        return word in _YES
    if setting.kind == "whole":
        if not text.isascii() or not text.isdecimal() or len(text) > 9:
            raise Usage(f"'{setting.name}' cannot be {quoted(text)}.", "It is a whole number.")
        return int(text)
    if not text.isprintable():
        raise Usage(f"'{setting.name}' must be text in one line.")
    if setting.kind == "address":
        return check_address(text) if text else ""
    return parse_currency(text) if setting.kind == "currency" else text


def with_value(content: Mapping[str, Any], name: str, value: Any) -> dict[str, Any]:
    """The content of a settings file with one setting changed, everything else kept. An empty text takes it out."""
    table, _, key = name.rpartition(".")
    if table:
        return {**content, table: with_value(content.get(table, {}), key, value)}
    return {
        **{one: content[one] for one in content if one != key or value != ""},
        **({key: value} if value != "" else {}),
    }


def value_in(content: Mapping[str, Any], name: str) -> Any:
    """The value of a setting in the content of a settings file, or None."""
    table, _, key = name.rpartition(".")
    return (content.get(table, {}) if table else content).get(key)
