"""Working together: who takes part, who leads, and whose hints say so."""

from __future__ import annotations

import pytest

from clientcare.domain.asks import Missing
from clientcare.domain.errors import Conflict, NotAllowed, NotFound, Usage
from clientcare.services.participation import hand_over, join, leave, take
from tests.shops import BEN, Shop


def test_a_colleague_joins_the_only_open_session(shop: Shop) -> None:
    thread = shop.session()
    shop.wait(10)
    joined = join(shop.desk("ben"))
    assert (joined.lead, joined.people, joined.paused) == ("ann", ("ann", "ben"), None)
    assert shop.hinted("ben") == [thread]
    shop.wait(10)
    assert shop.read(thread).worked(shop.now) == 30


def test_joining_pauses_my_running_session_first(shop: Shop) -> None:
    hers = shop.session("Printer offline")
    mine = shop.session("Toner", me="ben")
    joined = join(shop.desk("ben"), session="printer")
    assert joined.paused is not None
    assert (joined.paused.thread, joined.paused.title, joined.paused.client_name) == (mine, "Toner", "Acme AG")
    assert shop.read(mine).state == "paused"
    assert shop.read(hers).runs_for("ben")


def test_which_of_several_sessions_is_asked_and_the_answer_names_it(shop: Shop) -> None:
    first = shop.session("Printer (old)")
    shop.wait(1)
    shop.session("Toner")
    with pytest.raises(Missing, match="Several sessions are open") as missing:
        join(shop.desk("ben"))
    (ask,) = missing.value.asks
    assert ask.field == "session"
    assert ask.choices[0] == f"Acme AG: Printer (old) ({first[-4:]})"
    assert join(shop.desk("ben"), session=ask.choices[0]).entered.thread == first


def test_a_title_that_ends_with_a_bracket_is_a_title(shop: Shop) -> None:
    thread = shop.session("Printer (old)")
    assert join(shop.desk("ben"), session="printer (old)").entered.thread == thread


def test_there_may_be_nothing_to_join(shop: Shop) -> None:
    shop.session(me="ben")
    with pytest.raises(NotFound, match="No colleague"):
        join(shop.desk("ben"))


def test_nobody_joins_twice(shop: Shop) -> None:
    thread = shop.session()
    join(shop.desk("ben"))
    with pytest.raises(Conflict) as running:
        join(shop.desk("ben"), session="acme")
    assert "status" in running.value.hint
    shop.enter(thread, "pause", me="ben")
    with pytest.raises(Conflict) as paused:
        join(shop.desk("ben"), session="acme")
    assert "resume" in paused.value.hint


def test_a_closed_session_is_not_joined_and_nothing_of_mine_is_paused(shop: Shop) -> None:
    closed = shop.session("Printer")
    shop.enter(closed, "close", ordinal=1, solution="x")
    mine = shop.session("Toner", me="ben")
    with pytest.raises(Conflict, match="closed"):
        join(shop.desk("ben"), session=closed[-4:])
    assert shop.read(mine).state == "running"


def test_who_leaves_takes_part_no_longer(shop: Shop) -> None:
    thread = shop.session()
    join(shop.desk("ben"))
    shop.wait(10)
    left = leave(shop.desk("ben"))
    assert left.people == ("ann",)
    assert shop.hinted("ben") == []
    shop.wait(10)
    assert shop.read(thread).worked(shop.now) == 30


def test_who_leads_cannot_just_leave(shop: Shop) -> None:
    shop.session()
    with pytest.raises(Conflict, match="You lead"):
        leave(shop.desk())


def test_who_takes_no_part_cannot_leave(shop: Shop) -> None:
    shop.session()
    with pytest.raises(NotFound, match="do not take part"):
        leave(shop.desk("ben"), session="acme")


def test_who_takes_a_session_over_leads_it_and_the_former_lead_is_out(shop: Shop) -> None:
    thread = shop.session()
    mine = shop.session("Toner", me="ben")
    taken = take(shop.desk("ben"))
    assert (taken.lead, taken.people) == ("ben", ("ben",))
    assert taken.paused is not None
    assert taken.paused.thread == mine
    assert shop.hinted("ann") == []
    assert set(shop.hinted("ben")) == {thread, mine}
    assert not shop.read(thread).runs_for("ann")


def test_who_works_along_takes_over_that_session_without_naming_it(shop: Shop) -> None:
    thread = shop.session("Printer")
    shop.wait(1)
    shop.session("Toner")
    join(shop.desk("ben"), session="printer")
    assert take(shop.desk("ben")).entered.thread == thread


def test_a_session_can_go_back_and_forth(shop: Shop) -> None:
    thread = shop.session()
    take(shop.desk("ben"))
    take(shop.desk("ann"), session=thread[-4:])
    session = shop.read(thread)
    assert session.lead == "ann"
    assert [record.ordinal for record in session.of_kind("take")] == [1, 2]


def test_nobody_takes_over_what_they_lead(shop: Shop) -> None:
    shop.session()
    with pytest.raises(Conflict, match="You lead"):
        take(shop.desk(), session="acme")


@pytest.mark.parametrize("works_along", [False, True])
def test_of_two_who_take_it_over_at_once_the_second_has_lost_nothing(shop: Shop, works_along: bool) -> None:
    shop.set_member(BEN._replace(handle="cem", name="Cem"))
    thread = shop.session("Printer")
    if works_along:
        join(shop.desk("cem"))
    mine = shop.session("Toner", me="cem") if not works_along else ""
    desk = shop.desk("cem")
    before = desk.store.read(shop.read(thread).place)
    take(shop.desk("ben"), session="printer")
    desk.store.read = lambda place: before if place == before.place else shop.store.read(place)  # type: ignore[method-assign]
    with pytest.raises(Conflict, match="ben was first"):
        take(desk, session="printer")
    assert shop.hinted("cem") == ([thread] if works_along else [mine])
    assert not mine or shop.read(mine).state == "running"


def test_the_heir_leads_and_finds_the_session_among_theirs(shop: Shop) -> None:
    thread = shop.session()
    shop.wait(10)
    handed = hand_over(shop.desk(), member="sutter", text="waiting for the fuser")
    assert (handed.lead, handed.people, handed.entered.says) == ("ben", ("ben",), "to Ben Sutter")
    assert (shop.hinted("ann"), shop.hinted("ben")) == ([], [thread])
    shop.wait(10)
    session = shop.read(thread)
    assert session.worked(shop.now) == 10
    assert session.of_kind("handover")[0].get("text") == "waiting for the fuser"


def test_only_who_leads_hands_over(shop: Shop) -> None:
    shop.session()
    join(shop.desk("ben"))
    with pytest.raises(NotAllowed, match="ann leads"):
        hand_over(shop.desk("ben"), member="ann")


def test_nobody_hands_over_to_themselves_to_a_stranger_or_to_one_who_left(shop: Shop) -> None:
    thread = shop.session()
    shop.set_member(BEN._replace(retired=True))
    for member, error in (("ann", Usage), ("zoe", NotFound), ("ben", NotFound)):
        with pytest.raises(error):
            hand_over(shop.desk(), member=member)
    assert shop.kinds(thread) == ["start"]
    assert shop.hinted("ben") == []
