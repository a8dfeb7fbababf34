"""What a guide can say (the checks it can name, the schema of its keys), and guides that were made."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from clientcare.views.rows import done
from clientcare.views.view import Look, View, clean, style

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from clientcare.domain.checks import NamedCheck
    from clientcare.domain.guides import MadeGuide
    from clientcare.domain.sheets import Printed


def _checks_human(checks: Sequence[NamedCheck], look: Look) -> list[str]:
    return [line for check in checks for line in _check(check, look)]


def _check(check: NamedCheck, look: Look) -> Iterator[str]:
    yield style(f'check = "{check.name}"', "bold", look)
    yield f"  {check.doc}"
    for argument, words in check.arguments.items():
        yield f"  {argument} = " + (" or ".join(f'"{word}"' for word in words) if words else '"…"')


def _checks_plain(checks: Sequence[NamedCheck]) -> Iterator[tuple[object, ...]]:
    for check in checks:
        arguments = "; ".join(f"{name}={'|'.join(words)}" for name, words in check.arguments.items())
        yield check.name, arguments, check.doc


def _checks_quiet(checks: Sequence[NamedCheck]) -> Iterator[str]:
    yield from (check.name for check in checks)


def _schema_human(schema: Mapping[str, Any], look: Look) -> list[str]:
    return json.dumps(schema, indent=2, ensure_ascii=False).split("\n")


def _schema_plain(schema: Mapping[str, Any]) -> Iterator[tuple[object, ...]]:
    yield (json.dumps(schema, ensure_ascii=False),)


def _schema_quiet(schema: Mapping[str, Any]) -> Iterator[str]:
    yield str(schema["title"])


def _made_human(made: MadeGuide, look: Look) -> list[str]:
    if not made.path:
        return made.draft.text.rstrip("\n").split("\n")
    tick = style("✓" if look.symbols else "+", "good", look)
    count = "1 step" if made.draft.steps == 1 else f"{made.draft.steps} steps"
    lines = [f"{tick} {made.path} · {clean(made.draft.title, '')}, {count}"]
    for one in made.draft.remarks:
        said = clean(f"{one.placed(made.source)}: {one.text}. {one.expected}", "")
        lines.append(f"  {style('!', 'warn', look)} {said}")
    return [*lines, f"  See it: clientcare guide show {made.name}"]


def _made_plain(made: MadeGuide) -> Iterator[tuple[object, ...]]:
    yield "guide", made.name, made.path, made.draft.title, made.draft.steps
    yield from (("remark", one.line, one.column, one.text) for one in made.draft.remarks)


def _made_quiet(made: MadeGuide) -> Iterator[str]:
    yield made.name


def _printed_human(printed: Printed, look: Look) -> str | list[str]:
    if not printed.path:
        return printed.content.rstrip("\n")
    count = "1 step" if printed.steps == 1 else f"{printed.steps} steps"
    return [done(f"{clean(printed.path, '')} · {clean(printed.title, '')}, {count}", look)]


def _printed_plain(printed: Printed) -> Iterator[tuple[object, ...]]:
    if printed.path:
        yield "sheet", printed.name, printed.path, printed.title, printed.steps, printed.form
    else:
        yield from ((line,) for line in printed.content.splitlines())


PRINTED = View("guide-sheet/1", _printed_human, _printed_plain, lambda printed: [printed.path or printed.name])
MADE = View("guide-made/1", _made_human, _made_plain, _made_quiet)
CHECKS = View("guide-checks/1", _checks_human, _checks_plain, _checks_quiet)
SCHEMA = View("guide-schema/1", _schema_human, _schema_plain, _schema_quiet)
