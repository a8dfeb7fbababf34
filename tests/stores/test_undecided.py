"""Shares on which two writers can both believe to be first: everybody's entry is kept, and everybody sees one stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from clientcare.adapters.stores.directory import DirectoryStore
from clientcare.domain.errors import Conflict
from clientcare.domain.sessions import Session
from tests.stores.conftest import NOW, thread_folder
from tests.stores.contract import entry, session_in

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def undecided(root: Path) -> DirectoryStore:
    """A store that knows that its share cannot decide."""
    return DirectoryStore(str(root), lambda: NOW, decides=False)


def test_each_step_has_a_name_of_its_own(root: Path, undecided: DirectoryStore) -> None:
    place = session_in()
    one = entry(undecided, place, "close", ordinal=1)
    receipt = undecided.file(place, one)
    assert receipt.answer == "filed"
    assert [path.name for path in thread_folder(root, place).iterdir()] == [f"close-0001-{one.id}.toml"]
    assert undecided.read(place).records == (receipt.record,)
    assert undecided.file(place, one) == receipt


def test_whoever_sees_the_others_step_leaves_it_to_them(undecided: DirectoryStore) -> None:
    place = session_in()
    mine = entry(undecided, place, "close", ordinal=1)
    undecided.file(place, entry(undecided, place, "close", by="ben", ordinal=1))
    with pytest.raises(Conflict, match="ben was first"):
        undecided.file(place, mine)


@pytest.mark.parametrize("swapped", [False, True])
def test_two_who_did_not_see_each_other_are_both_kept_and_one_stands(
    tmp_path: Path, undecided: DirectoryStore, root: Path, swapped: bool
) -> None:
    """What a program does that keeps two folders alike: each gets what the other wrote, sooner or later."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    other = DirectoryStore(str(elsewhere), lambda: NOW, decides=False)
    place = session_in()
    start = entry(undecided, place, "start")
    for store in (undecided, other):
        store.file(place, start)
    mine, theirs = entry(undecided, place, "close", ordinal=1), entry(other, place, "close", by="ben", ordinal=1)
    for store, one in ((undecided, theirs), (other, mine)) if swapped else ((undecided, mine), (other, theirs)):
        assert store.file(place, one).answer == "filed"
    for here, there in ((root, elsewhere), (elsewhere, root)):
        for path in thread_folder(there, place).iterdir():
            (thread_folder(here, place) / path.name).write_bytes(path.read_bytes())
    seen = [Session(store.read(place)) for store in (undecided, other)]
    assert seen[0].records == seen[1].records
    assert len(seen[0].records) == 3
    assert [session.closing and session.closing.id for session in seen] == [mine.id, mine.id]


@pytest.mark.parametrize(
    ("share", "name"), [("decides = false", "close-0001-"), ("decides = true", "close-0001."), ("", "close-0001.")]
)
def test_the_settings_of_the_shop_say_which_share_it_is(root: Path, share: str, name: str) -> None:
    (root / "clientcare.toml").write_text(f"format = 1\n[share]\n{share}\n")
    store = DirectoryStore(str(root), lambda: NOW)
    place = session_in()
    store.file(place, entry(store, place, "close", ordinal=1))
    assert [path.name[:11] for path in thread_folder(root, place).iterdir()] == [name]


def test_steps_of_both_kinds_of_names_are_read_on_any_share(root: Path, undecided: DirectoryStore) -> None:
    place = session_in()
    decided = DirectoryStore(str(root), lambda: NOW, decides=True)
    decided.file(place, entry(decided, place, "close", ordinal=1))
    undecided.file(place, entry(undecided, place, "reopen", ordinal=1))
    assert [(one.kind, one.ordinal) for one in decided.read(place).records] == [("close", 1), ("reopen", 1)]
    with pytest.raises(Conflict):
        undecided.file(place, entry(undecided, place, "close", by="ben", ordinal=1))
