"""A mail as bytes: what programs read from it is what was put in, and nothing can add to its headers."""

from __future__ import annotations

import email
import email.policy
from datetime import UTC, datetime, timedelta, timezone
from email.message import EmailMessage

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from clientcare.adapters.mail_message import written
from clientcare.domain.mails import check_mail, one_line
from tests.adapters.mail_examples import MAIL

HEADERS = ["From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type", "Content-Transfer-Encoding"]
TEXT = st.text(st.characters(codec="utf-8"))


def read(data: bytes) -> EmailMessage:
    message = email.message_from_bytes(data, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    assert not message.defects
    return message


def with_plain_ends(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n")


def test_a_plain_mail_is_readable_as_it_stands() -> None:
    assert written(MAIL) == (
        b'From: "Ann Example" <ann@example.ch>\r\n'
        b'To: "Billing" <billing@example.ch>\r\n'
        b"Subject: Acme AG: Printer offline\r\n"
        b"Date: Tue, 24 Nov 2026 15:00:00 +0000\r\n"
        b"Message-ID: <bill-0001.7f3a@example.ch>\r\n"
        b"MIME-Version: 1.0\r\n"
        b'Content-Type: text/plain; charset="utf-8"\r\n'
        b"Content-Transfer-Encoding: quoted-printable\r\n"
        b"\r\n"
        b"Fuser replaced.\r\n. and a dot\r\n"
    )


def test_a_draft_opens_for_sending() -> None:
    assert b"\r\nX-Unsent: 1\r\n" in written(MAIL, draft=True)
    assert b"X-Unsent" not in written(MAIL)


def test_answers_go_where_they_should() -> None:
    assert read(written(MAIL._replace(reply_to="ben@example.ch")))["Reply-To"] == "ben@example.ch"


def test_the_date_is_that_of_the_mail_in_its_own_zone() -> None:
    at = datetime(2026, 11, 24, 15, 0, tzinfo=timezone(timedelta(hours=1)))
    assert b"Date: Tue, 24 Nov 2026 15:00:00 +0100\r\n" in written(MAIL._replace(at=at))
    assert read(written(MAIL._replace(at=at)))["Date"].datetime == at.astimezone(UTC)


@given(TEXT, TEXT)
@example("Réparation: l'imprimante à l'étage " * 5, "Grüezi\n\n.\nFrom here on\n" + "ä" * 2000)
@example("=?utf-8?q?a=0D=0ABcc:_all@example.ch?=", "\r\n.\r\nQUIT")
@example("x" * 2000, "x" * 2000)
@example("a  b \t c", " trailing \t\n")
def test_what_goes_in_comes_out(subject: str, text: str) -> None:
    mail = check_mail(MAIL._replace(subject=subject, text=text))
    data = written(mail)
    message = read(data)
    assert message.keys() == HEADERS
    assert message["Subject"] == one_line(subject)
    assert message.get_content().replace("\r\n", "\n").rstrip("\n") == text.replace("\r\n", "\n").replace(
        "\r", "\n"
    ).rstrip("\n")


@given(TEXT, TEXT)
@example("ü" * 500, "ü" * 5000)
@example("x" * 2000, "x" * 2000)
def test_a_mail_is_ascii_in_short_lines_with_the_right_ends(subject: str, text: str) -> None:
    data = written(check_mail(MAIL._replace(subject=subject, text=text)))
    assert data.isascii()
    assert data.endswith(b"\r\n")
    assert data.replace(b"\r\n", b"").count(b"\n") == data.replace(b"\r\n", b"").count(b"\r") == 0
    assert max(map(len, data.split(b"\r\n"))) <= 78


@pytest.mark.parametrize(
    "name",
    [
        "Müller, Anna",
        'Hans "Housi" Muster',
        "back\\slash",
        "Ann (IT)",
        "=?utf-8?q?a=0D=0ABcc:_all@example.ch?=",
        "Ä" * 200,
        "n" * 200,
        "boss@example.org",
    ],
)
def test_a_name_beside_an_address_comes_out_as_it_went_in(name: str) -> None:
    mail = check_mail(MAIL._replace(sender=f"{name} <ann@example.ch>", to=(f"{name} <a@example.ch>", "b@example.ch")))
    message = read(written(mail))
    [sender] = message["From"].addresses
    assert sender.addr_spec == "ann@example.ch"
    # Python 3.11 reads a space between encoded words, where RFC 2047 wants none.
    assert sender.display_name.replace(" ", "") == name.replace(" ", "")
    assert max(map(len, written(mail).split(b"\r\n"))) <= 78
    assert [each.addr_spec for each in message["To"].addresses] == ["a@example.ch", "b@example.ch"]
    assert message.keys() == HEADERS


def test_broken_unicode_in_a_text_does_not_hold_a_mail_back() -> None:
    assert b"a?b" in written(MAIL._replace(text="a\ud800b"))


@given(TEXT)
def test_the_same_mail_gives_the_same_bytes(text: str) -> None:
    assert written(MAIL._replace(text=text)) == written(MAIL._replace(text=text))
