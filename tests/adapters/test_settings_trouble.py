"""The user's own settings file, where something is wrong with the file itself."""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING

import pytest

from clientcare.adapters import settings
from clientcare.adapters.stores.disk import Disk
from clientcare.adapters.toml_files import SIZE_LIMIT
from clientcare.domain.errors import Exit, Failed, InvalidFile
from clientcare.domain.shop import UserSettings

if TYPE_CHECKING:
    from pathlib import Path


def test_a_folder_in_place_of_the_file_is_told_once_and_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(Failed) as caught:
        settings.load(str(tmp_path))
    assert caught.value.message == f"Your settings cannot be read: {tmp_path}: it is no file."
    assert caught.value.hint == "Name another file: --config FILE"


def test_a_file_that_is_far_too_large_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_bytes(b"#" * (SIZE_LIMIT + 2))
    with pytest.raises(InvalidFile) as caught:
        settings.load(str(path))
    assert caught.value.message == f"{path}: the file is too large"
    assert caught.value.exit == Exit.INVALID_FILE


def test_a_full_disk_leaves_the_settings_as_they_were(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "settings.toml"
    settings.save(str(path), UserSettings("/mnt/shop", "s1", "ann", "laptop"))
    before = path.read_bytes()

    def full(disk: Disk, path: str, data: bytes) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", path)

    monkeypatch.setattr(Disk, "create", full)
    with pytest.raises(Failed) as caught:
        settings.save(str(path), UserSettings("/mnt/other", "s2", "ben", "laptop"))
    assert caught.value.message == f"Your settings cannot be written: {path}: No space left on device."
    assert [one.name for one in tmp_path.iterdir()] == ["settings.toml"]
    assert path.read_bytes() == before
