"""How the access that a client lent is listed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientcare.domain.times import say_moment
from clientcare.views.view import Look, View, clean, style

if TYPE_CHECKING:
    from collections.abc import Iterable

    from clientcare.domain.case_lists import AccessList
    from clientcare.domain.casework import Access


def _human(result: AccessList, look: Look) -> Iterable[str]:
    if not result.accesses:
        return [f"No access was lent in '{clean(result.title)}'."]
    return [_line(one, look) for one in result.accesses]


def _line(one: Access, look: Look) -> str:
    if one.returned:
        sign = style("✓" if look.symbols else "+", "good", look)
        state = f"given back {say_moment(one.returned_at)}" if one.returned_at else "given back"
    else:
        sign, state = style("!", "warn", look), "open"
    return f"{sign} {clean(one.what)}, to {clean(one.lent_to)}, since {say_moment(one.at)}: {state}"


def _plain(result: AccessList) -> Iterable[tuple[object, ...]]:
    for one in result.accesses:
        yield (one.id, one.what, one.lent_to, one.at, one.returned, one.returned_at)


ACCESSES = View("accesses/1", _human, _plain, lambda result: [one.id for one in result.accesses])
