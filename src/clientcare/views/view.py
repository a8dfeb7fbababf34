"""What every result's view is: an envelope name, plain columns, an identifier and a rendering for people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import datetime


class Look(NamedTuple):
    """What the screen can do. `symbols` is false where only ASCII can be shown; `now` is aware, in the shop's zone.
    `height` counts the lines of the terminal that a conversation is held on; 0 where there is none.
    """

    width: int
    colour: bool
    symbols: bool
    now: datetime
    height: int = 0


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


def fitted(line: str, width: int) -> list[str]:
    """A line as it is where it fits into `width` columns (0: any), else broken between words, two columns further in.

    Codes of colour take no room. A command at the end of a line stays whole where it fits, so that it can be copied.
    """
    if not width or len(line) <= width:
        return [line]
    from clientcare.views.rows import wide

    indent = " " * (len(line) - len(line.lstrip(" ")) + 2)
    words = line.split(" ")
    made, current = [], words[0]
    for at, word in enumerate(words[1:], 1):
        whole = " ".join(words[at:]) if word == "clientcare" else word
        if wide(_bare(whole)) > width - len(indent):
            whole = word
        if current.strip() and wide(_bare(f"{current} {whole}")) > width:
            made.append(current.rstrip())
            current = indent + word
        elif current == indent:
            current += word
        else:
            current += f" {word}"
    return [*made, current.rstrip()]


def _bare(text: str) -> str:
    """The text without its codes of colour."""
    if "\x1b" not in text:
        return text
    first, *rest = text.split("\x1b[")
    return first + "".join(part.partition("m")[2] for part in rest)
