"""What a guide can say: the checks it can name, and the schema of its keys."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from clientcare.views.view import Look, View, style

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from clientcare.domain.checks import NamedCheck


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


CHECKS = View("guide-checks/1", _checks_human, _checks_plain, _checks_quiet)
SCHEMA = View("guide-schema/1", _schema_human, _schema_plain, _schema_quiet)
