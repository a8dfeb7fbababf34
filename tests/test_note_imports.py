"""`note` is typed many times a day: what it never needs, it never imports."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from benchmarks.imports import modules_of
from benchmarks.shop import open_shop

if TYPE_CHECKING:
    from pathlib import Path

NOT_FOR_A_NOTE = (
    "asyncio", "email", "holidays", "http", "icalendar", "jinja2", "keyring", "markdown_it", "prompt_toolkit",
    "pydantic", "pydantic_core", "rich", "smtplib", "sqlite3", "ssl",
)  # fmt: skip


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    folder: Path = tmp_path_factory.mktemp("shop")
    return modules_of(open_shop(folder), "note", "x")


def test_a_note_runs_through_the_command_itself(imported: set[str]) -> None:
    assert {"clientcare.cli", "clientcare.services"} <= imported


@pytest.mark.parametrize("module", NOT_FOR_A_NOTE)
def test_a_note_imports_no(module: str, imported: set[str]) -> None:
    assert sorted(name for name in imported if name == module or name.startswith(f"{module}.")) == []
