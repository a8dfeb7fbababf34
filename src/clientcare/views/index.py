"""How the index of the share is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientcare.domain.times import say_moment
from clientcare.views.rows import columns
from clientcare.views.view import Look, View

if TYPE_CHECKING:
    from collections.abc import Iterable

    from clientcare.domain.summaries import IndexedMonth


def _human(found: tuple[IndexedMonth, ...], look: Look) -> Iterable[str]:
    if not found:
        yield "There are no sessions yet."
        return
    rows = [
        (
            one.month.replace("/", "-"),
            say_moment(one.made.astimezone(look.now.tzinfo)) if one.made else "not there: read anew each time",
            str(one.sessions) if one.made else "",
            str(one.behind) if one.made else "",
        )
        for one in found
    ]
    yield from columns(("month", "made", "sessions", "open or changed since"), rows, look)


INDEX = View(
    "index/1",
    lambda result, look: list(_human(result, look)),
    lambda result: [(one.month, one.made, one.sessions, one.behind) for one in result],
    lambda result: [one.month for one in result],
)
