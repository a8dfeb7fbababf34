"""What a guide needs before a session: verified from the record where a check can tell, asked where not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clientcare.domain.asks import Ask
from clientcare.domain.checks import Verdict
from clientcare.domain.closings import NOT_ASKED
from clientcare.domain.errors import GateNotMet
from clientcare.domain.weighing import Weighed, weigh_requirements
from clientcare.services.keeping import client_as_typed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from clientcare.desk import Desk
    from clientcare.domain.guides import Guide
    from clientcare.domain.sessions import Session


def questions(desk: Desk, *, client: str, guide: str = "") -> tuple[Ask, ...]:
    """What a person at the terminal is asked before a session: the requirements that no check can verify.

    Raises UnknownClient first, so that nobody answers in vain.
    """
    client_as_typed(desk, client)
    wanted, _ = desk.library.find(guide or desk.shop.default_guide)
    return tuple(
        Ask(one.id, f"{one.name}?", kind="yesno", required=False) for one in wanted.requirements if not one.check
    )


def weighed(desk: Desk, guide: Guide, session: Session, answers: Mapping[str, str]) -> tuple[Weighed, ...]:
    """Each requirement as the record verifies it, else as it was answered ("yes" or "no", by its id)."""
    return tuple(
        one._replace(verdict=Verdict(answers[one.id] == "yes", "As answered."))
        if one.verdict.holds is None and answers.get(one.id) in ("yes", "no")
        else one
        for one in weigh_requirements(guide.requirements, session, desk.me)
    )


def on_record(found: tuple[Weighed, ...], override: str, sort: str = "session") -> dict[str, Any]:
    """What the first entry says of the requirements: by their check, of which alternatives share one, or their id.

    Raises GateNotMet for a gate that fails without an override."""
    blocking = [one for one in found if one.blocks]
    if blocking and not override.strip():
        said = "; ".join(f"{' or '.join(one.names)}: {one.verdict.why}" for one in blocking)
        raise GateNotMet(
            f"The guide needs something before this {sort} can start. {said}",
            'See to it, or say why it starts all the same: --override "REASON"',
        )
    return {
        "requirements": {one.check or one.id: _said(one) for one in found},
        "unmet": tuple(one.check or one.id for one in found if one.verdict.holds is False),
        "override": override if blocking else "",
    }


def _said(one: Weighed) -> str:
    return NOT_ASKED if one.verdict.holds is None else "yes" if one.verdict.holds else "no"
