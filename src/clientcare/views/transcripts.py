"""How a transcript of a walk is shown: each step as it was told then, and under it what was done with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientcare.domain.times import say_moment
from clientcare.domain.transcripts import KEPT
from clientcare.views.rows import dotted
from clientcare.views.verifications import VERIFIED
from clientcare.views.view import Look, View, clean, style
from clientcare.views.walks import markdown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from clientcare.domain.transcripts import Act, ToldStep, ToldText, Transcript

_STATES = {
    "missing": "Its kept text is missing: nobody can prove what was shown. Steps are told by their ids.",
    "changed": "Its kept text is not the one that was walked: nobody can prove what was shown. "
    "Steps are told by their ids.",
    "unreadable": "Its kept text is there as it was walked, but this program cannot read it. "
    "Steps are told by their ids.",
}
_DONE = {"shown": "Shown to", "answered": "Answered by", "done": "Done by", "skipped": "Left out by"}


def _human(one: Transcript, look: Look) -> Iterator[str]:
    yield style(dotted(look, one.client_name, one.title, one.thread[-4:]), "bold", look)
    for text in one.texts:
        yield from ("", *_text(text, one, look))
    yield ""
    yield from VERIFIED.human(one.verified, look)


def _text(text: ToldText, one: Transcript, look: Look) -> Iterator[str]:
    ordinal = f"Text {text.n} of {len(one.texts)}" if len(one.texts) > 1 else ""
    version = f"version {text.version}" if text.version else ""
    yield style(dotted(look, "Guide", text.title or text.guide, version, ordinal), "bold", look)
    mark = text.digest if len(text.digest) < 12 else " ".join((text.digest[:4], text.digest[4:8], text.digest[8:12]))
    told = "as it was kept" if text.state == KEPT else "pinned"
    back = ", taken back later" if text.taken_back else ""
    yield style(f"  {told} {say_moment(text.at)}, {_name(text.by, one)}{back} ({clean(mark, '')} …)", "dim", look)
    if text.state in _STATES:
        yield f"{style('✗' if look.symbols else 'x', 'bad', look)} {_STATES[text.state]}"
    for step in text.steps:
        yield from ("", *_step(step, one, look))
    for act in text.others:
        yield from ("", style(f"Step '{clean(act.step, '')}'", "bold", look), *_act(act, one, look))


def _step(step: ToldStep, one: Transcript, look: Look) -> Iterator[str]:
    yield style(f"{step.n:>2}  {clean(step.name, '')}", "bold", look)
    yield from markdown(step.directions, look, 4)
    yield from (f"    {style('?', 'accent', look)} {clean(prompt, '')}" for prompt in step.asks)
    for act in step.acts:
        yield from _act(act, one, look)
    if step.earlier:
        yield style(f"    Dealt with under text {', '.join(map(str, step.earlier))}, above", "dim", look)
    elif not step.acts:
        yield style("    Nothing on record", "dim", look)


def _act(act: Act, one: Transcript, look: Look) -> Iterator[str]:
    told = f"{_DONE.get(act.status, clean(act.status, ''))} {_name(act.by, one)}, {say_moment(act.at)}"
    if abs(act.filed - act.at).total_seconds() >= 60:
        told += f" (entered {say_moment(act.filed)})"
    if act.instructed_by:
        told += f", as {_name(act.instructed_by, one)} said"
    if act.reason:
        told += f": {clean(act.reason, '')}"
    yield f"    {style('>', 'accent', look)} {told}"
    for said in act.answers:
        later = "  (answered anew later)" if said.replaced else ""
        yield f"      {clean(said.prompt, '')} {clean(said.answer, '') or '(left open)'}{style(later, 'dim', look)}"
    if act.taken_back_at:
        back = f"      Taken back by {_name(act.taken_back_by, one)}, {say_moment(act.taken_back_at)}"
        yield style(back, "warn", look)


def _name(handle: str, one: Transcript) -> str:
    return clean(one.names.get(handle, handle), "")


def _plain(one: Transcript) -> Iterator[tuple[object, ...]]:
    for text in one.texts:
        yield "text", text.n, text.guide, text.version, text.digest, text.state, text.at, text.by, text.taken_back
        for step in text.steps:
            yield "step", text.n, step.n, step.id, step.name
            for act in step.acts:
                yield from _act_rows(text, act)
        for act in text.others:
            yield from _act_rows(text, act)
    for found in VERIFIED.plain(one.verified):
        yield "finding", *found


def _act_rows(text: ToldText, act: Act) -> Iterator[tuple[object, ...]]:
    back = act.taken_back_at
    yield "entry", text.n, act.step, act.status, act.by, act.at, act.filed, act.reason, act.instructed_by, back
    yield from (("answer", text.n, act.step, said.field, said.answer, said.replaced) for said in act.answers)


TRANSCRIPT = View(
    "transcript/1",
    lambda one, look: list(_human(one, look)),
    _plain,
    lambda one: [text.digest for text in one.texts],
)
