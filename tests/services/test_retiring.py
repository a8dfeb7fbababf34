"""A member leaves: what they have open moves, and nothing that was promised is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from clientcare.domain.asks import Missing
from clientcare.domain.errors import Conflict, Interrupted, NotFound, Usage
from clientcare.services import retiring
from clientcare.services.retiring import retire

if TYPE_CHECKING:
    from tests.shops import Shop


def test_open_sessions_get_a_new_leader_and_the_clock_stops(shop: Shop) -> None:
    thread = shop.session(me="ben")
    shop.wait(30)
    done = retire(shop.desk(), member_named="ben", to="ann")
    assert ([one.thread for one in done.sessions], done.to, done.member.retired) == ([thread], "ann", True)
    session = shop.read(thread)
    assert (session.lead, session.people, session.state) == ("ann", ("ann",), "paused")
    assert session.worked(shop.wait(60)) == 30
    assert (shop.hinted("ben"), shop.hinted("ann")) == ([], [thread])


def test_a_session_of_another_goes_on_without_them(shop: Shop) -> None:
    thread = shop.session(**{"with": ("ben",)})
    shop.wait(30)
    done = retire(shop.desk(), member_named="ben")
    assert (done.sessions, done.promises, done.to) == ((), (), "")
    session = shop.read(thread)
    assert (session.lead, session.people, session.state) == ("ann", ("ann",), "running")
    assert shop.hinted("ben") == []


def test_open_follow_ups_are_promised_by_the_other_and_done_ones_stay(shop: Shop) -> None:
    thread = shop.session()
    kept = shop.enter(thread, "followup", due=shop.now, who="ben", text="Kept")
    shop.enter(thread, "followdone", of=kept, happy=True)
    shop.enter(thread, "followup", due=shop.now, who="ben", text="UPS quote")
    shop.enter(thread, "followup", due=shop.now, who="ann", text="Call")
    shop.enter(thread, "close", ordinal=1, solution="x", resolved=True)
    done = retire(shop.desk(), member_named="ben", to="ann")
    assert [one.text for one in done.promises] == ["UPS quote"]
    promised = [(one.text, one.who, one.done) for one in shop.read(thread).follow_ups]
    assert promised == [("Kept", "ben", True), ("Call", "ann", False), ("UPS quote", "ann", False)]


def test_a_promise_that_was_overruled_once_is_not_held_back_now(shop: Shop) -> None:
    thread = shop.session()
    desk = shop.desk(mask=True)
    shop.enter(thread, "followup", due=shop.now, who="ben", text="Say the code 1234")
    retire(desk, member_named="ben", to="ann")
    assert [one.text for one in shop.read(thread).follow_ups] == ["Say the code 1234"]


def test_after_a_crash_in_between_the_next_try_goes_on(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    thread = shop.session()
    shop.enter(thread, "followup", due=shop.now, who="ben", text="UPS quote")
    enter = retiring.enter

    def crash(desk: object, session: object, kind: str, fields: object) -> object:
        if kind == "undo":
            raise Interrupted
        return enter(desk, session, kind, fields)  # type: ignore[arg-type]

    monkeypatch.setattr(retiring, "enter", crash)
    with pytest.raises(Interrupted):
        retire(shop.desk(), member_named="ben", to="ann")
    assert not shop.desk().member("ben").retired
    monkeypatch.setattr(retiring, "enter", enter)
    retire(shop.desk(), member_named="ben", to="ann")
    assert [(one.text, one.who) for one in shop.read(thread).follow_ups] == [("UPS quote", "ann")]


def test_whoever_has_something_open_needs_an_heir(shop: Shop) -> None:
    shop.session(me="ben")
    with pytest.raises(Missing, match="Open sessions: 1, follow-ups: 0") as missing:
        retire(shop.desk(), member_named="ben")
    assert (missing.value.asks[0].option, missing.value.asks[0].choices) == ("--to", ("ann",))


def test_an_heir_is_another_active_member(shop: Shop) -> None:
    with pytest.raises(Usage, match="cannot take over"):
        retire(shop.desk(), member_named="ben", to="ben")
    with pytest.raises(NotFound):
        retire(shop.desk(), member_named="ben", to="zoe")


def test_nobody_leaves_twice_and_the_last_one_stays(shop: Shop) -> None:
    retire(shop.desk(), member_named="ben")
    with pytest.raises(Conflict, match="left already"):
        retire(shop.desk(), member_named="ben")
    with pytest.raises(Conflict, match="only member"):
        retire(shop.desk(), member_named="ann")
