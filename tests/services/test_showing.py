"""One session, whole."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from clientcare.domain.errors import NotFound
from clientcare.domain.hours import Span
from clientcare.domain.reports import BillReport
from clientcare.services.showing import shown
from tests.shops import ACME, NOON

if TYPE_CHECKING:
    from tests.shops import Shop


def close(shop: Shop, thread: str, **fields: object) -> None:
    given = {"resolved": True, "solution": "New fuser", **fields}
    shop.enter(thread, "close", ordinal=1, end=shop.now, **given)
    shop.store.drop_hint("ann", shop.read(thread).place)


def test_a_session_is_shown_with_all_that_its_records_add_up_to(shop: Shop) -> None:
    thread = shop.session(problem="It says offline", scope="The printer only", planned=NOON)
    shop.wait(10)
    shop.enter(thread, "note", text="Fuser worn out", sort="finding")
    shop.enter(thread, "part", name="Fuser", quantity="1", price="89.00", currency="CHF")
    shop.enter(thread, "consent", about="work", answer="given", who="Ms Frei")
    shop.enter(thread, "estimate", minutes=60)
    shop.enter(thread, "pause")
    report = shown(shop.desk())
    assert (report.thread, report.folder, report.client, report.client_name) == (thread, "acme", ACME.id, "Acme AG")
    assert (report.title, report.mode, report.state, report.lead) == ("Printer offline", "remote", "paused", "ann")
    assert (report.problem, report.scope, report.planned) == ("It says offline", "The printer only", NOON)
    assert report.spans == {"ann": (Span(NOON, NOON + timedelta(minutes=10)),)}
    assert (report.worked, report.paused, report.travel, report.billable) == (10, 0, 0, None)
    assert (report.solution, report.resolved, report.outcomes, report.override) == ("", None, {}, "")
    assert [one.text for one in report.notes] == ["Fuser worn out"]
    assert [one.name for one in report.parts] == ["Fuser"]
    assert report.consents["work"].who == "Ms Frei"
    assert report.estimate
    assert report.bill == BillReport("none", "", "", ())
    assert (report.guide, len(report.guide_digest)) == ("working-with-clients", 64)
    assert (report.documents, report.oddities, report.entries) == ((), (), 6)


def test_a_close_is_shown_with_its_override_and_its_documents(shop: Shop) -> None:
    thread = shop.session()
    close(shop, thread, override="The client had to leave", billable=30, outcomes={"happy": "yes"})
    shop.enter(thread, "document", what="session", path="2026/x.html", sha256="0" * 64, close=1)
    report = shown(shop.desk(), session=thread[-4:])
    assert report.override == "The client had to leave"
    assert (report.billable, report.outcomes, report.resolved) == (30, {"happy": "yes"}, True)
    assert report.documents == ("2026/x.html",)
    assert report.bill.state == "open"


def test_my_running_session_is_shown_before_a_paused_one(shop: Shop) -> None:
    running = shop.session()
    shop.enter(shop.session("Toner"), "pause")
    assert shown(shop.desk()).thread == running


def test_my_newest_paused_session_is_shown_where_none_runs(shop: Shop) -> None:
    for title in ("old", "new"):
        shop.enter(shop.session(title), "pause")
        shop.wait(1)
    assert shown(shop.desk()).title == "new"


def test_the_session_that_i_had_last_is_shown_where_none_is_open(shop: Shop) -> None:
    first = shop.session("first")
    shop.wait(1)
    second = shop.session("second")
    close(shop, second)
    shop.wait(10)
    close(shop, first)
    shop.session("not mine", me="ben")
    assert shown(shop.desk()).title == "first"


def test_who_had_no_session_is_told_how_to_start_one(shop: Shop) -> None:
    shop.session(me="ben")
    with pytest.raises(NotFound) as caught:
        shown(shop.desk())
    assert caught.value.message == "You had no session in the last year."
    assert caught.value.hint == 'Start one: clientcare session start CLIENT "TITLE"'
