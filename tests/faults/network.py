"""A real network share: an SSH server of its own on this machine, and mounts of it through SSHFS."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

SFTP_SERVERS = ("/usr/lib/openssh/sftp-server", "/usr/libexec/openssh/sftp-server", "/usr/lib/ssh/sftp-server")
SSHD = shutil.which("sshd", path=f"{os.environ.get('PATH', os.defpath)}:/usr/sbin:/usr/local/sbin")
CONFIG = """\
ListenAddress 127.0.0.1
Port {port}
HostKey {folder}/host
AuthorizedKeysFile {folder}/key.pub
PidFile none
StrictModes no
UsePAM no
MaxStartups 100
PasswordAuthentication no
Subsystem sftp {sftp}
"""
PATIENCE = 30.0  # seconds until a mount must have come up


def there() -> bool:
    """Whether this machine can serve and mount."""
    return bool(SSHD and shutil.which("sshfs") and shutil.which("fusermount3") and os.access("/dev/fuse", os.R_OK))


class Server:
    """Serves `folder` / "served" until it is left; mounts it as often as wanted."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.served = folder / "served"
        self.port = free_port()
        self._process: subprocess.Popen[bytes] | None = None
        self._mounts: list[Mount] = []

    def __enter__(self) -> Server:
        self.served.mkdir(exist_ok=True)
        for name in ("host", "key"):
            subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", self.folder / name], check=True)
        sftp = next(path for path in SFTP_SERVERS if Path(path).exists())
        (self.folder / "sshd").write_text(CONFIG.format(port=self.port, folder=self.folder, sftp=sftp))
        if os.geteuid() == 0:
            Path("/run/sshd").mkdir(exist_ok=True)
        self.start()
        return self

    def start(self) -> None:
        """Let it serve."""
        with (self.folder / "sshd.log").open("ab") as log:
            self._process = subprocess.Popen(
                [str(SSHD), "-D", "-e", "-f", self.folder / "sshd"], stdin=subprocess.DEVNULL, stderr=log
            )
        until(lambda: _answers(self.port), "the SSH server does not answer")

    def halt(self) -> None:
        """Answer nothing more, and keep every connection: a server that hangs, or a link that is cut."""
        self._signal(signal.SIGSTOP)

    def go_on(self) -> None:
        """Answer again."""
        self._signal(signal.SIGCONT)

    def crash(self) -> None:
        """End at once with all that it started."""
        self._signal(signal.SIGKILL)
        if self._process:
            self._process.wait()

    def _signal(self, one: signal.Signals) -> None:
        if self._process:
            for process in [self._process.pid, *_below(self._process.pid)]:
                with suppress(ProcessLookupError):
                    os.kill(process, one)

    def mount(self, name: str, *options: str) -> Mount:
        """One more machine that mounts it."""
        mount = Mount(self, self.folder / name, options)
        self._mounts.append(mount)
        return mount

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.go_on()
        for mount in self._mounts:
            mount.leave()
        self.crash()


class Mount:
    """One mount of a server."""

    def __init__(self, server: Server, at: Path, options: tuple[str, ...]) -> None:
        self.at = at
        at.mkdir()
        self.log = at.with_suffix(".log")
        command = [
            "sshfs", "-f", f"127.0.0.1:{server.served}", str(at), "-p", str(server.port),
            *(f"-o{option}" for option in (
                f"IdentityFile={server.folder / 'key'}", "IdentitiesOnly=yes", "StrictHostKeyChecking=no",
                "UserKnownHostsFile=/dev/null", "LogLevel=ERROR", "BatchMode=yes", *options,
            )),
        ]  # fmt: skip
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        until(lambda: os.path.ismount(at), f"not mounted: {self.log.read_text()}")

    def leave(self) -> None:
        """Unmount, whatever state it is in."""
        subprocess.run(["fusermount3", "-u", "-z", str(self.at)], check=False, capture_output=True)
        with suppress(ProcessLookupError):
            self.process.kill()
        self.process.wait()


def _below(process: int) -> list[int]:
    """The processes that a process started, and those that they started."""
    found = []
    for children in Path(f"/proc/{process}/task").glob("*/children"):
        for child in map(int, children.read_text().split()):
            found += [child, *_below(child)]
    return found


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


def _answers(port: int) -> bool:
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
        return True
    return False


def until(holds: Callable[[], bool], otherwise: str, seconds: float = PATIENCE) -> None:
    """Wait until something holds; raises RuntimeError with `otherwise` where it does not in time."""
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            raise RuntimeError(otherwise)
        time.sleep(0.02)
