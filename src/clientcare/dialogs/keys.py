"""One key at a time: the keys that work are shown on the last line, and what else is typed changes nothing."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, NamedTuple

from clientcare.domain.errors import Interrupted
from clientcare.views.view import Look, style

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from prompt_toolkit.key_binding import KeyPressEvent
    from prompt_toolkit.output import Output


class Key(NamedTuple):
    """A key that works now: what it does, under which name, and how the last line calls it."""

    name: str
    press: str
    does: str


_PRESSED: Mapping[str, tuple[str, ...]] = {"Enter": ("enter", "c-j", " ")}


def press(keys: Sequence[Key], look: Look) -> str:
    """Show the keys on the last line and wait for one of them; answers its name. The line goes away again.

    On a terminal that cannot move its cursor a letter is typed with Enter behind it. Raises Interrupted at Ctrl-C, at
    Ctrl-D, and where the terminal goes away.
    """
    if os.environ.get("TERM", "").casefold() in ("dumb", "unknown"):
        return _typed(keys, look)
    from prompt_toolkit import PromptSession
    from prompt_toolkit.formatted_text import ANSI
    from prompt_toolkit.history import DummyHistory
    from prompt_toolkit.key_binding import KeyBindings
    from prompt_toolkit.keys import Keys

    bindings = KeyBindings()

    def bind(key: Key) -> None:
        def end(event: KeyPressEvent) -> None:
            event.app.exit(result=key.name)

        for one in _PRESSED.get(key.press, (key.press,)):
            bindings.add(one, eager=True)(end)

    def ignore(event: KeyPressEvent) -> None:
        """What is no key of ours is typed nowhere."""

    for key in keys:
        bind(key)
    bindings.add(Keys.Any)(ignore)
    bindings.add(Keys.BracketedPaste)(ignore)
    session: PromptSession[str] = PromptSession(
        ANSI(bar(keys, look)),
        key_bindings=bindings,
        history=DummyHistory(),
        output=_output(),
        erase_when_done=True,
    )
    try:
        return session.prompt()
    except (KeyboardInterrupt, EOFError, OSError):
        raise Interrupted from None


def bar(keys: Sequence[Key], look: Look) -> str:
    """The last line: as many keys as fit, and always the last two."""
    told = [f"{key.press} {key.does}" for key in keys]
    while len(told) > 3 and len("  ".join(told)) > look.width - 2:
        del told[-3]
    shown = [f"{style(press, 'accent', look)} {does}" for press, _, does in (one.partition(" ") for one in told)]
    return "  ".join(shown) + " "


def _typed(keys: Sequence[Key], look: Look) -> str:
    from clientcare.dialogs.lines import read_line, say

    plain = look._replace(colour=False, width=look.width - 2)
    while True:
        typed = read_line(f"{bar(keys, plain).rstrip()} > ").strip()
        for key in keys:
            if typed.casefold() == ("" if key.press == "Enter" else key.press):
                return key.name
        say("  One of these letters and Enter, or Enter alone.")


def _output() -> Output:
    from prompt_toolkit.output import create_output
    from prompt_toolkit.output.vt100 import Vt100_Output

    output = create_output(stdout=sys.stderr)
    if isinstance(output, Vt100_Output):
        # Asking the terminal where its cursor is costs a round trip, and a warning where no answer comes.
        output.enable_cpr = False
    return output
