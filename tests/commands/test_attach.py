"""`clientcare attach`, as it is typed and as it answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.shops import Shop


@pytest.fixture
def desk_folder(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = shop.folder / "desk"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def test_it_says_where_the_copy_is_and_where_the_original(shop: Shop, desk_folder: Path) -> None:
    shop.session()
    (desk_folder / "Büro Fehler.log").write_bytes(b"E-2041\n")
    done = shop.run("attach", "Büro Fehler.log")
    assert (done.code, done.err) == (0, "")
    assert done.out.splitlines() == [
        "✓ 14:05  attached Büro Fehler.log, 7 bytes · Acme AG · Printer offline · 0:00 running",
        "  Filed as clients/acme/documents/Büro Fehler.log",
        f"! The original is still on this machine: {desk_folder}/Büro Fehler.log (--move removes it)",
    ]


def test_it_says_what_was_not_read_and_that_the_original_is_gone(shop: Shop, desk_folder: Path) -> None:
    shop.session()
    (desk_folder / "photo.jpg").write_bytes(b"\xff\xd8")
    assert shop.run("attach", "photo.jpg", "--move").out.splitlines()[1:] == [
        "  Filed as clients/acme/documents/photo.jpg",
        "  Not read by the privacy guard: it is no text.",
        "  The original was removed from this machine.",
    ]
    assert not list(desk_folder.iterdir())


def test_a_secret_in_a_file_is_held_back_and_never_shown(shop: Shop, desk_folder: Path) -> None:
    thread = shop.session()
    (desk_folder / "login.txt").write_bytes(b"user ann\npassword: Tr0ub4dor&3x\n")
    done = shop.run("attach", "login.txt")
    assert (done.code, done.out) == (8, "")
    assert "Tr0ub4dor" not in done.err
    assert shop.kinds(thread) == ["start"]
    masked = shop.run("attach", "login.txt", "--mask", "--move")
    assert masked.code == 0
    assert "1 secret masked before saving" in masked.out
    assert "! The original is still on this machine" in masked.out
    assert (desk_folder / "login.txt").exists()


def test_the_inbox_is_listed_offered_and_emptied(shop: Shop, desk_folder: Path) -> None:
    shop.session()
    assert shop.run("attach", "--inbox").out == "The inbox of the share is empty.\n"
    for name in ("photo 1.jpg", "photo 2.jpg"):
        shop.drop(name, b"\xff\xd8")
    assert shop.run("attach", "--inbox").out.splitlines() == [
        "In the inbox of the share: photo 1.jpg, photo 2.jpg",
        "  Attach one: clientcare attach --inbox NAME",
    ]
    assert shop.run("attach", "--inbox", "--plain").out == "photo 1.jpg\nphoto 2.jpg\n"
    assert shop.run("attach", "--inbox", "--quiet").out == "photo 1.jpg\nphoto 2.jpg\n"
    assert shop.run("attach", "--inbox", "photo 1.jpg").out.splitlines()[-3:] == [
        "  The original was removed from the inbox of the share.",
        "In the inbox of the share: photo 2.jpg",
        "  Attach one: clientcare attach --inbox NAME",
    ]
    assert "photo 2.jpg" in shop.run("attach").err


def test_what_stays_in_the_inbox_is_told_with_the_reason(shop: Shop, desk_folder: Path) -> None:
    shop.session()
    shop.drop("login.txt", b"password: Tr0ub4dor&3x\n")
    said = shop.run("attach", "--inbox", "login.txt", "--mask").out
    assert "! The original is still in the inbox of the share: login.txt (the copy was masked" in said


def test_the_other_outputs_tell_path_and_digest(shop: Shop, desk_folder: Path) -> None:
    thread = shop.session()
    (desk_folder / "a.txt").write_bytes(b"one")
    (one,) = shop.run("attach", "a.txt", "--json").data["files"]
    kept = shop.read(thread).attachments[0]
    assert (one["path"], one["sha256"], one["size"], one["entered"]["id"]) == (kept.path, kept.sha256, 3, kept.id)
    row = shop.run("attach", "a.txt", "--plain").out.rstrip("\n").split("\t")
    assert row[-5:] == ["documents/a (2).txt", kept.sha256, "3", "yes", "no"]
    assert shop.run("attach", "a.txt", "--quiet").out.strip() == shop.read(thread).attachments[2].id
