"""What must hold after a command that something went wrong with, whatever it was."""

from __future__ import annotations

import os
import shlex
from collections import Counter
from typing import TYPE_CHECKING

from tests.faults.history import PASSING, effect, lost, read_history

if TYPE_CHECKING:
    from collections.abc import Collection

    from tests.faults.commands import Ended, Machine
    from tests.faults.history import Effect
    from tests.faults.scenes import Stage

UNREACHABLE = 6
HELD = 10
BUG = 70
TROUBLE = "could not be told"
PAGES = ("document",)
BILLING = ("bill", "send", "sent")
TWO_DAYS = 2 * 86_400


def wrong_with(stage: Stage, ended: Ended, *, lied: bool = False) -> list[str]:
    """What is not as it must be, now that the command of this scene ended so. Empty: all is well.

    Where the share `lied`, it may hold torn records that nobody was told of.
    """
    after = read_history(stage.machine.share)
    added = effect(stage.before, after)
    wrong = [*(() if lied else after.wrong), *lost(stage.before, after)]
    if ended.code == BUG or "Traceback" in ended.err:
        wrong.append(f"a mistake of the program: {ended.err.strip()}")
    if more := added.kinds - stage.whole.kinds:
        wrong.append(f"more than it does: {dict(more)}")
    if ended.code == 0:
        wrong += _missing(stage.whole, added, BILLING if TROUBLE in ended.out else ())
    elif ended.code == HELD:
        synced = stage.machine.run("store", "sync")
        wrong += [f"held, then synced: {one}" for one in _typed_again(stage, synced, lied)]
    elif ended.code == UNREACHABLE and added.entries:
        wrong.append(f"said that nothing was filed, and something was: {ended.err.strip()}")
    return wrong


def _missing(whole: Effect, added: Effect, excused: Collection[str]) -> list[str]:
    """What was acknowledged and is not there. Pages are made of records, and made up for later."""
    there = Counter(repr(entry) for entry in added.entries)
    gone = Counter(repr(entry) for entry in whole.entries if entry[0] not in (*PAGES, *excused)) - there
    wrong = [f"acknowledged and not there: {entry}" for entry in gone]
    for path, content in whole.files.items():
        if content is not None and added.files.get(path) != content:
            wrong.append(f"acknowledged, and {path} is not what it should be")
    return wrong


def shape(stage: Stage) -> str:
    """What lies in the share and in the home, without what is another one in each run."""
    names = []
    for top in (stage.machine.share, stage.machine.home):
        for folder, _, files in os.walk(top):
            for name in files:
                path = os.path.join(folder, name)
                size = os.path.getsize(path) if not name.endswith((".toml", ".html", ".eml")) else 0
                names.append(f"{PASSING.sub('*', path)} {size}")
    return "\n".join(sorted(names))


def wrong_afterwards(stage: Stage, *, lied: bool = False) -> list[str]:
    """Type the command again, a day later: it works or says that it was done, and what was half done is gone."""
    for path in stage.machine.share.rglob("*.part"):
        os.utime(path, (path.stat().st_mtime - TWO_DAYS,) * 2)
    ended = stage.machine.run(*stage.scene.words)
    wrong = [f"typed again, {one}" for one in _typed_again(stage, ended, lied)]
    if ended.code and stage.scene.rest:
        wrong = [f"the rest, {one}" for one in _typed_again(stage, stage.machine.run(*stage.scene.rest.split()), lied)]
    return wrong


DAY = (
    "client edit acme --alias 'The acme people'",
    "client add example --name 'Example GmbH'",
    "client edit muster --alias 'The muster people'",
    "team edit ben --skill printers",
    "config set billing.address bills@example.ch",
    "session start acme 'Another day' --mode phone --no-walk --alongside --with ben",
    "attach photo.jpg -s 'Another day'",
    "close -s 'Another day' --solution Done --resolved --bill",
)
"""What goes on in a shop, so that somebody passes by everywhere."""


def left(machine: Machine) -> list[str]:
    """What was half written and is still there after another day of the shop."""
    if read_history(machine.share).parts:
        for line in DAY:
            machine.run(*shlex.split(line))
    return [PASSING.sub("*", path) for path in read_history(machine.share).parts]


def _typed_again(stage: Stage, ended: Ended, lied: bool) -> list[str]:
    after = read_history(stage.machine.share)
    added = effect(stage.before, after)
    wrong = [*(() if lied else after.wrong), *lost(stage.before, after)]
    if ended.code == BUG or "Traceback" in ended.err:
        wrong.append(f"a mistake of the program: {ended.err.strip()}")
    for kind in stage.whole.kinds - added.kinds:
        if kind not in PAGES:
            wrong.append(f"it ends with {ended.code} and no {kind} is there: {ended.err.strip()}")
    for path, content in stage.whole.files.items():
        if content is not None and added.files.get(path) != content:
            wrong.append(f"it ends with {ended.code} and {path} is another one: {ended.err.strip()}")
    return wrong
