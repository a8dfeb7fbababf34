"""What doctor found: a list by area, with what to do below each problem."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from clientcare.domain.examinations import AREAS
from clientcare.views.view import Look, View, clean, style

if TYPE_CHECKING:
    from collections.abc import Iterable

    from clientcare.domain.examinations import Check, Examination

_HEADINGS = {"set-up": "Set-up", "history": "Shell history"}
_MARKS = {
    "good": ("✓", "+", "good"),
    "warn": ("!", "!", "warn"),
    "bad": ("✗", "x", "bad"),
    "unknown": ("?", "?", "dim"),
}


def _human(found: Examination, look: Look) -> list[str]:
    lines = []
    for area in AREAS:
        checks = [check for check in found.checks if check.area == area]
        if checks:
            lines += [style(_HEADINGS.get(area, area.capitalize()), "bold", look)]
            for check in checks:
                lines += _check(check, look)
    return [*lines, "", _verdict(found, look)]


def _check(check: Check, look: Look) -> list[str]:
    symbol, plain, name = _MARKS[check.verdict]
    first, *rest = _wrapped(check.says, look, 4)
    arrow = "→ " if look.symbols else "> "
    advice = [
        line
        for part in check.advice.splitlines()
        for line in ([clean(part)] if part.startswith("  ") else _wrapped(part, look, 6))
    ]
    return [
        f"  {style(symbol if look.symbols else plain, name, look)} {first}",
        *(f"    {line}" for line in rest),
        *(f"    {arrow if number == 0 else '  '}{line}" for number, line in enumerate(advice)),
    ]


def _wrapped(text: str, look: Look, indent: int) -> list[str]:
    width = max(look.width - indent, 30)
    return textwrap.wrap(clean(text), width, break_long_words=False, break_on_hyphens=False) or [""]


def _verdict(found: Examination, look: Look) -> str:
    if found.bad:
        also = f", and {_counted(found.warnings, 'thing')} to know" if found.warnings else ""
        return style(f"{_counted(found.bad, 'thing')} to mend{also}.", "bad", look)
    if found.warnings:
        return style(f"It works. {_counted(found.warnings, 'thing')} to know.", "bold", look)
    return style("All is well.", "good", look)


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _plain(found: Examination) -> Iterable[tuple[object, ...]]:
    return ((check.area, check.verdict, check.says, check.advice.replace("\n ", "")) for check in found.checks)


def _quiet(found: Examination) -> Iterable[str]:
    return (f"{check.area}: {check.says}" for check in found.checks if check.verdict == "bad")


DOCTOR = View("doctor/1", _human, _plain, _quiet)
