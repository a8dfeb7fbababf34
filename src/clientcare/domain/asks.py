"""What a service needs to be told: one form for questions at the terminal, options and guides' asks."""

from collections.abc import Sequence
from typing import NamedTuple

from clientcare.domain.errors import Usage


class Ask(NamedTuple):
    """One question. `option` is the command-line option that answers it without a terminal."""

    field: str
    prompt: str
    kind: str = "text"  # text, lines, yesno, choice, person, duration, time, date, money
    required: bool = True
    choices: tuple[str, ...] = ()
    default: str = ""
    option: str = ""


class Missing(Usage):
    """A service cannot go on without these answers; nothing was changed."""

    def __init__(self, asks: Sequence[Ask], message: str = "") -> None:
        self.asks = tuple(asks)
        options = ", ".join(ask.option or ask.field for ask in self.asks if ask.required or len(self.asks) == 1)
        super().__init__(message or f"Missing: {options}.", f"Give {options}, or run this on a terminal to be asked.")
