"""A shop, and a terminal on which a test types."""

from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import create_pipe_input

from tests.shops import Shop, open_shop

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    return open_shop(tmp_path)


@pytest.fixture
def typed() -> Iterator[Callable[[str], None]]:
    """What is typed, keys and all, before the questions come."""
    with create_pipe_input() as pipe, create_app_session(input=pipe):
        yield pipe.send_text


@pytest.fixture
def typed_plainly(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """What is typed on a terminal that cannot move its cursor."""
    monkeypatch.setenv("TERM", "dumb")

    def type_(text: str) -> None:
        monkeypatch.setattr(sys, "stdin", io.StringIO(text))

    return type_
