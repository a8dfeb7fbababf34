"""The index of a share tells what the records tell, whatever happens to it."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
import time
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clientcare.adapters.stores import index, late, matching, snapshots
from clientcare.adapters.stores.directory import DirectoryStore
from clientcare.adapters.stores.disk import Disk
from clientcare.adapters.stores.snapshots import Snapshot
from clientcare.domain.erasures import tombstone
from clientcare.domain.errors import Conflict, Failed, Unreachable
from clientcare.domain.summaries import Progress, Summary, Wanted
from tests.stores.histories import FIRST, History

if TYPE_CHECKING:
    from collections.abc import Callable

    from clientcare.domain.records import ThreadPlace


@pytest.fixture
def history(tmp_path: Path) -> History:
    return History(tmp_path / "share")


@pytest.fixture(autouse=True)
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """A snapshot is made as soon as it spares two sessions; nothing is flushed, for no machine fails here."""
    monkeypatch.setattr(index, "BATCH", 2)
    monkeypatch.setattr(os, "fsync", lambda _: None)


STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            (
                "start start start close close note note late reopen promise bill list list list "
                "month age day spoil rename move"
            ).split()
        ),
        st.integers(0, 9),
    ),
    min_size=5,
    max_size=25,
)
WANTED = st.builds(
    Wanted,
    folders=st.sampled_from(((), (), ("acme",), ("bakery", "acme"), ("acme-2",))),
    month=st.sampled_from((None, None, FIRST.replace(month=10))),
    since=st.sampled_from((None, None, FIRST.replace(month=10, day=3))),
    until=st.sampled_from((None, None, FIRST.replace(month=10, day=20))),
    state=st.sampled_from(("", "", "open", "closed", "running")),
    member=st.sampled_from(("", "", "ann", "ben")),
    unbilled=st.booleans(),
    promised=st.booleans(),
    pending=st.booleans(),
    ending=st.sampled_from(("", "", "", "a", "7f3a")),
    most=st.just(0),
)


SEARCHES = st.lists(
    st.sampled_from(("fuser", "out", "told", "prin*", "acme", "worn out", "fusre", "nothing", "t*")),
    min_size=1,
    max_size=2,
)


def act(history: History, step: str, number: int) -> None:
    """One thing that people do, or that happens to a share."""
    place = history.places[number % len(history.places)] if history.places else history.start()
    by = "ann" if number % 3 else "ben"
    match step:
        case "start":
            history.start(sorted(path.name for path in (history.root / "clients").iterdir())[number % 2], by)
        case "close":
            history.close(place, by)
        case "note":
            history.enter(place, "note", history.session(place).lead or by, text="Fuser worn out")
        case "late":
            history.enter(place, "note", "zoe", text="Told them")
        case "reopen":
            history.reopen(place)
        case "promise":
            history.enter(place, "followup", by, due=history.now, who=by, text="Ring them")
        case "bill":
            with suppress(Conflict):
                history.enter(place, "bill", by, 1, number="B-1")
            history.enter(place, "mark", by, **{"as": "sent"})
        case "list":
            assert history.listed() == history.folded()
        case "month":
            history.age(24 * 9)
        case "age":
            history.age(1.5)
        case "day":
            history.age(30)
        case "spoil":
            history.spoil()
        case "move":
            history.move(place, sorted(path.name for path in (history.root / "clients").iterdir())[number % 2])
        case "rename":
            with suppress(OSError):  # the name is taken
                history.rename(place.folder, f"{place.folder[:6]}-{number // 4}")


@settings(max_examples=40)
@given(STEPS, st.integers(0, 1000), st.lists(WANTED, min_size=1, max_size=3), st.lists(SEARCHES, max_size=2))
def test_a_listing_through_the_index_is_the_same_as_one_of_the_records(
    steps: list[tuple[str, int]], seed: int, wanted: list[Wanted], searches: list[list[str]]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        history = History(Path(folder) / "share", seed)
        for step, number in steps:
            act(history, step, number)
        for one in (Wanted(), *wanted):
            assert history.listed(one) == history.folded(one)
            for words in searches:
                assert history.found(*words, wanted=one) == history.found_without_index(*words, wanted=one)


def test_of_the_month_before_no_more_is_read_than_the_last_day(
    history: History, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first of October begins in September where the shop's clock is ahead of that of the folders."""
    wanted = Wanted(month=FIRST.replace(day=30, hour=22), since=FIRST.replace(day=30, hour=22))
    places = {}
    for title, day, hour in (("long before", 28, 9), ("in the last hours", 30, 23)):
        history.now = FIRST.replace(day=day, hour=hour)
        history.close(places.setdefault(title, history.start(title=title)))
    history.now = FIRST.replace(month=10, day=2)
    history.close(history.start(title="in October"))
    read: list[ThreadPlace] = []
    real = DirectoryStore.read
    monkeypatch.setattr(DirectoryStore, "read", lambda store, place: read.append(place) or real(store, place))
    for _ in ("without the index", "with it"):
        assert [one.title for one in history.listed(wanted)] == ["in October", "in the last hours"]
        assert places["long before"] not in read
        history.age(3)
        history.listed()
        read.clear()


# -- one thing at a time -------------------------------------------------------------------------------------


def indexed(history: History, count: int = 3) -> list[ThreadPlace]:
    """Sessions that are closed, at rest and in a snapshot."""
    places = [history.start(title=f"Printer {number}") for number in range(count)]
    for place in places:
        history.close(place, solution="New fuser fitted")
    history.age(3)
    history.listed()
    assert len(history.snapshots()) == 1
    return places


def titles(history: History, wanted: Wanted = Wanted()) -> list[str]:  # noqa: B008
    return [one.title for one in history.listed(wanted)]


def test_what_is_in_a_snapshot_is_not_read_again(history: History, monkeypatch: pytest.MonkeyPatch) -> None:
    indexed(history)
    read: list[ThreadPlace] = []
    whole = history.store.read
    monkeypatch.setattr(history.store, "read", lambda place: read.append(place) or whole(place))
    assert titles(history) == ["Printer 2", "Printer 1", "Printer 0"]
    assert read == []


def test_a_long_look_tells_how_far_it_has_come_and_the_next_one_is_short(
    history: History, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index, "STEP", 10)
    indexed(history, 15)
    for path in history.snapshots():
        path.unlink()
    steps = [one for one in history.store.summaries(Wanted()) if isinstance(one, Progress)]
    assert steps == [Progress("2026/09", 0, 15), Progress("2026/09", 10, 15)]
    assert not [one for one in history.store.summaries(Wanted()) if isinstance(one, Progress)]


def test_a_late_entry_is_seen_at_once_and_taken_into_the_next_snapshot(history: History) -> None:
    place, other, _ = indexed(history)
    for each in (place, other):
        history.enter(each, "edit", "zoe", title="Scanner offline")
    late = [name for name in history.marks() if name.startswith((place.thread, other.thread))]
    assert titles(history) == ["Printer 2", "Scanner offline", "Scanner offline"]
    history.age(3)
    assert titles(history) == ["Printer 2", "Scanner offline", "Scanner offline"]
    assert len(history.snapshots()) == 2
    assert set(late) < set(history.marks())  # whoever still reads the older snapshot needs them
    history.age(30)
    for each in (place, other):
        history.enter(each, "edit", "zoe", title="Scanner")
    history.age(3)
    assert titles(history) == ["Printer 2", "Scanner", "Scanner"]
    assert not set(late) & set(history.marks())
    assert len(history.snapshots()) == 2


def test_a_mark_that_was_just_made_outlives_the_snapshots_that_are_made_meanwhile(history: History) -> None:
    place, *_ = indexed(history)
    history.age(30)
    late.mark(history.store.files, place)  # whoever announced an entry here has not filed it yet
    mark = next(name for name in history.marks() if name.startswith(place.thread) and name not in taken(history))
    for path in history.snapshots():
        path.unlink()
    history.listed()
    assert mark in history.marks()
    assert mark not in taken(history)


def taken(history: History) -> frozenset[str]:
    found = Snapshot(str(max(history.snapshots(), key=lambda path: path.name)))
    found.close()
    return found.page.taken


def test_a_session_that_was_closed_just_now_is_not_at_rest(history: History) -> None:
    indexed(history)
    place = history.start(title="Mail")
    history.close(place)
    for path in history.snapshots():
        path.unlink()
    history.listed()
    found = Snapshot(str(history.snapshots()[0]))
    found.close()
    assert found.page.unsettled == {place}


def test_of_two_snapshots_that_are_made_at_once_either_tells_the_truth(history: History) -> None:
    place, *_ = indexed(history)
    first = index.Index(history.store)
    looks = first.summaries(Wanted())
    next(looks)
    history.enter(place, "edit", "zoe", title="Scanner offline")
    second = index.Index(history.store)
    for path in history.snapshots():
        path.unlink()
    list(second.summaries(Wanted()))
    list(looks)
    assert titles(history) == ["Printer 2", "Printer 1", "Scanner offline"]


def test_a_crash_in_the_making_leaves_nothing_that_is_believed_and_is_swept(history: History) -> None:
    indexed(history)
    left = history.index / f"{'a' * 26}.part"
    left.write_bytes(b"half")
    assert len(titles(history)) == 3
    history.age(30)
    for path in history.snapshots():
        path.unlink()
    assert len(titles(history)) == 3
    assert not left.exists()


@pytest.mark.parametrize("content", [b"", b"garbage", b"SQLite format 3\0" + bytes(100)])
def test_garbage_in_place_of_a_snapshot_is_replaced_by_a_new_one(history: History, content: bytes) -> None:
    indexed(history)
    (path,) = history.snapshots()
    path.write_bytes(content)
    assert len(titles(history)) == 3
    assert len(history.snapshots()) == 2
    assert len(titles(history)) == 3


def test_a_snapshot_of_another_layout_is_passed_over(history: History) -> None:
    indexed(history)
    (path,) = history.snapshots()
    path.rename(path.with_name(path.name.replace("sessions2", "sessions9")))
    assert len(titles(history)) == 3


def test_a_client_whose_folder_was_renamed_is_found_under_the_new_name(history: History) -> None:
    indexed(history)
    history.rename("acme", "acme-ag")
    assert {one.place.folder for one in history.listed()} == {"acme-ag"}
    assert len(titles(history, Wanted(("acme-ag",)))) == 3
    assert titles(history, Wanted(("acme",))) == []


def test_a_share_that_takes_no_files_is_read_without_an_index(history: History) -> None:
    places = [history.start() for _ in range(3)]
    for place in places:
        history.close(place)
    history.age(3)
    shutil.rmtree(history.index)
    history.index.write_text("in the way")
    assert len(titles(history)) == 3


def test_with_an_sqlite_that_has_no_full_text_search_lists_are_read_and_a_search_says_why(
    history: History, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(matching, "TOKENIZER", "tokenize = 'none of ours'")
    monkeypatch.setattr(snapshots, "_TABLES", "create virtual table texts using fts9(title)")
    for place in [history.start() for _ in range(3)]:
        history.close(place)
    history.age(3)
    assert len(titles(history)) == 3
    assert history.snapshots() == []
    with pytest.raises(Failed, match="Nothing can be searched here"):
        history.found("printer")


def test_a_share_that_cannot_decide_has_no_index(history: History) -> None:
    history.store = DirectoryStore(str(history.root), time.time, decides=False)
    for place in [history.start() for _ in range(3)]:
        history.close(place)
    history.age(3)
    assert len(titles(history)) == 3
    assert history.snapshots() == []


def test_an_interrupted_look_is_gone_on_with(history: History) -> None:
    indexed(history)
    history.now = FIRST.replace(month=10, day=20)
    for place in [history.start(title=f"Mail {number}") for number in range(3)]:
        history.close(place)
    history.age(3)
    for path in history.snapshots():
        path.unlink()
    looks = history.store.summaries(Wanted())
    seen = [one.title for one in islice(looks, 6) if isinstance(one, Summary)]
    assert seen == ["Mail 2", "Mail 1", "Mail 0", "Printer 2"]
    looks.close()
    assert [path.name[10:17] for path in history.snapshots()] == ["2026-10"]
    assert len(titles(history)) == 6
    assert [path.name[10:17] for path in history.snapshots()] == ["2026-09", "2026-10"]


def test_a_share_that_fails_in_the_middle_of_a_listing_is_told_as_such(
    history: History, monkeypatch: pytest.MonkeyPatch
) -> None:
    indexed(history)

    def fail(folder: str) -> list[str]:
        raise OSError(errno.EIO, "Input/output error", folder)

    monkeypatch.setattr(history.store.disk, "names", fail)
    for look in (history.store.summaries(Wanted()), history.store.renew_index()):
        with pytest.raises(Unreachable):
            list(look)


def test_no_entry_fails_for_want_of_a_mark(history: History) -> None:
    place, *_ = indexed(history)
    shutil.rmtree(history.index)
    history.index.write_text("in the way")
    history.enter(place, "note", "zoe", text="Told them")
    assert history.session(place).notes[-1].text == "Told them"


def test_a_laptop_that_slept_in_the_middle_of_an_entry_says_again_that_the_session_changes(
    history: History, monkeypatch: pytest.MonkeyPatch
) -> None:
    place, *_ = indexed(history)
    before = set(history.marks())
    hours = iter((0.0, 0.0, 7200.0, 7200.0))
    monkeypatch.setattr(history.store, "_seconds", lambda: next(hours))
    history.store.file(place, history.session(place).records[-1]._replace(n=9, id="9" * 26, ordinal=0, kind="note"))
    assert len(set(history.marks()) - before) == 2


# -- searches ------------------------------------------------------------------------------------------------


def test_words_are_found_together_wherever_in_a_session_they_stand(history: History) -> None:
    place, *_ = indexed(history)
    history.enter(place, "note", "zoe", text="The dentist called about Café Müller")
    for words in (["printer", "dentist"], ["FUSER", "cafe", "0"], ["dentist called"], ["den*", "acme"]):
        (hit,) = history.found(*words).hits
        assert hit.session.place == place


def test_what_was_undone_is_not_found_nor_offered(history: History) -> None:
    place, *_ = indexed(history)
    wrong = history.enter(place, "note", "zoe", text="Zebra")
    history.age(3)
    history.listed()
    history.enter(place, "undo", "zoe", of=wrong.id)
    assert history.found("zebra").total == 0
    assert history.found("zebro").near == ()


def test_the_best_come_first_and_a_page_at_a_time(history: History) -> None:
    places = indexed(history, 6)
    history.enter(places[3], "note", "zoe", text="fuser fuser fuser")
    found = history.found("fuser", most=2)
    assert (found.total, found.hits[0].session.place) == (6, places[3])
    assert found.hits[0].score > found.hits[1].score
    pages = [history.found("fuser", most=2, skip=skip).hits for skip in (0, 2, 4)]
    assert {hit.session.place for page in pages for hit in page} == set(places)


def test_a_word_that_nobody_wrote_offers_those_that_come_close(history: History) -> None:
    indexed(history)
    found = history.found("fusre", "printer")
    assert found.near == ("fuser",)
    assert [(one.word, one.sessions) for one in found.counts] == [("fusre", 0), ("printer", 3)]


TYPED = [
    "C:\\temp",
    '"unbalanced',
    "AND",
    "OR NOT",
    "a*b",
    "NEAR(a, 2)",
    "title:x",
    "^a",
    "-",
    "😀",
    "'",
    ";--",
    "\0",
    "{x} : y",
]


@pytest.mark.parametrize("typed", TYPED)
def test_nothing_that_can_be_typed_is_an_error(history: History, typed: str) -> None:
    place, *_ = indexed(history)
    history.enter(place, "note", "zoe", text=f"He typed {typed.replace(chr(0), '')} twice")
    assert history.found(typed, "typed").total == 1


@given(st.text(max_size=20))
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nothing_at_all_is_an_error(history: History, typed: str) -> None:
    assert history.found(typed).total >= 0


# -- what is erased while it is made --------------------------------------------------------------------------


SECRET = "Schwanenhals"


def with_a_secret(history: History) -> ThreadPlace:
    """Sessions at rest, one of them with a note that will be erased; nothing is in a snapshot yet."""
    places = [history.start(title=f"Printer {number}") for number in range(3)]
    history.enter(places[1], "note", text=f"Told of the {SECRET}")
    for place in places:
        history.close(place, solution="New fuser fitted")
    history.age(3)
    return places[1]


def erase(history: History, place: ThreadPlace) -> None:
    for record in history.session(place).of_kind("note"):
        history.store.erase(place, tombstone(record, history.now, "ann", "asked for"))
    history.store.drop_from_index([place.thread])


def holding(history: History) -> list[str]:
    """The files of the index in which the secret can be read."""
    return [path.name for path in history.index.rglob("*") if path.is_file() and SECRET.encode() in path.read_bytes()]


def test_what_the_index_holds_can_be_read_in_it(history: History) -> None:
    with_a_secret(history)
    history.listed()
    assert len(holding(history)) == 1


def test_no_snapshot_that_is_made_while_something_is_erased_holds_it(tmp_path: Path) -> None:
    step, happened = 0, True
    while happened:
        history = History(tmp_path / f"share{step}")
        place, happened, step = with_a_secret(history), False, step + 1
        disk = Meanwhile(step, lambda: erase(history, place))  # noqa: B023
        for _ in DirectoryStore(str(history.root), time.time, disk=disk).renew_index():
            pass
        happened = disk.left <= 0
        if happened:
            assert holding(history) == [], step
            assert history.listed() == history.folded()
            assert holding(history) == []
            assert len(list(history.index.glob("*.sqlite"))) == 1
    assert step > 30


class Meanwhile(Disk):
    """Does something else before the operation with the number `left`."""

    def __init__(self, left: int, meanwhile: Callable[[], None]) -> None:
        self.left = left
        self._meanwhile = meanwhile

    def __getattribute__(self, name: str) -> Any:
        if name in ("read", "create", "move", "names", "changed_at", "remove"):
            self.left -= 1
            if self.left == 0:
                self._meanwhile()
        return super().__getattribute__(name)


def test_a_snapshot_that_comes_long_after_an_erasure_is_removed_by_the_next_listing(history: History) -> None:
    place = with_a_secret(history)
    history.listed()
    (snapshot,) = history.index.glob("*.sqlite")
    data = snapshot.read_bytes()
    erase(history, place)
    assert not snapshot.exists()
    history.listed()
    snapshot.write_bytes(data)  # of a laptop that slept, or that crashed between publishing and looking again
    assert history.listed() == history.folded()
    assert holding(history) == []


def test_what_a_crash_left_of_a_snapshot_goes_with_what_is_erased(history: History) -> None:
    place = with_a_secret(history)
    history.index.mkdir(parents=True, exist_ok=True)
    (history.index / f"{'0' * 26}.part").write_text(SECRET)
    erase(history, place)
    assert holding(history) == []


def test_one_mark_of_an_erasure_is_kept_for_a_month(history: History) -> None:
    place = with_a_secret(history)
    for _ in range(3):
        erase(history, place)
        history.listed()
        history.listed()
        assert len(list(history.index.glob("*.sqlite"))) == 1
    assert len(list(history.index.glob("erased.*"))) == 1
