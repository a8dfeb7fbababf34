"""Undo: my last entry, only that, and only where it can be."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from clientcare.domain.errors import Conflict, NotFound
from clientcare.domain.kinds import KINDS
from clientcare.services.accesses import lent
from clientcare.services.attachments import attach
from clientcare.services.calls import escalate
from clientcare.services.estimates import estimate
from clientcare.services.participation import join, leave
from clientcare.services.parts import part
from clientcare.services.travel import travel
from clientcare.services.undo import LONGEST, undo

if TYPE_CHECKING:
    from tests.shops import Shop


def test_the_last_entry_is_taken_back_and_both_stay_in_the_record(shop: Shop) -> None:
    thread = shop.session()
    part(shop.desk(), name="Fuser")
    taken = undo(shop.desk())
    assert (taken.kind, taken.says) == ("undo", "part 'Fuser' of 14:05")
    assert shop.read(thread).parts == ()
    assert shop.kinds(thread) == ["start", "part", "undo"]


def test_undo_again_takes_back_the_one_before(shop: Shop) -> None:
    thread = shop.session()
    for name in ("Fuser", "Toner", "Cable"):
        part(shop.desk(), name=name)
    assert [undo(shop.desk()).says for _ in range(2)] == ["part 'Cable' of 14:05", "part 'Toner' of 14:05"]
    assert [one.name for one in shop.read(thread).parts] == ["Fuser"]


def test_a_colleagues_entry_is_left_alone(shop: Shop) -> None:
    thread = shop.session()
    part(shop.desk(), name="Fuser")
    join(shop.desk("ben"))
    part(shop.desk("ben"), name="Toner")
    undo(shop.desk())
    assert [one.name for one in shop.read(thread).parts] == ["Toner"]


def test_who_entered_nothing_has_nothing_to_take_back(shop: Shop) -> None:
    shop.session()
    with pytest.raises(NotFound, match="no entry"):
        undo(shop.desk("ben"), session="acme")


def test_the_start_stands_and_the_answer_says_what_can_be_done(shop: Shop) -> None:
    shop.session()
    with pytest.raises(Conflict, match="the start of the session 'Printer offline' of 14:05") as refused:
        undo(shop.desk())
    assert "session cancel" in refused.value.hint


def test_an_escalation_stands_and_nothing_older_is_taken_back_instead(shop: Shop) -> None:
    thread = shop.session()
    part(shop.desk(), name="Fuser")
    escalate(shop.desk(), text="help")
    with pytest.raises(Conflict, match="raising the session 'help'") as refused:
        undo(shop.desk())
    assert "note" in refused.value.hint
    assert len(shop.read(thread).parts) == 1


def test_a_close_of_mine_stands(shop: Shop) -> None:
    thread = shop.session()
    part(shop.desk(), name="Fuser")
    shop.enter(thread, "close", ordinal=1, solution="x")
    with pytest.raises(Conflict, match="the close") as refused:
        undo(shop.desk(), session=thread[-4:])
    assert "reopen" in refused.value.hint


def test_what_a_colleague_has_closed_over_stands(shop: Shop) -> None:
    thread = shop.session()
    part(shop.desk(), name="Fuser")
    shop.enter(thread, "close", me="ben", ordinal=1, solution="x")
    with pytest.raises(Conflict, match="was closed after part 'Fuser'"):
        undo(shop.desk(), session=thread[-4:])


def test_an_addendum_can_be_taken_back(shop: Shop) -> None:
    thread = shop.session()
    shop.enter(thread, "close", ordinal=1, solution="x")
    shop.enter(thread, "note", text="one more thing")
    assert undo(shop.desk(), session=thread[-4:]).says == "note 'one more thing' of 14:05"
    assert shop.read(thread).notes == ()


def test_a_correction_that_billing_knows_stands(shop: Shop) -> None:
    thread = shop.session()
    shop.enter(thread, "close", ordinal=1, solution="x", resolved=True)
    shop.enter(thread, "edit", title="Printer")
    assert undo(shop.desk(), session=thread[-4:]).says == "correction 'Printer' of 14:05"
    shop.enter(thread, "edit", title="Printer")
    shop.enter(thread, "bill", me="ben", ordinal=1, number="X-1")
    with pytest.raises(Conflict, match="Billing has the figures"):
        undo(shop.desk(), session=thread[-4:])


def test_a_pause_that_never_was_lets_the_clock_run_on(shop: Shop) -> None:
    thread = shop.session()
    shop.wait(10)
    shop.enter(thread, "pause")
    shop.wait(5)
    assert undo(shop.desk()).state == "running"
    assert shop.read(thread).worked(shop.now) == 15


def test_a_pause_stands_while_another_clock_of_mine_runs(shop: Shop) -> None:
    thread = shop.session()
    shop.enter(thread, "pause")
    shop.session("Toner")
    with pytest.raises(Conflict, match="runs in 'Toner' now") as refused:
        undo(shop.desk(), session="printer")
    assert "resume" in refused.value.hint


def test_time_on_the_way_stops_no_clock_and_can_always_be_taken_back(shop: Shop) -> None:
    thread = shop.session()
    travel(shop.desk(), spent="20m")
    shop.enter(thread, "travel", me="ben")
    shop.session("Toner")
    assert undo(shop.desk(), session="printer").says == "travel '0:20' of 14:05"


def test_who_takes_back_joining_is_out_again_and_who_takes_back_leaving_is_in(shop: Shop) -> None:
    thread = shop.session()
    join(shop.desk("ben"))
    leave(shop.desk("ben"))
    undo(shop.desk("ben"), session="acme")
    assert shop.hinted("ben") == [thread]
    assert shop.read(thread).runs_for("ben")
    undo(shop.desk("ben"))
    assert shop.hinted("ben") == []
    assert not shop.read(thread).involves("ben")


def test_what_was_taken_back_is_named_in_one_line(shop: Shop) -> None:
    thread = shop.session()
    estimate(shop.desk(), duration="45m", text="if all goes well")
    assert undo(shop.desk()).says == "estimate '0:45 if all goes well' of 14:05"
    lent(shop.desk(), what="door key")
    assert undo(shop.desk()).says == "access lent 'door key' of 14:05"
    shop.drop("a.bin", b"\xff")
    attach(shop.desk(), files="a.bin", inbox=True)
    assert undo(shop.desk()).says == "attachment 'a.bin' of 14:05"
    shop.enter(thread, "note", text="long\nand " + "x" * LONGEST)
    assert undo(shop.desk()).says == f"note 'long and {'x' * (LONGEST - 9)}…' of 14:05"
    shop.enter(thread, "depart")
    assert undo(shop.desk()).says == "depart of 14:05"


def test_a_kind_that_this_version_does_not_know_stands(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    thread = shop.session()
    with monkeypatch.context() as newer:
        newer.setattr("clientcare.services.entries.KINDS", {**KINDS, "newer": KINDS["fact"]})
        newer.setattr("clientcare.domain.kinds.KINDS", {**KINDS, "newer": KINDS["fact"]})
        shop.enter(thread, "newer", text="x")
    with pytest.raises(Conflict, match="newer 'x'"):
        undo(shop.desk())
