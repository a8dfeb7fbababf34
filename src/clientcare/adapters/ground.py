"""The directories of this machine before they are a shop's, and its file browser."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

from clientcare.adapters.settings import settings_path
from clientcare.adapters.stores.errors import answers_for
from clientcare.domain.errors import NotFound, Usage

if TYPE_CHECKING:
    from collections.abc import Mapping

_SECONDS = 5.0


class Directories:
    """The directories that people name, on a share or here."""

    def names(self, path: str) -> tuple[str, ...] | None:
        """What lies in a directory, sorted; None where there is none. Raises Usage for a file."""
        with answers_for(path):
            try:
                return tuple(sorted(os.listdir(path)))
            except NotADirectoryError:
                raise Usage(f"{path} is no directory.", "Name the directory that your shop shares.") from None
            except FileNotFoundError:
                return None

    def make(self, path: str) -> None:
        """Make a directory in one that is there. Raises NotFound where that is missing."""
        with answers_for(path):
            try:
                os.mkdir(path)
            except FileExistsError:
                pass
            except FileNotFoundError:
                above = os.path.dirname(path)
                raise NotFound(
                    f"There is no directory {above}.", "Make it first, or look for a typing error."
                ) from None


class Ground:
    """This machine. `config` is the settings file that was named for this run, or nothing."""

    def __init__(
        self,
        environ: Mapping[str, str],
        config: str = "",
        directories: Directories | None = None,
        platform: str = sys.platform,
        localtime: str = "/etc/localtime",
    ) -> None:
        self._environ = environ
        self._config = config
        self._directories = directories or Directories()
        self._platform = platform
        self._localtime = localtime

    def names(self, path: str) -> tuple[str, ...] | None:
        """What lies in a directory, sorted; None where there is none. Raises Usage for a file."""
        return self._directories.names(path)

    def make(self, path: str) -> None:
        """Make a directory in one that is there. Raises NotFound where that is missing."""
        self._directories.make(path)

    def zone_name(self) -> str:
        """The time zone that this machine is set to, or nothing where it does not tell."""
        named = self._environ.get("TZ", "").lstrip(":")
        if "/" in named and not os.path.isabs(named):
            return named
        name = os.path.realpath(self._localtime).partition("/zoneinfo/")[2]
        return "" if name.startswith("Etc/") else name

    def settings_file(self) -> str:
        """The path of the user's own settings."""
        return settings_path(self._config, self._environ)

    def browse(self, path: str) -> bool:
        """Show a directory in the file browser; False where there is no display or no browser that takes it."""
        command = self._browser(path)
        if not command:
            return False
        try:
            started = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
            code = started.wait(_SECONDS)
        except subprocess.TimeoutExpired:
            return True
        except OSError:
            return False
        # Explorer answers 1 whatever it did.
        return code == 0 or self._platform == "win32"

    def _browser(self, path: str) -> list[str]:
        if self._platform == "win32":
            return ["explorer", path]
        if self._environ.get("SSH_CONNECTION") or self._environ.get("SSH_TTY"):
            return []
        if self._platform == "darwin":
            return ["open", path]
        if self._environ.get("DISPLAY") or self._environ.get("WAYLAND_DISPLAY"):
            return ["xdg-open", path]
        return []
