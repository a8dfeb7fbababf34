"""A guide that was made to harm: whatever its texts hold, nothing in them steers the terminal or reaches a browser."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.shops import Shop

NASTY = "\\u001b[2J\\u001b]0;owned\\u0007\\u009b31m\\u202e\\u2066\\r<script>alert(1)</script>"
"""As TOML writes it: clears the screen, names the window, turns the line round."""
GUIDE = f"""+++
title = "Title {NASTY}"
name = "nasty"
type = "Type {NASTY}"
icon = "{NASTY}"
header = "{NASTY}"
description = "Description {NASTY}"
version = "{NASTY}"
"key {NASTY}" = 1
[[requirements]]
name = "Requirement {NASTY}"
icon = "{NASTY}"
[[outcomes]]
name = "Outcome {NASTY}"
[[steps]]
id = "look"
name = "Step {NASTY}"
directions = "**Directions** {NASTY} [link](javascript:alert(1)) `{NASTY}`"
weight = 1
enableimg = true
imgsrc = "{NASTY}.png"
[[steps.asks]]
field = "what"
prompt = "Prompt {NASTY}"
kind = "choice"
choices = ["One {NASTY}", "Two {NASTY}"]
default = "One {NASTY}"
[[steps.asks]]
field = "free"
prompt = "{NASTY}"
kind = "text"
[[steps]]
id = "end"
name = "End {NASTY}"
phase = "close"
+++
Body \x1b[2J\x9b31m\u202e <script>alert(1)</script>
"""
BROKEN = f'+++\ntitle = "T"\nruns = "{NASTY}"\n[[steps]]\nphase = "\x7f\u202e"\n"\u202e" = [\n+++\n'
COMMANDS = (
    ("guide", "list"),
    ("guide", "show", "nasty"),
    ("guide", "check", "FOLDER"),
    ("guide", "print", "nasty"),
    ("guide", "print", "nasty", "--text"),
    ("session", "start", "acme", "Printer", "--mode", "remote", "--guide", "nasty", "--no-walk"),
    ("status",),
    ("next",),
    ("step", "answer", "what=one"),
    ("step", "answer", "what=nothing of it"),
    ("step", "answer", "free=said \x1b[2J\u202e so"),
    ("step", "done", "look"),
    ("next",),
    ("session", "show"),
    ("session", "list"),
    ("close", "--solution", "x", "--resolved"),
    ("session", "show"),
)


def live(text: str) -> set[str]:
    return {sign for sign in text if not sign.isprintable() and sign not in "\n\t"}


@pytest.fixture
def nasty(shop: Shop) -> Shop:
    (shop.share / "guides").mkdir(exist_ok=True)
    (shop.share / "guides" / "nasty.md").write_text(GUIDE, "utf-8")
    (shop.share / "guides" / "broken.md").write_text(BROKEN, "utf-8")
    return shop


@pytest.mark.parametrize("form", [(), ("--plain",), ("--json",), ("--quiet",)])
def test_nothing_in_a_guide_steers_the_terminal_in_any_command(nasty: Shop, form: tuple[str, ...]) -> None:
    words = [[str(nasty.share / "guides") if word == "FOLDER" else word for word in command] for command in COMMANDS]
    codes = {}
    for command in words:
        done = nasty.run(*command, *form)
        assert live(done.out + done.err) == set(), command
        assert done.code < 70, (command, done.err)
        codes[" ".join(command[:2])] = done.code
    assert codes["session start"] == codes["step done"] == 0
    assert "␛[2J" in nasty.run("guide", "show", "nasty").out


def test_nothing_in_a_guide_reaches_the_page_of_the_session_alive(nasty: Shop) -> None:
    nasty.run("session", "start", "acme", "Printer", "--mode", "remote", "--guide", "nasty", "--no-walk")
    nasty.run("step", "answer", "what=one", "free=<b>bold</b> \x1b[2J")
    assert nasty.run("close", "--solution", "x", "--resolved").code == 0
    pages = list((nasty.share / "clients").rglob("*.html"))
    assert pages
    for page in pages:
        text = page.read_text("utf-8")
        assert live(text) == set()
        assert re.search(r"<script>alert|<b>bold|javascript:", text) is None


def test_the_printed_page_of_a_guide_holds_nothing_alive(nasty: Shop) -> None:
    page = nasty.run("guide", "print", "nasty").out
    assert "Step" in page
    assert re.search(r"<script>alert|href=.javascript", page) is None
