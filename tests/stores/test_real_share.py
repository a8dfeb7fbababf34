"""The store keeps its contract on a file system of your choice, such as one without case, or a mounted share.

CLIENTCARE_TEST_SHARE=/mnt/somewhere .venv/bin/python -m pytest tests/stores/test_real_share.py
"""

from __future__ import annotations

import os
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from clientcare.adapters.stores.directory import DirectoryStore
from tests.shops import open_shop
from tests.stores.contract import StoreContract

if TYPE_CHECKING:
    from collections.abc import Iterator

MOUNTED = os.environ.get("CLIENTCARE_TEST_SHARE", "")
pytestmark = pytest.mark.skipif(not MOUNTED, reason="CLIENTCARE_TEST_SHARE names no directory")


@pytest.fixture
def root() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(dir=MOUNTED) as folder:
        yield Path(folder)


class TestARealShare(StoreContract):
    @pytest.fixture
    def store(self, root: Path) -> DirectoryStore:  # type: ignore[override]
        return DirectoryStore(str(root), time.time)

    @pytest.fixture
    def again(self, root: Path) -> DirectoryStore:  # type: ignore[override]
        return DirectoryStore(str(root), time.time)


def test_names_that_differ_by_case_or_are_as_long_as_can_be_hide_nothing(root: Path) -> None:
    store = DirectoryStore(str(root), time.time)
    names = ("documents/Scan.pdf", "documents/scan.PDF", f"documents/{'ü' * 120}.pdf", f"documents/{'漢' * 80}.pdf")
    kept = {store.add_document("acme", name, name.encode()).path: name for name in names}
    assert len(kept) == len(names)
    assert {path: store.document("acme", path) for path in kept} == {path: name.encode() for path, name in kept.items()}


def test_a_day_at_the_desk(root: Path) -> None:
    shop = open_shop(root)
    shop.sits_at_the_file_server()
    for line in (
        ("session", "start", "acme", "Printer offline", "--mode", "remote", "--no-walk"),
        ("note", "Fuser worn out, replaced it"),
        ("pause",),
        ("resume",),
        ("close", "--solution", "New fuser fitted", "--resolved", "--follow-up", "next week", "--bill"),
        ("session", "list", "--json"),
        ("search", "fuser"),
        ("verify",),
    ):
        done = shop.run(*line)
        assert done.code == 0, done
