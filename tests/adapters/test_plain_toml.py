"""The fast reader of our own records gives what the reader of all TOML gives, or gives up."""

from __future__ import annotations

import tomllib
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

import pytest
import tomli_w
from hypothesis import given, settings
from hypothesis import strategies as st

from clientcare.adapters import codec
from clientcare.adapters.plain_toml import read_plain
from clientcare.domain.records import Record

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

KEYS = st.text("abcdefghijklmnopqrstuvwxyz-_0123", min_size=1, max_size=8)
MOMENTS = st.builds(
    lambda at, minutes: at.replace(microsecond=0, tzinfo=timezone(timedelta(minutes=minutes))),
    st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1)),
    st.integers(-1439, 1439),
)
TEXTS = st.text(max_size=20) | st.text("ab \n\"\\'é=[]#", max_size=12)
VALUES: SearchStrategy[Any] = (
    TEXTS
    | st.integers()
    | st.booleans()
    | MOMENTS
    | st.lists(TEXTS, max_size=3)
    | st.dictionaries(KEYS, TEXTS, max_size=3)
)


def agrees(text: str) -> bool:
    """Whether the fast reader gives up, or gives the very same, to the type and the offset of a moment."""
    found = read_plain(text)
    return found is None or repr(found) == repr(tomllib.loads(text))


@given(st.dictionaries(KEYS, VALUES, max_size=8))
@settings(max_examples=300)
def test_what_we_write_is_read_the_same(content: dict[str, Any]) -> None:
    assert agrees(tomli_w.dumps(content, multiline_strings=True))


@given(
    st.dictionaries(KEYS, VALUES, max_size=5),
    st.lists(
        st.tuples(st.integers(0, 400), st.sampled_from(list('\n"=[]{}.,# \\\t\r\x00\x7f019-:+Tztrue_é'))), max_size=4
    ),
)
@settings(max_examples=500)
def test_what_somebody_changed_is_read_the_same_or_left_to_others(
    content: dict[str, Any], changes: list[tuple[int, str]]
) -> None:
    text = tomli_w.dumps(content, multiline_strings=True)
    for place, letter in changes:
        place %= len(text) + 1
        text = text[:place] + letter + text[place + 1 :]
    assert agrees_or_wrong(text)


def agrees_or_wrong(text: str) -> bool:
    try:
        return agrees(text)
    except ValueError:  # the reader of all TOML refuses it, and the fast one did not give up
        return False


@pytest.mark.parametrize(
    "text",
    [
        'a = "x"\na = "y"', "a = 01", "a = +1", "a = 1_0", "a = 1.5", 'a = "x', 'a = "\\n"', "a = 'x'", "a = {}",
        "[a.b]", "[a]\n[a]", "[[a]]", "a.b = 1", "a = 2026-11-24", "a = 2026-11-24T14:05:00+01:00",
        "a = 2026-11-24 14:05:00Z", "a = 2026-11-24 24:00:00+01:00", "a = 2026-11-24 14:05:00+01:60",
        "a = 2026-02-30 14:05:00+01:00", "a = 2026-11-24 14:05:00+24:00", "a = ٣", 'a = [\n    "x"\n]',
        'a = [\n    "x",',
        'a = """\nx', 'a = """\nx\ty"""', "# a = 1", '"a" = 1', "= 1", "x", "a = [\n]x",
        'a = [\n    "\\n",\n]', "a = -1",
    ],
)  # fmt: skip
def test_anything_else_is_left_to_the_reader_of_all_toml(text: str) -> None:
    assert read_plain(text) is None


def test_what_our_records_hold_is_read() -> None:
    text = 'a = "é x"\nn = 7\nz = 0\nl = [\n    "x",\n    "y",\n]\ne = []\nt = true\nm = 2026-11-24 14:05:00-01:30\n'
    text += 'long = """\none\n\ntwo"""\n\n[table]\nb-c = "d"\n'
    found = read_plain(text)
    assert found is not None
    assert repr(found) == repr(tomllib.loads(text))
    assert found["long"] == "one\n\ntwo"


RECORDS = st.builds(
    Record,
    st.text("session-0a", max_size=9) | TEXTS,
    TEXTS,
    st.integers(-1, 10**16),
    st.text("0az", max_size=9),
    st.text("0af", max_size=9),
    st.lists(st.text("0af", max_size=9) | TEXTS, max_size=3).map(tuple),
    MOMENTS,
    MOMENTS,
    st.text("ann", max_size=3) | TEXTS,
    TEXTS,
    st.sampled_from(("note", "start", "")),
    st.dictionaries(KEYS | st.sampled_from(("kind", "at", "n")), VALUES, max_size=4),
    TEXTS,
)
ODD = ('"', "\\", "\r", "\n", "\nat = ", "\nafter = ", "\nby = ", "0", "+", " ", "[]", "\n    ", ",", "#", "\x7f", "é")


@given(RECORDS, st.lists(st.tuples(st.integers(0, 600), st.sampled_from(ODD), st.integers(0, 12)), max_size=3))
@settings(max_examples=800)
def test_a_record_is_read_the_same_whatever_was_done_to_it(record: Record, changes: list[tuple[int, str, int]]) -> None:
    text = codec.encode(record).decode()[:-74]
    for place, put, gone in changes:
        at = place % (len(text) + 1)
        text = text[:at] + put + text[at + gone :]
    try:
        expected = repr(tomllib.loads(text))
    except tomllib.TOMLDecodeError:
        expected = "no TOML"
    found = read_plain(text)
    assert found is None or repr(found) == expected


def test_records_as_we_write_them_need_no_reader_of_all_toml() -> None:
    at = datetime(2026, 11, 24, 12, tzinfo=timezone(timedelta(hours=1)))
    fields = {"text": "Fuser replaced", "visible": True, "answers": {"backup": "done"}}
    for after in ((), ("0" * 64,), ("0" * 64, "1" * 64)):
        record = Record(
            "session-1", "acme", 3, "id", "00", after, at, at, "ann", "m", "note", fields, "clientcare 0.1.0"
        )
        assert read_plain(codec.encode(record).decode()[:-74]) is not None
