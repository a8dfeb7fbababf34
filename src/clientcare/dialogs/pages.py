"""What is longer than the terminal is said a screenful at a time, so that nothing scrolls away unread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientcare.dialogs.keys import Key, press
from clientcare.views.view import fitted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from clientcare.desk import Desk


def say_in_pages(desk: Desk, lines: Iterable[str]) -> None:
    """Say these lines, and wait for a key before each screenful but the first; one key brings the rest at once.

    The last line of the terminal is left for the keys. Raises Interrupted.
    """
    look = desk.screen.look
    left = [part for line in lines for part in fitted(line, look.width)]
    room = look.height - 2
    while 0 < room < len(left):
        _say(desk, left[:room])
        left = left[room:]
        count = f"{len(left)} more line{'s' if len(left) > 1 else ''}"
        if press([Key("more", "Enter", count), Key("rest", "a", "all of them")], look) == "rest":
            break
    _say(desk, left)


def _say(desk: Desk, lines: Iterable[str]) -> None:
    for line in lines:
        desk.screen.tell(line)
