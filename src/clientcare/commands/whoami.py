"""`clientcare whoami`."""

from __future__ import annotations

from clientcare.commands.common import Context, desk_of, group
from clientcare.services.setup import who_am_i
from clientcare.views.setup import WHOAMI

app = group()


@app.command(epilog="Example: clientcare whoami")
def whoami(context: Context) -> None:
    """Show who types here, in which shop and on which machine."""
    desk = desk_of(context)
    desk.screen.show(WHOAMI, who_am_i(desk))
