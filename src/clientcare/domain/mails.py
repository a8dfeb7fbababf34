"""Mails: their addresses, what a mail consists of, the shop's way of sending, and what became of an attempt."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, NamedTuple, Self

from clientcare.domain.errors import Usage
from clientcare.domain.mailboxes import address_parts, is_dotted, is_label
from clientcare.domain.mailboxes import check_address as check_address
from clientcare.domain.shop import MAIL_KEYS
from clientcare.domain.tables import Table, TableFault

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

PASSWORD_VARIABLE = "CLIENTCARE_MAIL_PASSWORD"
KEYRING_SERVICE = "clientcare"
TIMEOUT = 20
LONGEST_TIMEOUT = 300
WAYS = ("outbox", "smtp", "sendmail")
PORTS = {"starttls": 587, "tls": 465, "none": 25}

_FILE_NAME = frozenset("abcdefghijklmnopqrstuvwxyz0123456789")


class Mail(NamedTuple):
    """A mail of plain text. `at` is aware; `message_id` is the same in every attempt at sending the same mail.

    `sender`, `to` and `reply_to` are addresses as `check_address` gives them, with or without a name.
    """

    sender: str
    to: tuple[str, ...]
    subject: str
    text: str
    message_id: str
    at: datetime
    reply_to: str = ""


class Dispatch(NamedTuple):
    """What became of one attempt at sending.

    sent: a server, or the sendmail program, took responsibility. laid: a draft lies in the outbox at `where` and nobody
    has been told. refused: certainly not accepted, so repeating it cannot make two. unknown: the mail was handed over
    whole and no answer came; it may or may not have arrived. `detail` says it to a person, in whole sentences.
    """

    status: Literal["sent", "laid", "refused", "unknown"]
    way: str
    detail: str
    where: str = ""


class Finding(NamedTuple):
    """One thing that was looked at, for `doctor`: whether it is right, what was found, and what to do."""

    good: bool
    text: str
    hint: str = ""


class MailSettings(NamedTuple):
    """How the shop sends mail. `timeout` counts seconds, for each step; a whole attempt gets three times as long.

    `keyring` is the service name under which the system's keyring holds the password of `user`, or nothing.
    No field holds a password, so that none can be shown.
    """

    way: str = "outbox"
    sender: str = ""
    host: str = ""
    port: int = 0
    security: str = "starttls"
    user: str = ""
    password_command: str = ""
    keyring: str = ""
    sendmail: str = ""
    timeout: float = TIMEOUT
    ca_file: str = ""

    @property
    def patience(self) -> float:
        """The seconds that a whole attempt may take."""
        return self.timeout * 3

    @property
    def server(self) -> str:
        """The mail server as people name it."""
        return f"{self.host}:{self.port}"

    def signed_by(self, address: str) -> tuple[str, str]:
        """Sender and reply address of a mail that the member with this address causes.

        The shop's own sender goes first, because servers often accept no other; answers then go to the member.
        Raises Usage where neither has an address.
        """
        if self.sender:
            return self.sender, address if address != self.sender else ""
        if not address:
            raise Usage(
                "A mail needs a sender, and neither you nor the shop has an address.",
                'Set from = "…" in [mail] of clientcare.toml, or give yourself a mail address.',
            )
        return address, ""

    @classmethod
    def from_table(cls, content: Mapping[str, Any], folder: str = "") -> Self:
        """The settings from a `[mail]` table. A relative `ca-file` lies in `folder`.

        Raises TableFault, which names the key, where a value is wrong, a password stands in the file, or mail would
        leave this machine without encryption.
        """
        table = Table(content, "mail", known=MAIL_KEYS)
        _refuse_passwords(content)
        way = table.one_of("way", WAYS, "outbox")
        security = table.one_of("security", tuple(PORTS), "starttls")
        settings = cls(
            way=way,
            sender=_address(table),
            host=_host(table),
            port=_between(table, "port", PORTS[security], 65535),
            security=security,
            user=_line(table, "user"),
            password_command=_command(table),
            keyring=_keyring(table),
            sendmail=_line(table, "sendmail"),
            timeout=_between(table, "timeout", TIMEOUT, LONGEST_TIMEOUT),
            ca_file=_file(table, folder),
        )
        _check_smtp(settings)
        return settings


def is_loopback(host: str) -> bool:
    """Whether mail to this host never leaves the machine."""
    numbers = host.split(".")
    return host in ("localhost", "::1") or (
        len(numbers) == 4 and numbers[0] == "127" and all(part.isdecimal() and int(part) < 256 for part in numbers)
    )


def check_mail(mail: Mail) -> Mail:
    """The mail with its addresses checked, doubled recipients left out and the subject in one line.

    Line breaks in a subject become spaces, so that a title can never add a header. Raises Usage for a wrong address or
    no recipient, ValueError for a time without a zone or a Message-ID of the wrong form: those are ours to get right.
    """
    if mail.at.tzinfo is None:
        raise ValueError("a mail's time must be aware")
    inner = mail.message_id[1:-1]
    left, _, right = inner.partition("@")
    if f"<{inner}>" != mail.message_id or not (is_dotted(left) and is_dotted(right)) or len(inner) > 200:
        raise ValueError(f"no Message-ID: {mail.message_id!r}")
    recipients = {address_parts(address)[1]: address for address in map(check_address, mail.to)}
    if not recipients:
        raise Usage("The mail has no recipient.", "Give at least one address.")
    return mail._replace(
        sender=check_address(mail.sender),
        to=tuple(recipients.values()),
        subject=one_line(mail.subject),
        reply_to=check_address(mail.reply_to) if mail.reply_to else "",
    )


def one_line(text: str) -> str:
    """The text as one line: breaks, control characters, broken Unicode and runs of spaces become one space each."""
    return " ".join("".join(" " if _is_control(sign) else sign for sign in text).split())


def outbox_name(message_id: str) -> str:
    """The name of the file that a mail has in the outbox: always the same for the same Message-ID.

    Readable, fit for every file system (lower-case letters, digits and hyphens, at most 70 characters), and different
    for Message-IDs that differ in anything.
    """
    import hashlib

    shown = "".join(sign if sign in _FILE_NAME else "-" for sign in message_id.lower().partition("@")[0])
    readable = "-".join(part for part in shown.split("-") if part)[:50].strip("-")
    mark = hashlib.sha256(message_id.encode()).hexdigest()[:12]
    return f"{readable or 'mail'}-{mark}.eml"


def _is_control(sign: str) -> bool:
    return sign < " " or "\x7f" <= sign <= "\x9f" or "\ud800" <= sign <= "\udfff"


def _refuse_passwords(content: Mapping[str, Any]) -> None:
    for key in content:
        if key not in MAIL_KEYS and key.casefold().startswith(("pass", "secret", "kennwort", "mot-de-passe")):
            raise TableFault(
                "mail",
                key,
                f"'{key}' in [mail]: a password never stands in this file",
                f"Use password-command or keyring, or set {PASSWORD_VARIABLE} in the environment.",
            )


def _line(table: Table, key: str) -> str:
    text = table.text(key)
    if not text.isprintable():
        raise TableFault("mail", key, f"'{key}' in [mail] holds a line break or a control character")
    return text


def _between(table: Table, key: str, default: int, highest: int) -> int:
    value = table.whole(key, default)
    if not 1 <= value <= highest:
        raise TableFault("mail", key, f"'{key}' in [mail] must be from 1 to {highest}, not {value}")
    return value


def _address(table: Table) -> str:
    text = table.text("from")
    try:
        return check_address(text) if text else ""
    except Usage as error:
        raise TableFault("mail", "from", f"'from' in [mail]: {error.message}", error.hint) from None


def _host(table: Table) -> str:
    host = table.text("host")
    name, _, port = host.rpartition(":")
    if name and port.isdecimal() and ":" not in name:
        raise TableFault(
            "mail", "host", "'host' in [mail] holds the port too", f'Write host = "{name}" and port = {port}.'
        )
    fits = _is_ip_6(host) if ":" in host else host.isascii() and all(map(is_label, host.split(".")))
    if host and not fits:
        raise TableFault(
            "mail", "host", f"'host' in [mail] is no name of a server: {host}", 'Write it like "mail.example.ch".'
        )
    return host


def _is_ip_6(host: str) -> bool:
    import ipaddress

    try:
        return ipaddress.ip_address(host).version == 6
    except ValueError:
        return False


def _command(table: Table) -> str:
    import shlex

    command = _line(table, "password-command")
    try:
        shlex.split(command)
    except ValueError:
        raise TableFault("mail", "password-command", "a quotation mark in 'password-command' is not closed") from None
    return command


def _keyring(table: Table) -> str:
    if isinstance(table.raw().get("keyring"), str):
        return _line(table, "keyring")
    return KEYRING_SERVICE if table.flag("keyring") else ""


def _file(table: Table, folder: str) -> str:
    from pathlib import PurePath

    path = _line(table, "ca-file")
    return str(PurePath(folder, path)) if path else ""


def _check_smtp(settings: MailSettings) -> None:
    if settings.way != "smtp":
        return
    if not settings.host:
        raise TableFault(
            "mail", "host", "'host' in [mail] is missing: way = \"smtp\" needs it", 'Add host = "mail.example.ch".'
        )
    if settings.security == "none" and not is_loopback(settings.host):
        raise TableFault(
            "mail",
            "security",
            f"'security' in [mail] cannot be \"none\" for {settings.host}: client data would travel readable",
            'Use "starttls" or "tls". "none" is for a mail server on this machine (localhost).',
        )
    if not settings.user and (settings.password_command or settings.keyring):
        raise TableFault("mail", "user", "'user' in [mail] is missing: a password is set and nobody to log in as")
