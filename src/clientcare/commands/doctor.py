"""`clientcare doctor`."""

from __future__ import annotations

from clientcare.commands.common import Context, desk_of, group
from clientcare.services.doctor import examine
from clientcare.views.doctor import DOCTOR

app = group()


@app.command(epilog="Example: clientcare doctor")
def doctor(context: Context) -> int:
    """Say what is right and wrong with set-up, share, files, mail, terminal and shell history."""
    desk = desk_of(context)
    found = examine(desk)
    desk.screen.show(DOCTOR, found)
    return int(found.exit)
