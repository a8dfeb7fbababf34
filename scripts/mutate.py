"""Changes the core in small ways, one at a time, and sees whether its tests notice.

Prints how many of the changes (mutants) the tests noticed, module by module. Each that nobody noticed is to be listed
in docs/reference/mutants.md with the reason why it does no harm. Ends with 1 where fewer than 85 of 100 were noticed in
a module, or one that was not is missing from the list. Which modules and which tests: [tool.mutmut] in pyproject.toml.
"""

from __future__ import annotations

import contextlib
import functools
import gc
import io
import os
import re
import resource
import shutil
import signal
import sys
import time
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple, NoReturn

import pytest
from _pytest.runner import runtestprotocol
from mutmut import __main__ as mutmut
from mutmut.configuration import config
from mutmut.mutation import trampoline
from mutmut.mutation.data import SourceFileMutationData
from mutmut.mutation.diff_apply import get_diff_for_mutant
from mutmut.state import state
from mutmut.stats import status_by_exit_code
from mutmut.utils.file_utils import walk_mutatable_files
from mutmut.utils.format_utils import (
    get_module_from_key,
    mangled_name_from_mutant_name,
    orig_function_and_class_names_from_key,
)

ROOT = Path(__file__).parents[1]
LIST = ROOT / "docs" / "reference" / "mutants.md"
LEAST = 85.0  # per cent
AT_ONCE = len(os.sched_getaffinity(0))  # changes that are tried side by side
TIMEOUT = 36  # the exit code that mutmut has for it
MORE_SECONDS = 1.0  # of the processor, beyond twice what a test takes: so a change that makes a loop endless shows
MOST_MEMORY = 4 << 30  # bytes
CONDITIONS = ("skip", "skipif", "xfail", "usefixtures")  # marks that only pytest can follow
NOTICED = {"killed", "timeout", "segfault", "caught by type check"}

# As a survivor stands in the list, below a heading with the full name of its function:
#   - `n > 0` → `n >= 0`: n is never 0 here, because …
LISTED = re.compile(r"- `(?P<was>.*?)` → `(?P<became>.*?)`: *(?P<reason>.*)")


class Survivor(NamedTuple):
    """A change that no test noticed. Its text names it, since numbers of mutants change with every edit."""

    function: str
    was: str
    became: str

    def __str__(self) -> str:
        return f"- `{self.was}` → `{self.became}`: "


class Module(NamedTuple):
    """What became of the changes in one module."""

    name: str
    noticed: int
    tried: int
    survivors: list[Survivor]

    @property
    def rate(self) -> float:
        """Per cent of the changes that the tests noticed."""
        return 100 * self.noticed / self.tried if self.tried else 100.0


def run() -> None:
    """Let mutmut write all changes anew, and the tests judge each: what it remembers does not know of changed tests."""
    shutil.rmtree("mutants", ignore_errors=True)
    Path("mutants").mkdir()
    trampoline.set_mutant_under_test("mutant_generation")
    with contextlib.redirect_stdout(io.StringIO()):
        mutmut.copy_src_dir()
        mutmut.copy_also_copy_files()
        mutmut.setup_source_paths()
        mutmut.create_mutants(AT_ONCE)
    files = []
    for path in sorted(walk_mutatable_files()):
        files.append(SourceFileMutationData(path=path))
        files[-1].load()
    judge = Judge([name for file in files for name in file.exit_code_by_key])
    with contextlib.chdir("mutants"):
        arguments = ["-q", "--rootdir=.", *config().pytest_add_cli_args]
        ended = pytest.main([*arguments, *config().pytest_add_cli_args_test_selection], plugins=[judge])
    if ended != pytest.ExitCode.OK:
        sys.exit("No change was tried.")
    for file in files:
        file.exit_code_by_key = {name: judge.verdicts[name] for name in file.exit_code_by_key}
        file.save()


class Judge:
    """Runs the tests for each change in a process of its own, forked when all tests were collected: pytest would
    collect them again for each. Only tests that reach the changed function run, the quickest first.
    """

    def __init__(self, mutants: list[str]) -> None:
        self.mutants = mutants
        self.verdicts: dict[str, int] = {}
        self.costs: dict[pytest.Item, float] = {}  # seconds of the processor
        self.reaching: dict[str, list[pytest.Item]] = defaultdict(list)

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """All of it, instead of pytest's own loop."""
        self.learn(session.items)
        forget()
        gc.freeze()
        running: dict[int, str] = {}
        for mutant in sorted(self.mutants):
            if len(running) == AT_ONCE:
                self.wait(running)
            child = os.fork()
            if not child:
                self.judge(mutant)
            running[child] = mutant
        while running:
            self.wait(running)
        return True

    def learn(self, items: list[pytest.Item]) -> None:
        """Run each test once on the code as it is: what it costs, and which functions it reaches."""
        activate("stats")
        for item in items:
            state()._stats.clear()
            started = time.process_time()
            if not passes(item):
                pytest.exit(f"{item.nodeid} does not pass as it is, so that it can judge no change.", 1)
            self.costs[item] = time.process_time() - started
            for function in state()._stats:
                self.reaching[function].append(item)
        for tests in self.reaching.values():
            tests.sort(key=self.costs.__getitem__)

    def judge(self, mutant: str) -> NoReturn:
        """In the child: end with 1 when a test notices."""
        with open(os.devnull, "w") as nowhere:
            os.dup2(nowhere.fileno(), 1)
            os.dup2(nowhere.fileno(), 2)
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
        activate(mutant)
        noticed = True
        with contextlib.suppress(BaseException):
            noticed = not all(
                passes(item, within=MORE_SECONDS + 2 * self.costs[item])
                for item in self.reaching[mangled_name_from_mutant_name(mutant)]
            )
        os._exit(noticed)

    def wait(self, running: dict[int, str]) -> None:
        """Take the verdict of whichever child ends next."""
        child, status = os.wait()
        mutant = running.pop(child)
        self.verdicts[mutant] = os.WEXITSTATUS(status) if os.WIFEXITED(status) else TIMEOUT
        if sys.stdout.isatty():
            missed = sum(verdict == 0 for verdict in self.verdicts.values())
            print(f"\r{len(self.verdicts)} of {len(self.mutants)} tried, {missed} not noticed", end="", flush=True)


def forget() -> None:
    """Empty every cache: what the code as it is has answered already, no change in it could answer otherwise."""
    for cache in [one for one in gc.get_objects() if isinstance(one, functools._lru_cache_wrapper)]:
        cache.cache_clear()


def activate(mutant: str) -> None:
    """Make this the change that is in force."""
    trampoline.get_mutant_under_test = lambda: mutant


def passes(item: pytest.Item, *, within: float = 0) -> bool:
    """Run one test; the process ends when it takes more than so many seconds.

    A test that takes no fixture is just called: most do, and what pytest does around it costs more than they do.
    """
    signal.setitimer(signal.ITIMER_PROF, within)
    given = item.callspec.params if hasattr(item, "callspec") else {}
    if {*item._fixtureinfo.argnames} <= {*given} and not any(mark.name in CONDITIONS for mark in item.iter_markers()):
        with contextlib.suppress(pytest.skip.Exception):
            item.obj(**given)
        return True
    return not any(report.failed for report in runtestprotocol(item, log=False, nextitem=None))


def results() -> list[Module]:
    """Read what the run left in mutants/."""
    modules = []
    for path in sorted(walk_mutatable_files()):
        found = SourceFileMutationData(path=path)
        found.load()
        became = {name: status_by_exit_code[code] for name, code in found.exit_code_by_key.items()}
        tried = [name for name, status in became.items() if status != "skipped"]
        missed = [name for name in tried if became[name] not in NOTICED]
        modules.append(
            Module(path.stem, len(tried) - len(missed), len(tried), sorted({survivor(name, path) for name in missed}))
        )
    return modules


def survivor(mutant: str, path: Path) -> Survivor:
    """The change itself, from mutmut's name for it."""
    function, owner = orig_function_and_class_names_from_key(mutant)
    sides: dict[str, list[str]] = defaultdict(list)
    for line in get_diff_for_mutant(mutant, path=path).splitlines()[2:]:
        sides[line[:1]].append(line[1:].strip())
    was, became = (" ".join(sides[side]).replace("`", "'") for side in "-+")
    return Survivor(".".join(filter(None, (get_module_from_key(mutant), owner, function))), was, became)


def listed() -> dict[Survivor, str]:
    """Survivors of the list, with their reasons."""
    reasons = {}
    function = ""
    for line in LIST.read_text("utf-8").splitlines() if LIST.exists() else ():
        if line.startswith("#"):
            function = line.lstrip("#").strip(" `")
        elif match := LISTED.fullmatch(line):
            reasons[Survivor(function, match["was"], match["became"])] = match["reason"]
    return reasons


def say(title: str, survivors: list[Survivor]) -> None:
    """Print survivors in the form of the list, so that they can be pasted into it."""
    print(f"\n{title}")
    function = ""
    for each in survivors:
        if each.function != function:
            function = each.function
            print(f"\n### `{function}`\n")
        print(each)


def main() -> int:
    """Run, compare, report."""
    os.chdir(ROOT)
    run()
    modules = results()
    reasons = listed()
    for module in modules:
        print(f"{module.name:12} {module.noticed:5} of {module.tried:5} noticed {module.rate:6.1f} %")
    survivors = [each for module in modules for each in module.survivors]
    explained = [each for each in survivors if reasons.get(each)]
    unexplained = [each for each in survivors if not reasons.get(each)]
    gone = sorted(set(reasons) - set(survivors))

    name = LIST.relative_to(ROOT).as_posix()
    print(f"\nNot noticed: {len(survivors)}; {len(explained)} of them have their reason in {name}")
    if gone:
        say(f"Noticed by now, or no longer tried; take them out of {name}:", gone)
    if unexplained:
        say(f"Write a test that notices these, or list them with the reason in {name}:", unexplained)
    low = [module.name for module in modules if module.rate < LEAST]
    if low:
        print(f"\nBelow {LEAST:g} %: {', '.join(low)}")
    return 1 if low or unexplained or not modules else 0


if __name__ == "__main__":
    sys.exit(main())
