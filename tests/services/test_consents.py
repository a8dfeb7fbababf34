"""Consents: to the work and to a backup, and who said so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from clientcare.domain.asks import Missing
from clientcare.domain.errors import Usage
from clientcare.services.consents import consent

if TYPE_CHECKING:
    from tests.shops import Shop


@pytest.mark.parametrize(
    ("about", "answer", "said"),
    [
        ("work", "given", "work given by Ms Frei"),
        ("backup", "declined", "backup declined by Ms Frei"),
        ("backup", "done", "backup given by Ms Frei"),
        ("Backup", "no", "backup declined by Ms Frei"),
        ("backup", "n/a", "backup not applicable by Ms Frei"),
    ],
)
def test_a_consent_says_what_and_by_whom(shop: Shop, about: str, answer: str, said: str) -> None:
    thread = shop.session()
    assert consent(shop.desk(), about=about, answer=answer, who="Ms Frei").says == said
    kept = shop.read(thread).consents[about.casefold()]
    assert (kept.who, said.startswith(f"{kept.about} {kept.answer.replace('-', ' ')}")) == ("Ms Frei", True)


def test_what_does_not_apply_was_said_by_nobody(shop: Shop) -> None:
    shop.session()
    assert consent(shop.desk(), about="backup", answer="not-applicable").says == "backup not applicable"


def test_a_later_consent_counts(shop: Shop) -> None:
    thread = shop.session()
    consent(shop.desk(), about="backup", answer="declined", who="Ms Frei")
    consent(shop.desk(), about="backup", answer="given", who="Ms Frei")
    assert shop.read(thread).consents["backup"].answer == "given"


def test_everything_is_asked_for_that_was_not_said(shop: Shop) -> None:
    with pytest.raises(Missing) as missing:
        consent(shop.desk())
    assert [(ask.field, ask.required) for ask in missing.value.asks] == [
        ("about", True),
        ("answer", True),
        ("who", False),
    ]


def test_a_consent_needs_somebody_who_gave_or_declined_it(shop: Shop) -> None:
    with pytest.raises(Missing, match="--by"):
        consent(shop.desk(), about="work", answer="given")


@pytest.mark.parametrize(
    ("about", "answer", "hint"),
    [
        ("bakcup", "given", "Did you mean backup?"),
        ("lunch", "given", "It is one of: work, backup."),
        ("work", "declind", "Did you mean declined?"),
        ("work", "perhaps", "It is one of: given, declined, not-applicable."),
    ],
)
def test_other_words_are_refused_with_the_nearest(shop: Shop, about: str, answer: str, hint: str) -> None:
    with pytest.raises(Usage) as refused:
        consent(shop.desk(), about=about, answer=answer, who="Ms Frei")
    assert refused.value.hint == hint
