"""Files of this machine: only whole, regular ones, and what is said about all others."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from clientcare.adapters.local_files import LocalFiles
from clientcare.domain.errors import Conflict, Failed, NotFound, Usage


@pytest.fixture
def files() -> LocalFiles:
    return LocalFiles()


def test_a_file_is_named_by_its_full_path(files: LocalFiles, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a b.txt").write_bytes(b"four")
    monkeypatch.chdir(tmp_path)
    assert files.look("a b.txt") == (str(tmp_path / "a b.txt"), "a b.txt", 4)
    assert files.read("a b.txt") == b"four"


def test_the_home_folder_has_its_short_name(files: LocalFiles) -> None:
    Path.home().joinpath("x.txt").write_bytes(b"x")
    assert files.look("~/x.txt").path == str(Path.home() / "x.txt")


def test_a_link_is_followed_and_never_removed(files: LocalFiles, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"x")
    (tmp_path / "link").symlink_to(tmp_path / "file")
    assert files.read(str(tmp_path / "link")) == b"x"
    with pytest.raises(Usage, match="link"):
        files.remove(str(tmp_path / "link"))
    assert (tmp_path / "file").exists()


def test_a_file_is_removed(files: LocalFiles, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"x")
    files.remove(str(tmp_path / "file"))
    assert not list(tmp_path.iterdir())


def test_a_folder_is_no_file(files: LocalFiles, tmp_path: Path) -> None:
    with pytest.raises(Usage, match="folder"):
        files.look(str(tmp_path))


def test_a_pipe_and_a_socket_are_never_opened(
    files: LocalFiles, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.mkfifo(tmp_path / "pipe")
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as wire:
        wire.bind("socket")
        for name in ("pipe", "socket", "/dev/zero"):
            with pytest.raises(Usage, match="device or a pipe"):
                files.read(name)


@pytest.mark.parametrize("name", ["missing", "file/inside"])
def test_a_file_that_is_not_there_is_not_found(files: LocalFiles, tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_bytes(b"x")
    with pytest.raises(NotFound):
        files.look(str(tmp_path / name))
    with pytest.raises(NotFound):
        files.remove(str(tmp_path / name))


def test_a_broken_link_is_not_found(files: LocalFiles, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "gone")
    with pytest.raises(NotFound):
        files.look(str(tmp_path / "link"))


def test_a_path_that_cannot_be_one_is_refused_in_words(files: LocalFiles) -> None:
    with pytest.raises(Failed, match="cannot be read"):
        files.look("a\0b")
    with pytest.raises(Failed, match="cannot be read"):
        files.look("x" * 5000)
    with pytest.raises(NotFound, match=r"\?"):
        files.look("broken-\udcff")


def test_a_file_that_may_not_be_read_is_refused_in_words(
    files: LocalFiles, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_bytes(b"x")

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("builtins.open", refuse)
    with pytest.raises(Failed, match="Permission denied"):
        files.read(str(tmp_path / "file"))


def test_a_new_file_is_for_this_user_alone_and_never_replaces_one(files: LocalFiles, tmp_path: Path) -> None:
    full = files.write(str(tmp_path), "a/b.txt", b"x")
    assert (Path(full).read_bytes(), Path(full).stat().st_mode & 0o777) == (b"x", 0o600)
    with pytest.raises(Conflict, match="there already"):
        files.write(str(tmp_path), "a/b.txt", b"y")
    with pytest.raises(NotFound, match="no directory"):
        files.write(str(tmp_path / "none"), "b.txt", b"y")
    with pytest.raises(Failed, match="cannot be written"):
        files.write(str(tmp_path), f"{'x' * 300}.txt", b"y")
