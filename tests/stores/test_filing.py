"""Filing on a share that fails: filed lies there whole, and nothing is said to be lost that may not be."""

from __future__ import annotations

import errno
import os
import time
from typing import TYPE_CHECKING, Any

import pytest

from clientcare.adapters import codec
from clientcare.adapters.stores.directory import DirectoryStore
from clientcare.adapters.stores.disk import Disk
from clientcare.domain.errors import ClientcareError, Conflict, Failed, InvalidFile, Unreachable
from clientcare.domain.identifiers import identifier
from tests.stores.conftest import NOW, thread_folder
from tests.stores.contract import entry, session_in

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def parts_in(root: Path) -> list[Path]:
    """What was being written."""
    return sorted(root.rglob("*.part"))


def lay(folder: Path, name: str, data: bytes) -> Path:
    """A file that a crash left."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(data)
    return folder / name


class FailsOnce(Disk):
    """A disk that fails at one call of one operation; with `done` the operation is done, and only its answer lost."""

    def __init__(self, operation: str, code: int, *, done: bool = False, at: int = 1) -> None:
        real: Callable[..., Any] = getattr(self, operation)
        calls = 0

        def fails(*given: Any) -> Any:
            nonlocal calls
            calls += 1
            if calls != at:
                return real(*given)
            if done:
                real(*given)
            raise OSError(code, os.strerror(code), given[0])

        setattr(self, operation, fails)


OPERATIONS = ("read", "create", "link", "move", "flush", "make_folder", "names", "remove")
CODES = ("EIO", "ENOSPC", "ESTALE", "EPERM")


@pytest.mark.parametrize("done", [False, True], ids=["refused", "answer lost"])
@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("operation", OPERATIONS)
@pytest.mark.parametrize("ordinal", [0, 1], ids=["note", "close"])
def test_whatever_fails_wherever_filed_is_there_and_not_filed_is_not(
    root: Path, ordinal: int, operation: str, code: str, done: bool
) -> None:
    place = session_in()
    whole = DirectoryStore(str(root), lambda: NOW)
    for at in range(1, 8):
        seen = whole.read(place).records
        kind = "close" if ordinal else "note"
        one = entry(whole, place, kind, ordinal=at if ordinal else 0)
        disk = FailsOnce(operation, getattr(errno, code), done=done, at=at)
        try:
            answer = DirectoryStore(str(root), lambda: NOW, disk=disk).file(place, one).answer
        except (Unreachable, Failed, InvalidFile):
            answer = "not filed"
        there = one.id in {record.id for record in whole.read(place).records}
        assert answer != "filed" or there
        assert answer != "not filed" or not there
        assert whole.read(place).oddities == ()
        assert len(whole.read(place).records) == len(seen) + there
        assert whole.file(place, one).answer == "filed", "filing it again heals everything"


@pytest.mark.parametrize("ordinal", [0, 1])
def test_a_record_that_was_filed_is_filed_again_without_a_trace(
    root: Path, directory: DirectoryStore, ordinal: int
) -> None:
    place = session_in()
    one = entry(directory, place, "close" if ordinal else "note", ordinal=ordinal)
    first = directory.file(place, one)
    before = (thread_folder(root, place) / one.name).stat()
    assert directory.file(place, one) == first
    assert (thread_folder(root, place) / one.name).stat() == before
    assert parts_in(root) == []


@pytest.mark.parametrize("ordinal", [0, 1])
@pytest.mark.parametrize("left", [b"", b"half", None])
def test_a_part_that_a_crash_left_is_in_nobodys_way(
    root: Path, directory: DirectoryStore, left: bytes | None, ordinal: int
) -> None:
    place = session_in()
    one = entry(directory, place, "close" if ordinal else "note", ordinal=ordinal)
    part = lay(thread_folder(root, place), f"{one.id}.part", codec.encode(one) if left is None else left)
    assert directory.file(place, one).answer == "filed"
    assert [record.id for record in directory.read(place).records] == [one.id]
    assert parts_in(root) == [part], "somebody may still be writing it"


def test_a_record_that_lies_there_torn_is_made_whole(root: Path, directory: DirectoryStore) -> None:
    place = session_in()
    one = entry(directory, place, text="x")
    lay(thread_folder(root, place), one.name, codec.encode(one)[:-9])
    assert directory.file(place, one).answer == "filed"
    assert directory.read(place).oddities == ()


def test_another_content_under_the_entrys_own_name_is_not_called_filed(root: Path, directory: DirectoryStore) -> None:
    place = session_in()
    one = entry(directory, place, text="mine")
    other = codec.encode(one._replace(fields={"text": "changed by somebody"}))
    lay(thread_folder(root, place), one.name, other)
    assert directory.file(place, one).answer == "unknown"
    assert (thread_folder(root, place) / one.name).read_bytes() == other


def test_whoever_comes_second_leaves_nothing_behind(root: Path, directory: DirectoryStore) -> None:
    place = session_in()
    mine = entry(directory, place, "close", ordinal=1)
    directory.file(place, entry(directory, place, "close", by="ben", ordinal=1))
    with pytest.raises(Conflict, match="ben was first"):
        directory.file(place, mine)
    assert parts_in(root) == []


def test_bytes_that_changed_on_the_way_are_not_called_filed(
    monkeypatch: pytest.MonkeyPatch, root: Path, directory: DirectoryStore
) -> None:
    real = os.write
    monkeypatch.setattr(os, "write", lambda handle, data: real(handle, bytes(data).replace(b"x", b"y")) and len(data))
    place = session_in()
    one = entry(directory, place, text="x")
    assert directory.file(place, one).answer == "unknown"
    monkeypatch.undo()
    assert directory.file(place, one).answer == "filed"


def test_bytes_that_were_never_written_are_not_called_filed(
    monkeypatch: pytest.MonkeyPatch, directory: DirectoryStore
) -> None:
    real = os.write
    monkeypatch.setattr(os, "write", lambda handle, data: real(handle, bytes(data)[: len(data) // 2]) and len(data))
    place = session_in()
    one = entry(directory, place, text="x")
    assert directory.file(place, one).answer == "unknown"
    assert [oddity.state for oddity in directory.read(place).oddities] == ["torn"]


def test_a_disk_that_writes_nothing_is_not_waited_for(
    monkeypatch: pytest.MonkeyPatch, directory: DirectoryStore
) -> None:
    monkeypatch.setattr(os, "write", lambda *_: 0)
    place = session_in()
    with pytest.raises(Unreachable):
        directory.file(place, entry(directory, place))


def test_short_writes_are_continued(monkeypatch: pytest.MonkeyPatch, directory: DirectoryStore) -> None:
    real = os.write
    monkeypatch.setattr(os, "write", lambda handle, data: real(handle, bytes(data)[:7]))
    place = session_in()
    filed = directory.file(place, entry(directory, place, text="a long text " * 20))
    assert directory.read(place).records == (filed.record,)


@pytest.mark.parametrize("operation", ["move", "flush", "read"])
def test_ctrl_c_after_publishing_began_does_not_say_that_nothing_was_filed(root: Path, operation: str) -> None:
    class Stopped(Disk):
        pass

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    disk = Stopped()
    place = session_in()
    store = DirectoryStore(str(root), lambda: NOW, disk=disk)
    store.file(place, entry(store, place))
    one = entry(store, place)
    if operation == "move":
        disk.move = stop  # type: ignore[assignment]
    else:
        real = disk.move

        def then_stop(staged: str, target: str) -> None:
            real(staged, target)
            setattr(disk, operation, stop)

        disk.move = then_stop  # type: ignore[method-assign]
    assert store.file(place, one).answer == "unknown"


@pytest.mark.parametrize(
    ("code", "error", "words"),
    [
        (errno.ENOSPC, Unreachable, "is full"),
        (errno.EDQUOT, Unreachable, "is full"),
        (errno.EROFS, Unreachable, "may not be written"),
        (errno.EACCES, Unreachable, "may not be written"),
        (errno.EIO, Unreachable, "does not answer as it should"),
        (errno.ESTALE, Unreachable, "does not answer as it should"),
        (errno.ENAMETOOLONG, Failed, "too long"),
    ],
)
@pytest.mark.parametrize("operation", ["write", "fsync", "replace", "mkdir", "close"])
def test_a_share_that_fails_says_so_in_words_and_leaves_nothing_behind(
    monkeypatch: pytest.MonkeyPatch,
    root: Path,
    directory: DirectoryStore,
    operation: str,
    code: int,
    error: type[ClientcareError],
    words: str,
) -> None:
    place = session_in()
    one = entry(directory, place)
    real = os.close

    def fails(*given: Any, **_: object) -> None:
        if operation == "close":
            real(*given)
        raise OSError(code, os.strerror(code))

    with monkeypatch.context() as broken:
        broken.setattr(os, operation, fails)
        with pytest.raises(error, match=words):
            directory.file(place, one)
    assert directory.read(place).records == ()
    assert not [path for path in root.rglob("*") if path.is_file() and path.parent.name != "late"]


@pytest.mark.parametrize("code", [errno.ESTALE, errno.EINTR])
@pytest.mark.parametrize("operation", ["create", "flush", "read", "make_folder"])
def test_a_stale_handle_is_tried_again_once(root: Path, operation: str, code: int) -> None:
    store = DirectoryStore(str(root), lambda: NOW, disk=FailsOnce(operation, code))
    place = session_in()
    assert store.file(place, entry(DirectoryStore(str(root), lambda: NOW), place)).answer == "filed"


def test_what_a_crashed_writer_left_is_swept_after_a_day_and_foreign_parts_stay(
    root: Path, directory: DirectoryStore
) -> None:
    place = session_in()
    directory.file(place, entry(directory, place))
    folder = thread_folder(root, place)
    ours, young, theirs = ("0" * 25 + "a.part", "0" * 25 + "b.part", "film.mkv.part")
    for name in (ours, young, theirs):
        os.utime(lay(folder, name, b"half"), (1_000_000, 1_000_000))
    (folder / young).touch()
    assert [oddity.name for oddity in directory.read(place).oddities] == [theirs]
    assert [path.name for path in parts_in(root)] == [young, theirs]


def test_a_version_of_a_settings_file_that_the_share_did_not_keep_whole_never_takes_its_place(
    root: Path, directory: DirectoryStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    directory.write_client("acme", {"id": "x", "name": "Acme"}, "")
    read = directory.client("acme")
    assert read
    real = os.write
    with monkeypatch.context() as patch:
        patch.setattr(os, "write", lambda handle, data: real(handle, b"#" * len(data)))
        with pytest.raises(Unreachable, match="it did not show again what was written"):
            directory.write_client("acme", {"id": "x", "name": "Torn"}, read.token)
    for path in parts_in(root):
        os.utime(path, (1_000_000, 1_000_000))
    directory.write_client("acme", {"id": "x", "name": "Acme Ltd"}, read.token)
    found = directory.client("acme")
    assert found
    assert found.content["name"] == "Acme Ltd"


def test_a_clock_that_is_days_ahead_sweeps_nothing_that_is_being_written(root: Path) -> None:
    import time

    place = session_in()
    ahead = DirectoryStore(str(root), lambda: time.time() + 3 * 86_400)
    ahead.file(place, entry(ahead, place))
    part = lay(thread_folder(root, place), "0" * 26 + ".part", b"half")
    assert ahead.read(place).oddities == ()
    assert parts_in(root) == [part]


@pytest.mark.parametrize(
    ("folder", "pass_by"),
    [
        ("_clientcare/open/ann", lambda store: store.open_threads()),
        ("_clientcare/open/ann", lambda store: store.add_hint("ann", session_in())),
        ("_clientcare/kept-guides", lambda store: store.keep_guide(b"guide")),
        ("team", lambda store: store.members()),
        ("clients/acme/_clientcare", lambda store: store.write_client("acme", {"id": "x"}, "")),
        ("clients/acme/documents", lambda store: store.add_document("acme", "documents/a", b"x")),
        ("outbox", lambda store: store.lay_mail("a.eml", b"x")),
        ("inbox", lambda store: store.inbox()),
    ],
)
def test_parts_are_swept_in_every_folder_that_is_passed(
    root: Path, directory: DirectoryStore, folder: str, pass_by: Callable[[DirectoryStore], object]
) -> None:
    left = lay(root / folder, "0" * 26 + ".part", b"half")
    os.utime(left, (1_000_000, 1_000_000))
    pass_by(directory)
    assert not left.exists()


def test_a_claim_that_a_server_garbles_leaves_the_step_to_be_taken(root: Path) -> None:
    class Garbles(Disk):
        def create(self, path: str, data: bytes) -> None:
            super().create(path, data[7:])

    place = session_in()
    garbling = DirectoryStore(str(root), lambda: NOW, disk=Garbles())
    with pytest.raises(Unreachable):
        garbling.file(place, entry(garbling, place, "close", ordinal=1))
    assert parts_in(root) == []
    store = DirectoryStore(str(root), lambda: NOW)
    assert store.file(place, entry(store, place, "close", ordinal=1)).answer == "filed"


def test_where_links_do_not_exist_a_claim_is_still_decided(root: Path) -> None:
    class WithoutLinks(Disk):
        def link(self, source: str, target: str) -> None:
            raise OSError(errno.EPERM, "no links here")

    store = DirectoryStore(str(root), lambda: NOW, disk=WithoutLinks())
    place = session_in()
    assert store.file(place, entry(store, place, "close", ordinal=1)).answer == "filed"
    with pytest.raises(Conflict):
        store.file(place, entry(store, place, "close", by="ben", ordinal=1))
    assert parts_in(root) == []


def test_an_entry_that_may_not_be_read_is_never_written_over(root: Path, directory: DirectoryStore) -> None:
    place = session_in()
    one = entry(directory, place)
    directory.file(place, one)
    before = (thread_folder(root, place) / one.name).stat()
    hidden = FailsOnce("read", errno.EACCES)
    with pytest.raises(Unreachable):
        DirectoryStore(str(root), lambda: NOW, disk=hidden).file(place, one)
    assert (thread_folder(root, place) / one.name).stat() == before


def test_of_an_entry_that_was_just_made_nobody_asks_whether_it_is_there(root: Path) -> None:
    asked: list[str] = []

    class Asked(Disk):
        def read(self, path: str, limit: int) -> bytes:
            asked.append(os.path.basename(path))
            return super().read(path, limit)

    place = session_in()
    made = entry(DirectoryStore(str(root), time.time), place)._replace
    now = [1_000.0]
    store = DirectoryStore(str(root), lambda: now[0], disk=Asked())
    before, after = (made(id=identifier(int(at * 1000), b"0123456789")) for at in (999.0, 1_001.0))
    now[0] = 1_002.0
    for record, looks in ((after, 1), (after, 2), (before, 2)):  # to read it back, and before it where it may be there
        asked.clear()
        assert store.file(place, record).answer == "filed"
        assert [name for name in asked if record.id in name] == [record.own_name] * looks
