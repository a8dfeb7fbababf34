"""Asks a share that is far away several things at once: each of them takes a round trip, however little it is."""

from __future__ import annotations

from _thread import allocate_lock, start_new_thread
from functools import partial
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

Answer = TypeVar("Answer")

AT_ONCE = 16
"""So much is under way at a time: more gains little, and makes a small server slow for others."""


def abreast(questions: Sequence[Callable[[], Answer]]) -> Iterator[Callable[[], Answer]]:
    """For each question in order a function that gives its answer, or raises what asking it raised."""
    for begin in range(0, len(questions), AT_ONCE):
        answers: dict[int, Callable[[], Answer]] = {}
        some = tuple(enumerate(questions[begin : begin + AT_ONCE]))
        first, *others = (partial(_ask, question, place, answers) for place, question in some)
        ended = []
        for other in others:
            lock = allocate_lock()
            lock.acquire()
            start_new_thread(_until, (other, lock.release))
            ended.append(lock)
        first()
        for lock in ended:
            lock.acquire()
        for place, question in some:
            if place not in answers:  # its thread never came to it
                _ask(question, place, answers)
        yield from (answers[place] for place, _ in some)


def _until(asked: Callable[[], None], ended: Callable[[], None]) -> None:
    try:
        asked()
    finally:
        ended()


def _ask(question: Callable[[], Answer], place: int, answers: dict[int, Callable[[], Answer]]) -> None:
    try:
        answer = question()
    except BaseException as error:  # whatever ended it ends whoever wants the answer
        answers[place] = partial(_raise, error)
    else:
        answers[place] = lambda: answer


def _raise(error: BaseException) -> Answer:  # type: ignore[type-var]
    raise error
