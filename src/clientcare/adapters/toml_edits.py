"""Writing TOML files that people edit: their comments, their order and the lines that nobody changed stay."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

_Path = tuple[str, ...]


def fresh(content: Mapping[str, Any], comments: Mapping[str, str]) -> str:
    """A new file. `comments` stand above what they are named after: "" (the file), "table", "key" or "table.key"."""
    lines = [*_comment(comments.get("", "")), *([""] if comments.get("") else [])]
    for key, value in content.items():
        if not isinstance(value, Mapping):
            lines += [*_comment(comments.get(key, "")), f"{_key(key)} = {literal(value)}"]
    for name, table in content.items():
        if isinstance(table, Mapping):
            lines += ["", *_comment(comments.get(name, "")), f"[{_key(name)}]"]
            for key, value in table.items():
                lines += [*_comment(comments.get(f"{name}.{key}", "")), f"{_key(key)} = {literal(value)}"]
    text = "\n".join(lines) + "\n"
    return text if tomllib.loads(text) == content else whole(content)


def whole(content: Mapping[str, Any]) -> str:
    """The file written anew."""
    import tomli_w

    return tomli_w.dumps(dict(content))


def amended(text: str, content: Mapping[str, Any]) -> str:
    """`text` so changed that it holds `content`: lines of settings that stay are not touched, nor are comments.

    Where a line cannot be found or the outcome would not hold `content` exactly, the file is written anew.
    """
    body = text.replace("\r\n", "\n")
    before = tomllib.loads(body)
    lines = body.split("\n")
    for path, value in _differences(before, content):
        lines = _with(lines, path, value)
    made = "\n".join(lines)
    held: Any
    try:
        held = tomllib.loads(made)
    except tomllib.TOMLDecodeError:
        held = None
    if held != content:
        made = whole(content)
    return made.replace("\n", "\r\n") if "\r\n" in text else made


def literal(value: Any) -> str:
    """A value as it stands behind a key, in one line."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_key(key)} = {literal(one)}" for key, one in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(literal(one) for one in value) + "]"
    return whole({"x": value}).removeprefix("x = ").rstrip("\n")


def _key(key: str) -> str:
    return key if re.fullmatch(r"[A-Za-z0-9_-]+", key) else literal(key)


def _comment(text: str) -> list[str]:
    return [f"# {line}" for line in text.split("\n")] if text else []


def _is_rows(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(one, Mapping) for one in value)


def _differences(before: Mapping[str, Any], after: Mapping[str, Any], above: _Path = ()) -> Iterator[tuple[_Path, Any]]:
    """What must be written, by its path; None where a key goes."""
    for key in [*after, *(key for key in before if key not in after)]:
        old, new = before.get(key), after.get(key)
        if old == new:
            continue
        if isinstance(old or {}, Mapping) and isinstance(new, Mapping):
            yield from _differences(old or {}, new, (*above, key))
        else:
            yield (*above, key), new


def _with(lines: list[str], path: _Path, value: Any) -> list[str]:
    table, key = ".".join(path[:-1]), path[-1]
    if not table and (_is_rows(value) or _has_rows(lines, key)):
        return _with_rows(lines, key, value or [])
    first, last = _section(lines, table)
    for number in range(first, last):
        found = re.match(rf"(\s*[\"']?{re.escape(key)}[\"']?\s*=\s*)(.*)$", lines[number])
        if found:
            if value is None:
                return [*lines[:number], *lines[number + 1 :]]
            return [*lines[:number], found[1] + literal(value) + _remark(found[2]), *lines[number + 1 :]]
    if value is None:
        return lines
    if first < 0:
        return [*_without_end(lines), "", f"[{_key(table)}]", f"{_key(key)} = {literal(value)}", ""]
    while last > first and not lines[last - 1].strip():
        last -= 1
    return [*lines[:last], f"{_key(key)} = {literal(value)}", *lines[last:]]


def _without(lines: list[str], key: str) -> list[str]:
    """The lines without an empty list of that name at the top."""
    return [line for line in lines if not re.match(rf"{re.escape(key)}\s*=\s*\[\s*\]", line)]


def _section(lines: list[str], table: str) -> tuple[int, int]:
    """The lines of a table behind its header, or (-1, -1)."""
    first = 0 if not table else -1
    for number, line in enumerate(lines):
        header = re.match(r"\s*\[+\s*([^\]]+?)\s*\]+", line)
        if header and first >= 0:
            return first, _before_comments(lines, number, first)
        if header and header[1] == table:
            first = number + 1
    return first, len(lines) if first >= 0 else -1


def _before_comments(lines: list[str], number: int, first: int) -> int:
    """Where a section ends: the comment above the next header belongs to that one."""
    while number > first and lines[number - 1].lstrip().startswith("#"):
        number -= 1
    return number


def _remark(rest: str) -> str:
    """The comment at the end of a line, with the blanks before it."""
    found = re.search(r"\s*#[^\"']*$", rest)
    return found[0] if found else ""


def _without_end(lines: list[str]) -> list[str]:
    end = len(lines)
    while end and not lines[end - 1].strip():
        end -= 1
    return lines[:end]


def _has_rows(lines: list[str], key: str) -> bool:
    return any(re.match(rf"\s*\[\[\s*{re.escape(key)}\s*\]\]", line) for line in lines)


def _with_rows(lines: list[str], key: str, rows: list[Mapping[str, Any]]) -> list[str]:
    """All `[[key]]` tables written anew where the first of them stood, or at the end."""
    kept: list[str] = []
    at, inside = -1, False
    for line in _without(lines, key):
        header = re.match(r"\s*\[+\s*([^\]]+?)\s*\]+\s*(#.*)?$", line)
        if header:
            inside = header[1] == key or header[1].startswith(f"{key}.")
            at = len(kept) if inside and at < 0 else at
        if not inside:
            kept.append(line)
    made = [
        part
        for row in rows
        for part in (f"[[{_key(key)}]]", *(f"{_key(k)} = {literal(v)}" for k, v in row.items()), "")
    ]
    if at < 0:
        return [*_without_end(kept), "", *made]
    return [*kept[:at], *made, *kept[at:]]
