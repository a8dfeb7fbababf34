"""`clientcare doctor`."""

from __future__ import annotations

from typing import Annotated

from clientcare.commands.common import Context, Option, desk_of, group
from clientcare.dialogs.racing import examined
from clientcare.views.doctor import DOCTOR

app = group()


@app.command(epilog="Example: clientcare doctor")
def doctor(
    context: Context,
    keep: Annotated[bool, Option("--keep", help="Keep in the shop's settings what kind of share it is.")] = False,
    race: Annotated[
        bool, Option("--race", help="See whether two machines can both get one name: type it on both at once.")
    ] = False,
) -> int:
    """Say what is right and wrong with set-up, share, files, mail, terminal and shell history."""
    desk = desk_of(context)
    found = examined(desk, keep=keep, race=race)
    desk.screen.show(DOCTOR, found)
    return int(found.exit)
