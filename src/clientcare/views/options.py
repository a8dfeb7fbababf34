"""How the options of a session are listed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientcare.views.view import Look, View, clean, style

if TYPE_CHECKING:
    from collections.abc import Iterable

    from clientcare.domain.case_lists import OptionList


def _human(result: OptionList, look: Look) -> Iterable[str]:
    if not result.options:
        return [f"Nothing was offered in '{clean(result.title)}' yet."]
    lines = []
    for one in result.options:
        lines.append(f"{one.number}  {style(clean(one.text), 'bold', look)}")
        lines.append(f"   Cost  {clean(one.cost)}   Consequence  {clean(one.consequence)}")
        if one.chosen:
            tick = style("✓" if look.symbols else "+", "good", look)
            lines.append(f"   {tick} chosen by {clean(one.chosen_by)}")
    return lines


def _plain(result: OptionList) -> Iterable[tuple[object, ...]]:
    for one in result.options:
        yield (one.number, one.id, one.text, one.cost, one.consequence, one.chosen, one.chosen_by)


OPTIONS = View("options/1", _human, _plain, lambda result: [one.id for one in result.options])
