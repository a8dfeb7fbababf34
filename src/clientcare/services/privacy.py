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
    rule = "mask" if desk.options.mask or desk.shop.mask_always else "refuse"
    return screen(field, ruling.text if ruling else text, rule=rule)


def masked(field: str, text: str) -> Screened:
    """The text with its secrets masked, for what must never be held back."""
    from clientcare.domain.privacy import screen

    return screen(field, text, rule="mask")
