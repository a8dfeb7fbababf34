"""A mail server that refuses, hangs or dies in the dialogue: billing is told once, and nobody guesses."""

from __future__ import annotations

import email
import email.policy
import socket
from typing import TYPE_CHECKING

import pytest

from tests.adapters.mail_servers import RealServer, ScriptedServer, die, hang
from tests.stories.shares import half_written

if TYPE_CHECKING:
    from tests.adapters.mail_servers import Deed, Received
    from tests.shops import Result, Shop

CLOSE = ("close", "--solution", "New fuser", "--resolved", "--bill")


def mail_to(shop: Shop, port: int) -> None:
    """Send through the server at this port."""
    shop.set_shop(mail={"way": "smtp", "host": "127.0.0.1", "port": port, "security": "none", "timeout": 1})


def closed_through(shop: Shop, server: ScriptedServer) -> Result:
    """A close that tells billing through this server."""
    shop.session()
    shop.wait(55)
    mail_to(shop, server.port)
    with server:
        return shop.run(*CLOSE)


def sent_later(shop: Shop, *words: str) -> list[Received]:
    """What a sound server receives where billing is told again."""
    with RealServer() as server:
        mail_to(shop, server.port)
        assert shop.run("bill", "send", "acme", *words).code in (0, 11)
        assert shop.run("bill", "send", "acme").code == 5
    return server.received


def billed(shop: Shop) -> tuple[str, list[str]]:
    """The state of the bill, and what became of each attempt."""
    bill = shop.read("").bill
    return bill.state, [attempt.status for attempt in bill.attempts]


@pytest.mark.parametrize(
    ("step", "deed", "why"),
    [
        ("connect", "554 5.7.1 not you", "554 5.7.1 not you"),
        ("rcpt", "550 5.1.1 nobody", "550 5.1.1 nobody"),
        ("data", "452 4.2.2 mailbox full", "452 4.2.2 mailbox full"),
        ("end", "552 5.3.4 too large", "552 5.3.4 too large"),
        ("mail", die, "ended the connection"),
        ("connect", hang, "did not answer within 1 second"),
    ],
)
def test_what_was_certainly_not_taken_is_told_and_sent_later_once(
    shop: Shop, step: str, deed: str | Deed, why: str
) -> None:
    said = closed_through(shop, ScriptedServer(**{step: deed}))
    assert said.code == 1
    assert "■ Closed 15:00 · 0:55 worked" in said.out
    assert "Billing NOT told:" in said.out
    assert why in said.out
    assert billed(shop) == ("refused", ["refused"])
    assert half_written(shop) == []
    (mail,) = sent_later(shop)
    assert mail.to == ("billing@example.ch",)
    assert billed(shop) == ("sent", ["refused", "sent"])


def test_a_port_where_nobody_listens_is_told(shop: Shop) -> None:
    shop.session()
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        mail_to(shop, taken.getsockname()[1])
        said = shop.run(*CLOSE)
    assert said.code == 1
    assert "Nothing answers at 127.0.0.1:" in said.out
    assert billed(shop) == ("refused", ["refused"])


@pytest.mark.parametrize("deed", [die, hang], ids=["dies", "hangs"])
def test_a_reply_that_is_lost_leaves_it_unknown_and_nobody_is_told_twice_by_accident(shop: Shop, deed: Deed) -> None:
    server = ScriptedServer(end=deed)
    said = closed_through(shop, server)
    assert said.code == 11
    assert "Not sure whether billing got the mail" in said.out
    assert "clientcare bill send" in said.out
    assert "--again" in said.out
    assert billed(shop) == ("unknown", ["unknown"])
    refused = shop.run("bill", "send", "acme")
    assert (refused.code, refused.out) == (5, "")
    assert "may have arrived" in refused.err
    (mail,) = sent_later(shop, "--again")
    first, second = (email.message_from_bytes(one, policy=email.policy.default) for one in (server.mail, mail.data))
    assert first["Message-ID"] == second["Message-ID"]
    assert first["Subject"] == second["Subject"]
    assert half_written(shop) == []


def test_a_server_that_is_away_stops_no_other_work(shop: Shop) -> None:
    said = closed_through(shop, ScriptedServer(connect=die))
    assert said.code == 1
    thread = shop.read("").thread
    assert shop.run("note", "It still prints", "-s", thread[-4:]).code == 0
    assert shop.run("session", "start", "acme", "Toner", "--mode", "phone").code == 0
    assert shop.run("bill", "list", "--open", "--quiet").out.strip() == thread
