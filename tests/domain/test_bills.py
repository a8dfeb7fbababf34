"""Telling billing: what is known of each close's bill, whatever became of the attempts."""

from __future__ import annotations

import pytest

from clientcare.domain.bills import UNFINISHED, Attempt, attempts_so_far, bill_number, earlier_bills
from tests.domain.story import Story, at, closed


@pytest.fixture
def story() -> Story:
    """A session that was closed once."""
    made = Story()
    made.tell("14:05", "start", title="Printer offline")
    closed(made)
    return made


def attempt(story: Story, number: int, status: str = "", bill: str = "B-1") -> None:
    """Claim an attempt, and record its result unless the program died."""
    story.tell("15:01", "send", ordinal=number, number=bill)
    if status:
        story.tell("15:02", "sent", attempt=number, status=status, way="smtp", detail="said so", where="there")


def test_an_open_session_has_no_bill() -> None:
    story = Story()
    story.tell("14:05", "start")
    assert story.session.bill.state == "none"
    assert not story.session.bill.is_open
    assert not story.session.bill.told


def test_a_closed_session_is_open_for_billing_until_somebody_tells(story: Story) -> None:
    bill = story.session.bill
    assert (bill.state, bill.number, bill.record, bill.attempts, bill.invoice) == ("open", "", None, (), "")
    assert bill.is_open


def test_a_bill_without_an_attempt_is_prepared(story: Story) -> None:
    record = story.tell("15:01", "bill", ordinal=1, number="B-1")
    bill = story.session.bill
    assert (bill.state, bill.number, bill.record) == ("prepared", "B-1", record)
    assert bill.is_open


@pytest.mark.parametrize(
    ("results", "state", "is_open", "told"),
    [
        (["sent"], "sent", False, True),
        (["laid"], "laid", True, False),
        (["refused"], "refused", True, False),
        ([""], "unknown", True, False),
        (["unknown"], "unknown", True, False),
        (["refused", "sent"], "sent", False, True),
        (["refused", ""], "unknown", True, False),
        (["laid", "refused"], "laid", True, False),
        (["unknown", "laid"], "unknown", True, False),
        (["", "sent"], "sent", False, True),
    ],
)
def test_the_best_that_an_attempt_may_have_reached_counts(
    story: Story, results: list[str], state: str, is_open: bool, told: bool
) -> None:
    story.tell("15:01", "bill", ordinal=1, number="B-1")
    for number, status in enumerate(results, 1):
        attempt(story, number, status)
    bill = story.session.bill
    assert (bill.state, bill.is_open, bill.told) == (state, is_open, told)
    assert [one.number for one in bill.attempts] == list(range(1, len(results) + 1))


def test_an_attempt_without_a_result_may_have_arrived(story: Story) -> None:
    story.tell("15:01", "bill", ordinal=1, number="B-1")
    attempt(story, 1)
    attempt(story, 2, "refused")
    assert story.session.bill.attempts == (
        Attempt(1, "unknown", "", "no reply was recorded", ""),
        Attempt(2, "refused", "smtp", "said so", "there"),
    )


def test_a_result_that_does_not_say_what_came_of_it_is_unknown(story: Story) -> None:
    story.tell("15:01", "bill", ordinal=1, number="B-1")
    story.tell("15:01", "send", ordinal=1, number="B-1")
    story.tell("15:02", "sent", attempt=1)
    assert story.session.bill.state == "unknown"


def test_a_mark_says_that_billing_knows_or_which_invoice_it_became(story: Story) -> None:
    story.tell("15:01", "bill", ordinal=1, number="B-1")
    attempt(story, 1, "laid")
    story.tell("15:03", "mark", **{"as": "sent"})
    assert story.session.bill.state == "sent"
    story.tell("15:04", "mark", **{"as": "invoiced", "number": "R-77"})
    assert (story.session.bill.state, story.session.bill.invoice) == ("invoiced", "R-77")
    assert story.session.bill.told
    story.tell("15:05", "mark", **{"as": "sent"})
    assert story.session.bill.invoice == "R-77"


def test_a_second_close_needs_a_second_bill(story: Story) -> None:
    story.tell("15:01", "bill", ordinal=1, number="B-1")
    attempt(story, 1, "sent")
    story.tell("15:03", "mark", **{"as": "invoiced", "number": "R-77"})
    story.tell("16:00", "reopen", ordinal=1)
    assert story.session.bill.state == "none"
    closed(story, "16:20", ordinal=2)
    assert story.session.bill.state == "open"
    story.tell("16:21", "bill", ordinal=2, number="B-2")
    assert (story.session.bill.state, story.session.bill.number) == ("prepared", "B-2")
    attempt(story, 2, "laid", bill="B-2")
    assert [one.number for one in story.session.bill.attempts] == [2]


def test_attempts_are_counted_over_all_bills_of_a_session(story: Story) -> None:
    assert attempts_so_far(story.session) == 0
    attempt(story, 1, "refused")
    attempt(story, 2, "sent", bill="B-2")
    assert attempts_so_far(story.session) == 2


def test_what_is_not_charged_has_no_bill() -> None:
    story = Story()
    story.tell("14:05", "start")
    closed(story, no_charge="goodwill")
    assert story.session.bill.state == "free"
    assert not story.session.bill.is_open


def test_a_bill_number_names_session_and_close() -> None:
    assert bill_number("session-01m7zvq34ye78avfcs9x915m70", 2) == "9X915M70-2"


def test_follow_ups_are_open_until_a_result_is_on_record(story: Story) -> None:
    first = story.tell("15:01", "followup", due=at("1d 9:00"), text="call")
    story.tell("15:02", "followup", due=at("2d 9:00"), who="ben")
    one, two = story.session.follow_ups
    assert (one.due, one.who, one.text, one.done, one.happy, one.result) == (
        at("1d 9:00"),
        "ann",
        "call",
        False,
        None,
        "",
    )
    assert (one.done_at, one.done_by) == (None, "")
    assert two.who == "ben"
    assert story.session.follow_up == two
    story.tell("1d 9:05", "followdone", "ben", of=first.id, happy=True, text="prints well")
    one, two = story.session.follow_ups
    assert (one.done, one.happy, one.result, one.done_by) == (True, True, "prints well", "ben")
    assert one.done_at == at("1d 9:05")
    assert not two.done


def test_a_follow_up_can_be_done_without_asking_how_the_client_is(story: Story) -> None:
    assert story.session.follow_up is None
    first = story.tell("15:01", "followup", due=at("1d 9:00"))
    story.tell("1d 9:05", "followdone", of=first.id)
    assert story.session.follow_ups[0].happy is None
    assert story.session.follow_ups[0].done


def test_a_bill_of_a_close_that_no_longer_stands_and_may_be_out_is_known(story: Story) -> None:
    assert earlier_bills(story.session) == ()
    story.tell("15:01", "bill", ordinal=1, number="B-1")
    assert earlier_bills(story.session) == ()
    attempt(story, 1, "laid")
    story.tell("16:00", "reopen", ordinal=1)
    assert [(one.number, one.state) for one in earlier_bills(story.session)] == [("B-1", "laid")]
    closed(story, "16:20", ordinal=2, no_charge="goodwill")
    assert [(one.number, one.state) for one in earlier_bills(story.session)] == [("B-1", "laid")]
    assert story.session.bill.state == "free"


def test_an_earlier_bill_that_never_left_is_no_concern(story: Story) -> None:
    story.tell("15:01", "bill", ordinal=1, number="B-1")
    attempt(story, 1, "refused")
    story.tell("16:00", "reopen", ordinal=1)
    assert earlier_bills(story.session) == ()


def test_a_mark_belongs_to_the_newest_bill_before_it(story: Story) -> None:
    story.tell("15:01", "bill", ordinal=1, number="B-1")
    attempt(story, 1, "laid")
    story.tell("15:03", "mark", **{"as": "invoiced", "number": "R-1"})
    story.tell("16:00", "reopen", ordinal=1)
    closed(story, "16:20", ordinal=2)
    story.tell("16:21", "bill", ordinal=2, number="B-2")
    story.tell("16:22", "mark", **{"as": "invoiced", "number": "R-2"})
    assert [(one.state, one.invoice) for one in earlier_bills(story.session)] == [("invoiced", "R-1")]
    assert (story.session.bill.state, story.session.bill.invoice) == ("invoiced", "R-2")


def test_an_attempt_to_lay_a_mail_that_was_cut_short_can_be_repeated_without_harm(story: Story) -> None:
    story.tell("15:01", "bill", ordinal=1, number="B-1")
    story.tell("15:01", "send", ordinal=1, number="B-1", way="outbox")
    assert story.session.bill.state == "refused"
    assert story.session.bill.attempts == (Attempt(1, "refused", "outbox", UNFINISHED, ""),)
    attempt(story, 2, "laid")
    assert story.session.bill.state == "laid"


def test_an_attempt_by_mail_that_was_cut_short_may_have_arrived(story: Story) -> None:
    story.tell("15:01", "bill", ordinal=1, number="B-1")
    story.tell("15:01", "send", ordinal=1, number="B-1", way="smtp")
    assert (story.session.bill.state, story.session.bill.attempts[0].way) == ("unknown", "smtp")
