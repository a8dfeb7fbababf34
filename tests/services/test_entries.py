"""The one way into a client's file: what every entry passes, and what a command answers after it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from clientcare import __version__
from clientcare.domain.entries import Entered
from clientcare.domain.errors import Conflict, Exit, NotFound, Unreachable, Usage
from clientcare.domain.identifiers import is_identifier
from clientcare.domain.options import Ruling
from clientcare.domain.privacy import HeldBack
from clientcare.domain.records import Receipt
from clientcare.services.entries import (
    Unsure,
    acknowledged,
    as_far_as_it_came,
    believed,
    cleared,
    draft,
    empty_session,
    enter,
    file,
    with_drafts,
)
from tests.shops import NOON, Shop

SECRET = "Tr0ub4dor&3x"
TEXT = f"password: {SECRET}"


def after_entry(shop: Shop, thread: str, kind: str = "note", me: str = "ann", **fields: Any) -> Entered:
    """What a command answers after this entry."""
    desk = shop.desk(me)
    at = fields.pop("at", None)
    return acknowledged(desk, *enter(desk, shop.read(thread), kind, fields, at=at), "")


# -- what every entry passes ---------------------------------------------------------------------------------


def test_an_entry_says_who_made_it_where_when_and_with_what(shop: Shop) -> None:
    thread = shop.session()
    shop.wait(5.5)
    session, record = enter(shop.desk("ben"), shop.read(thread), "note", {"text": "Fuser"}, at=NOON)
    assert (record.kind, record.by, record.machine, record.n) == ("note", "ben", "ben-laptop", 2)
    assert record.fields == {"text": "Fuser"}
    assert record.app == f"clientcare {__version__}"
    assert record.at == NOON
    assert record.filed == NOON + timedelta(minutes=5, seconds=30)
    assert is_identifier(record.id)
    assert len(record.salt) == 32
    assert record.after == (session.records[0].digest,)
    assert record.client == session.records[0].client


def test_the_answer_to_an_entry_is_the_session_with_it(shop: Shop) -> None:
    thread = shop.session()
    session, record = enter(shop.desk(), shop.read(thread), "pause", {})
    assert session.state == "paused"
    assert session.records == shop.read(thread).records
    assert session.records[-1] == record


def test_an_entry_without_a_time_happens_now(shop: Shop) -> None:
    assert draft(shop.desk(), shop.read(shop.session()), "pause", {}).at == shop.now


def test_times_keep_the_offset_that_the_shops_clock_showed(shop: Shop) -> None:
    assert draft(shop.desk(), shop.read(shop.session()), "pause", {}).at.tzname() == "UTC+01:00"


def test_the_first_entry_of_a_thread_names_the_client(shop: Shop) -> None:
    desk = shop.desk()
    session = empty_session("acme", f"session-{desk.fresh_id()}")
    assert session.records == ()
    after, record = file(desk, session, draft(desk, session, "start", {"title": "Printer"}), "client-1")
    assert (record.client, record.n, record.after) == ("client-1", 1, ())
    assert after.title == "Printer"


def test_nobody_but_a_member_of_the_team_enters_anything(shop: Shop) -> None:
    thread = shop.session()
    with pytest.raises(NotFound, match="There is nobody called 'eve' in the team"):
        draft(shop.desk("eve"), shop.read(thread), "note", {"text": "x"})


def test_a_closed_session_takes_nothing_that_belongs_to_the_work(shop: Shop) -> None:
    thread = shop.session()
    shop.enter(thread, "close", ordinal=1, end=shop.now)
    with pytest.raises(Conflict, match="is closed"):
        draft(shop.desk(), shop.read(thread), "part", {"name": "Fuser"})


def test_text_that_cannot_be_written_is_refused_with_its_place(shop: Shop) -> None:
    with pytest.raises(Usage, match="The text is no valid text: character 3 cannot be written as Unicode"):
        draft(shop.desk(), shop.read(shop.session()), "note", {"text": "ab\ud800"})


def test_what_is_added_to_a_closed_session_makes_its_document_anew(shop: Shop) -> None:
    thread = shop.session()
    shop.enter(thread, "close", ordinal=1, end=shop.now, resolved=True, solution="Fuser")
    session, _ = enter(shop.desk(), shop.read(thread), "note", {"text": "It still prints"})
    assert session.of_kind("document")
    assert session.records == shop.read(thread).records


# -- the privacy guard ---------------------------------------------------------------------------------------


def test_a_secret_is_held_back_before_anything_is_written(shop: Shop) -> None:
    thread = shop.session()
    with pytest.raises(HeldBack):
        enter(shop.desk(), shop.read(thread), "note", {"text": TEXT})
    assert shop.kinds(thread) == ["start"]


def test_texts_in_tables_and_lists_pass_the_guard_too(shop: Shop) -> None:
    desk = shop.desk()
    with pytest.raises(HeldBack):
        cleared(desk, {"step": "story", "answers": {"problem": TEXT}}, "step")
    with pytest.raises(HeldBack):
        cleared(desk, {"to": ("ann", TEXT)}, "escalate")


def test_what_is_no_text_passes_as_it_is(shop: Shop) -> None:
    fields = {"step": "story", "answers": {"backup": "done", "count": 3}, "reason": "", "status": TEXT}
    assert cleared(shop.desk(), fields, "step") == fields
    assert cleared(shop.desk(), {"to": ("ann", "ben"), "text": None}, "escalate") == {
        "to": ("ann", "ben"),
        "text": None,
    }
    assert cleared(shop.desk(), {"to": None, "text": "x"}, "escalate") == {"to": None, "text": "x"}


def test_what_was_masked_is_counted_on_record(shop: Shop) -> None:
    thread = shop.session()
    desk = shop.desk(mask=True)
    session, record = enter(desk, shop.read(thread), "option", {"text": TEXT, "cost": TEXT})
    assert record.get("masked") == 2
    assert SECRET not in record.get("text") + record.get("cost")
    assert acknowledged(desk, session, record, "").masked == 2


def test_what_was_overruled_is_recorded_without_the_text(shop: Shop) -> None:
    desk = shop.desk()
    desk.rulings[TEXT] = Ruling(TEXT, overrule=True)
    _, record = enter(desk, shop.read(shop.session()), "note", {"text": TEXT})
    assert record.get("text") == TEXT
    assert record.get("overruled") == ["password"]
    assert not record.get("masked")


def test_a_session_can_be_seen_as_it_would_be_with_drafts_that_are_not_filed(shop: Shop) -> None:
    thread = shop.session()
    session = shop.read(thread)
    desk = shop.desk()
    close = draft(desk, session, "close", {"end": shop.now, "solution": "Fuser"}, ordinal=1)
    seen = with_drafts(desk, session, draft(desk, session, "note", {"text": "x"}), None, close)
    assert (seen.state, seen.solution, len(seen.notes)) == ("closed", "Fuser", 1)
    assert shop.kinds(thread) == ["start"]


# -- what becomes of it --------------------------------------------------------------------------------------


def test_a_share_that_cannot_show_the_entry_again_is_no_success(shop: Shop) -> None:
    record = shop.read(shop.session()).records[0]
    assert believed(shop.desk(), Receipt("filed", record)) is record
    with pytest.raises(Unsure) as caught:
        believed(shop.desk(), Receipt("unknown", record))
    assert caught.value.exit == Exit.UNKNOWN
    assert caught.value.message == "Not sure whether the entry was saved: the share could not show it again."
    assert caught.value.hint == "Look before you type it again: clientcare session show"


def test_a_step_that_may_happen_once_is_refused_to_the_second(shop: Shop) -> None:
    thread = shop.session()
    before = shop.read(thread)
    enter(shop.desk(), before, "close", {"end": shop.now}, ordinal=1)
    with pytest.raises(Conflict, match="ann was first: close at 14:05:00"):
        enter(shop.desk("ben"), before, "close", {"end": shop.now}, ordinal=1)


# -- the answer of a command ---------------------------------------------------------------------------------


def test_an_entry_is_acknowledged_with_the_session_and_its_clock(shop: Shop) -> None:
    thread = shop.session()
    shop.wait(26)
    answer = after_entry(shop, thread, text="Fuser worn out")
    assert answer == Entered(
        "note",
        answer.id,
        shop.now,
        1,
        "",
        thread,
        "acme",
        "Acme AG",
        "Printer offline",
        "running",
        26,
        filed=shop.now,
    )


def test_entries_are_numbered_among_those_of_their_kind(shop: Shop) -> None:
    thread = shop.session()
    assert after_entry(shop, thread, text="one").number == 1
    after_entry(shop, thread, "part", name="Fuser")
    assert after_entry(shop, thread, text="two").number == 2


def test_an_amendment_has_the_number_of_its_note_and_uses_none_up(shop: Shop) -> None:
    thread = shop.session()
    first = after_entry(shop, thread, text="one")
    assert after_entry(shop, thread, text="uno", amends=first.id).number == 1
    assert after_entry(shop, thread, text="two").number == 2
    assert after_entry(shop, thread, text="eins", amends=first.id).number == 1


def test_an_entry_that_was_taken_back_meanwhile_has_no_number(shop: Shop) -> None:
    thread = shop.session()
    desk = shop.desk()
    session, record = enter(desk, shop.read(thread), "note", {"text": "x"})
    session, _ = enter(desk, session, "undo", {"of": record.id})
    assert acknowledged(desk, session, record, "").number == 0


def test_my_clock_is_what_the_answer_tells_not_my_colleagues(shop: Shop) -> None:
    thread = shop.session(**{"with": ["ben"]})
    shop.enter(thread, "pause")
    assert after_entry(shop, thread, text="x").state == "running"
    shop.enter(thread, "pause", "ben")
    assert after_entry(shop, thread, text="x").state == "paused"


def test_a_note_on_a_closed_session_is_an_addendum(shop: Shop) -> None:
    thread = shop.session()
    shop.enter(thread, "close", ordinal=1, end=shop.now)
    answer = after_entry(shop, thread, text="It still prints")
    assert (answer.addendum, answer.state) == (True, "closed")


def test_an_estimate_that_has_passed_is_told_until_the_client_knows(shop: Shop) -> None:
    thread = shop.session()
    shop.enter(thread, "estimate", minutes=30)
    shop.wait(31)
    assert after_entry(shop, thread, text="still at it").tell_client
    assert not after_entry(shop, thread, text="told her", sort="update").tell_client


def test_a_clock_that_ran_for_hours_without_an_entry_is_told(shop: Shop) -> None:
    thread = shop.session()
    shop.wait(30)
    last = after_entry(shop, thread, text="one")
    shop.wait(4 * 60)
    assert after_entry(shop, thread, text="two").silent_since == last.at
    assert after_entry(shop, thread, text="three").silent_since is None


def test_an_entry_about_the_past_does_not_hide_the_silence_after_it(shop: Shop) -> None:
    thread = shop.session()
    shop.wait(5 * 60)
    earlier = shop.now - timedelta(minutes=270)
    assert after_entry(shop, thread, text="early", at=earlier).silent_since == earlier


def test_a_pause_of_hours_is_no_silence(shop: Shop) -> None:
    thread = shop.session()
    shop.enter(thread, "pause")
    shop.wait(5 * 60)
    assert after_entry(shop, thread, "resume").silent_since is None


def test_the_start_of_a_session_follows_no_silence(shop: Shop) -> None:
    desk = shop.desk()
    session = shop.read(shop.session())
    assert session.start
    assert acknowledged(desk, session, session.start, "").silent_since is None


def test_that_nothing_was_kept_is_said_only_where_this_command_filed_nothing(shop: Shop) -> None:
    desk = shop.desk()
    session = shop.read(shop.session())
    gone = Unreachable("The share is gone.", "Mount it.")
    assert as_far_as_it_came(desk, gone) is gone
    enter(desk, enter(desk, session, "note", {"text": "x"})[0], "pause", {})
    told = as_far_as_it_came(desk, gone)
    assert told.exit is Exit.UNKNOWN
    assert told.message == "The share is gone. Saved before that: note, pause."
    assert told.hint.endswith("Mount it.")


def test_a_step_whose_step_before_is_not_on_record_is_not_filed(shop: Shop) -> None:
    thread = shop.session()
    before = shop.kinds(thread)
    with pytest.raises(Conflict, match="at the same moment"):
        enter(shop.desk(), shop.read(thread), "close", {"solution": "x"}, ordinal=2)
    assert shop.kinds(thread) == before
