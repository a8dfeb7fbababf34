"""Faults and warnings of a file as its author sees them: the place, the line, what is meant in it, what is right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientcare.views.rows import wide
from clientcare.views.view import Look, clean, style

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from clientcare.domain.guide_tables import Excerpt, Remark

_NUMBER = 7
"""Columns in which the number of a line stands."""
_TAB = "    "


def in_a_line(source: str, remarks: Iterable[Remark]) -> Iterator[str]:
    """Each remark on one line: place, what is wrong, what was expected."""
    for remark in remarks:
        expected = f". {remark.expected}" if remark.expected else ""
        yield clean(f"{remark.placed(source)}: {remark.text}{expected}", "")


def with_lines(source: str, mark: str, remark: Remark, look: Look) -> Iterator[str]:
    """A remark with the line of the file; `mark` is what stands before it."""
    yield f"  {mark} {clean(f'{remark.placed(source)}: {remark.text}', '')}"
    expected = clean(remark.expected, "")
    if remark.excerpt is None:
        if expected:
            yield f"    {expected}"
        return
    bar = "│" if look.symbols else "|"
    before, meant, behind = _cropped(remark.excerpt, max(20, look.width - _NUMBER - 3), look)
    yield style(f"{remark.line:>{_NUMBER}} {bar} ", "dim", look) + f"{before}{meant}{behind}".rstrip()
    blank = style(f"{'':>{_NUMBER}} {bar} ", "dim", look)
    pointer = f"{' ' * wide(before)}{style('^' * max(1, wide(meant)), 'accent', look)}"
    if expected and _NUMBER + 4 + wide(before) + max(1, wide(meant)) + wide(expected) <= look.width:
        yield f"{blank}{pointer} {expected}"
    else:
        yield f"{blank}{pointer}"
        if expected:
            yield f"{'':>{_NUMBER}}   {expected}"


def _cropped(excerpt: Excerpt, room: int, look: Look) -> tuple[str, str, str]:
    """What stands before what is meant, that itself, and what stands behind it, in so many columns."""
    more = "…" if look.symbols else "..."
    end = excerpt.at + len(excerpt.text)
    before, meant, behind = (
        clean(part.replace("\t", _TAB), "") for part in (excerpt.line[: excerpt.at], excerpt.text, excerpt.line[end:])
    )
    meant = _end_cut(meant, room // 2, more)
    if wide(before) + wide(meant) > room - len(more):
        before = more + _begin_cut(before, room - len(more) * 2 - wide(meant))
    return before, meant, _end_cut(behind, room - wide(before) - wide(meant), more)


def _end_cut(text: str, room: int, more: str) -> str:
    if wide(text) <= room:
        return text
    while wide(text) > room - len(more):
        text = text[:-1]
    return text + more


def _begin_cut(text: str, room: int) -> str:
    while wide(text) > room:
        text = text[1:]
    return text
