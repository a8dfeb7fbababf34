"""A drill as it is shown: a walk without a client, in which what is sensitive stays hidden."""

from __future__ import annotations

from datetime import UTC, datetime

from clientcare.domain.answers import Terms
from clientcare.domain.asks import Ask
from clientcare.domain.drills import SAYS, begin, drill_view, drilled
from clientcare.domain.guides import Guide, Outcome, Step
from clientcare.domain.walk_steps import NOT_SHOWN

NOW = datetime(2026, 11, 24, 14, 5, tzinfo=UTC)
TERMS = Terms(NOW, "CHF")
GUIDE = Guide(
    "care",
    "Care",
    custom=True,
    body="Read.",
    steps=(Step("Ask", "ask", asks=(Ask("limit", "Limit?", "money", sensitive=True),)), Step("Smile", "smile")),
    outcomes=(Outcome("Happy", "happy"),),
)


def test_what_is_shown_says_that_it_is_a_drill_and_hides_what_is_sensitive() -> None:
    here = begin(GUIDE, "remote", NOW)
    here = here.then(here.answer("ask", {"limit": "8"}, TERMS), TERMS)
    seen = drill_view(here, NOW)
    assert (seen.client_name, seen.title, seen.has_clock, seen.body) == (SAYS, "", False, "Read.")
    assert seen.step is not None
    assert seen.step.id == "smile"
    assert seen.answers == {"limit": NOT_SHOWN}
    assert seen.known == {"mode": "remote"}
    assert drill_view(here.then(here.shown("smile"), TERMS), NOW).step is None
    assert [one.answer for one in drilled(here).steps[0].answers] == [NOT_SHOWN]


def test_the_page_of_a_guide_that_is_not_custom_is_no_part_of_it() -> None:
    assert drill_view(begin(GUIDE._replace(custom=False), "remote", NOW), NOW).body == ""
