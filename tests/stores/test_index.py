"""The index of a share tells what the records tell, whatever happens to it."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clientcare.adapters.stores import index
from clientcare.domain.errors import Conflict
from clientcare.domain.summaries import Wanted
from tests.stores.histories import FIRST, History


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
    ending=st.sampled_from(("", "", "", "a", "7f3a")),
    most=st.just(0),
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
@given(STEPS, st.integers(0, 1000), st.lists(WANTED, min_size=1, max_size=4))
def test_a_listing_through_the_index_is_the_same_as_one_of_the_records(
    steps: list[tuple[str, int]], seed: int, wanted: list[Wanted]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        history = History(Path(folder) / "share", seed)
        for step, number in steps:
            act(history, step, number)
        for one in (Wanted(), *wanted):
            assert history.listed(one) == history.folded(one)
