"""Due times of a guide's steps: "within 3 working days", and when that is."""

from __future__ import annotations

import re
from datetime import UTC, timedelta
from typing import TYPE_CHECKING, NamedTuple

from clientcare.domain.errors import Usage
from clientcare.domain.typed import plain, quoted

if TYPE_CHECKING:
    from datetime import datetime

OPENED = "opened"
"""What a due time counts from where it counts from no step."""
MOST = 1_000
FORMS = "Write a number and what it counts: 72 hours, 3 working days, 2 weeks."
_UNITS = {
    word: unit
    for unit, words in {
        "minutes": "minute minutes min",
        "hours": "hour hours h",
        "days": "day days",
        "working days": "working day,working days,workday,workdays,business day,business days",
        "weeks": "week weeks",
    }.items()
    for word in (words.split(",") if "," in words else words.split())
}


class Due(NamedTuple):
    """How long a step may take: `number` of a `unit`, from the opening or from the end of the step `start`."""

    number: int
    unit: str
    start: str = OPENED

    def after(self, moment: datetime) -> datetime:
        """When it is due, as seen from `moment`, which is aware; in the same zone.

        Minutes and hours are elapsed time. Days and weeks keep the time on the clock. Working days are Monday to
        Friday: counting begins on the day after `moment`, so three from a Friday at 15:00 end on Wednesday at 15:00.
        """
        if self.unit in ("minutes", "hours"):
            return (moment.astimezone(UTC) + timedelta(**{self.unit: self.number})).astimezone(moment.tzinfo)
        if self.unit == "working days":
            at = moment
            for _ in range(self.number):
                at += timedelta(days=1)
                while at.weekday() >= 5:
                    at += timedelta(days=1)
            return at
        return moment + timedelta(**{self.unit: self.number})

    def __str__(self) -> str:
        unit = self.unit.removesuffix("s") if self.number == 1 else self.unit
        return f"{self.number} {unit}"


def parse_due(text: str, start: str = OPENED) -> Due:
    """Read how long something may take: "72 hours", "3 working days". Raises Usage."""
    number, _, words = plain(text).partition(" ")
    unit = _UNITS.get(words.strip(), "")
    if not unit or not re.fullmatch("[0-9]{1,4}", number) or not 0 < int(number) <= MOST:
        raise Usage(f"{quoted(text)} is no time that a step may take.", FORMS)
    return Due(int(number), unit, start)
