"""Long output goes through the user's pager, and leaves nothing behind."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from clientcare.adapters.pager import page, pager

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """A pager that writes down what it was given, and how."""
    made = tmp_path / "less"
    made.write_text(f'#!/bin/sh\ncat > "{tmp_path}/shown"\nenv > "{tmp_path}/env"\n')
    made.chmod(0o755)
    return made


def test_less_is_taken_unless_another_pager_is_named(program: Path) -> None:
    path = {"PATH": str(program.parent)}
    assert pager(path) == [str(program)]
    assert pager({**path, "PAGER": f"{program} -S"}) == [str(program), "-S"]


@pytest.mark.parametrize("named", ["cat", "no-such-pager", "'unbalanced", "  "])
def test_without_a_pager_the_text_is_shown_as_it_is(named: str, tmp_path: Path) -> None:
    assert pager({"PATH": f"{tmp_path}:{os.defpath}", "PAGER": named}) in ([], pager({"PATH": os.defpath}))
    assert not page("text", {"PATH": str(tmp_path), "PAGER": named})


def test_the_pager_gets_the_whole_text_and_may_save_nothing(program: Path, tmp_path: Path) -> None:
    path = f"{tmp_path}:{os.environ['PATH']}"
    assert page("Müller\n" * 100, {"PATH": path, "LESSHISTFILE": "/somewhere"})
    assert (tmp_path / "shown").read_text("utf-8") == "Müller\n" * 100
    environment = (tmp_path / "env").read_text("utf-8").splitlines()
    assert {"LESS=FRX", "LESSHISTFILE=-", "LESSSECURE=1"} <= set(environment)


def test_a_pager_that_does_not_start_is_none_and_one_that_ends_early_is_no_error(tmp_path: Path) -> None:
    broken = tmp_path / "broken"
    broken.write_text("#!/nowhere/at/all\n")
    broken.chmod(0o755)
    assert not page("text", {"PATH": str(tmp_path), "PAGER": "broken"})
    early = tmp_path / "early"
    early.write_text("#!/bin/sh\nexit 0\n")
    early.chmod(0o755)
    assert page("text\n" * 200_000, {"PATH": f"{tmp_path}:{os.environ['PATH']}", "PAGER": "early"})
