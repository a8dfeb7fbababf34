"""Front matter in YAML: it means what YAML 1.2 says, every slip has a place, and nothing in it can blow up."""

from __future__ import annotations

import json
import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientcare.adapters.frontmatter import parse
from clientcare.adapters.yaml_front import NESTING, in_yaml
from clientcare.domain.guide_limits import TOO_MANY_STEPS
from clientcare.domain.guide_tables import BrokenGuide, Remark, Spot


def keys(yaml: str) -> dict[str, Any]:
    return parse(f"---\n{yaml}\n---\n".encode(), "x.md").data


def broken(yaml: str) -> Remark:
    with pytest.raises(BrokenGuide) as caught:
        keys(yaml)
    (fault,) = caught.value.faults
    return fault


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("no", "no"),
        ("Yes", "Yes"),
        ("on", "on"),
        ("true", True),
        ("FALSE", False),
        ("~", None),
        ("", None),
        ("12:30", "12:30"),
        ("2020-07-28", "2020-07-28"),
        ("010", 10),
        ("0o10", 8),
        ("0xff", 255),
        ("1_000", "1_000"),
        ("-1.5e3", -1500.0),
        ("-.inf", -math.inf),
        ("'4'", "4"),
        ('"4"', "4"),
        ("!!str 4", "4"),
        ("! 4", "4"),
        ("|\n  one\n  two", "one\ntwo\n"),
        (">-\n  one\n  two", "one two"),
        ("https:zoom.us/download", "https:zoom.us/download"),
    ],
)
def test_a_plain_word_means_what_the_core_schema_of_yaml_1_2_says(written: str, meant: object) -> None:
    assert keys(f"a: {written}")["a"] == meant


def test_not_a_number_is_read_as_what_it_is() -> None:
    assert math.isnan(keys("a: .nan")["a"])


def test_an_anchor_is_repeated_where_its_alias_stands() -> None:
    assert keys("a: &one {x: 1}\nb: [*one, *one]\nc: &word hello\nd: *word") == {
        "a": {"x": 1},
        "b": [{"x": 1}, {"x": 1}],
        "c": "hello",
        "d": "hello",
    }


def test_no_keys_at_all_are_an_empty_front_matter() -> None:
    assert keys("") == {}
    assert keys("# only a comment") == {}


def test_every_key_and_every_value_has_its_place_in_the_file() -> None:
    text = b"\n---\ntitle: x\nsteps:\n  - name: a\n    asks: [{field: b}]\n    needs:\n      - d\n  - c\n---\n"
    spots = parse(text, "x.md").spots
    assert spots(("title",)) == Spot(3, 8, 1)
    assert spots(("title",), of_key=True) == Spot(3, 1, 5)
    assert spots(("steps",)) == Spot(4, 1, 5)
    assert spots(("steps", 0)) == Spot(5, 5, 0)
    assert spots(("steps", 0, "asks")) == Spot(6, 11, 12)
    assert spots(("steps", 0, "asks", 0, "field")) == Spot(6, 20, 1)
    assert spots(("steps", 0, "asks", 0, "field"), of_key=True) == Spot(6, 13, 5)
    assert spots(("steps", 0, "needs")) == Spot(7, 5, 5)
    assert spots(("steps", 0, "needs", 0)) == Spot(8, 9, 1)
    assert spots(("steps", 0, "weight")) == Spot(5, 5, 0)
    assert spots(("steps", 1)) == Spot(9, 5, 1)
    assert spots(("nothing",)) == Spot(1, 1)


def test_lines_are_counted_as_an_editor_counts_them_whatever_the_parser_takes_for_a_line() -> None:
    spots = parse('---\na: "x\u2028y\x85z"\nb: 1\n---\n'.encode(), "x.md").spots
    assert spots(("b",)) == Spot(3, 4, 1)


@pytest.mark.parametrize(
    ("yaml", "text", "line", "column"),
    [
        ("a: b: c", "a colon stands where none may", 2, 5),
        ("a: 1\n  b: 2", "a colon stands where none may", 3, 4),
        ("a:\n\t- b", "a tab stands where blanks must", 3, 1),
        ("a: 'b\nc: 1", "a text is not closed", 2, 4),
        ("a: [b\nc: 1", "a list is not closed", 2, 4),
        ("a: {b", "a table in braces is not closed", 2, 4),
        ("a:\n  b: 1\n c: 2", "this line fits nothing around it", 4, 2),
        ("- a\nb: 1", "this line fits nothing around it", 3, 1),
        ("a: @b", "a text begins with a sign that has a meaning", 2, 4),
        ('a: "\\w"', "a backslash stands alone in a text", 2, 5),
        ("a\nb: 1", "a colon stands where none may", 3, 2),
        ("- a", "the front matter is no table", 2, 1),
        ("text", "the front matter is no table", 2, 1),
        ("a: 1\nb: 2\na: 3", "the key 'a' is there already", 4, 1),
        ("a: &x 1\n<<: *x", "<< is not read here", 3, 1),
        ("? [a]\n: b", "a list or a table cannot be a key", 2, 3),
        ("a: &x y\n*x : 1", "an alias cannot be a key", 3, 1),
        ("a: *b", "*b names nothing that stands before it", 2, 4),
        ("a: &b [*b]", "*b names nothing that stands before it", 2, 8),
        ("a: !!python/object/apply:os.system [ls]", "the tag tag:yaml.org,2002:python/object/apply:os.system", 2, 4),
        ("a: !!binary aGk=", "the tag tag:yaml.org,2002:binary is not read here", 2, 4),
        ("a: !!set {b}", "the tag tag:yaml.org,2002:set is not read here", 2, 4),
        ("a: 1\n...\nb: 2", "a second document begins", 4, 1),
        ("a: b\x07", "a character stands here that no text may have", 2, 5),
    ],
)
def test_a_slip_is_told_with_its_place(yaml: str, text: str, line: int, column: int) -> None:
    fault = broken(yaml)
    assert fault.text.startswith(text)
    assert (fault.line, fault.column) == (line, column)
    assert fault.expected


@pytest.mark.parametrize(
    "yaml", ["a: [1", "a: 'b", "a: b: c", "a\nb: 1", "a:\n  b: 1\n c: 2", "a: 1\n...\nb: 2", "a:\n\t- b"]
)
def test_without_the_quick_parser_the_same_is_told(yaml: str, monkeypatch: pytest.MonkeyPatch) -> None:
    quick = broken(yaml)
    monkeypatch.delattr("yaml.CSafeLoader")
    assert broken(yaml) == quick


def test_aliases_that_multiply_are_refused_before_they_do() -> None:
    rows = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    rows += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)]
    assert broken("\n".join(rows)).text == "the front matter holds too many values"


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "- - - - "])
def test_what_is_nested_without_end_is_refused_at_once(opening: str) -> None:
    depth = 90_000 // len(opening)
    assert broken("a:\n  " + opening * depth).text in (
        "lists are nested too deeply",
        "this line fits nothing around it",
    )


def test_a_line_without_end_is_refused_before_it_is_parsed() -> None:
    fault = broken("a: 1\nb: " + "[" * 100_000)
    assert (fault.text, fault.line) == ("a line has 100,003 characters", 3)


@pytest.mark.parametrize(
    ("yaml", "line"), [("steps:\n" + "- name: x\n" * 5_001, 5_003), ("Steps: [" + "{},\n " * 5_001 + "]", 5_002)]
)
def test_a_guide_of_too_many_steps_is_refused_at_the_first_that_is_too_many(yaml: str, line: int) -> None:
    fault = broken(yaml)
    assert fault[:2] == TOO_MANY_STEPS[:2]
    assert fault.line == line
    assert len(keys("steps:\n" + "- name: x\n" * 5_000)["steps"]) == 5_000


def test_nesting_that_a_person_would_write_is_read() -> None:
    assert keys("a: " + "[" * (NESTING - 1) + "]" * (NESTING - 1))["a"] is not None


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Co", "Cn")), max_size=12)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**15), 10**15) | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=12,
)


@given(st.dictionaries(TEXTS.filter(lambda key: key != "<<"), VALUES, max_size=4))
def test_what_json_says_yaml_says_too(data: dict[str, Any]) -> None:
    assert keys(json.dumps(data, ensure_ascii=False)) == data


@given(st.text("ab:-[]{}&*!|>'\"#\n\t ,?%@`~0.", max_size=60))
def test_any_text_gives_keys_or_a_fault_with_a_place(text: str) -> None:
    try:
        data = keys(text)
    except BrokenGuide as error:
        data = {"placed": all(fault.line >= 1 and fault.text for fault in error.faults)}
    assert data.get("placed", True)


def test_what_would_be_right_is_told_in_yaml() -> None:
    assert in_yaml('In quotation marks: weight = "4"') == 'In quotation marks: weight: "4"'
    assert in_yaml("enableimg = true shows it.") == "enableimg: true shows it."
    assert in_yaml("Each step begins with a line [[steps]]") == "Each step begins with '- ' below steps:"
    assert in_yaml("Each question begins with a line [[steps.asks]]") == "Each question begins with '- ' below asks:"
    assert in_yaml("Move it above the first [[…]].") == "Move it to the beginning of a line."
