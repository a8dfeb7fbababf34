"""What may stand in a client's file: every text passes the privacy guard and is checked before it is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientcare.domain.clients import ACCOUNTS
from clientcare.domain.errors import Usage
from clientcare.domain.kinds import check_text
from clientcare.domain.mailboxes import check_address
from clientcare.domain.names import checked_name
from clientcare.domain.tables import near
from clientcare.domain.typed import quoted
from clientcare.services.privacy import guarded

if TYPE_CHECKING:
    from datetime import date

    from clientcare.desk import Desk

LINE = 200
PHONE = 40
TEXT = 2000


class Fields:
    """Checks the fields of one change. `masked` counts the secrets that the guard masked in them.

    Every method answers the text as it is kept, empty for an empty one, and raises Usage and HeldBack.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.masked = 0

    def _cleared(self, field: str, text: str) -> str:
        check_text(field, text)
        if not text.strip():
            return ""
        seen = guarded(self._desk, field, text.strip())
        self.masked += seen.masked
        return seen.text

    def name(self, field: str, text: str) -> str:
        """The name of a firm or person."""
        return self._cleared(field, checked_name(text, field)) if text.strip() else ""

    def line(self, field: str, text: str) -> str:
        """A few words in one line."""
        line = self._cleared(field, " ".join(text.split()))
        if len(line) > LINE or not line.isprintable():
            raise Usage(f"The {field} must be one line of {LINE} characters at the most.", "Put the rest into a note.")
        return line

    def text(self, field: str, text: str) -> str:
        """Several lines, such as a postal address."""
        lines = self._cleared(field, "\n".join(" ".join(line.split()) for line in text.strip().split("\n")))
        if len(lines) > TEXT or not lines.replace("\n", "").isprintable():
            raise Usage(f"The {field} must be text of {TEXT} characters at the most.", "Put the rest into a note.")
        return lines

    def phone(self, text: str) -> str:
        """A phone number as it is dialled, with or without an extension."""
        number = " ".join(text.split())
        if number and (len(number) > PHONE or not number.isprintable() or not any(sign.isdigit() for sign in number)):
            raise Usage(f"{quoted(number)} is no phone number.", "Write it as it is dialled: 044 555 01 20")
        return self._cleared("phone", number)

    def address(self, text: str) -> str:
        """A mail address."""
        return check_address(text) if text.strip() else ""


def checked_account(typed: str) -> str:
    """One of the account types. Raises Usage with the nearest."""
    account = "-".join(typed.casefold().replace("-", " ").split())
    if account in ACCOUNTS:
        return account
    meant = near(account, tuple(ACCOUNTS))
    raise Usage(
        f"There is no account type '{typed[:40]}'.",
        f"Did you mean {meant}?" if meant else f"It is one of: {', '.join(ACCOUNTS)}.",
    )


def day_of(desk: Desk, typed: str) -> date:
    """A day as typed; today where nothing was."""
    from clientcare.domain.days import parse_day

    today = desk.now().date()
    return parse_day(typed, today) if typed else today
