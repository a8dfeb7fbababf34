"""A technician at a real pseudo-terminal: keys go in, and what the screen shows is read as a person sees it."""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pexpect
import pyte

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.shops import Shop

ROOT = Path(__file__).parents[2]
PATIENCE = 30
"""Seconds until a text that does not come counts as missing."""
ENTER, CTRL_C, CTRL_D = "\r", "\x03", "\x04"


class Terminal:
    """A command on a terminal; with `out`, its standard output goes there. `raw` is all that the terminal got."""

    def __init__(
        self,
        shop: Shop,
        *words: str,
        me: str = "ann",
        columns: int = 80,
        rows: int = 60,
        out: Path | None = None,
        **environ: str,
    ) -> None:
        self.screen = pyte.Screen(columns, rows)
        self.stream = pyte.ByteStream(self.screen)
        self.raw = b""
        command = [sys.executable, "-m", "tests.terminal.desk", str(shop.folder), me, shop.now.isoformat(), *words]
        if out:
            command = ["/bin/sh", "-c", 'out=$1; shift; exec "$@" > "$out"', "sh", str(out), *command]
        self.child = pexpect.spawn(
            command[0],
            command[1:],
            cwd=str(ROOT),
            env={**os.environ, "PYTHONPATH": str(ROOT), **environ},
            dimensions=(rows, columns),
            timeout=PATIENCE,
        )
        self.child.delaybeforesend = None

    def press(self, keys: str) -> None:
        """Type these keys."""
        self.child.send(keys)

    def answer(self, question: str, text: str = "") -> None:
        """Wait for a question in the last line, type an answer and press Enter."""
        self.last(question)
        self.press(text + ENTER)

    def until(self, *texts: str) -> None:
        """Wait until all these texts are on the screen."""
        self._wait(lambda: all(text in self.shown() for text in texts), f"waited for {texts}")

    def last(self, text: str) -> None:
        """Wait until this text is in the last line that says anything, and the cursor stands there.

        A question that is too long to be answered beside it stands above that line.
        """
        self._wait(
            lambda: text in self._asked() and bool(self.screen.display[self.screen.cursor.y].strip()),
            f"waited for {text!r} in the last line",
        )

    def _asked(self) -> str:
        lines = self.lines()
        return lines[-1] if lines[-1].strip() != ">" else " ".join(line.strip() for line in lines[-4:-1])

    def typing(self) -> None:
        """Wait until a prompt reads the keys itself: before, the terminal would echo them and send signals."""
        on, off = b"\x1b[?2004h", b"\x1b[?2004l"
        self._wait(lambda: self.raw.rfind(on) > self.raw.rfind(off), "waited for a prompt")

    def step(self, heading: str, keys: str = "q shell") -> None:
        """Wait until a step is shown and its keys wait to be pressed."""
        self.until(heading)
        self.last(keys)

    def ends(self) -> int:
        """Wait for the end; answers the exit code."""
        for _ in self._read():
            pass
        self.child.close()
        return self.child.exitstatus if self.child.exitstatus is not None else -(self.child.signalstatus or 0)

    def hang_up(self) -> None:
        """The terminal goes away."""
        self.child.close(force=False)

    def lines(self) -> list[str]:
        """The lines of the screen that say anything."""
        return [line.rstrip() for line in self.screen.display if line.strip()] or [""]

    def shown(self) -> str:
        """What the screen shows."""
        return "\n".join(line.rstrip() for line in self.screen.display)

    def _wait(self, there: object, what: str) -> None:
        assert callable(there)
        if there():
            return
        for _ in self._read():
            if there():
                return
        raise AssertionError(f"{what}; the screen shows:\n{self.shown()}")

    def _read(self) -> Iterator[None]:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            try:
                data = self.child.read_nonblocking(65536, timeout=1)
            except pexpect.TIMEOUT:
                continue
            except pexpect.EOF:
                return
            self.raw += data
            self.stream.feed(data)
            yield
        self.child.kill(signal.SIGKILL)
