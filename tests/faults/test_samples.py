"""A sample of each part of `make faults`. A process of its own plays it, because it forks and traces."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults.parts import PARTS

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("name", ["crashes", "faults", "races"])
def test_a_sample_of_what_can_go_wrong_loses_nothing(name: str) -> None:
    if missing := [need.words for need in PARTS[name].sample_needs if not need.there()]:
        pytest.skip(f"needs {', '.join(missing)}")
    command = [sys.executable, "-m", "tests.faults", name, "--sample"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr
