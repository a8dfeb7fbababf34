"""How a session that was moved to another client is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientcare.views.rows import done, dotted, remark
from clientcare.views.view import Look, View, clean

if TYPE_CHECKING:
    from collections.abc import Iterable

    from clientcare.domain.moves import Moved

_TOLD = {"sent": "was told by mail.", "laid": "will know when the mail from the outbox is sent:"}


def _human(moved: Moved, look: Look) -> Iterable[str]:
    count = f"{moved.documents} attachment{'' if moved.documents == 1 else 's'}" if moved.documents else ""
    what = dotted(look, moved.title, f"from {moved.was} to {moved.client}", count)
    if moved.dry_run:
        yield f"Would be moved: {what}"
        return
    yield done(f"moved {what}", look)
    if moved.billing in _TOLD:
        yield from remark(f"Billing {_TOLD[moved.billing]} {clean(moved.detail)} {clean(moved.where)}".rstrip(), look)
    elif moved.billing:
        said = "Billing was NOT told" if moved.billing == "refused" else "Not sure whether billing was told"
        again = "" if moved.billing == "refused" else " --again"
        what = f"{said} that it belongs to {moved.client}. {clean(moved.detail)}"
        yield from remark(f"{what} Send it: clientcare bill send {moved.thread[-4:]}{again}", look, "!", "!")
    if moved.laid:
        yield from remark(
            f"The mail for {moved.was} still lies in the outbox: take it out. {moved.laid}", look, "!", "!"
        )


def _plain(moved: Moved) -> Iterable[tuple[object, ...]]:
    yield moved.thread, moved.title, moved.was_folder, moved.folder, moved.documents, moved.bill, moved.billing


MOVED = View("session-move/1", lambda result, look: list(_human(result, look)), _plain, lambda result: [result.thread])
