"""What Tab offers beside commands and options: clients, open sessions, members and guides, by what an option takes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clientcare.domain.errors import ClientcareError
from clientcare.services import offering

if TYPE_CHECKING:
    from collections.abc import Callable

    from clientcare.desk import Desk

OFFERS: dict[str, Callable[[Desk], tuple[tuple[str, str], ...]]] = {
    "CLIENT": offering.clients,
    "SESSION": offering.sessions,
    "PROCEDURE": offering.procedures,
    "MEMBER": offering.members,
    "GUIDE": offering.guides,
}
"""By the metavar of an argument or option: what can be put there, each with a word of explanation."""


def offer_names(command: Any, desk_for: Callable[[Any], Desk]) -> None:
    """Let the arguments and options of a command be completed. A shop that cannot be read offers nothing."""
    for parameter in command.params:
        offers = OFFERS.get(str(parameter.metavar).strip("[]."))
        if offers:
            parameter._custom_shell_complete = _completer(offers, desk_for)


def _completer(offers: Callable[[Desk], Any], desk_for: Callable[[Any], Desk]) -> Callable[[Any, Any, str], list[Any]]:
    def complete(context: Any, parameter: Any, incomplete: str) -> list[Any]:
        from typer._click.shell_completion import CompletionItem

        try:
            found = offers(desk_for(context))
        except ClientcareError:
            return []
        begun = incomplete.casefold()
        return [CompletionItem(word, help=said) for word, said in found if word.casefold().startswith(begun)]

    return complete
