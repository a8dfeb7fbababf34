"""Local times and the instants that they name. In a zone with daylight saving that can be none, or two."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

from clientcare.domain.errors import Usage
from clientcare.domain.times import say_day

if TYPE_CHECKING:
    from datetime import datetime, tzinfo


def readings(local: datetime, zone: tzinfo) -> tuple[datetime, ...]:
    """Every moment at which the clocks of `zone` show `local`, which is naive: none, one, or two in order."""
    return tuple(at for at in _either_side(local, zone) if at.replace(tzinfo=None) == local)


def settle(local: datetime, zone: tzinfo) -> datetime:
    """The one moment at which the clocks of `zone` show `local` (which is naive).

    Raises Usage with both ways to write what may be meant, if the clocks skip `local` or show it twice.
    """
    found = readings(local, zone)
    if len(found) == 1:
        return found[0]
    what, change = ("exists twice", "go back") if found else ("does not exist", "go forward")
    first, second = (at.isoformat(timespec="minutes") for at in _either_side(local, zone))
    raise Usage(
        f"{local:%H:%M} {what} on {say_day(local)}: write {first} or {second}.",
        f"The clocks {change} then: the first of the two is before the change, the second after it.",
    )


def _either_side(local: datetime, zone: tzinfo) -> tuple[datetime, ...]:
    """`local` taken with the offset before a change of the clocks and with the one after it; one if they agree.

    zoneinfo takes any local time without a word, so each goes to UTC and back (PEP 495). They are also compared there,
    because two moments of one zone compare by what their clocks show.
    """
    instants = {local.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1)}
    return tuple(at.astimezone(zone) for at in sorted(instants))
