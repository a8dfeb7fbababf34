"""An outline says when who did which kind of thing, and nothing that could be read of a client."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientcare.domain.kinds import KINDS
from clientcare.domain.outlines import outline
from clientcare.domain.records import Record, Thread, ThreadPlace
from clientcare.domain.sessions import Session

if TYPE_CHECKING:
    from collections.abc import Mapping

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
SECRET = "Ms Frei of Acme"
VALUES: Mapping[str, Any] = {
    "text": SECRET,
    "whole": 7,
    "flag": True,
    "time": NOON,
    "list": [SECRET],
    "table": {"field": SECRET},
    "word": "7f3a",
}


def record(kind: str, n: int = 1, **fields: Any) -> Record:
    named = {name.replace("_", "-"): value for name, value in fields.items()}
    identity = f"id{n}"
    return Record(
        "session-x", "client", n, identity, "salt", (), NOON, NOON, "ann", "m", kind, named, "a", digest=identity
    )


@pytest.mark.parametrize("kind", KINDS)
def test_no_text_of_any_kind_is_in_its_outline(kind: str) -> None:
    full = {name: VALUES[wanted] for name, wanted in KINDS[kind].fields.items() if name != "with"}
    found = outline(record(kind)._replace(fields={**full, "masked": 1, "overruled": [SECRET], "later": SECRET}))
    assert SECRET not in repr(found)
    assert "client" not in (found.client, found.salt)
    assert (found.id, found.n, found.at, found.kind, found.digest) == ("id1", 1, NOON, kind, "id1")


@given(kind=st.text(max_size=20), fields=st.dictionaries(st.text(max_size=9), st.text(), max_size=4))
def test_of_a_kind_that_nobody_here_knows_no_field_is_kept(kind: str, fields: dict[str, str]) -> None:
    if kind not in KINDS:
        assert outline(record(kind)._replace(fields=fields)).fields == {}


def test_a_session_known_by_its_outline_runs_pauses_and_ends_like_the_session_itself() -> None:
    records = (record("start", 1, title="Printer", with_=["ben"]), record("pause", 2), record("resume", 3))
    whole = Session(Thread(ThreadPlace("acme", "session-x"), records))
    known = Session(Thread(ThreadPlace("", "session-x"), tuple(map(outline, records)), whole=False))
    assert (known.state, known.lead, known.people, known.spans) == (whole.state, whole.lead, whole.people, whole.spans)


def test_what_cannot_be_read_is_called_by_its_identifier_and_never_taken_for_the_problem() -> None:
    records = (outline(record("start", title="Printer", client_name="Acme")),)
    known = Session(Thread(ThreadPlace("", "session-7f3a"), records, whole=False))
    assert (known.title, known.client_name, known.problem) == ("session 7f3a", "(client not known here now)", "")


def test_an_answered_question_stays_answered_without_its_answer() -> None:
    answers = {"backup": "done", "printer": "HP of Ms Frei", "solution": SECRET, "left-open": ""}
    found = outline(record("step", step="look", status="answered", answers=answers, reason=SECRET))
    assert found.fields == {
        "step": "look",
        "status": "answered",
        "answers": {"backup": "done", "printer": "answered", "left-open": ""},
    }
