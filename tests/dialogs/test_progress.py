"""How long work gets on is said now and then, and the line goes at the end."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from clientcare.dialogs import progress
from clientcare.domain.verifications import Progress

if TYPE_CHECKING:
    from collections.abc import Iterator


def clock(*seconds: float) -> Any:
    ticks: Iterator[float] = iter(seconds)
    return SimpleNamespace(monotonic=lambda: next(ticks))


def test_it_is_told_at_once_and_then_now_and_then(monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    desk: Any = SimpleNamespace(screen=SimpleNamespace(passing=said.append))
    monkeypatch.setattr(progress, "time", clock(5.0, 5.0, 5.1, 5.3, 5.3))
    with progress.telling(desk) as tell:
        for sessions in (1, 2, 3000):
            tell(Progress("acme", sessions, 10, 2))
    assert said == [
        "acme: sessions 1, entries 10, documents 2 so far",
        "acme: sessions 3,000, entries 10, documents 2 so far",
        "",
    ]


def test_the_line_goes_too_when_the_work_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    desk: Any = SimpleNamespace(screen=SimpleNamespace(passing=said.append))
    with pytest.raises(KeyboardInterrupt), progress.telling(desk):
        raise KeyboardInterrupt
    assert said == [""]
