"""Kinds of records: what an entry may hold, and what can happen only once or be taken back."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from clientcare.domain.errors import Usage
from clientcare.domain.kinds import KINDS, TEXT_LIMIT, check_text, checked, fits


def test_empty_fields_are_left_out_of_an_entry() -> None:
    assert checked("note", {"text": "x", "sort": "", "visible": None, "amends": None}) == {"text": "x"}
    assert checked("start", {"title": "x", "with": ()}) == {"title": "x"}
    assert checked("step", {"step": "x", "answers": {}}) == {"step": "x"}


def test_what_comes_after_an_empty_field_is_kept() -> None:
    assert checked("note", {"sort": "", "visible": None, "text": "x"}) == {"text": "x"}


def test_a_false_and_a_zero_are_kept() -> None:
    assert checked("close", {"resolved": False, "billable": 0}) == {"resolved": False, "billable": 0}


def test_a_list_is_kept_as_a_list() -> None:
    assert checked("start", {"with": ("ben",)}) == {"with": ["ben"]}


def test_what_the_guard_did_goes_with_any_kind() -> None:
    assert checked("note", {"text": "x", "masked": 2, "overruled": ("card",)}) == {
        "text": "x",
        "masked": 2,
        "overruled": ["card"],
    }


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("note", {"colour": "red"}),
        ("note", {"text": 5}),
        ("note", {"visible": "yes"}),
        ("close", {"billable": True}),
        ("close", {"start": "today"}),
        ("step", {"answers": "x"}),
    ],
)
def test_a_field_that_the_kind_does_not_have_or_of_another_type_is_our_own_slip(kind: str, fields: Any) -> None:
    field, value = next(iter(fields.items()))
    with pytest.raises(TypeError, match=rf"^{kind}\.{field} cannot be {type(value).__name__}$"):
        checked(kind, fields)


def test_text_that_is_no_unicode_is_refused_with_its_position() -> None:
    with pytest.raises(Usage) as caught:
        checked("note", {"text": "ab\ud800c"})
    assert caught.value.message == "The text is no valid text: character 3 cannot be written as Unicode."
    assert caught.value.hint == "Check how the text was copied; from a file: clientcare note - < FILE"
    with pytest.raises(Usage):
        checked("part", {"serial-in": "\ud800"})


def test_text_over_the_limit_is_refused_and_text_at_the_limit_is_not() -> None:
    check_text("note", "a" * TEXT_LIMIT)
    with pytest.raises(Usage) as caught:
        check_text("note", "a" * (TEXT_LIMIT + 1))
    assert caught.value.message == ("The note has 1,500,001 characters; 1,500,000 are the most that one entry keeps.")
    assert caught.value.hint == "Put it into a file and add that: clientcare attach FILE"


def test_no_record_can_take_back_a_start_a_close_a_bill_or_an_escalation() -> None:
    for kind in ("start", "close", "bill", "escalate", "undo", "send", "sent", "mark", "reopen", "take", "handover"):
        assert not KINDS[kind].undoable, kind
    for kind in ("note", "part", "estimate", "pause", "lent", "consent", "step", "edit", "followup", "fact"):
        assert KINDS[kind].undoable, kind


def test_these_are_the_steps_that_happen_once() -> None:
    assert {name for name, kind in KINDS.items() if kind.once} == {
        "close", "reopen", "bill", "take", "send", "moved", "arrived", "placed",
    }  # fmt: skip


def test_every_kind_can_stand_in_a_file_name() -> None:
    for kind in KINDS:
        assert len(kind) <= 20
        assert kind.isalpha()
        assert kind == kind.lower()


def test_every_field_has_a_type_that_is_known() -> None:
    assert {wanted for kind in KINDS.values() for wanted in kind.fields.values()} <= {
        "text", "word", "whole", "flag", "time", "list", "table",
    }  # fmt: skip


def test_text_inside_of_lists_and_tables_is_looked_at_too() -> None:
    with pytest.raises(Usage, match="The with is no valid text: character 1 "):
        checked("start", {"with": ("\ud800",)})
    with pytest.raises(Usage, match="The answers is no valid text: character 2 "):
        checked("step", {"answers": {"problem": "a\ud800"}})
    assert checked("step", {"answers": {"sure": True}}) == {"answers": {"sure": True}}


def test_texts_and_times_with_an_offset_fit_and_a_time_without_one_does_not() -> None:
    assert fits("note", {"text": "x"})
    assert fits("close", {"end": datetime(2026, 11, 24, 15, tzinfo=UTC)})
    assert not fits("close", {"end": datetime(2026, 11, 24, 15)})
