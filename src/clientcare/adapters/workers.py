"""Those who answer apart: a forked process where the system has that, else a thread."""

from __future__ import annotations

import os
import threading
import time
from typing import Any, Protocol

from clientcare.adapters.far_side import ANSWER, SIGNS, FarSide, Watch, serve

SECONDS = 4.5
"""Silence after which nobody waits any longer: with its own start and end a command takes less than six seconds."""
_TO_END = 0.5  # seconds in which an idle process ends by itself


class Worker(Protocol):
    """A process or thread that answers."""

    def send(self, request: tuple[Any, ...]) -> None:
        """Hand over a request. Raises EOFError where nobody is there any more."""

    def receive(self, seconds: float) -> Any:
        """The next thing that it says; None after so many seconds of silence. Raises EOFError."""

    def leave(self) -> None:
        """Go on without it, whatever it does."""

    def finish(self) -> None:
        """Let it end; it has nothing to do."""


def started() -> Worker:
    """A process where this system can fork one and no thread would be torn by it, else a thread."""
    import select

    forks = hasattr(os, "fork") and hasattr(select, "poll") and threading.active_count() == 1
    return Process() if forks else Thread()


class Process:
    """A forked process. It has no stream and no pipe but its own two, and no terminal: Ctrl-C is for us to handle."""

    def __init__(self) -> None:
        import select

        far_requests, self._requests = os.pipe()
        self._answers, far_answers = os.pipe()
        self._pid = os.fork()
        if self._pid == 0:
            _be_far(far_requests, far_answers)
        os.close(far_requests)
        os.close(far_answers)
        os.set_blocking(self._requests, False)
        self._heard = bytearray()
        self._to_hear, self._to_say = select.poll(), select.poll()
        self._to_hear.register(self._answers, select.POLLIN)
        self._to_say.register(self._requests, select.POLLOUT)

    def send(self, request: tuple[Any, ...]) -> None:
        """A process that takes nothing is as good as none."""
        from _pickle import dumps  # pickle itself would cost half of what Python costs

        data = dumps(request, 5)
        view = memoryview(len(data).to_bytes(8, "big") + data)
        while view:
            try:
                view = view[os.write(self._requests, view) :]
            except BlockingIOError:
                if not self._to_say.poll(SECONDS * 1000):
                    raise EOFError from None
            except OSError:
                raise EOFError from None

    def receive(self, seconds: float) -> Any:
        """Each piece of a long answer counts as a word."""
        while (said := self._complete()) is None:
            if not self._to_hear.poll(seconds * 1000):
                return None
            piece = os.read(self._answers, 1 << 16)
            if not piece:
                raise EOFError
            self._heard += piece
        return said

    def _complete(self) -> Any:
        """The first whole word of what was heard."""
        heard = self._heard
        for word, sign in SIGNS.items():
            if heard.startswith(sign):
                del heard[:1]
                return word
        end = 9 + int.from_bytes(heard[1:9], "big")
        if not heard.startswith(ANSWER) or len(heard) < max(end, 10):
            return None
        from _pickle import loads

        said = loads(heard[9:end])
        del heard[:end]
        return said

    def leave(self) -> None:
        """Killed, and not waited for: what waits for a dead server dies when that answers."""
        import signal

        os.kill(self._pid, signal.SIGKILL)
        os.close(self._requests)
        os.close(self._answers)
        self._fetch(0.1)

    def finish(self) -> None:
        """It ends when nobody can ask it any more, and is fetched so that nothing of it stays."""
        os.close(self._requests)
        self._to_hear.poll(_TO_END * 1000)
        os.close(self._answers)
        self._fetch(_TO_END)

    def _fetch(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while not os.waitpid(self._pid, os.WNOHANG)[0] and time.monotonic() < until:
            time.sleep(0.001)


def _be_far(requests: int, answers: int) -> None:
    """The life of the forked process."""
    try:
        os.setsid()
        ours = []
        for handle in (requests, answers):
            while handle < 3:  # the caller had closed a standard stream
                handle = os.dup(handle)
            ours.append(handle)
        nothing = os.open(os.devnull, os.O_RDWR)
        for stream in range(3):
            os.dup2(nothing, stream)
        _close_all_but(0, 1, 2, *ours)
        serve(*ours)
    finally:
        os._exit(0)


def _close_all_but(*kept: int) -> None:
    try:
        handles = [int(name) for name in os.listdir("/dev/fd")]
    except OSError:
        handles = list(range(1024))
    for handle in handles:
        if handle not in kept:
            os.closerange(handle, handle + 1)  # which says nothing where it is closed already


class Thread:
    """A thread, for systems that cannot fork. It cannot be killed; it is forgotten, and ends with this process."""

    def __init__(self) -> None:
        import queue
        import sys

        self._requests: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self._answers: queue.SimpleQueue[Any] = queue.SimpleQueue()
        watch = Watch(self._answers.put)
        thread = threading.Thread(target=self._serve, args=(watch,), daemon=True)
        thread.start()

        def hear(event: str, arguments: tuple[Any, ...]) -> None:
            if threading.get_ident() == thread.ident:
                watch.hear(event, arguments)

        sys.addaudithook(hear)

    def _serve(self, watch: Watch) -> None:
        side = FarSide()
        while (request := self._requests.get()) is not None:
            watch.begin()
            answer = side.answer(request)
            watch.end()
            if answer is not None:
                self._answers.put(answer)

    def send(self, request: tuple[Any, ...]) -> None:
        """Never waits."""
        self._requests.put(request)

    def receive(self, seconds: float) -> Any:
        """As it comes."""
        import queue

        try:
            return self._answers.get(timeout=seconds)
        except queue.Empty:
            return None

    def leave(self) -> None:
        """It ends when what it waits for ever answers."""
        self._requests.put(None)

    def finish(self) -> None:
        """As `leave`."""
        self._requests.put(None)
