"""Whose a step is."""

from __future__ import annotations

import pytest

from clientcare.domain.errors import Exit
from clientcare.domain.guides import Step
from clientcare.domain.ownership import NotMine


@pytest.mark.parametrize(
    ("role", "said"), [("account-manager", "an account manager"), ("project-manager", "a project manager")]
)
def test_a_step_of_another_role_names_who_must_have_told_me(role: str, said: str) -> None:
    refused = NotMine(Step("Agree fees", "fees", owner=role))
    assert refused.exit is Exit.NOT_ALLOWED
    assert refused.message == f"The step 'Agree fees' is for {said}."
    assert refused.hint == f"Name the {said.partition(' ')[2]} who told you to do it: --instructed-by MEMBER"
    assert [(ask.field, ask.kind) for ask in refused.asks] == [("instructed_by", "person")]
