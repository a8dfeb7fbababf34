"""`clientcare demo`."""

from __future__ import annotations

from typing import Annotated

from clientcare.commands.common import Context, Option, desk_of, group
from clientcare.dialogs.demo import play

app = group()


@app.command(epilog="Example: clientcare demo --into demo-shop")
def demo(
    context: Context,
    into: Annotated[
        str, Option("--into", metavar="FOLDER", help="Where to build it; it is built anew each time.")
    ] = "clientcare-demo",
) -> None:
    """Build a sample shop in a folder and play a whole session in it, with settings of its own."""
    play(desk_of(context), into)
