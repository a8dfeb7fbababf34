"""How guides are shown: the list of all, one whole, and what a check found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from clientcare.domain.dues import OPENED
from clientcare.domain.icons import glyph
from clientcare.domain.ownership import say_role
from clientcare.views.asks import ask_words
from clientcare.views.remarks import in_a_line, with_lines
from clientcare.views.view import Look, View, clean, fitted, style

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from clientcare.domain.guides import (
        CheckedFile,
        Checkup,
        FoundGuide,
        Guide,
        LibraryListing,
        ListedGuide,
        Outcome,
        Requirement,
        Step,
    )

_PLACES = {"shop": "Of the shop", "shipped": "With clientcare"}
_RUNS = {"session": "for sessions", "procedure": "procedures"}
_PHASES = {"start": "At the start", "work": "While working", "close": "At the close"}
_INDENT = 6
_LONGEST_TYPE = 14


class _Markdown(NamedTuple):
    """Text of a guide that is Markdown, and how far it stands in."""

    text: str
    indent: int


# -- the list ------------------------------------------------------------------------------------------------


def _list_human(listing: LibraryListing, look: Look) -> list[str]:
    lines: list[str] = []
    for place, heading in _PLACES.items():
        for runs, what in _RUNS.items():
            rows = [one for one in listing.guides if one.place == place and one.guide.runs == runs]
            if rows:
                lines += [style(f"{heading}, {what}", "bold", look), *_list_rows(rows, look)]
    if listing.broken:
        mark = style("!", "bad", look)
        lines.append(f"{mark} Cannot be read")
        for one in listing.broken:
            lines += [f"  {line}" for line in in_a_line(one.source, one.faults)]
    return lines or ["There are no guides."]


def _list_rows(rows: Sequence[ListedGuide], look: Look) -> Iterator[str]:
    names = max(len(one.guide.name) for one in rows)
    titles = max(len(clean(one.guide.title, "")) for one in rows)
    kinds = max(min(_LONGEST_TYPE, len(clean(one.guide.type, ""))) for one in rows)
    room = max(12, look.width - names - kinds - 17)
    for one in rows:
        title = _cut(clean(one.guide.title, ""), room, look)
        told = _count(len(one.guide.steps), "step") if one.guide.steps else "text only"
        kind = _cut(clean(one.guide.type, ""), _LONGEST_TYPE, look)
        hidden = style(f"  hidden by {clean(one.hidden_by, '')}", "dim", look) if one.hidden_by else ""
        yield f"  {one.guide.name:<{names}}  {title:<{min(titles, room)}}  {told:>9}  {kind}".rstrip() + hidden


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _cut(text: str, room: int, look: Look) -> str:
    end = "…" if look.symbols else "..."
    return text if len(text) <= room else text[: room - len(end)].rstrip() + end


def _list_plain(listing: LibraryListing) -> Iterator[tuple[object, ...]]:
    for one in listing.guides:
        guide = one.guide
        state = "hidden" if one.hidden_by else "ok"
        yield guide.name, guide.title, guide.type, len(guide.steps), one.place, guide.source, state, guide.runs
    for broken in listing.broken:
        yield "", "", "", "", broken.place, broken.source, "broken", ""


def _list_quiet(listing: LibraryListing) -> Iterator[str]:
    return (one.guide.name for one in listing.guides if not one.hidden_by)


# -- one guide -----------------------------------------------------------------------------------------------


def _show_human(found: FoundGuide, look: Look) -> list[Any]:
    return _laid_out(_show_parts(found, look), look)


def _show_parts(found: FoundGuide, look: Look) -> Iterator[str | _Markdown]:
    guide = found.guide
    dot = " · " if look.symbols else " - "
    kind = f"{dot}{clean(guide.type, '')}" if guide.type else ""
    yield f"{glyph(guide.icon, symbols=look.symbols)} {style(clean(guide.title, ''), 'bold', look)}{kind}".strip()
    yield style(f"  {guide.name}: {_why(found)}", "dim", look)
    yield style(f"  {clean(guide.source, '')}", "dim", look)
    if guide.header:
        yield style(f"  Picture: {clean(guide.header, '')}", "dim", look)
    if guide.description:
        yield _Markdown(guide.description, 2)
    if guide.custom and guide.body.strip():
        yield from ("", _Markdown(guide.body, 2))
    if guide.requirements:
        yield from ("", style("What it needs", "bold", look))
        yield from (_goal(one, look, "checked") for one in guide.requirements)
    if guide.steps:
        yield from ("", style("Steps", "bold", look), *_steps(guide, look))
    if guide.outcomes:
        yield from ("", style("What it should reach", "bold", look))
        yield from (_goal(one, look, "verified") for one in guide.outcomes)
    if not guide.custom and guide.body.strip():
        yield from ("", _Markdown(guide.body, 2))
    if guide.warnings:
        yield ""
        yield from (f"{style('!', 'warn', look)} {line}" for line in in_a_line(guide.source, guide.warnings))


def _why(found: FoundGuide) -> str:
    reasons = {
        "shop": "the shop's own, which come first",
        "shipped": "comes with clientcare; the shop has none of this name",
        "path": "by its path",
    }
    hides = f"; it hides {', '.join(clean(one, '') for one in found.hides)}" if found.hides else ""
    return f"{reasons[found.place]}{hides}"


def _steps(guide: Guide, look: Look) -> Iterator[str | _Markdown]:
    several = len({step.phase for step in guide.steps}) > 1
    phase = ""
    for n, step in enumerate(guide.steps, 1):
        if several and step.phase != phase:
            phase = step.phase
            yield f"  {style(_PHASES[phase], 'accent', look)}"
        yield f"  {n:>2}  {style(clean(step.name, ''), 'bold', look)}"
        if step.directions:
            yield _Markdown(step.directions, _INDENT)
        yield from _asks(step)


def _asks(step: Step) -> Iterator[str]:
    if step.image:
        yield f"{' ' * _INDENT}Picture: {clean(step.image, '')}"
    terms = "; ".join(_terms(step))
    if terms:
        yield f"{' ' * _INDENT}({clean(terms, '')})"
    for ask in step.asks:
        words = ask_words(ask)
        notes = [words, "must be answered" if ask.required else "", f"Enter: {ask.default}" if ask.default else ""]
        notes += [f"if {ask.when.field} is {ask.when.value}" if ask.when else "", "not shown" if ask.sensitive else ""]
        rest = clean("; ".join(note for note in notes if note), "")
        yield f"{' ' * _INDENT}? {clean(ask.prompt, '')}" + (f" ({rest})" if rest else "")


def _terms(step: Step) -> Iterator[str]:
    if step.owner:
        yield f"for the {say_role(step.owner)}"
    if step.needs:
        yield f"after {', '.join(step.needs)}"
    if step.due:
        yield f"within {step.due}" + ("" if step.due.start == OPENED else f" from {step.due.start}")
    if step.repeatable:
        yield "may be done several times"
    if not step.skippable:
        yield "cannot be left out"
    elif step.reason:
        yield "left out only with a reason"


def _goal(goal: Outcome | Requirement, look: Look, word: str) -> str:
    notes = [f"{word}: {' '.join((goal.check, *goal.check_args.values()))}"] if goal.check else []
    if goal.gate:
        notes.append("blocks where it fails")
    told = clean(f" ({'; '.join(notes)})", "") if notes else ""
    return f"  {glyph(goal.icon, symbols=look.symbols)} {clean(goal.name, '')}{style(told, 'dim', look)}"


def _laid_out(parts: Iterable[str | _Markdown], look: Look) -> list[Any]:
    """Lines, or what Rich renders; without symbols all is lines, because Rich draws bullets and rules."""
    if not look.symbols:
        return [line for part in parts for line in _lines(part, look)]
    from rich.markdown import Markdown
    from rich.padding import Padding
    from rich.text import Text

    return [
        Padding(Markdown(clean(part.text), hyperlinks=False), (0, 2, 0, part.indent))
        if isinstance(part, _Markdown)
        else Text.from_ansi("\n".join(fitted(part, look.width)))
        for part in parts
    ]


def _lines(part: str | _Markdown, look: Look) -> list[str]:
    if isinstance(part, str):
        return [part]
    import textwrap

    indent = " " * part.indent
    wrapped = (
        textwrap.wrap(line, max(20, look.width - 2), initial_indent=indent, subsequent_indent=indent) or [""]
        for line in clean(part.text).rstrip().strip("\n").split("\n")
    )
    return [line for lines in wrapped for line in lines]


def _show_plain(found: FoundGuide) -> Iterator[tuple[object, ...]]:
    guide = found.guide
    yield "guide", guide.name, guide.title, guide.type, guide.source, found.place
    yield from (("requirement", one.id, one.name, one.check) for one in guide.requirements)
    yield from (
        ("step", step.id, step.name, step.phase, ",".join(ask.field for ask in step.asks)) for step in guide.steps
    )
    yield from (("outcome", one.id, one.name, one.check) for one in guide.outcomes)


def _show_quiet(found: FoundGuide) -> Iterator[str]:
    yield found.guide.name


# -- a check -------------------------------------------------------------------------------------------------


def _check_human(checkup: Checkup, look: Look) -> list[str]:
    lines = [line for file in checkup.files for line in _checked(file, look)]
    if len(checkup.files) > 1 and not checkup.broken:
        warned = sum(1 for file in checkup.files if file.warnings)
        lines.append(f"{len(checkup.files)} guides can be used, {warned or 'none'} of them with warnings.")
    return lines


def _checked(file: CheckedFile, look: Look) -> Iterator[str]:
    fault, warning = style("✗" if look.symbols else "x", "bad", look), style("!", "warn", look)
    counts = [_count(len(found), what) for found, what in ((file.faults, "fault"), (file.warnings, "warning")) if found]
    mark = fault if file.faults else warning if file.warnings else style("✓" if look.symbols else "+", "good", look)
    what = "" if file.faults else f" ({clean(file.title, '')}, {_count(file.steps, 'step')})"
    yield f"{mark} {clean(file.source, '')}: {', '.join(counts) or 'in order'}{what}"
    told = [(one, fault) for one in file.faults] + [(one, warning) for one in file.warnings]
    for one, mark in sorted(told, key=lambda pair: pair[0].line):
        yield from with_lines(file.source, mark, one, look)


def _check_plain(checkup: Checkup) -> Iterator[tuple[object, ...]]:
    for file in checkup.files:
        found = [("fault", one) for one in file.faults] + [("warning", one) for one in file.warnings]
        for kind, one in found:
            yield kind, file.source, one.line or "", one.column or "", one.text, one.expected
        if not found:
            yield "ok", file.source, "", "", "", ""


def _check_quiet(checkup: Checkup) -> Iterator[str]:
    return (file.source for file in checkup.broken)


GUIDES = View("guide-list/1", _list_human, _list_plain, _list_quiet)
GUIDE = View("guide/1", _show_human, _show_plain, _show_quiet)
CHECKUP = View("guide-check/1", _check_human, _check_plain, _check_quiet)
