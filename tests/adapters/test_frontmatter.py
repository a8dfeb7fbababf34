"""Front matter: what Hugo accepts is accepted, and what is wrong is told with its line and column."""

from __future__ import annotations

import json
import tomllib
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientcare.adapters.frontmatter import parse
from clientcare.adapters.toml_bounds import KEY_PARTS, LINE_LIMIT, NESTING, out_of_bounds, unclosed
from clientcare.adapters.toml_spots import TomlSpots
from clientcare.domain.guide_limits import SIZE_LIMIT, STEP_LIMIT, TOO_BIG, TOO_MANY_STEPS
from clientcare.domain.guide_tables import BrokenGuide, Remark, Spot

if TYPE_CHECKING:
    from pathlib import Path


def broken(content: bytes | str, *, plain: bool = False) -> Remark:
    data = content.encode() if isinstance(content, str) else content
    with pytest.raises(BrokenGuide) as caught:
        parse(data, "guide.md", plain=plain)
    (fault,) = caught.value.faults
    return fault


# -- splitting -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "content",
    [
        b'+++\nfoo = "bar"\n+++\nBody.\n',
        b'\xef\xbb\xbf+++\nfoo = "bar"\n+++\nBody.\n',
        b'+++\r\nfoo = "bar"\r\n+++\r\nBody.\r\n',
        b'+++ \t\nfoo = "bar"\n+++\t \nBody.\n',
        b'\n \n+++\nfoo = "bar"\n+++\nBody.\n',
        b'<!--\n+++\nfoo = "bar"\n+++\n-->\nBody.\n',
        b'<!-- a word\n+++\nfoo = "bar"\n+++\n another -->Body.\n',
        b'<!-- one -->\n<!-- two\n+++\nfoo = "bar"\n+++\n-->\nBody.\n',
        b'\n\xef\xbb\xbf\t+++\nfoo = "bar"\n+++\nBody.\n',
        b'+++ # keys of the guide\nfoo = "bar"\n+++\nBody.\n',
        b"---\nfoo: bar\n---\nBody.\n",
        b"--- # keys\nfoo: bar\n---  \nBody.\n",
        b'+++\r\nfoo = "bar"\n+++\r\nBody.\n',
    ],
)
def test_front_matter_is_read_as_hugo_reads_it(content: bytes) -> None:
    parsed = parse(content, "guide.md")
    assert parsed.data == {"foo": "bar"}
    assert parsed.body == "Body.\n"
    assert parsed.warnings == ()


@pytest.mark.parametrize("end", [b"", b"\n"])
def test_a_file_may_end_with_its_front_matter(end: bytes) -> None:
    parsed = parse(b'+++\nfoo = "bar"\n+++' + end, "guide.md")
    assert parsed.data == {"foo": "bar"}
    assert parsed.body == ""


def test_front_matter_may_be_empty() -> None:
    assert parse(b"+++\n+++\nBody.", "guide.md").data == {}


def test_a_line_of_plus_signs_in_the_body_belongs_to_the_body() -> None:
    body = "```\n+++\nfoo = 1\n+++\n```\n"
    assert parse(f"+++\n+++\n{body}".encode(), "guide.md").body == body


def test_a_line_of_plus_signs_inside_a_text_is_understood_and_warned_of() -> None:
    parsed = parse(b'+++\nfoo = """\none\n+++\ntwo"""\nbar = 1\n+++\nBody.\n', "guide.md")
    assert parsed.data == {"foo": "one\n+++\ntwo", "bar": 1}
    assert parsed.body == "Body.\n"
    assert parsed.warnings == (
        Remark("a line of +++ inside a text", "Hugo ends the front matter here: indent it.", 4, 1),
    )
    assert parsed.spots(("bar",)) == Spot(6, 7, 1)


def test_of_two_lines_inside_texts_the_end_is_the_one_that_can_be_parsed() -> None:
    parsed = parse(b"+++\nfoo = '''\n+++\n+++ \n'''\n+++\n+++\n", "guide.md")
    assert parsed.data == {"foo": "+++\n+++ \n"}
    assert parsed.body == "+++\n"


def test_a_text_that_is_never_closed_is_told_where_it_begins() -> None:
    fault = broken('+++\na = 1\nfoo = """\none\n+++\n```\n"""doc"""\n+++\n```\n')
    assert (fault.text, fault.line, fault.column) == ("a text is not closed", 3, 7)


@pytest.mark.parametrize(
    ("toml", "at"),
    [
        ('a = "x"', -1),
        ('a = ""', -1),
        ("a = ''", -1),
        ('a = """x"""', -1),
        ('a = """x"""""', -1),
        ("a = ''''''", -1),
        ('a = "', 4),
        ("a = 'x", 4),
        ('a = """x""', 4),
        ('a = """"', 4),
        ("# 'x\na = '''\n''", 9),
        ('a = """x\\', 4),
    ],
)
def test_the_place_of_an_unclosed_text_is_where_it_begins(toml: str, at: int) -> None:
    assert unclosed(toml) == at


def test_a_plain_file_is_toml_as_a_whole() -> None:
    parsed = parse(b'\xef\xbb\xbffoo = "bar"\r\n', "guide.toml", plain=True)
    assert parsed.data == {"foo": "bar"}
    assert parsed.body == ""
    assert parsed.spots(("foo",)) == Spot(1, 7, 5)


@pytest.mark.parametrize(
    ("content", "text", "line"),
    [
        ('{ "title": "x" }\n', "JSON front matter is not read", 1),
        ('\n\n{\n"title": "x" }\n', "JSON front matter is not read", 3),
        ("#+title: x\n", "front matter of Org mode is not read", 1),
        ("# A heading\n", "no front matter", 1),
        ("-----\nA rule\n-----\n", "no front matter", 1),
        ("<html>", "no front matter", 1),
        ("Words first.\n+++\na = 1\n+++\n", "no front matter", 1),
        ("---\ntitle: x\n+++\n", "the front matter is not closed", 1),
        ("<!--\n+++\na = 1\n+++\ntext", "the comment around the front matter is not closed", 1),
        ("", "no front matter", 1),
        ("# Title\n+++\n", "no front matter", 1),
        ("++++\na = 1\n+++\n", "no front matter", 1),
        ("+++", "the front matter is not closed", 1),
        ("\n+++\na = 1\n", "the front matter is not closed", 2),
        ("+++\na = 1\n ++++\n +++\n", "the front matter is not closed", 1),
    ],
)
def test_what_is_no_front_matter_is_told_as_what_it_is(content: str, text: str, line: int) -> None:
    fault = broken(content)
    assert (fault.text, fault.line, fault.column) == (text, line, 1)
    assert fault.expected


@pytest.mark.parametrize("first", ['+++ title = "x"', "---title: x", "--- x"])
def test_keys_on_the_line_of_the_mark_are_told_to_begin_on_the_next(first: str) -> None:
    fault = broken(f"{first}\n{first[:3]}\n")
    assert (fault.text, fault.line, fault.column) == (f"something follows {first[:3]} on its line", 1, 4)
    assert fault.expected == "The keys begin on the next line."


@pytest.mark.parametrize("mark", ["+++", "---"])
@pytest.mark.parametrize("rest", [" x", "+", "--- "])
def test_a_line_that_begins_with_the_mark_ends_the_front_matter_as_on_a_hugo_site(mark: str, rest: str) -> None:
    parsed = parse(f"{mark}\n{mark}{rest}\nBody.\n".encode(), "guide.md")
    assert (parsed.data, parsed.body) == ({}, f"{rest}\nBody.\n")
    (warning,) = parsed.warnings
    assert (warning.text, warning.line, warning.column) == (f"something follows {mark} on its line", 2, 4)


@pytest.mark.corpus
def test_the_cases_of_hugos_own_tests(corpus: Path) -> None:
    cases = json.loads((corpus / "hugo_frontmatter.json").read_text())["cases"]
    seen = 0
    for case in cases:
        if "toml" in case:
            assert broken(f"+++\n{case['toml']}\n+++\n").line == 2
        elif case.get("format") in ("toml", "yaml"):
            parsed = parse(case["input"].encode(), case["name"])
            assert parsed.data == ({"foo": "bar"} if case.get("front_matter_raw", "raw") else {})
            assert parsed.body == case.get("body", parsed.body)
            assert case["input"].endswith(parsed.body)
            assert parsed.body
        else:
            told = {"json": "JSON front matter is not read", None: "no front matter"}[case.get("format")]
            unclosed_comment = "the comment around the front matter is not closed"
            assert broken(case["input"]).text == (unclosed_comment if "error" in case else told)
        seen += 1
    assert seen == 14


# -- what cannot be parsed -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "text", "column"),
    [
        ("foo = bar", "this is no value", 7),
        ('foo = "', "a text is not closed", 7),
        ('foo = "bar', "a text is not closed", 7),
        ("foo = 'bar", "a text is not closed", 7),
        ("foo = 'bar\nx = 'y'", "a text is not closed", 7),
        ("foo", "a key has no value", 4),
        ('foo = "say "no""', "something follows the value on the same line", 13),
        ("foo = 1\nfoo = 2", "'foo' is there already, on line 3", 1),
        ("[a]\n[a]", "'a' is there already, on line 3", 1),
        ("a = {}\n[a.b]", "this key or table is there already", 5),
        ("a = {b = 1, b = 2}", "'b' is there already, on line 3", 13),
        ("[a]\nb.c = 1\n[a.b]", "'b' is there already, on line 4", 1),
        ("[steps", "a line in [ ] is not closed", 7),
        ("[[steps]", "a line in [[ ]] is not closed", 8),
        ("foo = 2026-02-30", "there is no such date or time", 7),
        ("= 1", "this is neither a key nor a table", 1),
        ("foo = [1, 2", "a list is not closed", 12),
        ("foo = {a = 1", "a table in braces is not closed", 13),
        ('foo = "C:\\path"', "a backslash stands alone in a text", 12),
        ('foo = "a\x00b"', "a character stands here that no text may have", 9),
        ("foo = 'a\x00b'", "a character stands here that no text may have", 9),
        ("foo = " + "9" * 5000, "a number has too many digits", 7),
    ],
)
def test_a_fault_of_toml_is_told_in_plain_words_with_line_and_column(line: str, text: str, column: int) -> None:
    fault = broken(f"+++\ntitle = 'T'\n{line}\n+++\nBody.\n")
    assert text in fault.text
    assert fault.line == (3 if "'y'" in line else 3 + line.count("\n"))
    assert fault.column == column


@pytest.mark.parametrize("end", ["", "\n", "\n\n"])
def test_a_fault_at_the_end_of_a_file_is_on_its_last_line(end: str) -> None:
    fault = broken(f"a = 1\nb = [1,{end}", plain=True)
    assert (fault.text, fault.line, fault.column) == ("this is no value", 2, 8)


def test_a_fault_that_has_no_words_of_ours_is_told_as_the_parser_tells_it() -> None:
    fault = broken('+++\na = "\\ud800"\n+++\n')
    assert fault.text == "escaped character is not a Unicode scalar value"


def test_a_file_that_is_no_utf8_is_told_where() -> None:
    fault = broken("+++\ntitle = 'Zür".encode() + b"\xff'\n+++\n")
    assert fault == Remark("the file is not UTF-8 text", "Save it as UTF-8.", 2, 13)
    marked = broken(b"\xef\xbb\xbf+++\r\ntitle = 'Z'\r\n\xff\n+++\n")
    assert (marked.line, marked.column) == (3, 1)


# -- bounds --------------------------------------------------------------------------------------------------


def test_a_file_that_is_too_big_is_not_read() -> None:
    assert broken(b"+" * (SIZE_LIMIT + 1)) == TOO_BIG
    body = b"+++\n+++\n"
    assert parse(body + b"x" * (SIZE_LIMIT - len(body)), "guide.md").body.endswith("x")


def test_a_line_that_is_too_long_is_told_and_one_of_the_body_is_not() -> None:
    long = "x" * LINE_LIMIT
    fault = broken(f"+++\na = 1\nb = '{long}'\n+++\n")
    assert fault == Remark(f"a line has {LINE_LIMIT + 6:,} characters", "At most 100,000.", 3, 100_001)
    assert parse(f"+++\n+++\n{long}{long}".encode(), "guide.md").body == long + long
    assert out_of_bounds(long) is None


@pytest.mark.parametrize("form", ["{0} = 1", "[{0}]", "[[{0}]]", "a = {{ {0} = 1 }}", "a = [{{ {0} = 1 }}]"])
def test_a_key_of_too_many_parts_is_told_before_it_is_parsed(form: str) -> None:
    parts = ["a", '"b.c"', "'d'", "e-f"] * KEY_PARTS
    most = form.format(" . ".join(f"k{n}" for n in range(KEY_PARTS)))
    assert out_of_bounds(most) is None
    fault = out_of_bounds(f"x = 1\n{form.format('.'.join(parts))}")
    assert fault is not None
    assert fault[:3] == ("a key has too many parts", f"At most {KEY_PARTS}, joined by dots.", 2)
    assert fault.column == form.index("{0}") - form.count("{{") + len(".".join(parts[:KEY_PARTS])) + 1


def test_a_key_that_costs_the_parser_seconds_is_refused_at_once() -> None:
    assert broken(f"+++\n{'a.' * 20_000}a = 1\n+++\n").text == "a key has too many parts"


@pytest.mark.parametrize(
    "text",
    [
        "a = '" + "one. " * 99 + "'",
        'a = "' + 'two\\". ' * 99 + '"',
        "a = '''\n" + "three' . " * 99 + "\n'''",
        'a = """\n' + '\\"""four"". ' * 99 + '"""',
        "# " + "." * 99,
        "a = [" + "1.5, " * 99 + "]",
        "\n".join(f"a{n} = 1.5" for n in range(99)),
        "\n".join(f"[[a]]\nb = [{n}]" for n in range(99)),
        "a = '" + "[{" * 99 + "'",
    ],
)
def test_dots_and_brackets_in_texts_and_numbers_are_no_keys_and_no_lists(text: str) -> None:
    assert out_of_bounds(text) is None
    tomllib.loads(text)


def test_lists_that_are_nested_too_deeply_are_told_before_they_are_parsed() -> None:
    most = "a = " + "[" * NESTING + "]" * NESTING
    assert out_of_bounds(most) is None
    fault = Remark("lists are nested too deeply", f"At most {NESTING} inside each other.", 2, 37)
    assert out_of_bounds("x = 1\na = " + "[" * (NESTING + 1)) == fault
    assert out_of_bounds("x = 1\na = " + "{a=" * (NESTING + 1)) == fault._replace(column=5 + 3 * NESTING)
    assert out_of_bounds("a = ]]]]" + "[" * NESTING) is None


STEPS = STEP_LIMIT + 1


@pytest.mark.parametrize(
    "keys",
    [
        "[[steps]]\nname = 'x'\n" * STEPS,
        "[[ 'Steps' ]]\n" * STEPS,
        "  [[steps]] # [[x]]\n[[steps.asks]]\n" * STEPS,
        "steps = [" + "{},\n" * STEPS + "]",
        'title = "T"\n"steps" = [\n' + "{ due = { a = [{}] } },\n" * STEPS + "]",
    ],
)
def test_a_guide_of_too_many_steps_is_refused_before_it_is_parsed(keys: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tomllib.loads", lambda text: pytest.fail("it was parsed"))
    fault = broken(f"+++\n{keys}\n+++\n")
    assert fault[:2] == TOO_MANY_STEPS[:2]
    assert fault.line > STEP_LIMIT


@pytest.mark.parametrize(
    "keys",
    [
        "[[steps]]\n" * STEP_LIMIT,
        "steps = [" + "{ asks = [{}, {}] },\n" * STEP_LIMIT + "]",
        "x = '''\n" + "[[steps]]\n" * STEPS + "'''",
        "[[steps]]\n" + "[[steps.asks]]\n" * STEPS,
        "list = [" + "{},\n" * STEPS + "]",
        "[[a.steps]]\n" * STEPS,
        "# [[steps]]\n" * STEPS,
    ],
)
def test_what_only_looks_like_steps_is_not_counted(keys: str) -> None:
    assert out_of_bounds(keys) is None
    tomllib.loads(keys)


def test_lists_that_hide_their_depth_are_told_too() -> None:
    deep = "a = " + "[\n[" * 3000 + "]" * 6000
    assert broken(f"+++\n{deep}\n+++\n").text == "lists are nested too deeply"


@given(st.text(alphabet="ab.\"'\\[]{}=#\n +1", max_size=80))
def test_any_text_is_bounded_parsed_or_told(text: str) -> None:
    try:
        parsed = parse(text.encode(), "guide.toml", plain=True)
    except BrokenGuide:
        fault = broken(text, plain=True)
        assert 1 <= fault.line <= text.count("\n") + 1
        assert fault.text
    else:
        assert parsed.data == tomllib.loads(text)


# -- places --------------------------------------------------------------------------------------------------

PLACED = """title = "T"
  "quoted key" = 1
a.b . c = { d = 1 }
multi = '''
title = "inside"
[[steps]]
'''
list = [
  "x = 1", # [[steps]]
  [ 1 ],
]
[[steps]]
name = "one"
[[steps.asks]]
field = "backup"
[[steps.asks]]
field = "work"
[steps.extra]
key = 1
[[ "steps" ]]
name = "two"
[table.sub]
x = 1
"""


@pytest.mark.parametrize(
    ("path", "value", "key"),
    [
        (("title",), '11:9 "T"', "11:1 title"),
        (("quoted key",), "12:18 1", '12:3 "quoted key"'),
        (("a",), "13:11 { d = 1 }", "13:1 a.b . c"),
        (("a", "b", "c"), "13:11 { d = 1 }", "13:1 a.b . c"),
        (("a", "b", "c", "d"), "13:17 1", "13:13 d"),
        (("multi",), "14:9 '''", "14:1 multi"),
        (("list",), "18:8 [", "18:1 list"),
        (("list", 0), '19:3 "x = 1"', '19:3 "x = 1"'),
        (("list", 1), "20:3 [ 1 ]", "20:3 [ 1 ]"),
        (("list", 1, 0), "20:5 1", "20:5 1"),
        (("steps", 0), "22:1 [[steps]]", "22:1 [[steps]]"),
        (("steps", 0, "name"), '23:8 "one"', "23:1 name"),
        (("steps", 0, "missing"), "22:1 [[steps]]", "22:1 [[steps]]"),
        (("steps", 0, "asks", 0, "field"), '25:9 "backup"', "25:1 field"),
        (("steps", 0, "asks", 1, "field"), '27:9 "work"', "27:1 field"),
        (("steps", 0, "extra", "key"), "29:7 1", "29:1 key"),
        (("steps", 1, "name"), '31:8 "two"', "31:1 name"),
        (("table", "sub", "x"), "33:5 1", "33:1 x"),
        (("missing",), "1:1 ", "1:1 "),
        ((), "1:1 ", "1:1 "),
    ],
)
def test_every_key_and_every_value_has_its_place_or_that_of_what_holds_it(
    path: tuple[str | int, ...], value: str, key: str
) -> None:
    lines = PLACED.split("\n")

    def said(spot: Spot) -> str:
        return f"{spot.line}:{spot.column} {lines[spot.line - 11][spot.column - 1 :][: spot.length]}"

    spots = TomlSpots(PLACED, 11)
    assert said(spots(path)) == value
    assert said(spots(path, of_key=True)) == key


def test_a_key_in_quotation_marks_has_its_place_also_where_a_letter_is_written_by_its_number() -> None:
    assert TomlSpots('"\\u0061" = 1')(("a",)) == Spot(1, 12, 1)


@given(st.lists(st.sampled_from(["a = 1", "[[s]]", "[s.t]", "[[s.u]]", "b = [\n1,\n]", "c = '''\n[[s]]\n'''", "# x"])))
def test_every_key_of_a_file_is_found_on_its_line(lines: list[str]) -> None:
    text = "\n".join(lines)
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return
    spots = TomlSpots(text)
    rows = text.split("\n")
    for n, row in enumerate(data.get("s", []) if isinstance(data.get("s"), list) else []):
        assert rows[spots(("s", n)).line - 1] == "[[s]]"
        for key in row:
            assert key in rows[spots(("s", n, key)).line - 1]
