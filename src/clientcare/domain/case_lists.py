"""What a session holds of one noun, as a command lists it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from clientcare.domain.casework import Access, Option


class OptionList(NamedTuple):
    """The ways that were offered in a session."""

    thread: str
    client_name: str
    title: str
    options: tuple[Option, ...]


class AccessList(NamedTuple):
    """The access that was lent in a session."""

    thread: str
    client_name: str
    title: str
    accesses: tuple[Access, ...]
