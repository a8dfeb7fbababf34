"""Lines for people that several views share: a name and its value, sentences to be known, columns that line up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientcare.views.view import Look, clean, style

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

NAME_WIDTH = 16
GAP = "  "


def row(name: str, text: str, look: Look) -> Iterable[str]:
    """A name and its value, wrapped to the width; nothing for an empty value."""
    import textwrap

    if not text:
        return
    lines = [
        part
        for line in clean(text).split("\n")
        for part in textwrap.wrap(line, max(30, look.width - NAME_WIDTH - 3), break_long_words=False) or [""]
    ]
    yield f"  {style(name.ljust(NAME_WIDTH), 'dim', look)} {lines[0]}"
    yield from (f"  {' ' * NAME_WIDTH} {line}" for line in lines[1:])


def remark(text: str, look: Look, sign: str = "·", plain: str = "-") -> Iterable[str]:
    """A sentence that must be known, wrapped to the width."""
    import textwrap

    mark = sign if look.symbols else plain
    lines = textwrap.wrap(clean(text), max(30, look.width - 2), break_long_words=False)
    yield from (f"{style(mark, 'warn', look) if number == 0 else ' '} {line}" for number, line in enumerate(lines))


def done(text: str, look: Look) -> str:
    """The line that says what was saved."""
    return f"{style('✓' if look.symbols else '+', 'good', look)} {text}"


def dotted(look: Look, *parts: str) -> str:
    """Parts of a line with a dot between, empty ones left out."""
    return (" · " if look.symbols else " - ").join(clean(part, "") for part in parts if part)


def columns(heads: Sequence[str], rows: Sequence[Sequence[str]], look: Look) -> Iterable[str]:
    """Rows under their heads, each column as wide as it needs; the widest gives way where the screen is too narrow."""
    cells = [[clean(cell, "") for cell in one] for one in rows]
    widths = [max(wide(one[at]) for one in [list(heads), *cells]) for at in range(len(heads))]
    while sum(widths) + len(GAP) * (len(widths) - 1) > look.width and max(widths) > 12:
        widths[widths.index(max(widths))] -= 1
    yield style(_line(heads, widths, look), "dim", look)
    yield from (_line(one, widths, look) for one in cells)


def _line(cells: Sequence[str], widths: Sequence[int], look: Look) -> str:
    return GAP.join(fitted_cell(cell, width, look) for cell, width in zip(cells, widths, strict=True)).rstrip()


def fitted_cell(cell: str, width: int, look: Look) -> str:
    """A text that takes exactly `width` columns: filled up, or cut with an ellipsis."""
    end = "…" if look.symbols else "..."
    while wide(cell) > width:
        cell = cell.removesuffix(end)[:-1] + end
    return cell + " " * (width - wide(cell))


def wide(text: str) -> int:
    """The columns of a terminal that a text takes: two for East Asian wide letters, none for combining ones."""
    if text.isascii():
        return len(text)
    from unicodedata import combining, east_asian_width

    return sum(0 if combining(one) else 2 if east_asian_width(one) in "WF" else 1 for one in text)
