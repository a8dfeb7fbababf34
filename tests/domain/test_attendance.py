"""Attendance: who worked when, who is on the way, who takes part and who leads."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientcare.domain.attendance import Attendance, attendance
from clientcare.domain.hours import Span
from tests.domain.story import Story, at


@pytest.fixture
def story() -> Story:
    """A session of Ann's, begun at 14:05; Ben joins at 14:15."""
    made = Story()
    made.tell("14:05", "start")
    made.tell("14:15", "join", "ben")
    return made


def of(story: Story, **edits: Any) -> Attendance:
    """What the story's entries say, with one more correction where some is given."""
    if edits:
        story.tell("1d 9:00", "edit", **edits)
    return attendance(story.records)


def span(start: str, end: str) -> Span:
    return Span(at(start), at(end))


def test_nothing_is_known_before_the_first_entry() -> None:
    assert of(Story()) == Attendance({}, {}, [], "", ())


def test_an_entry_of_another_kind_says_nothing_about_presence(story: Story) -> None:
    before = of(story)
    story.tell("14:20", "note", "cleo", text="x")
    assert of(story) == before


def test_each_clock_runs_from_where_its_owner_began_to_where_they_stopped(story: Story) -> None:
    story.tell("14:20", "pause")
    story.tell("14:30", "leave", "ben")
    found = of(story)
    assert found.spans == {"ann": [span("14:05", "14:20")], "ben": [span("14:15", "14:30")]}
    assert found.running == {}
    assert found.people == ("ann",)


def test_whoever_works_already_begins_nothing_new(story: Story) -> None:
    story.tell("14:20", "resume")
    assert of(story).running == {"ann": at("14:05"), "ben": at("14:15")}


def test_colleagues_named_at_the_start_begin_with_it_and_come_after_whoever_started() -> None:
    story = Story()
    story.tell("14:05", "start", **{"with": ["cleo", "ben"]})
    found = of(story)
    assert found.people == ("ann", "cleo", "ben")
    assert found.running == dict.fromkeys(("ann", "cleo", "ben"), at("14:05"))
    assert found.lead == "ann"


# -- on behalf of somebody -----------------------------------------------------------------------------------


def test_a_leave_on_behalf_of_somebody_ends_their_work_and_not_that_of_whoever_enters_it(story: Story) -> None:
    story.tell("14:30", "leave", **{"for": "ben"})
    found = of(story)
    assert found.spans == {"ben": [span("14:15", "14:30")]}
    assert found.running == {"ann": at("14:05")}
    assert found.people == ("ann",)


def test_a_hand_over_on_behalf_of_somebody_ends_their_work_and_gives_the_lead_on(story: Story) -> None:
    story.tell("14:30", "handover", "cleo", to="ben", **{"for": "ann"})
    found = of(story)
    assert found.lead == "ben"
    assert found.people == ("ben",)
    assert found.spans == {"ann": [span("14:05", "14:30")]}
    assert found.running == {"ben": at("14:15")}


def test_whoever_is_handed_a_session_takes_part_before_they_begin(story: Story) -> None:
    story.tell("14:30", "handover", to="cleo")
    found = of(story)
    assert found.lead == "cleo"
    assert found.people == ("ben", "cleo")
    assert "cleo" not in found.running


def test_a_take_from_somebody_whose_clock_stands_adds_no_work(story: Story) -> None:
    story.tell("14:20", "pause")
    story.tell("14:30", "take", "ben", ordinal=1, **{"from": "ann"})
    found = of(story)
    assert found.spans == {"ann": [span("14:05", "14:20")]}
    assert found.running == {"ben": at("14:15")}
    assert (found.lead, found.people) == ("ben", ("ben",))


# -- on the way ----------------------------------------------------------------------------------------------


def test_a_journey_is_of_whoever_travels_while_others_go_on_working(story: Story) -> None:
    story.tell("14:20", "travel")
    story.tell("14:25", "arrive", "ben")
    story.tell("14:40", "arrive")
    found = of(story)
    assert found.travels == [span("14:20", "14:40")]
    assert found.spans == {"ann": [span("14:05", "14:20")]}
    assert found.running == {"ann": at("14:40"), "ben": at("14:15")}


def test_a_journey_told_in_minutes_is_none_that_somebody_arrives_from(story: Story) -> None:
    story.tell("14:20", "travel", minutes=20)
    story.tell("14:40", "arrive")
    found = of(story)
    assert found.travels == []
    assert found.running == {"ann": at("14:05"), "ben": at("14:15")}


def test_a_journey_is_over_once(story: Story) -> None:
    story.tell("14:20", "travel")
    story.tell("14:40", "arrive")
    story.tell("14:50", "arrive")
    assert of(story).travels == [span("14:20", "14:40")]


# -- the close -----------------------------------------------------------------------------------------------


def test_a_close_ends_the_work_of_everybody_at_the_end_that_it_names(story: Story) -> None:
    story.tell("18:00", "close", ordinal=1, end=at("15:00"))
    found = of(story)
    assert found.spans == {"ann": [span("14:05", "15:00")], "ben": [span("14:15", "15:00")]}
    assert found.running == {}
    assert found.people == ("ann", "ben")


def test_a_close_that_names_no_end_is_the_end(story: Story) -> None:
    story.tell("15:00", "close", ordinal=1)
    assert of(story).spans["ann"] == [span("14:05", "15:00")]


# -- corrections ---------------------------------------------------------------------------------------------


def test_a_corrected_start_moves_the_first_stretch_of_whoever_started(story: Story) -> None:
    assert of(story, start=at("13:50")).running == {"ann": at("13:50"), "ben": at("14:15")}
    story.tell("14:20", "pause")
    story.tell("14:30", "resume")
    story.tell("15:00", "close", ordinal=1)
    found = of(story, start=at("13:50"))
    assert found.spans == {
        "ann": [span("13:50", "14:20"), span("14:30", "15:00")],
        "ben": [span("14:15", "15:00")],
    }


def test_a_corrected_start_moves_no_clock_that_runs_again(story: Story) -> None:
    story.tell("14:20", "pause")
    story.tell("14:30", "resume")
    found = of(story, start=at("13:50"))
    assert found.running["ann"] == at("14:30")
    assert found.spans == {"ann": [span("13:50", "14:20")]}


def test_a_corrected_end_moves_the_last_stretch_of_whoever_started(story: Story) -> None:
    story.tell("14:20", "pause")
    story.tell("14:30", "resume")
    story.tell("15:00", "close", ordinal=1)
    found = of(story, end=at("14:50"))
    assert found.spans == {
        "ann": [span("14:05", "14:20"), span("14:30", "14:50")],
        "ben": [span("14:15", "15:00")],
    }


def test_a_session_that_is_only_paused_has_no_end_to_correct(story: Story) -> None:
    story.tell("14:20", "pause")
    assert of(story, end=at("14:10")).spans == {"ann": [span("14:05", "14:20")]}


def test_an_end_that_was_corrected_before_a_session_was_opened_again_cuts_nothing_that_came_after(
    story: Story,
) -> None:
    story.tell("15:00", "close", ordinal=1)
    story.tell("16:00", "reopen", ordinal=1)
    story.tell("16:10", "pause")
    assert of(story, end=at("14:50")).spans["ann"][-1] == span("16:00", "16:10")


def test_a_corrected_end_lets_only_what_ran_until_the_close_run_on(story: Story) -> None:
    story.tell("14:20", "pause")
    story.tell("14:30", "resume")
    story.tell("15:00", "close", ordinal=1)
    found = of(story, end=at("15:30"))
    assert found.spans == {
        "ann": [span("14:05", "14:20"), span("14:30", "15:30")],
        "ben": [span("14:15", "15:00")],
    }


def test_what_ran_until_the_end_that_a_close_names_runs_on_however_late_it_was_told(story: Story) -> None:
    story.tell("18:00", "close", ordinal=1, end=at("15:00"))
    assert of(story, end=at("15:30")).spans == {"ann": [span("14:05", "15:30")], "ben": [span("14:15", "15:00")]}


def test_a_clock_that_stood_at_the_close_does_not_run_on_with_a_corrected_end(story: Story) -> None:
    story.tell("14:20", "pause")
    story.tell("15:00", "close", ordinal=1)
    assert of(story, end=at("15:30")).spans["ann"] == [span("14:05", "14:20")]


@pytest.mark.parametrize("end", ["14:25", "14:30"])
def test_a_stretch_of_which_a_corrected_end_leaves_nothing_is_forgotten(story: Story, end: str) -> None:
    story.tell("14:20", "pause")
    story.tell("14:30", "resume")
    story.tell("15:00", "close", ordinal=1)
    assert of(story, end=at(end)).spans["ann"] == [span("14:05", "14:20")]


def test_the_first_stretch_stays_where_a_correction_leaves_nothing_at_all(story: Story) -> None:
    story.tell("14:20", "pause")
    story.tell("14:30", "resume")
    story.tell("15:00", "close", ordinal=1)
    assert of(story, start=at("16:00")).spans["ann"] == [span("16:00", "14:20")]


@pytest.fixture
def thrice(story: Story) -> Story:
    """The same session, closed at 15:00, and opened again from 16:00 to 17:00 and from 18:00 to 19:00."""
    story.tell("15:00", "close", ordinal=1)
    story.tell("16:00", "reopen", ordinal=1)
    story.tell("17:00", "close", ordinal=2)
    story.tell("18:00", "reopen", ordinal=2)
    story.tell("19:00", "close", ordinal=3)
    return story


@pytest.mark.parametrize(
    ("end", "last"),
    [
        ("18:40", [span("18:00", "18:40")]),
        ("19:40", [span("18:00", "19:40")]),
        ("16:30", []),
        ("14:30", []),
    ],
)
def test_a_corrected_end_leaves_the_rounds_before_it_as_they_were(thrice: Story, end: str, last: list[Span]) -> None:
    assert of(thrice, end=at(end)).spans == {
        "ann": [span("14:05", "15:00"), span("16:00", "17:00"), *last],
        "ben": [span("14:15", "15:00")],
    }


@pytest.mark.parametrize(("end", "second"), [("16:30", "16:30"), ("17:30", "17:30")])
def test_each_corrected_end_counts_for_its_own_round(story: Story, end: str, second: str) -> None:
    story.tell("15:00", "close", ordinal=1)
    story.tell("15:10", "edit", end=at("14:50"))
    story.tell("16:00", "reopen", ordinal=1)
    story.tell("17:00", "close", ordinal=2)
    story.tell("17:10", "edit", end=at("16:50"))
    story.tell("17:20", "edit", end=at(end))
    story.tell("18:00", "reopen", ordinal=2)
    story.tell("19:00", "close", ordinal=3)
    assert of(story, end=at("19:20")).spans["ann"] == [
        span("14:05", "14:50"),
        span("16:00", second),
        span("18:00", "19:20"),
    ]


def test_a_session_that_begins_with_its_correction_has_no_work_before_it(story: Story) -> None:
    story.tell("14:20", "pause")
    story.tell("14:30", "resume")
    story.tell("15:00", "edit", start=at("15:00"), pause=5)
    found = of(story)
    assert found.running["ann"] == at("14:30")
    assert found.adjusted == -30


def test_a_corrected_pause_counts_up_to_the_end_that_the_close_names(story: Story) -> None:
    story.tell("14:20", "pause")
    story.tell("14:30", "resume")
    story.tell("18:00", "close", ordinal=1, end=at("15:00"))
    assert of(story, pause=25).adjusted == -15


def test_a_correction_without_a_start_moves_nothing() -> None:
    story = Story()
    story.tell("14:15", "join", "ben")
    story.tell("15:00", "close", ordinal=1)
    assert of(story, start=at("13:00"), end=at("16:00")).spans == {"ben": [span("14:15", "15:00")]}


# -- the order -----------------------------------------------------------------------------------------------


def test_what_was_told_late_counts_when_it_happened() -> None:
    story = Story()
    story.tell("14:05", "start")
    story.tell("14:40", "pause")
    story.tell("14:20", "pause")
    story.tell("14:30", "resume")
    found = of(story)
    assert found.spans == {"ann": [span("14:05", "14:20"), span("14:30", "14:40")]}
    assert found.running == {}


def test_of_two_entries_at_one_moment_the_one_that_was_made_later_counts_last() -> None:
    story = Story()
    story.tell("14:05", "start")
    story.tell("14:20", "pause")
    story.tell("14:20", "resume")
    assert attendance(reversed(story.records)).running == {"ann": at("14:20")}


def test_of_two_entries_made_at_once_the_id_decides_for_everybody() -> None:
    story = Story()
    start = story.tell("14:05", "start")
    story.tell("14:20", "take", "ben", ordinal=1, knowing=[start], **{"from": "ann"})
    story.tell("14:20", "handover", to="cleo", knowing=[start])
    assert attendance(reversed(story.records)) == of(story)
    assert of(story).lead == "cleo"


@given(st.permutations(range(8)))
def test_entries_in_any_order_say_the_same(order: list[int]) -> None:
    story = Story()
    story.tell("14:05", "start", **{"with": ["ben"]})
    story.tell("14:10", "travel")
    story.tell("14:20", "arrive")
    story.tell("14:25", "join", "cleo")
    story.tell("14:30", "handover", to="ben")
    story.tell("14:40", "leave", "ben", **{"for": "cleo"})
    story.tell("15:00", "close", "ben", ordinal=1)
    story.tell("15:30", "reopen", "ben", ordinal=1)
    assert attendance([story.records[index] for index in order]) == of(story)


@pytest.mark.parametrize(("left", "told"), [("15:00", "15:00"), ("14:50", "14:55")])
def test_of_a_way_only_what_lies_before_a_correction_of_the_pauses_is_taken_off_the_work(left: str, told: str) -> None:
    story = Story()
    story.tell("14:05", "start")
    story.tell(left, "travel")
    story.tell(told, "edit", pause=5)
    story.tell("15:30", "arrive")
    assert attendance(story.records).adjusted == -5
