"""Moving a walk to a changed guide: what fits goes along, what does not is named, and no entry is changed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientcare.domain.answers import KINDS, Terms, checked_answer
from clientcare.domain.asks import Ask
from clientcare.domain.errors import Usage
from clientcare.domain.guide_moves import LeftBehind, counting, left_behind, taken_along, takes
from clientcare.domain.guides import Guide, Step
from clientcare.domain.outlines import ANSWERED
from clientcare.domain.pins import Pin, pins
from clientcare.domain.records import Record
from clientcare.domain.walk_steps import NOT_SHOWN, StepEntry
from clientcare.domain.walks import Walk, walk

NOW = datetime(2026, 11, 24, 14, 5, tzinfo=UTC)
TERMS = Terms(NOW, "CHF")
BACKUP = Ask("backup", "Backup?", "choice", False, ("done", "declined"))
WORK = Ask("work", "May you begin?", "yesno", False)
STORY = Ask("problem", "What happened?", "text", False)
LIMIT = Ask("limit", "What can they pay?", "money", False, sensitive=True)
OLD = Guide(
    "care",
    "Care",
    steps=(
        Step("Be in time", "in-time"),
        Step("Ask first", "permission", asks=(BACKUP, WORK)),
        Step("Hear the story", "story", asks=(STORY, LIMIT)),
    ),
    digest="old",
)
NEW = Guide(
    "care",
    "Care",
    steps=(
        Step("Ask first", "permission", asks=(BACKUP._replace(choices=("made", "declined")), WORK)),
        Step("Smile", "smile"),
        Step("Hear the story", "story", asks=(STORY,)),
    ),
    digest="new",
)


def entry(step: str, status: str = "answered", minute: int = 0, **answers: str) -> StepEntry:
    return StepEntry(step, status, answers, "", "ann", NOW + timedelta(minutes=minute))


WALKED = (
    entry("in-time", "shown"),
    entry("permission", backup="done", work="yes"),
    StepEntry("story", "answered", {"problem": "No toner", "limit": "CHF 8.00"}, "", "ann", NOW, ("limit",)),
)


def moved(guide: Guide, entries: tuple[StepEntry, ...]) -> Walk:
    return walk(guide, taken_along(guide, entries))


# -- what goes along -----------------------------------------------------------------------------------------


def test_answers_whose_step_and_question_are_still_there_go_along() -> None:
    here = moved(NEW, WALKED)
    assert here.find("story").through
    assert here.answers == {"work": "yes", "problem": "No toner"}


def test_a_question_that_takes_other_answers_now_is_put_again() -> None:
    here = moved(NEW, WALKED)
    assert [ask.field for ask in here.asks_left("permission")] == ["backup"]
    assert not here.find("permission").through


def test_a_step_that_is_gone_is_known_as_one_that_the_guide_does_not_have() -> None:
    assert [one.step for one in moved(NEW, WALKED).strange] == ["in-time"]


def test_what_has_no_place_is_listed_with_what_was_answered() -> None:
    assert left_behind(walk(OLD, WALKED), NEW) == (
        LeftBehind("step", "in-time", "Be in time"),
        LeftBehind("answer", "permission", "Ask first", "backup", "Backup?", "done"),
        LeftBehind("question", "story", "Hear the story", "limit", "What can they pay?", NOT_SHOWN),
    )


def test_answers_of_a_step_that_is_gone_are_listed_one_by_one() -> None:
    gone = NEW._replace(steps=NEW.steps[1:])
    found = left_behind(walk(OLD, (*WALKED, entry("permission", extra="x"))), gone)
    assert [(one.why, one.field, one.prompt) for one in found if one.step == "permission"] == [
        ("step", "backup", "Backup?"),
        ("step", "work", "May you begin?"),
        ("step", "extra", "extra"),
    ]


def test_steps_for_which_nothing_was_recorded_are_not_listed() -> None:
    assert left_behind(walk(OLD, ()), Guide("care", "Care")) == ()


def test_entries_are_taken_as_they_are_where_a_walk_never_moved() -> None:
    pin = Pin("care", "old", "ann", NOW, "1")
    assert counting(NEW, WALKED, [pin]) is WALKED
    assert counting(NEW, WALKED, [pin, pin]) == taken_along(NEW, WALKED)


# -- which answers a question takes ----------------------------------------------------------------------------

SAID = {
    "number": "1'200,5",
    "money": "89",
    "duration": "90m",
    "date": "tomorrow",
    "time": "14:30",
    "yesno": "ja",
    "choice": "done",
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_question_takes_every_answer_that_was_recorded_for_it(kind: str) -> None:
    ask = Ask("field", "?", kind, choices=("done", "declined"))
    said = SAID.get(kind, "any words")
    assert takes(ask, checked_answer(ask, said, TERMS))
    assert takes(ask, "")
    assert takes(ask, ANSWERED)


@pytest.mark.parametrize("kind", SAID)
@pytest.mark.parametrize("said", ["any words", "2026-13-40", "12:99", "2026-12-01T09:00"])
def test_a_question_takes_no_answer_of_another_kind(kind: str, said: str) -> None:
    assert not takes(Ask("field", "?", kind, choices=("done",)), said)


@given(
    st.sampled_from([*KINDS]), st.sampled_from(["0", "-3,50", "1h", "CHF 1200.-", "1.12.", "9:30", "no", "declined"])
)
def test_whatever_could_be_recorded_is_taken(kind: str, said: str) -> None:
    ask = Ask("field", "?", kind, choices=("done", "declined"))
    try:
        answer = checked_answer(ask, said, TERMS)
    except Usage:
        return
    assert takes(ask, answer)


# -- the algebra of moves ----------------------------------------------------------------------------------------

ANSWERS = {
    "in-time": ((),),
    "permission": ((("backup", "done"),), (("work", "no"), ("backup", "declined")), ()),
    "story": ((("problem", "Smoke"),), (("limit", "CHF 5.00"), ("problem", "")), ()),
    "gone": ((), (("old", "x"),)),
    "smile": ((),),
}
ENTRIES = st.lists(
    st.sampled_from(sorted(ANSWERS)).flatmap(
        lambda step: st.builds(
            lambda status, said: StepEntry(step, status, dict(said), "", "ann", NOW),
            st.sampled_from(["done", "skipped", "shown", "answered", "of a later version"]),
            st.sampled_from(ANSWERS[step]),
        )
    ),
    max_size=8,
).map(tuple)


@given(ENTRIES)
def test_moving_to_an_identical_guide_changes_nothing(entries: tuple[StepEntry, ...]) -> None:
    before, after = walk(OLD, entries), moved(OLD, entries)
    assert (after.steps, after.answers, after.known) == (before.steps, before.answers, before.known)
    assert [one.step for one in after.strange] == [one.step for one in before.strange]
    assert [one for one in left_behind(before, OLD) if one.field in ("backup", "work", "problem", "limit")] == []


@given(ENTRIES, ENTRIES)
def test_moving_and_then_going_on_is_the_same_as_being_folded_at_once(
    before: tuple[StepEntry, ...], after: tuple[StepEntry, ...]
) -> None:
    here = moved(NEW, before)
    for one in taken_along(NEW, after):
        here = walk(NEW, (*here.entries, one))
    assert here == moved(NEW, before + after)


@given(ENTRIES)
def test_moving_there_and_back_is_as_if_it_never_moved(entries: tuple[StepEntry, ...]) -> None:
    assert moved(OLD, entries) == walk(OLD, taken_along(OLD, entries))
    assert taken_along(NEW, taken_along(NEW, entries)) == taken_along(NEW, entries)


# -- which text counts -------------------------------------------------------------------------------------------


def record(n: int, kind: str, digest: str = "") -> Record:
    fields = {"guide": "care", "guide-digest": digest} if digest else {}
    return Record("session-x", "c", n, f"{n:026d}", "", (), NOW, NOW, "ann", "m", kind, fields, "app")


def test_the_last_move_says_which_text_counts() -> None:
    records = [record(1, "start", "a"), record(2, "note"), record(3, "guide", "b"), record(4, "guide", "c")]
    assert [pin.digest for pin in pins(records)] == ["a", "b", "c"]
    assert pins(records)[0] == Pin("care", "a", "ann", NOW, f"{1:026d}")


def test_a_second_beginning_pins_nothing_and_a_move_alone_does() -> None:
    assert [pin.digest for pin in pins([record(1, "start", "a"), record(2, "start", "b")])] == ["a"]
    assert [pin.digest for pin in pins([record(2, "guide", "b")])] == ["b"]
    assert pins([record(1, "start")]) == ()
