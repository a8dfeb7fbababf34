"""Sending one mail in the name of whoever types, and knowing truthfully what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientcare.domain.errors import ClientcareError
from clientcare.domain.mails import Dispatch, Mail

if TYPE_CHECKING:
    from datetime import datetime

    from clientcare.desk import Desk


def send_mail(desk: Desk, *, to: tuple[str, ...], subject: str, text: str, message_id: str, at: datetime) -> Dispatch:
    """Send by the way that the settings name. Never raises what can be said: a way that cannot even begin "refused"."""
    try:
        mine = desk.me.mail or desk.shop.management.mail or desk.shop.billing_address
        sender, reply_to = desk.post.settings.signed_by(mine)
        return desk.post.send(Mail(sender, to, subject, text, message_id, at, reply_to))
    except ClientcareError as error:
        return Dispatch("refused", "", f"{error.message} {error.hint}".strip())
