"""What the store's answers to all entries of a command come to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientcare.domain.errors import Exit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from clientcare.domain.records import Receipt

_WORST = ("unknown", "held", "filed")


def answer_of(receipts: Sequence[Receipt]) -> str:
    """What became of all entries of a command: "unknown" or "held" where one was, "filed", or "" without any entry."""
    answers = {one.answer for one in receipts}
    return next((one for one in _WORST if one in answers), "")


def exit_of(receipts: Sequence[Receipt]) -> Exit:
    """The exit code of a command that did all else that it was asked to."""
    return {"held": Exit.HELD, "unknown": Exit.UNKNOWN}.get(answer_of(receipts), Exit.DONE)
