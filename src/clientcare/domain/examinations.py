"""What doctor looks at and finds: facts about this machine, checks in plain words, and the whole of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from clientcare.domain.errors import Exit

if TYPE_CHECKING:
    from clientcare.domain.places import Place
    from clientcare.domain.shells import History

Verdict = Literal["good", "warn", "bad", "unknown"]
AREAS = ("set-up", "share", "files", "mail", "terminal", "history", "editor")


class Check(NamedTuple):
    """One thing that was looked at: what is so, in plain words, and what to do about it where something is wrong.

    A line of the advice that begins with two spaces is a command to type, on a line of its own.

    `verdict`: good; warn, it works and should be known; bad, it does not work; unknown, it could not be looked at.
    """

    area: str
    verdict: Verdict
    says: str
    advice: str = ""


class Examination(NamedTuple):
    """All checks, by area in the order of AREAS, and how many of them are bad or worth a warning."""

    checks: tuple[Check, ...]
    bad: int
    warnings: int

    @property
    def exit(self) -> Exit:
        """Failed where anything is bad, so that a script can rely on it."""
        return Exit.FAILED if self.bad else Exit.DONE


class Terminal(NamedTuple):
    """The terminal that the answer goes to. `width` counts columns, `encoding` is that of standard output."""

    there: bool
    width: int
    colour: bool
    encoding: str
    name: str  # TERM


class Surroundings(NamedTuple):
    """Facts about this machine and its user, as they were when they were looked at; nothing here is a judgement.

    `place` is where the shop's directory is, or None; `place_problem` then says why, where there is a directory at all.
    `utc_offset` counts minutes. `memory` is the directory whose files live in memory, for an editor's file; `recorders`
    are programs that keep a shell history of their own. `clock_is_set` is None where nobody knows.
    """

    platform: str
    settings_file: str
    settings_file_there: bool
    place: Place | None
    place_problem: str
    terminal: Terminal
    utc_offset: int
    clock_is_set: bool | None
    histories: tuple[History, ...]
    recorders: tuple[str, ...]
    editor: str
    editor_found: bool
    memory: str


def examination(checks: list[Check]) -> Examination:
    """The checks in the order of the areas; within an area as they were made."""
    ordered = sorted(checks, key=lambda check: AREAS.index(check.area))
    verdicts = [check.verdict for check in ordered]
    return Examination(tuple(ordered), verdicts.count("bad"), verdicts.count("warn"))
