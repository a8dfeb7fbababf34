"""Closing: all is checked before anything is written, one who closes is first, and nothing is lost on the way."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from clientcare.domain.asks import Missing
from clientcare.domain.bills import Attempt
from clientcare.domain.closings import exit_of_bill, exit_of_close
from clientcare.domain.errors import Conflict, Exit, Failed, GateNotMet, Unreachable, Usage
from clientcare.domain.privacy import HeldBack
from clientcare.domain.reports import BillReport
from clientcare.services import closing, closing_questions, documents, finding, finishing
from tests.shops import ZONE

if TYPE_CHECKING:
    from clientcare.domain.closings import Closed
    from tests.shops import Shop

SOLVED: dict[str, Any] = {"solution": "New fuser fitted", "resolved": True}
GATES = """+++
title = "Printer"
[[outcomes]]
id = "page"
name = "Test page printed"
gate = true
[[outcomes]]
id = "happy"
name = "Happy client"
check = "satisfied"
[[outcomes]]
id = "told"
name = "Billing told"
check = "billed"
+++
"""


def close(shop: Shop, me: str = "ann", **given: Any) -> Closed:
    return closing.close(shop.desk(me), **{**SOLVED, **given})


def with_gates(shop: Shop) -> str:
    folder = shop.share / "guides"
    folder.mkdir()
    (folder / "gates.md").write_text(GATES, "utf-8")
    done = shop.run("session", "start", "acme", "Printer", "--mode", "remote", "--guide", "gates", "--no-walk")
    assert done.code == 0, done.err
    return shop.hinted("ann")[-1]


def plan(shop: Shop, thread: str, me: str = "ann", **given: Any) -> finishing.Plan:
    wanted = {**SOLVED, "at": "", "outcomes": {}, **given}
    return closing.planned_close(shop.desk(me), shop.read(thread), **wanted)


# -- what a close leaves -------------------------------------------------------------------------------------


def test_a_close_files_problem_solution_hours_and_outcomes(shop: Shop) -> None:
    thread = shop.session(problem="Nothing comes out")
    shop.wait(25)
    shop.enter(thread, "pause")
    shop.wait(10)
    shop.enter(thread, "resume")
    shop.wait(20)
    closed = close(shop, outcomes={"satisfied": "yes"})
    assert (closed.worked, closed.paused, closed.billable, closed.resolved) == (45, 10, 45, True)
    session = shop.read(thread)
    assert session.state == "closed"
    assert (session.problem, session.solution, session.satisfied) == ("Nothing comes out", "New fuser fitted", True)
    record = session.closing
    assert record is not None
    assert (record.get("worked"), record.get("paused"), record.get("end")) == (45, 10, shop.now)
    assert session.outcomes == {
        "satisfied": "yes",
        "resolved": "yes",
        "follow-up": "no",
        "documented": "yes",
        "access-returned": "yes",
    }


def test_a_close_makes_the_documents_and_takes_the_session_from_the_open_ones(shop: Shop) -> None:
    thread = shop.session(**{"with": ("ben",)})
    shop.wait(5)
    closed = close(shop)
    assert (shop.share / closed.document).is_file()
    assert shop.hinted("ann") == shop.hinted("ben") == []
    assert "document" in shop.kinds(thread)


def test_the_title_stands_for_the_problem_and_the_close_may_restate_it(shop: Shop) -> None:
    first = shop.session("Printer offline")
    close(shop)
    assert shop.read(first).problem == "Printer offline"
    second = shop.session("Printer offline")
    close(shop, problem=" Out of toner ")
    assert shop.read(second).problem == "Out of toner"


def test_a_close_without_the_problem_solved_says_so(shop: Shop) -> None:
    thread = shop.session()
    closed = close(shop, resolved=False)
    assert not closed.resolved
    assert shop.read(thread).resolved is False


def test_parts_are_summed_up(shop: Shop) -> None:
    thread = shop.session()
    shop.enter(thread, "part", name="Fuser", quantity="2", price="89.00", currency="CHF")
    assert close(shop).parts == "178.00"


# -- what is missing -----------------------------------------------------------------------------------------


def test_what_is_missing_is_named_and_nothing_is_written(shop: Shop) -> None:
    thread = shop.session()
    with pytest.raises(Missing) as missing:
        closing.close(shop.desk())
    assert [ask.option for ask in missing.value.asks] == ["--solution", "--resolved or --unresolved"]
    assert shop.kinds(thread) == ["start"]


def test_a_solution_that_the_guide_asked_for_counts(shop: Shop) -> None:
    thread = shop.session()
    shop.enter(thread, "step", step="x", status="answered", answers={"solution": "Plugged in"})
    closing.close(shop.desk(), resolved=True)
    assert shop.read(thread).solution == "Plugged in"


def test_a_forgotten_session_needs_the_time_of_its_end(shop: Shop) -> None:
    thread = shop.session()
    shop.wait(20)
    shop.enter(thread, "note", text="Done")
    shop.wait(15 * 60)
    with pytest.raises(Missing) as missing:
        close(shop)
    [ask] = missing.value.asks
    assert (ask.field, ask.option, ask.default) == ("at", "--at", "Tue 24 Nov 2026, 14:25")
    assert "Nothing was entered since Tue 24 Nov 2026, 14:25" in ask.prompt
    assert close(shop, at=ask.default).worked == 20


def test_a_secret_in_the_solution_is_held_back_before_anything_is_written(shop: Shop) -> None:
    thread = shop.session()
    with pytest.raises(HeldBack):
        close(shop, solution="Password: Winter2026!", follow_up="next week")
    assert shop.kinds(thread) == ["start"]


def test_a_masked_secret_is_counted(shop: Shop) -> None:
    thread = shop.session()
    given = {**SOLVED, "solution": "Password: Winter2026!"}
    assert closing.close(shop.desk(mask=True), **given).masked >= 1
    assert "Winter2026!" not in shop.read(thread).solution


def test_a_closed_session_is_not_closed_again(shop: Shop) -> None:
    thread = shop.session()
    close(shop)
    with pytest.raises(Conflict, match="is closed already, by ann"):
        close(shop, session=thread)


# -- when it ended -------------------------------------------------------------------------------------------


def test_a_session_ends_now_while_a_clock_runs_and_else_when_the_last_one_stopped(shop: Shop) -> None:
    thread = shop.session()
    shop.wait(10)
    assert closing_questions.ending(shop.desk(), shop.read(thread), "") == shop.now
    shop.enter(thread, "pause")
    stopped = shop.now
    shop.wait(60)
    assert close(shop, session=thread).ended == stopped


def test_an_end_may_be_typed_and_lies_after_the_start(shop: Shop) -> None:
    thread = shop.session()
    shop.wait(60)
    assert closing_questions.ending(shop.desk(), shop.read(thread), "14:35").strftime("%d %H:%M") == "24 14:35"
    with pytest.raises(Usage):
        closing_questions.ending(shop.desk(), shop.read(thread), "2026-11-24 13:00")


def test_an_end_before_a_corrected_start_is_refused(shop: Shop) -> None:
    thread = shop.session()
    shop.wait(10)
    shop.enter(thread, "pause")
    shop.wait(60)
    shop.enter(thread, "edit", start=shop.now - timedelta(minutes=5))
    with pytest.raises(Usage, match="lies before the start"):
        close(shop, session=thread)


def test_an_end_before_the_clock_was_started_again_is_refused(shop: Shop) -> None:
    thread = shop.session()
    shop.wait(10)
    shop.enter(thread, "pause")
    shop.wait(30)
    shop.enter(thread, "resume")
    shop.wait(0.5)
    with pytest.raises(Usage, match="when the clock was started again"):
        close(shop, at="14:30")
    assert close(shop, at="14:45").worked == 10


def test_hours_are_right_over_the_night_when_clocks_change(shop: Shop) -> None:
    shop.now = datetime(2026, 10, 25, 1, 30, tzinfo=ZONE)
    shop.session()
    shop.now = datetime(2026, 10, 25, 2, 30, tzinfo=ZONE, fold=1)
    closed = close(shop)
    assert closed.worked == 120
    shop.now = datetime(2026, 10, 25, 2, 50, tzinfo=ZONE, fold=0)
    shop.session()
    shop.now = datetime(2026, 10, 25, 2, 10, tzinfo=ZONE, fold=1)
    assert close(shop).worked == 20


# -- follow-up, billing terms --------------------------------------------------------------------------------


def test_the_follow_up_is_set_before_the_close_and_counts_as_an_outcome(shop: Shop) -> None:
    thread = shop.session()
    closed = close(shop, follow_up="next week")
    assert closed.follow_up is not None
    assert (f"{closed.follow_up.due:%d.%m.%Y %H:%M}", closed.follow_up.who) == ("01.12.2026 09:00", "ann")
    assert shop.kinds(thread)[:3] == ["start", "followup", "close"]
    assert shop.read(thread).outcomes["follow-up"] == "yes"


@pytest.mark.parametrize("nothing", ["none", "No", "-", " "])
def test_no_follow_up_is_an_answer_too(shop: Shop, nothing: str) -> None:
    thread = shop.session()
    assert close(shop, follow_up=nothing).follow_up is None
    assert "followup" not in shop.kinds(thread)


def test_the_same_follow_up_is_not_set_twice(shop: Shop) -> None:
    thread = shop.session()
    due = datetime(2026, 12, 1, 9, tzinfo=ZONE)
    shop.enter(thread, "followup", due=due, who="ann")
    close(shop, follow_up="1.12.2026 9:00")
    assert shop.kinds(thread).count("followup") == 1


def test_a_follow_up_that_cannot_be_read_leaves_all_as_it_was(shop: Shop) -> None:
    thread = shop.session()
    with pytest.raises(Usage):
        close(shop, follow_up="some day")
    assert shop.kinds(thread) == ["start"]


def test_other_hours_may_be_billed_or_none(shop: Shop) -> None:
    shop.session()
    assert close(shop, billable="0:45").billable == 45
    thread = shop.session()
    shop.wait(30)
    closed = close(shop, no_charge=" Goodwill ")
    assert (closed.billable, closed.no_charge, closed.bill.state) == (0, "Goodwill", "free")
    assert shop.read(thread).no_charge == "Goodwill"


@pytest.mark.parametrize(
    "terms", [{"billable": "-1h"}, {"billable": "much"}, {"billable": "1h", "no_charge": "Goodwill"}]
)
def test_terms_that_cannot_be_are_refused(shop: Shop, terms: dict[str, str]) -> None:
    shop.session()
    with pytest.raises(Usage):
        close(shop, **terms)


# -- gates ---------------------------------------------------------------------------------------------------


def test_access_that_is_still_lent_keeps_a_session_open(shop: Shop) -> None:
    thread = shop.session()
    shop.enter(thread, "lent", what="VPN account", to="ann")
    with pytest.raises(closing.GatesUnmet, match="VPN account") as unmet:
        close(shop)
    assert [gate.id for gate in unmet.value.gates] == ["access-returned"]
    assert shop.kinds(thread) == ["start", "lent"]


def test_an_override_needs_a_reason_and_is_on_record_with_what_was_not_met(shop: Shop) -> None:
    thread = shop.session()
    shop.enter(thread, "lent", what="VPN account", to="ann")
    with pytest.raises(closing.GatesUnmet):
        close(shop, override="  ")
    closed = close(shop, override="The client is away")
    assert closed.override == "The client is away"
    record = shop.read(thread).closing
    assert record is not None
    assert list(record.get("unmet")) == ["access-returned"]


def test_an_override_that_nothing_asked_for_is_not_on_record(shop: Shop) -> None:
    shop.session()
    assert close(shop, override="Just in case").override == ""


def test_an_asked_gate_blocks_where_it_was_answered_with_no_and_not_where_nobody_asked(shop: Shop) -> None:
    thread = with_gates(shop)
    with pytest.raises(closing.GatesUnmet, match="Test page printed"):
        close(shop, outcomes={"page": "no"})
    close(shop)
    assert shop.read(thread).outcomes == {"page": "not asked", "happy": "not asked"}
    assert shop.read(thread).satisfied is None


def test_lent_access_is_a_gate_of_every_close_whatever_the_guide_says(shop: Shop) -> None:
    shop.enter(with_gates(shop), "lent", what="VPN account", to="ann")
    with pytest.raises(closing.GatesUnmet, match=r"Still lent: VPN account\."):
        close(shop)


def test_a_client_who_is_not_happy_is_on_record(shop: Shop) -> None:
    thread = with_gates(shop)
    close(shop, outcomes={"happy": "no", "page": "yes"})
    assert shop.read(thread).satisfied is False


# -- billing at the close ------------------------------------------------------------------------------------


def test_billing_is_told_after_the_close(shop: Shop) -> None:
    thread = shop.session()
    closed = close(shop, bill=True)
    assert closed.bill.state == "laid"
    assert len(shop.outbox()) == 1
    kinds = shop.kinds(thread)
    assert kinds.index("close") < kinds.index("bill") < kinds.index("send") < kinds.index("document")


def test_a_close_offers_my_other_open_sessions(shop: Shop) -> None:
    other = shop.session("Toner")
    shop.session("Paper jam")
    assert [one.thread for one in close(shop, session="Paper jam").waiting] == [other]


def test_a_close_offers_nothing_where_the_share_went_away_meanwhile(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*_: object) -> None:
        raise Unreachable("The share is gone.")

    shop.session()
    monkeypatch.setattr(finishing, "mine", gone)
    assert close(shop).waiting == ()


@pytest.mark.parametrize("given", [{"resolved": False}, {"no_charge": "Goodwill"}])
def test_a_session_that_may_not_be_billed_is_not_closed_with_a_bill(shop: Shop, given: dict[str, Any]) -> None:
    thread = shop.session()
    with pytest.raises(GateNotMet):
        close(shop, bill=True, **given)
    assert shop.kinds(thread) == ["start"]


def test_with_a_bill_too_what_is_missing_is_asked_first(shop: Shop) -> None:
    shop.session()
    with pytest.raises(Missing):
        closing.close(shop.desk(), bill=True)


def test_a_shop_may_permit_billing_what_is_not_solved(shop: Shop) -> None:
    shop.set_shop(bill_unresolved=True)
    thread = shop.session()
    close(shop, resolved=False, bill=True)
    assert shop.read(thread).of_kind("bill")[0].get("unresolved") == "permitted by the shop's settings"


# -- two at once, crashes, a share that fails ----------------------------------------------------------------


def test_of_two_who_close_at_once_one_is_first_and_the_other_takes_the_follow_up_back(shop: Shop) -> None:
    thread = shop.session()
    mine = plan(shop, thread, follow_up="next week")
    close(shop, me="ben", session=thread, solution="Ben's solution")
    with pytest.raises(Conflict, match="ben was first"):
        finishing.carried_out(shop.desk(), mine, bill=False)
    session = shop.read(thread)
    assert session.solution == "Ben's solution"
    assert session.follow_ups == ()


def test_whoever_is_second_without_a_follow_up_has_written_nothing(shop: Shop) -> None:
    thread = shop.session()
    mine = plan(shop, thread)
    close(shop, me="ben", session=thread)
    before = shop.kinds(thread)
    with pytest.raises(Conflict):
        finishing.carried_out(shop.desk(), mine, bill=True)
    assert shop.kinds(thread) == before


def test_what_somebody_entered_while_i_closed_is_late_and_changes_no_figure(shop: Shop) -> None:
    thread = shop.session()
    mine = plan(shop, thread)
    shop.enter(thread, "part", me="ben", name="Fuser", quantity="1", price="89.00", currency="CHF")
    closed = finishing.carried_out(shop.desk(), mine, bill=False)
    assert (closed.late, closed.parts) == (1, "0.00")


def test_a_close_whose_documents_fail_stands_and_tells_it_and_billing_is_told(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise Unreachable("The share is full.", "Make room.")

    thread = shop.session()
    with monkeypatch.context() as patch:
        patch.setattr(documents, "finish", full)
        closed = close(shop, bill=True)
    assert closed.trouble == ("The documents could not be finished: The share is full. Make room.",)
    assert closed.document == ""
    assert (closed.bill.state, exit_of_close(closed, bill=True)) == ("laid", Exit.FAILED)
    assert shop.read(thread).state == "closed"


def test_the_next_command_finishes_what_was_cut_short_and_not_what_is_being_made(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut_short(*_: object) -> None:
        raise KeyboardInterrupt

    thread = shop.session()
    with monkeypatch.context() as patch:
        patch.setattr(documents, "finish", cut_short)
        assert close(shop).trouble == ("The documents could not be finished: it was stopped.",)
    assert shop.hinted("ann") == [thread]
    shop.wait(1)
    finding.mine(shop.desk())
    assert "document" not in shop.kinds(thread)
    shop.wait(1)
    finding.mine(shop.desk())
    assert "document" in shop.kinds(thread)
    assert shop.hinted("ann") == []


def test_what_cannot_be_finished_now_is_no_concern_of_the_command_that_came_by(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise Failed("No template.")

    monkeypatch.setattr(documents, "finish", fails)
    thread = shop.session()
    close(shop)
    shop.wait(5)
    assert finding.mine(shop.desk()) == ()
    assert shop.hinted("ann") == [thread]


def test_an_open_session_has_nothing_left_to_finish(shop: Shop) -> None:
    thread = shop.session()
    shop.wait(5)
    finishing.finish_left(shop.desk(), shop.read(thread))
    assert shop.kinds(thread) == ["start"]


@pytest.mark.parametrize("stopped", [KeyboardInterrupt(), Unreachable("The share does not answer.")])
def test_a_bill_that_fails_leaves_the_close_and_says_what_is_on_record(
    shop: Shop, monkeypatch: pytest.MonkeyPatch, stopped: BaseException
) -> None:
    def fails(*_: object) -> None:
        raise stopped

    shop.set_shop(mail={"way": "smtp", "host": "localhost", "security": "none"})
    shop.session()
    monkeypatch.setattr("clientcare.adapters.mail.Post.send", fails)
    monkeypatch.setattr("clientcare.services.billing.enter", _only(("bill", "send")))
    closed = close(shop, bill=True)
    assert closed.trouble[0].startswith("Billing could not be told: ")
    assert (closed.bill.state, exit_of_close(closed, bill=True)) == ("unknown", Exit.UNKNOWN)


def _only(kinds: tuple[str, ...]) -> Any:
    """The way into the client's file, for some kinds of entries alone."""
    from clientcare.services.entries import enter

    def entering(desk: Any, session: Any, kind: str, *given: Any, **more: Any) -> Any:
        if kind not in kinds:
            raise Unreachable("The share does not answer.")
        return enter(desk, session, kind, *given, **more)

    return entering


def test_where_the_share_is_gone_after_the_close_the_answer_says_what_was_known(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    thread = shop.session()
    desk = shop.desk()
    found = shop.read(thread)

    def gone(*_: object) -> None:
        raise Unreachable("The share does not answer.")

    monkeypatch.setattr(desk.store, "read", gone)
    assert finishing._as_it_is(desk, found) is found


# -- exit codes ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "code"),
    [
        ("sent", Exit.DONE),
        ("laid", Exit.DONE),
        ("invoiced", Exit.DONE),
        ("refused", Exit.FAILED),
        ("prepared", Exit.FAILED),
        ("unknown", Exit.UNKNOWN),
    ],
)
def test_the_exit_code_of_telling_billing_tells_them_apart(state: str, code: Exit) -> None:
    assert exit_of_bill(BillReport(state, "B-1", "", ())) is code
    attempts = (Attempt(1, "sent", "smtp", "", ""), Attempt(2, state, "smtp", "", ""))
    assert exit_of_bill(BillReport("moved", "B-1", "", attempts)) is code


def test_a_close_without_a_bill_is_done_whatever_billing_knows(shop: Shop) -> None:
    shop.session()
    closed = close(shop)
    assert exit_of_close(closed, bill=False) is Exit.DONE
    assert exit_of_close(closed, bill=True) is Exit.DONE


# -- what was typed for a close that did not come about ------------------------------------------------------


def test_what_was_typed_is_kept_and_proposed_at_the_next_close(shop: Shop) -> None:
    thread = shop.session()
    kept = closing.keep_typed(shop.desk(), shop.read(thread), problem="No toner", solution="Toner ordered")
    assert kept
    asks = {ask.field: ask.default for ask in closing_questions.questions(shop.desk(), shop.read(thread), {})}
    assert (asks["problem"], asks["solution"]) == ("No toner", "Toner ordered")


def test_what_is_on_record_already_is_not_kept_again(shop: Shop) -> None:
    thread = shop.session("Printer offline")
    assert not closing.keep_typed(shop.desk(), shop.read(thread), problem="Printer offline", solution=" ")
    assert shop.kinds(thread) == ["start"]


# -- what a person is asked ----------------------------------------------------------------------------------


def fields(shop: Shop, thread: str, **answers: Any) -> list[str]:
    return [ask.field for ask in closing_questions.questions(shop.desk(), shop.read(thread), answers)]


def test_a_person_is_asked_for_what_the_documentation_and_the_guide_want(shop: Shop) -> None:
    thread = shop.session()
    asked = ["problem", "solution", "at", "resolved", "outcome:satisfied", "follow_up"]
    assert fields(shop, thread) == asked


def test_what_was_said_by_option_is_not_asked(shop: Shop) -> None:
    thread = with_gates(shop)
    assert fields(shop, thread, solution="x", resolved=True) == ["outcome:page", "outcome:happy", "follow_up"]
    said = {"solution": "x", "resolved": False, "outcomes": {"page": "no", "happy": "yes"}, "follow_up": "none"}
    assert fields(shop, thread, **said) == []
    assert fields(shop, thread, problem="x", at="14:30", resolved=True, follow_up="-")[:1] == ["solution"]


def test_a_follow_up_that_is_set_is_not_asked_for(shop: Shop) -> None:
    thread = shop.session()
    shop.enter(thread, "followup", due=datetime(2026, 12, 1, 9, tzinfo=ZONE), who="ann")
    assert "follow_up" not in fields(shop, thread)


def test_the_hours_are_shown_with_the_end_that_is_proposed(shop: Shop) -> None:
    thread = shop.session()
    shop.wait(25)
    shop.enter(thread, "pause")
    shop.wait(10)
    shop.enter(thread, "resume")
    shop.wait(20)
    ask = closing_questions.questions(shop.desk(), shop.read(thread), {"problem": "x"})[1]
    assert (ask.prompt, ask.default) == ("Time 14:05 – 15:00 = 0:45, 0:10 paused. End", "15:00")
    assert closing_questions.proposed_end(shop.desk(), shop.read(thread)) == shop.now


def test_the_end_of_a_forgotten_session_is_asked_for_even_where_the_solution_was_given(shop: Shop) -> None:
    thread = shop.session()
    shop.wait(20)
    assert "no pause" in closing_questions.questions(shop.desk(), shop.read(thread), {"problem": "x"})[1].prompt
    shop.wait(15 * 60)
    [ask] = [one for one in closing_questions.questions(shop.desk(), shop.read(thread), SOLVED) if one.field == "at"]
    assert ask.default == "Tue 24 Nov 2026, 14:05"
