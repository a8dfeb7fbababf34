"""The shells of this machine's user: start-up files, the lines that clientcare puts there, and histories."""

from __future__ import annotations

import codecs
import os
import re
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from clientcare.domain.errors import Failed, Usage
from clientcare.domain.shells import SHELLS, History, Standing, block, lines_about_clients, standing, with_block

if TYPE_CHECKING:
    from collections.abc import Mapping

START_UP_LIMIT = 2_000_000  # bytes: a larger start-up file is none
HISTORY_LIMIT = 50_000_000
_PROFILE = "Microsoft.PowerShell_profile.ps1"
_RECORDERS = {"ATUIN_SESSION": "atuin", "MCFLY_SESSION_ID": "mcfly", "HISHTORY_SHELL_INIT": "hishtory"}


class Shells:
    """The shells of a user, by their home directory and environment; `platform` is as in `sys.platform`."""

    def __init__(self, home: str, environ: Mapping[str, str], platform: str = sys.platform) -> None:
        self.home = home
        self.environ = environ
        self.platform = platform

    def mine(self) -> str:
        """The shell that this user works in, or nothing where it is none of those that are known."""
        name = re.split(r"[\\/]", self.environ.get("SHELL", ""))[-1].removesuffix(".exe")
        if name in ("pwsh", "powershell") or (not name and self.platform == "win32"):
            return "powershell"
        return name if name in SHELLS else ""

    def text(self, shell: str, completion: str) -> str:
        """The lines for the start-up file of `shell`, with the script that completes commands. Raises Usage."""
        if shell not in SHELLS:
            raise Usage(f"clientcare has no lines for the shell '{shell}'.", f"It has some for: {', '.join(SHELLS)}.")
        lines = (Path(__file__).parent / "snippets" / f"{shell}.txt").read_text(encoding="utf-8")
        return block(lines, completion)

    def start_up_files(self, shell: str) -> tuple[str, ...]:
        """The files that `shell` may read when it starts; the lines are put into the first."""
        join = os.path.join
        if shell == "bash":
            names = (".bash_profile", ".bashrc") if self.platform == "darwin" else (".bashrc", ".bash_profile")
            return tuple(join(self.home, name) for name in (*names, ".bash_login", ".profile", ".bash_aliases"))
        if shell == "zsh":
            folder = self.environ.get("ZDOTDIR") or self.home
            return tuple(join(folder, name) for name in (".zshrc", ".zshenv", ".zprofile", ".zlogin"))
        config = self.environ.get("XDG_CONFIG_HOME") or join(self.home, ".config")
        if shell == "fish":
            return (join(config, "fish", "config.fish"), join(config, "fish", "conf.d", "clientcare.fish"))
        if self.platform != "win32":
            return (join(config, "powershell", _PROFILE), join(config, "powershell", "profile.ps1"))
        folders = [join(self.home, "Documents")]
        folders += [
            join(self.environ[name], "Documents") for name in ("OneDriveCommercial", "OneDrive") if name in self.environ
        ]
        seven = "\\powershell\\7" in self.environ.get("PSModulePath", "").casefold()
        kinds = ("PowerShell", "WindowsPowerShell") if seven else ("WindowsPowerShell", "PowerShell")
        files = [join(folder, kind, name) for kind in kinds for folder in folders for name in (_PROFILE, "profile.ps1")]
        return tuple(sorted(files, key=lambda file: not os.path.exists(os.path.dirname(file))))

    def file(self, shell: str) -> str:
        """The start-up file that the lines are put into."""
        return self.start_up_files(shell)[0]

    def standing(self, shell: str, text: str) -> Standing:
        """Whether any start-up file of `shell` holds the lines, as they are in `text` or in another form."""
        found = {standing(_read(file, START_UP_LIMIT)[0], text) for file in self.start_up_files(shell)}
        return "same" if "same" in found else "other" if "other" in found else "absent"

    def add(self, shell: str, text: str) -> Literal["added", "updated", "already"]:
        """Put the lines into a start-up file once; where older ones are, in their place. Raises Failed."""
        files = self.start_up_files(shell)
        holding = [file for file in files if standing(_read(file, START_UP_LIMIT)[0], text) != "absent"]
        file = (holding or list(files))[0]
        try:
            content, encoding = _read(file, START_UP_LIMIT, strict=True)
            changed = with_block(content, text)
            if changed == content:
                return "already"
            _replace(os.path.realpath(file), changed.encode(encoding, "surrogateescape"))
        except (OSError, UnicodeError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            raise Failed(
                f"{file} cannot be changed: {reason}.",
                f"Add the lines by hand; to see them: clientcare shell-setup {shell}",
            ) from None
        return "updated" if holding else "added"

    def histories(self) -> tuple[History, ...]:
        """The user's own shell, and every other one whose history holds lines about clients."""
        mine = self.mine()
        found = []
        for shell in SHELLS:
            files = self.history_files(shell)
            counts = {file: lines_about_clients(_read(file, HISTORY_LIMIT)[0]) for file in files}
            file = max(counts, key=lambda one: (counts[one], os.path.exists(one)), default="")
            if shell == mine or counts.get(file):
                found.append(History(shell, self.standing(shell, "") != "absent", file, counts.get(file, 0)))
        return tuple(found)

    def history_files(self, shell: str) -> tuple[str, ...]:
        """Where `shell` may keep its history: where its start-up files say, then where it does by itself."""
        join = os.path.join
        data = self.environ.get("XDG_DATA_HOME") or join(self.home, ".local", "share")
        if shell == "fish":
            return (join(data, "fish", f"{self.environ.get('fish_history') or 'fish'}_history"),)
        if shell == "powershell":
            if self.platform == "win32":
                roaming = self.environ.get("APPDATA") or join(self.home, "AppData", "Roaming")
                data = join(roaming, "Microsoft", "Windows", "PowerShell")
            return (join(data, "PSReadLine" if self.platform == "win32" else join("powershell", "PSReadLine"),
                         "ConsoleHost_history.txt"),)  # fmt: skip
        folder = (self.environ.get("ZDOTDIR") or self.home) if shell == "zsh" else self.home
        named = [self.environ.get("HISTFILE", "")] if shell == self.mine() else []
        for file in self.start_up_files(shell):
            content = _read(file, START_UP_LIMIT)[0]
            named += re.findall(r"(?m)^\s*(?:export\s+|declare\s+-x\s+)?HISTFILE=[\"']?([^\"'\s;#]+)", content)
        usual = [".bash_history"] if shell == "bash" else [".zsh_history", ".zhistory", ".histfile"]
        paths = [*(self._expanded(name, folder) for name in named if name), *(join(folder, name) for name in usual)]
        return tuple(dict.fromkeys(path for path in paths if os.path.isabs(path)))

    def _expanded(self, name: str, folder: str) -> str:
        name = re.sub(r"^\$\{?(ZDOTDIR|HOME)(:-\$\{?HOME\}?)?\}?", lambda _: folder, name)
        return self.home + name[1:] if name.startswith("~/") else name

    def recorders(self) -> tuple[str, ...]:
        """Programs that keep a history of their own, which the lines do not reach."""
        return tuple(name for variable, name in _RECORDERS.items() if variable in self.environ)


def installed(shell: str, home: str, environ: Mapping[str, str] | None = None) -> bool:
    """Whether a start-up file of `shell` below `home` holds the lines of clientcare."""
    return Shells(home, environ or {}).standing(shell, "") != "absent"


def _read(path: str, limit: int, *, strict: bool = False) -> tuple[str, str]:
    """A text file and its encoding. What is not there is empty; so, unless `strict`, is what cannot be read."""
    try:
        with open(path, "rb") as file:
            data = file.read(limit + 1)
    except FileNotFoundError:
        return "", "utf-8"
    except OSError:
        if strict:
            raise
        return "", "utf-8"
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):  # as older PowerShells write profiles
        with suppress(UnicodeDecodeError):
            return data.decode("utf-16"), "utf-16"
    if len(data) > limit and strict:
        raise OSError(0, "it is too large for a start-up file")
    return data.decode("utf-8", "surrogateescape"), "utf-8"


def _replace(path: str, data: bytes) -> None:
    """Write a file whole, with the rights it had; a crash leaves the old one."""
    import shutil
    import tempfile

    folder = os.path.dirname(path)
    os.makedirs(folder, exist_ok=True)
    handle, staged = tempfile.mkstemp(prefix=".clientcare-", dir=folder)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileNotFoundError):
            shutil.copymode(path, staged)
        os.replace(staged, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(staged)
        raise
