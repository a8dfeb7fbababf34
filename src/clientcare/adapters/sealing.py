"""Sealing with age (https://age-encryption.org): whoever has the public key can seal, only the private key opens."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class CannotOpen(Exception):
    """None of the keys opens it, or it is nothing that was sealed."""


def new_pair() -> tuple[str, str]:
    """A fresh public key and its private key."""
    from pyrage import x25519

    private = x25519.Identity.generate()
    return str(private.to_public()), str(private)


def is_public_key(text: str) -> bool:
    """Whether something can be sealed with this key."""
    from pyrage import RecipientError, x25519

    try:
        x25519.Recipient.from_str(text)
    except RecipientError:
        return False
    return True


def seal(data: bytes, public_key: str) -> bytes:
    """The sealed bytes. Raises ValueError where the key is none."""
    from pyrage import RecipientError, encrypt, x25519

    try:
        return bytes(encrypt(data, [x25519.Recipient.from_str(public_key)]))
    except RecipientError as error:
        raise ValueError(str(error)) from None


def unseal(sealed: bytes, private_keys: Iterable[str]) -> bytes:
    """What was sealed. A private key that cannot be read is passed over. Raises CannotOpen."""
    from pyrage import DecryptError, IdentityError, decrypt, x25519

    identities = []
    for text in private_keys:
        try:
            identities.append(x25519.Identity.from_str(text))
        except IdentityError:
            continue
    try:
        return bytes(decrypt(sealed, identities))
    except DecryptError:
        raise CannotOpen from None
