"""Passes what a store is asked on to the store behind it, and does not ask a share a second time that is away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from clientcare.domain.errors import Unreachable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from clientcare.ports import Store

T = TypeVar("T")


class Around:
    """Looks like the store `inner`. `away` is what that answered when it could not be reached, once it could not."""

    def __init__(self, inner: Store) -> None:
        self.inner = inner
        self.away: Unreachable | None = None

    def ask(self, question: Callable[[], T]) -> T:
        """What the inner store answers. Raises Unreachable at once where it was away before in this command."""
        if self.away:
            raise self.away
        try:
            return question()
        except Unreachable as error:
            self.away = error
            raise

    def __getattr__(self, method: str) -> Callable[..., Any]:
        if method.startswith("_"):
            raise AttributeError(method)
        passed_on = getattr(self.inner, method)

        def call(*arguments: Any, **named: Any) -> Any:
            answer = self.ask(lambda: passed_on(*arguments, **named))
            return self._each(answer) if hasattr(answer, "__next__") else answer

        return call

    def _each(self, items: Iterator[T]) -> Iterator[T]:
        end = object()
        while (item := self.ask(lambda: next(items, end))) is not end:
            yield item  # type: ignore[misc]
