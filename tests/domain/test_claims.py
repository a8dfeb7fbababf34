"""Steps that may happen only once: the same one stands for everybody, and none is taken too early."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientcare.domain.claims import Doubled, check_turn, doubled, overtaken, was_first
from clientcare.domain.errors import Conflict
from clientcare.domain.records import Thread, in_order
from clientcare.domain.session_documents import session_document
from clientcare.domain.sessions import Session
from tests.domain.story import DAY, PLACE, Story, at, closed

if TYPE_CHECKING:
    from clientcare.domain.records import Record


def started(**given_fields: Any) -> Story:
    """A session that goes on."""
    story = Story()
    story.tell("14:00", "start", title="Printer", mode="remote", **given_fields)
    return story


def closed_twice() -> Story:
    """Two who closed without knowing of each other; ben's entry is first in the order, although later by his clock."""
    story = started()
    seen = list(story.records)
    ben = story.tell("15:10", "close", "ben", ordinal=1, knowing=seen, solution="Bens", end=at("15:10"), resolved=False)
    ann = story.tell("15:00", "close", ordinal=1, knowing=seen, solution="Anns", end=at("15:00"), resolved=True)
    story.records = [story.records[0], ann, ben]
    return story


def test_the_first_in_the_order_of_records_stands_whatever_the_clocks_say() -> None:
    session = closed_twice().session
    assert session.solution == "Bens"
    assert session.resolved is False
    assert session.ended == at("15:10")
    assert [record.by for record in session.records] == ["ann", "ben", "ann"]


def test_what_does_not_count_is_told_and_is_no_late_entry() -> None:
    session = closed_twice().session
    assert doubled(session.records) == (Doubled("close", "ann", at("15:00"), "ben", "Anns"),)
    assert not any(session.is_late(record) for record in session.records)


def test_the_document_says_loudly_that_it_was_done_twice() -> None:
    document = session_document(closed_twice().session, None, {"ann": "Ann Meier"}, DAY.tzinfo)  # type: ignore[arg-type]
    (line,) = document.doubled
    assert line == (
        "Closed twice at the same moment: by ben, which counts, and by Ann Meier, 15:00 (Anns), which does not."
    )


def test_a_step_without_words_is_told_without_brackets() -> None:
    story = started()
    seen = list(story.records)
    for by in ("ben", "eve"):
        story.tell("14:10", "take", by, ordinal=1, knowing=seen)
    assert story.session.lead == "ben"
    assert doubled(story.records) == (Doubled("take", "eve", at("14:10"), "ben", ""),)
    (line,) = session_document(story.session, None, {}, DAY.tzinfo).doubled  # type: ignore[arg-type]
    assert line.endswith("by eve, 14:10, which does not.")


def test_steps_that_were_taken_once_are_not_touched() -> None:
    story = started()
    closed(story)
    story.tell("15:10", "reopen", ordinal=1)
    closed(story, "15:30", 2)
    assert overtaken(story.records) == {}
    assert doubled(story.records) == ()


@st.composite
def claims(draw: st.DrawFn) -> list[Record]:
    """Any records, with steps taken any number of times."""
    story = Story()
    for _ in range(draw(st.integers(0, 12))):
        known = draw(st.lists(st.sampled_from(story.records))) if story.records else []
        kind = draw(st.sampled_from(["start", "note", "close", "reopen", "bill", "take", "send"]))
        once = kind in ("close", "reopen", "bill", "take", "send")
        story.tell(
            draw(st.sampled_from(["9:00", "14:00", "3d 8:00"])),
            kind,
            draw(st.sampled_from(["ann", "ben", "eve"])),
            ordinal=draw(st.integers(1, 3)) if once else 0,
            knowing=list({one.id: one for one in known}.values()),
        )
    return story.records


@given(claims(), st.randoms())
def test_all_who_see_the_same_entries_see_the_same_stand(records: list[Record], random: Any) -> None:
    shuffled = random.sample(records, len(records))
    assert overtaken(shuffled) == overtaken(records)
    mine, theirs = (Session(Thread(PLACE, in_order(found))) for found in (records, shuffled))
    assert mine.live == theirs.live
    assert mine.state == theirs.state
    assert (mine.closing, mine.lead) == (theirs.closing, theirs.lead)


@given(claims())
def test_exactly_one_stands_of_each_step(records: list[Record]) -> None:
    after = overtaken(records)
    steps = [(one.kind, one.ordinal) for one in records if one.ordinal]
    standing = [(one.kind, one.ordinal) for one in records if one.ordinal and one.id not in after]
    assert sorted(standing) == sorted(set(steps))
    for one in records:
        if one.id in after:
            stands = after[one.id]
            assert (stands.kind, stands.ordinal) == (one.kind, one.ordinal)
            assert (stands.n, stands.id) < (one.n, one.id)


@given(claims(), st.integers(0, 12))
def test_what_does_not_count_never_counts_again_whatever_arrives(records: list[Record], here: int) -> None:
    assert overtaken(records[:here]).keys() <= overtaken(records).keys()


@pytest.mark.parametrize(
    ("kind", "ordinal"),
    [("close", 2), ("reopen", 1), ("bill", 1), ("take", 2), ("send", 2)],
)
def test_no_step_is_taken_before_the_one_that_it_follows(kind: str, ordinal: int) -> None:
    with pytest.raises(Conflict, match="at the same moment"):
        check_turn(started().session, kind, ordinal)


def test_every_step_may_follow_the_one_before() -> None:
    story = started()
    check_turn(story.session, "close", 1)
    check_turn(story.session, "take", 1)
    check_turn(story.session, "send", 1)
    check_turn(story.session, "note", 0)
    closed(story)
    check_turn(story.session, "reopen", 1)
    check_turn(story.session, "bill", 1)
    story.tell("15:05", "send", ordinal=1)
    check_turn(story.session, "send", 2)
    story.tell("15:10", "reopen", ordinal=1)
    check_turn(story.session, "close", 2)
    with pytest.raises(Conflict):
        check_turn(story.session, "close", 3)


def test_whoever_came_second_is_told_who_was_first() -> None:
    story = started()
    close = closed(story)
    assert was_first(close, close)[0] == "ann was first: close at 15:00:00."
    assert was_first(close, None)[0] == "Somebody else took this step (close) at the same moment."
