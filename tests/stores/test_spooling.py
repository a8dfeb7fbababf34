"""What the share cannot take is sealed on this machine and filed later: once each, in order, whatever comes between."""

from __future__ import annotations

import errno
import fcntl
import os
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientcare.adapters.sealing import CannotOpen, new_pair, unseal
from clientcare.adapters.spool import ASIDE, FILED, HELD, Spool
from clientcare.adapters.stores.directory import DirectoryStore
from clientcare.adapters.stores.disk import Disk
from clientcare.adapters.stores.spooling import LOOKUPS, PROOF_AFTER, SpoolingStore
from clientcare.domain.errors import Conflict, Overdue, Unreachable
from clientcare.domain.records import UNPLACED, Receipt, Record, ThreadPlace, heads, next_n
from tests.stores.contract import CLIENT, StoreContract, entry, fresh, session_in

if TYPE_CHECKING:
    from collections.abc import Callable

MARKER = {"format": 1, "store": "s"}


class Laptop:
    """A shop's share and one technician's laptop. A new `store()` is a new command."""

    def __init__(self, folder: Path) -> None:
        self.share = folder / "share"
        self.elsewhere = folder / "elsewhere"
        self.now = time.time()
        self.spool = Spool(str(folder / "data"), str(folder / "cache"), "s", lambda: self.now)
        self.share.mkdir(parents=True)
        office = self.office()
        office.write_shop(MARKER, "")
        office.write_client("acme", CLIENT, "")
        office.write_member("ann", {"name": "Ann"}, "")
        self.store()

    def office(self) -> DirectoryStore:
        """The share as a colleague in the office sees it."""
        return DirectoryStore(str(self.share), lambda: self.now)

    def store(self, inner: DirectoryStore | None = None) -> SpoolingStore:
        """The store of a new command: the settings are read, and what is kept is filed."""
        store = SpoolingStore(inner or self.office(), self.spool, "s")
        store.shop()
        store.sync()
        return store

    def away(self) -> None:
        self.share.rename(self.elsewhere)

    def back(self) -> None:
        self.elsewhere.rename(self.share)

    def started(self) -> ThreadPlace:
        """A session that was started with the share at hand."""
        place, store = session_in(), self.store()
        store.add_hint("ann", place)
        store.file(place, entry(store, place, "start", title="Printer of Ms Frei"))
        return place

    def note(self, text: str, store: SpoolingStore | None = None) -> Receipt:
        """What `note` does: find my session, read it, file the next entry."""
        store = store or self.store()
        place = store.open_threads("ann")[-1]
        return store.file(place, entry(store, place, text=text))

    def texts(self, place: ThreadPlace) -> list[str]:
        """The notes as the office reads them."""
        return [one.get("text") for one in self.office().read(place).records if one.kind == "note"]

    def words_on_it(self) -> bytes:
        """Everything that lies on the laptop, names included."""
        tops = (Path(self.spool.folder), Path(self.spool.cache))
        files = [path for top in tops for path in top.rglob("*") if path.is_file()]
        return b"\n".join(str(path).encode() + path.read_bytes() for path in files)


@pytest.fixture
def laptop(tmp_path: Path) -> Laptop:
    return Laptop(tmp_path)


class TestSpoolingStore(StoreContract):
    """The contract, with a share that is there."""

    @pytest.fixture
    def store(self, laptop: Laptop) -> SpoolingStore:  # type: ignore[override]
        (laptop.share / "clients" / "acme" / "_clientcare" / "client.toml").unlink()
        (laptop.share / "team" / "ann.toml").unlink()
        return laptop.store()

    @pytest.fixture
    def again(self, laptop: Laptop) -> DirectoryStore:  # type: ignore[override]
        return laptop.office()


# -- held ----------------------------------------------------------------------------------------------------------


def test_an_entry_is_held_while_the_share_is_away_and_filed_by_the_next_command_that_reaches_it(laptop: Laptop) -> None:
    place = laptop.started()
    laptop.away()
    receipts = [laptop.note("Fuser worn out"), laptop.note("replaced it")]
    assert [(one.answer, one.waiting) for one in receipts] == [("held", 1), ("held", 2)]
    laptop.back()
    assert laptop.texts(place) == []
    laptop.store()
    assert laptop.texts(place) == ["Fuser worn out", "replaced it"]
    assert laptop.spool.count(HELD) == 0


def test_what_is_filed_later_has_its_own_times_and_name_and_an_unbroken_chain(laptop: Laptop) -> None:
    place = laptop.started()
    laptop.away()
    held = [laptop.note("one").record, laptop.note("two").record]
    laptop.back()
    laptop.store()
    start, first, second = laptop.office().read(place).records
    assert [(one.name, one.at, one.filed) for one in (first, second)] == [(one.name, one.at, one.filed) for one in held]
    assert (first.after, second.after) == ((start.digest,), (first.digest,))


def test_nothing_readable_of_a_client_lies_on_the_laptop(laptop: Laptop) -> None:
    laptop.started()
    laptop.away()
    laptop.note("Ms Frei forgot her password")
    found = laptop.words_on_it()
    for word in (b"Frei", b"Printer", b"acme", b"Acme", b"forgot", b"client-id"):
        assert word not in found


def test_the_laptop_cannot_open_what_it_sealed(laptop: Laptop) -> None:
    laptop.started()
    laptop.away()
    receipt = laptop.note("x")
    sealed = laptop.spool.sealed(HELD, receipt.record.id)
    with pytest.raises(CannotOpen):
        unseal(sealed, [new_pair()[1]])
    laptop.back()
    assert b"x" in unseal(sealed, laptop.office().keys())


def test_only_this_user_may_look_into_the_folders(laptop: Laptop) -> None:
    laptop.started()
    laptop.away()
    receipt = laptop.note("x")
    folder = Path(laptop.spool.folder)
    assert [(path.stat().st_mode & 0o777) for path in (folder, folder / HELD)] == [0o700, 0o700]
    assert (folder / HELD / f"{receipt.record.id}.age").stat().st_mode & 0o777 == 0o600


def test_a_share_that_did_not_answer_in_time_may_have_the_entry_and_filing_it_again_makes_no_second(
    laptop: Laptop,
) -> None:
    class Slow(DirectoryStore):
        def file(self, place: ThreadPlace, record: Record) -> Receipt:
            super().file(place, record)
            raise Overdue("The share did not answer for 6 seconds.")

    place = laptop.started()
    receipt = laptop.note("once", laptop.store(Slow(str(laptop.share), time.time)))
    assert (receipt.answer, receipt.waiting) == ("unknown", 1)
    laptop.store()
    assert laptop.texts(place) == ["once"]
    assert laptop.spool.count(HELD) == 0


def test_after_one_answer_that_came_too_late_the_share_is_not_waited_for_again(laptop: Laptop) -> None:
    asked = []

    class Hanging(DirectoryStore):
        def read(self, place: ThreadPlace) -> object:  # type: ignore[override]
            asked.append("read")
            raise Overdue("The share did not answer for 6 seconds.")

        def file(self, place: ThreadPlace, record: Record) -> Receipt:
            asked.append("file")
            raise Overdue("The share did not answer for 6 seconds.")

    laptop.started()
    receipt = laptop.note("x", laptop.store(Hanging(str(laptop.share), time.time)))
    assert receipt.answer == "held"
    assert asked == ["read"]


def test_a_share_that_cannot_show_the_entry_again_leaves_it_unknown_and_sealed(laptop: Laptop) -> None:
    class Forgetful(DirectoryStore):
        def file(self, place: ThreadPlace, record: Record) -> Receipt:
            return Receipt("unknown", super().file(place, record).record)

    place = laptop.started()
    assert laptop.note("x", laptop.store(Forgetful(str(laptop.share), time.time))).answer == "unknown"
    laptop.store()
    assert laptop.texts(place) == ["x"]


def test_nothing_is_said_of_an_entry_that_the_share_may_have_where_it_cannot_be_kept_here(
    laptop: Laptop, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Forgetful(DirectoryStore):
        def file(self, place: ThreadPlace, record: Record) -> Receipt:
            receipt = Receipt("unknown", super().file(place, record).record)
            monkeypatch.setattr(
                os, "fsync", lambda handle: (_ for _ in ()).throw(OSError(28, "No space left on device"))
            )
            return receipt

    place = laptop.started()
    receipt = laptop.note("x", laptop.store(Forgetful(str(laptop.share), time.time)))
    assert (receipt.answer, receipt.waiting) == ("unknown", 0)
    assert "could not be kept on this machine either: No space left" in receipt.why
    monkeypatch.undo()
    assert laptop.texts(place) == ["x"]


def test_where_nothing_can_be_kept_here_either_the_answer_is_that_nothing_was_saved(
    laptop: Laptop, monkeypatch: pytest.MonkeyPatch
) -> None:
    laptop.started()
    laptop.away()
    store = laptop.store()
    monkeypatch.setattr(os, "fsync", lambda handle: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    with pytest.raises(Unreachable, match="could not be kept on this machine either: No space left"):
        laptop.note("x", store)
    assert laptop.spool.count(HELD) == 0


def test_what_this_disk_does_not_keep_for_sure_is_not_there_later_either(
    laptop: Laptop, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = laptop.started()
    laptop.away()
    store = laptop.store()

    def refuse(disk: Disk, folder: str) -> None:
        raise OSError(errno.EIO, "Input/output error")

    with monkeypatch.context() as patch:
        patch.setattr(Disk, "flush", refuse)
        with pytest.raises(Unreachable, match="It could not be kept on this machine either: Input/output error"):
            laptop.note("Refused", store)
    laptop.back()
    laptop.store()
    assert laptop.texts(place) == []


def test_where_this_disk_may_or_may_not_keep_an_entry_the_answer_is_that_nobody_knows(
    laptop: Laptop, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = laptop.started()
    laptop.away()
    store = laptop.store()
    laptop.note("Held", store)

    def refuse(*path: object) -> None:
        raise OSError(errno.EIO, "Input/output error")

    with monkeypatch.context() as patch:
        patch.setattr(Disk, "flush", refuse)
        patch.setattr(os, "unlink", refuse)
        assert laptop.note("Perhaps", store).answer == "unknown"
    laptop.back()
    laptop.store()
    assert laptop.texts(place) == ["Held", "Perhaps"]


def test_a_disk_that_keeps_other_bytes_than_it_was_given_is_not_believed(
    laptop: Laptop, monkeypatch: pytest.MonkeyPatch
) -> None:
    laptop.started()
    laptop.away()
    store = laptop.store()
    real = os.write
    with monkeypatch.context() as patch:
        patch.setattr(os, "write", lambda handle, data: real(handle, b"x" * len(data)))
        with pytest.raises(Unreachable, match="the disk did not keep what was written"):
            laptop.note("Torn", store)
    assert laptop.spool.count(HELD) == 0


def test_what_a_crash_left_half_written_here_is_swept_after_a_day(laptop: Laptop) -> None:
    laptop.started()
    laptop.away()
    laptop.note("Held")
    parts = [path.with_name(f"{path.name}.1234abcd.part") for path in files_of(laptop)]
    for path in parts:
        path.write_bytes(b"half")
    laptop.back()
    laptop.store()
    assert all(path.exists() for path in parts if path.parent.exists())
    laptop.now += 2 * 86_400
    laptop.store().sync(everything=True)
    assert not any(path.exists() for path in parts)


def files_of(laptop: Laptop) -> list[Path]:
    """What is kept on the laptop, in all its folders."""
    return [
        path for top in (laptop.spool.folder, laptop.spool.cache) for path in Path(top).rglob("*") if path.is_file()
    ]


def test_without_a_key_nothing_can_be_kept(laptop: Laptop, tmp_path: Path) -> None:
    laptop.started()
    laptop.spool.remember("clientcare.toml", b'format = 1\nstore = "s"\n')
    laptop.away()
    with pytest.raises(Unreachable, match="no key to seal it with"):
        laptop.note("x")


def test_a_shop_whose_settings_were_never_read_here_cannot_be_worked_for_without_its_share(tmp_path: Path) -> None:
    spool = Spool(str(tmp_path / "data"), str(tmp_path / "cache"), "s", time.time)
    store = SpoolingStore(DirectoryStore(str(tmp_path / "gone"), time.time), spool, "s")
    with pytest.raises(Unreachable, match=r"no clientcare\.toml"):
        store.shop()


def test_another_shops_share_at_the_same_place_gets_nothing(laptop: Laptop) -> None:
    place = laptop.started()
    laptop.away()
    laptop.share.mkdir()
    laptop.office().write_shop({"format": 1, "store": "other"}, "")
    assert laptop.note("ours").answer == "held"
    assert [path.name for path in laptop.share.iterdir()] == ["clientcare.toml"]
    for path in laptop.share.iterdir():
        path.unlink()
    laptop.share.rmdir()
    laptop.back()
    laptop.store()
    assert laptop.texts(place) == ["ours"]


def test_an_older_shop_gets_its_key_by_the_first_command(laptop: Laptop) -> None:
    settings = laptop.office().shop()
    assert str(settings.content["sealing"]["key"]).startswith("age1")
    assert len(laptop.office().keys()) == 1
    laptop.store()
    assert laptop.office().shop().text == settings.text


def test_entries_sealed_with_an_older_key_are_filed_too(laptop: Laptop) -> None:
    place = laptop.started()
    laptop.away()
    laptop.note("sealed with the first key")
    laptop.back()
    office = laptop.office()
    settings = office.shop()
    office.write_shop({**settings.content, "sealing": {"key": office.add_key()}}, settings.token)
    laptop.store()
    assert laptop.texts(place) == ["sealed with the first key"]


# -- filed later ---------------------------------------------------------------------------------------------------


def test_what_is_no_sealed_entry_is_set_aside_and_never_in_the_way(laptop: Laptop) -> None:
    place = laptop.started()
    laptop.away()
    broken = laptop.note("broken").record
    laptop.note("whole")
    held = Path(laptop.spool.folder) / HELD
    (held / f"{broken.id}.age").write_bytes(b"rubbish")
    (held / "holiday.jpg").write_bytes(b"jpg")
    other = fresh()
    (held / f"{other}.age").write_bytes((held / f"{laptop.spool.names(HELD)[-1]}.age").read_bytes())
    (held / "x.age.part").write_bytes(b"half")
    laptop.back()
    done = SpoolingStore(laptop.office(), laptop.spool, "s").sync()
    assert laptop.texts(place) == ["whole"]
    assert (done.filed, done.aside, done.keeping.aside) == (1, 3, 3)
    assert [path.name for path in held.iterdir()] == ["x.age.part"]
    laptop.now += 100_000
    laptop.store().sync(everything=True)
    assert laptop.spool.count(ASIDE) == 3


def test_an_entry_whose_key_was_missing_is_filed_when_it_is_back(laptop: Laptop) -> None:
    place = laptop.started()
    laptop.away()
    laptop.note("x")
    laptop.back()
    (key,) = (laptop.share / "_clientcare" / "keys").iterdir()
    key.rename(laptop.share / "key")
    laptop.office().add_key()
    laptop.store()
    assert laptop.spool.count(ASIDE) == 1
    (laptop.share / "key").rename(key)
    laptop.store().sync(everything=True)
    assert laptop.texts(place) == ["x"]


def test_a_step_that_somebody_else_took_meanwhile_waits_for_a_person(laptop: Laptop) -> None:
    place = laptop.started()
    laptop.away()
    store = laptop.store()
    (mine,) = store.open_threads("ann")
    store.file(mine, entry(store, mine, "close", ordinal=1, solution="mine"))
    laptop.note("after it")
    laptop.back()
    office = laptop.office()
    office.file(place, entry(office, place, "close", by="ben", ordinal=1, solution="his"))
    laptop.store()
    assert [one.get("solution") for one in office.read(place).records if one.kind == "close"] == ["his"]
    (waiting,) = office.threads(UNPLACED)
    assert [one.get("solution") for one in office.read(waiting).records] == ["mine"]
    assert laptop.texts(place) == ["after it"]


@pytest.mark.parametrize("ben", [None, {"name": "Ben", "retired": True}])
def test_an_entry_of_somebody_who_is_not_of_the_team_waits_for_a_person(
    laptop: Laptop, ben: dict[str, object] | None
) -> None:
    place = laptop.started()
    if ben:
        laptop.office().write_member("ben", ben, "")
    laptop.away()
    store = laptop.store()
    (mine,) = store.open_threads("ann")
    store.file(mine, entry(store, mine, by="ben", text="from ben"))
    laptop.back()
    laptop.store()
    assert laptop.texts(place) == []
    assert laptop.texts(ThreadPlace(UNPLACED, place.thread)) == ["from ben"]


def test_a_slip_in_a_members_file_takes_no_right_away(laptop: Laptop) -> None:
    place = laptop.started()
    laptop.away()
    laptop.note("x")
    laptop.back()
    (laptop.share / "team" / "ann.toml").write_text("nam = 1\n")
    laptop.store()
    assert laptop.texts(place) == ["x"]


def test_a_folder_that_was_renamed_meanwhile_is_found_by_its_thread(laptop: Laptop) -> None:
    place = laptop.started()
    laptop.away()
    laptop.note("x")
    laptop.back()
    (laptop.share / "clients" / "acme").rename(laptop.share / "clients" / "acme-ag")
    laptop.office().drop_hint("ann", place)
    laptop.store()
    assert laptop.texts(ThreadPlace("acme-ag", place.thread)) == ["x"]


def test_what_cannot_be_filed_at_all_is_set_aside(laptop: Laptop) -> None:
    class Picky(DirectoryStore):
        def file(self, place: ThreadPlace, record: Record) -> Receipt:
            if record.get("text") == "bad":
                raise Conflict("no")
            return super().file(place, record)

    place = laptop.started()
    laptop.away()
    laptop.note("bad")
    laptop.note("good")
    laptop.back()
    laptop.store(Picky(str(laptop.share), time.time))
    assert laptop.texts(place) == ["good"]
    assert laptop.spool.count(ASIDE) == 1


def test_the_share_that_goes_away_in_between_gets_the_rest_later(laptop: Laptop) -> None:
    class Shaky(DirectoryStore):
        def file(self, place: ThreadPlace, record: Record) -> Receipt:
            if record.get("text") == "2":
                raise Unreachable("gone again")
            return super().file(place, record)

    place = laptop.started()
    laptop.away()
    for number in range(4):
        laptop.note(str(number))
    laptop.back()
    shaky = laptop.store(Shaky(str(laptop.share), time.time))
    assert (laptop.texts(place), shaky.keeping().held, shaky.keeping().away) == (["0", "1"], 2, "gone again")
    assert laptop.note("4", shaky).answer == "held"
    laptop.store()
    assert laptop.texts(place) == ["0", "1", "2", "3", "4"]


def test_what_waits_here_is_seen_beside_what_the_share_has(laptop: Laptop) -> None:
    class Full(DirectoryStore):
        def file(self, place: ThreadPlace, record: Record) -> Receipt:
            raise Unreachable("The share is full.")

    place = laptop.started()
    full = Full(str(laptop.share), time.time)
    laptop.note("first", laptop.store(full))
    store = SpoolingStore(full, laptop.spool, "s")
    store.shop()
    assert [one.kind for one in store.read(place).records] == ["start", "note"]
    assert store.file(place, entry(store, place, text="second")).answer == "held"
    laptop.store()
    assert laptop.texts(place) == ["first", "second"]


# -- begun without the share ---------------------------------------------------------------------------------------


def started_away(laptop: Laptop) -> ThreadPlace:
    """A session that was begun without the share."""
    store = laptop.store()
    place = ThreadPlace("", f"session-{fresh()}")
    digest = store.keep_guide(b"guide")
    store.add_hint("ann", place)
    start = entry(store, place, "start", title="Mail", **{"client-name": "Acme", "guide-digest": digest})
    store.file(place, start._replace(client=""))
    return place


def test_a_session_begun_without_the_share_waits_for_its_client_with_all_its_entries(laptop: Laptop) -> None:
    laptop.away()
    place = started_away(laptop)
    laptop.note("first")
    assert laptop.store().kept_guide(laptop.store().keep_guide(b"guide")) == b"guide"
    laptop.back()
    done = SpoolingStore(laptop.office(), laptop.spool, "s")
    done.shop()
    assert done.sync().unplaced == 2
    office = laptop.office()
    assert office.open_threads("ann") == (ThreadPlace(UNPLACED, place.thread),)
    start, note = office.read(ThreadPlace(UNPLACED, place.thread)).records
    assert (start.get("client-name"), note.get("text"), note.after) == ("Acme", "first", (start.digest,))
    assert office.kept_guide(start.get("guide-digest")) == b"guide"
    assert list(office.threads()) == []
    laptop.note("more of it")
    assert laptop.texts(ThreadPlace(UNPLACED, place.thread)) == ["first", "more of it"]


def test_a_session_that_is_left_without_the_share_is_not_mine_any_more(laptop: Laptop) -> None:
    place = laptop.started()
    laptop.away()
    store = laptop.store()
    store.drop_hint("ann", place)
    assert store.open_threads("ann") == ()
    store.drop_hint("ann", place)


def test_a_session_that_ended_elsewhere_is_forgotten_here(laptop: Laptop) -> None:
    place = laptop.started()
    laptop.office().drop_hint("ann", place)
    laptop.store().open_threads("ann")
    assert laptop.spool.threads() == []


def test_the_team_as_it_was_read_last_is_known_without_the_share(laptop: Laptop) -> None:
    laptop.store().member("ann")
    laptop.away()
    store = laptop.store()
    found = store.member("ann")
    assert found is not None
    assert found.content["name"] == "Ann"
    with pytest.raises(Unreachable):
        store.member("ben")


# -- found again ---------------------------------------------------------------------------------------------------


def test_a_server_that_forgot_what_it_took_gets_it_once_more(laptop: Laptop) -> None:
    place = laptop.started()
    receipt = laptop.note("Fuser replaced")
    Path(receipt.where).unlink()
    laptop.store()
    assert laptop.texts(place) == []
    laptop.now += PROOF_AFTER + 1
    laptop.store().sync(everything=True)
    assert laptop.texts(place) == ["Fuser replaced"]


def test_the_sealed_copy_goes_when_the_entry_was_found_again(laptop: Laptop) -> None:
    laptop.started()
    for number in range(LOOKUPS):
        laptop.note(str(number))
    assert laptop.spool.count(FILED) == LOOKUPS + 1
    laptop.now += PROOF_AFTER + 1
    laptop.store()
    assert laptop.spool.count(FILED) == 1
    assert laptop.store().sync(everything=True).keeping.unproven == 0


def test_an_erased_entry_does_not_come_back(laptop: Laptop) -> None:
    place = laptop.started()
    path = Path(laptop.note("to be erased").where)
    path.rename(path.with_name(path.name.removesuffix(".toml") + ".erased.toml"))
    laptop.now += PROOF_AFTER + 1
    laptop.store()
    assert laptop.texts(place) == []
    assert laptop.spool.count(FILED) == 0


def test_a_sealed_copy_that_cannot_be_opened_is_set_aside(laptop: Laptop) -> None:
    laptop.started()
    (name,) = laptop.spool.names(FILED)
    (Path(laptop.spool.folder) / FILED / f"{name}.age").write_bytes(b"rubbish")
    laptop.now += PROOF_AFTER + 1
    laptop.store()
    assert (laptop.spool.count(FILED), laptop.spool.count(ASIDE)) == (0, 1)


def test_a_full_disk_here_is_no_concern_of_what_is_filed(laptop: Laptop, monkeypatch: pytest.MonkeyPatch) -> None:
    place = laptop.started()
    monkeypatch.setattr(Spool, "keep", lambda *_: (_ for _ in ()).throw(OSError(28, "full")))
    assert laptop.note("x").answer == "filed"
    assert laptop.texts(place) == ["x"]


# -- together ------------------------------------------------------------------------------------------------------


def test_while_another_process_files_what_is_kept_this_one_does_not(laptop: Laptop) -> None:
    place = laptop.started()
    laptop.away()
    laptop.note("x")
    laptop.back()
    with laptop.spool.alone() as alone:
        assert alone
        assert laptop.store().keeping().held == 1
        assert laptop.texts(place) == []
    laptop.store()
    assert laptop.texts(place) == ["x"]


def test_where_the_home_folder_knows_no_locks_what_is_kept_is_filed_all_the_same(
    laptop: Laptop, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = laptop.started()
    laptop.away()
    laptop.note("x")
    laptop.back()
    monkeypatch.setattr(fcntl, "flock", lambda *_: (_ for _ in ()).throw(OSError(errno.ENOLCK, "No locks available")))
    laptop.store()
    assert laptop.texts(place) == ["x"]


def test_a_disk_that_takes_nothing_more_stops_no_command(laptop: Laptop, monkeypatch: pytest.MonkeyPatch) -> None:
    place = laptop.started()
    laptop.away()
    laptop.note("x")
    laptop.back()
    with monkeypatch.context() as patch:
        patch.setattr(os, "utime", lambda *_: (_ for _ in ()).throw(OSError(errno.EROFS, "Read-only file system")))
        laptop.store()
    assert laptop.texts(place) == ["x"]
    laptop.store()
    assert (laptop.texts(place), laptop.spool.count(HELD)) == (["x"], 0)


STEPS = st.lists(st.sampled_from(("note", "away", "back", "kill", "lie", "later", "office")), max_size=25)


@given(steps=STEPS)
def test_whatever_happens_each_entry_is_there_once_and_in_order(
    steps: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    laptop = Laptop(tmp_path_factory.mktemp("laptop"))
    place = laptop.started()
    there, told = True, []
    for number, step in enumerate(steps):
        if step == "away" and there:
            laptop.away()
            there = False
        elif step == "back" and not there:
            laptop.back()
            there = True
        elif step == "note":
            told.append(str(number))
            assert laptop.note(str(number)).answer == ("filed" if there else "held")
        elif step == "kill":
            told.append(str(number))
            killed(laptop, lambda number=number: laptop.note(str(number)))  # type: ignore[misc]
        elif step == "lie" and there:
            newest = list(laptop.share.rglob("*-note-*.toml"))
            for path in newest[-1:]:
                path.unlink()
        elif step == "later":
            laptop.now += PROOF_AFTER + 1
        elif step == "office" and there:
            office = laptop.office()
            seen = office.read(place).records
            office.file(place, entry(office, place, by="ben", kind="pause")._replace(n=next_n(seen), after=heads(seen)))
    if not there:
        laptop.back()
    laptop.now += 2 * PROOF_AFTER
    laptop.store().sync(everything=True)
    acknowledged = [one for one in told if steps[int(one)] == "note"]
    found = laptop.texts(place)
    assert [one for one in found if one in acknowledged] == acknowledged
    assert len(found) == len(set(found))
    assert found == sorted(found, key=int)
    assert (laptop.spool.count(HELD), laptop.spool.count(ASIDE)) == (0, 0)


def killed(laptop: Laptop, act: Callable[[], object]) -> None:
    """Do something in a process that dies at one of its writes: as a power cut would have it."""
    pid = os.fork()
    if pid == 0:
        real, count = os.fsync, [len(laptop.spool.names(HELD)) % 3]

        def die(handle: int) -> None:
            if not count[0]:
                os.kill(os.getpid(), 9)
            count[0] -= 1
            real(handle)

        os.fsync = die
        try:
            act()
        finally:
            os._exit(0)
    os.waitpid(pid, 0)
    fresh()  # the identifier that the child took


def test_two_commands_at_once_file_what_is_kept_once(laptop: Laptop) -> None:
    place = laptop.started()
    laptop.away()
    for number in range(20):
        laptop.note(str(number))
    laptop.back()
    children = []
    for _ in range(4):
        pid = os.fork()
        if pid == 0:
            try:
                laptop.store()
            finally:
                os._exit(0)
        children.append(pid)
    for pid in children:
        os.waitpid(pid, 0)
    assert laptop.texts(place) == [str(number) for number in range(20)]
    assert sum(path.suffix == ".part" for path in laptop.share.rglob("*")) == 0
