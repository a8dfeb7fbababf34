"""What a service needs to be told: one form for questions at the terminal, options and guides' asks."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from clientcare.domain.errors import Usage


class When(NamedTuple):
    """What a question depends on: it is asked only where the answer to `field` is `value`."""

    field: str
    value: str

    def holds(self, known: Mapping[str, str]) -> bool:
        """Whether it is so, by what is known; capitals do not matter."""
        return known.get(self.field, "").casefold() == self.value.casefold()


class Ask(NamedTuple):
    """One question. `option` is the command-line option that answers it without a terminal.

    The answer to a `sensitive` one is shown to nobody who does not ask for it.
    """

    field: str
    prompt: str
    kind: str = "text"  # text, lines, number, money, duration, date, time, yesno, choice, person, parts, document
    required: bool = True
    choices: tuple[str, ...] = ()
    default: str = ""
    option: str = ""
    sensitive: bool = False
    when: When | None = None

    @property
    def filed_beside(self) -> bool:
        """Whether its answer is more than words: parts are put on record, and a file is attached."""
        return self.kind in ("parts", "document")

    def applies(self, known: Mapping[str, str]) -> bool:
        """Whether it is to be asked, by the answers and facts that are known."""
        return self.when is None or self.when.holds(known)


class Missing(Usage):
    """A service cannot go on without these answers; nothing was changed."""

    def __init__(self, asks: Sequence[Ask], message: str = "") -> None:
        self.asks = tuple(asks)
        options = ", ".join(ask.option or ask.field for ask in self.asks if ask.required or len(self.asks) == 1)
        super().__init__(message or f"Missing: {options}.", f"Give {options}, or run this on a terminal to be asked.")
