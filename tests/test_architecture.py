"""The rules of the tree: who may import whom, what is imported late, and how long a file gets."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "clientcare"
LAYERS = {"domain": {"domain"}, "services": {"domain", "desk", "ports", "services"}}

# Each costs more than a whole `note`; they are imported inside the function that needs them.
HEAVY = {
    "asyncio", "email", "holidays", "http", "icalendar", "jinja2", "keyring", "markdown_it", "prompt_toolkit",
    "pydantic", "rich", "smtplib", "sqlite3", "ssl",
}  # fmt: skip
HEAVY_AT_THE_TOP: dict[str, set[str]] = {  # file → modules, only for files that are themselves imported late
    "src/clientcare/adapters/guide_schema.py": {"pydantic"},
    "src/clientcare/adapters/stores/matching.py": {"sqlite3"},
    "src/clientcare/adapters/stores/snapshots.py": {"sqlite3"},
}

# What reaches outside of the process, or answers differently the second time.
OUTSIDE = {
    "asyncio", "getpass", "http", "io", "locale", "logging", "multiprocessing", "os", "platform", "random", "secrets",
    "shutil", "signal", "smtplib", "socket", "sqlite3", "ssl", "subprocess", "sys", "tempfile", "threading", "time",
}  # fmt: skip
OUTSIDE_CALLS = {"open", "print", "input"}
CLOCK_CALLS = {"now", "utcnow", "today"}

LONG = 300
LONGER_FOR_A_REASON: dict[str, str] = {  # file → why it reads better whole
    "src/clientcare/ports.py": "everything that the services need of the world, in one place",
    "src/clientcare/domain/sessions.py": "one state with many small answers, which rest on other files",
}

TEXT = {".cfg", ".css", ".html", ".ini", ".j2", ".md", ".py", ".sh", ".svg", ".toml", ".txt", ".yaml", ".yml", ""}
UNFINISHED = re.compile(r"\bTODO\b|\bFIXME\b|NotImplementedError|(?i:\bissue #?[0-9]+)")
EMPTY_NAMES = re.compile(
    r"(^|_)(utils?|helpers?|managers?|handlers?|processors?|misc)(_|$)|(Helper|Manager|Handler|Processor)s?$"
)


def sources() -> list[Path]:
    return sorted(SOURCE.rglob("*.py"))


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"), str(path))


def imported(nodes: Iterator[ast.AST]) -> Iterator[tuple[int, str]]:
    """Line and full name of each import among these nodes."""
    for node in nodes:
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"line {node.lineno}: imports are written in full"
            for alias in node.names:
                yield node.lineno, f"{node.module}.{alias.name}"


def run_at_import(node: ast.AST) -> Iterator[ast.AST]:
    """What Python executes when it imports the module: no function bodies, nothing for type checkers only."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            continue
        if isinstance(child, ast.If) and ast.unparse(child.test) in {"TYPE_CHECKING", "typing.TYPE_CHECKING"}:
            yield from (each for other in child.orelse for each in (other, *run_at_import(other)))
            continue
        yield child
        yield from run_at_import(child)


def test_the_import_contracts_hold() -> None:
    lint = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_logo=True, no_cache=True))"
    done = subprocess.run([sys.executable, "-c", lint], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("layer", LAYERS)
def test_domain_and_services_import_no_third_party_and_no_layer_but_their_own(layer: str) -> None:
    wrong = []
    for path in sorted((SOURCE / layer).rglob("*.py")):
        for line, module in imported(ast.walk(tree(path))):
            first, *rest = module.split(".")
            ours = first == "clientcare" and rest[0] in {"__version__", *LAYERS[layer]}
            if not ours and first not in sys.stdlib_module_names:
                wrong.append(f"{name(path)}:{line} imports {module}")
    assert not wrong


def test_the_domain_reads_no_file_no_clock_and_no_chance() -> None:
    wrong = []
    for path in sorted((SOURCE / "domain").rglob("*.py")):
        whole = tree(path)
        wrong += [
            f"{name(path)}:{line} imports {module}"
            for line, module in imported(ast.walk(whole))
            if module.partition(".")[0] in OUTSIDE or module == "pathlib.Path"
        ]
        for node in ast.walk(whole):
            if not isinstance(node, ast.Call):
                continue
            called = node.func
            if (isinstance(called, ast.Name) and called.id in OUTSIDE_CALLS) or (
                isinstance(called, ast.Attribute) and called.attr in CLOCK_CALLS
            ):
                wrong.append(f"{name(path)}:{node.lineno} calls {ast.unparse(called)}")
    assert not wrong


def test_an_import_counts_as_run_at_the_start_unless_a_function_or_a_type_checker_needs_it() -> None:
    module = ast.parse(
        "import rich\n"
        "if TYPE_CHECKING:\n    import jinja2\nelse:\n    import email\n"
        "try:\n    from pydantic import BaseModel\nexcept ImportError:\n    pass\n"
        "def late():\n    import smtplib\n"
        "class Early:\n    import ssl\n"
    )
    assert {module for _, module in imported(run_at_import(module))} == {"rich", "email", "pydantic.BaseModel", "ssl"}


def test_heavy_libraries_are_imported_inside_functions() -> None:
    wrong = []
    for path in sources():
        allowed = HEAVY_AT_THE_TOP.get(name(path), set())
        for line, module in imported(run_at_import(tree(path))):
            if module.partition(".")[0] in HEAVY - allowed:
                wrong.append(f"{name(path)}:{line} imports {module} at the top")
    assert not wrong


def test_no_source_file_is_longer_than_can_be_read_at_once() -> None:
    lengths = {name(path): len(path.read_text("utf-8").splitlines()) for path in sources()}
    long = {path for path, lines in lengths.items() if lines > LONG}
    assert long == set(LONGER_FOR_A_REASON), "split it, or say in this test why it reads better whole"


def test_names_say_what_a_thing_is() -> None:
    wrong = [name(path) for path in sources() if EMPTY_NAMES.search(path.stem)]
    for path in sources():
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.ClassDef) and EMPTY_NAMES.search(node.name):
                wrong.append(f"{name(path)}:{node.lineno} {node.name}")
    assert not wrong


def test_nothing_is_left_unfinished_or_refers_to_what_a_reader_cannot_see() -> None:
    wrong = []
    for path in published():
        for number, line in enumerate(path.read_text("utf-8", errors="replace").splitlines(), 1):
            if found := UNFINISHED.search(line):
                wrong.append(f"{name(path)}:{number} says {found.group()}")
    assert not wrong


def published() -> Iterator[Path]:
    """Every text file of the repository that people wrote, this one apart."""
    folders = ("src", "tests", "docs", "guides", "benchmarks", "scripts", ".ci")
    files = [path for path in ROOT.iterdir() if path.is_file() and not path.name.startswith((".coverage", "uv.lock"))]
    for folder in folders:
        files += [path for path in (ROOT / folder).rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    return (path for path in sorted(files) if path.suffix in TEXT and path != Path(__file__))
