"""Guides as files of ours: TOML between two lines of +++, then the body."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from clientcare.adapters.frontmatter import decode, parse

if TYPE_CHECKING:
    from collections.abc import Mapping

    from clientcare.domain.guide_tables import Remark

_FRONT = re.compile(r"\s*(?:<!--[^\n]*\n\s*)?(?:\+\+\+|---)[ \t]*\n")

NEW = """\
+++
# What people read; the handle that is typed is the file's name.
title = {title}
# What the guide is for, in a sentence.
description = {description}

# What a session needs before it starts. With a check it is verified, without one it is asked: clientcare guide checks
# [[requirements]]
# name = "Remote session"
# check = "mode"
# mode = "remote"

# What should be reached. With gate = true it blocks the close while the record says otherwise.
[[outcomes]]
name = "Problem solved"
check = "resolved"
{steps}
+++
"""
_STEP = """
[[steps]]
name = {name}
directions = ""
weight = {weight}
"""
_MORE = """\
# phase = "close"                          when it comes up: "start", "work" or "close"
# owner = "account-manager"                the role that it belongs to
# due = { within = "3 working days" }      how long it may take
# [[steps.asks]]
# field = "backup"
# prompt = "Backup?"
# kind = "choice"
# choices = ["done", "declined"]
# required = true
"""


def new_guide(title: str, description: str, steps: tuple[str, ...]) -> str:
    """A new guide with a comment above what most guides need."""
    rows = [_STEP.format(name=_text(name), weight=10 * n) for n, name in enumerate(steps, 1)]
    return NEW.format(title=_text(title), description=_text(description), steps=("".join(rows) + _MORE).rstrip())


def converted(data: bytes, source: str) -> tuple[str, tuple[Remark, ...]]:
    """The text of the guide that a file is, and what of a runbook could not be placed. Raises BrokenGuide."""
    text = decode(data, source)
    if _FRONT.match(text):
        parsed = parse(data, source)
        if not parsed.is_yaml:
            return text, ()
        if any(key.casefold() == "steps" for key in parsed.data):
            return guide_file(parsed.data, parsed.body), ()
        return _with_steps(parsed.body, parsed.data, text.count("\n") - parsed.body.count("\n"))
    return _with_steps(text, {}, 0)


def _with_steps(runbook: str, keys: Mapping[str, Any], above: int) -> tuple[str, tuple[Remark, ...]]:
    """The guide that a runbook is, below keys of its own, which count; `above` are the lines of the file before it."""
    from clientcare.adapters.runbooks import convert

    made = convert(runbook, {key.casefold() for key in keys})
    remarks = tuple(remark._replace(line=remark.line + above) for remark in made.remarks)
    return guide_file({**made.data, **keys}, made.body), remarks


def guide_file(data: Mapping[str, Any], body: str) -> str:
    """The file that holds these keys and this body. What TOML cannot hold (nothing at all) is left out."""
    import tomli_w

    keys = tomli_w.dumps(_without_nothing(data), multiline_strings=True)
    return f"+++\n{keys}+++\n{body}"


def _without_nothing(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_nothing(one) for key, one in value.items() if one is not None}
    if isinstance(value, list):
        return [_without_nothing(one) for one in value if one is not None]
    return value


def _text(text: str) -> str:
    import tomli_w

    return tomli_w.dumps({"x": text}).removeprefix("x = ").rstrip("\n")
