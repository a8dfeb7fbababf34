"""What mails to billing prove: which entries a session had when billing was told of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable
    from email.message import EmailMessage

_MARKS = re.compile(r"session-[0-9a-hjkmnp-tv-z]{26}|(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])")


class Proof(NamedTuple):
    """A session that a mail tells of, and the digests of its newest entries at that time."""

    thread: str
    digests: tuple[str, ...]


def proofs(data: bytes) -> tuple[Proof, ...]:
    """The sessions that a mail tells of, in their order; the mail may be forwarded, quoted, in HTML, or text alone."""
    found: dict[str, dict[str, None]] = {}
    thread = ""
    for text in _texts(data):
        for mark in _MARKS.findall(text):
            if mark.startswith("session-"):
                thread = mark
                found.setdefault(thread, {})
            elif thread:
                found[thread][mark] = None
    return tuple(Proof(thread, tuple(digests)) for thread, digests in found.items() if digests)


def _texts(data: bytes) -> Iterable[str]:
    """The readable parts of a mail, decoded; where it is no mail, all of it."""
    import email
    from email import policy

    mail: EmailMessage = email.message_from_bytes(data, policy=policy.default)
    if not mail.keys():
        yield data.decode("utf-8", "replace")
        return
    for part in mail.walk():
        if part.get_content_maintype() == "text":
            body = part.get_payload(decode=True)
            text = body.decode("utf-8", "replace") if isinstance(body, bytes) else str(body)
            yield re.sub(r"<[^>]{0,2000}>", " ", text) if part.get_content_subtype() == "html" else text
