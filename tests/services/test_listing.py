"""Sessions and promises as lists show them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from clientcare.domain.briefings import Promise, SessionLine
from clientcare.domain.records import ThreadPlace
from clientcare.services.listing import line, promises, sessions
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
    assert [one.title for one in sessions(desk, "acme")] == ["three", "one"]
    assert sorted(one.title for one in sessions(desk)) == ["one", "three", "two"]
    assert list(sessions(desk, since=NOON + timedelta(days=40))) == []


def test_a_thread_whose_start_has_not_arrived_is_no_session_yet(shop: Shop) -> None:
    desk = shop.desk()
    note = shop.read(shop.session()).records[0]._replace(kind="note", fields={"text": "x"}, id=desk.fresh_id())
    shop.store.file(ThreadPlace("acme", f"session-{desk.fresh_id()}"), note)
    assert len(list(sessions(desk))) == 1


def test_open_promises_come_by_their_urgency(shop: Shop) -> None:
    thread = shop.session()
    for days, who, text in ((7, "ann", "later"), (1, "ben", "sooner"), (3, "ann", "kept")):
        last = shop.enter(thread, "followup", due=NOON + timedelta(days=days), who=who, text=text)
    shop.enter(thread, "followdone", of=last, happy=True)
    found = list(sessions(shop.desk()))
    assert promises(found) == (
        Promise(thread, "acme", "Acme AG", "Printer offline", NOON + timedelta(days=1), "ben", "sooner"),
        Promise(thread, "acme", "Acme AG", "Printer offline", NOON + timedelta(days=7), "ann", "later"),
    )
    assert [one.text for one in promises(found, "ann")] == ["later"]
