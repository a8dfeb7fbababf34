"""Runbooks in Markdown as guides: numbered steps, headed steps or check boxes, and nothing of the text lost."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from clientcare.domain.guide_tables import Remark

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from markdown_it.token import Token

LONGEST_NAME = 80
"""Characters of a step's name; a longer text is told in full below it."""
_NUMBERED = re.compile(
    r"(?:(?:step|schritt|étape)\s+)?\d+\s*[.:)–-]?\s+(?=\S)|(?:step|schritt|étape)\s+\d+\s*[.:)–-]?\s*", re.IGNORECASE
)
_SPOKEN = re.compile(r"(?:\*\*|__)?(?:step|schritt|étape)\s+\d+\b", re.IGNORECASE)
"""How a paragraph begins that is a step without being a heading."""
_BOX = re.compile(r"\[[ xX]\]\s+")
_NEEDS = re.compile(
    r"pre-?requisites?|requirements?|(?:what )?you(?:'ll| will)? need|voraussetzungen|prérequis", re.IGNORECASE
)
_RESULTS = re.compile(r"outcomes?|(?:expected )?results?|done when|ergebnis(?:se)?|résultats?", re.IGNORECASE)


class Converted(NamedTuple):
    """The keys of a guide, its body, and what could not be placed, each with its line."""

    data: dict[str, Any]
    body: str
    remarks: tuple[Remark, ...]


class _Block(NamedTuple):
    """A part of the text: lines `start` to `end` (counted from 0, the last one excluded) of a `kind`.

    A heading has its `level` and its `text`, a list its `items`, each with its own lines.
    """

    kind: str
    start: int
    end: int
    level: int = 0
    text: str = ""
    items: tuple[tuple[int, int], ...] = ()


class _Item(NamedTuple):
    """An item of a list: its first line without its sign, the rest without its indent, and whether the first goes on
    in the next."""

    first: str
    rest: str
    flows: bool


def convert(text: str, given: Collection[str] = ()) -> Converted:
    """The guide that a runbook is. One without steps has them all in its body, and a remark says so.

    What stands for keys that are `given` is left in the body.
    """
    lines = text.split("\n")
    blocks = _blocks(text)
    taken: set[int] = set()
    data: dict[str, Any] = {}
    title = next((block for block in blocks if block.kind == "heading"), None)
    if title and title.level == 1 and "title" not in given:
        data["title"] = _plain(title.text)
        taken.add(title.start)
    for key, pattern in (("requirements", _NEEDS), ("outcomes", _RESULTS)):
        goals = [] if key in given else _goals(blocks, pattern, taken, lines)
        if goals:
            data[key] = [{"name": name} for name in goals]
    steps = _steps(blocks, taken, lines)
    if steps:
        data["steps"] = [{**step, "weight": n} for n, step in enumerate(steps, 1)]
    left = [block for block in blocks if block.start not in taken]
    body = "\n\n".join("\n".join(lines[block.start : block.end]).strip("\n") for block in left)
    remarks = [Remark(_leftover(block, lines), "It is in the guide's body.", block.start + 1, 1) for block in left]
    if not steps:
        told = "no steps were found"
        remarks.insert(0, Remark(told, "Number them, head them 'Step 1: …', or give them check boxes.", 1, 1))
    return Converted(data, f"\n{body}\n" if body else "", tuple(remarks))


def _blocks(text: str) -> list[_Block]:
    from markdown_it import MarkdownIt

    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    lines = text.split("\n")
    blocks: list[_Block] = []
    upto = 0
    for at, token in enumerate(tokens):
        if token.map is None or token.level != 0 or token.nesting < 0:
            continue
        start, end = token.map
        blocks += _unparsed(lines, upto, start)
        upto = end
        if token.type == "heading_open":
            blocks.append(_Block("heading", start, end, int(token.tag[1]), tokens[at + 1].content))
        elif token.type in ("ordered_list_open", "bullet_list_open"):
            blocks.append(_Block(token.type.removesuffix("_list_open"), start, end, items=tuple(_items(tokens, at))))
        elif token.type == "paragraph_open" and _SPOKEN.match(lines[start]):
            blocks.append(_Block("heading", start, start + 1, _SPOKEN_LEVEL, _plain(lines[start])))
            blocks += [_Block("other", start + 1, end)] if end > start + 1 else []
        else:
            blocks.append(_Block("other", start, end))
    return [*blocks, *_unparsed(lines, upto, len(lines))]


_SPOKEN_LEVEL = 9
"""Deeper than any heading, so that each heading ends such a step."""


def _unparsed(lines: Sequence[str], start: int, end: int) -> Iterator[_Block]:
    """Lines that make no block of Markdown, but say something: where links lead to."""
    if any(line.strip() for line in lines[start:end]):
        yield _Block("other", start, end)


def _items(tokens: Sequence[Token], at: int) -> Iterator[tuple[int, int]]:
    for token in tokens[at + 1 :]:
        if token.level == 0:
            return
        if token.level == 1 and token.type == "list_item_open" and token.map:
            yield token.map[0], token.map[1]


def _goals(blocks: Sequence[_Block], pattern: re.Pattern[str], taken: set[int], lines: Sequence[str]) -> list[str]:
    """The items of the bullet list that follows a heading which says what they are."""
    for heading, block in pairwise(blocks):
        if heading.kind == "heading" and heading.level > 1 and pattern.fullmatch(_plain(heading.text).strip(" :")):
            items = [_item(lines, item) for item in block.items] if block.kind == "bullet" else []
            if items and not any(item.rest for item in items):
                taken.update((heading.start, block.start))
                return [_plain(item.first) for item in items]
    return []


def _steps(blocks: Sequence[_Block], taken: set[int], lines: Sequence[str]) -> list[dict[str, str]]:
    free = [block for block in blocks if block.start not in taken]
    numbered = [block for block in free if block.kind == "heading" and _NUMBERED.match(block.text)]
    if len(numbered) > 1:
        return _headed(free, [block for block in numbered if block.level == numbered[0].level], taken, lines)
    listed = [block for block in free if block.kind == "ordered"]
    if not listed:
        listed = [block for block in free if block.kind == "bullet" and _all_boxes(block, lines)]
    if listed:
        taken.update(block.start for block in listed)
        return [_listed(_item(lines, item)) for block in listed for item in block.items]
    headings = [block for block in free if block.kind == "heading" and block.level == 2]
    return _headed(free, headings, taken, lines) if len(headings) > 1 else []


def _all_boxes(block: _Block, lines: Sequence[str]) -> bool:
    return all(_BOX.match(lines[start].lstrip(" -*+")) for start, _ in block.items)


def _headed(
    blocks: Sequence[_Block], headings: Sequence[_Block], taken: set[int], lines: Sequence[str]
) -> list[dict[str, str]]:
    """Each heading with all that follows, up to the next heading that is no deeper."""
    steps = []
    for heading in headings:
        behind = [block for block in blocks if block.start > heading.start]
        stop = next((one.start for one in behind if one.kind == "heading" and one.level <= heading.level), len(lines))
        taken.update(block.start for block in behind if block.start < stop)
        taken.add(heading.start)
        name = _NUMBERED.sub("", heading.text, count=1) or heading.text
        steps.append(_step(name, "\n".join(lines[heading.end : stop]).strip()))
    return steps


def _item(lines: Sequence[str], item: tuple[int, int]) -> _Item:
    start, end = item
    first = lines[start]
    sign = re.match(r"\s*(?:[-*+]|\d+[.)])\s*", first)
    width = sign.end() if sign else 0
    rest = [line[width:] if not line[:width].strip() else line.lstrip() for line in lines[start + 1 : end]]
    flows = bool(rest) and bool(re.match(r"[^\W\d_]", rest[0]))
    return _Item(_BOX.sub("", first[width:].strip(), count=1), "\n".join(rest).strip(), flows)


def _listed(item: _Item) -> dict[str, str]:
    """The step that an item of a list is. Where its first line goes on in the next, both stand together below."""
    if item.flows:
        return {"name": _cut(_plain(item.first)), "directions": f"{item.first}\n{item.rest}"}
    return _step(item.first, item.rest)


def _step(first: str, rest: str) -> dict[str, str]:
    name = _plain(first)
    if len(name) <= LONGEST_NAME:
        return {"name": name.rstrip(":"), "directions": rest}
    return {"name": _cut(name), "directions": f"{first}\n{rest}".strip()}


def _cut(name: str) -> str:
    if len(name) <= LONGEST_NAME:
        return name
    return f"{name[:LONGEST_NAME].rpartition(' ')[0] or name[:LONGEST_NAME]} …"


def _plain(text: str) -> str:
    """A name without the signs of emphasis and code around its words."""
    return re.sub(r"(\*\*|__|`)(.+?)\1", r"\2", " ".join(text.split()))


def _leftover(block: _Block, lines: Sequence[str]) -> str:
    if block.kind == "heading":
        return f"the heading '{_plain(block.text)}' is no step"
    return f"'{lines[block.start].strip()[:40]}' belongs to no step"
