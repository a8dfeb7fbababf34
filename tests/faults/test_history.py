"""The checker of histories sees what it is there to see."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.faults.history import effect, lost, read_history
from tests.faults.report import Report, written
from tests.shops import Shop, open_shop

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    shop = open_shop(tmp_path)
    thread = shop.session()
    shop.enter(thread, "note", text="Fuser worn out")
    shop.enter(thread, "close", ordinal=1, solution="New fuser")
    return shop


def record(shop: Shop, kind: str) -> Path:
    return next(path for path in shop.share.rglob("records/**/*.toml") if kind in path.name)


def test_a_history_that_the_program_wrote_is_whole(shop: Shop) -> None:
    history = read_history(shop.share)
    assert [entry.kind for entry in history.entries] == ["start", "note", "close"]
    assert (history.parts, history.wrong) == ((), ())


def test_a_changed_byte_is_seen(shop: Shop) -> None:
    path = record(shop, "note")
    path.write_bytes(path.read_bytes().replace(b"worn", b"born"))
    assert "changed" in read_history(shop.share).wrong[0]


def test_a_torn_record_is_seen(shop: Shop) -> None:
    path = record(shop, "close")
    path.write_bytes(path.read_bytes()[:-1])
    assert "not whole" in read_history(shop.share).wrong[0]


def test_a_record_that_is_gone_is_seen_by_those_that_follow_it(shop: Shop) -> None:
    before = read_history(shop.share)
    record(shop, "note").unlink()
    after = read_history(shop.share)
    assert "what it follows is gone" in after.wrong[0]
    assert "is gone or changed" in lost(before, after)[0]


def test_an_entry_that_lies_there_twice_is_seen(shop: Shop) -> None:
    path = record(shop, "note")
    path.with_name(path.name.replace("000002", "000007")).write_bytes(path.read_bytes())
    assert any("holds" in one for one in read_history(shop.share).wrong)
    path.with_name("bill-0001.toml").write_bytes(path.read_bytes())
    assert len(read_history(shop.share).wrong) == 2


def test_the_effect_of_a_command_is_what_it_added(shop: Shop) -> None:
    before = read_history(shop.share)
    shop.run("session", "start", "acme", "Mail down", "--mode", "phone", "--no-walk")
    added = effect(before, read_history(shop.share))
    assert dict(added.kinds) == {"start": 1, "document": 1}
    assert any(path.endswith("Mail down OPEN *.html") for path in added.files)


def test_a_run_of_one_part_leaves_the_figures_of_the_others() -> None:
    page = "# Faults\n\nAbout.\n"
    first = written(page, "Crashes", "Killed.", Report((("killed", "7 times"),)), "2026-11-24")
    both = written(first, "Races", "Raced.", Report((("rounds", "9"),), ("one was lost",), ("the rest",)), "2026-11-25")
    anew = written(both, "Crashes", "Killed.", Report((("killed", "8 times"),)), "2026-11-26")
    assert anew.replace("8 times", "7 times").replace("2026-11-26", "2026-11-24") == both
    assert "| killed | 8 times |\n\nAll was as it must be.\n\n## Races" in anew
    assert anew.endswith("Not as it must be: 1.\n\nNot run: the rest.\n")
