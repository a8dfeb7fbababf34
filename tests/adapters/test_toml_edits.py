"""Files that people edit keep what people wrote."""

from __future__ import annotations

import tomllib
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientcare.adapters.toml_edits import amended, fresh, literal, whole

TEXT = """\
# Our settings. Ask Ann before you edit.
name = "Acme"   # as in the register

# who pays
[billing]
address = "old@example.ch" # since May
unresolved = false

# how mail goes
[mail]
way = "outbox"
"""
CONTENT: dict[str, Any] = tomllib.loads(TEXT)


def changed(**tables: Any) -> dict[str, Any]:
    return {
        key: {**value, **tables.get(key, {})} if isinstance(value, dict) else tables.get(key, value)
        for key, value in CONTENT.items()
    }


def test_one_line_changes_and_its_remark_stays() -> None:
    assert amended(TEXT, changed(billing={"address": "new@example.ch"})) == TEXT.replace("old@", "new@")
    assert amended(TEXT, changed(name="Zeta")) == TEXT.replace('"Acme"', '"Zeta"')


def test_what_is_the_same_leaves_the_file_as_it_is() -> None:
    assert amended(TEXT, CONTENT) == TEXT


def test_a_new_key_stands_at_the_end_of_its_table_and_not_below_the_next_comment() -> None:
    made = amended(TEXT, changed(billing={"collects-outbox": True}))
    assert made == TEXT.replace("unresolved = false\n", "unresolved = false\ncollects-outbox = true\n")
    assert amended(TEXT, {**CONTENT, "id": "x"}).splitlines()[2] == 'id = "x"'


def test_a_new_table_stands_at_the_end() -> None:
    made = amended(TEXT, {**CONTENT, "privacy": {"mask": True}})
    assert made == TEXT + "\n[privacy]\nmask = true\n"


def test_a_key_that_goes_takes_its_line_along() -> None:
    made = amended(TEXT, {**CONTENT, "billing": {"unresolved": False}})
    assert made == TEXT.replace('address = "old@example.ch" # since May\n', "")


def test_rows_are_written_anew_where_they_stood() -> None:
    rows = '[[contacts]]\nname = "X" # gone\n\n[[contacts]]\nname = "Y"\n\n'
    text = f'name = "A"\n\n{rows}# terms\n[[agreements]]\naccount = "hosting"\n'
    content = tomllib.loads(text)
    made = amended(text, {**content, "contacts": [{"name": "Y", "phone": "1"}]})
    assert tomllib.loads(made) == {**content, "contacts": [{"name": "Y", "phone": "1"}]}
    assert made.index("[[contacts]]") < made.index("[[agreements]]")
    assert made.startswith('name = "A"\n')


def test_first_rows_replace_an_empty_list() -> None:
    text = '# Acme\nname = "A" # as ever\ncontacts = []\n'
    made = amended(text, {"name": "A", "contacts": [{"name": "Y", "since": date(2026, 12, 1)}]})
    assert made == '# Acme\nname = "A" # as ever\n\n[[contacts]]\nname = "Y"\nsince = 2026-12-01\n'


def test_rows_that_all_go_leave_the_rest() -> None:
    text = '# Acme\nname = "A"\n\n[[contacts]]\nname = "X"\n'
    assert amended(text, {"name": "A"}).startswith('# Acme\nname = "A"\n')


def test_line_ends_of_windows_stay() -> None:
    text = TEXT.replace("\n", "\r\n")
    assert amended(text, changed(name="Zeta")) == text.replace('"Acme"', '"Zeta"')


@pytest.mark.parametrize(
    "text",
    [
        'name = """\nAcme\nname = "x"\n"""\n',
        'billing.address = "x"\nname = "a"\n',
        '"name" = "a"\nbilling = {address = "x"}\n',
        'name = [\n  "a",\n  "b",\n]\n',
    ],
)
def test_a_file_that_is_written_in_another_way_is_written_anew_and_holds_the_right_thing(text: str) -> None:
    content = {**tomllib.loads(text), "name": "new", "billing": {"address": "y", "more": 1}}
    assert tomllib.loads(amended(text, content)) == content


VALUES = st.one_of(
    st.booleans(),
    st.integers(-(2**40), 2**40),
    st.text(max_size=8),
    st.dates(),
    st.lists(st.text(max_size=3), max_size=3),
)
KEYS = st.one_of(st.sampled_from(["name", "mail", "a-b", "x y", "way"]), st.text(min_size=1, max_size=4))
TABLES = st.dictionaries(KEYS, VALUES, max_size=4)
ROWS = st.lists(TABLES.filter(bool), min_size=1, max_size=3)
FILES = st.dictionaries(KEYS, st.one_of(VALUES, TABLES, ROWS), max_size=5)


@given(FILES, FILES)
def test_any_file_can_become_any_other(before: dict[str, Any], after: dict[str, Any]) -> None:
    assert tomllib.loads(amended(whole(before), after)) == after
    assert tomllib.loads(amended(fresh(before, {}), after)) == after


@given(FILES)
def test_a_fresh_file_holds_its_content_whatever_is_said_above_it(content: dict[str, Any]) -> None:
    comments = {"": "head\nmore", "name": "about", "mail.way": "how"}
    assert tomllib.loads(fresh(content, comments)) == content


def test_a_fresh_file_has_its_comments_where_people_look() -> None:
    made = fresh({"format": 1, "mail": {"way": "outbox"}}, {"": "Settings.", "mail": "Mail.", "mail.way": "How."})
    assert made == '# Settings.\n\nformat = 1\n\n# Mail.\n[mail]\n# How.\nway = "outbox"\n'


def test_a_value_stands_in_one_line() -> None:
    assert literal(["a", {"b": 1}]) == '["a", {b = 1}]'
    assert literal("two\nlines") == '"two\\nlines"'
