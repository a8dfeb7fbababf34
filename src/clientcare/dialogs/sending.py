"""Telling billing at the terminal: the mail is shown, and goes out only when a person says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientcare.dialogs.asking import complete
from clientcare.domain.errors import Interrupted
from clientcare.services import billing

if TYPE_CHECKING:
    from clientcare.desk import Desk
    from clientcare.domain.reports import Billed


def send_bill(desk: Desk, *, session: str, again: bool, yes: bool) -> Billed:
    """Tell billing of a closed session. On a terminal the mail is shown first and asked for, unless `yes`.

    Without a terminal the command itself says that it is meant. Raises Interrupted where the person says no.
    """
    if desk.screen.interactive and not yes:
        from clientcare.dialogs.lines import say
        from clientcare.dialogs.prompts import confirm

        mail = billing.preview(desk, session=session)
        say(f"To {mail.to}: {mail.subject}\n\n{mail.text}")
        if not confirm(desk, "Tell billing now?", default=True):
            raise Interrupted("Stopped: billing was not told.")
    return complete(desk, billing.send, session=session, again=again)
