"""How is shown what is kept longer than the shop's periods."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientcare.domain.times import say_day
from clientcare.views.rows import columns
from clientcare.views.view import Look, View

if TYPE_CHECKING:
    from collections.abc import Iterable

    from clientcare.domain.retention import DueLine


def _human(lines: tuple[DueLine, ...], look: Look) -> Iterable[str]:
    if not lines:
        return ["Nothing is kept longer than the shop's periods."]
    rows = [
        (one.folder, one.client_name, one.group, str(one.entries), say_day(one.oldest), say_day(one.newest))
        for one in lines
    ]
    last = "Nothing is erased by itself: clientcare erase CLIENT --dry-run"
    return [*columns(("HANDLE", "NAME", "WHAT", "ENTRIES", "FROM", "TO"), rows, look), last]


def _plain(lines: tuple[DueLine, ...]) -> Iterable[tuple[object, ...]]:
    return lines


DUE = View("due/1", _human, _plain, lambda lines: dict.fromkeys(one.folder for one in lines))
