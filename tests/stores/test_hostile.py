"""Whatever lies in the share's folders: nothing crashes or hangs, nothing of ours is hidden by it, all is named."""

from __future__ import annotations

import os
import socket
import time
from contextlib import suppress
from datetime import UTC, datetime
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest

from clientcare.adapters import codec
from clientcare.adapters.stores import directory as directory_module
from clientcare.adapters.stores.directory import DirectoryStore
from clientcare.adapters.stores.disk import Disk
from clientcare.domain.errors import Conflict, Failed, InvalidFile, NotFound, Unreachable
from tests.stores.conftest import NOW, thread_folder
from tests.stores.contract import CLIENT, entry, fresh, session_in

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def with_hash(body: bytes) -> bytes:
    """A text with a right hash line: whoever can write into the share can make one."""
    return body + f"# sha256 {sha256(body).hexdigest()}\n".encode()


def endless(path: Path) -> None:
    os.mkfifo(path)


def device(path: Path) -> None:
    path.symlink_to("/dev/zero")


def dangling(path: Path) -> None:
    path.symlink_to("nowhere")


def circle(path: Path) -> None:
    path.symlink_to(path.name)


def folder(path: Path) -> None:
    path.mkdir()
    (path / "in it").touch()


def listening(path: Path) -> None:
    here = os.getcwd()
    os.chdir(path.parent)  # a socket's path may not be long
    try:
        with socket.socket(socket.AF_UNIX) as one:
            one.bind(path.name)
    finally:
        os.chdir(here)


def empty(path: Path) -> None:
    path.touch()


def huge(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(60_000_000_000)


def binary(path: Path) -> None:
    path.write_bytes(bytes(range(256)) * 40)


STRANGE = [endless, device, dangling, circle, folder, listening, empty, huge, binary]


@pytest.fixture(params=STRANGE)
def strange(request: pytest.FixtureRequest) -> Callable[[Path], None]:
    """Makes something that is no file of ours."""
    make: Callable[[Path], None] = request.param
    return make


def test_what_is_no_record_is_named_and_stops_nothing(
    root: Path, directory: DirectoryStore, strange: Callable[[Path], None]
) -> None:
    place = session_in()
    filed = directory.file(place, entry(directory, place)).record
    for name in ("000002-note-ben-x.toml", "strange"):
        strange(thread_folder(root, place) / name)
    thread = directory.read(place)
    assert thread.records == (filed,)
    assert [oddity.name for oddity in thread.oddities] == ["000002-note-ben-x.toml", "strange"]


def test_a_strange_claim_is_no_claim_and_no_crash(
    root: Path, directory: DirectoryStore, strange: Callable[[Path], None]
) -> None:
    place = session_in()
    directory.file(place, entry(directory, place))
    strange(thread_folder(root, place) / "close-0001.toml")
    with suppress(Conflict):
        assert directory.file(place, entry(directory, place, "close", ordinal=1)).answer == "unknown"
    assert len(directory.read(place).records) == 1


def test_strange_things_in_every_folder_hide_nothing(
    root: Path, directory: DirectoryStore, strange: Callable[[Path], None]
) -> None:
    place = session_in()
    directory.write_client("acme", CLIENT, "")
    directory.write_member("ann", {"name": "Ann"}, "")
    directory.write_shop({"format": 1, "store": "s"}, "")
    directory.add_hint("ann", place)
    directory.file(place, entry(directory, place))
    (root / "inbox").mkdir()
    (root / "inbox" / "photo.jpg").write_bytes(b"jpg")
    month = thread_folder(root, place).parent
    for where in (
        root / "clients",
        root / "team",
        root / "inbox",
        root / "_clientcare" / "open",
        root / "_clientcare" / "open" / "ann",
        month,
        month.parent,
        month.parent.parent,
    ):
        for name in ("zzz", "zoe.toml", f"session-{fresh()}"):
            strange(where / name)
    assert directory.folders() == ("acme",)
    assert "ann" in directory.members()
    assert "photo.jpg" in directory.inbox()
    assert directory.from_inbox("photo.jpg") == b"jpg"
    assert directory.open_threads("ann") == directory.open_threads() == (place,)
    assert place in list(directory.threads())
    assert directory.shop().content["store"] == "s"
    for fault in directory.faults():
        assert "zoe.toml" in fault


@pytest.mark.parametrize("where", ["clientcare.toml", "team/ann.toml", "clients/acme/_clientcare/client.toml"])
def test_a_strange_settings_file_is_said_to_be_none(
    root: Path, directory: DirectoryStore, strange: Callable[[Path], None], where: str
) -> None:
    (root / where).parent.mkdir(parents=True, exist_ok=True)
    strange(root / where)
    reading = {"clientcare.toml": directory.shop, "team/ann.toml": lambda: directory.member("ann")}
    if strange in (dangling, empty):
        return
    with pytest.raises(InvalidFile, match=where):
        reading.get(where, lambda: directory.client("acme"))()


def test_a_strange_document_or_guide_is_none(
    root: Path, directory: DirectoryStore, strange: Callable[[Path], None]
) -> None:
    documents = root / "clients" / "acme" / "documents"
    documents.mkdir(parents=True)
    strange(documents / "log.txt")
    if strange not in (empty, binary):
        assert directory.document("acme", "documents/log.txt") is None
    directory.set_aside("acme", "documents/log.txt")
    assert directory.add_document("acme", "documents/log.txt", b"x").path.startswith("documents/log")
    kept = root / "_clientcare" / "kept-guides"
    kept.mkdir(parents=True)
    strange(kept / ("0" * 64))
    with pytest.raises((NotFound, InvalidFile)):
        directory.kept_guide("0" * 64)


def hostile_names() -> list[bytes]:
    """A thousand names that file systems take: no text, endless, of other scripts, with control characters."""
    letters = [
        "\n",
        "\x1b[31m",
        "\u202e",
        "é",
        "e\u0301",
        "💥",
        "'",
        '"',
        "$(x)",
        ";",
        "|",
        "*",
        " ",
        "%s",
        "{0}",
        "\\",
    ]
    made = [f"{letter}{number}.toml".encode() for letter in letters for number in range(50)]
    made += [b"\xff%d.toml" % number for number in range(100)]
    made += [b"%06d-note-ann-\xfe.toml" % number for number in range(50)]
    made += [b"session-" + b"z" * number for number in range(1, 30)]
    made += [b"a" * 255, b"a" * 250 + b".toml", b"-", b"--", b"~", b"CON", b"nul.toml", b".hidden", b"..."]
    return [*made, *(b"session-7" + b"%025d" % number for number in range(1000 - len(made)))]


@pytest.mark.parametrize("as_folder", [False, True])
def test_a_thousand_hostile_names_in_every_folder_are_survived(
    root: Path, directory: DirectoryStore, as_folder: bool
) -> None:
    place = session_in()
    directory.write_client("acme", CLIENT, "")
    directory.add_hint("ann", place)
    directory.file(place, entry(directory, place))
    thread = thread_folder(root, place)
    for name in hostile_names():
        for where in (
            thread,
            thread.parent,
            root / "clients",
            root / "team",
            root / "inbox",
            root / "_clientcare/open/ann",
        ):
            path = os.path.join(os.fsencode(where), name)
            os.makedirs(os.fsencode(where), exist_ok=True)
            os.mkdir(path) if as_folder else os.close(os.open(path, os.O_CREAT))
    assert len(directory.read(place).records) == 1
    assert len(directory.read(place).oddities) == 1000
    assert list(directory.threads()) == [place]
    assert directory.open_threads() == (place,)
    assert directory.folders() == ("acme",)
    for names in (
        directory.inbox(),
        directory.members(),
        directory.faults(),
        [one.name for one in directory.read(place).oddities],
    ):
        "".join(names).encode()


def test_a_hint_names_a_folder_and_no_path(root: Path, directory: DirectoryStore) -> None:
    place = session_in()
    directory.add_hint("ann", place)
    for hint in (b"../../etc", b"..", b"", b"\xff", b"a/b", b"x" * 5000):
        (root / "_clientcare" / "open" / "ann" / session_in().thread).write_bytes(hint)
    assert directory.open_threads() == (place,)


@pytest.mark.parametrize("handle", ["..", "../../clients/acme/_clientcare", "", "/", "Ann"])
def test_no_hint_of_a_name_that_leads_elsewhere_is_removed(root: Path, directory: DirectoryStore, handle: str) -> None:
    place = session_in()
    directory.add_hint("ann", place)
    victim = root / "_clientcare" / place.thread
    victim.touch()
    directory.drop_hint(handle, place)
    assert victim.exists()
    assert directory.open_threads() == (place,)


@pytest.mark.parametrize("path", ["../other/2026/a.html", "..", "/etc/passwd", "a/../../b", ""])
def test_a_path_in_a_record_never_leads_out_of_the_clients_folder(
    root: Path, directory: DirectoryStore, path: str
) -> None:
    directory.write_client("acme", CLIENT, "")
    directory.write_client("other", CLIENT, "")
    directory.add_document("other", "2026/a.html", b"secret")
    assert directory.document("acme", path) is None
    directory.set_aside("acme", path)
    assert directory.document("other", "2026/a.html") == b"secret"


@pytest.mark.parametrize(
    "text",
    [
        "a" + ".a" * 20_000 + " = 1\n",
        "[" + "a." * 20_000 + "a]\n",
        "x = {" + "a." * 20_000 + "a = 1}\n",
        "x = " + "[" * 40_000 + "]" * 40_000 + "\n",
        "x = " + "{a = " * 10_000 + "1" + "}" * 10_000 + "\n",
    ],
    ids=["dotted key", "dotted table", "dotted inline", "lists", "tables"],
)
def test_toml_made_to_burn_time_is_not_parsed(root: Path, directory: DirectoryStore, text: str) -> None:
    place = session_in()
    filed = directory.file(place, entry(directory, place)).record
    (thread_folder(root, place) / "000002-note-ann-x.toml").write_bytes(with_hash(text.encode()))
    (root / "clientcare.toml").write_text(text)
    begun = time.process_time()
    assert directory.read(place).records == (filed,)
    with pytest.raises(InvalidFile, match=r"clientcare\.toml:1"):
        directory.shop()
    assert time.process_time() - begun < 1


@pytest.mark.parametrize(
    "wrong",
    [b"n = 1", b'kind = "note"', b'by = "ann"', b'id = "', b"after = []", b'app = "test"', b"format = 1"],
)
def test_a_record_with_a_part_of_a_wrong_type_is_foreign(root: Path, directory: DirectoryStore, wrong: bytes) -> None:
    place = session_in()
    one = entry(directory, place)
    body = codec.encode(one)[:-74]
    key = wrong.partition(b" ")[0]
    lines = [key + b" = [1]" if line.startswith(key + b" ") else line for line in body.split(b"\n")]
    thread_folder(root, place).mkdir(parents=True)
    (thread_folder(root, place) / one.name).write_bytes(with_hash(b"\n".join(lines)))
    assert [oddity.state for oddity in directory.read(place).oddities] == ["foreign"]


def test_a_record_of_another_thread_is_foreign_here(root: Path, directory: DirectoryStore) -> None:
    here, there = session_in(), session_in()
    one = directory.file(there, entry(directory, there)).record
    directory.file(here, entry(directory, here))
    (thread_folder(root, here) / one.name).write_bytes((thread_folder(root, there) / one.name).read_bytes())
    assert [oddity.state for oddity in directory.read(here).oddities] == ["foreign"]


def test_conflict_copies_are_named_and_never_merged(root: Path, directory: DirectoryStore) -> None:
    place = session_in()
    filed = directory.file(place, entry(directory, place)).record
    whole = (thread_folder(root, place) / filed.name).read_bytes()
    copy = filed.name.replace(".toml", ".sync-conflict-20261124-143141-ABCDEF7.toml")
    (thread_folder(root, place) / copy).write_bytes(whole)
    directory.write_client("acme", CLIENT, "")
    (root / "clients" / "acme" / "_clientcare" / "client (Ann's conflicted copy 2026-11-24).toml").write_text("x = 1")
    (root / "clientcare-LAPTOP.toml").write_text("x = 1")
    thread = directory.read(place)
    assert thread.records == (filed,)
    assert [(oddity.name, oddity.state) for oddity in thread.oddities] == [(copy, "copy")]
    assert [fault.partition(":")[0] for fault in directory.faults()] == [
        "clients/acme/_clientcare/client.toml:2".partition(":")[0],
        "clientcare-LAPTOP.toml",
        "clients/acme/_clientcare/client (Ann's conflicted copy 2026-11-24).toml",
    ][-2:]


def test_a_thread_with_more_than_people_type_is_not_read_into_memory(
    root: Path, directory: DirectoryStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(directory_module, "THREAD_LIMIT", 2000)
    place = session_in()
    for _ in range(3):
        directory.file(place, entry(directory, place))
    directory.read(place)
    one = entry(directory, place, text="x" * 2000)
    directory.file(place, one)
    with pytest.raises(Failed, match="more than"):
        directory.read(place)


class Forbidding(Disk):
    """A disk that lets nobody read what has this word in its path."""

    def __init__(self, word: str) -> None:
        self.word = word

    def read(self, path: str, limit: int) -> bytes:
        if self.word in path:
            raise PermissionError(13, "Permission denied", path)
        return super().read(path, limit)

    def names(self, folder: str) -> list[str]:
        if self.word in folder:
            raise PermissionError(13, "Permission denied", folder)
        return super().names(folder)


def test_what_may_not_be_read_is_named_and_hides_nothing_else(root: Path, directory: DirectoryStore) -> None:
    place = session_in()
    open_one, closed_one = (directory.file(place, entry(directory, place)).record for _ in range(2))
    directory.write_client("acme", CLIENT, "")
    store = DirectoryStore(str(root), lambda: NOW, disk=Forbidding(closed_one.id))
    assert store.read(place).records == (open_one,)
    assert [oddity.state for oddity in store.read(place).oddities] == ["unreadable"]
    assert list(DirectoryStore(str(root), lambda: NOW, disk=Forbidding("records")).threads()) == []
    with pytest.raises(InvalidFile, match="may not read"):
        DirectoryStore(str(root), lambda: NOW, disk=Forbidding("client.toml")).client("acme")
    with pytest.raises(Unreachable, match="may not"):
        DirectoryStore(str(root), lambda: NOW, disk=Forbidding("records")).read(place)


def test_a_month_that_no_calendar_has_and_a_thread_in_a_wrong_month_are_passed_over(
    root: Path, directory: DirectoryStore
) -> None:
    place = session_in()
    directory.write_client("acme", CLIENT, "")
    directory.file(place, entry(directory, place))
    top = root / "clients" / "acme" / "_clientcare" / "records"
    for where in ("2026/13", "zzzz/11", "2026/12", "9999/01"):
        (top / where / session_in().thread).mkdir(parents=True)
        (top / where / ("session-" + "7" + "z" * 25)).mkdir()
    assert list(directory.threads(since=datetime(2026, 1, 1, tzinfo=UTC))) == [place]


def test_names_of_255_bytes_can_be_documents(directory: DirectoryStore) -> None:
    name = "documents/" + "ä" * 125 + ".jpg"
    assert directory.add_document("acme", name, b"x").path == name
    assert directory.document("acme", name) == b"x"


def test_of_two_versions_that_follow_one_only_one_is_published(root: Path, directory: DirectoryStore) -> None:
    directory.write_client("acme", CLIENT, "")
    read = directory.client("acme")
    assert read is not None

    class Interrupted(Disk):
        """Somebody else writes between the look at a file and its replacement."""

        def link(self, source: str, target: str) -> None:
            with suppress(Conflict):
                directory.write_client("acme", {**CLIENT, "name": "Bens"}, read.token)
            super().link(source, target)

    store = DirectoryStore(str(root), lambda: NOW, disk=Interrupted())
    with pytest.raises(Conflict, match="changed meanwhile"):
        store.write_client("acme", {**CLIENT, "name": "Anns"}, read.token)
    now = directory.client("acme")
    assert now is not None
    assert now.content["name"] == "Bens"


def test_a_version_that_a_crash_left_half_published_is_published_by_the_next(
    root: Path, directory: DirectoryStore
) -> None:
    class Crash(BaseException):
        pass

    class Crashing(Disk):
        def move(self, source: str, target: str) -> None:
            raise Crash

    directory.write_client("acme", CLIENT, "")
    read = directory.client("acme")
    assert read is not None
    with pytest.raises(Crash):
        DirectoryStore(str(root), lambda: NOW, disk=Crashing()).write_client(
            "acme", {**CLIENT, "name": "A"}, read.token
        )
    following = root / "clients" / "acme" / "_clientcare" / f"{read.token[:26]}.part"
    assert following.exists()
    with pytest.raises(Conflict):
        directory.write_client("acme", {**CLIENT, "name": "B"}, read.token)
    assert directory.client("acme") == read, "whoever began may still be at it"
    os.utime(following, (time.time() - 120, time.time() - 120))
    with pytest.raises(Conflict):
        directory.write_client("acme", {**CLIENT, "name": "B"}, read.token)
    now = directory.client("acme")
    assert now is not None
    assert now.content["name"] == "A"
    directory.write_client("acme", {**CLIENT, "name": "B"}, now.token)
