"""Runbooks in Markdown become guides: whatever form their steps have, and without losing a word."""

from __future__ import annotations

import re
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from clientcare.adapters.guide_writing import converted
from clientcare.adapters.library import guide_from_bytes
from clientcare.adapters.runbooks import LONGEST_NAME, convert

if TYPE_CHECKING:
    from clientcare.domain.guides import Guide


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


EXAMPLES = Path(__file__).with_name("runbooks")
NAMES = {
    "bold": ["Switch it off.", "Open the case.", "Blow the dust out."],
    "boxes": ["Disable the account", "Take back the laptop", "Forward the mail", "Remove from groups"],
    "front": ["Make the request.", "Send it to the authority.", "Install what comes back."],
    "german": ["Strom prüfen", "Warteschlange leeren"],
    "headed": ["Before you unplug anything", "Move it", "Connect"],
    "html": ["Do it", "Charge it", "<b>Sign in</b> & wait", "Done: see config.xml"],
    "links": ["Read [the manual][m] first.", "Hold the button for ten seconds.[^1]"],
    "nested": ["Find out what is missing", "Look for it in *Recoverable items*", "Restore it", "Tell the client."],
    "numbered": ["Switch the printer on and wait until it is quiet.", "Open the front door."],
    "odd": ["Zero comes first", "A tab", "Ten with a bracket", "Eleven"],
    "phases": ["Order the laptop", "Make the account", "Hand over the laptop", "Explain the password manager"],
    "plain": [],
    "wiki": [],
}
"""Runbooks as people write them, and the names of their first steps."""


def imported(text: str) -> tuple[Guide, str]:
    """The guide that a file becomes, and all that it says."""
    written, _ = converted(text.encode(), "x.md")
    guide = guide_from_bytes(written.encode(), "x", "x.md", suffix=".md")
    told = [guide.title, *chain.from_iterable((step.name, step.directions) for step in guide.steps)]
    told += [*(one.name for one in (*guide.requirements, *guide.outcomes)), guide.body, written.split("\n+++\n")[0]]
    return guide, said("\n".join(told))


def said(text: str) -> str:
    """A text without what only forms it: blanks, and signs of emphasis and code."""
    return "".join(sign for sign in text if not sign.isspace() and sign not in "*_`")


_FORM = re.compile(
    r"^\s*(?:(?:[-*+]|\d+[.)])\s+)?(?:\[[ xX]\]\s+)?#{0,6}\s*(?:\*\*)?(?:(?:step|schritt)?\s*\d+\s*[.:)]?(?!\w))?",
    re.IGNORECASE,
)


def lost(text: str, whole: str) -> list[str]:
    """The lines of a runbook that its guide does not say. What only forms a line is no part of what it says."""
    gone = []
    for line in text.split("\n"):
        content = said(_FORM.sub("", line, count=1)).strip("#").removesuffix(":")
        heads = re.fullmatch(r"prerequisites|voraussetzungen|ergebnis|donewhen|[=-]*", content, re.IGNORECASE)
        if content not in whole and not heads and said(line).removesuffix(":") not in whole:
            gone.append(line)
    return gone


@pytest.mark.parametrize("name", NAMES)
def test_a_runbook_of_a_common_style_becomes_a_guide_and_loses_nothing(name: str) -> None:
    text = (EXAMPLES / f"{name}.md").read_text("utf-8-sig")
    guide, whole = imported(text)
    assert [step.name for step in guide.steps][: len(NAMES[name])] == NAMES[name]
    assert bool(guide.steps) == bool(NAMES[name])
    runbook = text.partition("---\n")[2].partition("---\n")[2] if name == "front" else text
    assert lost(runbook, whole) == []


def test_every_example_is_expected() -> None:
    assert {path.stem for path in EXAMPLES.iterdir()} == NAMES.keys()


def test_keys_above_a_runbook_stay_and_its_own_heading_is_not_lost_beside_them() -> None:
    keys = "title: Given\nauthor: Ann\nrequirements:\n  - name: A key\n"
    text = f"---\n{keys}---\n# Own\n\n## Prerequisites\n\n- Two\n\n1. Do it\n"
    written, remarks = converted(text.encode(), "x.md")
    guide = guide_from_bytes(written.encode(), "x", "x.md", suffix=".md")
    assert (guide.title, [one.name for one in guide.requirements]) == ("Given", ["A key"])
    assert [step.name for step in guide.steps] == ["Do it"]
    assert "# Own" in guide.body
    assert "- Two" in guide.body
    assert 'author = "Ann"' in written
    assert (remarks[0].line, remarks[0].text) == (7, "the heading 'Own' is no step")


TEMPLATES = (
    *("# {}", "## {}", "### {}", "## Step 3: {}", "## 2) {}", "**Step 1** {}", "Step 4: {}", "**Schritt 2: {}**"),
    *("1. {}", "7) {}", "0. {}", "10.\t{}", "- [ ] {}", "* [x] {}", "- {}", "+ {}", "   {}", "\t{}", "   - {}"),
    *("      1. {}", "> {}", "| {} | b |", "[m]: https://example.ch/{}", "![{}](a.png)", "<!-- {} -->", "<b>{}</b>"),
    *("`{}`:", "{}\\", "{}  ", "[{}](x.md)", "{}", "{}", "", "", "## Prerequisites", "## Done when", "```"),
    *("   ```sh", "~~~", "|---|---|", "***", "---", "====", "+++", "<details>", "# {}\r", "-", "1."),
)
"""Lines of runbooks; the words in each of them are its own."""


@settings(max_examples=400)
@given(st.lists(st.sampled_from(TEMPLATES), max_size=18))
def test_no_line_of_any_runbook_is_lost_and_what_is_written_is_a_guide(lines: list[str]) -> None:
    text = "\n".join(line.format(f"word{n}x **and{n}x** `so{n}x`") for n, line in enumerate(lines))
    assume(not text.startswith(("+++", "---")))
    _, whole = imported(text)
    assert lost(text, whole) == []
