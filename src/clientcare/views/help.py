"""The first `--help`: the every-day commands in one panel, the other names below."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from clientcare.views.view import Look, View

if TYPE_CHECKING:
    from clientcare.domain.help_pages import CommandLine, HelpPage

_HEAD = """Usage: clientcare COMMAND

clientcare leads you through a client session and keeps what happened in the
shop's shared client file.
Start with:  clientcare session start CLIENT TITLE
"""
_MORE = "What each is for:  clientcare help --all"
_FOOT = """Every command answers --help, and takes --json, --plain, --quiet and --no-input.
Without a command, clientcare shows where you stand."""


def help_text(page: HelpPage, width: int) -> str:
    """Every name once, under its head, with or without what it is for."""
    lines = [_HEAD]
    longest = max(len(one.name) for one in page.commands)
    for number, panel in enumerate(dict.fromkeys(one.panel for one in page.commands)):
        found = [one for one in page.commands if one.panel == panel]
        lines.append(f"{panel}:")
        if number and not page.every:
            names = "  ".join(one.name for one in found)
            lines += textwrap.wrap(names, width, initial_indent="  ", subsequent_indent="  ", break_on_hyphens=False)
        else:
            lines += [line for one in found for line in _told(one, longest, width)]
            lines.append("")
    return "\n".join([*lines, *([] if page.every else ["", _MORE]), _FOOT])


def _told(one: CommandLine, longest: int, width: int) -> list[str]:
    margin = " " * (longest + 4)
    return textwrap.wrap(
        f"{one.name.ljust(longest)}  {one.summary}", width, initial_indent="  ", subsequent_indent=margin
    )


def _human(page: HelpPage, look: Look) -> str:
    return help_text(page, look.width)


HELP = View("help/1", _human, lambda page: page.commands, lambda page: [one.name for one in page.commands])
