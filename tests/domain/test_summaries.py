"""A session in short tells the same as the session itself."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientcare.domain.summaries import Wanted, packed, summary, unpacked
from clientcare.services.listing import line, promises
from tests.domain.story import PLACE, Story, at, closed

KINDS = (
    "note pause resume join leave travel arrive depart followup followdone edit close reopen bill send sent mark take "
    "handover undo cancel"
).split()


def told(steps: list[tuple[str, str, int]]) -> Story:
    """A session in which all sorts of things happen."""
    story = Story()
    story.tell("14:05", "start", client_name="Acme AG", title="Printer offline", mode="remote")
    story.records[0].fields["with"] = ["ben"]  # type: ignore[index]
    for kind, by, minute in steps:
        clock = f"{14 + minute // 60}:{minute % 60:02d}"
        last = story.records[minute % len(story.records)].id
        fields: dict[str, Any] = {
            "followup": {"due": at("3d 9:00"), "who": by, "text": "Ring them"},
            "followdone": {"of": last, "happy": True},
            "undo": {"of": last},
            "edit": {"start": at("13:50")},
            "sent": {"attempt": 1, "status": "sent"},
            "mark": {"as": "invoiced", "number": "7"},
            "bill": {"number": "B-1"},
            "handover": {"to": "ben"},
            "take": {"from": "ann"},
        }.get(kind, {})
        if kind in ("close", "cancel"):
            closed(story, clock, story.session.closes + 1, cancelled=kind == "cancel")
        else:
            story.tell(clock, kind, by, ordinal=int(kind in ("reopen", "bill", "send", "take")), **fields)
    return story


STORIES = st.lists(
    st.tuples(st.sampled_from(KINDS), st.sampled_from(("ann", "ben")), st.integers(0, 300)), max_size=9
).map(told)
MOMENTS = st.integers(0, 3000).map(lambda minutes: at("13:00") + timedelta(minutes=minutes))


@given(STORIES, MOMENTS)
def test_a_line_of_a_listing_is_the_same_from_the_summary(story: Story, now: Any) -> None:
    session = story.session
    short = summary(session)
    assert line(short, now) == line(session, now)
    assert promises([short]) == promises([session])
    assert (short.is_open, short.unbilled) == (session.is_open, session.bill.is_open)
    assert [short.involves(who) for who in ("ann", "ben")] == [session.involves(who) for who in ("ann", "ben")]
    assert short.members == tuple(session.spans_by_member())
    assert short.last_filed == session.records[-1].filed


@given(STORIES)
def test_a_summary_is_the_same_after_it_was_written_down(story: Story) -> None:
    short = summary(story.session)
    again = unpacked(PLACE, packed(short))
    assert again == short
    assert [one.due.utcoffset() for one in again.follow_ups] == [one.due.utcoffset() for one in short.follow_ups]


def test_what_no_command_writes_is_not_written_down() -> None:
    story = Story()
    story.tell("14:05", "start", client_name="Acme AG", title="x")
    story.tell("14:06", "followup", due="tomorrow")
    with pytest.raises(ValueError, match="tomorrow"):
        unpacked(PLACE, packed(summary(story.session)))


@pytest.mark.parametrize(
    ("wanted", "taken"),
    [
        (Wanted(), True),
        (Wanted(("acme", "bakery")), True),
        (Wanted(("bakery",)), False),
        (Wanted(since=at("14:05")), True),
        (Wanted(since=at("14:06")), False),
        (Wanted(until=at("14:05")), False),
        (Wanted(until=at("14:06")), True),
        (Wanted(state="open"), False),
        (Wanted(state="closed"), True),
        (Wanted(member="ann"), True),
        (Wanted(member="ben"), True),
        (Wanted(member="zoe"), False),
        (Wanted(unbilled=True), True),
        (Wanted(promised=True), True),
        (Wanted(pending=True), True),
        (Wanted(ending="7f3a"), True),
        (Wanted(ending="7f3b"), False),
    ],
)
def test_a_listing_is_about_what_is_wanted(wanted: Wanted, taken: bool) -> None:
    story = told([("leave", "ben", 30), ("followup", "ann", 35), ("close", "ann", 55)])
    assert wanted.takes(summary(story.session)) is taken


def test_an_open_session_is_one_that_runs_or_rests() -> None:
    story = told([("leave", "ben", 10)])
    assert Wanted(state="open").takes(summary(story.session))
    story.tell("14:30", "pause")
    assert Wanted(state="open").takes(summary(story.session))
    assert not Wanted(state="running").takes(summary(story.session))
    assert not Wanted(promised=True).takes(summary(story.session))
    assert not Wanted(pending=True).takes(summary(story.session))
