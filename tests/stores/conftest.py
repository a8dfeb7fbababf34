"""What the tests of stores on a directory share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from clientcare.adapters.stores.directory import DirectoryStore

if TYPE_CHECKING:
    from pathlib import Path

    from clientcare.domain.records import ThreadPlace

NOW = 1_800_000_000.0


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The shared directory."""
    share = tmp_path / "share"
    share.mkdir()
    return share


@pytest.fixture
def directory(root: Path) -> DirectoryStore:
    """A store on it."""
    return DirectoryStore(str(root), lambda: NOW)


def thread_folder(root: Path, place: ThreadPlace) -> Path:
    """Where the records of a thread lie."""
    return root / "clients" / place.folder / "_clientcare" / "records" / "2026" / "11" / place.thread
