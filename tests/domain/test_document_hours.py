"""How the hours of a session came about: whatever happened, the lines add up to what counts as worked."""

from __future__ import annotations

from datetime import UTC

from hypothesis import given
from hypothesis import strategies as st

from clientcare.domain.document_hours import hours
from clientcare.domain.documents import Hours, Work
from clientcare.domain.telling import Telling
from tests.domain.story import DAY, Story, closed


def told(story: Story) -> Hours:
    session = story.session
    until = session.ended or session.last_at or DAY
    return hours(session, Telling({"ann": "Ann Meier"}, UTC, DAY.date(), until))


def started() -> Story:
    story = Story()
    story.tell("14:00", "start", title="Printer offline", mode="remote")
    return story


def test_each_stretch_of_work_of_each_person_is_a_line() -> None:
    story = started()
    story.tell("14:10", "join", "ben")
    story.tell("14:20", "pause")
    story.tell("14:40", "resume")
    closed(story)
    found = told(story)
    assert found.rows == (
        Work("Ann Meier", "14:00 – 14:20", 20),
        Work("Ann Meier", "14:40 – 15:00", 20),
        Work("ben", "14:10 – 15:00", 50),
    )
    assert (found.total_label, found.worked) == ("Worked", 90)
    assert found.asides == (Work("Ann Meier", "paused", 20),)


def test_an_open_session_is_told_up_to_its_last_entry() -> None:
    story = started()
    story.tell("14:20", "note", text="Found it")
    found = told(story)
    assert found == Hours((Work("Ann Meier", "since 14:00, running", 20),), "Worked until 14:20", 20, ())


def test_travel_is_told_and_counts_in_no_sum() -> None:
    story = started()
    story.tell("14:00", "travel")
    story.tell("14:20", "arrive")
    story.tell("14:30", "travel", minutes=15)
    closed(story)
    found = told(story)
    assert found.worked == 40
    assert found.asides == (
        Work("", "on the way 14:00 – 14:20", 20),
        Work("Ann Meier", "on the way, as entered", 15),
    )


def test_a_corrected_pause_is_a_line_of_its_own_and_all_lines_add_up() -> None:
    story = started()
    story.tell("14:10", "join", "ben")
    story.tell("14:20", "pause")
    story.tell("14:30", "resume")
    story.tell("14:50", "travel", minutes=5)
    closed(story)
    story.tell("15:10", "edit", pause=15)
    found = told(story)
    assert found.rows == (
        Work("Ann Meier", "14:00 – 14:20", 20),
        Work("Ann Meier", "14:30 – 15:00", 30),
        Work("ben", "14:10 – 15:00", 50),
        Work("Ann Meier", "pauses, as corrected", -5),
    )
    assert found.worked == 95
    assert Work("Ann Meier", "paused", 15) in found.asides


def test_a_pause_that_was_corrected_to_nothing_counts_as_work() -> None:
    story = started()
    story.tell("14:20", "pause")
    closed(story)
    story.tell("15:10", "edit", pause=0)
    found = told(story)
    assert found.rows == (
        Work("Ann Meier", "14:00 – 14:20", 20),
        Work("Ann Meier", "pauses, as corrected", 40),
    )
    assert found.worked == 60


def test_a_pause_longer_than_the_session_leaves_nothing() -> None:
    story = started()
    closed(story)
    story.tell("15:10", "edit", pause=90)
    found = told(story)
    assert found.worked == 0
    assert found.rows[-1] == Work("Ann Meier", "pauses, as corrected", -60)


def test_a_pause_for_a_session_whose_start_has_not_arrived_takes_nothing_off() -> None:
    story = Story()
    story.tell("14:00", "join", "ben")
    closed(story)
    story.tell("15:10", "edit", pause=30)
    assert told(story).rows == (Work("ben", "14:00 – 15:00", 60),)


def test_a_cancelled_session_has_no_hours() -> None:
    story = started()
    closed(story, cancelled=True, reason="no-show")
    assert told(story).rows == ()


ACTS = st.tuples(
    st.integers(0, 3 * 60),
    st.sampled_from(["pause", "resume", "join", "leave", "travel", "arrive", "note", "edit"]),
    st.sampled_from(["ann", "ben"]),
    st.integers(0, 90),
)


@given(st.lists(ACTS, max_size=12), st.booleans())
def test_the_lines_add_up_whatever_happened(acts: list[tuple[int, str, str, int]], ends: bool) -> None:
    story = started()
    for minute, kind, by, length in sorted(acts):
        fields = {"edit": {"pause": length}, "travel": {"minutes": length // 2}}.get(kind, {})
        story.tell(f"{14 + minute // 60}:{minute % 60:02}", kind, by, **fields)
    if ends:
        closed(story, "18:00")
    found = told(story)
    assert sum(row.minutes for row in found.rows) == found.worked
    assert found.worked == story.session.worked(story.session.ended or story.session.last_at or DAY)
