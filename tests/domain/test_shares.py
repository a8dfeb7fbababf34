"""What a share can be trusted with: what is kept of a trial, and what a race adds to it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientcare.domain.places import Place
from clientcare.domain.shares import (
    Race,
    ShareNature,
    Trial,
    differences,
    found,
    is_old,
    names_to_race_for,
    read_nature,
    won_twice,
    write_nature,
)
from clientcare.domain.shop import share_decides
from clientcare.domain.tables import TableFault

TODAY = date(2026, 11, 24)
NFS = Place("network", "on the network share nas:/shop (NFS)", "nfs4", "/mnt/shop")
RCLONE = NFS._replace(filesystem="fuse.rclone", decides=False)
GOOD = Trial(True, True, True, True, True, 255, 0.0)
UNKNOWN = ShareNature()


def after(
    trial: Trial = GOOD, place: Place = NFS, before: ShareNature = UNKNOWN, race: Race | None = None
) -> ShareNature:
    return found(before, trial, place, "bench-3", TODAY, race)


def test_one_machine_can_confirm_nothing_and_says_that_it_was_one() -> None:
    assert after() == ShareNature(machines=1, probed="2026-11-24", probed_on="bench-3")


def test_one_machine_can_refute() -> None:
    assert not after(GOOD._replace(decides=False)).decides


def test_a_mount_that_was_measured_not_to_decide_does_not_whatever_a_race_says() -> None:
    assert not after(place=RCLONE).decides
    assert not after(place=RCLONE, race=Race("bench-2", 200, 0, 1.0)).decides


def test_two_machines_confirm_or_refute() -> None:
    confirmed = after(race=Race("bench-2", 200, 0, 3.4))
    assert (confirmed.decides, confirmed.machines, confirmed.seen_after) == (True, 2, 3.4)
    assert not after(race=Race("bench-2", 200, 1, 3.4)).decides


def test_what_two_machines_showed_is_not_lost_when_one_looks_again() -> None:
    confirmed = after(race=Race("bench-2", 200, 0, 3.4))._replace(billing_seat="office")
    again = after(before=confirmed)
    assert (again.decides, again.machines, again.seen_after, again.billing_seat) == (True, 2, 3.4, "office")


def test_what_was_refuted_stays_so_until_two_machines_race() -> None:
    refuted = after(place=RCLONE)
    assert not after(before=refuted).decides
    assert after(before=refuted, race=Race("bench-2", 200, 0, 0.1)).decides


natures = st.builds(
    ShareNature,
    decides=st.booleans(),
    machines=st.integers(0, 2),
    links=st.booleans(),
    flushes=st.booleans(),
    case=st.booleans(),
    accents=st.booleans(),
    longest_name=st.integers(0, 255),
    seen_after=st.integers(0, 60).map(float),
    probed=st.dates().map(date.isoformat),
    probed_on=st.just("bench-3"),
    billing_seat=st.sampled_from(("", "office")),
)


@given(natures)
def test_what_is_kept_is_read_as_it_was_written(nature: ShareNature) -> None:
    assert read_nature({"share": write_nature(nature)}) == nature


@given(natures, natures)
def test_it_differs_exactly_where_a_finding_does(kept: ShareNature, now: ShareNature) -> None:
    found_out = ("decides", "links", "flushes", "case", "accents", "longest_name")
    same = all(getattr(kept, name) == getattr(now, name) for name in found_out)
    assert (differences(kept, now) == ()) is same


def test_a_difference_is_told_with_what_was_before() -> None:
    assert differences(after(), after(GOOD._replace(links=False, longest_name=143))) == (
        "a file can get a second name: no, not yes",
        "names may have: 143 bytes, not 255 bytes",
    )
    assert differences(after(), after(place=RCLONE)) == (
        "two machines cannot both close a session here: no, not yes, as far as one machine can tell",
    )


def test_nothing_kept_counts_as_a_share_that_decides() -> None:
    assert read_nature({}) == ShareNature()
    assert share_decides({})
    assert share_decides({"share": "nonsense"})
    assert share_decides({"share": {"decides": True}})
    assert not share_decides({"share": {"decides": False}})


def test_a_day_that_is_none_is_a_fault_with_its_place() -> None:
    with pytest.raises(TableFault, match="'probed' cannot be 'yesterday'"):
        read_nature({"share": {"probed": "yesterday"}})


def test_what_is_kept_grows_old_after_a_year() -> None:
    kept = after()
    assert not is_old(UNKNOWN, TODAY)
    assert not is_old(kept, TODAY.replace(year=2027))
    assert is_old(kept, TODAY.replace(year=2028))


@given(st.integers(0, 50))
def test_two_racers_take_the_same_names_from_opposite_ends(count: int) -> None:
    assert list(names_to_race_for(count, backwards=True)) == list(names_to_race_for(count, backwards=False))[::-1]
    assert len(set(names_to_race_for(count, backwards=False))) == count


def test_names_that_both_believe_to_have_are_counted() -> None:
    assert won_twice(["a", "b", "c"], ["c", "d", "b"]) == 2
    assert won_twice(["a"], []) == 0
