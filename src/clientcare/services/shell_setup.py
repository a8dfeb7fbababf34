"""Keeping notes out of a shell's history: the lines for its start-up file, shown or put there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientcare.domain.asks import Ask, Missing
from clientcare.domain.errors import Usage
from clientcare.domain.shells import SHELLS, ShellSetup

if TYPE_CHECKING:
    from collections.abc import Callable

    from clientcare.desk import Desk


def set_up(
    desk: Desk, *, shell: str, completion: Callable[[str], str], install: bool = False, yes: object = None
) -> ShellSetup:
    """Show the lines for a shell, or with `install` put them into its start-up file once.

    `shell` may be empty: the one this user works in. `completion` gives a shell's script that completes commands.
    `yes` is the answer to whether the file may be changed; None raises Missing. Raises Usage for an unknown shell.
    """
    name = {"pwsh": "powershell", "": desk.shells.mine()}.get(shell.casefold(), shell.casefold())
    if name not in SHELLS:
        said = f"clientcare has no lines for the shell '{shell}'." if shell else "Which shell is it?"
        raise Usage(said, f"Name one: clientcare shell-setup {'|'.join(SHELLS)}")
    text = desk.shells.text(name, completion(name))
    file = desk.shells.file(name)
    if not install:
        return ShellSetup(name, "shown", file, text)
    if desk.shells.standing(name, text) == "same":
        return ShellSetup(name, "already", file, text)
    if yes is None:
        raise Missing([Ask("yes", f"Add {len(text.splitlines())} lines to {file}?", "yesno", True, (), "yes", "--yes")])
    if yes not in (True, "yes"):
        return ShellSetup(name, "left", file, text)
    return ShellSetup(name, desk.shells.add(name, text), file, text)
