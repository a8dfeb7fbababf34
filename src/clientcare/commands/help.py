"""`clientcare help`."""

from __future__ import annotations

from typing import Annotated

from clientcare.commands.common import Context, Option, desk_of, group
from clientcare.views.help import HELP

app = group()


@app.command("help", epilog="Example: clientcare help --all")
def help_(
    context: Context,
    every: Annotated[bool, Option("--all", help="What each command is for, not only those of every day.")] = False,
) -> None:
    """Show what there is; clientcare COMMAND --help tells more of each."""
    page = context.find_root().command.help_page(every=every)  # type: ignore[attr-defined]
    desk_of(context).screen.show(HELP, page)
