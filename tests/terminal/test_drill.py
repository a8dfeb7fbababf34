"""A drill at a real terminal: every question is put, every screen says that nothing is filed, and nothing is."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

from tests.terminal.screens import CTRL_C, ENTER, Terminal

if TYPE_CHECKING:
    from tests.shops import Shop

END = "q end the drill"
KINDS = {
    "a": ("text", "", "words"),
    "b": ("number", "", "1'200,5"),
    "c": ("money", "", "89"),
    "d": ("duration", "", "90m"),
    "e": ("date", "", "1.12.2026"),
    "f": ("yesno", "", "y"),
    "g": ("choice", 'choices = ["new", "old"]', "o"),
    "h": ("person", "", "Ms Frei"),
    "i": ("parts", "", "none"),
    "j": ("document", "", "report.pdf"),
    "k": ("text", 'when = { field = "mode", is = "on-site" }', ""),
    "l": ("text", "sensitive = true", "hush"),
}
ASKS = "".join(
    f'[[steps.asks]]\nfield = "{field}"\nprompt = "Ask {field}"\nkind = "{kind}"\n{more}\n'
    for field, (kind, more, _) in KINDS.items()
)
GUIDE = f"""+++
title = "Drilled"
custom = true
[[outcomes]]
name = "Solved"
check = "resolved"
gate = true
[[outcomes]]
name = "They smiled"
[[steps]]
name = "Look"
weight = 1
[[steps]]
name = "Ask"
weight = 2
skippable = false
{ASKS}[[steps]]
name = "Think"
weight = 3
reason = true
[[steps]]
name = "Say goodbye"
weight = 4
phase = "close"
+++

Read this before.
"""


def files(folder: Path) -> dict[str, str]:
    """Every file below a folder, with what is in it."""
    return {
        str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.rglob("*") if path.is_file()
    } | {str(path): "" for path in folder.rglob("*") if path.is_dir()}


def test_every_kind_of_question_is_put_and_nothing_is_written(shop: Shop) -> None:
    (shop.share / "guides").mkdir()
    (shop.share / "guides" / "drilled.md").write_text(GUIDE, "utf-8")
    assert shop.run("guide", "list").code == 0
    share, home = files(shop.share), files(Path(os.environ["HOME"]))
    desk = Terminal(shop, "guide", "drill", "drilled")
    desk.until("Drill: nothing is filed. It is walked with no client behind it", "Read this before.")
    desk.step("1 of 4  Look", END)
    assert desk.shown().count("Drill: nothing is filed") == 2
    desk.press("b")
    desk.step("1 of 4  Look", END)
    desk.press(ENTER)
    desk.step("2 of 4  Ask", "Enter answer")
    desk.press("s")
    desk.until("cannot be left out")
    desk.last("end the drill")
    desk.press(ENTER)
    for field, (_, _, said) in KINDS.items():
        if field != "k":
            desk.answer(f"Ask {field}", said)
    desk.step("3 of 4  Think", END)
    desk.press("b")
    desk.last("e answer again")
    desk.press("w")
    desk.until("steps done")
    desk.last("end the drill")
    desk.press("?")
    desk.until("end the drill, and see what would be on record")
    desk.last("end the drill")
    desk.press(ENTER)
    desk.step("3 of 4  Think", END)
    desk.press("s")
    desk.answer("Why is it left out?", "No time")
    desk.step("4 of 4  Say goodbye", END)
    assert "Drill: nothing is filed" in desk.shown()
    desk.press("q")
    desk.until("Drill of 'Drilled': nothing was filed.", "Would be on record: 3 steps")
    desk.until("Ask b 1200.5", "Ask c CHF 89.00", "Ask d 1:30", "Ask e 2026-12-01", "Ask g old", "Ask j report.pdf")
    desk.until("Ask l (on record, not shown)", "skipped: No time", "Not walked", "Say goodbye")
    desk.until("Solved: would be checked at the close (resolved), and blocks")
    desk.until("They smiled: would be asked at the close")
    assert desk.ends() == 0
    assert "hush" not in desk.shown()
    assert files(shop.share) == share
    assert files(Path(os.environ["HOME"])) == home


def test_an_answer_can_be_given_anew_and_ctrl_c_files_nothing(shop: Shop) -> None:
    desk = Terminal(shop, "guide", "drill", "working-with-clients")
    for n in (1, 2):
        desk.step(f"{n} of 13", END)
        desk.press(ENTER)
    desk.step("3 of 13", "Enter answer")
    desk.press(ENTER)
    desk.answer("Backup?", "done")
    desk.answer("May you begin?", "y")
    desk.step("4 of 13", END)
    desk.press("b")
    desk.last("e answer again")
    desk.press("e")
    desk.answer("Backup? (done, declined, not applicable; Enter keeps: done)", "decl")
    desk.last("May you begin?")
    desk.press(CTRL_C)
    desk.until("The drill was stopped. Nothing was filed.")
    assert desk.ends() == 130
    assert list(shop.share.glob("clients/acme/_clientcare/records")) == []
