"""The hook for pre-commit: its entry is run on staged files as pre-commit runs it, and stops a commit with a fault."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[1]
SOUND = '+++\ntitle = "Sound"\n[[steps]]\nname = "Look"\nweight = 1\n+++\n'
BROKEN = SOUND.replace('name = "Look"', "name = ")


@pytest.fixture
def hook() -> dict[str, Any]:
    """What the repository offers to pre-commit."""
    [found] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    assert isinstance(found, dict)
    return found


@pytest.fixture
def commit(hook: dict[str, Any], tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Stages files by their paths and runs the hook on those that it wants, from the top of the repository."""

    def git(*words: str) -> str:
        return subprocess.run(
            ["git", *words], cwd=tmp_path, check=True, capture_output=True, text=True, encoding="utf-8"
        ).stdout

    git("init", "--quiet")

    def run(files: dict[str, str]) -> subprocess.CompletedProcess[str]:
        for path, text in files.items():
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / path).write_text(text, "utf-8")
            git("add", "--", path)
        staged = git("diff", "--cached", "--name-only", "--diff-filter=ACMRTUXB", "-z").split("\0")
        wanted = [path for path in staged if re.search(hook["files"], path) and not re.search(hook["exclude"], path)]
        program, *words = shlex.split(hook["entry"])
        entry = str(Path(sys.executable).with_name(program))
        return subprocess.run([entry, *words, *wanted], cwd=tmp_path, capture_output=True, text=True, encoding="utf-8")

    return run


def test_the_hook_names_what_pre_commit_needs(hook: dict[str, Any]) -> None:
    assert hook["id"] == "clientcare-guide-check"
    assert hook["language"] == "python"
    assert hook["entry"] == "clientcare guide check"


def test_sound_guides_are_committed_and_what_is_no_guide_is_not_looked_at(commit: Callable[..., Any]) -> None:
    done = commit(
        {
            "content/guides/sound.md": SOUND,
            "guides/plain.toml": 'title = "Plain"\n',
            "guides/README.md": "For people.",
            "guides/.draft.md": BROKEN,
            "guides/decks/cards.md": BROKEN,
            "blog/post.md": BROKEN,
            "guides/picture.png": "no text",
        }
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert [line.partition(":")[0] for line in done.stdout.splitlines()[:-1]] == [
        "✓ content/guides/sound.md",
        "✓ guides/plain.toml",
    ]


def test_a_fault_stops_the_commit_with_its_place(commit: Callable[..., Any]) -> None:
    done = commit({"guides/sound.md": SOUND, "guides/broken.md": BROKEN})
    assert done.returncode == 7
    assert "guides/broken.md:4:" in done.stdout
    assert "1 of 2 guides has a fault." in done.stderr


def test_a_warning_alone_stops_none(commit: Callable[..., Any]) -> None:
    done = commit({"guides/näher.md": SOUND.replace("weight = 1\n", "")})
    assert done.returncode == 0
    assert "weight" in done.stdout
