"""The privacy guard as services call it: with what the shop, the command line and the person at it have ruled."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from clientcare.desk import Desk
    from clientcare.domain.privacy import Screened


def guarded(desk: Desk, field: str, text: str) -> Screened:
    """The text as the guard lets it pass: as it is, masked, or as a person edited or overruled it.

    Raises HeldBack with the places of what it found, where nobody has ruled on it.
    """
    from clientcare.domain.privacy import screen

    ruling = desk.rulings.get(text)
    if ruling and ruling.overrule:
        return screen(field, ruling.text, rule="overrule")
    return screen(field, ruling.text if ruling else text, rule="mask" if _masks(desk, text) else "refuse")


def guarded_content(desk: Desk, name: str, text: str) -> Screened:
    """The text of a file called `name`, as `guarded`; but what never blocks stays as it is.

    Long random text is what certificates, mails with attachments and pictures in pages are made of: masked, the copy
    would be of no use to anybody. Raises HeldBack.
    """
    from clientcare.domain.privacy import HeldBack, Screened, find, mask

    ruling = desk.rulings.get(text)
    said = ruling.text if ruling else text
    blocking = tuple(finding for finding in find(said) if finding.blocks)
    if ruling and ruling.overrule:
        return Screened(said, 0, tuple(sorted({finding.kind for finding in blocking})))
    if blocking and not _masks(desk, text):
        raise HeldBack(f"file {name}", said, blocking)
    return Screened(mask(said, blocking), len(blocking), ())


def _masks(desk: Desk, text: str) -> bool:
    """Whether the secrets of this text are to be masked: by the command line, the shop's rule, or the person."""
    ruling = desk.rulings.get(text)
    return desk.options.mask or desk.shop.mask_always or (ruling is not None and ruling.mask)


def masked(field: str, text: str) -> Screened:
    """The text with its secrets masked, for what must never be held back."""
    from clientcare.domain.privacy import screen

    return screen(field, text, rule="mask")
