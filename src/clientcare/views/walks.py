"""How a guide is shown while it is walked: where a session stands in it, one step, and what was put on record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientcare.domain.ownership import say_role
from clientcare.domain.times import say_minutes, say_moment
from clientcare.views.asks import ask_words
from clientcare.views.entries import ENTERED
from clientcare.views.guide_moves import text_told
from clientcare.views.sessions import dotted, mark
from clientcare.views.view import Look, View, clean, style

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from clientcare.domain.asks import Ask
    from clientcare.domain.walk_reports import StepView, Walked, WalkView

_INDENT = 2
_WIDEST = 100


# -- Markdown ------------------------------------------------------------------------------------------------


def markdown(text: str, look: Look, indent: int = _INDENT) -> list[str]:
    """Lines of a guide's Markdown, wrapped, with control characters made visible; plain where no symbols are shown."""
    safe = clean(text).rstrip().strip("\n")
    if not safe:
        return []
    margin = " " * indent
    width = max(20, min(look.width - 1, _WIDEST) - indent)
    if look.symbols:
        return [(margin + line).rstrip() for line in _rendered(safe, width, look)]
    import textwrap

    wrapped = (textwrap.wrap(line, width, subsequent_indent=_hanging(line)) or [""] for line in safe.split("\n"))
    return [(margin + line).rstrip() for lines in wrapped for line in lines]


def _hanging(line: str) -> str:
    return "  " if line.startswith(("- ", "* ")) else ""


def _rendered(text: str, width: int, look: Look) -> list[str]:
    from io import StringIO

    from rich.console import Console
    from rich.markdown import Markdown
    from rich.theme import Theme

    # Rich puts code on a black ground; that and light colours are unreadable on a light terminal. Bold is not.
    plain = Theme({"markdown.code": "bold", "markdown.code_block": "none", "markdown.item.bullet": "none"})
    out = StringIO()
    console = Console(
        file=out,
        width=width,
        theme=plain,
        color_system="standard" if look.colour else None,
        force_terminal=look.colour,
        highlight=False,
        emoji=False,
        legacy_windows=False,
    )
    console.print(Markdown(text, hyperlinks=False, code_theme="bw"))
    lines = [line.rstrip() for line in out.getvalue().split("\n")]
    # Rich sets blank lines around code in addition to those between paragraphs.
    spaced = [line for line, before in zip(lines, ["", *lines], strict=False) if line or before]
    return spaced if spaced[-1:] != [""] else spaced[:-1]


# -- one step ------------------------------------------------------------------------------------------------


def heading(here: WalkView, step: StepView | None, look: Look) -> list[str]:
    """The place in the whole and the step's name; the client, the title and the time worked beside or below it.

    Without a step it is the heading of several.
    """
    left = f"{step.n} of {len(here.steps)}  {clean(step.name, '')}" if step else "Reminders"
    right = dotted(look, here.client_name, here.title, say_minutes(here.minutes) if here.has_clock else "")
    gap = look.width - 1 - len(left) - len(right)
    if gap >= 4:
        return [f"{style(left, 'bold', look)}{' ' * gap}{style(right, 'dim', look)}"]
    return [style(left, "bold", look), style(cut(f"  {right}", look.width - 1, look), "dim", look)]


def step_lines(step: StepView, look: Look) -> list[str]:
    """What a step says, and what it asks."""
    lines = [style(f"{' ' * _INDENT}{line}", "dim", look) for line in _terms(step)]
    lines += markdown(step.directions, look)
    if step.asks:
        lines += [line for ask in step.asks for line in _question(ask, step, look)]
    if step.through or step.status != "open":
        reason = f": {clean(step.reason, '')}" if step.reason else ""
        reason = f"{reason}, {step.times} times" if step.repeatable and step.times > 1 else reason
        lines.append(style(f"{' ' * _INDENT}({step.status}{reason})", "dim", look))
    return lines


def _terms(step: StepView) -> Iterator[str]:
    """Whose a step is, when it is due, and what comes first."""
    if step.owner:
        yield f"For the {say_role(step.owner)}."
    if step.due:
        yield f"{'Overdue since' if step.overdue else 'Due'} {say_moment(step.due)}."
    if step.waits_for:
        yield f"After: {', '.join(clean(name, '') for name in step.waits_for)}."
    if not step.skippable:
        yield "It cannot be left out."


def _question(ask: Ask, step: StepView, look: Look) -> Iterator[str]:
    said = step.answers.get(ask.field)
    words = ask_words(ask)
    notes = "; ".join(one for one in (words, "must be answered" if ask.required else "") if one)
    told = f": {clean(said, '')}" if said else ": left open" if said is not None else f" ({notes})" if notes else ""
    yield f"{' ' * _INDENT}{style('?', 'accent', look)} {clean(ask.prompt, '')}{told}"


def together(steps: Sequence[StepView], look: Look) -> list[str]:
    """Several reminders on one screen."""
    lines: list[str] = []
    for step in steps:
        lines += ["", style(f"{step.n}  {clean(step.name, '')}", "bold", look), *markdown(step.directions, look, 3)]
    return lines[1:]


def cut(text: str, room: int, look: Look) -> str:
    """The text in `room` columns, with a sign where something of it is left out."""
    end = "…" if look.symbols else "..."
    return text if len(text) <= room else text[: room - len(end)].rstrip() + end


# -- where a session stands ----------------------------------------------------------------------------------


def _human(here: WalkView, look: Look) -> Iterator[str]:
    clock = f"{say_minutes(here.minutes)} {here.state}" if here.has_clock else here.state
    told = dotted(look, here.client_name, here.title, clock, here.guide_title)
    yield f"{mark(here.state, look)} {style(told, 'bold', look)}"
    yield from text_told(here, look)
    yield from markdown(here.body, look)
    if here.step:
        yield style(f"{here.step.n} of {len(here.steps)}  {clean(here.step.name, '')}", "bold", look)
        yield from step_lines(here.step, look)
        if here.step.image:
            yield f"{' ' * _INDENT}Picture: {clean(here.step.image, '')}"
    rest = [one for one in here.left if here.step is None or one.id != here.step.id]
    if rest:
        yield style("Still to come", "dim", look)
        yield from (f"  {one.n:>2}  {clean(one.name, '')}{_asked(one)}" for one in rest)
    if here.closing:
        steps = f"{len(here.closing)} step{'s' if len(here.closing) > 1 else ''}"
        yield style(f"At the close: {steps}", "dim", look)
    yield _next_command(here)


def _asked(step: StepView) -> str:
    return f" ({', '.join(ask.field for ask in step.left)})" if step.left else ""


def _next_command(here: WalkView) -> str:
    which = f" -s {here.thread[-4:]}"
    if here.step is None:
        return f"Through as far as the close.  {here.place.close_with}"
    if here.step.left:
        answers = " ".join(f"{ask.field}=ANSWER" for ask in here.step.left)
        return f"clientcare step answer {answers}{which}   or: clientcare step skip {here.step.id}"
    return f"clientcare step done {here.step.id}{which}"


def _rows(here: WalkView) -> Iterator[tuple[object, ...]]:
    shown = {one.id: one for one in ((here.step,) if here.step else ())}
    for one in {**shown, **{step.id: step for step in here.left}}.values():
        asks = ",".join(ask.field for ask in one.left)
        yield here.thread, one.n, len(here.steps), one.id, one.name, one.phase, one.status, asks


WALK = View(
    "walk/1",
    lambda here, look: list(_human(here, look)),
    _rows,
    lambda here: [here.step.id] if here.step else [],
)


def _walked(walked: Walked, look: Look) -> Iterable[str]:
    lines = [line for entered in walked.entered for line in ENTERED.human(entered, look)]
    following = walked.here.step
    if following is None:
        return [*lines, f"  {_next_command(walked.here)}"]
    return [
        *lines,
        f"  Next, {following.n} of {len(walked.here.steps)}: {clean(following.name, '')}  {walked.here.next}",
    ]


WALKED = View(
    "walked/1",
    lambda walked, look: list(_walked(walked, look)),
    lambda walked: [row for entered in walked.entered for row in ENTERED.plain(entered)],
    lambda walked: [entered.id for entered in walked.entered],
)
