"""What is kept on a technician's machine: how an answer is told from another."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from clientcare.domain.errors import Exit
from clientcare.domain.keeping import Synced, entries
from clientcare.domain.receipts import answer_of, exit_of
from clientcare.domain.records import Receipt, Record

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
RECORD = Record("session-x", "c", 1, "id", "", (), NOON, NOON, "ann", "m", "note", {}, "a")


@pytest.mark.parametrize(
    ("answers", "told", "code"),
    [
        ((), "", Exit.DONE),
        (("filed", "filed"), "filed", Exit.DONE),
        (("filed", "held"), "held", Exit.HELD),
        (("unknown", "held", "filed"), "unknown", Exit.UNKNOWN),
    ],
)
def test_the_least_certain_answer_counts_for_the_command(answers: tuple[str, ...], told: str, code: Exit) -> None:
    receipts = [Receipt(one, RECORD) for one in answers]
    assert (answer_of(receipts), exit_of(receipts)) == (told, code)


def test_entries_are_counted_in_words() -> None:
    assert [entries(count) for count in (0, 1, 2)] == ["0 entries", "1 entry", "2 entries"]


def test_a_run_that_only_found_what_was_there_has_nothing_to_tell() -> None:
    assert [one.changed for one in (Synced(proven=3), Synced(filed=1), Synced(aside=1))] == [False, True, True]
