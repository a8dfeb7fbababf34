"""A text that the privacy guard held back: the person masks it, edits it, overrules the guard, or stops."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from clientcare.dialogs.lines import read_line, say
from clientcare.dialogs.prompts import ask
from clientcare.domain.asks import Ask
from clientcare.domain.errors import ClientcareError, Interrupted
from clientcare.domain.options import Ruling

if TYPE_CHECKING:
    from clientcare.desk import Desk

WAYS = ("mask", "edit", "overrule", "stop")
_LINES = 6


def refused(desk: Desk, error: ClientcareError) -> ClientcareError:
    """The refusal where nothing may be asked; on a terminal it says how the text leaves the shell's history."""
    from clientcare.domain.privacy import HeldBack

    if isinstance(error, HeldBack) and desk.screen.terminal:
        error.hint = "\n".join(one for one in (error.hint, in_history(desk, error.text)) if one)
    return error


def settle(desk: Desk, error: ClientcareError) -> None:
    """Ask what to do with the text, and keep the answer for the next try of the command. Raises Interrupted at stop.

    The secret is never shown: the text appears as it would be saved with it masked, and only its lines with a mask.
    """
    from clientcare.domain.privacy import HeldBack, mask

    if not isinstance(error, HeldBack):
        raise error
    masked = mask(error.text, error.findings)
    say(error.message)
    for line in _changed_lines(error.text, masked):
        say(f"    {line}")
    chosen = ask(desk, Ask("way", _QUESTION, kind="choice", choices=WAYS, default="mask"))
    if chosen == "stop":
        raise Interrupted("Stopped: nothing of this text was saved.", in_history(desk, error.text))
    if chosen == "edit":
        _rule(desk, error.text, Ruling(_edited(error.text), overrule=False))
    else:
        _rule(desk, error.text, Ruling(error.text, overrule=chosen == "overrule", mask=chosen == "mask"))
    hint = in_history(desk, error.text)
    if hint:
        say(f"  {hint}")


_QUESTION = (
    "Masked, it is saved as shown. Overruled, it is saved as you typed it, and that you did so is put on record.\n"
    "What shall be saved?"
)


def _changed_lines(text: str, masked: str) -> list[str]:
    """The lines of the masked text that hold a mask, as far as they fit on a screen."""
    before = set(text.split("\n"))
    changed = [line for line in masked.split("\n") if line not in before]
    more = [f"and {len(changed) - _LINES} lines more"] if len(changed) > _LINES else []
    return [line if len(line) <= 400 else f"{line[:400]}…" for line in changed[:_LINES]] + more


def _edited(text: str) -> str:
    while True:
        typed = read_line("  Edit it (Alt-Enter: another line) > ", text=text, more=True)
        if typed.strip():
            return typed
        say("    An empty text says nothing. Ctrl-C stops.")


def _rule(desk: Desk, text: str, ruling: Ruling) -> None:
    """Keep a ruling, also for the text that was typed first and that this one came from."""
    for typed, before in list(desk.rulings.items()):
        if before.text == text:
            desk.rulings[typed] = ruling
    desk.rulings[text] = ruling


def in_history(desk: Desk, text: str) -> str:
    """How a text typed on the command line is taken out of the shell's history; empty where it is not there."""
    if " ".join(text.split()) not in " ".join(" ".join(sys.argv[1:]).split()):
        return ""
    from clientcare.domain.shells import how_to_forget

    shell = desk.shells.mine()
    own = next((one for one in desk.surroundings.histories if one.shell == shell), None)
    if own is None:
        return "Take the line out of your shell's history too."
    return "" if own.set_up else f"The line is in your shell's history. {how_to_forget(own.shell, own.file)}"
