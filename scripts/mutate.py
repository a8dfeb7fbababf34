"""Changes the core in small ways, one at a time, and sees whether its tests notice.

Prints how many of the changes (mutants) the tests noticed, module by module. Each that nobody noticed is to be listed
in docs/reference/mutants.md with the reason why it does no harm. Ends with 1 where fewer than 85 of 100 were noticed in
a module, or one that was not is missing from the list. Which modules and which tests: [tool.mutmut] in pyproject.toml.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
LIST = ROOT / "docs" / "reference" / "mutants.md"
LEAST = 85.0  # per cent
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
    """Let mutmut try all changes anew: what it remembers of an earlier run does not know of changed tests."""
    shutil.rmtree(ROOT / "mutants", ignore_errors=True)
    command = [str(Path(sys.executable).with_name("mutmut")), "run"]
    shown = None if sys.stdout.isatty() else subprocess.PIPE
    done = subprocess.run(command, cwd=ROOT, stdout=shown, stderr=subprocess.STDOUT, encoding="utf-8", check=False)
    if done.returncode:
        sys.exit(f"{(done.stdout or '')[-4000:]}\nmutmut stopped before it was through.")


def results() -> list[Module]:
    """Read what the run left in mutants/."""
    from mutmut.mutation.data import SourceFileMutationData
    from mutmut.stats import status_by_exit_code
    from mutmut.utils.file_utils import walk_mutatable_files

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
    from mutmut.mutation.diff_apply import get_diff_for_mutant
    from mutmut.utils.format_utils import get_module_from_key, orig_function_and_class_names_from_key

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
