"""Lines typed at the terminal. All talk is on standard error, nothing typed is kept in any history."""

from __future__ import annotations

import os
import shutil
import sys
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

from clientcare.domain.errors import Interrupted
from clientcare.views.view import clean, fitted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from prompt_toolkit import PromptSession

ENDS = "Esc then Enter ends, and so does Ctrl-D on an empty line; Ctrl-C stops"
ENDS_PLAIN = "Ctrl-D on an empty line ends; Ctrl-C stops"


def say(text: str) -> None:
    """A line of talk, broken between words where the terminal is narrower."""
    width = shutil.get_terminal_size().columns if sys.stderr.isatty() else 0
    for line in clean(text).split("\n"):
        sys.stderr.write("".join(f"{part}\n" for part in fitted(line, width)))
    sys.stderr.flush()


def read_line(
    prompt: str, *, words: Sequence[str] = (), text: str = "", more: bool = False, hidden: bool = False
) -> str:
    """One line. Tab offers `words`, `text` stands there to be edited; with `more`, Alt-Enter begins another line.

    What is typed is not seen where it is `hidden`.
    Raises Interrupted at Ctrl-C, Ctrl-D and where the terminal went away.
    """
    with _stoppable():
        if plain_terminal():
            return (_unseen if hidden else _typed)(clean(prompt)).rstrip("\n") or text
        from prompt_toolkit.completion import WordCompleter

        session = _session(more=more)
        typed: str = session.prompt(
            clean(prompt),
            default=text,
            completer=WordCompleter(list(words), ignore_case=True, sentence=True, match_middle=True) if words else None,
            complete_while_typing=False,
            is_password=hidden,
        )
        return typed


def read_lines(prompt: str, *, text: str = "") -> str:
    """Several lines, after a line that says how they are ended. `text` stands there to be edited."""
    with _stoppable():
        say(f"{prompt}  ({ENDS_PLAIN if plain_terminal() else ENDS})")
        if plain_terminal():
            return "".join(iter(_line_or_end, "")).rstrip("\n") or text
        typed: str = _session(several=True).prompt("  ", default=text, multiline=True, prompt_continuation="  ")
        return typed.rstrip()


@contextmanager
def _stoppable() -> Iterator[None]:
    try:
        yield
    except (KeyboardInterrupt, EOFError, OSError):
        if plain_terminal():
            with suppress(OSError):
                say("")
        raise Interrupted from None


def plain_terminal() -> bool:
    """Whether the terminal cannot move its cursor, so that lines are read as they come."""
    return os.environ.get("TERM", "").casefold() in ("dumb", "unknown")


def _unseen(prompt: str) -> str:
    from getpass import getpass

    return getpass(prompt, sys.stderr)


def _typed(prompt: str) -> str:
    sys.stderr.write(prompt)
    sys.stderr.flush()
    line = sys.stdin.readline()
    if not line:
        raise EOFError
    return line


def _line_or_end() -> str:
    return sys.stdin.readline()


def _session(*, more: bool = False, several: bool = False) -> PromptSession[Any]:
    from prompt_toolkit import PromptSession
    from prompt_toolkit.history import DummyHistory
    from prompt_toolkit.output import create_output
    from prompt_toolkit.output.vt100 import Vt100_Output

    output = create_output(stdout=sys.stderr)
    if isinstance(output, Vt100_Output):
        # Asking the terminal where its cursor is costs a round trip, and a warning where no answer comes.
        output.enable_cpr = False
    return PromptSession(
        output=output,
        history=DummyHistory(),
        key_bindings=_keys(more=more, several=several),
        multiline=more,
        prompt_continuation="  ",
        enable_history_search=False,
    )


def _keys(*, more: bool, several: bool) -> Any:
    from prompt_toolkit.key_binding import KeyBindings

    keys = KeyBindings()
    if more:
        keys.add("enter")(lambda event: event.current_buffer.validate_and_handle())
        keys.add("escape", "enter")(lambda event: event.current_buffer.insert_text("\n"))
    if several:
        keys.add("c-d")(_end_on_empty_line)
    return keys


def _end_on_empty_line(event: Any) -> None:
    buffer = event.current_buffer
    if not buffer.text:
        event.app.exit(exception=EOFError)
    elif not buffer.document.current_line.strip():
        buffer.validate_and_handle()
    else:
        buffer.delete()
