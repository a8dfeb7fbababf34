"""What may be entered into a session as it stands."""

from __future__ import annotations

import pytest

from clientcare.domain.entries import AFTER_CLOSE, admit
from clientcare.domain.errors import Conflict
from clientcare.domain.kinds import KINDS
from tests.domain.story import Story, closed


@pytest.fixture
def story() -> Story:
    made = Story()
    made.tell("14:05", "start", title="Printer offline")
    return made


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_an_open_session_takes_every_kind_of_entry(story: Story, kind: str) -> None:
    admit(story.session, kind)


@pytest.mark.parametrize("kind", sorted(AFTER_CLOSE | {"start"}))
def test_a_closed_session_takes_what_comes_after_a_close(story: Story, kind: str) -> None:
    closed(story)
    admit(story.session, kind)


@pytest.mark.parametrize("kind", sorted(set(KINDS) - AFTER_CLOSE - {"start"}))
def test_a_closed_session_takes_nothing_that_belongs_to_the_work(story: Story, kind: str) -> None:
    closed(story)
    with pytest.raises(Conflict) as caught:
        admit(story.session, kind)
    assert caught.value.message == (
        "The session 'Printer offline' is closed: nothing but notes and documents can be added."
    )
    assert caught.value.hint == "To work on: clientcare session reopen 7f3a"


def test_a_cancelled_session_says_so(story: Story) -> None:
    closed(story, cancelled=True)
    with pytest.raises(Conflict, match=r"^The session 'Printer offline' is cancelled: nothing but notes"):
        admit(story.session, "part")


def test_a_session_that_was_reopened_takes_everything_again(story: Story) -> None:
    closed(story)
    story.tell("16:00", "reopen", ordinal=1)
    admit(story.session, "part")


def test_a_closed_session_can_be_corrected_until_billing_has_its_figures(story: Story) -> None:
    closed(story)
    admit(story.session, "edit")
    story.tell("15:01", "bill", ordinal=1, number="0000-1")
    with pytest.raises(Conflict) as caught:
        admit(story.session, "edit")
    assert caught.value.message == "Billing has the figures of 'Printer offline' already."
    assert caught.value.hint == ("Reopen it first, then correct and close again: clientcare session reopen 7f3a")


def test_a_session_that_is_free_of_charge_can_be_corrected_at_any_time(story: Story) -> None:
    closed(story, no_charge="goodwill")
    admit(story.session, "edit")
