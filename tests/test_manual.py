"""The manual pages are those of the commands, and formatters take them as they are."""

from __future__ import annotations

import re
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from clientcare.catalogue import COMMANDS
from scripts.reference import MANUAL

if TYPE_CHECKING:
    from pathlib import Path

PAGES = sorted(MANUAL.glob("*.1"))


def test_there_is_one_page_for_all_and_one_for_each_top_level_name() -> None:
    assert {page.stem for page in PAGES} == {"clientcare", *(f"clientcare-{name}" for name in COMMANDS)}


def test_the_page_of_a_group_tells_all_of_its_commands() -> None:
    page = (MANUAL / "clientcare-option.1").read_text("utf-8")
    assert re.findall(r'^\.SH "clientcare option (\w+)"', page, re.MULTILINE) == ["add", "choose", "list"]
    assert "\\fB\\-\\-consequence\\fR \\fITEXT\\fR\nWhat follows from it." in page


def test_the_page_for_all_tells_what_every_exit_code_means() -> None:
    page = (MANUAL / "clientcare.1").read_text("utf-8")
    assert "\\fB8\\fR\nThe privacy guard found what looks like a secret." in page


@pytest.mark.parametrize("page", PAGES, ids=[page.stem for page in PAGES])
def test_every_page_names_itself_as_apropos_reads_it_and_is_plain_ascii(page: Path) -> None:
    lines = page.read_text("ascii").splitlines()
    assert lines[lines.index(".SH NAME") + 1].replace("\\", "").startswith(f"{page.stem} - ")


@pytest.mark.skipif(not shutil.which("mandoc"), reason="mandoc is not installed")
def test_a_formatter_has_nothing_to_say_but_that_pages_bear_no_date() -> None:
    said = subprocess.run(
        ("mandoc", "-T", "lint", "-W", "warning", *PAGES), capture_output=True, encoding="utf-8", check=False
    ).stdout
    assert [line for line in said.splitlines() if "missing date" not in line] == []
