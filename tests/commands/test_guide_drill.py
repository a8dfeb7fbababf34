"""`clientcare guide drill` without a terminal: the answers of a script are tried out, before any set-up too."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from clientcare.cli import main

if TYPE_CHECKING:
    from pathlib import Path

    from tests.shops import Shop

ANSWERS = """
in-time = true
[permission]
backup = "declined"
work = true
[story]
problem = "No toner"
"""


@pytest.fixture
def answers(tmp_path: Path) -> str:
    path = tmp_path / "answers.toml"
    path.write_text(ANSWERS, "utf-8")
    return str(path)


def test_what_would_be_on_record_is_shown_before_any_set_up(
    answers: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    home = tmp_path / "home"
    home.mkdir()
    for name in ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(home))
    assert main(["guide", "drill", "working-with-clients", "--answers", answers]) == 0
    told = capsys.readouterr().out.splitlines()
    assert told[:8] == [
        "Drill of 'Working with clients': nothing was filed.",
        "Would be on record: 3 steps",
        "   1  Be there before they are  done",
        "   3  Ask before you touch anything  answered",
        "        Backup? declined",
        "        May you begin? yes",
        "   4  Hear the whole story, then say it back  answered",
        "        The problem, as the client confirmed it? No toner",
    ]
    assert "      Courteous, whatever the mood" in told
    assert "      Client's file complete: would be checked at the close (documented), and blocks" in told
    assert "      Billing told: would be checked after the close (billed)" in told
    assert "      A visit: would be checked at the start (mode)" in told
    assert list(home.iterdir()) == []


def test_in_a_shop_nothing_of_it_is_filed_either(shop: Shop, answers: str) -> None:
    before = sorted(shop.share.rglob("*"))
    done = shop.run("guide", "drill", "working", "--answers", answers, "--json")
    assert (done.code, done.err) == (0, "")
    assert json.loads(done.out)["clientcare"] == "guide-drill/1"
    assert done.data["steps"][1]["answers"][0] == {"field": "backup", "prompt": "Backup?", "answer": "declined"}
    assert len(done.data["left"]) == 10
    assert shop.run("guide", "drill", "working", "--answers", "-", "--quiet", input=ANSWERS).out.split() == [
        "in-time",
        "permission",
        "story",
    ]
    rows = shop.run("guide", "drill", "working", "--answers", answers, "--plain").out.splitlines()
    assert rows[:2] == ["step\t1\tin-time\tdone\t", "step\t3\tpermission\tanswered\t"]
    assert "goal\tafter\tBilling told\tbilled\tno" in rows
    assert sorted(shop.share.rglob("*")) == before


def test_a_wrong_answer_is_told_as_in_a_walk(shop: Shop, tmp_path: Path) -> None:
    path = tmp_path / "answers.toml"
    path.write_text('[permission]\nbackup = "perhaps"\n', "utf-8")
    wrong = shop.run("guide", "drill", "working", "--answers", str(path))
    assert (wrong.code, wrong.out) == (2, "")
    assert "cannot be 'perhaps'" in wrong.err


def test_a_drill_needs_a_terminal_a_mode_and_steps(shop: Shop, tmp_path: Path) -> None:
    script = shop.run("guide", "drill", "working")
    assert (script.code, script.out) == (2, "")
    assert "--answers FILE" in script.err
    assert "Did you mean 'on-site'?" in shop.run("guide", "drill", "working", "--mode", "onsite").err
    assert "It is one of: remote" in shop.run("guide", "drill", "working", "--mode", "moon").err
    page = tmp_path / "page.md"
    page.write_text('+++\ntitle = "Page"\n+++\nRead.\n', "utf-8")
    empty = shop.run("guide", "drill", str(page))
    assert (empty.code, empty.out) == (2, "")
    assert "has no steps" in empty.err
    assert shop.run("guide", "drill", "nowhere").code == 3


def test_questions_of_another_mode_are_put_where_it_is_named(shop: Shop, tmp_path: Path) -> None:
    path = tmp_path / "visit.toml"
    path.write_text(
        'title = "V"\n[[steps]]\nname = "S"\nweight = 1\n[[steps.asks]]\nfield = "x"\nkind = "text"\nrequired = true\n'
        'prompt = "X?"\nwhen = { field = "mode", is = "on-site" }\n',
        "utf-8",
    )
    script = ("guide", "drill", str(path), "--answers", "-", "--mode")
    assert shop.run(*script, "phone", input="s = true").code == 0
    missing = shop.run(*script, "on-site", input="s = true")
    assert (missing.code, missing.out) == (2, "")
