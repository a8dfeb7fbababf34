"""Procedures between the records and the commands: which one is meant, where it came from, and who else knows of it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from clientcare.domain.clients import Client
from clientcare.domain.errors import Conflict, GateNotMet, InvalidFile, NotFound, Unreachable, Usage
from clientcare.domain.identifiers import identifier
from clientcare.domain.records import WALKED
from clientcare.services import (
    closing_questions,
    guide_moves,
    offering,
    procedure_closing,
    procedures,
    sessions,
    walking,
)
from clientcare.services.client_edits import archive
from clientcare.services.clients import remove
from clientcare.services.finding import named
from tests.complaints import COMPLAINT, begun, with_complaints

if TYPE_CHECKING:
    from tests.shops import Shop

ZETA = Client(identifier(1_700_000_000_001, bytes(10)), "zeta", "Zeta GmbH")


@pytest.fixture
def shop(shop: Shop) -> Shop:
    shop.set_client(ZETA)
    return with_complaints(shop)


# -- which one is meant --------------------------------------------------------------------------------------------


def test_without_a_word_the_only_one_that_i_began_is_meant(shop: Shop) -> None:
    begun(shop, me="ben")
    with pytest.raises(NotFound, match="You have no procedure open"):
        procedures.meant(shop.desk())
    thread = begun(shop)
    assert procedures.meant(shop.desk()).thread == thread
    begun(shop, "Another")
    with pytest.raises(NotFound, match="You have several procedures open"):
        procedures.meant(shop.desk())


def test_its_guide_its_title_its_client_and_its_last_characters_name_it(shop: Shop) -> None:
    thread = begun(shop, "Printer", "again")
    for word in ("complaint", "Printer", "ACME", thread[-4:], thread):
        assert procedures.meant(shop.desk(me="ben"), word).thread == thread


def test_a_closed_one_is_named_by_its_client_or_its_last_characters(shop: Shop) -> None:
    thread = begun(shop)
    procedure_closing.close(shop.desk(), override="Withdrawn")
    assert {procedures.meant(shop.desk(), word).thread for word in ("acme", thread[-4:])} == {thread}
    with pytest.raises(NotFound, match="There is no procedure with Zeta GmbH yet"):
        procedures.meant(shop.desk(), "zeta")


def test_a_session_is_no_procedure_and_the_reverse(shop: Shop) -> None:
    session = shop.session(client="zeta")
    with pytest.raises(Usage, match="is a session") as refused:
        procedures.meant(shop.desk(), session[-4:])
    assert refused.value.hint == f"See: clientcare session show {session[-4:]}"
    thread = begun(shop)
    shown = shop.run("session", "show", thread[-4:])
    assert (shown.code, f"clientcare procedure show {thread[-4:]}" in shown.err) == (2, True)


def test_a_note_goes_to_a_procedure_only_where_it_is_named(shop: Shop) -> None:
    thread = begun(shop)
    lost = shop.run("note", "x")
    assert (lost.code, "No session of yours is running" in lost.err) == (3, True)
    session = shop.session()
    assert named(shop.desk(), "acme").thread == session
    assert named(shop.desk(), "complaint").thread == thread


def test_a_word_that_fits_a_colleagues_session_and_a_procedure_is_not_guessed(shop: Shop) -> None:
    begun(shop)
    shop.session("Complaint about noise", client="zeta", me="ben")
    with pytest.raises(Conflict, match="fits several procedures and sessions"):
        named(shop.desk(), "compl")
    assert named(shop.desk(me="ben"), "compl").place.folder == "zeta"  # one's own session comes first


def test_an_identifier_names_sessions_and_procedures_alike(shop: Shop) -> None:
    thread = begun(shop)
    procedures.cancel(shop.desk(), reason="Begun by mistake")
    assert named(shop.desk(), thread[-6:]).thread == thread


# -- where it came from --------------------------------------------------------------------------------------------


def test_a_session_with_another_client_is_not_where_it_came_from(shop: Shop) -> None:
    session = shop.session(client="zeta")
    thread = begun(shop)
    assert shop.read(thread).start.get("from-session") == ""  # type: ignore[union-attr]
    with pytest.raises(Usage, match="is a session with Zeta GmbH"):
        procedures.start(shop.desk(), guide="complaint", client="acme", session=session)


def test_what_began_before_my_session_did_not_come_from_it(shop: Shop) -> None:
    session = shop.session()
    begun(shop, "--at", "yesterday 9:00")
    assert shop.kinds(session) == ["start"]


def test_it_can_come_from_a_session_that_is_closed_which_then_tells_of_it(shop: Shop) -> None:
    session = shop.session()
    assert shop.run("close", "--solution", "New fuser", "--resolved").code == 0
    thread = begun(shop, "--from", session[-4:])
    told = shop.run("session", "show", session[-4:], "--json").data
    assert [one["thread"] for one in told["procedures"]] == [thread]
    assert f"Complaint, Tue 24 Nov 2026, 14:05  {thread[-4:]}" in shop.run("session", "show", session[-4:]).out
    [page] = (shop.share / "clients" / "acme" / "2026").glob("*v2.html")
    assert f"began the procedure &#39;Complaint&#39; ({thread[-4:]})" in page.read_text("utf-8")


def test_that_it_began_is_no_entry_of_mine_that_undo_takes_back(shop: Shop) -> None:
    shop.session()
    shop.run("note", "First")
    begun(shop)
    assert "taken back note 'First'" in shop.run("undo").out


def test_who_told_me_to_begin_it_is_on_record_and_on_its_page(shop: Shop) -> None:
    thread = begun(shop, "--instructed-by", "Ann", me="ben")
    assert shop.run("procedure", "show", thread[-4:], "--json").data["instructed_by"] == "ann"
    assert "Told by          ann" in shop.run("procedure", "show", thread[-4:]).out


def test_what_its_guide_needs_holds_back_its_start(shop: Shop) -> None:
    needs = '[[requirements]]\nname = "Account manager"\ncheck = "role"\nrole = "account-manager"\ngate = true\n'
    (shop.share / "guides" / "complaint.md").write_text(COMPLAINT.replace("[[outcomes]]", f"{needs}[[outcomes]]"))
    with pytest.raises(GateNotMet, match="needs something before this procedure can start"):
        procedures.start(shop.desk(me="ben"), guide="complaint", client="acme")
    started = procedures.start(shop.desk(me="ben"), guide="complaint", client="acme", override="Ann is ill")
    assert started.unmet == ("role",)
    told = shop.run("procedure", "start", "complaint", "acme", "--override", "x", me="ben").out
    assert "Needs            not met: role" in told


# -- going on, and the end -----------------------------------------------------------------------------------------


def test_a_step_of_another_role_says_who_told_me_to(shop: Shop) -> None:
    thread = begun(shop, me="ben")
    assert shop.run("step", "answer", "story=It broke", "-s", thread, me="ben").code == 0
    refused = shop.run("step", "done", "-s", thread, me="ben")
    assert (refused.code, "is for an account manager" in refused.err) == (4, True)
    assert shop.run("step", "done", "-s", thread, "--instructed-by", "ann", me="ben").code == 0
    assert shop.read(thread).steps[-1].instructed_by == "ann"


def test_a_guide_that_became_one_for_sessions_is_not_moved_to(shop: Shop) -> None:
    thread = begun(shop)
    path = shop.share / "guides" / "complaint.md"
    path.write_text(COMPLAINT.replace('runs = "procedure"\n', ""), "utf-8")
    with pytest.raises(Conflict, match="is walked in a session now, and this is a procedure"):
        guide_moves.move_to_new(shop.desk(), session=thread)
    path.write_text(COMPLAINT.replace("Learn from it", "Learn"), "utf-8")
    assert shop.run("next", "--move-to-new", "-s", thread).code == 0
    assert procedures.shown(shop.desk()).steps[2].name == "Learn"


def test_without_the_text_of_its_guide_it_is_listed_without_steps(shop: Shop) -> None:
    begun(shop)
    for path in (shop.share / "_clientcare" / "kept-guides").iterdir():
        path.unlink()
    [line] = procedures.listed(shop.desk())
    assert (line.title, line.steps, line.pending) == ("Complaint", 0, ())
    with pytest.raises((NotFound, InvalidFile)):
        procedures.shown(shop.desk())


def test_through_with_all_steps_the_command_that_closes_it_is_named(shop: Shop) -> None:
    thread = begun(shop)
    for words in (("answer", "story=x"), ("done", "answer"), ("done", "learn")):
        assert shop.run("step", *words, "-s", thread).code == 0
    with pytest.raises(Conflict) as through:
        walking.step_done(shop.desk(), session=thread)
    assert through.value.hint == f"Close: clientcare procedure close {thread[-4:]}"


def test_closed_by_two_at_once_the_first_counts(shop: Shop) -> None:
    thread = begun(shop)
    seen = shop.read(thread)
    procedure_closing.close(shop.desk(), override="x")
    closed = shop.run("procedure", "close", thread, me="ben")
    assert (closed.code, "is closed already, by ann" in closed.err) == (5, True)
    assert seen.is_open


def test_a_follow_up_of_a_procedure_is_promised_like_any_other(shop: Shop) -> None:
    thread = begun(shop)
    closed = procedure_closing.close(shop.desk(), override="x", follow_up="next week")
    assert closed.follow_up is not None
    assert [one.thread for one in sessions.standing(shop.desk()).promises] == [thread]
    assert shop.run("follow-up", "list", "--quiet").out == f"{thread}\n"
    assert shop.run("follow-up", "done", thread, "--happy").code == 0
    assert shop.run("follow-up", "list", "--quiet").out == ""


def test_an_answerable_member_hands_it_over_and_nobody_else_does(shop: Shop) -> None:
    thread = begun(shop)
    assert shop.run("procedure", "hand-over", "complaint", "ben", "Ms Frei waits", "--quiet").code == 0
    assert (shop.read(thread).lead, shop.hinted("ann"), shop.hinted("ben")) == ("ben", [], [thread])
    refused = shop.run("procedure", "hand-over", "complaint", "ben")
    assert (refused.code, "Ask ben to do that." in refused.err) == (4, True)
    again = shop.run("procedure", "hand-over", "complaint", "ben", me="ben")
    assert (again.code, "You lead this procedure already." in again.err) == (2, True)


# -- who else knows of it ------------------------------------------------------------------------------------------


def test_status_names_the_steps_that_i_am_late_with_and_counts_my_procedures(shop: Shop) -> None:
    begun(shop, me="ben")
    assert "1 procedure of yours is open" in shop.run("status").out  # a step of it is for Ann's role
    shop.now += timedelta(days=4)
    out = shop.run().out
    assert "Overdue\n! Answer in writing · Acme AG · Complaint · 1 day" in out
    assert "Overdue" not in shop.run("status", me="ben").out
    assert shop.run("status", "--plain").out.startswith("procedure\tprocedure-")
    assert shop.run("status", "--json").data["procedures"][0]["pending"][1]["late"] == 1440


def test_its_page_is_written_at_the_start_at_the_close_and_after_an_addendum(shop: Shop) -> None:
    thread = begun(shop)
    year = shop.share / "clients" / "acme" / "2026"
    names = [f"2026-11-24 Complaint OPEN {thread[-4:]}.html"]
    assert [path.name for path in year.glob("*.html")] == names
    closed = procedure_closing.close(shop.desk(), override="Withdrawn", result="They took it back")
    assert closed.document.endswith(f"2026/2026-11-24 Complaint (Ann) {thread[-4:]}.html")
    shop.run("note", "They rang again", "-s", thread)
    newest = year / f"2026-11-24 Complaint (Ann) {thread[-4:]} v2.html"
    assert "They rang again" in newest.read_text("utf-8")
    [overview] = (shop.share / "clients" / "acme").glob("*overview*.html")
    assert '<span class="quiet">procedure</span>' in overview.read_text("utf-8")
    assert shop.run("verify").code == 0


def test_a_client_is_not_set_aside_removed_or_erased_while_a_procedure_is_open(shop: Shop) -> None:
    thread = begun(shop)
    with pytest.raises(Conflict, match="A procedure with Acme AG is open") as refused:
        archive(shop.desk(), client="acme")
    assert refused.value.hint == f"Close it first: clientcare procedure close {thread[-4:]}"
    assert shop.run("erase", "acme", "--yes", "--reason", "x").code == 5
    procedures.cancel(shop.desk(), reason="Begun by mistake")
    with pytest.raises(Conflict, match="has entries"):
        remove(shop.desk(), client="acme")


def test_erasing_a_client_erases_its_procedures(shop: Shop) -> None:
    thread = begun(shop)
    assert shop.run("step", "answer", "story=A secret story", "-s", thread).code == 0
    procedure_closing.close(shop.desk(), override="Withdrawn")
    assert shop.run("erase", "acme", "--yes", "--reason", "Asked for").code == 0
    for path in shop.share.rglob("*"):
        assert not (path.is_file() and b"A secret story" in path.read_bytes())
    assert shop.read(thread).state == "closed"


def test_one_entry_of_a_procedure_is_erased_and_its_page_made_anew(shop: Shop) -> None:
    thread = begun(shop)
    note = shop.run("note", "A secret name", "-s", thread, "--quiet").out.strip()
    assert shop.run("erase", "--entry", note[-6:], "--yes", "--reason", "Asked for", "--session", thread).code == 0
    assert shop.read(thread).notes == ()
    assert shop.run("verify").code == 0


def test_a_procedure_with_the_wrong_client_is_moved_with_its_page(shop: Shop) -> None:
    thread = begun(shop)
    assert shop.run("session", "move", "complaint", "--to", "zeta", "--yes").code == 0
    assert procedures.meant(shop.desk(), "zeta").thread == thread
    assert list((shop.share / "clients" / "acme" / "2026").glob("*.html")) == []
    assert len(list((shop.share / "clients" / "zeta" / "2026").glob("*.html"))) == 1


def test_whoever_leaves_the_team_hands_over_what_they_are_answerable_for(shop: Shop) -> None:
    thread = begun(shop, me="ben")
    asked = shop.run("team", "retire", "ben")
    assert asked.code == 2
    assert shop.run("team", "retire", "ben", "--to", "ann").code == 0
    assert (shop.read(thread).lead, shop.hinted("ann")) == ("ann", [thread])


def test_everything_on_file_is_exported_with_procedures_and_what_a_client_gets_is_without(shop: Shop) -> None:
    thread = begun(shop)
    procedure_closing.close(shop.desk(), override="Withdrawn")
    handed = shop.run("export", "acme", "--for", "client", "--json").data
    assert (handed["sessions"], handed["procedures"]) == (0, 0)
    whole = shop.run("export", "acme", "--for", "access-request")
    assert "0 sessions, 1 procedure" in whole.out
    exported = [path.name for path in (shop.share / "clients" / "acme" / "exports").rglob("*")]
    assert f"{thread}.json" in exported
    assert f"2026-11-24 Complaint (Ann) {thread[-4:]}.html" in exported


def test_what_can_be_typed_now_names_open_procedures(shop: Shop) -> None:
    thread = begun(shop)
    offered = ((thread[-4:], "Acme AG, Complaint (ann)"),)
    assert offering.procedures(shop.desk()) == offering.sessions(shop.desk()) == offered


def test_what_a_crash_left_of_a_close_is_finished_by_the_next_who_looks(shop: Shop) -> None:
    thread = begun(shop)
    shop.enter(thread, "close", ordinal=1, solution="Apologised")
    assert shop.hinted("ann") == [thread]
    assert shop.run("procedure", "list", "--quiet", me="ben").out == ""
    assert shop.hinted("ann") == [thread]  # whoever closed it may still be making the page
    shop.wait(3)
    assert shop.run("procedure", "list", "--quiet", me="ben").out == ""
    assert shop.hinted("ann") == []
    assert "Apologised" in next((shop.share / "clients" / "acme" / "2026").glob("*(Ann)*")).read_text("utf-8")


def test_a_page_that_a_crash_left_out_is_made_by_the_next_who_looks(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("clientcare.services.starting.attempted", lambda desk, session: session)
        begun(shop)
    shop.wait(3)
    assert shop.run("procedure", "list").code == 0
    assert len(list((shop.share / "clients" / "acme" / "2026").glob("*OPEN*"))) == 1


# -- without the share ---------------------------------------------------------------------------------------------


def test_it_is_begun_and_walked_without_the_share_and_filed_when_it_is_back(shop: Shop) -> None:
    shop.run("procedure", "list")  # this laptop has seen the guides
    shop.run("guide", "show", "complaint")
    shop.take_share_away()
    begun_here = shop.run("procedure", "start", "complaint", "acme")
    assert begun_here.code == 10, begun_here.err
    assert shop.run("step", "answer", "story=It broke again", "-s", "complaint").code == 10
    with pytest.raises(Unreachable):
        procedures.shown(shop.desk())
    [line] = procedures.listed(shop.desk())
    assert (line.state, line.done, [one.id for one in line.pending]) == ("open", 1, ["answer"])
    shop.bring_share_back()
    shop.wait(120)
    assert shop.run("procedure", "list").code == 0
    [place] = shop.store.threads("acme", ("procedure",))
    assert shop.read(place.thread).answers == {"story": "It broke again"}
    assert list(shop.store.threads("", WALKED)) == [place]


def test_at_its_close_a_person_is_asked_what_came_of_it_its_outcomes_and_for_a_follow_up(shop: Shop) -> None:
    procedure = shop.read(begun(shop))
    asked = closing_questions.about_procedure(shop.desk(), procedure, {"outcomes": {}})
    assert [one.field for one in asked] == ["result", "outcome:told", "follow_up"]
    said = {"result": "Apologised", "outcomes": {"told": "yes"}, "follow_up": "none"}
    assert closing_questions.about_procedure(shop.desk(), procedure, said) == ()
