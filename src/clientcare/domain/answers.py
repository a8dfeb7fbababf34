"""Answers to a guide's questions: what a person or a script says, in the one spelling that is recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clientcare.domain.errors import Usage
from clientcare.domain.identifiers import slug
from clientcare.domain.tables import near

if TYPE_CHECKING:
    from clientcare.domain.asks import Ask

CHOICE_LENGTH = 200
"""Characters of a choice that tell it from another."""
_YES = ("yes", "y", "ja", "j", "oui", "o", "true")
_NO = ("no", "n", "nein", "non", "false")


def checked_answer(ask: Ask, value: Any) -> str:
    """An answer in its one spelling: "yes" or "no", a choice as the guide writes it, a text without blanks around it.

    Yes and no are taken in English, German and French, and as true and false. Numbers are taken as text; an empty text
    stays empty whatever the kind. Raises Usage.
    """
    if isinstance(value, bool):
        text = "yes" if value else "no"
    elif isinstance(value, (str, int, float)):
        text = str(value).strip()
    else:
        raise Usage(f"'{ask.field}' must be a text.")
    if not text:
        return ""
    if ask.kind == "yesno":
        return _yes_or_no(ask, text)
    if ask.kind == "choice":
        return _choice(ask, text)
    return " ".join(text.split()) if ask.kind == "person" else text


def _yes_or_no(ask: Ask, text: str) -> str:
    word = text.casefold()
    if word in _YES:
        return "yes"
    if word in _NO:
        return "no"
    raise Usage(f"'{ask.field}' cannot be '{text}'.", "It is yes or no.")


def _choice(ask: Ask, text: str) -> str:
    """Blanks, hyphens and capitals do not matter: not-applicable is 'not applicable'."""
    spelled = {_plain(choice): choice for choice in ask.choices}
    if _plain(text) in spelled:
        return spelled[_plain(text)]
    meant = near(_plain(text), tuple(spelled))
    hint = f"Did you mean '{spelled[meant]}'?" if meant else f"It is one of: {', '.join(ask.choices)}."
    raise Usage(f"'{ask.field}' cannot be '{text}'.", hint)


def _plain(text: str) -> str:
    return slug(text, CHOICE_LENGTH) or text
