"""What `clientcare help` shows: every top-level command, and whether those of rarer days are told too."""

from __future__ import annotations

from typing import NamedTuple


class CommandLine(NamedTuple):
    """One top-level command: under which head it stands, and what it is for."""

    name: str
    panel: str
    summary: str


class HelpPage(NamedTuple):
    """The commands in their order. Without `every`, only those under the first head tell what they are for."""

    commands: tuple[CommandLine, ...]
    every: bool
