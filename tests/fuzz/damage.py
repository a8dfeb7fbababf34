"""What happens to files: slips of editors and of people, and bytes that nobody would type."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.fuzz.guides import RAW, SIGNS, WORDS

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

LINES = (
    "+++", "+++ ", " +++", "---", "--- ", "...", "[[steps]]", "[[steps.asks]]", "[steps]", "[[outcomes]]", "[[steps",
    "title = ", "title: ", "steps = [", "steps:", "- ", "  - name: x", "\t- name: x", "<<: *a", "a: &a {b: *a}", "-->",
    "due.within = '3 days'", "x = '''", 'x = """', "weight = ' 3 '", "%YAML 1.1", "? [a]", "!!set", "```", '"', "'",
)  # fmt: skip
BYTES = (
    b"\x00", b"\xff", b"\xfe", b"\xed\xa0\x80", b"\xc0\x80", b"\xf4\x90\x80\x80", b"\xef\xbb\xbf", b"\xe2\x80",
    b"\r", b"\x1b[31m", b"\xc2\x85",
)  # fmt: skip


def damaged(text: str, chance: Random) -> str:
    """The text after one slip."""
    return chance.choice(_SLIPS)(text, chance)


def damaged_bytes(content: bytes, chance: Random) -> bytes:
    """The bytes after one that does not belong there, or without their end."""
    at = chance.randrange(len(content) + 1)
    if chance.random() < 0.3:
        return content[:at]
    return content[:at] + chance.choice(BYTES) + content[at + chance.randrange(3) :]


def _lines_moved(text: str, chance: Random) -> str:
    """A line, or a few, stand somewhere else: keys above and below the tables that they belong to."""
    lines = text.split("\n")
    at, count = chance.randrange(len(lines)), chance.choice((1, 1, 2, 5))
    moved = lines[at : at + count]
    del lines[at : at + count]
    to = chance.choice((0, len(lines), chance.randrange(len(lines) + 1)))
    return "\n".join([*lines[:to], *moved, *lines[to:]])


def _line_lost(text: str, chance: Random) -> str:
    lines = text.split("\n")
    del lines[chance.randrange(len(lines))]
    return "\n".join(lines)


def _line_doubled(text: str, chance: Random) -> str:
    lines = text.split("\n")
    at = chance.randrange(len(lines))
    return "\n".join([*lines[: at + 1], *lines[at:]])


def _line_added(text: str, chance: Random) -> str:
    lines = text.split("\n")
    lines.insert(chance.randrange(len(lines) + 1), chance.choice(LINES))
    return "\n".join(lines)


def _line_indented(text: str, chance: Random) -> str:
    lines = text.split("\n")
    at = chance.randrange(len(lines))
    lines[at] = chance.choice(("\t", " ", "   ")) + lines[at]
    return "\n".join(lines)


def _mark_lost(text: str, chance: Random) -> str:
    """A quotation mark, a bracket or an equals sign is gone."""
    places = [at for at, sign in enumerate(text) if sign in "\"'[]{}=:,"]
    if not places:
        return text
    at = chance.choice(places)
    return text[:at] + text[at + 1 :]


def _sign_added(text: str, chance: Random) -> str:
    at = chance.randrange(len(text) + 1)
    return text[:at] + chance.choice((*SIGNS, '"', "'", "\\", "#", "=", ".", "[", "{", ": ", "&a ", "*a ")) + text[at:]


def _value_changed(text: str, chance: Random) -> str:
    """Another value behind an equals sign or a colon."""
    lines = text.split("\n")
    places = [n for n, line in enumerate(lines) if "=" in line or ": " in line]
    if not places:
        return text
    at = chance.choice(places)
    mark = "=" if "=" in lines[at] else ": "
    lines[at] = lines[at].partition(mark)[0] + mark + " " + chance.choice((*RAW, *WORDS))
    return "\n".join(lines)


def _nested(text: str, chance: Random) -> str:
    depth = chance.choice((5, 31, 33, 300, 3_000))
    form = chance.choice(
        (
            "deep = " + "[" * depth + "]" * depth,
            "deep = " + "{a=" * depth + "1" + "}" * depth,
            "deep = " + "[\n" * depth,
            "deep: " + "[" * depth + "]" * depth,
            "deep: " + "{a: " * depth,
            "\n".join(" " * n + "a:" for n in range(min(depth, 300))),
            "- " * depth,
            "a." * depth + "b = 1",
            "[" + "a." * depth + "b]",
            "&a [" + "*a," * depth + "]",
        )
    )
    lines = text.split("\n")
    lines.insert(chance.randrange(len(lines) + 1), form)
    return "\n".join(lines)


def _long(text: str, chance: Random) -> str:
    """Thousands of characters where a word stands, seldom a hundred thousand."""
    at = chance.randrange(len(text) + 1)
    count = chance.choice((1_000, 1_000, 20_000, 120_000))
    return text[:at] + chance.choice(("x", "9", "é ", "[", "\\", '"', "'", "= ", "\n", "a.")) * count + text[at:]


_SLIPS: tuple[Callable[[str, Random], str], ...] = (
    _lines_moved,
    _lines_moved,
    _line_lost,
    _line_doubled,
    _line_added,
    _line_indented,
    _mark_lost,
    _mark_lost,
    _sign_added,
    _value_changed,
    _value_changed,
    _nested,
    _long,
)
