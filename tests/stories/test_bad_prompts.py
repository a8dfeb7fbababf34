"""Ctrl-C, Ctrl-D and a closed terminal at the questions of commands: they stop, and nothing was changed.

The questions of the walk and of the close have their tests in tests/terminal.
"""

from __future__ import annotations

import io
import signal
import sys
from typing import TYPE_CHECKING

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from clientcare.cli import main
from tests.stories.shares import half_written, tree
from tests.terminal.screens import CTRL_C, CTRL_D, Terminal

if TYPE_CHECKING:
    from clientcare.desk import Desk
    from clientcare.domain.options import Options
    from tests.shops import Shop

HELD = ("note", "password: Tr0ub4dor&3x")
QUESTIONS = [
    ("session", "start", "acme"),
    ("session", "start", "acme", "Printer"),
    ("session", "start", "acne", "Printer", "--mode", "phone"),
    ("session", "cancel"),
    ("session", "reopen", "dentist"),
    ("session", "add", "acme", "Toner"),
    ("note",),
    HELD,
    ("client", "add", "Zoo Basel"),
    ("client", "remove", "zoo"),
    ("team", "add", "joe"),
    ("part",),
]


def typing(shop: Shop, keys: str, *words: str) -> tuple[int, str]:
    """What a command leaves at a terminal on which these keys are pressed: its exit code, and what it said last."""

    def build(options: Options) -> Desk:
        desk = shop.build(options)
        desk.screen.interactive = True
        return desk

    err = io.StringIO()
    with (
        create_pipe_input() as pipe,
        create_app_session(input=pipe, output=DummyOutput()),
        pytest.MonkeyPatch.context() as patch,
    ):
        patch.setattr(sys, "stderr", err)
        patch.setattr(sys, "stdout", io.StringIO())
        patch.setenv("TERM", "xterm-256color")
        if keys:
            pipe.send_text(keys)
        else:
            pipe.close()
        code = main(["--config", str(shop.config("ann")), *words], build=build)
    return code, err.getvalue().rstrip("\n").rpartition("\n")[2]


@pytest.fixture
def busy(shop: Shop) -> Shop:
    """A shop with a running session, a closed one, and a client of whom nothing is on file."""
    assert shop.run("client", "add", "dentist", "--name", "Dr. Zahn").code == 0
    shop.session("Toner", client="dentist")
    assert shop.run("close", "--solution", "x", "--resolved").code == 0
    shop.session()
    assert shop.run("client", "add", "zoo", "--name", "Zoo").code == 0
    return shop


@pytest.mark.parametrize("words", QUESTIONS, ids=" ".join)
@pytest.mark.parametrize("keys", [CTRL_C, CTRL_D, ""], ids=["ctrl-c", "ctrl-d", "closed"])
def test_who_stops_at_a_question_changes_nothing(busy: Shop, words: tuple[str, ...], keys: str) -> None:
    before = tree(busy)
    code, said = typing(busy, keys, *words)
    assert (code, said) == (130, "Stopped. Nothing was changed by this command.")
    assert tree(busy) == before


def test_who_stops_at_a_later_question_has_answered_in_vain(busy: Shop) -> None:
    before = tree(busy)
    code, _ = typing(busy, f"Printer offline\r{CTRL_C}", "session", "start", "acme")
    assert code == 130
    assert tree(busy) == before


# -- at a real terminal --------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", [CTRL_C, CTRL_D])
def test_a_note_that_is_stopped_in_the_middle_is_none(shop: Shop, key: str) -> None:
    thread = shop.session()
    desk = Terminal(shop, "note")
    desk.typing()
    desk.press("Fuser" if key == CTRL_C else "")
    desk.press(key)
    desk.until("Stopped. Nothing was changed by this command.")
    assert desk.ends() == 130
    assert shop.kinds(thread) == ["start"]


def test_a_terminal_that_goes_away_leaves_nothing_half_written(shop: Shop) -> None:
    before = tree(shop)
    desk = Terminal(shop, "session", "start", "acme")
    desk.typing()
    desk.press("Printer")
    desk.until("Printer")
    desk.hang_up()
    assert desk.child.signalstatus == signal.SIGHUP or desk.child.exitstatus == 130
    assert tree(shop) == before
    assert half_written(shop) == []
