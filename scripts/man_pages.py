"""Makes the manual pages from the same tree of commands as the reference: one for each top-level name, one for all.

`scripts/reference.py` writes them to `docs/man`; the wheel lays them into `share/man/man1`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

SHARED = "On every command"
_ABOUT = """Leads a technician through a client session and keeps what happened in the shop's shared client file.
Without a command it shows where I stand. Each command has a page of its own: man clientcare-COMMAND, such as
clientcare-session(1)."""
_EXAMPLES = (
    'clientcare session start acme "Printer offline" --mode remote',
    "clientcare note Fuser replaced",
    "clientcare close --bill",
)


def man_pages(folder: Path, exit_codes: Path) -> dict[Path, str]:
    """What each page is to hold, by its path in `folder`. The meaning of exit codes is read from their own page."""
    from clientcare import cli
    from clientcare.catalogue import COMMANDS

    commands = {name: cli.load(name) for name in COMMANDS}
    found = {folder / "clientcare.1": _overview(commands["note"], exit_codes.read_text("utf-8"))}
    for name, command in commands.items():
        found[folder / f"clientcare-{name}.1"] = _page(name, command, COMMANDS[name].summary)
    return found


def _overview(any_command: Any, exit_codes: str) -> str:
    from clientcare.catalogue import COMMANDS

    lines = _head("clientcare", "client sessions whose record lands in the shop's client file")
    lines += [
        "\\fBclientcare\\fR \\fICOMMAND\\fR [\\fIARGUMENTS\\fR] [\\fIOPTIONS\\fR]",
        ".SH DESCRIPTION",
        *_text(_ABOUT),
    ]
    for panel in dict.fromkeys(entry.panel for entry in COMMANDS.values()):
        lines.append(f".SH {_quoted(panel.upper())}")
        for name, entry in COMMANDS.items():
            if entry.panel == panel:
                lines += _item(f"\\fBclientcare {_exact(name)}\\fR", entry.summary)
    shared = [one for one in any_command.params if _is_shared(one)]
    lines.append(f".SH {_quoted(SHARED.upper())}")
    for one in shared:
        lines += _item(_option(one), one.help)
    lines.append(".SH ENVIRONMENT")
    for one in shared:
        lines += _item(f"\\fBCLIENTCARE_{one.name.upper()}\\fR", f"As --{one.name.replace('_', '-')}.")
    lines.append(".SH EXIT STATUS")
    for code, meaning in re.findall(r"^\| (\d+) \| [a-z ]+ \| ([^|]+) \|", exit_codes, re.MULTILINE):
        lines += _item(f"\\fB{code}\\fR", meaning.replace("`", ""))
    return _whole([*lines, ".SH EXAMPLES", *_typed(*_EXAMPLES)])


def _page(name: str, command: Any, summary: str) -> str:
    group = getattr(command, "commands", None)
    parts = {f"{name} {sub}": one for sub, one in group.items()} if group else {name: command}
    lines = _head(f"clientcare-{name}", summary)
    for place, (path, one) in enumerate(parts.items()):
        lines += [*([".br"] if place else []), *_synopsis(path, one)]
    for path, one in parts.items():
        lines.append(f".SH {_quoted(f'clientcare {path}')}" if group else ".SH DESCRIPTION")
        lines += _text(one.help)
        own = [each for each in one.params if not _is_shared(each)]
        for each in own:
            lines += _item(_argument(each) if each.param_type_name == "argument" else _option(each), each.help or "")
        if example := (one.epilog or "").removeprefix("Example: "):
            lines += [".PP", "Example:", *_typed(example)]
    lines += [".SH SEE ALSO", "\\fBclientcare\\fR(1): the options of every command, and what exit codes mean"]
    return _whole(lines)


def _head(name: str, summary: str) -> list[str]:
    from clientcare import __version__

    first = f'.TH {_quoted(name.upper())} 1 "" {_quoted(f"clientcare {__version__}")} {_quoted("clientcare manual")}'
    return [
        '.\\" Made from the code by: .venv/bin/python scripts/reference.py',
        first,
        ".nh",
        ".ad l",
        ".SH NAME",
        f"{_exact(name)} \\- {_plain(summary.rstrip('.'))}",
        ".SH SYNOPSIS",
    ]


def _synopsis(path: str, command: Any) -> list[str]:
    own = [one for one in command.params if not _is_shared(one)]
    words = [_argument(one) for one in own if one.param_type_name == "argument"]
    options = ["[\\fIOPTIONS\\fR]"] if any(one.param_type_name == "option" for one in own) else []
    return [" ".join((f"\\fBclientcare {_exact(path)}\\fR", *words, *options))]


def _is_shared(parameter: Any) -> bool:
    return getattr(parameter, "rich_help_panel", None) == SHARED


def _argument(one: Any) -> str:
    name = f"\\fI{_exact(one.metavar or one.name.upper())}\\fR"
    return name if one.required else f"[{name}]"


def _option(one: Any) -> str:
    value = "" if one.is_flag else f" \\fI{_exact(one.metavar or 'VALUE')}\\fR"
    return ", ".join(f"\\fB{_exact(name)}\\fR{value}" for name in (*one.opts, *one.secondary_opts))


def _item(term: str, told: str) -> list[str]:
    return [".TP", term, *_text(told)]


def _typed(*lines: str) -> list[str]:
    return [".RS", ".nf", *(_start(_exact(line)) for line in lines), ".fi", ".RE"]


def _text(text: str) -> Iterator[str]:
    """Running text, each sentence on a line of its own, as formatters want it; a line break begins a paragraph."""
    for place, paragraph in enumerate(re.split(r"\n\s*\n", text.strip())):
        if place:
            yield ".PP"
        for sentence in re.split(r"(?<=[.!?]) +(?=[A-Z])", " ".join(paragraph.split())):
            yield _start(_plain(sentence))


def _plain(text: str) -> str:
    """Text with nothing in it that a formatter takes for its own, and in ASCII."""
    escaped = text.replace("\\", "\\e").replace("-", "\\-")
    return "".join(letter if letter < "\x7f" else f"\\[u{ord(letter):04X}]" for letter in escaped)


def _exact(text: str) -> str:
    """What is typed as it stands: quotes stay straight, so that it can be copied."""
    straight = {"'": "\\(aq", '"': "\\(dq", "`": "\\(ga", "~": "\\(ti", "^": "\\(ha"}
    return "".join(straight.get(letter, letter) for letter in _plain(text))


def _start(line: str) -> str:
    """A dot or a quote at the beginning of a line would be a request."""
    return f"\\&{line}" if line[:1] in (".", "'") else line


def _quoted(text: str) -> str:
    return f'"{_plain(text)}"'


def _whole(lines: Iterable[str]) -> str:
    return "\n".join(lines) + "\n"


def strays(folder: Path, pages: Mapping[Path, str]) -> list[Path]:
    """Pages that lie in the folder and that no command has any more."""
    return sorted(path for path in folder.glob("*.1") if path not in pages)
