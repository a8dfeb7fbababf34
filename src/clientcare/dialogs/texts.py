"""A text that a command needs: from its words, from standard input, or from a prompt of several lines."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from clientcare.domain.errors import Failed, Usage

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from clientcare.desk import Desk

INPUT_LIMIT = 8_000_000


def text_of(desk: Desk, words: Sequence[str] | None, what: str) -> str:
    """The words joined, standard input for `-`, or what is typed at a prompt. Raises Usage without a terminal."""
    if words and list(words) != ["-"]:
        return " ".join(words)
    if words:
        return _from_input(desk)
    if not desk.screen.interactive:
        raise Usage(f"{what}: there is no text.", "Write it behind the command, or give - to read standard input.")
    from clientcare.dialogs.prompts import ask_lines

    return ask_lines(desk, what)


def contents(desk: Desk, paths: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    """Names and contents of files of this machine; `-` is standard input. Raises NotFound, Usage, Failed."""
    for path in paths:
        yield ("standard input", _input()) if path == "-" else (path, desk.local.read(path))


def _input() -> bytes:
    if sys.stdin is None:
        raise Usage("There is no standard input to read.", "Write the text behind the command.")
    data = sys.stdin.buffer.read(INPUT_LIMIT + 1)
    if len(data) > INPUT_LIMIT:
        raise Usage(f"Standard input has more than {INPUT_LIMIT:,} bytes.", "Add it as a file: clientcare attach FILE")
    return data


def _from_input(desk: Desk) -> str:
    data = _input()
    text, encoding = decoded(data)
    if encoding != "UTF-8":
        desk.screen.tell(f"Read as {encoding}.")
    return text.replace("\r\n", "\n").rstrip("\n")


def decoded(data: bytes) -> tuple[str, str]:
    """Bytes from a pipe as text, and the encoding they were in: UTF-8, UTF-16, or the console's code page.

    Raises Failed where the bytes are none of these.
    """
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return _strict(data, "utf-16", "UTF-16")
    if (
        len(data) >= 2
        and len(data) % 2 == 0
        and (data[1::2].count(0) > len(data) // 4 or data[::2].count(0) > len(data) // 4)
    ):
        little = data[1::2].count(0) >= data[::2].count(0)
        return _strict(data, "utf-16-le" if little else "utf-16-be", "UTF-16 without a mark")
    try:
        return data.decode("utf-8-sig"), "UTF-8"
    except UnicodeDecodeError:
        import locale

        page = locale.getpreferredencoding(False)
        return _strict(
            data, "cp1252" if page.lower().replace("-", "") in ("utf8", "ascii", "ansi_x3.41968") else page, ""
        )


def _strict(data: bytes, encoding: str, called: str) -> tuple[str, str]:
    try:
        return data.decode(encoding).removeprefix("\ufeff"), called or f"code page {encoding}"
    except (UnicodeDecodeError, LookupError) as error:
        raise Failed(
            f"Standard input is no text that can be read ({error}).", "Save it as UTF-8 and try again."
        ) from None
