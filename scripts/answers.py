"""Reads from the code what `--json` answers: every View, the commands that show it, and the shape of its data.

Types stand in annotations that only type checkers import, so they are read from the syntax trees, not from the modules.
"""

from __future__ import annotations

import ast
from collections import defaultdict
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

SOURCE = Path(__file__).parents[1] / "src"


class Kind(NamedTuple):
    """A type as a module writes it."""

    annotation: ast.expr
    module: str


class Answer(NamedTuple):
    """One envelope, the commands that give it, and the type of its data."""

    envelope: str
    commands: tuple[str, ...]
    data: Kind


def answers() -> list[Answer]:
    """Every View of `clientcare.views` that is not made of another one, by its envelope."""
    used = _uses()
    found = []
    for path in sorted((SOURCE / "clientcare" / "views").glob("[a-z]*.py")):
        module = import_module(f"clientcare.views.{path.stem}")
        for view in _own_views(module):
            found.append(Answer(view.name, tuple(used[id(view)]), Kind(_taken(view.human, module), module.__name__)))
    return sorted(found)


def shapes(kinds: list[Kind]) -> dict[str, type]:
    """The named results of ours in these types, and in their fields, by name. Raises TypeError for two of one name."""
    found: dict[str, type] = {}
    waiting = list(kinds)
    while waiting:
        for shape in results_in(waiting.pop()):
            if shape.__name__ not in found:
                found[shape.__name__] = shape
                waiting += fields(shape).values()
            elif found[shape.__name__] is not shape:
                raise TypeError(f"there are two results called {shape.__name__}: rename one")
    return dict(sorted(found.items()))


def results_in(kind: Kind) -> list[type]:
    """The named results of ours in a type."""
    names = sorted({node.id for node in ast.walk(kind.annotation) if isinstance(node, ast.Name)})
    known = _classes(kind.module)
    return [known[name] for name in names if name in known and _is_result(known[name])]


def called(name: str, module: str) -> str:
    """What a class is called at home, where a module calls it otherwise."""
    return _classes(module)[name].__name__


def fields(shape: type) -> dict[str, Kind]:
    """The fields of a result, in order. What is no field (a property) is not in the answer either."""
    node = next(
        one for one in _tree(shape.__module__).body if isinstance(one, ast.ClassDef) and one.name == shape.__name__
    )
    return {
        one.target.id: Kind(_spelled_out(one.annotation, shape.__module__), shape.__module__)
        for one in node.body
        if isinstance(one, ast.AnnAssign) and isinstance(one.target, ast.Name)
    }


def _own_views(module: ModuleType) -> list[Any]:
    from clientcare.views.view import View

    return [vars(module)[name] for name in _assigned(module.__name__) if isinstance(vars(module)[name], View)]


def _taken(human: Any, module: ModuleType) -> ast.expr:
    """What the rendering for people takes; a lambda is looked through to the function of this module that it calls."""
    functions = _functions(module.__name__)
    for name in (human.__name__, *human.__code__.co_names):
        if name in functions and (annotation := functions[name].args.args[0].annotation):
            return annotation
    raise TypeError(f"{module.__name__}: nothing says what {human.__name__} takes")


def _uses() -> dict[int, list[str]]:
    """The commands that show each view."""
    from clientcare.catalogue import COMMANDS

    found: dict[int, list[str]] = defaultdict(list)
    for name, entry in COMMANDS.items():
        registered = import_module(f"clientcare.commands.{entry.module}").app.registered_commands
        for one in registered:
            own = one.name or one.callback.__name__.replace("_", "-")
            for view in _shown(one.callback.__name__, import_module(one.callback.__module__)):
                path = f"{name} {own}" if len(registered) > 1 else name
                found[id(view)] += [path] if path not in found[id(view)] else []
    return found


def _shown(command: str, module: ModuleType) -> Iterator[Any]:
    """The views in the body of a command, and in those of the functions of its module that it calls."""
    from clientcare.views.view import View

    functions = _functions(module.__name__)
    waiting, seen = [command], {""}
    while waiting:
        name = waiting.pop()
        if name in seen or name not in functions:
            continue
        seen.add(name)
        for node in ast.walk(functions[name]):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                waiting.append(node.func.id)
            elif isinstance(node, ast.Name) and isinstance(vars(module).get(node.id), View):
                yield vars(module)[node.id]


@cache
def _tree(module: str) -> ast.Module:
    return ast.parse((SOURCE / Path(*module.split("."))).with_suffix(".py").read_text("utf-8"))


def _functions(module: str) -> dict[str, ast.FunctionDef]:
    return {node.name: node for node in _tree(module).body if isinstance(node, ast.FunctionDef)}


def _assigned(module: str) -> dict[str, ast.expr]:
    """The names that a module assigns at its top, with what it writes for each."""
    found = {}
    for node in _tree(module).body:
        if isinstance(node, ast.Assign):
            found.update({target.id: node.value for target in node.targets if isinstance(target, ast.Name)})
    return found


def _spelled_out(annotation: ast.expr, module: str) -> ast.expr:
    """A name that stands for a Literal in its module is replaced by it."""
    known = _assigned(module)
    return known[annotation.id] if isinstance(annotation, ast.Name) and annotation.id in known else annotation


@cache
def _classes(module: str) -> dict[str, type]:
    """The classes that annotations of this module can name, those that only type checkers import among them."""
    found = dict(vars(import_module(module)))
    for node in ast.walk(_tree(module)):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("clientcare."):
            home = vars(import_module(str(node.module)))
            found.update({alias.asname or alias.name: home.get(alias.name) for alias in node.names})
    return {name: value for name, value in found.items() if isinstance(value, type)}


def _is_result(value: type) -> bool:
    return value.__module__.startswith("clientcare.") and (
        hasattr(value, "_fields") or hasattr(value, "__dataclass_fields__")
    )
