"""Long output, a screenful at a time, in the user's own pager; nothing of it can be saved from there."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


def pager(environ: Mapping[str, str]) -> list[str]:
    """The command of the pager: PAGER where it is set, else less; empty where there is none, or it is cat."""
    try:
        words = shlex.split(environ.get("PAGER", "") or "less")
    except ValueError:
        return []
    found = shutil.which(words[0], path=environ.get("PATH")) if words else None
    return [found, *words[1:]] if found and os.path.basename(words[0]) != "cat" else []


def page(text: str, environ: Mapping[str, str]) -> bool:
    """Show a text in the pager; False where there is none.

    less keeps no history of what was searched for and offers no way to save: a client's data stays off the disk.
    """
    command = pager(environ)
    if not command:
        return False
    settings = {"LESS": "FRX", "LESSCHARSET": "utf-8", **environ, "LESSHISTFILE": "-", "LESSSECURE": "1"}
    try:
        with subprocess.Popen(command, stdin=subprocess.PIPE, env=settings) as shown:
            shown.communicate(text.encode("utf-8", "replace"))
    except OSError:
        return False
    except KeyboardInterrupt:
        pass
    return True
