"""Doctor's look at the share, and the race of two machines before it where that is wished for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientcare.services import shares
from clientcare.services.doctor import examine

if TYPE_CHECKING:
    from clientcare.desk import Desk
    from clientcare.domain.examinations import Examination
    from clientcare.domain.shares import Race

_WORDS = {
    "waiting": "Waiting for the other machine: type there  clientcare doctor --race",
    "racing": "{other} is here. Both race for the same names now.",
}


def examined(desk: Desk, *, keep: bool, race: bool) -> Examination:
    """Everything looked at; a race is kept in any case. Raises what `shares.race` raises."""
    return examine(desk, keep=keep or race, race=_raced(desk) if race else None)


def _raced(desk: Desk) -> Race | None:
    said, result = "", None
    for word in shares.race(desk):
        if word.stage != said and word.stage in _WORDS:
            desk.screen.tell(_WORDS[word.stage].format(other=desk.screen.clean(word.other)))
        said, result = word.stage, word.race
    if result:
        desk.screen.tell(f"{result.names} names, {result.both or 'none'} of them got by both.")
    return result
