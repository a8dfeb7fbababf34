"""What a part found: numbers for docs/reference/faults.md, what was wrong, and what was not run."""

from __future__ import annotations

import fcntl
import re
from pathlib import Path
from textwrap import wrap
from typing import NamedTuple

WIDTH = 120
PAGE = Path(__file__).parents[2] / "docs" / "reference" / "faults.md"


class Report(NamedTuple):
    """`rows` are measured figures with what they are of; `wrong` is empty where all held; `left_out` was not run."""

    rows: tuple[tuple[str, str], ...]
    wrong: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()


def written(page: str, title: str, about: str, report: Report, when: str) -> str:
    """The page with the section of one part made anew; the sections of other parts stay."""
    lines = [f"## {title}", "", *wrap(about, WIDTH), "", f"Last run: {when}.", "", "| what | result |", "|---|---|"]
    lines += [f"| {what} | {result} |" for what, result in report.rows]
    lines += ["", f"Not as it must be: {len(report.wrong)}." if report.wrong else "All was as it must be."]
    lines += [line for one in report.left_out for line in ("", *wrap(f"Not run: {one}.", WIDTH))]
    section = "\n".join(lines) + "\n"
    found = re.search(rf"^## {re.escape(title)}\n.*?(?=^## |\Z)", page, re.DOTALL | re.MULTILINE)
    if found is None:
        return f"{page.rstrip()}\n\n{section}"
    rest = page[found.end() :]
    return page[: found.start()] + section + (f"\n{rest}" if rest else "")


def keep(title: str, about: str, report: Report, when: str) -> None:
    """Write a part's figures into the page; several parts may end at the same moment."""
    with PAGE.open("rb") as page:
        fcntl.flock(page, fcntl.LOCK_EX)
        PAGE.write_text(written(PAGE.read_text("utf-8"), title, about, report, when), "utf-8")
