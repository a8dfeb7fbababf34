"""The shop's guides are at hand without the share, as they were read last."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from clientcare.adapters.guide_copies import copy_guides

if TYPE_CHECKING:
    from pathlib import Path


def copied(folder: Path, copies: Path) -> dict[str, str]:
    copy_guides(str(folder), str(copies))
    return {str(one.relative_to(copies)): one.read_text() for one in sorted(copies.rglob("*")) if one.is_file()}


def test_what_is_new_changed_or_gone_is_so_in_the_copies_too(tmp_path: Path) -> None:
    folder, copies = tmp_path / "guides", tmp_path / "copies"
    (folder / "deep").mkdir(parents=True)
    (folder / "a.md").write_text("one")
    (folder / "deep" / "b.md").write_text("b")
    assert copied(folder, copies) == {"a.md": "one", "deep/b.md": "b"}
    (folder / "a.md").write_text("two!")
    (folder / "deep" / "b.md").unlink()
    assert copied(folder, copies) == {"a.md": "two!"}


def test_links_and_hidden_files_are_not_copied(tmp_path: Path) -> None:
    folder = tmp_path / "guides"
    folder.mkdir()
    (folder / ".hidden.md").write_text("x")
    os.symlink("/etc/hostname", folder / "link.md")
    assert copied(folder, tmp_path / "copies") == {}


def test_a_folder_that_is_not_there_leaves_the_copies_as_they_are(tmp_path: Path) -> None:
    folder, copies = tmp_path / "guides", tmp_path / "copies"
    folder.mkdir()
    (folder / "a.md").write_text("one")
    copied(folder, copies)
    folder.rename(tmp_path / "gone")
    assert copied(folder, copies) == {"a.md": "one"}


def test_the_copies_are_for_this_user_alone_however_open_the_share_is(tmp_path: Path) -> None:
    folder, copies = tmp_path / "guides", tmp_path / "cache" / "shop" / "guides"
    (folder / "deep" / "deeper").mkdir(parents=True)
    (folder / "deep" / "deeper" / "a.md").write_text("one")
    (folder / "deep" / "deeper" / "a.md").chmod(0o666)
    before = os.umask(0)
    try:
        copy_guides(str(folder), str(copies))
    finally:
        os.umask(before)
    for path in (copies, *copies.rglob("*")):
        assert path.stat().st_mode & 0o777 == (0o700 if path.is_dir() else 0o600), path


def test_what_is_no_guide_and_no_picture_is_not_copied(tmp_path: Path) -> None:
    folder = tmp_path / "guides"
    folder.mkdir()
    for name in ("a.md", "b.TOML", "shot.PNG", "clients.csv", "passwords.xlsx", "a.md~", "notes.txt", "a.md.part"):
        (folder / name).write_text("x")
    assert set(copied(folder, tmp_path / "copies")) == {"a.md", "b.TOML", "shot.PNG"}
