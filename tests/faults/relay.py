"""Stands in for ssh between SSHFS and the SFTP server: delays replies as a distance does, and counts round trips.

    python relay.py LOG SECONDS SFTP_SERVER

LOG gets a line for each request, with the number of the round trip that it was sent in: one more than the latest one
that a reply had come from. So those that were on their way at the same time count once, as they are waited for.
Standard library alone, so that it starts at once.
"""

from __future__ import annotations

import os
import queue
import subprocess
import sys
import threading
import time

NAMES = {
    3: "open", 4: "close", 5: "read", 6: "write", 7: "lstat", 8: "fstat", 9: "setstat", 10: "fsetstat", 11: "opendir",
    12: "readdir", 13: "remove", 14: "mkdir", 15: "rmdir", 16: "realpath", 17: "stat", 18: "rename", 20: "symlink",
    200: "extended",
}  # fmt: skip


class Counter:
    """Numbers the round trips."""

    def __init__(self, log: str) -> None:
        self._log = open(log, "a", encoding="utf-8", buffering=1)  # noqa: SIM115
        self._replied = 0
        self._sent: dict[bytes, int] = {}

    def asked(self, packet: bytes) -> None:
        """A request is sent."""
        trip = self._sent[packet[5:9]] = self._replied + 1
        name = NAMES.get(packet[4], str(packet[4]))
        if name == "extended":
            length = int.from_bytes(packet[9:13], "big")
            name = packet[13 : 13 + length].decode().partition("@")[0]
        self._log.write(f"{trip} {name}\n")

    def answered(self, packet: bytes) -> None:
        """A reply arrives."""
        self._replied = max(self._replied, self._sent.pop(packet[5:9], 0))


def packets(handle: int) -> object:
    """The packets that come in, whole."""
    waiting = b""
    while data := os.read(handle, 1 << 18):
        waiting += data
        while len(waiting) >= 4 and len(waiting) >= 4 + int.from_bytes(waiting[:4], "big"):
            size = 4 + int.from_bytes(waiting[:4], "big")
            yield waiting[:size]
            waiting = waiting[size:]


def main(log: str, seconds: float, server: str) -> None:
    """Relay until one side is gone."""
    count = Counter(log)
    serving = subprocess.Popen([server], stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0)
    assert serving.stdin is not None
    assert serving.stdout is not None
    replies: queue.Queue[tuple[float, bytes]] = queue.Queue()

    def deliver() -> None:
        while True:
            due, packet = replies.get()
            time.sleep(max(0.0, due - time.monotonic()))
            count.answered(packet)
            os.write(1, packet)

    def collect() -> None:
        for packet in packets(serving.stdout.fileno()):
            replies.put((time.monotonic() + seconds, packet))

    for work in (deliver, collect):
        threading.Thread(target=work, daemon=True).start()
    for packet in packets(0):
        count.asked(packet)
        serving.stdin.write(packet)
    serving.kill()


if __name__ == "__main__":
    main(sys.argv[1], float(sys.argv[2]), sys.argv[3])
