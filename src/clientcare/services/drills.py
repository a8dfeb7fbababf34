"""Drills: a guide is walked to learn it, or to try it out while it is written. No client, no share, nothing filed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientcare.domain import drills
from clientcare.domain.answer_files import read_answers
from clientcare.domain.answers import Terms
from clientcare.domain.errors import ClientcareError, Usage
from clientcare.domain.walks import parse_answers
from clientcare.services import walking

if TYPE_CHECKING:
    from clientcare.desk import Desk
    from clientcare.domain.drills import Drilled
    from clientcare.domain.walks import Walk

_CURRENCY = "CHF"
"""What amounts are read in where there is no shop yet."""


def begin(desk: Desk, *, name: str, mode: str) -> Walk:
    """The beginning of a drill. Raises NotFound, InvalidFile, Usage for a guide without steps or an unknown mode."""
    return drills.begin(desk.library.find(name)[0], mode, terms(desk).now)


def terms(desk: Desk) -> Terms:
    """What answers are read by: as in the shop, or by this machine's own clock where there is none."""
    try:
        return walking.terms(desk)
    except ClientcareError:
        return Terms(desk.screen.look.now.astimezone(), _CURRENCY)


def answered(desk: Desk, *, name: str, mode: str, text: str, shown: str) -> Drilled:
    """A drill with the answers of a script; `shown` is how they are called, and empty where there are none.

    Raises InvalidFile, Missing, Usage as a walk would.
    """
    here, by = begin(desk, name=name, mode=mode), terms(desk)
    if not shown:
        raise Usage("A drill needs a terminal to walk at.", "Or answers of a script: --answers FILE")
    for draft in parse_answers(read_answers(text, shown), here, by):
        here = here.then(draft, by)
    return drills.drilled(here)
