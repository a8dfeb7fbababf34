"""A guide's sheet as plain text: what can be printed from any machine, and read aloud."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from clientcare.domain.sheets import Goal, Sheet, SheetAsk, SheetStep

_WIDTH = 79
_BOX = "[ ]"


def plain_sheet(sheet: Sheet) -> str:
    """The text, in lines of at most 79 columns but for words that are longer; ends with a newline."""
    return "\n".join(_lines(sheet)) + "\n"


def _lines(sheet: Sheet) -> Iterator[str]:
    yield sheet.title
    yield "=" * min(len(sheet.title), _WIDTH)
    if sheet.description:
        yield from ("", *_wrapped(sheet.description, ""))
    yield ""
    yield "Client " + "_" * 29 + "  Date " + "_" * 13 + "  Who " + "_" * 16
    if sheet.body:
        yield from ("", *_wrapped(sheet.body, ""))
    yield from _goals("It needs", sheet.requirements)
    for part in sheet.parts:
        if part.heading:
            yield from ("", part.heading, "-" * len(part.heading))
        for step in part.steps:
            yield from ("", *_step(step))
    yield from _goals("Reached", sheet.outcomes)
    version = f", version {sheet.version}" if sheet.version else ""
    yield ""
    yield from textwrap.wrap(
        f"Guide {sheet.name}{version} ({sheet.mark}). Paper is no record: enter what you wrote down, then destroy "
        f"the sheet.{' * must be answered.' if sheet.required else ''}",
        _WIDTH,
    )


def _goals(heading: str, goals: Sequence[Goal]) -> Iterator[str]:
    if goals:
        yield from ("", heading)
        yield from (f"  {_BOX} {goal.name}{f' ({goal.note})' if goal.note else ''}" for goal in goals)


def _step(step: SheetStep) -> Iterator[str]:
    terms = f"  ({step.terms})" if step.terms else ""
    yield from textwrap.wrap(f"{_BOX} {step.n}  {step.name}{terms}", _WIDTH, subsequent_indent="      ")
    yield from _wrapped(step.directions, "      ")
    for ask in step.asks:
        yield from _ask(ask)


def _ask(ask: SheetAsk) -> Iterator[str]:
    said = f"{ask.prompt}{'*' if ask.required else ''}{f' ({ask.note})' if ask.note else ''}"
    boxes = "".join(f"  {_BOX} {choice}" for choice in ask.choices)
    *above, last = textwrap.wrap(f"{said}{boxes}", _WIDTH - 6, replace_whitespace=False) or [""]
    yield from (f"      {line}" for line in above)
    rest = _WIDTH - 7 - len(last)
    if not ask.lines:
        yield f"      {last}"
    elif rest >= 20:
        yield f"      {last} {'_' * rest}"
    else:
        yield from (f"      {last}", f"      {'_' * (_WIDTH - 6)}")
    yield from [f"      {'_' * (_WIDTH - 6)}"] * (ask.lines - 1)


def _wrapped(text: str, indent: str) -> Iterator[str]:
    for line in _joined(text):
        hanging = "  " if line.startswith(("- ", "* ")) else ""
        wrapped = textwrap.wrap(line, _WIDTH, initial_indent=indent, subsequent_indent=indent + hanging)
        yield from wrapped or ([""] if text else [])


def _joined(text: str) -> list[str]:
    """The lines of a text, those of one paragraph as one."""
    lines: list[str] = []
    for line in text.split("\n"):
        goes_on = lines and lines[-1].strip() and line[:1].isalpha() and not lines[-1].startswith(("#", "|", "    "))
        if goes_on:
            lines[-1] += f" {line}"
        else:
            lines.append(line.rstrip())
    return lines
