"""Reads the TOML that our own records are written in, several times as fast as a reader of all TOML.

It knows one-line texts without escapes, whole numbers, flags, moments, lists of such texts, and one level of tables.
At anything else, and at anything doubtful, it gives up, and the reader of all TOML decides.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

_FLAGS = {"true": True, "false": False}
_known: set[str] = set()


def read_plain(text: str) -> dict[str, Any] | None:
    """What `tomllib.loads` gives for the text, or None where that must be asked."""
    whole, rest = _head(text) or ({}, text)
    table = whole
    lines = iter(rest.split("\n"))
    for line in lines:
        key, sign, value = line.partition(" = ")
        if not sign:
            if not line:
                continue
            name = line[1:-1]
            if line != f"[{name}]" or name in whole or not _is_bare(name):
                return None
            table = whole[name] = {}
            continue
        if key in table or not (key in _known or _is_bare(key)):
            return None
        inner = value[1:-1]
        if value == f'"{inner}"' and '"' not in inner and "\\" not in inner and inner.isprintable():
            table[key] = inner  # what most lines are
            continue
        read = _list(lines) if value == "[" else _text(lines) if value == '"""' else _value(value)
        if read is None:
            return None
        table[key] = read
    return whole


def _head(text: str) -> tuple[dict[str, Any], str] | None:
    """The keys that every record begins with, in the order in which we write them, and the text behind them: at once,
    because a shop has a million of them. None where it does not begin so.
    """
    head, _, rest = text.partition("\nafter = ")
    after, _, rest = rest.partition("\nat = ")
    at, _, rest = rest.partition("\nfiled = ")
    filed, _, rest = rest.partition("\nby = ")
    first, second = head.split('"'), rest.split('"', 6)
    if len(first) != 9 or len(second) != 7:
        return None
    begin, thread, to_client, client, to_id, own, to_salt, salt, end = first
    start, by, to_machine, machine, to_kind, kind, rest = second
    n = to_id[5:-6]
    if (begin, to_client, to_id, to_salt, end) != (
        "format = 1\nthread = ", "\nclient = ", f"\nn = {n}\nid = ", "\nsalt = ", ""
    ) or (start, to_machine, to_kind, rest[:1]) != ("", "\nmachine = ", "\nkind = ", "\n"):  # fmt: skip
        return None
    digests = after.split('"')[1::2]
    written = "".join(f'    "{digest}",\n' for digest in digests)
    texts = "".join((thread, client, own, salt, by, machine, kind, *digests))
    number, happened = _value(n), _moment(at)
    entered = happened if filed == at else _moment(filed)
    sound = type(number) is int and happened and entered and texts.isprintable() and "\\" not in texts
    if not sound or after != (f"[\n{written}]" if digests else "[]"):
        return None
    return {
        "format": 1, "thread": thread, "client": client, "n": number, "id": own, "salt": salt, "after": digests,
        "at": happened, "filed": entered, "by": by, "machine": machine, "kind": kind,
    }, rest[1:]  # fmt: skip


def _is_bare(key: str) -> bool:
    if key.isascii() and key.replace("-", "").replace("_", "").isalnum():
        if len(_known) < 1000:
            _known.add(key)
        return True
    return False


def _value(value: str) -> Any:
    if value[:1] == '"':
        inner = value[1:-1]
        plain = value[-1] == '"' and len(value) > 1 and '"' not in inner and "\\" not in inner and inner.isprintable()
        return inner if plain else None
    if value in _FLAGS:
        return _FLAGS[value]
    if not value.isascii():
        return None
    if value.isdecimal():
        return int(value) if len(value) < 16 and (value[0] != "0" or value == "0") else None
    return [] if value == "[]" else _moment(value)


def _moment(value: str) -> datetime | None:
    """A moment to the second with its offset, as "2026-11-24 14:05:00+01:00", and in no other form."""
    shape = value[4:20:3] if len(value) == 25 else ""
    digits = (
        value[:4] + value[5:7] + value[8:10] + value[11:13] + value[14:16] + value[17:19] + value[20:22] + value[23:]
    )
    if shape not in ("-- ::+", "-- ::-") or value[22] != ":" or not digits.isdecimal():
        return None
    if value[11:13] > "23" or value[20:22] > "23" or value[23] > "5":
        return None  # what Python's own reader may take for the day after, or for another offset
    try:
        return datetime.fromisoformat(value)
    except ValueError:
        return None


def _text(lines: Iterator[str]) -> str | None:
    """The text of several lines that ends with three quotes."""
    found: list[str] = []
    for line in lines:
        last = line.endswith('"""')
        found.append(line[:-3] if last else line)
        if '"' in found[-1] or "\\" in found[-1] or not found[-1].isprintable():
            return None
        if last:
            return "\n".join(found)
    return None


def _list(lines: Iterator[str]) -> list[str] | None:
    found: list[str] = []
    for line in lines:
        if line == "]":
            return found
        if line[:5] != '    "' or line[-1] != ",":
            return None
        one = _value(line[4:-1])
        if one is None:
            return None
        found.append(one)
    return None
