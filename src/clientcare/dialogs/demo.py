"""Builds the sample shop and plays the session in it: every command is the real one, in a process of its own."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

from clientcare.domain.demo import PLAYING, Act, building
from clientcare.domain.errors import Conflict, Exit, Failed
from clientcare.views.view import style

if TYPE_CHECKING:
    from clientcare.desk import Desk

MARK = ".clientcare-demo"
EXPECTED = (Exit.DONE, Exit.HELD_BACK)


def play(desk: Desk, into: str) -> None:
    """Build the shop in the folder `into` anew, play the session, and say what to type next.

    Uses settings of its own inside that folder, never the user's. Raises Conflict where the folder holds anything that
    an earlier demonstration did not make, Failed where a command ends otherwise than it should.
    """
    folder = os.path.abspath(into)
    _clear(folder)
    share = os.path.join(folder, "share")
    environment = {key: value for key, value in os.environ.items() if not key.startswith("CLIENTCARE_")}
    environment |= {"CLIENTCARE_CONFIG": os.path.join(folder, "settings.toml"), "CLIENTCARE_NO_INPUT": "1"}
    os.mkdir(share)
    desk.screen.tell(style("A sample shop is being built.", "bold", desk.screen.look))
    for act in building(share):
        _run(desk, act, environment, quiet=True)
    for act in PLAYING:
        if act.aside:
            desk.screen.tell(f"\n{style(f'# {act.aside}', 'dim', desk.screen.look)}")
        _run(desk, act, environment)
    _farewell(desk, folder, share)


def _clear(folder: str) -> None:
    marker = os.path.join(folder, MARK)
    if os.path.isdir(folder) and os.listdir(folder) and not os.path.exists(marker):
        raise Conflict(f"{folder} holds files that no demonstration made.", "Name another folder: --into FOLDER")
    shutil.rmtree(folder, ignore_errors=True)
    try:
        os.makedirs(folder)
        with open(marker, "w", encoding="utf-8") as file:
            file.write("Made by clientcare demo; it may be deleted at any time.\n")
    except OSError as error:
        raise Failed(
            f"Nothing can be built in {folder}: {error.strerror}.", "Name another folder: --into FOLDER"
        ) from None


def _run(desk: Desk, act: Act, environment: dict[str, str], *, quiet: bool = False) -> None:
    command = [sys.executable, "-m", "clientcare", *shlex.split(act.line)]
    if act.me:
        environment = environment | {"CLIENTCARE_ME": act.me}
    if not quiet:
        look = desk.screen.look
        desk.screen.tell(f"{style('$', 'accent', look)} {style(f'clientcare {act.line}', 'bold', look)}")
    done = subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, capture_output=quiet, check=False)
    if done.returncode not in EXPECTED:
        said = done.stderr.decode("utf-8", "replace") if quiet else ""
        raise Failed(f"clientcare {act.line} ended with {done.returncode}. {said}".strip())


def _farewell(desk: Desk, folder: str, share: str) -> None:
    settings = os.path.join(folder, "settings.toml")
    tell = desk.screen.tell
    tell("")
    tell(style("The client's file is here, for people and programs:", "bold", desk.screen.look))
    tell(f"  {os.path.join(share, 'clients', 'acme')}")
    tell(style("The mail for billing lies here:", "bold", desk.screen.look))
    tell(f"  {os.path.join(share, 'outbox')}")
    tell(style("Go on by yourself in the sample shop:", "bold", desk.screen.look))
    program = os.path.join(os.path.dirname(sys.executable), "clientcare")
    tell(f"  export CLIENTCARE_CONFIG={settings}")
    tell(f'  {program} session start dentist "Slow computer" --mode phone')
