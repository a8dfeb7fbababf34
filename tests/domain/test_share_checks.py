"""What doctor says about the nature of a share."""

from __future__ import annotations

from datetime import date

import pytest

from clientcare.domain.examinations import Check
from clientcare.domain.places import Place
from clientcare.domain.share_checks import TO_KEEP, TO_RACE, share_checks, share_note, way_note
from clientcare.domain.shares import Race, ShareNature, Trial, found

TODAY = date(2026, 11, 24)
NFS = Place("network", "on the network share nas:/shop (NFS)", "nfs4", "/mnt/shop")
GOOD = Trial(True, True, True, True, True, 255, 0.0)
ONCE = "Two machines cannot both close a session here"


def checks(
    trial: Trial = GOOD,
    place: Place = NFS,
    kept: ShareNature | None = None,
    race: Race | None = None,
    today: date = TODAY,
    keeps: bool = False,
) -> list[Check]:
    before = found(ShareNature(), GOOD, NFS, "bench-3", TODAY) if kept is None else kept
    return share_checks(trial, place, before, found(before, trial, place, "bench-3", today, race), today, keeps=keeps)


def test_one_machine_says_that_it_is_only_one_and_how_two_can_tell() -> None:
    assert checks() == [Check("share", "good", f"{ONCE}: yes, as far as one machine can tell.", TO_RACE)]


def test_a_disk_of_this_machine_needs_no_second_one() -> None:
    local = Place("local", "on a disk of this machine (ext4)", "ext4", "/")
    assert checks(place=local) == [Check("share", "good", f"{ONCE}: yes, as on every disk.")]


def test_two_machines_that_raced_are_believed() -> None:
    (check,) = checks(race=Race("bench-2", 200, 0, 0.0))
    assert (check.verdict, check.advice) == ("good", "")
    assert check.says == f"{ONCE}: yes. Two machines raced for it, and one of them always won."


@pytest.mark.parametrize(
    ("place", "trial", "why"),
    [
        (NFS._replace(decides=False), GOOD, "Mounts of this kind cannot decide who was first."),
        (NFS, GOOD._replace(decides=False), "Two writers on this machine both believed to have won."),
    ],
)
def test_a_share_that_cannot_decide_is_told_with_what_follows(place: Place, trial: Trial, why: str) -> None:
    check = checks(trial, place, keeps=True)[0]
    assert check.verdict == "warn"
    assert check.says.startswith(f"{ONCE}: no. {why} ")
    assert "config set share.billing-seat MACHINE" in check.advice


def test_two_machines_that_both_won_are_told() -> None:
    check = checks(race=Race("bench-2", 200, 7, 1.0), keeps=True)[0]
    assert check.says.startswith(f"{ONCE}: no. Two machines raced, and both believed to have won.")


def test_what_was_refuted_before_is_told_with_how_to_see_it_again() -> None:
    refuted = found(ShareNature(), GOOD._replace(decides=False), NFS, "bench-3", TODAY)
    check = checks(kept=refuted)[0]
    assert check.says.startswith(f"{ONCE}: no. That was seen before, though not now.")
    assert check.advice.endswith(TO_RACE)


def test_the_machine_that_bills_is_named_where_only_one_may() -> None:
    first, second, *_ = checks(place=NFS._replace(decides=False), kept=ShareNature(billing_seat="office"))
    assert first.advice == ""
    assert second.says == "Billing is told from one machine only: office."


def test_what_a_share_cannot_do_is_told() -> None:
    told = checks(Trial(True, False, False, False, False, 143, 0.0), keeps=True)
    assert [check.verdict for check in told[1:]] == ["warn", "warn", "good", "good"]
    assert "does not take the order to make a file durable" in told[1].says
    assert "Names may have 143 bytes only" in told[2].says
    assert told[3].says == (
        "It is used as it is: files get no second name, capitals and small letters are the same in names, "
        "accented names are written otherwise."
    )


@pytest.mark.parametrize(
    ("seconds", "says"),
    [
        (-150.0, "2 minutes behind"),
        (3_700.0, "1 hour ahead of"),
        (7_300.0, "2 hours ahead of"),
        (259_200.0, "3 days ahead of"),
    ],
)
def test_a_clock_that_is_far_off_is_told(seconds: float, says: str) -> None:
    assert f"The share's clock is {says} this machine's." in checks(GOOD._replace(clock=seconds))[1].says


def test_what_is_kept_is_compared() -> None:
    assert checks(keeps=True)[-1].says == "The shop's settings keep this now."
    never = checks(kept=ShareNature())[-1]
    assert (never.verdict, never.advice) == ("warn", TO_KEEP)
    differs = checks(GOOD._replace(links=False))[-1]
    assert differs.says == "It is otherwise than on 2026-11-24: a file can get a second name: no, not yes."
    old = checks(today=date(2028, 1, 1))[-1]
    assert old.says == "That was last kept on 2026-11-24; servers are replaced."


def test_a_new_shop_is_told_in_a_sentence() -> None:
    assert share_note(ShareNature()).startswith(f"{ONCE}: yes, as far as one machine can tell.")
    assert "config set share.billing-seat MACHINE" in share_note(ShareNature(decides=False))


def test_a_machine_that_reaches_the_share_by_a_way_that_cannot_decide_is_told() -> None:
    rclone = NFS._replace(decides=False)
    assert "clientcare doctor --keep" in way_note(rclone, ShareNature())
    assert way_note(rclone, ShareNature(decides=False)) == ""
    assert way_note(NFS, ShareNature()) == ""
