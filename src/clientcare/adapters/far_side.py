"""The far side of what may never return: it makes parts, answers requests about them, and says that it gets on."""

from __future__ import annotations

import os
import sys
import time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PROGRESS, WRITING = "progress", "writing"
"""What is said before an answer: another step was begun; something is being changed from now on."""
_EVERY = 0.5  # seconds from one word about progress to the next
_LONGEST_STREAM = 512  # items that are gathered before they are handed over
_STEPS = frozenset(("open", "os.listdir", "os.scandir", "clientcare.progress"))
_CHANGES = frozenset(("os.link", "os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.truncate", "os.utime"))
_FOR_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT


class FarSide:
    """Answers one request after another. An answer is ("value", what), ("items", number, some, whether all) or
    ("error", class, arguments, state)."""

    def __init__(self) -> None:
        self._parts: dict[Any, Any] = {}
        self._streams: dict[int, Iterator[Any]] = {}
        self._sizes: dict[int, int] = {}

    def answer(self, request: tuple[Any, ...]) -> tuple[Any, ...] | None:
        """The answer to a request: to `run` a function, to `call` a method, for `more` items, or to `drop` them."""
        try:
            what, *rest = request
            return getattr(self, f"_{what}")(*rest)  # type: ignore[no-any-return]
        except Exception as error:
            return as_answer(error)

    def _run(self, function: Callable[..., Any], arguments: tuple[Any, ...]) -> tuple[Any, ...]:
        return "value", function(*arguments)

    def _call(self, recipe: Any, method: str, arguments: tuple[Any, ...], named: dict[str, Any]) -> tuple[Any, ...]:
        if recipe not in self._parts:
            make, made_of = recipe
            self._parts[recipe] = make(*made_of)
        result = getattr(self._parts[recipe], method)(*arguments, **named)
        if not hasattr(result, "__next__"):
            return "value", result
        number = max(self._streams, default=0) + 1
        self._streams[number], self._sizes[number] = result, 1
        return self._more(number)

    def _more(self, number: int) -> tuple[Any, ...]:
        """Few items first, for who needs no more, then ever more of them; never long in coming."""
        size, until = self._sizes[number], time.monotonic() + _EVERY
        items: list[Any] = []
        for item in self._streams[number]:
            items.append(item)
            if len(items) == size or time.monotonic() > until:
                self._sizes[number] = min(size * 2, _LONGEST_STREAM)
                return "items", number, items, False
        self._drop(number)
        return "items", number, items, True

    def _drop(self, number: int) -> None:
        del self._streams[number], self._sizes[number]


def as_answer(error: Exception) -> tuple[Any, ...]:
    """An error as an answer. One that is none of ours says where it happened, since its traceback stays here."""
    made = error.__reduce__()
    assert isinstance(made, tuple)
    state = dict(error.__dict__)
    if not type(error).__module__.startswith("clientcare."):
        import traceback

        frames = traceback.extract_tb(error.__traceback__)[-4:]
        state["__notes__"] = [f"{os.path.basename(one.filename)}:{one.lineno} {one.name}" for one in frames]
    return "error", type(error), made[1], state


def as_error(kind: type[Exception], arguments: tuple[Any, ...], state: dict[str, Any]) -> Exception:
    """The error that an answer tells of, as it was raised there: its class, message, hint, place."""
    error = kind.__new__(kind, *arguments)
    error.__dict__.update(state)
    return error


class Watch:
    """Hears of each step before Python takes it (its audit events), and says that the one before it has ended.

    A step that never ends is thus followed by silence, however much was done before it. Writing and reading large files
    tell of each piece themselves, by the event `clientcare.progress`.
    """

    def __init__(self, say: Callable[[str], None]) -> None:
        self._say = say
        self._last = 0.0
        self._busy = self._writes = False

    def begin(self) -> None:
        """A request has come."""
        self._busy, self._writes, self._last = True, False, time.monotonic()

    def end(self) -> None:
        """It is answered."""
        self._busy = False

    def hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        """What Python calls before each step."""
        if not self._busy or not (event in _STEPS or event in _CHANGES):
            return
        if not self._writes and (event in _CHANGES or _is_for_writing(event, arguments)):
            self._writes = True
            self._say(WRITING)
        elif time.monotonic() - self._last > _EVERY:
            self._last = time.monotonic()
            self._say(PROGRESS)


def _is_for_writing(event: str, arguments: tuple[Any, ...]) -> bool:
    """Whether a file is opened to be changed; what Python keeps of imported modules is nobody's entry."""
    return event == "open" and bool(arguments[2] & _FOR_WRITING) and "__pycache__" not in str(arguments[0])


def serve(requests: int, answers: int) -> None:
    """Answer what comes through one pipe through another, until nobody asks any more."""
    from _pickle import dumps, loads

    def say(word: str) -> None:
        _write(answers, SIGNS[word])

    side, watch = FarSide(), Watch(say)
    sys.addaudithook(watch.hear)
    while head := _read(requests, 8):
        request = loads(_read(requests, int.from_bytes(head, "big")))
        watch.begin()
        answer = side.answer(request)
        watch.end()
        if answer is not None:
            try:
                data = dumps(answer, 5)
            except Exception as error:
                data = dumps(as_answer(error), 5)
            _write(answers, ANSWER + len(data).to_bytes(8, "big") + data)


ANSWER = b"="
SIGNS = {PROGRESS: b".", WRITING: b"!"}


def _write(handle: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(handle, view) :]


def _read(handle: int, size: int) -> bytes:
    """Exactly `size` bytes, or none where the other side has gone."""
    pieces = bytearray()
    while len(pieces) < size:
        piece = os.read(handle, min(size - len(pieces), 1 << 20))
        if not piece:
            return b""
        pieces += piece
    return bytes(pieces)
