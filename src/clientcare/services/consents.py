"""Consents: what the client said when asked for permission to work, and for a backup."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientcare.domain.asks import Ask, Missing
from clientcare.domain.casework import CONSENT_ANSWERS, CONSENTS
from clientcare.domain.errors import Usage
from clientcare.domain.tables import near
from clientcare.services.entries import acknowledged, enter
from clientcare.services.finding import current
from clientcare.services.moments import happened

if TYPE_CHECKING:
    from clientcare.desk import Desk
    from clientcare.domain.entries import Entered

_SYNONYMS = {"done": "given", "yes": "given", "no": "declined", "refused": "declined", "n/a": "not-applicable"}


def consent(
    desk: Desk,
    *,
    about: str = "",
    answer: str = "",
    who: str = "",
    at: str = "",
    session: str = "",
) -> Entered:
    """Record a consent to `work` or to a `backup`: given, declined, or not applicable. A later one counts instead.

    Who said so is needed unless it does not apply. Raises Missing, and Usage for words that are neither.
    """
    matter = _one_of(about, CONSENTS, "There is no consent about")
    said = _one_of(_SYNONYMS.get(answer.casefold(), answer), CONSENT_ANSWERS, "A consent cannot be")
    asks = []
    if not matter:
        asks.append(Ask("about", "Consent to what?", kind="choice", choices=CONSENTS, option="work|backup"))
    if not said:
        choices = CONSENT_ANSWERS
        asks.append(Ask("answer", "What did the client say?", kind="choice", choices=choices, option="|".join(choices)))
    if not who.strip() and said != "not-applicable":
        asks.append(Ask("who", "Who said so?", kind="person", option="--by", required=bool(said)))
    if asks:
        raise Missing(asks)
    found = current(desk, session)
    fields = {"about": matter, "answer": said, "who": who.strip()}
    after, record = enter(desk, found, "consent", fields, at=happened(desk, found, at))
    by = f" by {record.get('who')}" if record.get("who") else ""
    return acknowledged(desk, after, record, f"{matter} {said.replace('-', ' ')}{by}")


def _one_of(typed: str, words: tuple[str, ...], complaint: str) -> str:
    word = typed.casefold().strip()
    if word and word not in words:
        meant = near(word, words)
        raise Usage(
            f"{complaint} '{typed}'.",
            f"Did you mean {meant}?" if meant else f"It is one of: {', '.join(words)}.",
        )
    return word
