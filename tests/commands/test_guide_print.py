"""`clientcare guide print`: a guide on one page of paper, with boxes to tick and lines to write on."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from clientcare.adapters.documents import Press
from clientcare.adapters.library import Library, shipped_folder
from clientcare.domain.asks import Ask
from clientcare.domain.guides import Guide, Step
from clientcare.domain.sheets import lines_of, sheet
from tests.adapters.test_documents import Page

if TYPE_CHECKING:
    from pathlib import Path

    from tests.shops import Shop

GUIDE = """+++
title = "Fees <b>& more</b>"
version = "2026-11"
description = "When it is about *money*."
[[requirements]]
name = "A call"
gate = true
[[outcomes]]
name = "Agreed"
[[steps]]
id = "facts"
name = "Gather the facts"
weight = 1
reason = true
directions = \"\"\"
Ask **first**,
then listen. <script>alert(1)</script> [site](https://example.ch) [bad](javascript:alert(1))
![plan](https://evil.example/x.png)

- one
- two\"\"\"
[[steps.asks]]
field = "sort"
prompt = "Which sort?"
kind = "choice"
choices = ["new", "old"]
required = true
[[steps.asks]]
field = "story"
prompt = "Tell me"
kind = "lines"
when = { field = "sort", is = "old" }
[[steps.asks]]
field = "limit"
prompt = "Limit?"
kind = "money"
sensitive = true
[[steps.asks]]
field = "sure"
prompt = "Are you quite sure of all of what you have just told me about it?"
kind = "text"
[[steps]]
id = "quote"
name = "Quote\\u001b[31m"
weight = 2
owner = "account-manager"
needs = ["facts"]
due = { within = "1 working day", from = "facts" }
skippable = false
repeatable = true
phase = "close"
[[steps.asks]]
field = "ok"
prompt = "Agreed?"
kind = "yesno"
+++
"""


@pytest.fixture
def guide(tmp_path: Path) -> str:
    path = tmp_path / "fees.md"
    path.write_text(GUIDE, "utf-8")
    return str(path)


def test_the_page_needs_nothing_else_and_its_markdown_is_harmless(shop: Shop, guide: str) -> None:
    done = shop.run("guide", "print", guide)
    assert (done.code, done.err) == (0, "")
    page = Page(done.out.encode())
    assert not {"script", "img", "link", "iframe"} & set(page.tags)
    assert [value for name, value in page.attributes if name == "href"] == ["https://example.ch"]
    assert not any(name.startswith("on") or name == "src" for name, _ in page.attributes)
    assert "<strong>first</strong>" in done.out
    assert "[plan]" in page.text
    assert "<script>alert(1)</script>" in page.text
    assert "Fees <b>& more</b>" in page.text
    assert "␛[31m" in page.text
    boxes = page.attributes.count(("class", "box"))
    assert boxes == 1 + 1 + 2 + 2 + 2  # requirement, outcome, steps, choices, yes and no
    assert "@page" in done.out


def test_whose_a_step_is_and_when_it_is_due_stands_beside_it(shop: Shop, guide: str) -> None:
    text = shop.run("guide", "print", guide, "--text").out
    assert text.splitlines()[:2] == ["Fees <b>& more</b>", "=================="]
    assert "It needs\n  [ ] A call (blocks where it fails)\n" in text
    assert "At the start\n------------\n\n[ ] 1  Gather the facts  (left out only with a reason)\n" in text
    assert "      Ask **first**, then listen." in text
    assert "      - one\n      - two\n" in text
    assert "      Which sort?*  [ ] new  [ ] old\n" in text
    assert f"      Tell me (if sort is old) {'_' * 48}\n      {'_' * 73}\n" in text
    assert "      Limit? (not on paper)\n" in text
    assert f"told me about it?\n      {'_' * 73}\n" in text
    told = " ".join(text.split())
    assert (
        "[ ] 2 Quote␛[31m (for the account manager; within 1 working day from 'Gather the facts'; after 'Gather the "
        "facts'; may be done several times; cannot be left out)"
    ) in told
    assert "Agreed? [ ] yes [ ] no" in told
    assert "Reached [ ] Agreed" in told
    assert "Guide fees, version 2026-11 (" in told
    assert told.endswith("* must be answered.")
    assert max(map(len, text.splitlines())) <= 79


def test_it_is_written_into_a_file_and_over_none_without_being_told(shop: Shop, guide: str, tmp_path: Path) -> None:
    target = tmp_path / "sheet.html"
    words = ("guide", "print", guide, "--output", str(target))
    done = shop.run(*words)
    assert done.out == f"✓ {target} · Fees <b>& more</b>, 2 steps\n"
    assert target.read_text("utf-8").startswith("<!DOCTYPE html>")
    again = shop.run(*words, "--text")
    assert (again.code, again.out) == (5, "")
    assert "--overwrite" in again.err
    assert shop.run(*words, "--text", "--overwrite", "--quiet").out == f"{target}\n"
    assert target.read_text("utf-8").startswith("Fees")
    plain = shop.run(*words, "--overwrite", "--plain").out
    assert plain == f"sheet\tfees\t{target}\tFees <b>& more</b>\t2\thtml\n"
    assert shop.run("guide", "print", guide, "-o", str(tmp_path)).code == 2
    missing = shop.run("guide", "print", guide, "-o", str(tmp_path / "none" / "x.html"))
    assert (missing.code, missing.out) == (1, "")
    assert [path.name for path in sorted(tmp_path.glob("*.part"))] == []


def test_scripts_get_the_page_in_an_envelope_or_line_by_line(shop: Shop, guide: str) -> None:
    answer = json.loads(shop.run("guide", "print", guide, "--json").out)
    assert answer["clientcare"] == "guide-sheet/1"
    assert (answer["data"]["form"], answer["data"]["steps"]) == ("html", 2)
    assert answer["data"]["content"].startswith("<!DOCTYPE html>")
    assert shop.run("guide", "print", guide, "--plain", "--text").out.startswith("Fees")
    assert shop.run("guide", "print", guide, "--quiet").out == "fees\n"
    assert shop.run("guide", "print", "nowhere").code == 3


def test_a_guide_without_steps_is_its_page(shop: Shop, tmp_path: Path) -> None:
    path = tmp_path / "page.toml"
    path.write_text('title = "Page"\n[[steps]]\nname = "Only"\nweight = 1\n', "utf-8")
    assert "At the start" not in shop.run("guide", "print", str(path)).out
    page = tmp_path / "page.md"
    page.write_text('+++\ntitle = "Page"\n+++\n# Read\n\nThis first.\n', "utf-8")
    assert "This first." in Page(shop.run("guide", "print", str(page)).out.encode()).text
    assert "\nThis first.\n" in shop.run("guide", "print", str(page), "--text").out


def test_the_longer_a_guide_the_smaller_its_type() -> None:
    def size(steps: int, text: str) -> str:
        return sheet(Guide("g", "G", steps=tuple(Step(f"S{n}", f"s{n}", text) for n in range(steps)))).size

    assert size(4, "Look.") == "normal"
    assert size(8, "Look at it closely. " * 20) == "small"
    assert size(12, "Look at it closely. " * 30) == "tiny"
    assert size(1_000, "Look.") == "tiny"


def test_a_text_that_is_too_long_for_markdown_stays_as_it_was_typed(shop: Shop, tmp_path: Path) -> None:
    path = tmp_path / "long.toml"
    path.write_text(f'title = "L"\n[[steps]]\nname = "S"\nweight = 1\ndirections = "<b>{"x " * 30_000}"\n', "utf-8")
    assert "<p>&lt;b&gt;x x" in shop.run("guide", "print", str(path)).out


MOST = 100
"""Lines of the smallest type: each guide of no more was seen to come out of chromium on one page."""


def test_every_guide_that_ships_fits_on_one_page() -> None:
    guides = [one.guide for one in Library(None, shipped_folder()).listing().guides]
    assert len(guides) > 20
    assert {guide.name: lines_of(sheet(guide), 150) for guide in guides if lines_of(sheet(guide), 150) > MOST} == {}
    for guide in guides:
        assert Page(Press().sheet(sheet(guide))).attributes.count(("class", "step")) == len(guide.steps)


def test_parts_get_as_much_room_as_lines_and_a_file_gets_one_line() -> None:
    asks = tuple(Ask(kind, "What?", kind) for kind in ("lines", "parts", "document", "text"))
    [phase] = sheet(Guide("g", "G", steps=(Step("s", "s", asks=asks),))).parts
    lines = [one.lines for one in phase.steps[0].asks]
    assert lines[0] == lines[1] > lines[2] == lines[3] == 1
