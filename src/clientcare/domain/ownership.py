"""Whose a step of a guide is: a role that the member who does it has, or that somebody has who told them to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientcare.domain.asks import Ask, Missing
from clientcare.domain.errors import Exit

if TYPE_CHECKING:
    from clientcare.domain.guides import Step


class NotMine(Missing):
    """A step belongs to a role that the member does not have, and nobody is named who told them to do it."""

    exit = Exit.NOT_ALLOWED

    def __init__(self, step: Step) -> None:
        role = say_role(step.owner)
        asked = Ask("instructed_by", f"Which {role} told you to?", "person", option="--instructed-by MEMBER")
        super().__init__([asked], f"The step '{step.name}' is for {_article(role)} {role}.")
        self.hint = f"Name the {role} who told you to do it: --instructed-by MEMBER"


def say_role(role: str) -> str:
    """A role as people say it: "account manager"."""
    return role.replace("-", " ")


def _article(word: str) -> str:
    return "an" if word[:1] in "aeiou" else "a"
