"""What must hold after a command that something went wrong with, whatever it was."""

from __future__ import annotations

import os
import shlex
from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING

from clientcare.adapters.clock import SystemClock
from tests.faults.commands import BUG, DONE, FAILED, HELD, UNREACHABLE
from tests.faults.history import PASSING, effect, lost, read_history

if TYPE_CHECKING:
    from collections.abc import Collection

    from tests.faults.commands import Ended, Machine
    from tests.faults.history import History
    from tests.faults.scenes import Stage

TROUBLE = (
    "could not be told",
    *(f'"{where}": "{what}"' for where in ("billing", "state") for what in ("refused", "unknown")),
)
"""What an answer says where billing was not told."""
AWAY = ("placed",)
"""What is entered only where the share was away when the session began."""
UNANSWERED = {"told"}
"""Of which the attempt is on record, and its result may be missing: it is never repeated."""
FILED = '"answer": "filed"'
PAGES = ("document",)
BILLING = ("bill", "send", "sent", "told")
TWO_DAYS = 2 * 86_400


def wrong_with(stage: Stage, ended: Ended, *, lied: bool = False) -> list[str]:
    """What is not as it must be, now that the command of this scene ended so. Empty: all is well.

    Where the share `lied`, it may hold torn records that nobody was told of.
    """
    wrong = []
    after = read_history(stage.machine.share)
    if ended.code == DONE or (ended.code == FAILED and FILED in ended.out):
        wrong += _missing(stage, after, BILLING if any(words in ended.out for words in TROUBLE) else ())
    synced = stage.come_back()
    after = read_history(stage.machine.share) if synced else after
    added = effect(stage.before, after)
    wrong += [*(() if lied else after.wrong), *lost(stage.before, after, stage.whole.gone)]
    for one in filter(None, (ended, synced)):
        if one.code == BUG or "Traceback" in one.err:
            wrong.append(f"a mistake of the program: {one.err.strip()}")
    if synced and synced.code:
        wrong.append(f"store sync ends with {synced.code}: {synced.err.strip()}")
    if more := added.kinds - stage.whole.kinds:
        wrong.append(f"more than it does: {dict(more)}")
    if short := [kind for kind in stage.waiting - added.kinds if kind not in PAGES]:
        wrong.append(f"kept before and not there now: {', '.join(short)}")
    if ended.code == HELD and stage.away:
        wrong += [f"held, then synced: {one}" for one in _missing(stage, after)]
    elif ended.code == HELD:  # what was not known when it was sealed may stand in it in other words
        wrong += [f"held, then synced: {one}" for one in _typed_again(stage, ended, lied)]
    elif ended.code == UNREACHABLE and (more := added.kinds - stage.waiting):
        wrong.append(f"said that nothing was filed, and {dict(more)} were: {ended.err.strip()}")
    return wrong


def _missing(stage: Stage, after: History, excused: Collection[str] = ()) -> list[str]:
    """What was acknowledged and is not there, and what was to go and did not. Pages are made up for later."""
    whole, added = stage.whole, effect(stage.before, after)
    there = Counter(repr(entry) for entry in added.entries)
    gone = Counter(repr(entry) for entry in whole.entries if entry[0] not in (*PAGES, *excused)) - there
    wrong = [f"acknowledged and not there: {entry}" for entry in gone]
    for path, content in whole.files.items():
        if content is not None and added.files.get(path) != content:
            wrong.append(f"acknowledged, and {path} is not what it should be")
    return wrong + _still_there(stage, after)


def _still_there(stage: Stage, after: History) -> list[str]:
    """What the command takes away and is there all the same: records, and what an erasure must have left nowhere."""
    goes = stage.whole.gone.intersection(one.path for one in after.entries)
    wrong = [f"still there: {path}" for path in sorted(goes)]
    if secret := stage.scene.erases:
        for path in stage.machine.share.rglob("*"):
            shown = path.relative_to(stage.machine.share).as_posix()
            if secret in shown or (path.is_file() and secret.encode() in path.read_bytes()):
                wrong.append(f"erased, and still told by {PASSING.sub('*', shown)}")
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


def minutes_later() -> None:
    """Let this process believe that some minutes have passed: then nobody is taken to be still at it."""
    now = SystemClock.now
    SystemClock.now = lambda clock: now(clock) + timedelta(minutes=5)  # type: ignore[method-assign]


def wrong_afterwards(stage: Stage, *, lied: bool = False) -> list[str]:
    """Type the command again, when what is half written is days old: it works or says that it was done."""
    for path in stage.machine.folder.rglob("*.part"):
        os.utime(path, (path.stat().st_mtime - TWO_DAYS,) * 2)
    ended = stage.machine.run(*stage.words)
    wrong = [f"typed again, {one}" for one in _typed_again(stage, ended, lied)]
    if ended.code and stage.scene.rest:
        ended = stage.machine.run(*stage.scene.rest.split(), first=minutes_later)
        wrong = [f"the rest, {one}" for one in _typed_again(stage, ended, lied)]
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
    "session start beta 'Beta day' --mode phone --no-walk --alongside",
    "attach photo.jpg -s 'Beta day'",
    "close -s 'Beta day' --solution Done --resolved",
    "store key",
    "doctor",
    "store sync",
)
"""What goes on in a shop, so that somebody passes by everywhere."""


def left(machine: Machine) -> list[str]:
    """What was half written and is still there after another day of the shop."""
    if _parts(machine):
        for line in DAY:
            machine.run(*shlex.split(line))
    return [PASSING.sub("*", path) for path in _parts(machine)]


def _parts(machine: Machine) -> list[str]:
    """What is half written, in the share and in the user's home."""
    tops = (machine.share, machine.home)
    return sorted(path.relative_to(machine.folder).as_posix() for top in tops for path in top.rglob("*.part"))


def _typed_again(stage: Stage, ended: Ended, lied: bool) -> list[str]:
    after = read_history(stage.machine.share)
    added = effect(stage.before, after)
    wrong = [*(() if lied else after.wrong), *lost(stage.before, after, stage.whole.gone)]
    wrong += [f"it ends with {ended.code} and {one}" for one in _still_there(stage, after)]
    if ended.code == BUG or "Traceback" in ended.err:
        wrong.append(f"a mistake of the program: {ended.err.strip()}")
    for kind in stage.whole.kinds - added.kinds:
        if kind not in (*PAGES, *AWAY, *(UNANSWERED & set(added.kinds))):
            wrong.append(f"it ends with {ended.code} and no {kind} is there: {ended.err.strip()}")
    for path, content in stage.whole.files.items():
        if content is not None and added.files.get(path) != content:
            wrong.append(f"it ends with {ended.code} and {path} is another one: {ended.err.strip()}")
    return wrong
