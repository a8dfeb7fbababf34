"""What must hold for every file, whatever its bytes: a guide that works, or errors that each have a place."""

from __future__ import annotations

import io
import json
import time
import traceback
from contextlib import suppress
from datetime import UTC, datetime
from random import Random
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from pydantic import ValidationError

from clientcare.adapters.guide_schema import Guide as GuideSchema
from clientcare.adapters.guide_writing import guide_file
from clientcare.adapters.library import Library, guide_from_bytes, parse_guide
from clientcare.adapters.screen import Screen
from clientcare.adapters.yaml_front import NESTING
from clientcare.domain.answers import Terms
from clientcare.domain.errors import ClientcareError
from clientcare.domain.guide_tables import BrokenGuide
from clientcare.domain.guides import FoundGuide
from clientcare.domain.options import Options
from clientcare.domain.walks import walk
from clientcare.services import guides
from clientcare.views.guides import CHECKUP, GUIDE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from clientcare.desk import Desk
    from clientcare.domain.guide_tables import Remark
    from clientcare.domain.guides import Guide
    from clientcare.domain.walk_steps import Draft
    from clientcare.domain.walks import Walk
    from tests.fuzz.samples import Sample

SECONDS = 5.0
"""Of the processor, for reading one file and saying what is wrong with it."""
TERMS = Terms(datetime(2026, 11, 24, 14, 5, tzinfo=UTC), "CHF")
WITHOUT_PLACE = ("the file is too big",)
_SAID = ("yes", "no", "3", "tomorrow", "1:30", "CHF 89", "on-site", "", "Ms Frei", "\x1b[2J", "x" * 500)


class Judged(NamedTuple):
    """What became of a file ("guide", "guide with warnings", "refused", "crash") in how many seconds; what is wrong."""

    outcome: str
    seconds: float
    wrong: tuple[str, ...]


def judge(one: Sample, folder: Path) -> Judged:
    """Read the file in every way in which clientcare reads guides. `folder` is for files of the moment."""
    begin = time.process_time()
    try:
        guide = guide_from_bytes(one.content, "guide", "guide.md", suffix=one.suffix)
        remarks: Sequence[Remark] = guide.warnings
    except BrokenGuide as error:
        guide, remarks = None, error.faults
    except Exception:
        return Judged("crash", time.process_time() - begin, (traceback.format_exc(),))
    seconds = time.process_time() - begin
    outcome = "refused" if guide is None else "guide with warnings" if remarks else "guide"
    wrong: list[str] = []
    try:
        wrong += _misplaced(one.content, remarks)
        wrong += _shown_wrongly(one, folder, broken=guide is None)
        if guide is not None:
            wrong += _not_the_same_again(one, guide)
            wrong += _not_walked(guide, Random(one.number))
    except Exception:
        wrong.append(traceback.format_exc())
    if seconds > SECONDS:
        wrong.append(f"it took {seconds:.1f} seconds")
    return Judged(outcome, seconds, tuple(wrong))


def _misplaced(content: bytes, remarks: Sequence[Remark]) -> Iterator[str]:
    lines = content.decode("utf-8-sig", "replace").replace("\r\n", "\n").split("\n")
    for remark in remarks:
        if remark.text in WITHOUT_PLACE:
            continue
        if not remark.text or not 1 <= remark.line <= len(lines):
            yield f"no place in the file: {remark}"
        elif not 1 <= remark.column <= len(lines[remark.line - 1]) + 1:
            yield f"no column of line {remark.line}, which has {len(lines[remark.line - 1])} characters: {remark}"
        elif remark.excerpt is None or not lines[remark.line - 1].startswith(remark.excerpt.text, remark.column - 1):
            yield f"what stands there is another text: {remark}"
        elif not remark.excerpt.line.startswith(remark.excerpt.text, remark.excerpt.at):
            yield f"what is meant is not where it should be in its line: {remark}"


def _shown_wrongly(one: Sample, folder: Path, *, broken: bool) -> Iterator[str]:
    """What `guide check` prints, for people and as JSON, and its exit."""
    file = folder / f"guide{one.suffix}"
    file.write_bytes(one.content)
    desk = cast("Desk", SimpleNamespace(library=Library(None, folder)))
    checkup = guides.check(desk, [str(file)])
    out = io.StringIO()
    Screen(Options(json=True), out, io.StringIO()).show(CHECKUP, checkup)
    (told,) = json.loads(out.getvalue())["data"]["files"]
    if bool(told["faults"]) != broken:
        yield "guide check and the reader do not agree"
    for options in (Options(), Options(plain=True)):
        printed = io.StringIO()
        Screen(options, printed, io.StringIO()).show(CHECKUP, checkup)
        yield from _alive(printed.getvalue())
    try:
        guides.refuse_broken(checkup)
    except ClientcareError:
        if not broken:
            yield "a guide without faults was refused"
    else:
        if broken:
            yield "a guide with faults passed"
    file.unlink()


def _alive(text: str) -> Iterator[str]:
    live = {sign for sign in text if not sign.isprintable() and sign not in "\n\t"}
    if live:
        yield f"signs that steer the terminal are printed: {live!r}"


def _not_the_same_again(one: Sample, guide: Guide) -> Iterator[str]:
    """Written and loaded again it is the same guide; where nothing was wrong with it, editors take it too."""
    parsed = parse_guide(one.content, "guide.md", suffix=one.suffix)
    if _depth(parsed.data) > NESTING:  # only in TOML, which nobody writes again
        return
    written = guide_file(parsed.data, parsed.body)
    again = guide_from_bytes(written.encode(), "guide", "guide.md", suffix=".md")
    if _bare(again) != _bare(guide):
        yield f"written and loaded again it is another guide:\n{guide}\n{again}"
    if not guide.warnings:
        try:
            GuideSchema.model_validate(_lowered(parsed.data))
        except ValidationError as error:
            yield f"the schema refuses what the reader takes: {error}"


def _depth(value: Any) -> int:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return 1 + max(map(_depth, inner), default=0)


def _lowered(value: Any) -> Any:
    """Keys in small letters, as the reader finds them, and without those of YAML that have no value."""
    if isinstance(value, dict):
        return {key.casefold(): _lowered(one) for key, one in value.items() if one is not None}
    return [_lowered(one) for one in value] if isinstance(value, list) else value


def _bare(guide: Guide) -> Guide:
    return guide._replace(digest="", warnings=())


def _not_walked(guide: Guide, chance: Random) -> Iterator[str]:
    """A walk with answers of chance ends nowhere in a crash, and is the same when it is made from its entries."""
    here = walk(guide, [])
    for _ in range(min(12, 3 * len(guide.steps))):
        with suppress(ClientcareError):
            here = here.then(_drafted(here, chance), TERMS)
    if walk(guide, here.entries) != here:
        yield "a walk made from its entries is another one"
    if guide.steps and chance.random() < 0.1:
        out = io.StringIO()
        Screen(Options(), out, io.StringIO()).show(GUIDE, FoundGuide(guide, "path"))
        yield from _alive(out.getvalue())


def _drafted(here: Walk, chance: Random) -> Draft:
    step = here.current if here.current and chance.random() < 0.7 else chance.choice(here.steps)
    fields = [ask.field for ask in step.step.asks] + ["strange"] * (chance.random() < 0.1)
    values: dict[str, Any] = {field: chance.choice((*_SAID, True, 3)) for field in fields}
    match chance.randrange(4):
        case 0:
            return here.answer(step.id, values, TERMS)
        case 1:
            return here.done(step.id, values, TERMS)
        case 2:
            return here.skip(step.id, chance.choice(_SAID))
        case _:
            return here.shown(step.id)
