"""A sample of `make fuzz`: whatever a file holds, it ends in a guide that works or in errors with a place."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.fuzz.__main__ import main
from tests.fuzz.judging import judge
from tests.fuzz.samples import Sample, sample

ROOT = Path(__file__).parents[2]
BLOCK = 500


@pytest.mark.parametrize("first", range(0, 2_000, BLOCK))
def test_any_front_matter_is_a_guide_or_is_refused_with_a_place(first: int) -> None:
    """In a process of its own, which no tracing slows down: the time that each file takes is looked at too."""
    command = [sys.executable, "-m", "tests.fuzz", "--from", str(first), "--count", str(BLOCK)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    told = done.stdout.splitlines()[0]
    assert all(f"× {outcome}" in told for outcome in ("guide,", "guide with warnings", "refused"))
    assert told.startswith(f"{BLOCK} files")


def test_a_number_gives_the_same_file_each_time() -> None:
    assert sample(4_711) == sample(4_711)
    assert len({sample(number).content for number in range(50)}) == 50


def test_what_is_wrong_is_told_with_the_number_that_plays_it_again(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.fuzz.judging.guide_from_bytes", lambda *_, **__: 1 // 0)
    assert main(["--from", "7", "--count", "1", "--show"]) == 1
    said = capsys.readouterr().out
    assert "WRONG: 7. Again: .venv/bin/python -m tests.fuzz --from 7 --count 1 --show" in said
    assert "ZeroDivisionError" in said
    assert "1 × crash; 1 wrong" in said


def test_a_remark_without_a_place_in_the_file_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one = Sample(1, b"+++\n[[steps]]\nname = 3\n+++\n", ".md")
    assert judge(one, tmp_path).wrong == ()
    monkeypatch.setattr("clientcare.adapters.toml_spots.TomlSpots.__call__", lambda *_, **__: (9, 1))
    assert any("no place in the file" in told for told in judge(one, tmp_path).wrong)
