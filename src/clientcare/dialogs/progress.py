"""Says on standard error how long work gets on, while it does."""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from clientcare.desk import Desk
    from clientcare.domain.verifications import Progress

EVERY = 0.2  # seconds between two lines


@contextmanager
def telling(desk: Desk) -> Iterator[Callable[[Progress], None]]:
    """What a service tells while it looks through the share; the line goes when it is done, or stopped."""
    told = float("-inf")

    def tell(done: Progress) -> None:
        nonlocal told
        if time.monotonic() - told >= EVERY:
            told = time.monotonic()
            counted = f"sessions {done.sessions:,}, entries {done.entries:,}, documents {done.documents:,}"
            desk.screen.passing(f"{done.folder}: {counted} so far")

    try:
        yield tell
    finally:
        desk.screen.passing("")
