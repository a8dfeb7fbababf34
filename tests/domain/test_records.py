"""Records: what an entry may hold, how it is named, and in which order everybody sees entries."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientcare.domain.errors import Exit
from clientcare.domain.records import (
    Record,
    ThreadPlace,
    WrongRecord,
    ancestors,
    heads,
    in_order,
    is_sound,
    next_n,
    undone,
)

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


def record(n: int, kind: str = "note", by: str = "ann", after: tuple[str, ...] = (), **fields: Any) -> Record:
    """A record whose id and digest follow from its number and author."""
    name = f"{by}{n}"
    return Record(
        thread="session-x",
        client="c",
        n=n,
        id=name,
        salt="",
        after=after,
        at=NOON,
        filed=NOON,
        by=by,
        machine="m",
        kind=kind,
        fields=fields,
        app="test",
        digest=f"digest-{name}",
    )


def test_a_record_is_called_by_number_kind_author_and_id() -> None:
    assert record(7)._replace(id="01xyz").name == "000007-note-ann-01xyz.toml"


def test_a_step_that_happens_once_is_called_by_its_ordinal_alone() -> None:
    assert record(7, "close")._replace(ordinal=2).name == "close-0002.toml"


def test_a_field_is_read_with_its_default() -> None:
    one = record(1, text="hello")
    assert one.get("text") == "hello"
    assert one.get("nothing") == ""
    assert one.get("flag", False) is False


def test_a_thread_is_shown_by_its_last_four_characters() -> None:
    assert ThreadPlace("acme", "session-01abc7f3a").short == "7f3a"


@given(st.permutations([record(n, by=by) for n in (1, 2, 3) for by in ("ann", "ben")]))
def test_the_order_is_by_number_then_id_however_records_arrive(arrived: list[Record]) -> None:
    assert [one.id for one in in_order(arrived)] == ["ann1", "ben1", "ann2", "ben2", "ann3", "ben3"]


def test_the_number_decides_whatever_client_an_entry_names() -> None:
    first, second = record(1)._replace(client="zoo"), record(2)._replace(client="acme")
    assert in_order([second, first]) == (first, second)


def test_a_copy_that_a_sync_client_doubled_counts_once() -> None:
    assert in_order([record(1), record(1), record(2)]) == (record(1), record(2))


def test_the_next_number_is_one_more_than_the_highest_seen() -> None:
    assert next_n([]) == 1
    assert next_n([record(3), record(9), record(4)]) == 10


def test_the_first_entry_names_nothing_and_a_later_one_all_that_nobody_named_yet() -> None:
    first = record(1)
    ann, ben = record(2, after=(first.digest,)), record(2, by="ben", after=(first.digest,))
    assert heads([]) == ()
    assert heads([first]) == ("digest-ann1",)
    assert heads([first, ann, ben]) == ("digest-ann2", "digest-ben2")


def test_ancestors_are_all_that_a_writer_had_seen_and_nothing_else() -> None:
    first = record(1)
    ann = record(2, after=(first.digest,))
    unseen = record(2, by="ben", after=(first.digest,))
    last = record(3, after=(ann.digest, "a-digest-that-is-not-here"))
    everything = [first, ann, unseen, last]
    assert ancestors(everything, last) == {"ann1", "ann2"}
    assert ancestors(everything, first) == frozenset()


@given(st.lists(st.booleans(), min_size=1, max_size=12))
def test_whoever_names_the_heads_has_everything_as_an_ancestor(joined: list[bool]) -> None:
    written: list[Record] = []
    for number, sees_all in enumerate(joined, 1):
        seen = written if sees_all else written[:1]
        written.append(record(number, by="ann" if sees_all else "ben", after=heads(seen)))
    last = record(99, after=heads(written))
    assert ancestors([*written, last], last) == {one.id for one in written}


def test_a_counter_entry_takes_back_what_can_be_taken_back() -> None:
    note, start = record(1), record(2, "start")
    assert undone([note, start, record(3, "undo", of="ann1"), record(4, "undo", of="ann2")]) == {"ann1"}


def test_an_entry_of_a_kind_that_is_not_known_here_cannot_be_taken_back() -> None:
    assert undone([record(1, "weather"), record(2, "undo", of="ann1")]) == frozenset()


def test_what_is_no_record_says_in_which_way() -> None:
    assert WrongRecord("torn").state == "torn"
    assert WrongRecord("torn").message == "no whole record: torn"
    assert WrongRecord("torn").exit is Exit.FAILED
    assert WrongRecord("torn").digests == ()
    assert WrongRecord("changed", ("abc", "def")).digests == ("abc", "def")


def test_on_a_share_that_cannot_decide_every_claim_has_a_name_of_its_own() -> None:
    claim = record(7, "close")._replace(id="01xyz", ordinal=2)
    assert (claim.name, claim.own_name) == ("close-0002.toml", "close-0002-01xyz.toml")
    assert record(7).own_name == record(7).name


@pytest.mark.parametrize(
    "given",
    [
        {"by": 7},
        {"kind": None},
        {"app": ["x"]},
        {"after": None},
        {"after": (1,)},
        {"n": "2"},
        {"n": True},
        {"n": 0},
        {"n": 1_000_000_000},
        {"format": 1.0},
        {"at": "2026-11-24"},
        {"filed": datetime(2026, 11, 24)},
        {"fields": {"text": 3}},
        {"kind": "close", "fields": {"end": datetime(2026, 11, 24)}},
        {"kind": "start", "fields": {"with": [1]}},
        {"kind": "step", "fields": {"answers": {"a": {"b": "c"}}}},
        {"fields": {"masked": "two"}},
    ],
)
def test_a_record_with_a_part_of_another_type_is_none(given: dict[str, Any]) -> None:
    assert is_sound(record(1))
    assert not is_sound(record(1)._replace(**given))


def test_texts_flags_and_times_with_an_offset_are_sound() -> None:
    assert is_sound(record(1, text="hello", visible=True))
    assert is_sound(record(1, "close", end=NOON, resolved=True, billable=60))


def test_kinds_and_fields_of_a_later_version_are_sound() -> None:
    assert is_sound(record(1, "forecast", weather={"sky": ["blue"]}))
    assert is_sound(record(1, weather=3))
    assert is_sound(record(1, "start", **{"with": ["ben"], "requirements": {"backup": "yes"}}))
