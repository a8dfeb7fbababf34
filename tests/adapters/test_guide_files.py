"""Files that may be guides: what stands in the folder is read whole or refused, and nothing outside is ever opened."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from clientcare.adapters.guide_files import content_of
from clientcare.adapters.library import Library
from clientcare.domain.guide_limits import SIZE_LIMIT, TOO_BIG
from clientcare.domain.guide_tables import BrokenGuide

if TYPE_CHECKING:
    from collections.abc import Iterator

NONE = Path("there-is-no-such-folder")
GUIDE = '+++\ntitle = "{0}"\n[[steps]]\nname = "One"\nweight = 1\n+++\nBody.\n'


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    folder = tmp_path / "shop" / "guides"
    folder.mkdir(parents=True)
    return folder


def told(shop: Path) -> dict[str, tuple[str, str]]:
    """What is wrong with each file of the folder, and what to do instead."""
    return {Path(one.source).name: one.faults[0][:2] for one in Library(shop, NONE).listing().broken}


def test_a_link_that_leads_out_of_the_folder_is_reported_and_not_followed(shop: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text(GUIDE.format("Secret"))
    (shop / "out.md").symlink_to(tmp_path / "secret.md")
    (shop / "in.md").write_text(GUIDE.format("In"))
    (shop / "link.md").symlink_to(shop / "in.md")
    assert [one.guide.name for one in Library(shop, NONE).listing().guides] == ["in", "link"]
    assert told(shop) == {"out.md": ("this link leads out of the folder of guides", "Put the file here.")}
    assert Library(shop, NONE).find(str(shop / "out.md"))[0].title == "Secret"


def test_a_link_to_a_folder_is_reported_and_not_followed(shop: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "secret.md").write_text(GUIDE.format("Secret"))
    (shop / "own").mkdir()
    (shop / "own" / "in.md").write_text(GUIDE.format("In"))
    (shop / "out").symlink_to(tmp_path / "elsewhere")
    (shop / "again").symlink_to(shop / "own")
    assert [one.guide.name for one in Library(shop, NONE).listing().guides] == ["in"]
    assert told(shop) == {
        "out": ("this link leads out of the folder of guides", "Put the file here."),
        "again": ("this link to a folder is not followed", "Put the files here."),
    }


def test_links_to_nothing_and_in_a_circle_are_reported(shop: Path) -> None:
    (shop / "circle.md").symlink_to(shop / "circle.md")
    (shop / "nothing.md").symlink_to(shop / "gone")
    assert told(shop)["nothing.md"][0] == "the file cannot be read (No such file or directory)"
    assert told(shop)["circle.md"][0].startswith("the file cannot be read (")


def test_a_device_and_a_pipe_are_reported_and_never_opened(shop: Path) -> None:
    os.mkfifo(shop / "pipe.md")
    (shop / "device.md").symlink_to("/dev/zero")
    assert told(shop) == {
        "pipe.md": ("this is no ordinary file but a device or a pipe", "Put a text file here."),
        "device.md": ("this link leads out of the folder of guides", "Put the file here."),
    }
    with pytest.raises(BrokenGuide, match="no ordinary file"):
        Library(None, NONE).find(str(shop / "device.md"))


def test_a_folder_that_is_called_like_a_guide_holds_guides_and_is_none(shop: Path) -> None:
    (shop / "folder.md").mkdir()
    (shop / "folder.md" / "in.md").write_text(GUIDE.format("In"))
    assert [one.guide.name for one in Library(shop, NONE).listing().guides] == ["in"]
    with pytest.raises(BrokenGuide, match="this is a folder") as caught:
        Library(None, NONE).find(str(shop / "folder.md"))
    assert caught.value.hint == "Name a file in it, and check its rights."


def test_a_pipe_that_takes_the_place_of_a_file_meanwhile_keeps_nobody_waiting(
    shop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (shop / "a.md").write_text(GUIDE.format("A"))
    os.mkfifo(shop / "pipe.md")
    found = os.stat(shop / "a.md")
    monkeypatch.setattr(Path, "stat", lambda path: found)
    with pytest.raises(BrokenGuide, match="no ordinary file"):
        content_of(shop / "pipe.md")


def test_a_file_or_folder_without_rights_is_reported(shop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (shop / "closed").mkdir()
    (shop / "closed.md").write_text(GUIDE.format("Closed"))
    (shop / "open.md").write_text(GUIDE.format("Open"))
    scandir, opened = os.scandir, os.open

    def refuse(path: Any) -> None:
        if Path(path).stem == "closed":
            raise PermissionError(13, "Permission denied", str(path))

    def scan(path: Any) -> Any:
        refuse(path)
        return scandir(path)

    def open_(path: Any, *others: Any, **more: Any) -> int:
        refuse(path)
        return opened(path, *others, **more)

    with monkeypatch.context() as patch:
        patch.setattr(os, "scandir", scan)
        patch.setattr(os, "open", open_)
        listing = Library(shop, NONE).listing()
    assert [one.guide.name for one in listing.guides] == ["open"]
    rights = "Check its rights, and that it is still there."
    assert {Path(one.source).name: one.faults[0][:2] for one in listing.broken} == {
        "closed": ("this is a folder, or one that cannot be opened", "Name a file in it, and check its rights."),
        "closed.md": ("the file cannot be read (Permission denied)", rights),
    }


def changing(path: Path, times: int) -> Iterator[int]:
    """Somebody saves the file each time after it was looked at, so many times."""
    for n in range(times):
        path.write_text(GUIDE.format("x" * n))
        yield n


@pytest.mark.parametrize(("times", "read"), [(0, True), (2, True), (9, False)])
def test_a_file_that_changes_while_it_is_read_is_read_again_or_refused(
    times: int, read: bool, shop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = shop / "a.md"
    path.write_text("+++\n")
    saving, look = changing(path, times), os.fstat

    def saved(handle: int) -> os.stat_result:
        found = look(handle)
        next(saving, None)
        return found

    monkeypatch.setattr(os, "fstat", saved)
    if read:
        assert content_of(path) == path.read_bytes()
        return
    with pytest.raises(BrokenGuide) as caught:
        content_of(path)
    assert caught.value.faults[0][:2] == ("the file changes while it is read", "Save it once, and try again.")


def test_of_a_file_without_end_no_more_is_read_than_a_guide_may_be(shop: Path) -> None:
    with (shop / "big.md").open("wb") as file:
        file.truncate(50 * SIZE_LIMIT)
    assert len(content_of(shop / "big.md")) == SIZE_LIMIT + 1
    assert told(shop) == {"big.md": TOO_BIG[:2]}


PICTURES = """+++
title = "T"
[[steps]]
name = "One"
weight = 1
enableimg = true
imgsrc = "{0}"
+++
"""


def warnings(shop: Path, image: str) -> list[tuple[int, int, str]]:
    (shop / "p.md").write_text(PICTURES.format(image))
    (checked,) = Library(None, NONE).check(str(shop / "p.md"))
    assert checked.faults == ()
    return [(one.line, one.column, one.text) for one in checked.warnings]


@pytest.mark.parametrize("image", ["a.png", "/a.png", "sub/../a.png", "https://example.ch/../a.png", "/not/there.png"])
def test_a_picture_in_the_folder_or_on_the_site_is_no_slip(image: str, shop: Path) -> None:
    (shop / "a.png").write_bytes(b"x")
    assert warnings(shop, image) == []


def test_a_picture_that_is_never_shown_is_told_by_the_check(shop: Path, tmp_path: Path) -> None:
    os.mkfifo(shop / "pipe.png")
    (shop / "device.png").symlink_to("/dev/zero")
    (shop / "folder.png").mkdir()
    (tmp_path / "secret.png").write_bytes(b"x")
    (shop / "out.png").symlink_to(tmp_path / "secret.png")
    what = "'imgsrc' of step 1 'One' is no file but a folder, a device or a pipe"
    out = "'imgsrc' of step 1 'One' leads out of the guide's folder, and is never shown"
    assert warnings(shop, "pipe.png") == warnings(shop, "folder.png") == [(7, 10, what)]
    for image in ("device.png", "out.png", "../../secret.png", "\\\\u0000.png", "..\\\\\\\\..\\\\\\\\secret.png"):
        assert warnings(shop, image.replace("\\\\", "\\")) == [(7, 10, out)]
