"""`clientcare shell-setup`."""

from __future__ import annotations

from typing import Annotated

from clientcare.commands.common import Argument, Context, Option, desk_of, group
from clientcare.dialogs.asking import complete
from clientcare.services import shell_setup as service
from clientcare.views.shell_setup import SHELL_SETUP

app = group()


def completion(shell: str) -> str:
    """The script by which a shell completes commands of clientcare, as Typer gives it."""
    from typer._completion_shared import get_completion_script

    return get_completion_script(prog_name="clientcare", complete_var="_CLIENTCARE_COMPLETE", shell=shell)


@app.command(epilog="Example: clientcare shell-setup bash --install")
def shell_setup(
    context: Context,
    shell: Annotated[
        str, Argument(metavar="[bash|zsh|fish|powershell]", help="Your shell, if not the usual one.")
    ] = "",
    install: Annotated[bool, Option("--install", help="Put the lines into your shell's start-up file.")] = False,
    yes: Annotated[bool | None, Option("--yes", help="Do not ask before the file is changed.")] = None,
) -> None:
    """Keep clientcare's commands out of your shell's history, and complete them with Tab."""
    desk = desk_of(context)
    setup = complete(desk, service.set_up, shell=shell, completion=completion, install=install, yes=yes)
    desk.screen.show(SHELL_SETUP, setup)
