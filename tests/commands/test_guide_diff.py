"""`clientcare guide diff`: two files, a kept text, or what a running session walks and the guide as it is now."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from clientcare.services.guide_diffs import since_it_began
from tests.services.test_guide_moves import CHANGED
from tests.services.test_walking import GUIDE, with_guide

if TYPE_CHECKING:
    from pathlib import Path

    from tests.shops import Shop


@pytest.fixture
def changed(shop: Shop) -> Shop:
    """A session that walks a guide, which was changed then."""
    with_guide(shop)
    (shop.share / "guides" / "printer.md").write_text(CHANGED.replace("weight = 1\n", "weight = 9\n"), "utf-8")
    return shop


def test_what_was_changed_since_my_session_began_is_told_step_by_step(changed: Shop) -> None:
    done = changed.run("guide", "diff", "printer")
    assert (done.code, done.err) == (1, "")
    old, new, *rest = done.out.splitlines()
    assert old.startswith("- Printer · as 'Printer offline' walks it · ")
    assert new.startswith(f"+ Printer · {changed.share}/guides/printer.md · ")
    assert rest == [
        "",
        "Steps",
        "  ~   1  About the problem",
        "       question 'backup', choices: [-done, declined-] {+made, declined+}",
        "  +   2  Stay calm",
        "  >   4  Hello (was 1)",
        "       directions: [-Say hello.-] {+Wave.+}",
        "  -   3  Keep calm",
    ]


def test_a_kept_text_and_files_can_be_compared(changed: Shop, tmp_path: Path) -> None:
    digest = changed.read("").guide_digest
    kept = changed.run("guide", "diff", digest, "printer", "--plain")
    assert kept.code == 1
    assert kept.out.splitlines()[0].split("\t")[:4] == ["question", "changed", "about", "1"]
    assert since_it_began(changed.desk()).old.digest == digest
    same = tmp_path / "same.md"
    same.write_text(GUIDE + "\n", "utf-8")
    done = changed.run("guide", "diff", digest, str(same))
    assert (done.code, done.out.splitlines()[-1]) == (0, "They say the same.")
    assert changed.run("guide", "diff", "printer", "-s", "acme", "--quiet").out.split() == [
        "about",
        "stay-calm",
        "hello",
        "keep-calm",
    ]
    data = json.loads(changed.run("guide", "diff", "printer", "--json").out)
    assert data["clientcare"] == "guide-diff/1"
    assert data["data"]["old"]["digest"] == digest
    assert data["data"]["changes"][3]["words"] == [
        {"state": "gone", "text": "Say hello."},
        {"state": "new", "text": "Wave."},
    ]


def test_long_directions_are_told_around_what_changed_and_gates_beside_them(shop: Shop, tmp_path: Path) -> None:
    def written(name: str, word: str, more: str) -> str:
        path = tmp_path / name
        same = " ".join(f"w{n}" for n in range(20))
        path.write_text(
            f'title = "T"\n{more}[[steps]]\nname = "S"\nweight = 1\ndirections = "{same} {word} {same} {word}"\n',
            "utf-8",
        )
        return str(path)

    ask = '[[steps.asks]]\nfield = "{}"\nprompt = "{}?"\nkind = "text"\n'
    gate = '[[outcomes]]\nname = "Done"\n{}'
    one = written("a.toml", "old", gate.format(""))
    two = written("b.toml", "new", 'type = "X"\n' + gate.format("gate = true\n"))
    out = shop.run("guide", "diff", one, two).out
    assert "… w16 w17 w18 w19 [-old-] {+new+} w0 w1 w2 w3 … w16 w17 w18 w19 [-old-] {+new+}" in " ".join(out.split())
    assert "The guide\n       type: [-nothing-] {+X+}\n" in out
    assert "Outcomes\n  ~ Done\n       gate: [-no-] {+yes+}\n" in out
    asks = tmp_path / "asks.toml"
    asks.write_text((tmp_path / "a.toml").read_text() + ask.format("x", "X") + ask.format("y", "Y"), "utf-8")
    added = shop.run("guide", "diff", one, str(asks)).out
    assert "  ~   1  S\n       + question 'x': X?\n       + question 'y': Y?\n" in added
    assert "       - question 'x': X?" in shop.run("guide", "diff", str(asks), one).out
    turned = tmp_path / "turned.toml"
    turned.write_text((tmp_path / "a.toml").read_text() + ask.format("y", "Y") + ask.format("x", "X"), "utf-8")
    assert "       > questions: x, y -> y, x" in shop.run("guide", "diff", str(asks), str(turned)).out


def test_what_cannot_be_compared_says_why(shop: Shop) -> None:
    assert shop.run("guide", "diff", "nowhere", "working").code == 3
    assert shop.run("guide", "diff", "0" * 64, "working").code == 3
    assert shop.run("guide", "diff", "working").code == 3
    assert shop.run("guide", "diff").code == 2
