"""The first `--help`: the every-day commands in one panel, the other names below."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Protocol

from clientcare.views.view import View

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
_MORE = "What each is for:  clientcare help --all"
_FOOT = """Every command answers --help, and takes --json, --plain, --quiet and --no-input.
Without a command, clientcare shows where you stand."""


def first_help(commands: Mapping[str, Entry], width: int = 80, *, every: bool = False) -> str:
    """Every name once, in its panel. The first panel has its summaries, the others too with `every`."""
    lines = [_HEAD]
    longest = max(len(name) for name in commands)
    for number, panel in enumerate(dict.fromkeys(entry.panel for entry in commands.values())):
        names = [name for name, entry in commands.items() if entry.panel == panel]
        lines.append(f"{panel}:")
        if number and not every:
            lines += textwrap.wrap("  ".join(names), width, initial_indent="  ", subsequent_indent="  ")
            continue
        for name in names:
            lines += textwrap.wrap(
                f"{name.ljust(longest)}  {commands[name].summary}",
                width,
                initial_indent="  ",
                subsequent_indent=" " * (longest + 4),
            )
        lines.append("")
    return "\n".join([*lines, *([] if every else ["", _MORE]), _FOOT]) + "\n"


def _rows(commands: Mapping[str, Entry]) -> list[tuple[str, str, str]]:
    return [(name, entry.panel, entry.summary) for name, entry in commands.items()]


HELP = View("help/1", lambda commands, look: first_help(commands, look.width, every=True).rstrip("\n"), _rows, list)
FIRST_HELP = HELP._replace(human=lambda commands, look: first_help(commands, look.width).rstrip("\n"))
