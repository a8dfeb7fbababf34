"""The store on a directory, asked in a process apart, keeps every promise of a store."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from clientcare.adapters.apart import Apart
from clientcare.adapters.stores.directory import DirectoryStore
from clientcare.adapters.workers import Process
from tests.stores.contract import StoreContract

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from clientcare.ports import Store


class TestAStoreApart(StoreContract):
    @pytest.fixture
    def store(self, tmp_path: Path) -> Iterator[Store]:
        apart = Apart(Process)
        yield apart.part("The share", DirectoryStore, str(tmp_path), time.time)
        apart.finish()

    @pytest.fixture
    def again(self, tmp_path: Path) -> Iterator[Store]:
        apart = Apart(Process)
        yield apart.part("The share", DirectoryStore, str(tmp_path), time.time)
        apart.finish()
