"""What every result's view is: an envelope name, plain columns, an identifier and a rendering for people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import datetime


class Look(NamedTuple):
    """What the screen can do. `symbols` is false where only ASCII can be shown; `now` is aware, in the shop's zone."""

    width: int
    colour: bool
    symbols: bool
    now: datetime


class View(NamedTuple):
    """One view of one kind of result.

    `name` is the envelope of `--json` with its version ("session/1"). `plain` gives one row of columns for each line,
    `quiet` the identifiers alone. `human` gives lines, or an object that Rich renders where a table is wanted.
    Lines are styled with `style()`; text that came from records is made safe by the screen's `clean` beforehand.
    """

    name: str
    human: Callable[[Any, Look], Any]
    plain: Callable[[Any], Iterable[Sequence[object]]]
    quiet: Callable[[Any], Iterable[object]]


_STYLES = {"bold": "1", "dim": "2", "good": "32", "warn": "33", "bad": "31", "accent": "36"}


def style(text: str, name: str, look: Look) -> str:
    """`text` in one of the few styles (bold, dim, good, warn, bad, accent), unchanged where there is no colour."""
    return f"\x1b[{_STYLES[name]}m{text}\x1b[0m" if look.colour and text else text


def clean(text: str, kept: str = "\n\t") -> str:
    """Control characters made visible, so that no text from elsewhere can steer the terminal."""
    if text.isprintable():
        return text
    return "".join(one if one.isprintable() or one in kept else _visible(one) for one in text)


def _visible(letter: str) -> str:
    code = ord(letter)
    if letter in "\n\t":
        return "\\n" if letter == "\n" else "\\t"
    if code < 0x20:
        return chr(0x2400 + code)
    return "␡" if code == 0x7F else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def folded(text: str, width: int, indent: str = "") -> str:
    """Lines that break between words where a terminal has `width` columns; 0 leaves them whole. Ends with a newline."""
    import textwrap

    lines = [
        part
        for line in text.split("\n")
        for part in (
            textwrap.wrap(line, max(width - len(indent), 20), break_long_words=False, break_on_hyphens=False)
            if width
            else [line]
        )
        or [""]
    ]
    return "".join(f"{indent}{line}\n" for line in lines)
