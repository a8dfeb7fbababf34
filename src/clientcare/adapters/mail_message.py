"""A mail as the bytes that travel or are laid down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientcare.domain.mailboxes import address_parts

if TYPE_CHECKING:
    from clientcare.domain.mails import Mail


def written(mail: Mail, *, draft: bool = False) -> bytes:
    """The mail as RFC 5322 wants it: ASCII only, CRLF, no line over 76 signs but for long addresses.

    The same mail gives the same bytes under every version of Python. `draft` adds what makes mail programs open the
    file for sending, not for reading. Expects a mail that `check_mail` has passed.
    """
    # Not email.message: it decodes an encoded word inside a subject, and on Python before 3.12.5 a line break in that
    # word ("=?utf-8?q?=0D=0ABcc:...?=") becomes a header of its own.
    from binascii import b2a_qp
    from email.utils import format_datetime

    headers = [
        ("From", _mailbox(mail.sender)),
        ("To", ",\r\n ".join(map(_mailbox, mail.to))),
        *([("Reply-To", _mailbox(mail.reply_to))] if mail.reply_to else []),
        ("Subject", _words(mail.subject, len("Subject: "))),
        ("Date", format_datetime(mail.at)),
        ("Message-ID", mail.message_id),
        *([("X-Unsent", "1")] if draft else []),
        ("MIME-Version", "1.0"),
        ("Content-Type", 'text/plain; charset="utf-8"'),
        ("Content-Transfer-Encoding", "quoted-printable"),
    ]
    head = "".join(f"{name}: {value}\r\n" for name, value in headers)
    text = mail.text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n") + "\n"
    body = b2a_qp(text.encode("utf-8", "replace"), istext=True)
    return head.encode("ascii") + b"\r\n" + body.replace(b"\n", b"\r\n")


def _mailbox(address: str) -> str:
    name, bare = address_parts(address)
    if not name:
        return bare
    if not _is_plain(name):
        return f"{_words(name, len('Reply-To: '))}\r\n <{bare}>"
    escaped = name.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}" <{bare}>'


def _words(text: str, indent: int) -> str:
    """The text as it stands where that is safe and short, else as encoded words of RFC 2047 on lines of their own."""
    if _is_plain(text):
        return text
    from email.header import Header

    return Header(text, "utf-8", maxlinelen=76 - indent).encode(linesep="\r\n")


def _is_plain(text: str) -> bool:
    # "=?" would be read as the start of an encoded word.
    return text.isascii() and text.isprintable() and "=?" not in text and len(text) <= 60
