"""How guides look: on a terminal of any kind, and for scripts."""

from __future__ import annotations

from datetime import UTC, datetime
from io import StringIO
from typing import Any

import pytest
from rich.console import Console

from clientcare.adapters.library import guide_from_bytes
from clientcare.domain.guide_tables import Remark
from clientcare.domain.guides import CheckedFile, Checkup, FoundGuide, LibraryListing, ListedGuide, UnreadGuide
from clientcare.views.guides import CHECKUP, GUIDE, GUIDES
from clientcare.views.view import Look

NOW = datetime(2026, 11, 24, 14, 5, tzinfo=UTC)
PLAIN = Look(60, False, False, NOW)
RICH = Look(60, False, True, NOW)
COLOUR = Look(60, True, True, NOW)

GUIDE_TEXT = """+++
title = "Printer jam"
type = "Hardware"
icon = "print"
header = "/jam.svg"
description = "For *any* printer."
[[requirements]]
name = "A visit"
icon = "business"
check = "mode"
mode = "on-site"
[[outcomes]]
name = "Prints"
icon = "checkmark"
[[outcomes]]
name = "Documented"
icon = "document"
check = "documented"
gate = true
[[steps]]
name = "Look"
directions = "Open **the lid**:\\n\\n- paper?\\n- toner?"
weight = 1
enableimg = true
imgsrc = "/lid.png"
[[steps]]
name = "Ask"
phase = "work"
[[steps.asks]]
field = "backup"
prompt = "Backup?"
kind = "choice"
choices = ["done", "declined"]
[[steps.asks]]
field = "who"
prompt = "Who?"
kind = "person"
required = true
[[steps.asks]]
field = "words"
prompt = "Words?"
kind = "text"
+++
The [[body]] of it.
"""


def found(text: str = GUIDE_TEXT, place: str = "shop", hides: tuple[str, ...] = ()) -> FoundGuide:
    return FoundGuide(guide_from_bytes(text.encode(), "jam", "guides/jam.md"), place, hides)


def shown(result: Any, look: Look) -> list[str]:
    parts = GUIDE.human(result, look)
    if all(isinstance(part, str) for part in parts):
        return list(parts)
    out = StringIO()
    console = Console(file=out, width=look.width, no_color=True, highlight=False, emoji=False)
    for part in parts:
        console.print(part)
    return [line.rstrip() for line in out.getvalue().splitlines()]


def test_a_guide_is_shown_whole_in_the_order_of_the_walk() -> None:
    assert shown(found(hides=("other.md",)), RICH) == [
        "⎙ Printer jam · Hardware",
        "  jam: the shop's own, which come first; it hides other.md",
        "  guides/jam.md",
        "  Picture: /jam.svg",
        "  For any printer.",
        "",
        "What it needs",
        "  ⌂ A visit (checked: mode on-site)",
        "",
        "Steps",
        "  At the start",
        "   1  Look",
        "      Open the lid:",
        "",
        "       • paper?",
        "       • toner?",
        "      Picture: /lid.png",
        "  While working",
        "   2  Ask",
        "      ? Backup? (done, declined)",
        "      ? Who? (who; must be answered)",
        "      ? Words?",
        "",
        "What it should reach",
        "  ✓ Prints",
        "  ▤ Documented (verified: documented; blocks where it fails)",
        "",
        "  The [[body]] of it.",
        "",
        "! guides/jam.md:26:1: 'weight' of step 2 'Ask' is missing.",
        "  The step comes after those that have a weight.",
    ]


def test_a_guide_is_shown_in_ascii_where_nothing_else_can_be_shown() -> None:
    lines = shown(found(place="path"), PLAIN)
    assert all(line.isascii() for line in lines)
    assert lines[:3] == ["p Printer jam - Hardware", "  jam: by its path", "  guides/jam.md"]
    assert "      Open **the lid**:" in lines
    assert "      - paper?" in lines


def test_long_directions_are_wrapped_where_nothing_renders_them() -> None:
    lines = shown(
        found('+++\ntitle = "T"\n[[steps]]\nname = "s"\nweight = 1\ndirections = "' + "word " * 40 + '"\n+++'), PLAIN
    )
    assert max(len(line) for line in lines) <= 60
    assert sum("word" in line for line in lines) > 3
    assert lines[1] == "  jam: the shop's own, which come first"
    assert "  At the start" not in lines


def test_the_body_of_a_custom_guide_comes_first() -> None:
    text = '+++\ntitle = "T"\ncustom = {0}\n[[steps]]\nname = "s"\nweight = 1\n+++\nThe body.\n'
    first, last = shown(found(text.replace("{0}", "true")), PLAIN), shown(found(text.replace("{0}", "false")), PLAIN)
    assert first.index("  The body.") < first.index("Steps")
    assert last.index("  The body.") > last.index("Steps")


@pytest.mark.parametrize("look", [PLAIN, RICH, COLOUR])
def test_no_text_of_a_guide_reaches_the_terminal_with_live_control_characters(look: Look) -> None:
    evil = "x\\u001b[31m\\u0007\\u0008y"
    keys = ("title", "type", "header", "description")
    top = "".join(f'{key} = "{evil}"\n' for key in keys)
    tables = "".join(f'[[{table}]]\nname = "{evil}"\n' for table in ("outcomes", "requirements", "steps"))
    step = f'directions = "{evil}"\nenableimg = true\nimgsrc = "{evil}"\n'
    ask = f'[[steps.asks]]\nfield = "a"\nprompt = "{evil}"\nkind = "choice"\nchoices = ["a{evil}", "b"]\n'
    text = f"+++\n{top}{tables}{step}{ask}+++\nBody \x1b[2J\x07\n"
    result = found(text, hides=("\x1b[1m",))
    lines = shown(result, look)
    listing = LibraryListing(
        (ListedGuide(result.guide, "shop", "\x1b]0;x\x07"),),
        (UnreadGuide("\x1b.md", "shop", (Remark("\x07", "\x1b"),)),),
    )
    lines += GUIDES.human(listing, PLAIN)
    lines += CHECKUP.human(Checkup((CheckedFile("\x1b", "n", "\x1b", 1, (), (Remark("\x07"),)),)), PLAIN)
    text = "\n".join(lines)
    for letter in "\x07\x08":
        assert letter not in text
    assert "\x1b[31m" not in text
    assert "\x1b[2J" not in text
    assert "\x1b" not in text or look is COLOUR


def test_a_guide_for_scripts_has_a_row_for_each_of_its_parts() -> None:
    assert list(GUIDE.plain(found())) == [
        ("guide", "jam", "Printer jam", "Hardware", "guides/jam.md", "shop"),
        ("requirement", "a-visit", "A visit", "mode"),
        ("step", "look", "Look", "start", ""),
        ("step", "ask", "Ask", "work", "backup,who,words"),
        ("outcome", "prints", "Prints", ""),
        ("outcome", "documented", "Documented", "documented"),
    ]
    assert list(GUIDE.quiet(found())) == ["jam"]
    assert GUIDE.name == "guide/1"


def listing() -> LibraryListing:
    one = found().guide
    text = one._replace(
        name="text", title="A title that is far too long for any terminal of sixty columns", steps=(), runs="procedure"
    )
    single = one._replace(name="single", steps=one.steps[:1], type="")
    return LibraryListing(
        (ListedGuide(one, "shop"), ListedGuide(single, "shop", "jam.md"), ListedGuide(text, "shipped")),
        (
            UnreadGuide(
                "bad.md",
                "shop",
                (Remark("this is no value", "A text", 3, 7), Remark("no end")),
            ),
        ),
    )


def test_guides_are_listed_by_place_and_those_that_cannot_be_read_last() -> None:
    assert GUIDES.human(listing(), RICH) == [
        "Of the shop, for sessions",
        "  jam     Printer jam    2 steps  Hardware",
        "  single  Printer jam     1 step  hidden by jam.md",
        "With clientcare, procedures",
        "  text  A title that is far too long f…  text only  Hardware",
        "! Cannot be read",
        "  bad.md:3:7: this is no value. A text",
        "  bad.md: no end",
    ]
    assert GUIDES.human(listing(), PLAIN)[4].split("  ")[2] == "A title that is far too long..."
    assert GUIDES.human(LibraryListing(), RICH) == ["There are no guides."]
    assert "\x1b[1mOf the shop, for sessions\x1b[0m" in GUIDES.human(listing(), COLOUR)


def test_a_listing_for_scripts_says_which_guides_count() -> None:
    rows = list(GUIDES.plain(listing()))
    assert rows[0] == ("jam", "Printer jam", "Hardware", 2, "shop", "guides/jam.md", "ok", "session")
    assert [row[-2:] for row in rows] == [("ok", "session"), ("hidden", "session"), ("ok", "procedure"), ("broken", "")]
    assert rows[3] == ("", "", "", "", "shop", "bad.md", "broken", "")
    assert list(GUIDES.quiet(listing())) == ["jam", "text"]
    assert GUIDES.name == "guide-list/1"


CHECKED = Checkup(
    (
        CheckedFile("a.md", "a", "A", 1),
        CheckedFile("b.md", "b", "B", 2, (), (Remark("no weight", "A number.", 3),)),
        CheckedFile("c.md", faults=(Remark("no value", "", 2, 7), Remark("no end"))),
    )
)


def test_a_check_tells_every_fault_and_warning_with_its_place() -> None:
    assert CHECKUP.human(CHECKED, RICH) == [
        "✓ a.md: in order (A, 1 step)",
        "! b.md: 1 warning (B, 2 steps)",
        "  ! b.md:3: no weight",
        "    A number.",
        "✗ c.md: 2 faults",
        "  ✗ c.md: no end",
        "  ✗ c.md:2:7: no value",
    ]
    assert [line[0] for line in CHECKUP.human(CHECKED, PLAIN)] == ["+", "!", " ", " ", "x", " ", " "]


def test_a_check_for_scripts_has_a_row_for_each_remark() -> None:
    assert list(CHECKUP.plain(CHECKED)) == [
        ("ok", "a.md", "", "", "", ""),
        ("warning", "b.md", 3, "", "no weight", "A number."),
        ("fault", "c.md", 2, 7, "no value", ""),
        ("fault", "c.md", "", "", "no end", ""),
    ]
    assert list(CHECKUP.quiet(CHECKED)) == ["c.md"]
    assert CHECKUP.name == "guide-check/1"


def test_a_guide_without_steps_shows_its_body_and_no_empty_headings() -> None:
    assert shown(found('+++\ntitle = "T"\n+++\nWords.\n', "shipped"), PLAIN) == [
        "T",
        "  jam: comes with clientcare; the shop has none of this name",
        "  guides/jam.md",
        "",
        "  Words.",
    ]
