"""The machine's clock."""

from __future__ import annotations

from datetime import datetime, tzinfo


class SystemClock:
    """This moment in one time zone."""

    def __init__(self, zone: tzinfo) -> None:
        self.zone = zone

    def now(self) -> datetime:
        """Aware, in the zone."""
        return datetime.now(self.zone)
