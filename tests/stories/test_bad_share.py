"""A share that is full, may not be written, or is gone: it is told, and nothing half-written is left."""

from __future__ import annotations

import errno
import os
import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.shops import Shop, open_shop
from tests.stories.shares import FaultyShare, half_written, tree

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FULL, READ_ONLY = errno.ENOSPC, errno.EROFS
START = ("session", "start", "acme", "Printer", "--mode", "remote")
CLOSE = ("close", "--solution", "New fuser", "--resolved", "--follow-up", "next week", "--bill")
COMMANDS = [
    START,
    ("note", "Fuser replaced"),
    ("part", "Fuser", "--price", "89"),
    ("pause",),
    ("estimate", "1h"),
    ("undo",),
    CLOSE,
    ("session", "cancel", "--reason", "no-show"),
    ("client", "add", "zoo", "--name", "Zoo"),
    ("client", "edit", "acme", "--name", "Acme Ltd"),
    ("client", "note", "acme", "Ring first"),
    ("team", "add", "joe", "--name", "Joe", "--role", "junior-engineer"),
    ("config", "set", "shop.name", "Other"),
]


def ids(words: tuple[str, ...]) -> str:
    return " ".join(words[:2])


def at_the_file_server(folder: Path) -> Shop:
    """A shop whose Ann sits at the file server, where nothing is kept sealed: that is told in test_share_away.py."""
    shop = open_shop(folder)
    shop.sits_at_the_file_server()
    return shop


@pytest.fixture
def busy(shop: Shop) -> Shop:
    """A shop in which Ann's session runs, with a note that could be taken back. She sits at the file server."""
    shop.sits_at_the_file_server()
    shop.session()
    assert shop.run("note", "x").code == 0
    return shop


@pytest.mark.parametrize("words", COMMANDS, ids=ids)
@pytest.mark.parametrize(
    ("code", "message"),
    [
        (FULL, "The share {} is full: No space left on device."),
        (READ_ONLY, "The share {} may not be written by you: Read-only file system ("),
    ],
    ids=["full", "read-only"],
)  # fmt: skip
def test_a_share_that_takes_nothing_is_told_and_nothing_is_left_in_it(
    busy: Shop, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], code: int, message: str
) -> None:
    before = tree(busy)
    with monkeypatch.context() as patch:
        FaultyShare(patch, busy, code)
        said = busy.run(*words)
    assert (said.code, said.out) == (6, "")
    assert said.err.startswith(message.format(busy.share))
    assert tree(busy) == before
    assert busy.run(*words).code == 0


@pytest.mark.parametrize("words", [START, ("note", "x"), ("client", "add", "zoo", "--name", "Zoo")], ids=ids)
def test_wherever_room_runs_out_every_file_is_whole_and_the_next_try_succeeds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    after, failed = 0, True
    while failed:
        shop = at_the_file_server(tmp_path / str(after))
        if words != START:
            shop.session()
        with monkeypatch.context() as patch:
            fault = FaultyShare(patch, shop, FULL, after)
            said = shop.run(*words)
        failed = fault.failed > 0
        assert half_written(shop) == []
        assert (said.code == 0) is bool(said.out)
        if said.code:
            assert said.code == 6
            assert "is full" in said.err
            assert shop.run(*words).code == 0
        assert half_written(shop) == []
        after += 1
    assert after > 2


def test_a_command_that_ends_half_way_never_says_that_nothing_was_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    after, failed, codes = 0, True, set()
    while failed:
        shop = at_the_file_server(tmp_path / str(after))
        thread, other = shop.session("Scanner"), shop.session()
        shop.enter(thread, "close", ordinal=1)
        before = tree(shop)
        with monkeypatch.context() as patch:
            fault = FaultyShare(patch, shop, FULL, after)
            said = shop.run("session", "reopen", thread[-4:], "--reason", "It came back")
        failed = fault.failed > 0
        codes.add(said.code)
        if said.code == 6:
            assert records(tree(shop)) == records(before)
        if said.code == 11:
            assert shop.read(thread).is_open
            assert shop.read(other).runs_for("ann")
            assert "Saved before that: reopen." in said.err
        after += 1
    assert codes == {0, 6, 11}


def records(files: dict[str, bytes]) -> dict[str, bytes]:
    return {path: data for path, data in files.items() if "/records/" in path and not path.endswith(".part")}


def test_wherever_room_runs_out_in_a_close_it_is_told_what_is_done_and_the_rest_is_made_up_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    after, failed = 0, True
    while failed:
        shop = at_the_file_server(tmp_path / str(after))
        thread = shop.session()
        with monkeypatch.context() as patch:
            fault = FaultyShare(patch, shop, FULL, after)
            said = shop.run(*CLOSE)
        failed = fault.failed > 0
        assert half_written(shop) == []
        if shop.read(thread).is_open:
            assert (said.code, said.out) == (11 if "Saved before that: followup." in said.err else 6, "")
            assert "is full" in said.err
            assert shop.run(*CLOSE).code == 0
        else:
            assert said.code in ((0, 1, 11) if failed else (0,))  # what is derived may fail without a word
            assert said.out.startswith("■ Closed 14:05")
        shop.wait(5)
        assert shop.run("status").code == 0
        unknown = said.code == 11 and bool(said.out)
        if shop.read(thread).bill_state != "laid":
            again = shop.run("bill", "send", "acme", *(("--again",) if unknown else ()))
            assert again.code == (11 if unknown else 0)
        session = shop.read(thread)
        assert session.bill_state == ("unknown" if unknown else "laid")
        assert (len(shop.outbox()), len(session.follow_ups)) == (1, 1)
        assert shop.hinted("ann") == []
        assert {record.get("what") for record in session.of_kind("document")} == {"session", "overview"}
        assert half_written(shop) == []
        after += 1
    assert after > 20


def test_reading_goes_on_where_nothing_can_be_written(busy: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        FaultyShare(patch, busy, READ_ONLY)
        for words in (
            ("status",),
            ("session", "list"),
            ("session", "show"),
            ("client", "show", "acme"),
            ("bill", "list"),
        ):
            said = busy.run(*words)
            assert (said.code, said.err) == (0, "")


def test_a_share_that_is_not_mounted_is_never_an_empty_shop(busy: Shop) -> None:
    aside = busy.share.with_name("unmounted")
    busy.share.rename(aside)
    busy.share.mkdir()
    for words in (("note", "x"), ("status",), ("session", "list"), START):
        said = busy.run(*words)
        assert (said.code, said.out) == (6, "")
        assert "clientcare.toml" in said.err
    assert list(busy.share.iterdir()) == []
    busy.share.rmdir()
    for words in (("note", "x"), ("status",)):
        assert busy.run(*words).code == 6
    assert not busy.share.exists()


def test_another_shops_share_at_the_same_place_is_refused(busy: Shop) -> None:
    marker = busy.share / "clientcare.toml"
    marker.write_text(marker.read_text().replace("0199b2c4-7f3a", "another"))
    before = tree(busy)
    said = busy.run(*START)
    assert said.code == 6
    assert "holds another shop" in said.err
    assert tree(busy) == before


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Shop]:
    """A shop on a real file system with room for little, where this user may mount one."""
    folder = tmp_path / "small"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=160k", "clientcare-test", str(folder)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("this user may not mount anything")
    try:
        yield at_the_file_server(folder)
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def test_a_real_file_system_that_is_full_or_read_only_is_told(small: Shop) -> None:
    small.session()
    (small.folder / "filler").write_bytes(bytes(os.statvfs(small.folder).f_bavail * os.statvfs(small.folder).f_bsize))
    before = tree(small)
    said = small.run("note", "x" * 20_000)
    assert said.code == 6
    assert said.err.startswith(f"The share {small.share} is full: No space left on device.")
    assert tree(small) == before
    (small.folder / "filler").unlink()
    assert small.run("note", "x").code == 0
    subprocess.run(["mount", "-o", "remount,ro", str(small.folder)], check=True)
    said = small.run("note", "y")
    assert said.code == 6
    assert said.err.startswith(f"The share {small.share} may not be written by you: Read-only file system (")
