"""The directory store keeps the contract of all stores, and more that only files can break."""

from __future__ import annotations

import errno
import os
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from clientcare.adapters.stores.directory import DirectoryStore
from clientcare.adapters.stores.disk import Disk
from clientcare.domain.erasures import tombstone
from clientcare.domain.errors import Conflict, InvalidFile, NotFound, Unreachable
from tests.stores.conftest import NOW, thread_folder
from tests.stores.contract import CLIENT, StoreContract, entry, session_in

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from clientcare.domain.records import ThreadPlace


class TestDirectoryStore(StoreContract):
    """The contract, on a local directory, seen through two paths."""

    @pytest.fixture
    def store(self, directory: DirectoryStore) -> DirectoryStore:  # type: ignore[override]
        """The store under test."""
        return directory

    @pytest.fixture
    def again(self, root: Path, tmp_path: Path) -> DirectoryStore:  # type: ignore[override]
        """The same share, mounted at another place."""
        other = tmp_path / "mounted"
        other.symlink_to(root)
        return DirectoryStore(str(other), time.time)


def test_a_record_lies_where_the_format_says(root: Path, directory: DirectoryStore) -> None:
    place = session_in()
    one = entry(directory, place, text="x")
    directory.file(place, one)
    assert [path.name for path in thread_folder(root, place).iterdir()] == [f"000001-note-ann-{one.id}.toml"]


def test_foreign_torn_and_changed_files_are_named_and_never_in_the_way(root: Path, directory: DirectoryStore) -> None:
    place = session_in()
    filed = directory.file(place, entry(directory, place, text="x")).record
    folder = thread_folder(root, place)
    whole = (folder / filed.name).read_bytes()
    (folder / "notes.txt").write_text("by hand")
    (folder / "empty.toml").write_text("")
    (folder / "folder.toml").mkdir()
    (folder / "000002-note-ann-zz.toml").write_bytes(whole)
    (folder / "000003-note-ann-aa.toml").write_bytes(whole.replace(b'"x"', b'"y"'))
    (folder / "000004-note-ann-bb.toml").write_bytes(whole[:-9])
    (folder / "000005-note-ann-cc.toml").write_bytes(whole[:-9])
    for name, age in (("empty.toml", 10), ("000004-note-ann-bb.toml", 10), ("000005-note-ann-cc.toml", 100_000)):
        os.utime(folder / name, (NOW - age, NOW - age))
    with (folder / "huge.toml").open("wb") as huge:
        huge.truncate(5_000_000)
    thread = directory.read(place)
    assert thread.records == (filed,)
    assert {(oddity.name, oddity.state) for oddity in thread.oddities} == {
        ("notes.txt", "foreign"),
        ("empty.toml", "arriving"),
        ("folder.toml", "foreign"),
        ("000002-note-ann-zz.toml", "foreign"),
        ("000003-note-ann-aa.toml", "changed"),
        ("000004-note-ann-bb.toml", "arriving"),
        ("000005-note-ann-cc.toml", "torn"),
        ("huge.toml", "foreign"),
    }


def test_no_staged_file_is_left_after_filing(root: Path, directory: DirectoryStore) -> None:
    place = session_in()
    directory.file(place, entry(directory, place))
    directory.file(place, entry(directory, place, "close", ordinal=1))
    with pytest.raises(Conflict):
        directory.file(place, entry(directory, place, "close", ordinal=1))
    assert not list(root.rglob("*.part"))


def test_a_claim_that_somebody_tore_is_lost_without_a_crash(root: Path, directory: DirectoryStore) -> None:
    place = session_in()
    directory.file(place, entry(directory, place))
    (thread_folder(root, place) / "close-0001.toml").write_text("half a rec")
    with pytest.raises(Conflict, match="Somebody else took this step"):
        directory.file(place, entry(directory, place, "close", ordinal=1))


def test_a_share_that_reports_a_failed_link_that_worked_is_read_back(
    monkeypatch: pytest.MonkeyPatch, directory: DirectoryStore
) -> None:
    real = os.link

    def lying_link(source: str, target: str) -> None:
        real(source, target)
        raise OSError(errno.EPERM, "operation not permitted")

    monkeypatch.setattr(os, "link", lying_link)
    place = session_in()
    assert directory.file(place, entry(directory, place, "close", ordinal=1)).answer == "filed"


def test_a_mount_that_fell_away_is_never_filled_as_a_local_folder(tmp_path: Path) -> None:
    store = DirectoryStore(str(tmp_path / "gone"), time.time)
    place = session_in()
    with pytest.raises(Unreachable):
        store.file(place, entry(store, place))
    with pytest.raises(Unreachable, match=r"no clientcare\.toml"):
        store.shop()
    assert not (tmp_path / "gone").exists()


def test_folders_without_a_clients_own_file_are_no_clients(root: Path, directory: DirectoryStore) -> None:
    directory.write_client("acme", CLIENT, "")
    (root / "clients" / "stray").mkdir()
    assert directory.folders() == ("acme",)


@pytest.mark.parametrize("name", ["..", ".", "a/b", "a\\b", "", "\0"])
def test_a_name_that_leads_elsewhere_is_no_client(directory: DirectoryStore, name: str) -> None:
    assert directory.client(name) is None


@pytest.mark.parametrize("handle", ["../x", "Ann", "", "a" * 17])
def test_a_name_that_cannot_be_a_handle_is_no_member(directory: DirectoryStore, handle: str) -> None:
    assert directory.member(handle) is None


def test_hints_that_make_no_sense_are_passed_over(root: Path, directory: DirectoryStore) -> None:
    place = session_in()
    directory.add_hint("ann", place)
    folder = root / "_clientcare" / "open" / "ann"
    (folder / "note.txt").write_text("x")
    (folder / session_in().thread).write_text("../../etc")
    (folder / session_in().thread).write_bytes(b"\xff\xfe")
    (folder / session_in().thread).mkdir()
    assert directory.open_threads("ann") == (place,)


def test_a_kept_guide_that_was_changed_is_refused(root: Path, directory: DirectoryStore) -> None:
    digest = directory.keep_guide(b"guide")
    (root / "_clientcare" / "kept-guides" / digest).write_bytes(b"other")
    with pytest.raises(InvalidFile, match="was changed"):
        directory.kept_guide(digest)


def test_a_kept_guide_that_may_not_be_read_is_told_as_that_and_left_alone(root: Path) -> None:
    class Closed(Disk):
        def read(self, path: str, limit: int) -> bytes:
            if "kept-guides" in path:
                raise PermissionError(errno.EACCES, "Permission denied", path)
            return super().read(path, limit)

    digest = DirectoryStore(str(root), time.time).keep_guide(b"guide")
    closed = DirectoryStore(str(root), time.time, disk=Closed())
    for asked in (lambda: closed.keep_guide(b"guide"), lambda: closed.kept_guide(digest)):
        with pytest.raises(InvalidFile, match=f"kept-guides/{digest}: the guide's text may not be read by you"):
            asked()
    assert (root / "_clientcare" / "kept-guides" / digest).read_bytes() == b"guide"


def test_a_kept_guide_that_a_server_lost_the_bytes_of_is_kept_anew(root: Path, directory: DirectoryStore) -> None:
    digest = directory.keep_guide(b"guide")
    (root / "_clientcare" / "kept-guides" / digest).write_bytes(b"")
    assert directory.keep_guide(b"guide") == digest
    assert directory.kept_guide(digest) == b"guide"


def test_the_inbox_offers_files_and_no_hidden_ones(root: Path, directory: DirectoryStore) -> None:
    assert directory.inbox() == ()
    inbox = root / "inbox"
    inbox.mkdir()
    (inbox / "photo.jpg").write_bytes(b"jpg")
    (inbox / ".hidden").write_text("x")
    (inbox / "~lock").write_text("x")
    (inbox / "folder").mkdir()
    assert directory.inbox() == ("photo.jpg",)
    assert directory.from_inbox("photo.jpg") == b"jpg"
    directory.clear_inbox("photo.jpg")
    directory.clear_inbox("photo.jpg")
    with pytest.raises(NotFound):
        directory.from_inbox("photo.jpg")


def test_a_mail_lies_in_the_outbox(root: Path, directory: DirectoryStore) -> None:
    assert directory.lay_mail("b.eml", b"x") == "outbox/b.eml"
    assert (root / "outbox" / "b.eml").read_bytes() == b"x"


def test_a_settings_file_with_a_slip_is_named_with_its_line(root: Path, directory: DirectoryStore) -> None:
    (root / "team").mkdir()
    (root / "team" / "ann.toml").write_text('name = "Ann\n')
    directory.write_client("acme", CLIENT, "")
    (root / "clients" / "acme" / "_clientcare" / "client.toml").write_text('id = "x"\nname = "A"\nalias = ["b"]\n')
    assert [fault.partition(": ")[0] for fault in directory.faults()] == [
        "team/ann.toml:1:12",
        "clients/acme/_clientcare/client.toml:3",
    ]


def test_the_settings_of_a_shop_are_made_once(directory: DirectoryStore) -> None:
    directory.write_shop({"format": 1, "store": "s"}, "")
    with pytest.raises(Conflict):
        directory.write_shop({"format": 1, "store": "t"}, "")
    read = directory.shop()
    directory.write_shop({"format": 1, "store": "s", "new": 1}, read.token)
    assert directory.shop().content["new"] == 1


def test_a_huge_settings_file_is_not_read(root: Path, directory: DirectoryStore) -> None:
    with (root / "clientcare.toml").open("wb") as file:
        file.truncate(2_000_000)
    with pytest.raises(InvalidFile, match="too large"):
        directory.shop()


def test_a_document_without_an_ending_gets_its_number_at_the_end(directory: DirectoryStore) -> None:
    directory.write_client("acme", CLIENT, "")
    assert [directory.add_document("acme", "README", b"x").path for _ in range(3)] == [
        "README",
        "README (2)",
        "README (3)",
    ]


def test_a_path_is_told_from_the_share_on(directory: DirectoryStore) -> None:
    assert directory.shown("acme", "2026/a.html") == "clients/acme/2026/a.html"
    assert directory.shown("acme") == "clients/acme"


@pytest.fixture
def many(directory: DirectoryStore) -> Iterator[ThreadPlace]:
    """A session that processes write into."""
    return session_in()


def test_scripts_and_technicians_write_into_one_session_at_once_and_nothing_is_lost(
    root: Path, many: ThreadPlace
) -> None:
    import multiprocessing

    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=write_many, args=(str(root), many, f"tech{number}", 25)) for number in range(6)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert [writer.exitcode for writer in writers] == [0] * 6
    read = DirectoryStore(str(root), time.time).read(many)
    assert read.oddities == ()
    assert sorted((one.by, one.get("text")) for one in read.records) == sorted(
        (f"tech{number}", str(count)) for number in range(6) for count in range(25)
    )
    for number in range(6):
        own = [int(one.get("text")) for one in read.records if one.by == f"tech{number}"]
        assert own == sorted(own)


def write_many(root: str, place: ThreadPlace, by: str, count: int) -> None:
    """What each of the processes does."""
    from tests.stores import contract

    contract.COUNT = iter(range(hash(by) % 1_000_000_000, 2_000_000_000))
    store = DirectoryStore(root, time.time)
    for number in range(count):
        one = entry(store, place, by=by, text=str(number))._replace(id=f"{by}{number:020d}")
        store.file(place, one)


def test_since_a_day_older_threads_are_named_where_their_folder_changed(directory: DirectoryStore, root: Path) -> None:
    directory.write_client("acme", CLIENT, "")
    old, touched = session_in(month=9), session_in(month=9)
    for place in (old, touched):
        directory.file(place, entry(directory, place))
    since = datetime(2026, 11, 20, tzinfo=UTC)
    folders = root / "clients" / "acme" / "_clientcare" / "records" / "2026" / "09"
    os.utime(folders / old.thread, (since.timestamp() - 1, since.timestamp() - 1))
    os.utime(folders / touched.thread, (since.timestamp(), since.timestamp()))
    new = session_in(month=11)
    directory.file(new, entry(directory, new))
    assert list(directory.every_thread("acme", since)) == [new, touched]


def test_what_lies_among_the_records_and_is_none_strays(directory: DirectoryStore, root: Path) -> None:
    directory.write_client("acme", CLIENT, "")
    place = session_in()
    directory.file(place, entry(directory, place))
    private = root / "clients" / "acme" / "_clientcare"
    wrong = f"records/2026/09/{session_in().thread}/000001.toml"
    for name in ("client.toml.bak", "x.part", "records/readme.txt", "records/2026/11/session-of-nobody/1.toml", wrong):
        (private / name).parent.mkdir(parents=True, exist_ok=True)
        (private / name).write_text("x")
    assert directory.strays("acme") == (
        "_clientcare/client.toml.bak",
        f"_clientcare/{wrong}",
        "_clientcare/records/2026/11/session-of-nobody/1.toml",
        "_clientcare/records/readme.txt",
    )
    assert list(directory.every_thread("acme")) == [place]


def test_a_record_of_another_thread_is_none_of_this_one(directory: DirectoryStore, root: Path) -> None:
    here, there = session_in(), session_in()
    filed = directory.file(there, entry(directory, there)).record
    directory.file(here, entry(directory, here))
    source, target = thread_folder(root, there) / filed.name, thread_folder(root, here) / filed.name
    target.write_bytes(source.read_bytes())
    assert [(odd.name, odd.state) for odd in directory.read(here).oddities] == [(filed.name, "foreign")]


def test_an_erased_entry_that_is_still_there_beside_what_stays_of_it_is_named(
    directory: DirectoryStore, root: Path
) -> None:
    place = session_in()
    filed = directory.file(place, entry(directory, place, text="Secret")).record
    data = (thread_folder(root, place) / filed.name).read_bytes()
    directory.erase(place, tombstone(filed, filed.at, "mia", "asked"))
    assert directory.read(place).oddities == ()
    (thread_folder(root, place) / filed.name).write_bytes(data)
    assert [(odd.name, odd.state) for odd in directory.read(place).oddities] == [(filed.name, "half-erased")]


@pytest.mark.parametrize("code", [errno.ENOSYS, errno.EPERM, errno.EIO])  # EIO: an rclone mount of WebDAV
def test_a_share_without_links_takes_settings_and_steps_that_happen_once(root: Path, code: int) -> None:
    class NoLinks(Disk):
        def link(self, source: str, target: str) -> None:
            raise OSError(code, os.strerror(code), target)

    store = DirectoryStore(str(root), time.time, disk=NoLinks())
    store.write_client("acme", CLIENT, "")
    assert store.client("acme") is not None
    place = session_in()
    first, second = (entry(store, place, kind="close", ordinal=1) for _ in range(2))
    assert store.file(place, first).answer == "filed"
    with pytest.raises(Conflict):
        store.file(place, second)
