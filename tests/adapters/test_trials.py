"""A share is tried out and raced on for real, and nothing of that stays in it."""

from __future__ import annotations

import os
import shutil
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from clientcare.adapters import races, trials
from clientcare.adapters.races import ShareRace, claimed
from clientcare.adapters.trials import PREFIX, ShareTrial
from clientcare.domain.errors import Unreachable
from clientcare.domain.shares import Race, RaceWord

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def share(tmp_path: Path) -> Path:
    folder = tmp_path / "share"
    folder.mkdir()
    return folder


def test_a_disk_is_seen_to_do_all_that_is_wanted_and_is_left_as_it_was(share: Path) -> None:
    trial = ShareTrial(str(share), "one")
    seen = trial.run()
    assert seen._replace(clock=0.0, case=True, accents=True) == (True, True, True, True, True, 255, 0.0)
    assert abs(seen.clock) < 60
    trial.clear()
    assert list(share.iterdir()) == []


def test_a_share_on_which_two_win_is_seen(share: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trials, "claimed", lambda folder, name, mine: True)
    assert not ShareTrial(str(share), "one").run().decides


def test_a_slow_share_is_raced_for_a_moment_only(share: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tries: list[str] = []

    def slow(folder: str, name: str, mine: str) -> bool:
        tries.append(name)
        return claimed(folder, name, mine)

    monkeypatch.setattr(trials, "claimed", slow)
    monkeypatch.setattr(trials, "SECONDS", 0.0)
    assert ShareTrial(str(share), "one").run().decides
    assert len(tries) < trials.WRITERS * trials.ROUNDS


def test_what_a_share_cannot_do_is_seen(share: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(os, "link", refuse)
    monkeypatch.setattr(os, "fsync", refuse)
    seen = ShareTrial(str(share), "one").run()
    assert (seen.links, seen.flushes, seen.decides) == (False, False, True)


def test_a_share_that_may_not_be_written_is_told(share: Path) -> None:
    shutil.rmtree(share)
    with pytest.raises(Unreachable):
        ShareTrial(str(share), "one").run()


def test_what_a_crash_left_goes_after_an_hour(share: Path) -> None:
    for name, age in (("old", 7_200), ("new", 60)):
        ShareTrial(str(share), name).run()
        at = os.stat(share).st_mtime - age
        os.utime(share / f"{PREFIX}{name}", (at, at))
    ShareTrial(str(share), "mine").clear()
    assert [path.name for path in share.iterdir()] == [f"{PREFIX}new"]


def run(share: Path, me: str) -> RaceWord:
    racer = ShareRace(str(share), me, f"machine-{me}")
    try:
        return list(racer.run(to_meet=20, to_see=20))[-1]
    finally:
        racer.clear()


def test_two_machines_find_each_other_and_no_name_goes_to_both(share: Path) -> None:
    with ThreadPoolExecutor(2) as pool:
        one, other = pool.map(lambda me: run(share, me), ("a", "b"))
    assert one.race is not None
    assert other.race is not None
    assert (one.stage, one.race[:3]) == ("done", ("machine-b", races.NAMES, 0))
    assert (other.stage, other.race[:3]) == ("done", ("machine-a", races.NAMES, 0))
    assert list(share.iterdir()) == []


class Synced:
    """Two folders that a program keeps alike: what is new in one comes to the other a moment later."""

    def __init__(self, *folders: Path) -> None:
        self._folders = folders
        self._ends = threading.Event()
        self._thread = threading.Thread(target=self._keep_alike)

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._ends.set()
        self._thread.join()

    def _keep_alike(self) -> None:
        while not self._ends.wait(0.02):
            for source, target in (self._folders, self._folders[::-1]):
                (target / races.FOLDER).mkdir(exist_ok=True)
                for path in list((source / races.FOLDER).glob("*.*")):
                    copy = target / races.FOLDER / path.name
                    if not copy.exists() and not path.name.endswith(".part"):
                        try:
                            copy.write_bytes(path.read_bytes())
                        except OSError:
                            continue


def test_two_machines_on_a_synchronised_folder_see_that_both_win(tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    for folder in (here, there):
        (folder / races.FOLDER).mkdir(parents=True)
    with Synced(here, there), ThreadPoolExecutor(2) as pool:
        one, other = pool.map(run, (here, there), ("a", "b"))
    assert isinstance(one.race, Race)
    assert one.race.both > races.NAMES // 2
    assert other.race is not None


def test_nobody_there_ends_the_race_and_leaves_nothing(share: Path) -> None:
    racer = ShareRace(str(share), "a", "machine-a")
    assert [word.stage for word in racer.run(to_meet=0)] == ["waiting", "alone"]
    racer.clear()
    assert list(share.iterdir()) == []


def test_another_that_goes_away_ends_the_race_too(share: Path) -> None:
    racer = ShareRace(str(share), "a", "machine-a")
    (share / races.FOLDER).mkdir()
    (share / races.FOLDER / "b.here").write_text("machine-b")
    assert [word.stage for word in racer.run(to_see=0)] == ["waiting", "racing", "lost"]
    racer.clear()
    assert [path.name for path in (share / races.FOLDER).iterdir()] == ["b.here"]


def test_who_was_here_long_ago_is_nobody_to_race(share: Path) -> None:
    (share / races.FOLDER).mkdir()
    stale = share / races.FOLDER / "b.here"
    stale.write_text("machine-b")
    os.utime(stale, (1_000_000_000, 1_000_000_000))
    racer = ShareRace(str(share), "a", "machine-a")
    assert list(racer.run(to_meet=0.1))[-1].stage == "alone"
    racer.clear()
    assert list(share.iterdir()) == []


def test_a_name_is_won_without_links_too_and_by_one_alone(share: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(os, "link", refuse)
    assert [claimed(str(share), "0001", mine) for mine in ("a", "b")] == [True, False]
    assert [path.name for path in share.iterdir()] == ["0001"]
