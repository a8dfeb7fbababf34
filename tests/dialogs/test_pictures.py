"""Pictures of a guide: which link is shown, which files are opened, and what a terminal that can show them gets."""

from __future__ import annotations

import os
from base64 import b64decode
from typing import TYPE_CHECKING

import pytest

from clientcare.adapters.local_files import LocalFiles
from clientcare.dialogs import pictures
from clientcare.dialogs.pictures import guide_folder, links, picture_lines, protocol

if TYPE_CHECKING:
    from pathlib import Path

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40
KITTY = {"TERM": "xterm-kitty"}
ITERM = {"TERM": "xterm-256color", "TERM_PROGRAM": "iTerm.app"}
PLAIN = {"TERM": "xterm-256color"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "guides").mkdir()
    (tmp_path / "guides" / "tray.png").write_bytes(PNG)
    (tmp_path / "secret.png").write_bytes(PNG)
    return tmp_path / "guides"


def lines(image: str, folder: Path | str, environ: dict[str, str]) -> list[str]:
    return list(picture_lines(image, LocalFiles().picture(str(folder), image, pictures.LARGEST), environ))


def test_a_step_without_a_picture_shows_none() -> None:
    assert lines("", "", KITTY) == []


def test_an_address_on_the_web_is_shown_as_it_is_or_linked() -> None:
    address = "https://example.ch/tray.png"
    assert lines(address, "", PLAIN) == [f"  Picture: {address}"]
    assert lines(address, "", ITERM) == [f"  Picture: \x1b]8;;{address}\x1b\\{address}\x1b]8;;\x1b\\"]


def test_an_address_that_could_steer_the_terminal_is_never_a_link() -> None:
    [line] = lines("https://example.ch/\x1b[2J", "", ITERM)
    assert "\x1b" not in line


def test_a_file_in_the_folder_of_the_guide_is_linked_with_or_without_a_slash_before_it(folder: Path) -> None:
    address = (folder / "tray.png").as_uri()
    assert lines("tray.png", folder, PLAIN) == [f"  Picture: {address}"]
    assert lines("/tray.png", folder, PLAIN) == [f"  Picture: {address}"]
    assert lines("tray.png", folder, {**PLAIN, "VTE_VERSION": "7600"})[0].startswith("  Picture: \x1b]8;;file://")


@pytest.mark.parametrize("image", ["/undraw.svg", "../secret.png", "ftp://x/y.png", "a\0b.png"])
def test_what_is_not_in_that_folder_is_named_and_never_opened(folder: Path, image: str) -> None:
    [line] = lines(image, folder, KITTY)
    assert line.startswith("  Picture: ")
    assert "file://" not in line


def test_a_link_that_leads_out_of_the_folder_is_not_followed(folder: Path) -> None:
    (folder / "out.png").symlink_to(folder.parent / "secret.png")
    assert lines("out.png", folder, KITTY) == ["  Picture: out.png"]


def test_a_pipe_or_a_folder_that_is_called_like_a_picture_is_named_and_never_opened(folder: Path) -> None:
    os.mkfifo(folder / "pipe.png")
    (folder / "folder.png").mkdir()
    (folder / "device.png").symlink_to("/dev/zero")
    for image in ("pipe.png", "folder.png", "device.png"):
        assert LocalFiles().picture(str(folder), image, pictures.LARGEST) is None


def test_kitty_gets_the_picture_in_pieces_that_make_the_file_again(folder: Path) -> None:
    drawn = lines("tray.png", folder, KITTY)[1].strip()
    pieces = [piece.partition("\x1b_G")[2] for piece in drawn.split("\x1b\\") if piece]
    assert pieces[0].startswith("a=T,f=100,c=40,m=1;")
    assert [piece.partition(";")[0] for piece in pieces[1:]] == ["m=1"] * (len(pieces) - 2) + ["m=0"]
    assert b64decode("".join(piece.partition(";")[2] for piece in pieces)) == PNG


def test_iterm_gets_it_in_one(folder: Path) -> None:
    drawn = lines("tray.png", folder, ITERM)[1].strip()
    assert drawn.startswith(f"\x1b]1337;File=inline=1;width=40;size={len(PNG)}:")
    assert b64decode(drawn.partition(":")[2].rstrip("\x07")) == PNG


@pytest.mark.parametrize(("content", "environ"), [(b"<svg/>", ITERM), (b"GIF89a", KITTY), (b"", KITTY)])
def test_what_the_terminal_cannot_draw_is_a_link_alone(folder: Path, content: bytes, environ: dict[str, str]) -> None:
    (folder / "other.png").write_bytes(content)
    assert len(lines("other.png", folder, environ)) == 1


def test_a_picture_that_is_too_large_or_cannot_be_read_is_a_link_alone(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(pictures, "LARGEST", 100)
        assert len(lines("tray.png", folder, KITTY)) == 1

    def refused(_: Path) -> bytes:
        raise PermissionError

    monkeypatch.setattr("pathlib.Path.read_bytes", refused)
    assert len(lines("tray.png", folder, KITTY)) == 1


@pytest.mark.parametrize(
    ("environ", "way"),
    [
        ({"TERM": "xterm-kitty"}, "kitty"),
        ({"TERM": "xterm-256color", "KITTY_WINDOW_ID": "1"}, "kitty"),
        ({"TERM_PROGRAM": "ghostty"}, "kitty"),
        ({"TERM_PROGRAM": "WezTerm"}, "iterm"),
        ({"TERM_PROGRAM": "Apple_Terminal"}, ""),
        ({"TERM": "dumb", "TERM_PROGRAM": "iTerm.app"}, ""),
        ({"TERM": "tmux-256color", "KITTY_WINDOW_ID": "1"}, ""),
        ({"TERM": "xterm-256color", "TMUX": "/tmp/x", "TERM_PROGRAM": "iTerm.app"}, ""),
        ({}, ""),
    ],
)
def test_the_way_to_draw_is_known_from_the_terminal(environ: dict[str, str], way: str) -> None:
    assert protocol(environ) == way


@pytest.mark.parametrize(
    ("environ", "able"),
    [
        ({"TERM": "foot"}, True),
        ({"WT_SESSION": "x"}, True),
        ({"TERM_PROGRAM": "vscode"}, True),
        ({"VTE_VERSION": "5002"}, True),
        ({"VTE_VERSION": "3409"}, False),
        ({"VTE_VERSION": "new"}, False),
        ({"TERM": "dumb", "WT_SESSION": "x"}, False),
        ({"TERM": "screen-256color", "WT_SESSION": "x"}, False),
        ({"TMUX": "/tmp/x", "TERM_PROGRAM": "vscode"}, False),
        ({}, False),
    ],
)
def test_links_are_made_where_the_terminal_is_known_to_take_them(environ: dict[str, str], able: bool) -> None:
    assert links(environ) is able


def test_the_folder_of_a_guide_is_known_where_its_file_is() -> None:
    assert guide_folder("/share/guides/printer.md") == "/share/guides"
    assert guide_folder("the kept guide 'printer'") == ""
