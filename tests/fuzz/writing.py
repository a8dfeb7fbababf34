"""Data written in the ways in which people write it: TOML in all of its forms, and YAML."""

from __future__ import annotations

import json
import re
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

import yaml

from tests.fuzz.guides import Raw

if TYPE_CHECKING:
    from random import Random

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_ESCAPED = re.compile(r'[\x00-\x08\x0a-\x1f\x7f"\\]')


def in_toml(data: dict[str, Any], chance: Random) -> str:
    """The keys, then the tables below their headers, or some of those in braces, or keys that are joined by dots."""
    return "\n".join(_table(data, (), chance)) + "\n"


def _table(table: dict[str, Any], path: tuple[str, ...], chance: Random) -> list[str]:
    lines: list[str] = []
    below: list[str] = []
    for key, value in table.items():
        here = (*path, _key(key, chance))
        if isinstance(value, list) and value and all(isinstance(one, dict) for one in value) and chance.random() < 0.9:
            for one in value:
                below += [f"[[{'.'.join(here)}]]", *_table(one, here, chance)]
        elif isinstance(value, dict) and chance.random() < 0.2:
            below += [f"[{'.'.join(here)}]", *_table(value, here, chance)]
        elif isinstance(value, dict) and value and chance.random() < 0.2:
            lines += [f"{here[-1]}.{_key(name, chance)} = {_value(one, chance)}" for name, one in value.items()]
        else:
            space = chance.choice((" ", "", "  ", "\t"))
            lines.append(f"{here[-1]}{space}={space}{_value(value, chance)}")
    if chance.random() < 0.1:
        lines.append(chance.choice(("", "# a word # [[steps]] '''", "   ")))
    return lines + below


def _key(key: str, chance: Random) -> str:
    if _BARE.fullmatch(key) and chance.random() < 0.98:
        return key
    return f"'{key}'" if "'" not in key and key.isprintable() else _basic(key)


def _value(value: Any, chance: Random) -> str:
    if isinstance(value, Raw):
        return str(value)
    if isinstance(value, str):
        return _text(value, chance)
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (date, datetime, time)):
        return value.isoformat()
    if isinstance(value, list):
        gap = chance.choice((", ", ",", ",\n  ", " , # one\n"))
        return f"[{gap.join(_value(one, chance) for one in value)}]"
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{_key(key, chance)} = {_value(one, chance)}" for key, one in value.items()) + " }"
    return str(value)


def _text(text: str, chance: Random) -> str:
    form = chance.choice(("basic", "basic", "literal", "long", "long literal"))
    if form == "literal" and "'" not in text and (text.isprintable() or chance.random() < 0.1):
        return f"'{text}'"
    if form == "long literal" and "'''" not in text and not text.endswith("'"):
        return f"'''\n{text}'''"
    if form == "long":
        return '"""\n' + text.replace("\\", "\\\\").replace('"', '\\"') + '"""'
    return _basic(text)


def _basic(text: str) -> str:
    return '"' + _ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", text) + '"'


def in_yaml(data: dict[str, Any], chance: Random) -> str:
    """Block style, flow style, or a mixture."""
    raws: dict[str, str] = {}
    plain = _without_raws(data, raws)
    if chance.random() < 0.1:
        written = json.dumps(plain, ensure_ascii=chance.random() < 0.5, default=str) + "\n"
    else:
        written = yaml.dump(
            plain,
            Dumper=yaml.CSafeDumper,
            default_flow_style=chance.choice((False, False, None)),
            allow_unicode=chance.random() < 0.8,
            sort_keys=False,
            width=chance.choice((40, 80, 100_000)),
            indent=chance.choice((2, 4)),
        )
    for name, raw in raws.items():
        written = written.replace(f'"{name}"', raw).replace(name, raw)
    return written


def _without_raws(value: Any, raws: dict[str, str]) -> Any:
    if isinstance(value, Raw):
        name = f"RAW{len(raws)}X"
        raws[name] = str(value)
        return name
    if isinstance(value, dict):
        return {key: _without_raws(one, raws) for key, one in value.items()}
    if isinstance(value, list):
        return [_without_raws(one, raws) for one in value]
    if isinstance(value, time):
        return value.isoformat()
    return value
