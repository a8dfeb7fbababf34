"""Sessions and promises as lists show them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from clientcare.domain.briefings import Promise, SessionLine
from clientcare.domain.errors import Usage
from clientcare.domain.records import ThreadPlace
from clientcare.domain.summaries import Progress, Wanted
from clientcare.services.listing import line, listed, promises, summaries
from tests.shops import ACME, NOON

if TYPE_CHECKING:
    from tests.shops import Shop


def test_a_session_is_one_line(shop: Shop) -> None:
    thread = shop.session(**{"with": ["ben"]})
    shop.wait(10)
    assert line(shop.read(thread), shop.now) == SessionLine(
        thread,
        "acme",
        "Acme AG",
        "Printer offline",
        "remote",
        "ann",
        ("ann", "ben"),
        NOON,
        None,
        "running",
        20,
        "none",
    )


def test_sessions_come_newest_first_from_one_client_or_from_all(shop: Shop) -> None:
    shop.set_client(ACME._replace(id="id-2", folder="bakery"))
    for title, client in (("one", "acme"), ("two", "bakery"), ("three", "acme")):
        shop.session(title, client=client)
        shop.wait(1)
    desk = shop.desk()
    assert [one.title for one in summaries(desk, Wanted(("acme",)))] == ["three", "one"]
    assert [one.title for one in summaries(desk, Wanted())] == ["three", "two", "one"]
    assert list(summaries(desk, Wanted(month=NOON + timedelta(days=40)))) == []


def test_a_thread_whose_start_has_not_arrived_is_no_session_yet(shop: Shop) -> None:
    desk = shop.desk()
    note = shop.read(shop.session()).records[0]._replace(kind="note", fields={"text": "x"}, id=desk.fresh_id())
    shop.store.file(ThreadPlace("acme", f"session-{desk.fresh_id()}"), note)
    assert len(list(summaries(desk, Wanted()))) == 1


def test_open_promises_come_by_their_urgency(shop: Shop) -> None:
    thread = shop.session()
    for days, who, text in ((7, "ann", "later"), (1, "ben", "sooner"), (3, "ann", "kept")):
        last = shop.enter(thread, "followup", due=NOON + timedelta(days=days), who=who, text=text)
    shop.enter(thread, "followdone", of=last, happy=True)
    found = list(summaries(shop.desk(), Wanted()))
    assert promises(found) == (
        Promise(thread, "acme", "Acme AG", "Printer offline", NOON + timedelta(days=1), "ben", "sooner"),
        Promise(thread, "acme", "Acme AG", "Printer offline", NOON + timedelta(days=7), "ann", "later"),
    )
    assert [one.text for one in promises(found, "ann")] == ["later"]


def test_whoever_waits_for_a_long_look_is_told_once_for_each_month(
    shop: Shop, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = shop.desk()
    steps = [Progress("2026/11", 0, 1200), Progress("2026/11", 50, 1200), Progress("2026/10", 0, 80)]
    monkeypatch.setattr(desk.store, "summaries", lambda _: iter(steps))
    assert list(summaries(desk, Wanted())) == []
    assert capsys.readouterr().err == "Reading 1,200 sessions of 2026/11 …\nReading 80 sessions of 2026/10 …\n"


# -- the list ------------------------------------------------------------------------------------------------


def close(shop: Shop, thread: str, me: str) -> None:
    shop.enter(thread, "close", me, ordinal=1, end=shop.now, resolved=True)
    shop.store.drop_hint(me, shop.read(thread).place)


@pytest.fixture
def history(shop: Shop) -> dict[str, str]:
    """Sessions with Acme and the bakery, by their titles: the newest was begun last."""
    shop.set_client(ACME._replace(id="id-2", folder="bakery", name="Bakery Korn"))
    made = {}
    for title, client, me, days in (
        ("last month", "acme", "ann", 40),
        ("last week", "acme", "ben", 7),
        ("yesterday", "bakery", "ann", 1),
    ):
        shop.now = NOON - timedelta(days=days)
        made[title] = shop.session(title, client=client, me=me)
        if title != "yesterday":
            close(shop, made[title], me)
    shop.now = NOON
    made["today"] = shop.session("today", me="ben")
    shop.enter(made["today"], "pause", "ben")
    return made


@pytest.mark.parametrize(
    ("given", "titles"),
    [
        ({}, ["today", "yesterday", "last week", "last month"]),
        ({"most": 2}, ["today", "yesterday"]),
        ({"client": "korn"}, ["yesterday"]),
        ({"state": "open"}, ["today", "yesterday"]),
        ({"state": "open", "client": "acme"}, ["today"]),
        ({"state": "running"}, ["yesterday"]),
        ({"state": "paused"}, ["today"]),
        ({"state": "closed"}, ["last week", "last month"]),
        ({"state": "cancelled"}, []),
        ({"member": "Sutter"}, ["today", "last week"]),
        ({"since": "20 Nov"}, ["today", "yesterday"]),
        ({"since": "yesterday"}, ["today", "yesterday"]),
        ({"since": "today"}, ["today"]),
        ({"since": "today", "state": "open"}, ["today"]),
    ],
)
def test_sessions_are_listed_newest_first_as_far_as_they_are_asked_for(
    shop: Shop, history: dict[str, str], given: dict[str, Any], titles: list[str]
) -> None:
    found = listed(shop.desk(), **given)
    assert [one.title for one in found] == titles
    assert [one.thread for one in found] == [history[title] for title in titles]


@pytest.mark.parametrize(
    ("state", "hint"),
    [("opne", "Did you mean open?"), ("x", "It is one of: open, running, paused, closed, cancelled.")],
)
def test_a_state_that_does_not_exist_is_refused_with_the_nearest(shop: Shop, state: str, hint: str) -> None:
    with pytest.raises(Usage) as caught:
        listed(shop.desk(), state=state)
    assert (caught.value.message, caught.value.hint) == (f"There is no state '{state}'.", hint)


def test_a_list_of_nothing_is_not_asked_for(shop: Shop) -> None:
    with pytest.raises(Usage, match="--most 0 would list nothing"):
        listed(shop.desk(), most=0)


def test_a_session_that_was_begun_elsewhere_in_the_world_is_sorted_by_its_moment(shop: Shop) -> None:
    later = shop.session("later", at=datetime(2026, 11, 24, 12, 45, tzinfo=UTC))
    early = shop.session("early", at=datetime(2026, 11, 24, 13, 30, tzinfo=shop.now.tzinfo))
    assert [one.thread for one in listed(shop.desk())] == [later, early]
