"""Looks around on this machine for doctor: settings, the share's place, terminal, clock, shells, editor."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
import time
from typing import TYPE_CHECKING, Protocol

from clientcare.adapters.places import System, examine_place
from clientcare.adapters.settings import settings_path
from clientcare.adapters.shells import Shells
from clientcare.domain.errors import ClientcareError, Unreachable
from clientcare.domain.examinations import Surroundings, Terminal

if TYPE_CHECKING:
    from collections.abc import Callable

    from clientcare.domain.places import Place
    from clientcare.domain.shop import UserSettings


class _Look(Protocol):
    @property
    def width(self) -> int: ...
    @property
    def colour(self) -> bool: ...


class _Screen(Protocol):
    @property
    def look(self) -> _Look: ...


class _Options(Protocol):
    @property
    def config(self) -> str: ...


class _Desk(Protocol):
    """What is asked of the Desk: which settings file was named, what it says, what the screen can do."""

    @property
    def options(self) -> _Options: ...
    @property
    def settings(self) -> UserSettings: ...
    @property
    def screen(self) -> _Screen: ...


def look_around(desk: _Desk, examine: Callable[[str], Place] = examine_place) -> Surroundings:
    """The facts. Never fails: what cannot be found out is empty or None. `examine` looks where a directory is."""
    file = settings_path(desk.options.config, os.environ)
    place, problem = _place(desk, examine)
    shells = Shells(os.path.expanduser("~"), os.environ)
    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""
    return Surroundings(
        platform=System().platform,
        settings_file=file,
        settings_file_there=os.path.exists(file),
        place=place,
        place_problem=problem,
        terminal=_terminal(desk.screen.look),
        utc_offset=(time.localtime().tm_gmtoff or 0) // 60,
        clock_is_set=True if os.path.exists("/run/systemd/timesync/synchronized") else None,
        histories=shells.histories(),
        recorders=shells.recorders(),
        editor=editor,
        editor_found=bool(editor) and shutil.which(_program(editor)) is not None,
        memory=_memory(),
    )


def _place(desk: _Desk, examine: Callable[[str], Place]) -> tuple[Place | None, str]:
    try:
        share = desk.settings.share
        return (examine(share) if share else None), ""
    except Unreachable:
        return examine_place(share, System(asks_shares=False)), ""
    except ClientcareError as error:
        return None, error.message


def _terminal(look: _Look) -> Terminal:
    return Terminal(
        there=sys.stdout.isatty(),
        width=look.width,
        colour=look.colour,
        encoding=(sys.stdout.encoding or "").upper(),
        name=os.environ.get("TERM", ""),
    )


def _program(editor: str) -> str:
    try:
        return shlex.split(editor, posix=os.name != "nt")[0].strip('"')
    except (ValueError, IndexError):
        return editor


def _memory() -> str:
    folders = ("/dev/shm", os.environ.get("XDG_RUNTIME_DIR", ""))
    return next((each for each in folders if each and os.path.isdir(each) and os.access(each, os.W_OK)), "")
