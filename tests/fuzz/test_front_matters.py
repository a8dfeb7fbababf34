"""A sample of `make fuzz`: whatever a file holds, it ends in a guide that works or in errors with a place."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from tests.fuzz.__main__ import main
from tests.fuzz.judging import judge
from tests.fuzz.samples import Sample, sample

if TYPE_CHECKING:
    from pathlib import Path

BLOCK = 250


@pytest.mark.parametrize("first", range(0, 2_000, BLOCK))
def test_any_front_matter_is_a_guide_or_is_refused_with_a_place(first: int, tmp_path: Path) -> None:
    judged = {number: judge(sample(number), tmp_path) for number in range(first, first + BLOCK)}
    assert {number: one.wrong for number, one in judged.items() if one.wrong} == {}
    outcomes = Counter(one.outcome for one in judged.values())
    assert min(outcomes[one] for one in ("guide", "guide with warnings", "refused")) > 0


def test_a_number_gives_the_same_file_each_time() -> None:
    assert sample(4_711) == sample(4_711)
    assert len({sample(number).content for number in range(50)}) == 50


def test_what_is_wrong_is_told_with_the_number_that_plays_it_again(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.nice", int)
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
