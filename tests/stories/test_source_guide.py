"""The guide that the source publishes, as it stands, walked at a real terminal from the start to the close."""

from __future__ import annotations

import shutil
import tomllib
from typing import TYPE_CHECKING

import pytest

from tests.shops import Shop, open_shop
from tests.terminal.screens import ENTER, Terminal

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def seed(corpus: Path) -> Path:
    found = next((corpus.parent / "seeds").glob("000_*.txt"), None)
    if found is None:
        pytest.skip("the source guide does not lie beside the corpus")
    return found


@pytest.mark.corpus
def test_eight_steps_come_in_their_order_and_the_outcomes_are_asked_at_the_close(tmp_path: Path, seed: Path) -> None:
    shop: Shop = open_shop(tmp_path)
    (shop.share / "guides").mkdir()
    shutil.copy(seed, shop.share / "guides" / "source.md")
    rows = tomllib.loads(seed.read_text("utf-8").split("+++")[1])
    names = [row["name"] for row in sorted(rows["steps"], key=lambda row: int(row["weight"]))]

    desk = Terminal(
        shop, "session", "start", "acme", "Printer offline", "--mode", "remote", "--guide", "source", columns=120
    )
    for requirement in rows["requirements"]:
        desk.answer(f"{requirement['name']}?", "y")
    for n, name in enumerate(names, 1):
        desk.step(f"{n} of 8  {name}")
        desk.press(ENTER)
    desk.until("Through with the guide as far as the close.")
    assert desk.ends() == 0
    assert [entry.status for entry in shop.read("").steps] == ["shown"] * 8
    assert list(shop.read("").requirements.values()) == ["yes"] * len(rows["requirements"])

    shop.wait(55)
    closing = Terminal(shop, "close", "--bill", columns=120)
    closing.answer("Problem (Enter keeps: Printer offline)")
    closing.answer("Solution", "New fuser fitted")
    closing.answer("Time 14:05 – 15:00 = 0:55")
    closing.answer("Solved?", "y")
    for outcome in rows["outcomes"]:
        closing.answer(f"{outcome['name']}?", "y")
    closing.answer("Follow-up", "next week")
    assert closing.ends() == 0
    session = shop.read("")
    assert session.state == "closed"
    assert list(session.outcomes.values()) == ["yes"] * len(rows["outcomes"])
    assert len(shop.outbox()) == 1
