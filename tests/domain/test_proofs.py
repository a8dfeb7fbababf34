"""Mails to billing prove which entries there were, however they reach whoever checks them."""

from __future__ import annotations

from base64 import b64encode
from quopri import encodestring

import pytest

from clientcare.domain.proofs import Proof, proofs

ONE, OTHER = "session-01m86tj2t0egxb31vmrnsb7f3a", "session-01m86tj2t0egxb31vmrnsb7f3b"
A, B, C = "a" * 64, "b" * 64, "c" * 64
TEXT = f"Bill number   1\n\nShop          Sample\nSession       {ONE}\nProof         {A}\nProof         {B}\n"
PROVEN = (Proof(ONE, (A, B)),)
HEAD = b"From: ann@example.ch\r\nTo: billing@example.ch\r\nSubject: [1] Acme\r\nMIME-Version: 1.0\r\n"
PLAIN = b'Content-Type: text/plain; charset="utf-8"\r\n'


@pytest.mark.parametrize(
    "mail",
    [
        HEAD + PLAIN + b"\r\n" + TEXT.encode(),
        HEAD + PLAIN + b"Content-Transfer-Encoding: quoted-printable\r\n\r\n" + encodestring(TEXT.encode()),
        HEAD + PLAIN + b"Content-Transfer-Encoding: base64\r\n\r\n" + b64encode(TEXT.encode()),
        HEAD + b'Content-Type: text/plain; charset="no-such"\r\n\r\n' + TEXT.encode(),
        HEAD + b"Content-Type: text/html\r\n\r\n<p>" + TEXT.replace("\n", "<br>\n").encode(),
        HEAD + PLAIN + b"\r\n" + "".join(f"> {line}\n" for line in TEXT.splitlines()).encode(),
        HEAD
        + b'Content-Type: multipart/mixed; boundary="x"\r\n\r\n--x\r\nContent-Type: message/rfc822\r\n\r\n'
        + HEAD
        + PLAIN
        + b"\r\n"
        + TEXT.encode()
        + b"\r\n--x--\r\n",
        TEXT.encode(),
        TEXT.replace("Proof         ", "Proof\n").encode(),
    ],
)
def test_the_proofs_are_read_from_any_form_of_the_mail(mail: bytes) -> None:
    assert proofs(mail) == PROVEN


def test_each_proof_is_of_the_session_before_it() -> None:
    assert proofs(f"{TEXT}\nSession {OTHER}\nProof {C}\nProof {C}\n".encode()) == (*PROVEN, Proof(OTHER, (C,)))


@pytest.mark.parametrize("text", ["", "Hello", f"Session {ONE}", f"Proof {A}", f"Session {ONE}\nProof {A}a"])
def test_what_proves_nothing_gives_nothing(text: str) -> None:
    assert proofs(text.encode()) == ()
