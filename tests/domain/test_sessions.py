"""Sessions: what the records of one add up to, in any order, with anything missing."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientcare.domain.kinds import KINDS
from clientcare.domain.records import Oddity, Thread, in_order
from clientcare.domain.sessions import Session, running
from tests.domain.story import PLACE, Story, at, closed


@pytest.fixture
def story() -> Story:
    """A session of Ann with Acme, begun at 14:05."""
    made = Story()
    made.tell(
        "14:05",
        "start",
        client_name="Acme AG",
        title="Printer offline",
        mode="remote",
        guide="care",
        guide_digest="abc",
        zone="Europe/Zurich",
    )
    return made


def test_a_thread_without_a_record_is_a_state_too() -> None:
    session = Story().session
    assert (session.client, session.client_name, session.title, session.lead) == ("", "acme", "", "")
    assert (session.start, session.started, session.ended, session.last_at) == (None, None, None, None)
    assert session.state == "paused"
    assert session.worked(at("15:00")) == session.paused(at("15:00")) == session.travel(at("15:00")) == 0
    assert session.resolved is None
    assert session.bill_state == "none"
    assert not session.forgotten(at("9d 0:00"))


def test_a_session_names_the_files_that_are_no_whole_records() -> None:
    torn = Oddity("000002-note-ann-x.toml", "torn")
    assert Session(Thread(PLACE, (), (torn,))).oddities == (torn,)


def test_a_session_knows_who_what_and_how(story: Story) -> None:
    session = story.session
    assert session.thread == PLACE.thread
    assert session.client == "client-id"
    assert session.client_name == "Acme AG"
    assert session.title == "Printer offline"
    assert session.mode == "remote"
    assert (session.guide, session.guide_digest, session.zone) == ("care", "abc", "Europe/Zurich")
    assert session.lead == "ann"
    assert session.people == ("ann",)
    assert session.planned is None
    assert session.scope == ""
    assert session.state == "running"
    assert session.is_open
    assert session.runs_for("ann")
    assert not session.runs_for("ben")
    assert session.involves("ann")
    assert not session.involves("ben")
    assert session.running_since == {"ann": at("14:05")}


def test_a_planned_session_knows_when_and_what_scope_was_agreed() -> None:
    story = Story()
    story.tell("14:05", "start", planned=at("14:10"), scope="The printer only")
    assert story.session.planned == at("14:10")
    assert story.session.scope == "The printer only"
    story.tell("14:06", "step", step="scope", answers={"scope": "The printer and its driver"})
    assert story.session.scope == "The printer and its driver"


def test_the_problem_is_the_title_until_somebody_tells_more(story: Story) -> None:
    assert story.session.problem == "Printer offline"
    story.tell("14:06", "step", step="story", answers={"problem": "Says offline since Monday"})
    assert story.session.problem == "Says offline since Monday"
    closed(story, problem="The fuser was worn out")
    assert story.session.problem == "The fuser was worn out"


def test_the_problem_as_given_at_the_start_counts_before_the_title() -> None:
    story = Story()
    story.tell("14:05", "start", title="Printer", problem="It says offline")
    assert story.session.problem == "It says offline"


def test_the_solution_is_what_the_close_says_or_what_was_answered_before(story: Story) -> None:
    assert story.session.solution == ""
    story.tell("14:06", "step", step="fix", answers={"solution": "Fuser"})
    assert story.session.solution == "Fuser"
    closed(story)
    assert story.session.solution == "New fuser"


def test_hours_are_counted_from_start_to_close(story: Story) -> None:
    assert story.session.worked(at("14:31")) == 26
    closed(story)
    session = story.session
    assert session.worked(at("1d 9:00")) == 55
    assert session.paused(at("1d 9:00")) == 0
    assert (session.started, session.ended) == (at("14:05"), at("15:00"))
    assert session.state == "closed"
    assert not session.is_open
    assert session.running_since == {}


def test_seconds_are_cut_off_each_boundary_so_that_what_is_shown_adds_up() -> None:
    story = Story()
    story.tell("14:05:59", "start")
    closed(story, "15:00:01", end=at("15:00:01"))
    assert story.session.worked(at("16:00")) == 55


def test_a_pause_does_not_count(story: Story) -> None:
    story.tell("14:20", "pause")
    assert story.session.state == "paused"
    assert story.session.worked(at("14:40")) == 15
    assert story.session.paused(at("14:40")) == 20
    story.tell("14:50", "resume")
    assert story.session.state == "running"
    closed(story)
    assert story.session.worked(at("16:00")) == 25
    assert story.session.paused(at("16:00")) == 30


def test_a_pause_that_was_told_later_counts_where_it_happened(story: Story) -> None:
    closed(story, "16:00")
    early = story.session.worked(at("17:00"))
    story.tell("14:30", "pause", knowing=story.records[:1])
    assert early == 115
    assert story.session.worked(at("17:00")) == 115


def test_a_way_behind_a_corrected_end_is_no_part_of_what_was_paused() -> None:
    story = Story()
    story.tell("14:05", "start")
    story.tell("14:20", "pause")
    story.tell("14:30", "resume")
    story.tell("15:00", "travel")
    story.tell("15:30", "arrive")
    story.tell("15:30", "close", ordinal=1)
    assert story.session.paused(at("16:00")) == 10
    story.tell("16:00", "edit", end=at("15:10"))
    assert story.session.paused(at("16:00")) == 10


def test_two_pauses_in_a_row_stop_the_clock_once(story: Story) -> None:
    story.tell("14:20", "pause")
    story.tell("14:30", "pause")
    assert story.session.worked(at("15:00")) == 15


def test_the_hours_of_everybody_who_worked_are_added(story: Story) -> None:
    story.tell("14:15", "join", "ben")
    assert story.session.people == ("ann", "ben")
    assert story.session.worked(at("14:25")) == 30
    story.tell("14:35", "leave", "ben")
    assert story.session.people == ("ann",)
    closed(story)
    assert story.session.worked(at("16:00")) == 75
    assert {who: len(spans) for who, spans in story.session.spans.items()} == {"ann": 1, "ben": 1}


def test_a_pause_stops_only_the_clock_of_whoever_pauses(story: Story) -> None:
    story.tell("14:15", "join", "ben")
    story.tell("14:20", "pause")
    session = story.session
    assert session.state == "running"
    assert session.runs_for("ben")
    assert not session.runs_for("ann")
    assert session.paused(at("14:30")) == 10


def test_colleagues_named_at_the_start_work_from_the_start() -> None:
    story = Story()
    story.tell("14:00", "start", **{"with": ["ben"]})
    assert story.session.people == ("ann", "ben")
    assert story.session.worked(at("14:10")) == 20


def test_whoever_is_handed_the_session_leads_it_and_begins_to_work_later(story: Story) -> None:
    story.tell("14:30", "handover", to="ben")
    session = story.session
    assert session.lead == "ben"
    assert session.people == ("ben",)
    assert not session.runs_for("ben")
    assert session.worked(at("15:00")) == 25
    story.tell("14:40", "resume", "ben")
    assert story.session.worked(at("15:00")) == 45
    assert story.session.involves("ben")
    assert not story.session.involves("ann")


def test_whoever_leads_a_session_is_involved_even_after_leaving_it(story: Story) -> None:
    story.tell("14:30", "leave")
    session = story.session
    assert session.lead == "ann"
    assert session.people == ()
    assert session.involves("ann")


def test_whoever_takes_the_session_leads_it_at_once_and_the_other_stops(story: Story) -> None:
    story.tell("14:30", "take", "ben", ordinal=1, **{"from": "ann"})
    session = story.session
    assert session.lead == "ben"
    assert session.people == ("ben",)
    assert session.running_since == {"ben": at("14:30")}
    assert session.worked(at("14:40")) == 35


def test_the_way_to_the_client_is_no_work(story: Story) -> None:
    story.tell("14:10", "travel")
    assert story.session.worked(at("14:30")) == 5
    story.tell("14:35", "arrive")
    closed(story)
    session = story.session
    assert session.worked(at("16:00")) == 30
    assert session.travel(at("16:00")) == 25
    assert session.paused(at("16:00")) == 0


def test_a_journey_can_be_told_in_minutes_and_stops_no_clock(story: Story) -> None:
    story.tell("14:10", "travel", minutes=20)
    assert story.session.travel(at("14:30")) == 20
    assert story.session.worked(at("14:30")) == 25


def test_leaving_the_site_stops_the_clock(story: Story) -> None:
    story.tell("14:30", "depart")
    assert story.session.worked(at("15:00")) == 25
    assert story.session.people == ("ann",)


def test_a_journey_without_arrival_is_followed_by_the_next_one(story: Story) -> None:
    story.tell("14:10", "travel")
    story.tell("14:20", "travel")
    story.tell("14:30", "arrive")
    assert story.session.travel(at("15:00")) == 20


def test_an_entry_that_was_taken_back_counts_no_more(story: Story) -> None:
    pause = story.tell("14:20", "pause")
    story.tell("14:21", "undo", of=pause.id)
    session = story.session
    assert session.state == "running"
    assert session.worked(at("14:35")) == 30
    assert session.undone == {pause.id}
    assert pause in session.records
    assert pause not in session.live
    assert session.of_kind("undo") == ()


def test_a_reopened_session_runs_again_and_its_time_between_is_a_pause(story: Story) -> None:
    closed(story)
    story.tell("16:00", "reopen", ordinal=1)
    session = story.session
    assert session.state == "running"
    assert session.ended is None
    assert session.closes == 1
    assert session.worked(at("16:10")) == 65
    closed(story, "16:20", ordinal=2, solution="It came back")
    session = story.session
    assert session.state == "closed"
    assert session.closes == 2
    assert session.solution == "It came back"
    assert session.worked(at("17:00")) == 75
    assert session.paused(at("17:00")) == 60


def test_a_cancelled_session_counts_no_hours(story: Story) -> None:
    story.tell("15:00", "close", ordinal=1, cancelled=True, reason="nobody there", end=at("15:00"))
    session = story.session
    assert session.state == "cancelled"
    assert not session.is_open
    assert session.worked(at("16:00")) == 0
    assert session.bill_state == "free"


def test_what_the_close_said_about_money_and_the_client(story: Story) -> None:
    assert story.session.billable is None
    assert story.session.no_charge == ""
    assert story.session.satisfied is None
    assert story.session.outcomes == {}
    closed(story, billable=45, satisfied=True, outcomes={"happy": "yes"}, resolved=False)
    session = story.session
    assert session.billable == 45
    assert session.satisfied is True
    assert session.outcomes == {"happy": "yes"}
    assert session.resolved is False
    assert session.no_charge == ""


def test_a_client_who_was_not_asked_is_neither_happy_nor_unhappy(story: Story) -> None:
    closed(story, no_charge="goodwill")
    assert story.session.satisfied is None
    assert story.session.resolved is True
    assert story.session.no_charge == "goodwill"
    assert story.session.bill_state == "free"


def test_a_close_that_says_the_client_is_unhappy(story: Story) -> None:
    closed(story, satisfied=False)
    assert story.session.satisfied is False


def test_corrections_count_in_place_of_what_was_told_first(story: Story) -> None:
    closed(story)
    story.tell(
        "1d 9:00", "edit", start=at("13:50"), end=at("14:50"), title="Fuser", mode="on-site", reason="typed wrong"
    )
    session = story.session
    assert session.title == "Fuser"
    assert session.mode == "on-site"
    assert (session.started, session.ended) == (at("13:50"), at("14:50"))
    assert session.worked(at("2d 9:00")) == 60


def test_a_corrected_start_counts_while_the_session_still_runs(story: Story) -> None:
    story.tell("14:20", "edit", start=at("13:50"))
    assert story.session.worked(at("14:20")) == 30
    assert story.session.started == at("13:50")


def test_a_corrected_pause_replaces_all_pauses_of_whoever_began(story: Story) -> None:
    story.tell("14:15", "join", "ben")
    story.tell("14:20", "pause")
    story.tell("14:50", "resume")
    story.tell("14:55", "leave", "ben")
    closed(story)
    story.tell("16:00", "edit", pause=10)
    session = story.session
    assert session.worked(at("17:00")) == 45 + 40
    assert session.paused(at("17:00")) == 10


def test_a_corrected_pause_counts_a_colleague_who_still_works(story: Story) -> None:
    story.tell("14:15", "join", "ben")
    story.tell("14:20", "edit", pause=5)
    assert story.session.worked(at("14:25")) == 15 + 10


def test_a_corrected_pause_leaves_the_way_to_the_client_as_it_was() -> None:
    story = Story()
    story.tell("14:00", "start")
    story.tell("14:10", "travel")
    story.tell("14:30", "arrive")
    closed(story)
    story.tell("16:00", "edit", pause=10)
    assert story.session.worked(at("17:00")) == 60 - 20 - 10


def test_a_pause_that_is_longer_than_the_session_leaves_nothing(story: Story) -> None:
    closed(story)
    story.tell("16:00", "edit", pause=600)
    assert story.session.worked(at("17:00")) == 0


def test_a_correction_without_any_record_of_work_changes_nothing() -> None:
    story = Story()
    story.tell("14:00", "edit", start=at("13:00"), pause=5, title="Later")
    session = story.session
    assert session.title == "Later"
    assert session.started == at("13:00")
    assert session.paused(at("15:00")) == 120


def test_a_corrected_start_counts_as_a_pause_while_nobody_is_known_to_have_worked() -> None:
    story = Story()
    story.tell("14:00", "edit", start=at("13:00"))
    assert story.session.worked(at("15:00")) == 0
    assert story.session.paused(at("15:00")) == 120


def test_an_entry_that_the_close_had_not_seen_is_late_and_changes_no_figure(story: Story) -> None:
    before = list(story.records)
    unseen = story.tell("14:20", "pause", "ann", knowing=before)
    note = story.tell("14:25", "note", "ben", knowing=before, text="late")
    seen = [*before]
    story.tell("15:00", "close", ordinal=1, knowing=seen, end=at("15:00"), resolved=True)
    session = story.session
    assert session.is_late(unseen)
    assert session.is_late(note)
    assert not session.is_late(before[0])
    assert session.worked(at("16:00")) == 55


def test_a_late_correction_counts_only_after_a_reopen(story: Story) -> None:
    before = list(story.records)
    story.tell("14:20", "edit", knowing=before, title="Other")
    story.tell("15:00", "close", ordinal=1, knowing=before, end=at("15:00"))
    assert story.session.title == "Printer offline"
    story.tell("15:30", "reopen", ordinal=1)
    assert story.session.title == "Other"


def test_an_entry_that_knew_of_the_close_is_an_addendum_and_not_late(story: Story) -> None:
    note = story.tell("14:20", "note", text="before")
    closed(story)
    addendum = story.tell("15:10", "note", text="after")
    more = story.tell("15:20", "note", "ben", knowing=[*story.records], text="after that")
    session = story.session
    assert not session.is_addendum(note)
    assert session.is_addendum(addendum)
    assert session.is_addendum(more)
    assert not session.is_late(addendum)
    assert not session.is_late(more)


def test_nothing_is_late_or_an_addendum_in_an_open_session(story: Story) -> None:
    note = story.tell("14:20", "note", text="x")
    assert not story.session.is_late(note)
    assert not story.session.is_addendum(note)


def test_a_clock_that_runs_for_hours_without_an_entry_was_forgotten(story: Story) -> None:
    story.tell("14:31", "note", text="x")
    assert not story.session.forgotten(at("18:30"))
    assert story.session.forgotten(at("18:31"))
    assert story.session.last_at == at("14:31")


def test_a_document_that_was_made_later_does_not_hide_that_a_session_was_forgotten(story: Story) -> None:
    story.tell("14:31", "note", text="x")
    story.tell("22:00", "document", path="x", sha256="x")
    assert story.session.forgotten(at("22:01"))
    assert story.session.last_at == at("14:31")


def test_a_session_that_was_paused_hours_after_its_last_entry_was_silent_from_that_entry_on(story: Story) -> None:
    story.tell("14:31", "note", text="x")
    assert story.session.silent_since(at("18:30")) is None
    assert story.session.silent_since(at("18:31")) == at("14:31")
    story.tell("18:31", "pause")
    assert story.session.silent_since(at("23:00")) == at("14:31")
    story.tell("18:40", "note", text="y")
    assert story.session.silent_since(at("23:00")) is None


def test_a_pause_soon_after_an_entry_is_no_silence_however_long_it_lasts(story: Story) -> None:
    story.tell("14:31", "pause")
    assert story.session.silent_since(at("2d 0:00")) is None
    assert Session(Thread(PLACE, ())).silent_since(at("14:31")) is None


def test_a_pause_of_which_nothing_before_has_arrived_is_no_silence() -> None:
    story = Story()
    story.tell("14:31", "pause")
    assert story.session.silent_since(at("23:00")) is None


def test_a_paused_or_closed_session_is_never_forgotten(story: Story) -> None:
    story.tell("14:31", "pause")
    assert not story.session.forgotten(at("2d 0:00"))
    closed(story)
    assert not story.session.forgotten(at("2d 0:00"))


def test_my_running_session_is_the_one_that_i_used_last() -> None:
    first, second, other = Story(), Story(), Story()
    first.tell("9:00", "start")
    second.tell("10:00", "start")
    other.tell("11:00", "start", "ben")
    done = Story()
    done.tell("8:00", "start")
    closed(done, "8:30")
    for among in itertools.permutations((first, second, other, done)):
        found = running([one.session for one in among], "ann")
        assert found is not None
        assert found.started == at("10:00")
    assert running([other.session], "ann") is None
    assert running([], "ann") is None


def test_a_guide_is_known_by_its_handle_where_no_entry_names_its_text() -> None:
    story = Story()
    story.tell("14:05", "start", title="Printer offline", guide="care")
    assert (story.session.guide, story.session.guide_digest) == ("care", "")


def test_answers_of_the_guide_are_known_by_their_field_the_newest_first(story: Story) -> None:
    story.tell("14:06", "step", step="a", answers={"backup": "done", "x": "1"})
    story.tell("14:07", "step", step="a", answers={"backup": "declined"})
    assert story.session.answers == {"backup": "declined", "x": "1"}


@given(st.permutations(range(7)))
def test_records_in_any_order_of_arrival_give_the_same_state(order: list[int]) -> None:
    story = Story()
    story.tell("14:05", "start", title="Printer")
    story.tell("14:15", "join", "ben")
    story.tell("14:20", "pause")
    story.tell("14:30", "resume")
    story.tell("14:31", "note", text="x")
    story.tell("14:40", "leave", "ben")
    closed(story)
    straight = story.session
    story.records = [story.records[index] for index in order]
    assert story.session.worked(at("16:00")) == straight.worked(at("16:00")) == 70
    assert story.session.state == straight.state


@given(
    st.lists(st.tuples(st.sampled_from(sorted(KINDS)), st.sampled_from(["ann", "ben"]), st.integers(0, 90)), max_size=9)
)
def test_any_set_of_records_gives_a_state(made: list[tuple[str, str, int]]) -> None:
    story = Story()
    for kind, by, minute in made:
        ordinal = 1 if KINDS[kind].once else 0
        story.tell(f"14:{minute}", kind, by, ordinal=ordinal, **({"from": "ben"} if kind == "take" else {}))
    session = story.session
    now = at("20:00")
    assert session.state in ("running", "paused", "closed", "cancelled")
    assert session.worked(now) >= 0
    assert session.paused(now) >= 0
    assert session.travel(now) >= 0
    assert [
        len(found) for found in (session.notes, session.parts, session.options, session.accesses, session.follow_ups)
    ]
    assert session.bill_state
    assert session.must_tell_of_estimate(now) in (True, False)


def test_every_prefix_of_a_story_gives_a_state(story: Story) -> None:
    story.tell("14:06", "note", text="x")
    closed(story)
    for count in range(len(story.records) + 1):
        for chosen in itertools.combinations(story.records, count):
            assert Session(Thread(PLACE, in_order(chosen))).state


def test_an_end_that_was_corrected_before_a_reopening_counts_for_its_own_round(story: Story) -> None:
    closed(story)
    story.tell("15:30", "edit", end=at("14:50"))
    story.tell("16:00", "reopen", ordinal=1)
    assert story.session.worked(at("16:10")) == 45 + 10
    assert story.session.ended is None
    closed(story, "16:20", ordinal=2)
    session = story.session
    assert session.worked(at("17:00")) == 45 + 20
    assert session.ended == at("16:20")
    story.tell("17:00", "edit", end=at("16:15"))
    assert story.session.worked(at("18:00")) == 45 + 15
    assert story.session.ended == at("16:15")


def test_a_pause_that_was_corrected_before_a_reopening_leaves_the_time_between_a_rest(story: Story) -> None:
    closed(story)
    story.tell("15:30", "edit", pause=5)
    assert (story.session.worked(at("15:40")), story.session.paused(at("15:40"))) == (50, 5)
    story.tell("16:00", "reopen", ordinal=1)
    assert story.session.worked(at("16:10")) == 50 + 10
    story.tell("16:10", "pause")
    story.tell("16:15", "resume")
    closed(story, "16:20", ordinal=2)
    assert story.session.worked(at("17:00")) == 50 + 15
    assert story.session.paused(at("17:00")) == 5 + 60 + 5


def test_a_pause_after_a_corrected_one_counts_too(story: Story) -> None:
    story.tell("14:30", "edit", pause=10)
    story.tell("14:40", "pause")
    story.tell("14:50", "resume")
    closed(story)
    assert story.session.worked(at("16:00")) == 55 - 10 - 10
    assert story.session.paused(at("16:00")) == 20


def test_a_correction_from_a_machine_whose_clock_is_days_behind_counts_all_the_same(story: Story) -> None:
    closed(story)
    edit = story.tell("16:00", "edit", start=at("13:55"), end=at("14:55"), pause=5)
    story.records[-1] = edit._replace(at=at("0:00"))
    assert story.session.worked(at("17:00")) == 55


def test_the_newest_corrected_pause_counts_alone(story: Story) -> None:
    closed(story)
    story.tell("15:30", "edit", pause=20)
    story.tell("15:31", "edit", pause=5)
    assert story.session.worked(at("16:00")) == 50


def test_a_corrected_end_stands_until_the_session_is_opened_again(story: Story) -> None:
    closed(story)
    story.tell("15:30", "edit", end=at("14:50"))
    story.tell("15:40", "note", text="The tray was bent too.")
    assert story.session.ended == at("14:50")
    story.tell("16:00", "reopen", ordinal=1)
    assert story.session.ended is None
    closed(story, "17:00", 2)
    assert story.session.ended == at("17:00")
