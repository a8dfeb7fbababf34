"""A mail, and the post that sends it to a server of a test."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from clientcare.adapters.mail import Post
from clientcare.domain.mails import PASSWORD_VARIABLE, Mail, MailSettings

if TYPE_CHECKING:
    from clientcare.domain.mails import Dispatch
    from tests.adapters.mail_servers import RealServer, ScriptedServer

MAIL = Mail(
    sender="Ann Example <ann@example.ch>",
    to=("Billing <billing@example.ch>",),
    subject="Acme AG: Printer offline",
    text="Fuser replaced.\n. and a dot\n",
    message_id="<bill-0001.7f3a@example.ch>",
    at=datetime(2026, 11, 24, 15, 0, tzinfo=UTC),
)
PASSWORD = "korrekt-Pferd-ü-7"
SOON = 0.2  # seconds: long enough for this machine to answer itself, short enough to wait for in a test


def no_outbox(name: str, data: bytes) -> str:
    raise AssertionError("nothing is laid down where a server is set")


def post(server: RealServer | ScriptedServer | int, password: str = "", **settings: object) -> Post:
    port = server if isinstance(server, int) else server.port
    known = {"way": "smtp", "host": "127.0.0.1", "port": port, "security": "none", **settings}
    return Post(MailSettings(**known), no_outbox, {PASSWORD_VARIABLE: password} if password else {})


def send(server: RealServer | ScriptedServer | int, password: str = "", **settings: object) -> Dispatch:
    return post(server, password, **settings).send(MAIL)
