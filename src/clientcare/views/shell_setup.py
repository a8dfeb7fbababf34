"""The lines for a shell's start-up file, as they are pasted, or what became of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientcare.views.view import Look, View, style

if TYPE_CHECKING:
    from collections.abc import Iterable

    from clientcare.domain.shells import ShellSetup


def _human(setup: ShellSetup, look: Look) -> list[str] | str:
    tick = style("✓" if look.symbols else "+", "good", look)
    here = f". {setup.file}" if setup.shell in ("bash", "powershell") else f"source {setup.file}"
    if setup.done == "shown":
        # One text, not lines: it is pasted, so that no screen may break it between words.
        how = f"# For {setup.file}; to put it there: clientcare shell-setup {setup.shell} --install"
        return f"{how}\n{setup.text}".rstrip("\n")
    if setup.done == "already":
        return [f"{tick} {setup.file} keeps clientcare out of the history already."]
    if setup.done == "left":
        return [f"{setup.file} was left as it is. To see the lines: clientcare shell-setup {setup.shell}"]
    what = "Added to" if setup.done == "added" else "Brought up to date in"
    return [f"{tick} {what} {setup.file}. New terminals know it; in this one type: {here}"]


def _plain(setup: ShellSetup) -> Iterable[tuple[object, ...]]:
    yield (setup.shell, setup.done, setup.file)


def _quiet(setup: ShellSetup) -> Iterable[str]:
    yield setup.file


SHELL_SETUP = View("shell-setup/1", _human, _plain, _quiet)
