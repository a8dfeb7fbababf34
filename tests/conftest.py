"""What every test may rely on: no setting of this machine reaches it, and nothing it does reaches this machine."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from collections.abc import Iterator

# The same examples in every run: a red build is red for everybody. To search further: --hypothesis-profile=thorough
settings.register_profile(
    "fast",
    max_examples=50,
    derandomize=True,
    deadline=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("thorough", max_examples=2000, deadline=None, print_blob=True)
settings.load_profile("fast")

CORPUS = "CLIENTCARE_CORPUS"
HOMES = ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA")
# What the shell of a developer sets and a product obeys: a test that wants one of these sets it itself.
FROM_OUTSIDE = (
    "BROWSER", "COLUMNS", "EDITOR", "EMAIL", "FORCE_COLOR", "LINES", "LOGNAME", "NO_COLOR", "PAGER", "PYTHONPATH",
    "PYTHONSAFEPATH", "SSH_CONNECTION", "TERM_PROGRAM", "TMUX", "VISUAL",
)  # fmt: skip


@pytest.fixture(scope="session", autouse=True)
def _a_clean_machine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The environment of the whole run, for what session fixtures and child processes see."""
    homes = tmp_path_factory.mktemp("homes")
    with pytest.MonkeyPatch.context() as patch:
        for name in list(os.environ):
            if (name.startswith(("CLIENTCARE_", "XDG_", "LC_")) and name != CORPUS) or name in FROM_OUTSIDE:
                patch.delenv(name)
        for name, value in {"TZ": "UTC", "LANG": "C.UTF-8", "TERM": "xterm-256color", "USER": "tester"}.items():
            patch.setenv(name, value)
        for name in HOMES:
            patch.setenv(name, str(homes))
        _read_time_zone()
        yield homes
    _read_time_zone()


@pytest.fixture(autouse=True)
def _a_home_of_its_own(_a_clean_machine: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Each test starts in an empty home folder, with no setting left by the test before it."""
    home = Path(tempfile.mkdtemp(dir=_a_clean_machine))
    for name in [name for name in os.environ if name.startswith("CLIENTCARE_") and name != CORPUS]:
        monkeypatch.delenv(name)
    for name in HOMES:
        monkeypatch.setenv(name, str(home))
    yield home
    shutil.rmtree(home, ignore_errors=True)


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of real files that CLIENTCARE_CORPUS names; tests that use it carry `@pytest.mark.corpus`."""
    return Path(os.environ[CORPUS])


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    folder = os.environ.get(CORPUS, "")
    if folder and Path(folder).is_dir():
        return
    skip = pytest.mark.skip(reason=f"{CORPUS} names no folder" if folder else f"{CORPUS} is not set")
    for item in items:
        if item.get_closest_marker("corpus"):
            item.add_marker(skip)


def _read_time_zone() -> None:
    if hasattr(time, "tzset"):
        time.tzset()
