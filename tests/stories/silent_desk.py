"""clientcare whose share never answers, in a process of its own: python -m tests.stories.silent_desk PIPE WAY …

The share hangs in reading PIPE, a pipe into which nobody writes. WAY: process or thread, where it is asked.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from clientcare.adapters.apart import Apart
from clientcare.adapters.workers import Process, Thread
from clientcare.bootstrap import RealMakers
from clientcare.cli import main
from clientcare.desk import Desk

if TYPE_CHECKING:
    from collections.abc import Callable

    from clientcare.domain.options import Options
    from clientcare.domain.places import Place
    from clientcare.ports import LocalFiles, Store


class Silent:
    """Whatever it is asked, it reads the pipe."""

    def __init__(self, pipe: str) -> None:
        self._pipe = pipe

    def __getattr__(self, method: str) -> Callable[..., Any]:
        return lambda *_, **__: open(self._pipe, "rb").read()


class SilentMakers(RealMakers):
    """A machine whose share hangs, and whose files to attach do."""

    def __init__(self, pipe: str, way: str) -> None:
        self.apart = Apart(Process if way == "process" else Thread)
        self._pipe = pipe

    def store(self, desk: Desk, share: str) -> Store:
        store: Any = self.apart.part(f"The share {share}", Silent, self._pipe)
        return store  # type: ignore[no-any-return]

    def local(self) -> LocalFiles:
        files: Any = self.apart.part("The disk or share of that file", Silent, self._pipe)
        return files  # type: ignore[no-any-return]

    def place(self, path: str) -> Place:
        place: Any = self.apart.part(f"The directory {path}", Silent, self._pipe)
        return place.examine()  # type: ignore[no-any-return]


if __name__ == "__main__":
    pipe, way, *words = sys.argv[1:]

    def build(options: Options) -> Desk:
        """The desk at which nothing answers."""
        return Desk(options, SilentMakers(pipe, way))

    sys.exit(main(words, build=build))
