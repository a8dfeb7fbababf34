"""Writes what of the documents comes from the code: commands.md, json.md and guides.md in docs/reference, and docs/man.

With --check nothing is written: it ends with 1 and says what differs where a page is not what the code would give.
"""

from __future__ import annotations

import ast
import difflib
import sys
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from scripts.answers import Kind, answers, called, fields, shapes
from scripts.man_pages import man_pages, strays

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).parents[1]
MANUAL = ROOT / "docs" / "man"
MADE = "<!-- Made from the code by: .venv/bin/python scripts/reference.py -->\n"
SHARED = "On every command"


# -- the commands --------------------------------------------------------------------------------------------

COMMANDS_HEAD = """# Commands

Every command, with its arguments and options. `clientcare COMMAND --help` shows the same on the terminal.

- A client, a session, a member or a guide can be named by its handle, its name, or any part that fits one alone; a
  session also by the last four characters that screens show behind it.
- Where something is missing and there is a terminal, you are asked for it. Elsewhere the answer names the option.
- Times are typed as people write them: `14:00`, `yesterday 17:40`, `tomorrow 9:30`, `+45m`, `next week`, ISO 8601.
  `next week`, `next month` and `next year` mean the same day there, or the working day (Monday to Friday) next to it.
  Durations: `45m`, `1h30`, `0:45`, `1.5h`.
- What a command ends with: [exit codes](exit-codes.md). What `--json` answers: [JSON](json.md).
- Run without a command, `clientcare` shows where you stand, as `clientcare status` does.
"""


def commands_page() -> str:
    """The page on every command, in the order of the catalogue."""
    from clientcare import cli
    from clientcare.catalogue import COMMANDS

    panels: dict[str, list[str]] = defaultdict(list)
    for name, entry in COMMANDS.items():
        command = cli.load(name)
        if hasattr(command, "commands"):
            panels[entry.panel].append(f"### clientcare {name}\n\n{entry.summary}\n")
            panels[entry.panel] += [_command(f"{name} {sub}", one, "####") for sub, one in command.commands.items()]
        else:
            panels[entry.panel].append(_command(name, command, "###"))
    parts = [MADE, COMMANDS_HEAD, _shared([one for one in cli.load("note").params if _is_shared(one)])]
    for panel, commands in panels.items():
        parts += [f"## {panel}\n", *commands]
    return "\n".join(parts).rstrip() + "\n"


def _shared(options: Sequence[Any]) -> str:
    rows = [(_option(one), f"`CLIENTCARE_{one.name.upper()}`", one.help) for one in options]
    return (
        f"## {SHARED}\n\nEach can be set with a variable of the environment too; the option goes first.\n\n"
        + _table(("option", "variable", "meaning"), rows)
        + "\n`clientcare --version` shows the version, `--help` (or `-h`) the help of any command.\n"
    )


def _is_shared(parameter: Any) -> bool:
    return getattr(parameter, "rich_help_panel", None) == SHARED


def _command(path: str, command: Any, level: str) -> str:
    own = [one for one in command.params if not _is_shared(one)]
    arguments = [one for one in own if one.param_type_name == "argument"]
    options = [one for one in own if one.param_type_name == "option"]
    words = ["clientcare", path, *map(_argument, arguments), *(["[OPTIONS]"] if options else [])]
    lines = [f"{level} clientcare {path}\n", f"{command.help}\n", f"    {' '.join(words)}\n"]
    rows = [(f"`{_cell(one.metavar or one.name.upper())}`", one.help or "") for one in arguments]
    rows += [(_option(one), (one.help or "") + _again(one)) for one in options]
    if rows:
        lines.append(_table(("argument or option", "meaning"), rows))
    if example := (command.epilog or "").removeprefix("Example: "):
        lines.append(f"```sh\n{example}\n```\n")
    return "\n".join(lines)


def _argument(one: Any) -> str:
    name = one.metavar or one.name.upper()
    name = f"{name}..." if one.nargs == -1 and not name.endswith("...") else name
    return name if one.required or name.startswith("[") else f"[{name}]"


def _option(one: Any) -> str:
    value = "" if one.is_flag else f" {one.metavar or 'VALUE'}"
    return ", ".join(f"`{_cell(name + value)}`" for name in (*one.opts, *one.secondary_opts))


def _again(one: Any) -> str:
    said = any(word in (one.help or "").casefold() for word in ("repeatable", "again"))
    return " Can be given several times." if one.multiple and not said else ""


# -- the answers in JSON -------------------------------------------------------------------------------------

JSON_HEAD = """# Answers in JSON

With `--json` every command writes one JSON document to standard output:

```json
{"clientcare": "entry/1", "data": {"kind": "note", "id": "01m8…"}}
```

`clientcare` names the kind of the answer and its version. Within a version fields are added, never renamed or removed,
and never change their meaning; so read the fields that you need and pass over others. An answer that has to change
otherwise gets the next version. Errors are no JSON: a sentence on standard error, and an [exit code](exit-codes.md).

A **moment** is a date and time with its offset from UTC, such as `2026-11-24T14:05:00+01:00`. A **day** is
`2026-11-24`. Hours are whole minutes. Amounts of money and quantities are decimals written as **text**, so that no cent
is lost. A **list** is a JSON array, a **table** an object whose keys are names from the record. A text that was not
given is `""`; `null` means that nobody knows or nobody was asked.
"""
_WORDS = {
    "str": "text",
    "int": "number",
    "float": "number",
    "bool": "true or false",
    "datetime": "moment",
    "date": "day",
    "object": "any value",
    "Any": "any value",
}


def json_page() -> str:
    """The page on every envelope and the shapes in it."""
    found = answers()
    rows = [
        (f"`{one.envelope}`", _say(one.data), ", ".join(f"`{name}`" for name in one.commands) or "(none)")
        for one in found
    ]
    parts = [MADE, JSON_HEAD, "## Envelopes\n", _table(("envelope", "data", "commands"), rows), "## Shapes\n"]
    parts += [_shape(name, shape) for name, shape in shapes([one.data for one in found]).items()]
    return "\n".join(parts).rstrip() + "\n"


def _shape(name: str, shape: type) -> str:
    told = " ".join((shape.__doc__ or "").split()).replace("None", "null")
    rows = [(f"`{field}`", _say(kind)) for field, kind in fields(shape).items()]
    return f"### {name}\n\n{told}\n\n{_table(('field', 'type'), rows)}"


def _say(kind: Kind) -> str:
    """A type in the words of the page."""
    match kind.annotation:
        case ast.Constant(value=None):
            return "null"
        case ast.Name(id=name):
            shape = _WORDS.get(name) or called(name, kind.module)
            return shape if name in _WORDS else f"[{shape}](#{shape.lower()})"
        case ast.BinOp(left=left, right=right):
            return f"{_say(Kind(left, kind.module))} or {_say(Kind(right, kind.module))}"
        case ast.Subscript(value=ast.Name(id="Literal"), slice=ast.Tuple(elts=words)):
            return ", ".join(f"`{ast.literal_eval(word)}`" for word in words)
        case ast.Subscript(value=ast.Name(id="Mapping" | "dict"), slice=ast.Tuple(elts=[_, inner])):
            return f"table of {_say(Kind(inner, kind.module))}"
        case ast.Subscript(slice=ast.Tuple(elts=[inner, *_])) | ast.Subscript(slice=inner):
            return f"list of {_say(Kind(inner, kind.module))}"
    raise TypeError(f"{kind.module}: there are no words yet for {ast.unparse(kind.annotation)}")


# -- the guides that come along ------------------------------------------------------------------------------

GUIDES_HEAD = """# The guides that come with clientcare

`clientcare guide list` lists them below those of your shop, `clientcare guide show NAME` shows one whole. A guide of
the same name in the folder `guides` of the shared directory takes its place: copy the file that `guide show` names, and
change what your shop does otherwise ([write a guide](../how-to/write-a-guide.md)).

Behind a step stands what it puts on record; **bold** is what must be answered. Gates keep a session or a procedure open
until they are met, or a reason is given.
"""
_SORTS = {
    "session": ("For sessions", "`clientcare session start CLIENT TITLE --guide NAME`"),
    "procedure": ("Procedures", "`clientcare procedure start NAME CLIENT`"),
}


def guides_page() -> str:
    """The page on the guides that ship, the first one of all first."""
    from clientcare.adapters.library import Library, shipped_folder

    guides = [one.guide for one in Library(None, shipped_folder()).listing().guides]
    parts = [MADE, GUIDES_HEAD]
    for runs, (heading, how) in _SORTS.items():
        found = [guide for guide in guides if guide.runs == runs]
        rows = [(f"[{guide.title}](#{guide.name})", f"`{guide.name}`", guide.description) for guide in found]
        parts += [f"## {heading}\n\n{how}\n", _table(("guide", "name", "what for"), rows)]
        parts += [_guide(guide) for guide in found]
    return "\n".join(parts).rstrip() + "\n"


def _guide(guide: Any) -> str:
    rows = [(str(n), _step(step), _asked(step)) for n, step in enumerate(guide.steps, 1)]
    gates = [f"- {one.name}" for one in guide.outcomes if one.gate]
    told = "\n".join(["Gates:\n", *gates, ""]) if gates else ""
    return f"### {guide.name}\n\n{_table(('', guide.title, 'on record'), rows)}\n{told}"


def _step(step: Any) -> str:
    from clientcare.domain.ownership import say_role

    terms = [say_role(step.owner) if step.owner else "", f"within {step.due}" if step.due else ""]
    told = ", ".join(filter(None, terms))
    return f"{step.name} ({told})" if told else str(step.name)


def _asked(step: Any) -> str:
    return ", ".join(f"**`{ask.field}`**" if ask.required else f"`{ask.field}`" for ask in step.asks)


# -- both ----------------------------------------------------------------------------------------------------


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [f"| {' | '.join(heads)} |", f"|{'---|' * len(heads)}"]
    lines += [f"| {' | '.join(cell if '`' in cell else _cell(cell) for cell in row)} |" for row in rows]
    return "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def pages() -> dict[Path, str]:
    """What each page is to hold."""
    folder = ROOT / "docs" / "reference"
    return {
        folder / "commands.md": commands_page(),
        folder / "json.md": json_page(),
        folder / "guides.md": guides_page(),
        **man_pages(MANUAL, folder / "exit-codes.md"),
    }


def differences() -> list[str]:
    """The lines in which the pages differ from what the code gives, each after its page's name."""
    made = pages()
    found = [f"{path.name}: no command has this page" for path in strays(MANUAL, made)]
    for path, wanted in made.items():
        there = path.read_text("utf-8") if path.exists() else ""
        lines = difflib.unified_diff(there.splitlines(), wanted.splitlines(), lineterm="", n=0)
        found += [f"{path.name}: {line}" for line in lines if line[:1] in "+-" and line[:3] not in ("+++", "---")]
    return found


def main(words: Sequence[str]) -> int:
    """Write the pages, or compare them."""
    if "--check" in words:
        different = differences()
        for line in different[:40]:
            print(line)
        if different:
            print(f"{len(different)} lines differ. This writes the pages: .venv/bin/python scripts/reference.py")
        return 1 if different else 0
    made = pages()
    for path in strays(MANUAL, made):
        path.unlink()
    MANUAL.mkdir(exist_ok=True)
    for path, text in made.items():
        path.write_text(text, "utf-8")
    print(f"{len(made)} pages written")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
