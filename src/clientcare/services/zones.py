"""Time zones by the names that people type."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientcare.domain.errors import Usage

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo


def checked_zone(typed: str) -> tuple[str, ZoneInfo]:
    """A time zone by its name in the tz database, in any case ("europe/zurich"), or by its city ("Zurich").

    Raises Usage with the nearest name.
    """
    from zoneinfo import ZoneInfo, available_timezones

    zones = {name.casefold(): name for name in available_timezones()}
    wanted = "_".join(typed.split()).casefold()
    cities = [name for lowered, name in zones.items() if lowered.rpartition("/")[2] == wanted and "/" in name]
    found = zones.get(wanted) or (cities[0] if len(cities) == 1 else "")
    if found:
        return found, ZoneInfo(found)
    from clientcare.domain.tables import near

    meant = zones.get(near(wanted, tuple(zones))) or _of_city(wanted, zones)
    raise Usage(
        f"There is no time zone '{typed[:60]}'.",
        f"Did you mean {meant}?" if meant else "Write one such as Europe/Zurich or Europe/London.",
    )


def _of_city(wanted: str, zones: dict[str, str]) -> str:
    from clientcare.domain.tables import near

    cities = {lowered.rpartition("/")[2]: name for lowered, name in sorted(zones.items(), reverse=True)}
    return cities.get(near(wanted, tuple(cities)), "")
