"""`clientcare config …`: show every setting and where it came from, change one."""

from __future__ import annotations

from typing import Annotated

from clientcare.commands.common import Argument, Context, Option, desk_of, group
from clientcare.services import config
from clientcare.views.config import CHANGES, SETTINGS

app = group()


@app.command(epilog="Example: clientcare config show")
def show(context: Context) -> None:
    """Show every setting, its value, and where it came from."""
    desk = desk_of(context)
    desk.screen.show(SETTINGS, config.shown(desk))


@app.command("set", epilog="Example: clientcare config set billing.address billing@example.ch")
def change(
    context: Context,
    words: Annotated[
        list[str] | None, Argument(metavar="KEY VALUE", help='Settings with their values; "" goes back to the default.')
    ] = None,
    mine: Annotated[bool, Option("--mine", help="How I send mail, not the whole shop.")] = False,
) -> None:
    """Change a setting, or several that need each other."""
    desk = desk_of(context)
    desk.screen.show(CHANGES, config.change(desk, words=words or (), mine=mine))
