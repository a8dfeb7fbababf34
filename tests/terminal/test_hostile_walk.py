"""A guide that was made to harm, walked at a real terminal: nothing of what it holds gets there alive."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.terminal.screens import ENTER, Terminal

if TYPE_CHECKING:
    from tests.shops import Shop

HOSTILE = "\\u001b]0;owned\\u0007\\u001b[31;45m\\u009b7m\\u202e\\u2066"
GUIDE = f"""+++
title = "T {HOSTILE}"
[[requirements]]
name = "Need {HOSTILE}"
[[steps]]
id = "look"
name = "Look {HOSTILE}"
directions = "Go **on** {HOSTILE} `{HOSTILE}`"
weight = 1
enableimg = true
imgsrc = "{HOSTILE}.png"
[[steps.asks]]
field = "what"
prompt = "Which {HOSTILE}"
kind = "choice"
choices = ["one {HOSTILE}", "two {HOSTILE}"]
default = "one {HOSTILE}"
+++
"""
ALIVE = (b"\x1b]0;owned", b"\x1b[31;45m", "\x9b7m".encode(), "\u202e".encode(), "\u2066".encode())


@pytest.mark.parametrize("plain", [{}, {"TERM": "dumb"}, {"NO_COLOR": "1"}])
def test_nothing_in_a_guide_reaches_the_terminal_alive_while_it_is_walked(shop: Shop, plain: dict[str, str]) -> None:
    (shop.share / "guides").mkdir(exist_ok=True)
    (shop.share / "guides" / "nasty.md").write_text(GUIDE, "utf-8")
    start = ("session", "start", "acme", "Printer", "--mode", "remote", "--guide", "nasty")
    assert shop.run(*start, "--no-walk").code == 0
    desk = Terminal(shop, "next", **plain)
    desk.until("1 of 1", "Look")
    desk.last("q")
    desk.press(ENTER)
    desk.last("Which")
    desk.press("two" + ENTER)
    assert desk.ends() == 0
    assert [one for one in ALIVE if one in desk.raw] == []
    assert shop.read("").answers["what"].startswith("two")
