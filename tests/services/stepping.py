"""A store in which something happens right before one of its steps: a crash, or what somebody else does meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clientcare.adapters.stores.around import Around

if TYPE_CHECKING:
    from collections.abc import Callable

    from clientcare.desk import Desk
    from clientcare.ports import Store


class Crash(BaseException):
    """The machine stops."""


class Stepping(Around):
    """Counts every question and does `meanwhile` before the one with the number `at`; `happened` tells whether."""

    def __init__(self, inner: Store, at: int, meanwhile: Callable[[], None]) -> None:
        super().__init__(inner)
        self.happened = False
        self._left = at
        self._meanwhile = meanwhile

    def __getattr__(self, method: str) -> Callable[..., Any]:
        if method.startswith("_"):
            raise AttributeError(method)
        asked = getattr(self.inner, method)

        def call(*arguments: Any, **named: Any) -> Any:
            self._left -= 1
            if self._left == 0:
                self.happened = True
                self._meanwhile()
            return asked(*arguments, **named)

        return call


def step_by_step(desk: Desk, at: int, meanwhile: Callable[[], None]) -> Stepping:
    """Let the store of a Desk be such a one from now on."""
    stepping = Stepping(desk.store, at, meanwhile)
    desk.__dict__["store"] = stepping
    return stepping


def crash() -> None:
    """Stop here, as a machine does whose battery is empty."""
    raise Crash
