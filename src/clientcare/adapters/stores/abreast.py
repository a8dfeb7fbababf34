"""Asks a share that is far away several things at once: each of them takes a round trip, however little it is."""

from __future__ import annotations

import threading
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
        waiting = [threading.Thread(target=other, daemon=True) for other in others]
        for one in waiting:
            one.start()
        first()
        for one in waiting:
            one.join()
        yield from (answers[place] for place, _ in some)


def _ask(question: Callable[[], Answer], place: int, answers: dict[int, Callable[[], Answer]]) -> None:
    try:
        answer = question()
    except BaseException as error:  # whatever ended it ends whoever wants the answer
        answers[place] = partial(_raise, error)
    else:
        answers[place] = lambda: answer


def _raise(error: BaseException) -> Answer:  # type: ignore[type-var]
    raise error
