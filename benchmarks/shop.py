"""A small shop in a temporary folder, made with the real commands, for everything that is measured."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path

MODULE = (sys.executable, "-m", "clientcare")


class Shop(NamedTuple):
    """A shop with one client, and one session of it running; `environment` is all that its commands may see."""

    folder: Path
    environment: dict[str, str]

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        """Run one program in this shop, without a terminal. Raises RuntimeError with what it said if it fails."""
        done = subprocess.run(
            command,
            env=self.environment,
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"{' '.join(command)} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
        return done


def open_shop(folder: Path) -> Shop:
    """Lay down the shop in this empty folder. Nothing outside of it is read or written."""
    home = folder / "home"
    home.mkdir()
    environment = {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": str(home),
        "PYTHONHASHSEED": "0",
        "CLIENTCARE_CONFIG": str(folder / "settings.toml"),
        "CLIENTCARE_NO_INPUT": "1",
    }
    shop = Shop(folder, environment)
    for line in _LINES:
        shop.run(*MODULE, *shlex.split(line))
    return shop


_LINES = (
    "init share --shop 'Sample Support' --me ann --billing billing@example.ch"
    " --currency CHF --time-zone Europe/Zurich --on-this-machine",
    "client add acme --name 'Acme AG'",
    "session start acme 'Printer offline' --mode remote --no-walk",
)
