"""The first `--help`: the every-day commands in one panel, the other names below."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping


class Entry(Protocol):
    """A top-level name of the command line."""

    @property
    def panel(self) -> str:
        """Under which head it stands."""

    @property
    def summary(self) -> str:
        """One line on what it is for."""


_HEAD = """Usage: clientcare COMMAND

clientcare leads you through a client session and keeps what happened in the
shop's shared client file.
Start with:  clientcare session start CLIENT TITLE
"""
_FOOT = """Every command answers --help, and takes --json, --plain, --quiet and --no-input.
Without a command, clientcare shows where you stand."""


def first_help(commands: Mapping[str, Entry], width: int = 100) -> str:
    """Every name once, in its panel; the first panel with its summaries."""
    lines = [_HEAD]
    panels = list(dict.fromkeys(entry.panel for entry in commands.values()))
    longest = max(len(name) for name in commands)
    for panel in panels:
        names = [name for name, entry in commands.items() if entry.panel == panel]
        lines.append(f"{panel}:")
        for name in names:
            lines += textwrap.wrap(
                f"{name.ljust(longest)}  {commands[name].summary}",
                width,
                initial_indent="  ",
                subsequent_indent=" " * (longest + 4),
            )
        lines.append("")
    return "\n".join([*lines, _FOOT]) + "\n"
