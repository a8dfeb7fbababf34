"""The lines for a shell, as they are shown."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from clientcare.domain.shells import ShellSetup, block
from clientcare.views.shell_setup import SHELL_SETUP
from clientcare.views.view import Look

LOOK = Look(80, False, True, datetime(2026, 11, 24, tzinfo=UTC))
SHOWN = ShellSetup("bash", "shown", "/home/ann/.bashrc", block("a", "b"))


def test_the_lines_can_be_pasted_as_they_stand() -> None:
    first, *lines = SHELL_SETUP.human(SHOWN, LOOK).split("\n")
    assert first == "# For /home/ann/.bashrc; to put it there: clientcare shell-setup bash --install"
    assert "\n".join(lines) + "\n" == SHOWN.text


@pytest.mark.parametrize(
    ("done", "line"),
    [
        ("added", "✓ Added to /home/ann/.bashrc. New terminals know it; in this one type: . /home/ann/.bashrc"),
        (
            "updated",
            "✓ Brought up to date in /home/ann/.bashrc. New terminals know it; in this one type: . /home/ann/.bashrc",
        ),
        ("already", "✓ /home/ann/.bashrc keeps clientcare out of the history already."),
        ("left", "/home/ann/.bashrc was left as it is. To see the lines: clientcare shell-setup bash"),
    ],
)
def test_what_became_of_them_is_one_line(done: str, line: str) -> None:
    assert SHELL_SETUP.human(SHOWN._replace(done=done), LOOK) == [line]  # type: ignore[arg-type]


def test_fish_and_zsh_read_it_with_source() -> None:
    (line,) = SHELL_SETUP.human(
        SHOWN._replace(shell="zsh", done="added", file="/h/.zshrc"), LOOK._replace(symbols=False)
    )
    assert line.startswith("+ Added")
    assert line.endswith("source /h/.zshrc")


def test_scripts_get_the_shell_what_was_done_and_the_file() -> None:
    assert list(SHELL_SETUP.plain(SHOWN)) == [("bash", "shown", "/home/ann/.bashrc")]
    assert list(SHELL_SETUP.quiet(SHOWN)) == ["/home/ann/.bashrc"]
