"""The terminal: results for people and scripts on standard output, conversation on standard error."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, TextIO

from clientcare.domain.errors import Unwritten
from clientcare.domain.receipts import answer_of
from clientcare.views.view import Look, View, clean, fitted

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from clientcare.domain.options import Options
    from clientcare.domain.records import Receipt


_PLAIN = ("–-", "—-", "×x", "·-", "…...", "→->", '“"', '”"', "’'", '„"', '«"', '»"')
"""Signs in what is said to people, each with what stands for it where it cannot be written."""


class Screen:
    """Shows results in the form that was asked for."""

    def __init__(self, options: Options, out: TextIO | None = None, err: TextIO | None = None) -> None:
        self.options = options
        self.out = out or sys.stdout
        self.err = err or sys.stderr
        self.terminal = _is_terminal(sys.stdin) and _is_terminal(self.err)
        self.interactive = self.terminal and not options.no_input
        self.receipts: Sequence[Receipt] = ()
        self.look = _look(self.out)._replace(height=_rows(self.err) if _is_terminal(self.err) else 0)

    def show(self, view: View, result: Any) -> None:
        """Data on standard output: `--json` with its envelope, `--plain`, `--quiet`, or the rendering for people."""
        if self.options.json:
            import json

            answer = answer_of(self.receipts)
            said = {"answer": answer} if answer else {}
            envelope = {"clientcare": view.name, **said, "data": as_data(result)}
            self._write(_escaped(json.dumps(envelope, ensure_ascii=not self.look.symbols, indent=2)) + "\n")
        elif self.options.quiet:
            self._lines(self.clean(str(one), kept="") for one in view.quiet(result))
        elif self.options.plain:
            self._lines("\t".join(self.clean(_cell(cell), kept="") for cell in row) for row in view.plain(result))
        else:
            self._render(view.human(result, self.look))
            if answer_of(self.receipts) not in ("", "filed"):
                from clientcare.views.keeping import kept_here

                self._render(kept_here(self.receipts, self.look))

    def _render(self, shown: Any) -> None:
        if shown is None:
            return
        if isinstance(shown, str):
            self._present(shown + "\n")
        elif isinstance(shown, (list, tuple)) and all(isinstance(line, str) for line in shown):
            width = _columns(self.out)
            self._present("".join(f"{part}\n" for line in shown for part in fitted(line, width)))
        else:
            from io import StringIO

            from rich.console import Console

            drawn = StringIO()
            console = Console(
                file=drawn,
                width=self.look.width,
                no_color=not self.look.colour,
                force_terminal=self.look.colour or None,
                highlight=False,
                emoji=False,
            )
            for one in shown if isinstance(shown, (list, tuple)) else (shown,):
                console.print(one)
            self._present(drawn.getvalue())

    def _present(self, text: str) -> None:
        """What people read; where it is longer than their terminal, through their pager."""
        if self.interactive and _is_terminal(self.out) and text.count("\n") >= _rows(self.out):
            from clientcare.adapters.pager import page

            if page(text, os.environ):
                return
        self._write(text)

    def _lines(self, lines: Iterable[str]) -> None:
        self._write("".join(f"{line}\n" for line in lines))

    def _write(self, text: str) -> None:
        try:
            self.out.write(_writable(text, self.out.encoding))
            self.out.flush()
        except BrokenPipeError:
            raise
        except OSError as error:
            raise Unwritten(
                f"The answer could not be written: {error.strerror}.", "What the command did is done all the same."
            ) from None

    def tell(self, text: str) -> None:
        """A line of conversation; nothing with --quiet."""
        if not self.options.quiet:
            self.warn(text)

    def passing(self, text: str) -> None:
        """How long work gets on: one line, on a terminal only, and none with --quiet."""
        if self.options.quiet or not _is_terminal(self.err) or os.environ.get("TERM") == "dumb":
            return
        columns = _columns(self.err)
        line = _writable(self.clean(text, kept=""), self.err.encoding)[: max(columns - 1, 0)]
        self.err.write(f"\r{line.ljust(columns - 1)}" if text else f"\r{' ' * (columns - 1)}\r")
        self.err.flush()

    def warn(self, text: str) -> None:
        """A line on standard error that is shown always."""
        width = _columns(self.err)
        lines = (part for line in text.split("\n") for part in fitted(line, width))
        self.err.write(_writable("".join(f"{line}\n" for line in lines), self.err.encoding))
        self.err.flush()

    def clean(self, text: str, kept: str = "\n\t") -> str:
        """Control characters made visible, so that no text from elsewhere can steer the terminal."""
        return clean(text, kept)


def _writable(text: str, encoding: str | None) -> str:
    """The text as a stream of this encoding can write it: signs by plain ones, what else it lacks as question marks."""
    target = encoding or "utf-8"
    if not target.lower().startswith("utf"):
        text = text.translate({ord(one[0]): one[1:] for one in _PLAIN if not one[0].encode(target, "ignore")})
    return text.encode(target, "replace").decode(target)


def _escaped(text: str) -> str:
    """JSON without what steers a terminal and JSON leaves as it is: C1 controls, DEL, marks of direction."""
    if text.replace("\n", "").isprintable():
        return text
    return "".join(one if one.isprintable() or one == "\n" else _json_escape(one) for one in text)


def _json_escape(letter: str) -> str:
    units = letter.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{int.from_bytes(units[at : at + 2]):04x}" for at in range(0, len(units), 2))


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return value.isoformat(timespec="minutes")
    return str(value)


def as_data(value: Any) -> Any:
    """Any result as JSON data: named tuples and dataclasses by their fields, moments in ISO 8601."""
    if value is None or isinstance(value, (str, int, float)):
        return value
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): as_data(one) for key, one in value.items()}
    if hasattr(value, "_asdict"):
        return {key: as_data(one) for key, one in value._asdict().items()}
    if hasattr(value, "__dataclass_fields__"):
        return {key: as_data(getattr(value, key)) for key in value.__dataclass_fields__}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [as_data(one) for one in value]
    return str(value)


def _is_terminal(stream: TextIO | None) -> bool:
    try:
        return stream is not None and stream.isatty()
    except ValueError:
        return False


def _rows(out: TextIO) -> int:
    try:
        return os.get_terminal_size(out.fileno()).lines or 24
    except (OSError, ValueError):
        return 24


def _look(out: TextIO) -> Look:
    terminal = _is_terminal(out)
    dumb = os.environ.get("TERM") == "dumb"
    colour = (terminal and not dumb and not os.environ.get("NO_COLOR")) or bool(os.environ.get("FORCE_COLOR"))
    encoding = (out.encoding or "").lower().replace("-", "")
    return Look(_width(out, terminal), colour, encoding.startswith("utf"), datetime.now(UTC))


def _columns(stream: TextIO) -> int:
    """The columns in which lines for people must be broken; 0 where nobody reads them on a terminal."""
    return _width(stream, True) if _is_terminal(stream) else 0


def _width(out: TextIO, terminal: bool) -> int:
    columns = os.environ.get("COLUMNS", "")
    if columns.isdecimal() and int(columns) > 0:
        return int(columns)
    if terminal:
        try:
            return os.get_terminal_size(out.fileno()).columns or 80
        except (OSError, ValueError):
            return 80
    return 80
