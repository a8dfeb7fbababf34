"""`clientcare escalate`, `ask-team` and `end-now`: what is said about who was told."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

from clientcare.domain.shop import Management
from tests.adapters.mail_servers import RealServer
from tests.shops import BEN, Shop

if TYPE_CHECKING:
    import pytest

NUMBER = "044 555 01 00"


def closed_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
    return port


def test_a_mail_in_the_outbox_has_told_nobody(shop: Shop) -> None:
    shop.session()
    done = shop.run("escalate", "The", "disk", "fails")
    assert (done.code, done.err) == (0, "")
    assert done.out.splitlines() == [
        "✓ 14:05  escalated 'The disk fails' · Acme AG · Printer offline · 0:00 running",
        "! Ben Sutter NOT told: mail laid in outbox/ (open and send it, or ring)",
        "! Ms Keller NOT told: mail laid in outbox/ (open and send it, or ring)",
        "  Ms Keller: 044 555 01 00",
    ]


def test_a_mail_that_a_server_took_was_sent(shop: Shop) -> None:
    shop.session()
    with RealServer() as server:
        shop.set_shop(mail={"way": "smtp", "host": "127.0.0.1", "port": server.port, "security": "none"})
        done = shop.run("ask-team", "Who knows E-2041?")
        assert done.out.splitlines()[1:] == ["✓ Mail sent to Ben Sutter", "✓ Mail sent to Ms Keller"]
        assert done.err == "Mailing Ben Sutter …\nMailing Ms Keller …\n"
        assert [mail.to for mail in server.received] == [("ben@example.ch",), ("keller@example.ch",)]


def test_a_server_that_refuses_is_told_and_the_number_shown(shop: Shop) -> None:
    shop.session()
    shop.set_shop(mail={"way": "smtp", "host": "127.0.0.1", "port": closed_port(), "security": "none"})
    done = shop.run("end-now")
    assert done.code == 0
    assert done.err.startswith(f"Call Ms Keller now: {NUMBER}\n")
    lines = done.out.splitlines()
    assert lines[0] == "✓ 14:05  ended at once · Acme AG · Printer offline · 0:00 paused"
    assert lines[1].startswith("! Ms Keller NOT told: ")
    assert lines[2] == f"  Ms Keller: {NUMBER}"


def test_ending_at_once_needs_no_session_and_no_reason(shop: Shop) -> None:
    done = shop.run("end-now")
    assert done.code == 0
    assert done.out.splitlines() == [
        "No session of yours is running, so nothing was recorded.",
        "! Ms Keller NOT told: mail laid in outbox/ (open and send it, or ring)",
        f"  Ms Keller: {NUMBER}",
    ]
    assert shop.run("end-now", "--quiet").out == ""


def test_ending_at_once_in_the_other_outputs(shop: Shop) -> None:
    thread = shop.session()
    data = shop.run("end-now", "shouted", "at", "--json").data
    assert (data["phone"], data["told"][0]["status"], data["entered"]["thread"]) == (NUMBER, "laid", thread)
    shop.run("resume")
    rows = [line.split("\t") for line in shop.run("end-now", "--plain").out.splitlines()]
    assert [(row[0], row[2]) for row in rows] == [("endnow", "Ms Keller"), ("told", "laid")]
    shop.run("resume")
    assert shop.run("end-now", "--quiet").out.strip() == shop.read(thread).of_kind("endnow")[-1].id


def test_a_share_that_takes_nothing_is_told_after_the_number(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    shop.session()

    def full(_: object, path: str, data: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("clientcare.adapters.stores.disk.Disk.create", full)
    done = shop.run("end-now")
    assert done.code == 1
    assert done.err.startswith(f"Call Ms Keller now: {NUMBER}\n")
    assert done.out.startswith("! NOT on record: The share ")
    assert "! Ms Keller NOT told: " in done.out
    assert "Not all of this is on record." in done.err


def test_who_has_no_address_is_named(shop: Shop) -> None:
    shop.session()
    shop.set_member(BEN._replace(mail=""))
    shop.set_shop(management=Management("", "", ""))
    done = shop.run("escalate")
    assert done.out.splitlines()[1:] == [
        "! Ben Sutter NOT told: no mail address is known",
        "! management NOT told: no mail address is known",
        "  Management: no phone number is set",
    ]
    rows = [line.split("\t") for line in shop.run("escalate", "--plain").out.splitlines()]
    assert rows[1:] == [["unreached", "Ben Sutter"], ["unreached", "management"]]


def test_a_text_may_come_from_standard_input(shop: Shop) -> None:
    thread = shop.session()
    assert shop.run("escalate", "-", input="The disk\nfails\n").code == 0
    assert shop.read(thread).of_kind("escalate")[0].get("text") == "The disk\nfails"
