"""Checks, their order, and the exit code of the whole."""

from __future__ import annotations

from clientcare.domain.errors import Exit
from clientcare.domain.examinations import Check, examination


def test_checks_come_in_the_order_of_their_areas_and_keep_their_own() -> None:
    found = examination(
        [
            Check("editor", "good", "a"),
            Check("share", "warn", "b"),
            Check("set-up", "good", "c"),
            Check("share", "bad", "d"),
        ]
    )
    assert [check.says for check in found.checks] == ["c", "b", "d", "a"]


def test_anything_bad_fails_and_a_warning_does_not() -> None:
    found = examination([Check("mail", "bad", "x"), Check("mail", "warn", "y"), Check("mail", "unknown", "z")])
    assert (found.bad, found.warnings, found.exit) == (1, 1, Exit.FAILED)
    assert examination([Check("mail", "warn", "y")]).exit == Exit.DONE
