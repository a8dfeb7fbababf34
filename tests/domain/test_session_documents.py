"""What the document of a session says."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from clientcare.domain.documents import Fact, PartLine, PromiseLine, SessionDocument
from clientcare.domain.guides import Guide, Outcome
from clientcare.domain.identifiers import identifier
from clientcare.domain.records import Oddity, Thread, ThreadPlace
from clientcare.domain.session_documents import begun, session_document
from clientcare.domain.sessions import Session
from tests.domain.story import PLACE, Story, at, closed

GUIDE = Guide(
    "working",
    "Working with clients",
    outcomes=(
        Outcome("Solved", "solved", check="resolved"),
        Outcome("Happy client", "happy"),
        Outcome("Billed", "billed", check="billed"),
    ),
)


def started(**fields: Any) -> Story:
    story = Story()
    story.tell("14:05", "start", title="Printer offline", client_name="Acme AG", mode="on-site", **fields)
    return story


def told(story: Story, guide: Guide | None = GUIDE) -> SessionDocument:
    return session_document(story.session, guide, {"ann": "Ann Meier", "ben": "Ben"}, UTC)


# -- the head ------------------------------------------------------------------------------------------------------


def test_the_head_says_who_how_and_when() -> None:
    story = started(planned=at("14:00"), **{"with": ["ben"]})
    closed(story)
    found = told(story)
    assert (found.client, found.title, found.state) == ("Acme AG", "Printer offline", "closed")
    assert found.facts == (
        Fact("Held", "on site"),
        Fact("Led by", "Ann Meier"),
        Fact("With", "Ben"),
        Fact("Planned", "Tue 24 Nov 2026, 14:00"),
        Fact("Start", "Tue 24 Nov 2026, 14:05"),
        Fact("End", "Tue 24 Nov 2026, 15:00"),
        Fact("Worked", "1:50"),
    )


def test_the_head_of_an_open_session_has_no_end_and_no_sum() -> None:
    labels = [fact.label for fact in told(started()).facts]
    assert labels == ["Held", "Led by", "Start"]


def test_times_are_told_in_the_zone_that_is_given() -> None:
    found = session_document(started().session, None, {}, ZoneInfo("Europe/Zurich"))
    assert Fact("Start", "Tue 24 Nov 2026, 15:05") in found.facts


def test_problem_solution_and_scope_are_told_and_what_was_told_first_where_it_differs() -> None:
    story = started(problem="It is dead", scope="Make it print")
    assert (told(story).problem, told(story).told_first, told(story).scope) == ("It is dead", "", "Make it print")
    closed(story, problem="Fuser worn out")
    found = told(story)
    assert (found.problem, found.told_first, found.solution) == ("Fuser worn out", "It is dead", "New fuser")


def test_it_says_whether_the_problem_is_solved_once_somebody_said_so() -> None:
    story = started()
    assert told(story).solved == ""
    closed(story, resolved=False)
    assert told(story).solved == "NOT solved"
    solved = started()
    closed(solved)
    assert told(solved).solved == "Solved"
    assert [told(one).resolved for one in (story, solved)] == [False, True]


def test_a_cancelled_session_says_why_and_nothing_of_outcomes_or_billing() -> None:
    story = started()
    closed(story, cancelled=True, reason="no-show")
    found = told(story)
    assert found.solved == "Cancelled: no-show"
    assert (found.outcomes, found.billing, found.hours.rows) == ((), (), ())


def test_the_same_records_always_give_the_same_document() -> None:
    story = started()
    story.tell("14:20", "note", text="Found it")
    assert told(story) == told(story)
    assert told(story).hours.total_label == "Worked until 14:20"


def test_a_session_whose_start_has_not_arrived_is_dated_by_its_identifier() -> None:
    moment = datetime(2026, 11, 24, 14, 5, tzinfo=UTC)
    place = ThreadPlace("acme", f"session-{identifier(int(moment.timestamp() * 1000), bytes(10))}")
    session = Session(Thread(place, ()))
    assert begun(session, UTC) == moment
    assert session_document(session, None, {}, UTC).client == "acme"


def test_files_that_are_no_whole_entries_are_named() -> None:
    records = tuple(started().records)
    oddities = (Oddity("000002-note-ann-x.toml", "torn"), Oddity("copy", "foreign"), Oddity("y", "odd"))
    found = session_document(Session(Thread(PLACE, records, oddities)), None, {}, UTC)
    assert found.unread == (
        "000002-note-ann-x.toml was never finished",
        "copy is no entry of this session",
        "y odd",
    )


# -- parts ---------------------------------------------------------------------------------------------------------


def test_parts_are_told_with_price_sum_and_serials() -> None:
    story = started()
    story.tell(
        "14:10", "part", name="Fuser", quantity="2", price="89.00", currency="CHF", serial_out="Z9", serial_in="A1"
    )
    story.tell("14:11", "part", name="Cable", quantity="1.50")
    found = told(story)
    assert found.parts == (
        PartLine("2", "Fuser", "out Z9, in A1", "CHF 89.00", "CHF 178.00", False),
        PartLine("1.5", "Cable", "", "no price", "", False),
    )
    assert found.parts_total == ("CHF 178.00",)


def test_parts_in_two_currencies_have_two_sums() -> None:
    story = started()
    story.tell("14:10", "part", name="Fuser", price="89.00", currency="CHF")
    story.tell("14:11", "part", name="Toner", price="20.00", currency="EUR")
    story.tell("14:12", "part", name="Cable", price="1.00", currency="CHF")
    assert told(story).parts_total == ("CHF 90.00", "EUR 20.00")


def test_a_part_that_arrived_after_the_close_is_in_no_sum() -> None:
    story = started()
    before = list(story.records)
    closed(story)
    story.tell("14:20", "part", "ben", name="Fuser", price="89.00", currency="CHF", knowing=before)
    found = told(story)
    assert found.parts[0].late
    assert found.parts_total == ()


def test_figures_that_no_command_of_ours_wrote_are_told_as_they_stand() -> None:
    story = started()
    story.tell("14:10", "part", name="Fuser", quantity="a few", price="cheap", currency="CHF")
    assert told(story).parts == (PartLine("a few", "Fuser", "", "CHF cheap", "", False),)
    assert told(story).parts_total == ()


# -- how it ended --------------------------------------------------------------------------------------------------


def test_every_outcome_of_the_guide_is_told_and_billing_not_before_it_can_be_known() -> None:
    story = started()
    assert told(story).outcomes == ()
    closed(story, outcomes={"solved": "yes", "access-returned": "no"})
    assert told(story).outcomes == (
        Fact("Solved", "yes"),
        Fact("Happy client", "not asked"),
        Fact("Access returned", "no"),
    )
    assert told(story, None).outcomes == (Fact("Solved", "yes"), Fact("Access returned", "no"))


def test_an_override_is_told_with_what_was_not_met_and_the_reason() -> None:
    story = started()
    assert told(story).override == ""
    closed(story, unmet=["happy", "access-returned"], override="tomorrow")
    assert told(story).override == "Closed although not met: Happy client, Access returned. Reason: tomorrow"
    assert told(story, None).override.startswith("Closed although not met: Happy, Access returned.")


def test_a_close_without_an_override_says_nothing_of_one() -> None:
    story = started()
    closed(story)
    assert told(story).override == ""


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"happy": True, "text": "all well"}, ", client happy: all well"),
        ({"happy": False}, ", client NOT happy"),
        ({}, ""),
    ],
)
def test_a_follow_up_is_told_with_what_came_of_it(fields: dict[str, Any], said: str) -> None:
    story = started()
    promise = story.tell("14:50", "followup", due=at("7d 9:00"), text="ring Ms Frei")
    assert told(story).follow_ups == (PromiseLine("Tue 1 Dec 2026, 09:00", "Ann Meier", "", "ring Ms Frei", "open"),)
    story.tell("7d 9:30", "followdone", "ben", of=promise.id, **fields)
    assert told(story).follow_ups[0].result == f"done Tue 1 Dec 2026, 09:30, Ben{said}"


def test_billing_is_told_as_it_stands() -> None:
    story = started()
    assert told(story).billing == ()
    closed(story)
    assert told(story).billing == (
        Fact("Billable", "0:55 of 0:55 worked"),
        Fact("Billing", "not told yet when this was written"),
    )
    story.tell("15:01", "bill", ordinal=1, number="7F3A-1")
    story.tell("15:02", "mark", number="4711", **{"as": "invoiced"})
    assert told(story).billing[1:] == (
        Fact("Billing", "invoiced"),
        Fact("Bill number", "7F3A-1"),
        Fact("Invoice", "4711"),
    )


def test_billable_time_that_was_said_at_the_close_stands_beside_what_was_worked() -> None:
    story = started()
    closed(story, billable=45)
    assert told(story).billing[0] == Fact("Billable", "0:45 of 0:55 worked")


def test_a_session_that_is_free_says_why() -> None:
    story = started()
    closed(story, no_charge="our own mistake")
    assert told(story).billing == (Fact("No charge", "our own mistake"),)
