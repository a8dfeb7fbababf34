"""How a question says what it wants to hear."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientcare.views.view import clean

if TYPE_CHECKING:
    from clientcare.domain.asks import Ask

_KINDS = {
    "lines": "several lines",
    "number": "a number",
    "money": "an amount",
    "duration": "such as 1h30",
    "date": "a day",
    "time": "day and time",
    "yesno": "yes or no",
    "person": "who",
    "parts": "parts, with price and serial numbers",
    "document": "a file",
}


def ask_words(ask: Ask) -> str:
    """Its choices, or what kind of an answer it takes; nothing where any text will do."""
    between = " / " if any("," in choice for choice in ask.choices) else ", "
    return between.join(clean(choice, "") for choice in ask.choices) or _KINDS.get(ask.kind, "")
