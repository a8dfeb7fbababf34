"""Draws docs/session.svg, the README's picture: the real commands in a sample shop, in a real terminal of 80 columns.

Everything is as a technician would see it but the clock, which stands at the times below, so that a session of an hour
takes a few seconds. Billing's mail goes to a mail server that runs in this script.
"""

from __future__ import annotations

import os
import shlex
import socket
import subprocess
import sys
import tempfile
import time
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pyte.screens import Char

ROOT = Path(__file__).parents[1]
TARGET = ROOT / "docs" / "session.svg"
ZONE = ZoneInfo("Europe/Zurich")
COLUMNS, ROWS = 80, 60
PATIENCE = 30.0  # seconds for one command


class Typed(NamedTuple):
    """A command line and when it is typed; `answers` are given to the questions that hold these words."""

    at: str
    line: str
    me: str = "ann"
    answers: Mapping[str, str] = {}


BEFORE = (
    Typed("2026-11-02 08:00", "client add acme --name 'Acme AG' --account support-sla"),
    Typed("2026-11-02 08:00", "client contact acme add 'Ms Frei' --phone '044 555 01 20'"),
    Typed("2026-11-02 08:00", "team add ben --name 'Ben Sutter' --role senior-engineer"),
    Typed(
        "2026-11-02 10:00", "session add acme Toner --mode on-site --spent 25m --resolved --solution Refilled", "ben"
    ),
    Typed(
        "2026-11-20 16:00",
        "session add acme 'UPS quote' --mode phone --spent 10m --unresolved --solution 'Quote promised'"
        " --follow-up '27 Nov 9:00'",
    ),
)
SHOWN = (
    Typed("2026-11-24 14:05", 'session start acme "Printer offline" --mode remote --no-walk'),
    Typed("2026-11-24 14:31", "note Fuser worn out at 187k pages, replaced it"),
    Typed("2026-11-24 14:32", 'part "Fuser FK-1150" --price 89'),
    Typed(
        "2026-11-24 15:00",
        "close --bill",
        answers={
            "seen": "",
            "Problem": "",
            "Solution": "New fuser fitted, test page fine",
            "Time": "",
            "Solved": "y",
            "client?": "y",
            "Follow-up": "next week",
        },
    ),
)
BETWEEN = (Typed("2026-11-24 14:40", f"step done {step}") for step in ("prevention", "documentation", "billing"))
"""The reminders of the close, which would fill the picture."""


# -- one command, with the clock as it is told ---------------------------------------------------------------


def clientcare(at: str, words: list[str]) -> int:
    """Run one command in this process, with a clock that stands."""
    from clientcare.bootstrap import RealMakers
    from clientcare.cli import main
    from clientcare.desk import Desk

    class Clock:
        def now(self) -> datetime:
            return datetime.fromisoformat(at).replace(tzinfo=ZONE)

    class Makers(RealMakers):
        def clock(self, desk: Desk) -> Clock:
            return Clock()

    return main(words, build=lambda options: Desk(options, Makers()))


def process(typed: Typed) -> list[str]:
    """The process that runs a command."""
    return [sys.executable, str(Path(__file__)), "--clock", typed.at, *shlex.split(typed.line)]


# -- the shop and the terminal -------------------------------------------------------------------------------


class Shop:
    """A sample shop in an empty folder, and a terminal in front of it."""

    def __init__(self, folder: Path) -> None:
        import pyte

        self.environment = {
            "PATH": os.environ.get("PATH", os.defpath),
            "HOME": str(folder),
            "LANG": "C.UTF-8",
            "TERM": "xterm-256color",
            "CLIENTCARE_CONFIG": str(folder / "settings.toml"),
        }
        self.folder = folder
        self.screen = _screen_with_dim(pyte)(COLUMNS, ROWS)
        self.stream = pyte.Stream(self.screen)

    def build(self, port: int) -> None:
        """Lay down the shop, with some history and a mail server."""
        first = (
            f"init {shlex.quote(str(self.folder / 'share'))} --on-this-machine --shop 'Sample Support' --me ann"
            " --name 'Ann Example' --mail ann@example.ch --role account-manager --billing billing@example.ch"
            " --currency CHF --time-zone Europe/Zurich --management Mia --management-phone '044 555 01 00'"
        )
        mail = f"config set mail.way smtp mail.host localhost mail.port {port} mail.security none"
        for typed in (Typed("2026-11-02 08:00", first), Typed("2026-11-02 08:00", mail), *BEFORE):
            self.prepare(typed)

    def prepare(self, typed: Typed) -> None:
        """Run a command that the picture does not show."""
        environment = self.environment | {"CLIENTCARE_NO_INPUT": "1", "CLIENTCARE_ME": typed.me}
        done = subprocess.run(
            process(typed), env=environment, cwd=self.folder, capture_output=True, encoding="utf-8", check=False
        )
        if done.returncode:
            sys.exit(f"clientcare {typed.line} ended with {done.returncode}: {done.stderr}")

    def show(self, typed: Typed) -> None:
        """Run a command in the terminal and answer what it asks."""
        import pexpect

        self.stream.feed(f"\x1b[36m$\x1b[0m \x1b[1mclientcare {typed.line}\x1b[0m\r\n")
        program, *words = process(typed)
        child = pexpect.spawn(
            program, words, env=self.environment, cwd=str(self.folder), dimensions=(ROWS, COLUMNS), encoding="utf-8"
        )
        self.screen.write_process_input = child.send  # prompts ask the terminal where the cursor is
        left, answered, until = dict(typed.answers), "", time.monotonic() + PATIENCE
        while time.monotonic() < until:
            try:
                self.stream.feed(child.read_nonblocking(4096, 0.3))
                continue
            except pexpect.TIMEOUT:
                question = self.screen.display[self.screen.cursor.y].strip()
            except pexpect.EOF:
                break
            asked = next((words for words in left if words in question and question != answered), None)
            if asked:
                answered = question
                child.send(left.pop(asked) + "\r")
        child.close()
        if child.exitstatus:
            sys.exit(f"clientcare {typed.line} did not end well:\n" + "\n".join(self.screen.display).rstrip())
        self.stream.feed("\r\n")


def _screen_with_dim(pyte: Any) -> Any:
    """pyte's screen with one more attribute: dim text becomes grey."""

    class Screen(pyte.Screen):  # type: ignore[misc]
        def select_graphic_rendition(self, *attributes: int, **options: Any) -> None:
            known = [one for attribute in attributes for one in ((38, 5, 245) if attribute == 2 else (attribute,))]
            super().select_graphic_rendition(*known, **options)

    return Screen


# -- the picture ---------------------------------------------------------------------------------------------

WIDE, HIGH, EDGE = 8.4, 19, 18  # of one character, of one line, around all
STYLE = """
  text { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; font-size: 14px;
    white-space: pre; fill: #d8dee9 }
  .b { font-weight: bold } .red { fill: #ff8f8f } .green { fill: #9fdc8c } .brown { fill: #f0cf7f }
  .cyan { fill: #7fd1e0 } .blue { fill: #8fb8ff } .magenta { fill: #d9a3f0 } .dim { fill: #949eb0 }
"""
_NAMED = frozenset(("red", "green", "brown", "cyan", "blue", "magenta"))


def picture(screen: Any) -> str:
    """The lines of a terminal as an SVG: light text on a dark ground of its own, so that any page may lie behind."""
    lines = [screen.buffer[number] for number in range(ROWS)]
    used = max(number for number, line in enumerate(screen.display) if line.strip()) + 1
    width, height = round(COLUMNS * WIDE + 2 * EDGE), used * HIGH + 2 * EDGE
    rows = [text for number, line in enumerate(lines[:used]) for text in _row(line, number)]
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
            ' role="img" xml:space="preserve">',
            "<title>A session in the terminal, from its start to the mail to billing</title>",
            f"<style>{STYLE}</style>",
            f'<rect x="0.5" y="0.5" width="{width - 1}" height="{height - 1}" rx="9" fill="#20242c" stroke="#4a5160"/>',
            *rows,
            "</svg>\n",
        ]
    )


def _row(line: Mapping[int, Char], number: int) -> Iterator[str]:
    from xml.sax.saxutils import escape

    y = EDGE + number * HIGH + 14
    for start, text, looks in _runs(line):
        if text.strip():
            lead = len(text) - len(text.lstrip())
            shown = text.strip()
            x, length = EDGE + (start + lead) * WIDE, len(shown) * WIDE
            kind = f' class="{looks}"' if looks else ""
            yield (
                f'<text x="{x:.1f}" y="{y}" textLength="{length:.1f}" lengthAdjust="spacingAndGlyphs"{kind}>'
                f"{escape(shown)}</text>"
            )


def _runs(line: Mapping[int, Char]) -> Iterator[tuple[int, str, str]]:
    """Where each stretch of equal looks begins, what it says, and how it looks."""
    start, text, looks = 0, "", ""
    for column in range(COLUMNS):
        char = line[column]
        here = _looks(char) if char.data.strip() else looks
        if here != looks and text:
            yield start, text, looks
            start, text = column, ""
        text, looks = text + char.data, here
    yield start, text, looks


def _looks(char: Char) -> str:
    colour = char.fg if char.fg in _NAMED else "" if char.fg == "default" else "dim"
    return " ".join(one for one in ("b" if char.bold else "", colour) if one)


def main() -> int:
    """Build the shop, play the session, draw it."""
    from aiosmtpd.controller import Controller
    from aiosmtpd.handlers import Sink

    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = Controller(Sink(), hostname="127.0.0.1", port=port)
    server.start()
    try:
        with tempfile.TemporaryDirectory(prefix="clientcare-picture-") as folder:
            shop = Shop(Path(folder))
            shop.build(port)
            for typed in SHOWN[:-1]:
                shop.show(typed)
            for typed in BETWEEN:
                shop.prepare(typed)
            shop.show(SHOWN[-1])
            TARGET.write_text(picture(shop.screen), "utf-8")
    finally:
        server.stop()
    print("\n".join(shop.screen.display).rstrip())
    print(TARGET.relative_to(ROOT).as_posix())
    return 0


if __name__ == "__main__":
    if sys.argv[1:2] == ["--clock"]:
        sys.exit(clientcare(sys.argv[2], sys.argv[3:]))
    sys.exit(main())
