"""Corrections: another time or title, a session opened again, one that never was."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from clientcare.domain.asks import Missing
from clientcare.domain.errors import Conflict, NotFound, Usage
from clientcare.services import billing
from clientcare.services.corrections import cancel, edit, reopen
from tests.shops import NOON

if TYPE_CHECKING:
    from tests.shops import Shop


@pytest.fixture
def closed(shop: Shop) -> str:
    """A session from 14:05 to 15:00 with a pause from 14:20 to 14:30; it is 15:00 now."""
    thread = shop.session()
    for minutes, kind in ((15, "pause"), (10, "resume"), (30, "")):
        shop.wait(minutes)
        if kind:
            shop.enter(thread, kind)
    shop.enter(thread, "close", ordinal=1, end=shop.now, resolved=True, solution="New fuser")
    shop.store.drop_hint("ann", shop.read(thread).place)
    return thread


# -- edit ----------------------------------------------------------------------------------------------------


def test_a_correction_counts_in_place_of_what_was_told_first_and_is_echoed_in_full(shop: Shop, closed: str) -> None:
    answer = edit(
        shop.desk(),
        session=closed[-4:],
        start="13:50",
        end="14:50",
        pause="20m",
        title=" Fuser  worn out ",
        mode="phone",
        reason="typed wrong",
    )
    assert answer.says == (
        "start Tue 24 Nov 2026, 13:50, end Tue 24 Nov 2026, 14:50, pause 0:20, title 'Fuser worn out', phone"
    )
    session = shop.read(closed)
    assert (session.started, session.ended) == (NOON - timedelta(minutes=15), NOON + timedelta(minutes=45))
    assert (session.title, session.mode) == ("Fuser worn out", "phone")
    assert (session.paused(shop.now), session.worked(shop.now)) == (20, 40)
    assert session.of_kind("edit")[0].get("reason") == "typed wrong"


def test_what_is_not_corrected_stays(shop: Shop, closed: str) -> None:
    answer = edit(shop.desk(), session=closed[-4:], title="Fuser")
    assert answer.says == "title 'Fuser'"
    assert shop.read(closed).worked(shop.now) == 45
    assert edit(shop.desk(), session=closed[-4:], pause="0").says == "pause 0:00"
    assert shop.read(closed).worked(shop.now) == 55


def test_a_correction_makes_the_document_anew(shop: Shop, closed: str) -> None:
    edit(shop.desk(), session=closed[-4:], end="14:50")
    paths = [record.get("path") for record in shop.read(closed).of_kind("document")]
    assert any("0h35" in path for path in paths)


def test_the_start_of_a_running_session_can_be_corrected(shop: Shop) -> None:
    shop.session()
    shop.wait(10)
    assert edit(shop.desk(), start="13:50").minutes == 25


@pytest.mark.parametrize("title", ["", "  "])
def test_a_correction_of_nothing_is_refused(shop: Shop, title: str) -> None:
    shop.session()
    with pytest.raises(Usage) as caught:
        edit(shop.desk(), title=title, reason="because")
    assert caught.value.message == "Nothing to correct was given."
    assert caught.value.hint == "Give --start, --end, --pause, --title or --mode."


def test_an_open_session_has_no_end_that_could_be_corrected(shop: Shop) -> None:
    shop.session()
    shop.wait(60)
    with pytest.raises(Conflict) as caught:
        edit(shop.desk(), end="14:30")
    assert caught.value.message == "The session is not closed, so it has no end yet."
    assert caught.value.hint == "End it: clientcare close --at TIME"


def test_an_end_before_the_start_is_refused_with_both(shop: Shop, closed: str) -> None:
    with pytest.raises(Usage) as caught:
        edit(shop.desk(), session=closed[-4:], end="13:00")
    assert caught.value.message == (
        "The end, Tue 24 Nov 2026, 13:00, would lie before the start, Tue 24 Nov 2026, 14:05."
    )
    assert caught.value.hint == "Write the day too, such as: --end '24 Nov 17:40'"


@pytest.mark.parametrize("given", [{"start": "14:35"}, {"end": "14:10"}])
def test_a_pause_that_would_lie_outside_of_the_session_is_told(shop: Shop, closed: str, given: dict[str, str]) -> None:
    with pytest.raises(Usage) as caught:
        edit(shop.desk(), session=closed[-4:], **given)
    assert caught.value.message == "There is a pause that would lie outside of the session then."
    assert caught.value.hint == "Give the sum of all pauses that are left too, such as --pause 10m, or --pause 0."
    edit(shop.desk(), session=closed[-4:], pause="0", **given)
    assert shop.read(closed).worked(shop.now) == (25 if "start" in given else 5)


@pytest.mark.parametrize("pause", ["56m", "2h"])
def test_a_pause_that_is_longer_than_the_session_is_refused(shop: Shop, closed: str, pause: str) -> None:
    with pytest.raises(Usage) as caught:
        edit(shop.desk(), session=closed[-4:], pause=pause)
    assert caught.value.message == f"A pause of {pause} does not fit into the session."
    assert caught.value.hint == "Give the sum of all pauses, such as 20m."


def test_a_negative_pause_is_refused(shop: Shop, closed: str) -> None:
    with pytest.raises(Usage, match="is negative"):
        edit(shop.desk(), session=closed[-4:], pause="-5m")


def test_a_session_whose_start_has_not_arrived_can_be_given_a_pause(shop: Shop, closed: str) -> None:
    folder = shop.share / "clients" / "acme" / "_clientcare" / "records"
    (start,) = folder.rglob("000001-start-*.toml")
    start.rename(shop.folder / "away.toml")
    assert edit(shop.desk(), session=closed[-6:], pause="5m").says == "pause 0:05"
    assert edit(shop.desk(), session=closed[-6:], start="14:00").says == "start Tue 24 Nov 2026, 14:00"


def test_billed_figures_are_not_corrected_behind_billings_back(shop: Shop, closed: str) -> None:
    shop.enter(closed, "bill", ordinal=1, number="0000-1")
    with pytest.raises(Conflict, match="Billing has the figures"):
        edit(shop.desk(), session=closed[-4:], end="14:50")


# -- reopen --------------------------------------------------------------------------------------------------


def test_a_reopened_session_runs_again_and_its_reason_is_on_record(shop: Shop, closed: str) -> None:
    answer = reopen(shop.desk(), session=closed[-4:], reason="It came back")
    assert answer.state == "running"
    session = shop.read(closed)
    (record,) = session.of_kind("reopen")
    assert (record.get("reason"), record.ordinal) == ("It came back", 1)
    assert shop.hinted("ann") == [closed]
    assert any(record.get("close", 0) == 0 for record in session.of_kind("document"))


def test_who_reopens_what_billing_knows_of_is_told_which_bill_no_longer_counts(shop: Shop, closed: str) -> None:
    billing.send(shop.desk(), session=closed)
    number = shop.read(closed).bill.number
    says = reopen(shop.desk(), session=closed[-4:], reason="It came back").says
    assert says == f"(bill {number} no longer counts: see to it that it is not invoiced)"


def test_who_reopens_a_colleagues_session_works_in_it_and_the_colleague_finds_it_too(shop: Shop, closed: str) -> None:
    other = shop.session("Other", me="ben")
    reopen(shop.desk("ben"), session=closed[-4:], reason="It came back")
    assert shop.read(closed).runs_for("ben")
    assert shop.hinted("ann") == [closed]
    assert set(shop.hinted("ben")) == {closed, other}
    assert shop.read(other).state == "paused"


def test_reopening_needs_a_reason(shop: Shop, closed: str) -> None:
    with pytest.raises(Missing) as caught:
        reopen(shop.desk(), session=closed[-4:], reason=" ")
    assert [(ask.field, ask.option) for ask in caught.value.asks] == [("reason", "--reason")]


def test_an_open_session_is_gone_on_with_and_not_reopened(shop: Shop) -> None:
    thread = shop.session()
    with pytest.raises(Conflict) as caught:
        reopen(shop.desk(), session="acme", reason="x")
    assert caught.value.message == "'Printer offline' is open."
    assert caught.value.hint == f"Go on with it: clientcare resume {thread[-4:]}"


def test_who_reopens_second_is_told_who_was_first_and_works_on_undisturbed(
    shop: Shop, closed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = shop.session("Other", me="ben")
    before = shop.read(closed)
    reopen(shop.desk(), session=closed[-4:], reason="first")
    monkeypatch.setattr("clientcare.services.corrections.named", lambda desk, word: before)
    with pytest.raises(Conflict, match="ann was first: reopen"):
        reopen(shop.desk("ben"), session=closed[-4:], reason="second")
    assert shop.read(other).state == "running"


# -- cancel --------------------------------------------------------------------------------------------------


def test_a_cancelled_session_counts_no_hours_and_is_open_no_more(shop: Shop) -> None:
    thread = shop.session(**{"with": ["ben"]})
    shop.wait(15)
    answer = cancel(shop.desk(), reason="Nobody was there")
    assert (answer.kind, answer.state, answer.minutes) == ("close", "cancelled", 0)
    session = shop.read(thread)
    assert session.closing
    assert session.closing.get("reason") == "Nobody was there"
    assert (session.started, session.ended) == (NOON, shop.now)
    assert shop.hinted("ann") == shop.hinted("ben") == []
    assert any("cancelled" in record.get("path") for record in session.of_kind("document"))


def test_cancelling_needs_a_reason(shop: Shop) -> None:
    thread = shop.session()
    with pytest.raises(Missing) as caught:
        cancel(shop.desk())
    assert [(ask.field, ask.option) for ask in caught.value.asks] == [("reason", "--reason")]
    assert shop.kinds(thread) == ["start"]


def test_a_closed_session_cannot_be_cancelled(shop: Shop, closed: str) -> None:
    with pytest.raises(NotFound, match="No session of yours is running"):
        cancel(shop.desk(), reason="x")
    with pytest.raises(Conflict, match="is closed"):
        cancel(shop.desk(), session=closed[-4:], reason="x")
