"""Runbooks in Markdown become guides: whatever form their steps have, and without losing a word."""

from __future__ import annotations

import re
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientcare.adapters.guide_writing import guide_file
from clientcare.adapters.library import guide_from_bytes
from clientcare.adapters.runbooks import LONGEST_NAME, convert


def steps(text: str) -> list[tuple[str, str]]:
    return [(step["name"], step["directions"]) for step in convert(text).data.get("steps", [])]


def test_numbered_items_are_steps_with_what_stands_below_them() -> None:
    text = (
        "# Switch\n\n1. Save it.\n\n   ```sh\n   show run\n   ```\n"
        "2) no\n\n1. **Label** every `cable`:\n   - front\n   - back\n"
    )
    assert convert(text).data["title"] == "Switch"
    assert steps(text) == [
        ("Save it.", "```sh\nshow run\n```"),
        ("no", ""),
        ("Label every cable", "- front\n- back"),
    ]


@pytest.mark.parametrize("head", ["Step 1: Look", "1. Look", "1) Look", "Schritt 1 – Look", "Étape 1. Look"])
def test_headings_with_a_number_are_steps_up_to_the_next(head: str) -> None:
    text = f"# T\n\n## {head}\n\nText.\n\n### Deeper\n\n1. one\n2. two\n\n## 2. Do\n\n- [ ] a\n\n# Appendix\n\nfoo\n"
    assert steps(text) == [("Look", "Text.\n\n### Deeper\n\n1. one\n2. two"), ("Do", "- [ ] a")]
    assert convert(text).body == "\n# Appendix\n\nfoo\n"


def test_check_boxes_are_steps_where_no_list_is_numbered() -> None:
    text = "# T\n\n- [ ] one\n- [x] two\n  goes on\n\n## Later\n\n* [X] three\n"
    assert steps(text) == [("one", ""), ("two", "two\ngoes on"), ("three", "")]
    assert convert(text).body == "\n## Later\n"


def test_headings_alone_are_steps_where_there_are_several() -> None:
    assert steps("# T\n\nIntro.\n\n## Look\n\na\n\n## Do\n\nb\n") == [("Look", "a"), ("Do", "b")]
    assert steps("# T\n\n## Look\n\na\n") == []


def test_what_is_needed_and_what_should_come_of_it_is_taken_from_their_headings() -> None:
    text = (
        "# T\n\n## Prerequisites\n\n- A cable\n- **Spare** switch\n\n"
        "1. Do it\n\n## Expected results:\n\n- Ports are up\n"
    )
    data = convert(text).data
    assert data["requirements"] == [{"name": "A cable"}, {"name": "Spare switch"}]
    assert data["outcomes"] == [{"name": "Ports are up"}]
    assert convert(text).remarks == ()


def test_a_long_step_has_its_text_whole_below_a_short_name() -> None:
    long = "Take it out " + "of the rack " * 12
    ((name, directions),) = steps(f"1. {long}\n")
    assert len(name) <= LONGEST_NAME + 2
    assert name.endswith(" …")
    assert directions == long.strip()


def test_what_could_not_be_placed_is_in_the_body_and_told_with_its_line() -> None:
    made = convert("# T\n\nBackground on switches.\n\n## Procedure\n\n1. Do it\n\nSee also.\n")
    assert made.body == "\nBackground on switches.\n\n## Procedure\n\nSee also.\n"
    assert [(one.line, one.text) for one in made.remarks] == [
        (3, "'Background on switches.' belongs to no step"),
        (5, "the heading 'Procedure' is no step"),
        (9, "'See also.' belongs to no step"),
    ]


def test_a_text_without_steps_says_how_steps_are_marked() -> None:
    made = convert("Only words.\n")
    assert (made.data, made.remarks[0].text) == ({}, "no steps were found")


WORDS = st.lists(st.sampled_from("look save cable **spare** `run` why 2 rack".split()), min_size=1, max_size=4).map(
    " ".join
)
LINES = st.one_of(
    st.builds("# {}".format, WORDS),
    st.builds("## {}".format, WORDS),
    st.builds("## Step {}: {}".format, st.integers(1, 9), WORDS),
    st.builds("1. {}".format, WORDS),
    st.builds("- [ ] {}".format, WORDS),
    st.builds("- {}".format, WORDS),
    st.builds("   {}".format, WORDS),
    st.just("## Prerequisites"),
    st.just(""),
    WORDS,
)


@given(st.lists(LINES, max_size=14).map("\n".join))
def test_no_word_of_any_runbook_is_lost_and_what_is_written_is_a_guide(text: str) -> None:
    made = convert(text)
    written = guide_file(made.data, made.body)
    guide = guide_from_bytes(written.encode(), "x", "x.md")
    told = [guide.title, guide.body, *chain.from_iterable((step.name, step.directions) for step in guide.steps)]
    told += [one.name for one in (*guide.requirements, *guide.outcomes)]
    kept = re.findall(r"[a-z]+", " ".join(told))
    for word in ("look", "save", "cable", "spare", "run", "why", "rack"):
        assert kept.count(word) >= re.findall(r"[a-z]+", text).count(word)
