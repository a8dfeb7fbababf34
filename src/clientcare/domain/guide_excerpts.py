"""What stands at the place of a fault: the line of the file, or as much of it as can be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientcare.domain.guide_tables import Excerpt

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from clientcare.domain.guide_tables import Remark

EXCERPT = 160
"""Characters of a line that are told with a remark, at most; half of them are what it is about."""


def with_excerpts(remarks: Iterable[Remark], lines: Sequence[str]) -> tuple[Remark, ...]:
    """Remarks with what stands at their places in a file of these lines."""
    return tuple(
        remark._replace(excerpt=_excerpt(lines[remark.line - 1], remark)) if 1 <= remark.line <= len(lines) else remark
        for remark in remarks
    )


def _excerpt(line: str, remark: Remark) -> Excerpt:
    at = max(0, remark.column - 1)
    length = min(max(1, remark.length), EXCERPT // 2)
    begin = max(0, at - (EXCERPT - length)) if at + length > EXCERPT else 0
    return Excerpt(line[begin : begin + EXCERPT], at - begin, line[at : at + length])
