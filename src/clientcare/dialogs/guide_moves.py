"""Where the guide was changed during a walk: on with the old text, or over to the new one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientcare.dialogs.asking import complete
from clientcare.dialogs.keys import Key, press
from clientcare.dialogs.pages import say_in_pages
from clientcare.services import guide_diffs, guide_moves
from clientcare.views.guide_diffs import DIFF
from clientcare.views.guide_moves import MOVED, text_told

if TYPE_CHECKING:
    from clientcare.desk import Desk
    from clientcare.domain.walk_reports import WalkView

_KEYS = (
    Key("old", "Enter", "go on with the old"),
    Key("moved", "m", "move to the new"),
    Key("diff", "d", "what changed"),
    Key("quit", "q", "shell"),
)


def settle_text(desk: Desk, here: WalkView) -> str:
    """Say what became of the guide, and let the person choose where there is a new text.

    Answers "old", "moved", or "quit" where they want back to the shell. Raises Interrupted.
    """
    look = desk.screen.look
    for line in text_told(here, look, hint=False):
        desk.screen.tell(line)
    if here.text_now != "changed":
        return "old"
    while (pressed := press(_KEYS, look)) == "diff":
        say_in_pages(desk, DIFF.human(guide_diffs.since_it_began(desk, session=here.thread), look))
    if pressed == "moved":
        moved = complete(desk, guide_moves.move_to_new, session=here.thread)
        say_in_pages(desk, MOVED.human(moved, look))
    return pressed
