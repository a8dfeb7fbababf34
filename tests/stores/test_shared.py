"""The store on a share: every promise of a store, and nothing is written where the share no longer is."""

from __future__ import annotations

import os
import shutil
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from clientcare.adapters import places
from clientcare.adapters.stores.abreast import AT_ONCE, abreast
from clientcare.adapters.stores.directory import DirectoryStore
from clientcare.adapters.stores.disk import Disk
from clientcare.adapters.stores.shared import SharedDirectory
from clientcare.domain.errors import Unreachable
from clientcare.domain.places import Place
from tests.shops import open_shop
from tests.stores.contract import StoreContract, entry, session_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from clientcare.ports import Store
    from tests.shops import Shop

MOUNTED = "/proc"
"""Where something is mounted on every Linux."""


class TestASharedStore(StoreContract):
    @pytest.fixture
    def store(self, tmp_path: Path) -> Store:
        return SharedDirectory(str(tmp_path), time.time)


@pytest.fixture
def office(tmp_path: Path) -> Shop:
    return open_shop(tmp_path / "office")


def opened(shop: Shop, mount: str = "") -> SharedDirectory:
    store = SharedDirectory(str(shop.share), time.time, mount)
    store.shop()
    return store


def tree(folder: Path) -> set[Path]:
    return set(folder.rglob("*"))


WRITES: dict[str, Callable[[Any], object]] = {
    "file": lambda store: store.file(place := session_in(), entry(store, place)),
    "add_hint": lambda store: store.add_hint("ann", session_in()),
    "keep_guide": lambda store: store.keep_guide(b"+++\n+++\n"),
    "write_client": lambda store: store.write_client("dentist", {"format": 1, "id": "x", "name": "Dentist"}, ""),
    "add_document": lambda store: store.add_document("acme", "documents/a.txt", b"x"),
    "lay_mail": lambda store: store.lay_mail("bill.eml", b"x"),
    "probe": lambda store: store.probe(),
}


@pytest.mark.parametrize("write", WRITES)
def test_where_the_share_fell_away_in_the_middle_of_a_command_nothing_is_written(office: Shop, write: str) -> None:
    store = opened(office)
    shutil.rmtree(office.share)
    office.share.mkdir()
    with pytest.raises(Unreachable, match="The shop's directory is not there"):
        WRITES[write](store)
    assert list(office.share.iterdir()) == []


@pytest.mark.parametrize("write", WRITES)
def test_where_another_shops_share_was_mounted_meanwhile_nothing_is_written(
    office: Shop, tmp_path: Path, write: str
) -> None:
    other = open_shop(tmp_path / "other")
    marker = other.share / "clientcare.toml"
    marker.write_text(marker.read_text().replace("0199b2c4-7f3a", "another"))
    store = opened(office)
    office.share.rename(tmp_path / "away")
    other.share.rename(office.share)
    before = tree(office.share)
    with pytest.raises(Unreachable, match="holds another shop now"):
        WRITES[write](store)
    assert tree(office.share) == before


def test_where_the_share_fell_away_in_the_middle_of_a_command_nothing_counts_as_missing(office: Shop) -> None:
    store = opened(office)
    store.shop()
    place = session_in("acme")
    office.take_share_away()
    for question in (lambda: store.open_threads("ann"), lambda: store.read(place), lambda: store.client("acme")):
        with pytest.raises(Unreachable):
            question()


def test_settings_that_somebody_edited_meanwhile_are_still_the_same_shops(office: Shop) -> None:
    store = opened(office)
    office.set_shop(name="Renamed")
    store.keep_guide(b"one")
    store.keep_guide(b"two")


def test_where_nothing_is_mounted_any_more_nothing_is_read_or_written(office: Shop) -> None:
    with pytest.raises(Unreachable, match=f"nothing is mounted at {office.share} now"):
        opened(office, mount=str(office.share))
    with pytest.raises(Unreachable, match="nothing is mounted at /no/such/place now"):
        opened(office, mount="/no/such/place")


def test_a_mount_that_falls_away_in_the_middle_leaves_an_old_copy_alone(
    office: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = opened(office, mount=MOUNTED)
    store.keep_guide(b"one")
    before = tree(office.share)
    real = os.stat
    monkeypatch.setattr(os, "stat", lambda path, *a, **k: real("/" if path == MOUNTED else path, *a, **k))
    with pytest.raises(Unreachable, match="nothing is mounted at /proc now"):
        store.keep_guide(b"two")
    assert tree(office.share) == before


def test_a_share_that_is_mounted_in_another_way_now_is_still_the_share(
    office: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(places, "examine_place", lambda path: Place("network", "on a share", "nfs4", "/mnt", path=path))
    store = opened(office, mount="/no/such/place")
    store.keep_guide(b"one")


@pytest.mark.parametrize("decides", [True, False])
def test_a_claim_has_a_name_of_its_own_where_the_share_cannot_decide(office: Shop, decides: bool) -> None:
    office.set_shop(share={"decides": decides})
    store = opened(office)
    place = session_in()
    claim = entry(store, place, "close", ordinal=1)
    assert os.path.basename(store.file(place, claim).where) == (claim.name if decides else claim.own_name)


def test_so_it_has_on_the_machine_that_holds_the_share(office: Shop) -> None:
    office.set_shop(share={"decides": False})
    store = DirectoryStore(str(office.share), office.now.timestamp)
    store.shop()
    place = session_in()
    claim = entry(store, place, "close", ordinal=1)
    assert os.path.basename(store.file(place, claim).where) == claim.own_name


def test_entries_of_a_far_share_are_asked_for_several_at_once_and_come_in_their_order(office: Shop) -> None:
    store = opened(office)
    place = session_in()
    for number in range(2 * AT_ONCE):
        store.file(place, entry(store, place, text=str(number)))
    torn = Path(store.file(place, entry(store, place)).where)
    torn.write_bytes(torn.read_bytes()[:40])
    asked: list[str] = []
    both = threading.Barrier(2, timeout=30)

    def slowly(path: str, limit: int) -> bytes:
        asked.append(path)
        if len(asked) <= 2:
            both.wait()  # for ever, where one is read after the other
        return Disk.read(store.disk, path, limit)

    store.disk.read = slowly  # type: ignore[method-assign]
    found = store.read(place)
    assert [record.get("text") for record in found.records] == [str(number) for number in range(2 * AT_ONCE)]
    assert [odd.state for odd in found.oddities] == ["arriving"]


@pytest.mark.parametrize("error", [OSError, SystemExit])
def test_what_goes_wrong_with_one_of_several_questions_is_raised_for_that_one(error: type[BaseException]) -> None:
    def broken() -> str:
        raise error("gone")

    first, second, third = abreast([lambda: "a", broken, lambda: "c"])
    assert (first(), third()) == ("a", "c")
    with pytest.raises(error, match="gone"):
        second()
    assert list(abreast([])) == []


def test_who_i_am_is_read_with_the_settings_and_later_anew(office: Shop) -> None:
    store = SharedDirectory(str(office.share), time.time, me="ann")
    store.shop()
    path = office.share / "team" / "ann.toml"
    path.write_text(path.read_text().replace("Ann", "Anna"))
    first, later = store.member("ann"), store.member("ann")
    assert first is not None
    assert later is not None
    assert ("Anna" in first.text, "Anna" in later.text) == (False, True)
    path.unlink()
    store.shop()
    assert store.member("ann") is None
