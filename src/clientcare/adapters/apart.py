"""Runs what may never return where it can be left behind, so that a share that hangs hangs nobody.

A file system that does not answer stops whoever asks it, and nothing interrupts that. So it is asked in a process apart
that holds nothing of ours, neither standard streams nor pipes of whoever called: it can be left to its fate, and
`$(clientcare note x)` ends all the same. Only whole values cross.
"""

from __future__ import annotations

import atexit
import threading
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TypeVar, cast

from clientcare.adapters.far_side import PROGRESS, WRITING, as_error
from clientcare.adapters.workers import SECONDS, started
from clientcare.domain.errors import Overdue, Unreachable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from clientcare.adapters.workers import Worker

T = TypeVar("T")
AT_ONCE = 30.0
"""Seconds for which what did not answer counts as not answering; a long walk tries again after that."""
_LOOK = "look before you type it again: clientcare session show"


class Apart:
    """Parts and functions that run apart. One worker serves all of them, from the first time that one is asked."""

    def __init__(self, start: Callable[[], Worker] | None = None, seconds: float = SECONDS) -> None:
        self._start = start or started
        self._seconds = seconds
        self._worker: Worker | None = None
        self._left_at = -AT_ONCE
        self._one_at_a_time = threading.Lock()

    def part(self, called: str, make: Callable[..., T], *made_of: Any) -> T:
        """An object that looks like `make(*made_of)`, whose methods run apart. `called` is what people call it."""
        return cast("T", _Part(self, called, (make, made_of)))

    def run(self, called: str, function: Callable[..., T], *arguments: Any) -> T:
        """What the function answers. Raises what it raises, and Unreachable or Overdue where it does not answer."""
        return cast("T", self.ask(called, ("run", function, arguments))[1])

    def ask(self, called: str, request: tuple[Any, ...]) -> tuple[Any, ...]:
        """The answer to a request. Raises Unreachable where nothing was changed by it, Overdue where nobody knows."""
        with self._one_at_a_time:
            said = self._answer(called, request)
        if said[0] == "error":
            raise as_error(*said[1:])
        return said

    def _answer(self, called: str, request: tuple[Any, ...]) -> tuple[Any, ...]:
        if time.monotonic() - self._left_at < AT_ONCE:
            raise _unanswered(f"{called} does not answer.", False)
        writes = False
        try:
            if self._worker is None:
                self._worker = self._start()
                atexit.register(self.finish)
            self._worker.send(request)
            while (said := self._worker.receive(self._seconds)) in (PROGRESS, WRITING):
                writes = writes or said == WRITING
        except EOFError:
            self._leave()
            raise _unanswered(f"What reads and writes for us ended: {called} was asked.", writes) from None
        except KeyboardInterrupt:
            self._leave()
            raise KeyboardInterrupt(*_stopped(called, writes)) from None
        except BaseException:
            self._leave()
            raise
        if said is None:
            self._leave()
            self._left_at = time.monotonic()
            raise _unanswered(f"{called} did not answer within {self._seconds:g} seconds.", writes)
        return cast("tuple[Any, ...]", said)

    def stream(self, called: str, answer: tuple[Any, ...]) -> Iterator[Any]:
        """The items of an answer, the rest of them fetched as they are needed."""
        worker = self._worker
        _, number, items, is_all = answer
        try:
            while True:
                yield from items
                if is_all:
                    return
                if worker is not self._worker:
                    raise _unanswered(f"{called} does not answer.", False)
                _, number, items, is_all = self.ask(called, ("more", number))
        finally:
            if not is_all and worker is not None and worker is self._worker:
                with suppress(EOFError):
                    worker.send(("drop", number))

    def _leave(self) -> None:
        if self._worker is not None:
            self._worker.leave()
            self._worker = None

    def finish(self) -> None:
        """Let the worker end, and leave nothing of it."""
        if self._worker is not None:
            self._worker.finish()
            self._worker = None


class _Part:
    def __init__(self, apart: Apart, called: str, recipe: tuple[Any, ...]) -> None:
        self._apart = apart
        self._called = called
        self._recipe = recipe

    def __getattr__(self, method: str) -> Callable[..., Any]:
        if method.startswith("_"):
            raise AttributeError(method)

        def call(*arguments: Any, **named: Any) -> Any:
            answer = self._apart.ask(self._called, ("call", self._recipe, method, arguments, named))
            return self._apart.stream(self._called, answer) if answer[0] == "items" else answer[1]

        return call


def _unanswered(message: str, writes: bool) -> Unreachable:
    if writes:
        return Overdue(f"{message} What was being written may or may not be there.", f"When it answers again, {_LOOK}")
    return Unreachable(message, "Look whether the server and the way to it (network, VPN) are up: clientcare doctor")


def _stopped(called: str, writes: bool) -> tuple[str, ...]:
    """What Ctrl-C is followed by, message and hint, where it is more than usual."""
    if not writes:
        return ()
    return f"Stopped while something was written: {called} may or may not have it.", f"{_LOOK[0].upper()}{_LOOK[1:]}"
