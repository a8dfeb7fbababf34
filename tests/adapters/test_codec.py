"""Records as files: what is written is read back the same, and nothing that is not whole is ever taken for a record."""

from __future__ import annotations

import tomllib
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientcare.adapters.codec import decode, encode, split
from clientcare.domain.records import Record, WrongRecord

NOON = datetime(2026, 11, 24, 12, tzinfo=timezone(timedelta(hours=1)))
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
FIELDS = st.dictionaries(
    st.sampled_from(["text", "sort", "extra-key", "size", "visible", "planned", "with", "answers"]),
    st.one_of(TEXT, st.integers(-(2**63), 2**63 - 1), st.booleans(), st.just(NOON), st.lists(TEXT, max_size=3))
    | st.dictionaries(TEXT.filter(bool), TEXT, max_size=3),
    max_size=5,
)


def record(**fields: Any) -> Record:
    """A note with some fields."""
    return Record(
        thread="session-x",
        client="c",
        n=12,
        id="01abc",
        salt="ff",
        after=("aa", "bb"),
        at=NOON,
        filed=NOON,
        by="ann",
        machine="m",
        kind="note",
        fields=fields,
        app="test",
    )


@given(FIELDS)
def test_what_is_written_is_read_back_the_same(fields: dict[str, Any]) -> None:
    written = record(**fields)._replace(kind="later")
    read = decode(encode(written), written.name)
    assert read._replace(digest="") == written
    assert len(read.digest) == 64


def test_a_record_is_plain_toml_that_any_library_reads() -> None:
    content = tomllib.loads(encode(record(text="Fuser\nreplaced")).decode())
    assert content["text"] == "Fuser\nreplaced"
    assert content["at"] == NOON
    assert list(content)[:3] == ["format", "thread", "client"]


def test_the_last_line_holds_the_digest_of_all_bytes_before_it() -> None:
    from hashlib import sha256

    data = encode(record(text="x"))
    body, line = data[:-74], data[-74:]
    assert line == f"# sha256 {sha256(body).hexdigest()}\n".encode()
    assert split(data) == (body, sha256(body).hexdigest())


@given(st.data())
def test_a_file_that_lacks_its_end_is_arriving_and_never_a_record(data: st.DataObject) -> None:
    whole = encode(record(text="some text"))
    part = whole[: data.draw(st.integers(0, len(whole) - 1))]
    with pytest.raises(WrongRecord) as caught:
        decode(part, record().name)
    assert caught.value.state == "arriving"


@given(st.data())
def test_a_changed_byte_is_noticed(data: st.DataObject) -> None:
    whole = bytearray(encode(record(text="some text")))
    place = data.draw(st.integers(0, len(whole) - 75))
    whole[place] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises(WrongRecord) as caught:
        decode(bytes(whole), record().name)
    assert caught.value.state == "changed"


@given(st.binary(max_size=300))
def test_any_other_bytes_are_no_record(data: bytes) -> None:
    with pytest.raises(WrongRecord):
        decode(data, "x.toml")


@pytest.mark.parametrize(
    "body",
    ["", "x = 1\n", "not toml at all\n", "a = " + "[" * 5000 + "\n", "at = 2026-11-24\n"],
)
def test_a_right_digest_under_something_else_is_foreign(body: str) -> None:
    from hashlib import sha256

    data = body.encode() + f"# sha256 {sha256(body.encode()).hexdigest()}\n".encode()
    with pytest.raises(WrongRecord) as caught:
        decode(data, "x.toml")
    assert caught.value.state == "foreign"


def test_a_moment_without_offset_is_foreign() -> None:
    from hashlib import sha256

    body = encode(record())[:-74].replace(b"+01:00", b"")
    with pytest.raises(WrongRecord) as caught:
        decode(body + f"# sha256 {sha256(body).hexdigest()}\n".encode(), "x.toml")
    assert caught.value.state == "foreign"


def test_a_text_that_looks_like_the_last_line_is_text() -> None:
    hostile = f"x\n# sha256 {'0' * 64}\n"
    assert decode(encode(record(text=hostile)), record().name).get("text") == hostile


def test_the_ordinal_of_a_step_that_happens_once_is_in_its_name() -> None:
    step = record()._replace(kind="close", ordinal=3)
    assert decode(encode(step), step.name).ordinal == 3
    assert decode(encode(record()), record().name).ordinal == 0


def test_fields_and_kinds_that_are_not_known_here_are_kept() -> None:
    later = record(weather="fine")._replace(kind="forecast", format=1)
    assert decode(encode(later), later.name).fields == {"weather": "fine"}


def test_the_same_record_always_gives_the_same_bytes() -> None:
    assert encode(record(text="x")) == encode(record(text="x"))
    assert NOON.astimezone(UTC) == NOON
