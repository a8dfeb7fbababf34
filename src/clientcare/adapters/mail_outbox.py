"""The outbox of the share: mails that people open and send, where no mail server is set."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientcare.adapters.mail_message import written
from clientcare.domain.mails import Dispatch, outbox_name

if TYPE_CHECKING:
    from collections.abc import Callable

    from clientcare.domain.mails import Mail


def lay_down(mail: Mail, lay: Callable[[str, bytes], str]) -> Dispatch:
    """Lay the mail down as a draft, once: where the file of this Message-ID lies already, it stays as it is.

    `lay` writes a file that must not exist yet and answers its path; where it exists, it may answer the path just so or
    raise FileExistsError. Its other errors are passed on where they are ours; an OSError means that nothing was laid.
    """
    name = outbox_name(mail.message_id)
    try:
        where = lay(name, written(mail, draft=True))
    except FileExistsError:
        where = name
    except OSError as error:
        return Dispatch("refused", "outbox", f"The mail could not be laid into the outbox: {error.strerror}.")
    return Dispatch("laid", "outbox", "Nobody has been told yet: open the mail in the outbox and send it.", where)
