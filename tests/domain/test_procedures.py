"""A procedure: what its records add up to without a clock, what is still to come in it, and with whom."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientcare.domain.answers import Terms
from clientcare.domain.asks import Ask
from clientcare.domain.dues import parse_due
from clientcare.domain.entries import admit
from clientcare.domain.errors import Conflict
from clientcare.domain.guides import Guide, Step
from clientcare.domain.kinds import KINDS
from clientcare.domain.procedures import Procedure, ProcedureLine, begun_from, concerns, pending
from clientcare.domain.records import Thread, ThreadPlace, in_order
from clientcare.domain.sessions import Session, fold
from clientcare.domain.summaries import Wanted, summary
from clientcare.domain.walk_steps import Draft, Occasion, StepEntry
from clientcare.domain.walks import Walk, walk
from tests.domain.story import Story, at

PLACE = ThreadPlace("acme", "procedure-0000000000000000000000c0de")
ZURICH = ZoneInfo("Europe/Zurich")
GUIDE = Guide(
    "complaint",
    "Complaint",
    steps=(
        Step("Hear the client out", "hear", asks=(Ask("story", "What happened?", "text", True),)),
        Step("Answer", "answer", owner="account-manager", needs=("hear",), due=parse_due("3 working days")),
        Step("Learn", "learn", due=parse_due("2 weeks", "answer"), skippable=False),
        Step("Thank them", "thank", phase="close"),
    ),
    runs="procedure",
)
HOLDERS = {"account-manager": ("ann", "cat")}


def told(story: Story) -> Procedure:
    found = fold(Thread(PLACE, in_order(story.records)))
    assert isinstance(found, Procedure)
    return found


def started() -> Story:
    story = Story()
    story.tell("14:05", "start", "ben", title="Complaint", guide="complaint", from_session="session-7f3a")
    return story


def test_a_thread_adds_up_to_what_its_name_says() -> None:
    records = in_order(started().records)
    assert type(fold(Thread(PLACE, records))) is Procedure
    assert type(fold(Thread(PLACE._replace(thread="session-7f3a"), records))) is Session


def test_a_procedure_has_no_hours_no_pauses_and_no_bill() -> None:
    story = started()
    story.tell("15:00", "note", text="x")
    procedure = told(story)
    now = at("3d 9:00")
    assert (procedure.worked(now), procedure.paused(now), procedure.travel(now)) == (0, 0, 0)
    assert (procedure.state, procedure.is_open, procedure.runs_for("ben")) == ("open", True, False)
    assert not procedure.forgotten(now)
    story.tell("16:00", "close", ordinal=1, solution="Apologised")
    closed = told(story)
    assert (closed.state, closed.resolved, closed.bill_state, closed.solution) == ("closed", None, "none", "Apologised")
    assert not summary(closed).unbilled


def test_whoever_began_it_is_answerable_until_they_hand_it_over() -> None:
    story = started()
    assert (told(story).lead, told(story).people, told(story).from_session) == ("ben", ("ben",), "session-7f3a")
    story.tell("15:00", "step", "ann", step="hear", status="done")
    story.tell("15:01", "document", "cat", what="procedure")
    assert told(story).people == ("ben", "ann")
    assert (told(story).involves("ben"), told(story).involves("ann")) == (True, False)
    story.tell("16:00", "handover", "ben", to="cat")
    assert (told(story).lead, told(story).lead_at_start) == ("cat", "ben")


def test_without_its_first_entry_nobody_is_answerable() -> None:
    story = Story()
    story.tell("15:00", "note", text="x")
    procedure = told(story)
    assert (procedure.lead, procedure.lead_at_start, procedure.start) == ("", "", None)


@pytest.mark.parametrize("kind", sorted(kind for kind, row in KINDS.items() if row.of_a_clock))
def test_what_belongs_to_a_clock_is_refused(kind: str) -> None:
    with pytest.raises(Conflict, match="which has no clock, no parts and no bill"):
        admit(told(started()), kind)


@pytest.mark.parametrize("kind", ["note", "attach", "step", "undo", "lent", "returned", "consent", "followup", "close"])
def test_what_belongs_to_a_walk_is_taken(kind: str) -> None:
    admit(told(started()), kind)


def test_a_closed_one_is_opened_again_by_the_command_for_procedures() -> None:
    story = started()
    story.tell("16:00", "close", ordinal=1)
    with pytest.raises(Conflict) as refused:
        admit(told(story), "step")
    assert refused.value.hint == "To work on: clientcare procedure reopen c0de"


def test_a_session_names_the_procedures_that_were_started_from_it() -> None:
    story = Story()
    story.tell("14:00", "start", title="Printer offline")
    story.tell("14:05", "procedure", began=PLACE.thread, guide="complaint", title="Complaint")
    session = fold(Thread(PLACE._replace(thread="session-7f3a"), in_order(story.records)))
    assert [(one.thread, one.guide, one.title, one.by) for one in begun_from(session)] == [
        (PLACE.thread, "complaint", "Complaint", "ann")
    ]


def test_listings_tell_sessions_and_procedures_apart() -> None:
    short = summary(told(started()))
    assert short.is_open
    assert (Wanted().takes(short), Wanted(sort="procedure").takes(short), Wanted(sort="").takes(short)) == (
        False,
        True,
        True,
    )


# -- what is to come, and with whom --------------------------------------------------------------------------------


OPENED = at("14:05")


def walked(*entries: StepEntry, opened: datetime = OPENED) -> Walk:
    return walk(GUIDE, entries, Occasion(opened))


def done(step: str, when: datetime, status: str = "done", **answers: str) -> StepEntry:
    return StepEntry(step, status, answers, "", "ann", when)


def test_what_is_next_and_what_has_a_due_time_is_to_come_with_whose_it_is() -> None:
    found = pending(walked(), "ben", HOLDERS, at("15:00"))
    assert [(one.id, one.members, one.overdue, one.waits) for one in found] == [
        ("hear", ("ben",), False, False),
        ("answer", ("ann", "cat"), False, True),
    ]
    assert found[0].due is None
    assert found[1].due == at("3d 14:05")


def test_a_step_is_overdue_by_whole_minutes_from_the_moment_after_it_was_due() -> None:
    at_that_time = pending(walked(), "ben", HOLDERS, at("3d 14:05"))[1]
    assert (at_that_time.overdue, at_that_time.late) == (False, 0)
    after = pending(walked(), "ben", HOLDERS, at("3d 14:05") + timedelta(minutes=90, seconds=59))[1]
    assert (after.overdue, after.late) == (True, 90)


def test_a_role_that_nobody_has_leaves_a_step_with_nobody() -> None:
    assert pending(walked(), "ben", {}, at("15:00"))[1].members == ()


def test_a_due_time_that_counts_from_a_step_begins_when_that_step_is_through() -> None:
    heard = done("hear", at("15:00"), "answered", story="It broke")
    assert [one.id for one in pending(walked(heard), "ben", HOLDERS, at("15:00"))] == ["answer"]
    answered = done("answer", at("1d 10:00"))
    [learn] = pending(walked(heard, answered), "ben", HOLDERS, at("2d 9:00"))
    assert (learn.id, learn.due) == ("learn", at("15d 10:00"))
    steps = {one.id: one for one in walked(heard, answered).steps}
    assert (steps["answer"].due, steps["answer"].was_due, steps["answer"].missed) == (None, at("3d 14:05"), False)


def test_a_step_that_was_done_after_it_was_due_was_missed_however_often_it_is_answered_again() -> None:
    late = walked(done("answer", at("5d 10:00")), done("answer", at("6d 10:00")))
    one = late.find("answer")
    assert (one.missed, one.ended, one.at) == (True, at("5d 10:00"), at("6d 10:00"))


def test_due_times_keep_the_time_on_the_clock_where_clocks_change() -> None:
    opened = datetime(2026, 10, 23, 14, 5, tzinfo=ZURICH)  # the Friday before clocks are set back
    found = walked(opened=opened).find("answer").due
    assert found is not None
    assert found.isoformat() == "2026-10-28T14:05:00+01:00"
    moved = walked(done("answer", datetime(2026, 10, 23, 12, 5, tzinfo=UTC)), opened=opened).find("learn").due
    assert moved is not None
    assert moved.isoformat() == "2026-11-06T14:05:00+01:00"


def test_a_procedure_is_mine_where_i_began_it_or_have_to_take_a_step() -> None:
    left = pending(walked(), "ben", HOLDERS, at("15:00"))
    line = ProcedureLine("p", "acme", "Acme", "Complaint", "complaint", "ben", "open", None, None, 0, 4, left)
    assert [concerns(line, handle) for handle in ("ben", "ann", "cat", "dan")] == [True, True, True, False]
    assert line.overdue == ()


# -- stopped and gone on with --------------------------------------------------------------------------------------

TERMS = Terms(at("15:00"), "CHF")
ACTS = st.lists(
    st.tuples(
        st.sampled_from(["hear", "answer", "learn", "thank"]),
        st.sampled_from(["shown", "answered", "done", "skipped"]),
        st.sampled_from(["", "It broke"]),
        st.sampled_from(["ann", "ben"]),
    ),
    max_size=12,
)


@given(acts=ACTS, stops=st.sets(st.integers(0, 12)))
def test_stopped_anywhere_and_gone_on_with_by_anybody_it_ends_where_one_run_ends(
    acts: list[tuple[str, str, str, str]], stops: set[int]
) -> None:
    """Whoever goes on has nothing but the records, read anew."""
    story, whole = started(), walked()
    here = walk(GUIDE, told(story).steps, Occasion(told(story).started))
    for number, (step, status, said, who) in enumerate(acts):
        answers = {"story": said} if step == "hear" and status == "answered" else {}
        draft = Draft(step, status, answers)
        when = at("15:00") + timedelta(minutes=number)
        whole = walk(GUIDE, (*whole.entries, draft.entry(who, when)), whole.occasion)
        clock = f"{15 + number // 60}:{number % 60:02}"
        story.tell(clock, "step", who, step=step, status=status, answers=answers)
        if number in stops:
            here = walk(GUIDE, told(story).steps, Occasion(told(story).started))
        else:
            here = walk(GUIDE, (*here.entries, draft.entry(who, when)), here.occasion)
    assert here.steps == whole.steps
    again = walk(GUIDE, told(story).steps, Occasion(told(story).started))
    assert pending(again, "ben", HOLDERS, at("9d 9:00")) == pending(whole, "ben", HOLDERS, at("9d 9:00"))
