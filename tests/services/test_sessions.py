"""Sessions: how they begin, pause, go on, and where everything stands."""

from __future__ import annotations

import errno
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from clientcare.adapters.stores.disk import Disk
from clientcare.domain.asks import Missing
from clientcare.domain.clients import Agreement, Contact
from clientcare.domain.errors import Conflict, NotFound, Unreachable, Usage
from clientcare.domain.privacy import HeldBack
from clientcare.domain.records import ThreadPlace
from clientcare.services import sessions
from clientcare.services.entries import Unsure
from clientcare.services.facts import note as note_fact
from tests.shops import ACME, BEN, FREI, NOON, Shop

if TYPE_CHECKING:
    from clientcare.adapters.stores.directory import DirectoryStore
    from clientcare.domain.briefings import Briefing
    from clientcare.domain.records import Receipt, Record
    from clientcare.domain.sessions import Session

START = {"client": "acme", "title": "Printer offline", "mode": "remote"}


def start(shop: Shop, me: str = "ann", **given: Any) -> Session:
    """The session that begins."""
    return sessions.start(shop.desk(me), **{**START, **given})[0]


def brief(shop: Shop, thread: str, me: str = "ann") -> Briefing:
    return sessions.brief(shop.desk(me), shop.read(thread))


def close(shop: Shop, thread: str, me: str = "ann", **fields: Any) -> None:
    """Close a session, as far as its records go."""
    shop.enter(thread, "close", me, ordinal=1, end=shop.now, resolved=True, **fields)
    for handle in ("ann", "ben"):
        shop.store.drop_hint(handle, shop.read(thread).place)


# -- the start -----------------------------------------------------------------------------------------------


def test_a_session_begins_with_who_what_and_how(shop: Shop) -> None:
    session = start(shop)
    assert session.records == shop.read(session.thread).records
    record = session.start
    assert record
    assert {**record.fields, "guide-digest": "…"} == {
        "client-name": "Acme AG",
        "title": "Printer offline",
        "mode": "remote",
        "guide": "working-with-clients",
        "guide-digest": "…",
        "zone": "Europe/Zurich",
        "requirements": {"mode": "yes"},
    }
    assert (record.at, record.client, session.client) == (NOON, ACME.id, ACME.id)
    assert shop.hinted("ann") == [session.thread]


def test_the_guides_text_is_kept_as_it_was_at_the_start(shop: Shop) -> None:
    session = start(shop)
    _, content = shop.desk().library.find("working-with-clients")
    assert shop.store.kept_guide(session.guide_digest) == content


def test_a_session_is_seen_in_the_clients_folder_at_once(shop: Shop) -> None:
    session = start(shop)
    (record,) = session.of_kind("document")
    assert record.get("path") == f"2026/2026-11-24 Printer offline OPEN {session.place.short}.html"
    assert shop.store.document("acme", record.get("path"))


def test_a_start_can_say_more(shop: Shop) -> None:
    shop.set_shop(default_guide="none-such")
    session = start(
        shop,
        title="  Printer \n offline ",
        mode="on-site",
        guide="working",
        at="13:30",
        colleagues=("Sutter", "ben", "ann"),
        problem="It says offline",
        scope="The printer only",
        planned_for="13:40",
    )
    assert session.title == "Printer offline"
    assert session.started == NOON - timedelta(minutes=35)
    assert session.planned == NOON - timedelta(minutes=25)
    assert (session.problem, session.scope) == ("It says offline", "The printer only")
    assert session.people == ("ann", "ben")
    assert shop.hinted("ben") == [session.thread]


def test_title_and_mode_are_asked_for(shop: Shop) -> None:
    with pytest.raises(Missing) as caught:
        start(shop, title=" ", mode="")
    assert caught.value.message == "Missing: TITLE, --mode."
    assert [(ask.field, ask.kind, ask.choices) for ask in caught.value.asks] == [
        ("title", "text", ()),
        ("mode", "choice", ("remote", "on-site", "phone", "bench")),
    ]


def test_an_unknown_client_is_told_before_anything_is_asked(shop: Shop) -> None:
    with pytest.raises(NotFound, match="There is no client 'zoo'"):
        start(shop, client="zoo", title="")


@pytest.mark.parametrize(
    ("mode", "hint"), [("onsite", "Did you mean on-site?"), ("x", "It is one of: remote, on-site, phone, bench.")]
)
def test_a_mode_that_does_not_exist_is_refused_with_the_nearest(shop: Shop, mode: str, hint: str) -> None:
    with pytest.raises(Usage) as caught:
        start(shop, mode=mode)
    assert (caught.value.message, caught.value.hint) == (f"There is no mode '{mode}'.", hint)


def test_a_title_has_an_end(shop: Shop) -> None:
    assert len(start(shop, title="x" * 300).title) == 300
    with pytest.raises(Usage) as caught:
        start(shop, title="x" * 301)
    assert caught.value.message == "The title has 301 characters; 300 are the most."
    assert caught.value.hint == "Say it in a few words, and the rest as the problem: --problem TEXT"


def test_a_colleague_who_has_left_cannot_work_along(shop: Shop) -> None:
    shop.set_member(BEN._replace(retired=True))
    with pytest.raises(NotFound, match="has left the team"):
        start(shop, colleagues=("ben",))


def test_a_start_that_is_refused_leaves_nothing_behind(shop: Shop) -> None:
    running = shop.session()
    before = sorted(path for path in shop.share.rglob("*"))
    for given in ({"title": "password: Tr0ub4dor&3x"}, {"guide": "nothing-like-it"}, {"colleagues": ("eve",)}):
        with pytest.raises((HeldBack, NotFound)):
            start(shop, **given)
    assert sorted(path for path in shop.share.rglob("*")) == before
    assert shop.read(running).state == "running"


def test_a_start_that_could_not_be_filed_is_not_listed_as_open(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    shop.sits_at_the_file_server()
    kept = shop.session()

    def full(_: Disk, staged: str, target: str) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", target)

    monkeypatch.setattr(Disk, "move", full)
    with pytest.raises(Unreachable, match="is full"):
        start(shop, alongside=True)
    assert shop.hinted("ann") == [kept]


def test_a_start_that_may_have_been_filed_stays_listed_as_open(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    shop.sits_at_the_file_server()
    move = Disk.move

    def lost(disk: Disk, staged: str, target: str) -> None:
        move(disk, staged, target)
        monkeypatch.setattr(Disk, "read", gone)

    def gone(_: Disk, path: str, limit: int) -> bytes:
        raise OSError(errno.EIO, "Input/output error", path)

    monkeypatch.setattr(Disk, "move", lost)
    with pytest.raises(Unsure):
        start(shop)
    monkeypatch.undo()
    (thread,) = shop.hinted("ann")
    assert shop.read(thread).title == "Printer offline"


def test_a_share_that_fell_away_keeps_its_own_words(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    shop.sits_at_the_file_server()

    def gone(*_: object) -> None:
        raise Unreachable("The share is gone.")

    monkeypatch.setattr(type(shop.store), "file", gone)
    monkeypatch.setattr(type(shop.store), "drop_hint", gone)
    with pytest.raises(Unreachable, match=r"^The share is gone\.$"):
        start(shop)


def test_a_beginning_that_lies_in_the_share_after_all_is_still_found(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop.sits_at_the_file_server()
    file = type(shop.store).file

    def filed_and_gone(store: DirectoryStore, place: ThreadPlace, record: Record) -> Receipt:
        file(store, place, record)
        raise Unreachable("The share is gone.")

    monkeypatch.setattr(type(shop.store), "file", filed_and_gone)
    with pytest.raises(Unreachable):
        start(shop)
    monkeypatch.undo()
    (thread,) = shop.hinted("ann")
    assert shop.read(thread).title == "Printer offline"


def test_starting_a_second_session_pauses_the_first(shop: Shop) -> None:
    first = start(shop)
    second, paused = sessions.start(shop.desk(), **START)
    assert paused
    assert paused.thread == first.thread
    assert shop.read(first.thread).state == "paused"
    assert shop.read(second.thread).state == "running"


def test_sessions_can_run_alongside_each_other(shop: Shop) -> None:
    first = start(shop)
    _, paused = sessions.start(shop.desk(), **START, alongside=True)
    assert paused is None
    assert shop.read(first.thread).state == "running"


def test_a_colleagues_session_is_not_paused_by_mine(shop: Shop) -> None:
    his = start(shop, "ben")
    start(shop)
    assert shop.read(his.thread).state == "running"


# -- the briefing --------------------------------------------------------------------------------------------


def test_a_briefing_knows_the_client(shop: Shop) -> None:
    others = (Contact("Mr Silent"), FREI, Contact("Ms Late", phone="1"))
    shop.set_client(ACME._replace(contacts=others, agreements=(Agreement("support-sla", date(2026, 1, 1)),)))
    note_fact(shop.desk(), client="acme", text="The key is at the front desk")
    told = brief(shop, shop.session())
    assert (told.account, told.contact, told.facts) == ("support-sla", FREI, ("The key is at the front desk",))
    assert told.session.title == "Printer offline"
    assert told.paused is None


def test_a_contact_who_cannot_be_reached_is_better_than_none(shop: Shop) -> None:
    shop.set_client(ACME._replace(contacts=(Contact("Mr Silent"),)))
    assert brief(shop, shop.session()).contact == Contact("Mr Silent")
    shop.set_client(ACME._replace(contacts=()))
    assert brief(shop, shop.session()).contact is None


def test_a_briefing_knows_the_last_three_sessions_and_what_was_promised(shop: Shop) -> None:
    for title in ("one", "two", "three", "four"):
        thread = shop.session(title)
        shop.enter(thread, "followup", due=shop.now + timedelta(days=7), who="ben", text=f"about {title}")
        close(shop, thread)
        shop.wait(60)
    told = brief(shop, shop.session("now"))
    assert [one.title for one in told.last] == ["four", "three", "two"]
    assert [one.text for one in told.promises] == ["about one", "about two", "about three", "about four"]


def test_a_briefing_shows_a_colleagues_open_session_to_join(shop: Shop) -> None:
    his = shop.session("Toner", me="ben")
    own = shop.session("Other")
    told = brief(shop, shop.session())
    assert [one.thread for one in told.colleagues] == [his]
    assert own not in [one.thread for one in told.colleagues]


def test_a_briefing_tells_which_requirements_of_the_guide_are_not_met(shop: Shop) -> None:
    told = brief(shop, shop.session())
    assert [one.verdict.holds for one in told.requirements]
    assert (told.guide, told.guide_title) == ("working-with-clients", "Working with clients")
    assert told.steps > 0
    assert told.questions > 0
    assert told.next_step


def test_a_briefing_names_the_session_that_was_paused_for_it(shop: Shop) -> None:
    first = start(shop)
    desk = shop.desk()
    second, paused = sessions.start(desk, **{**START, "title": "Toner"})
    told = sessions.brief(desk, second, paused)
    assert told.paused
    assert (told.paused.thread, told.paused.state) == (first.thread, "paused")


def test_a_folder_that_somebody_renamed_is_briefed_by_its_name(shop: Shop) -> None:
    thread = shop.session()
    (shop.share / "clients" / "acme").rename(shop.share / "clients" / "Acme (Zürich)")
    place = ThreadPlace("Acme (Zürich)", thread)
    shop.store.drop_hint("ann", place)
    shop.store.add_hint("ann", place)
    told = brief(shop, thread)
    assert told.session.folder == "Acme (Zürich)"


# -- pause and go on -----------------------------------------------------------------------------------------


def test_a_pause_stops_my_clock_and_says_why(shop: Shop) -> None:
    thread = shop.session()
    shop.wait(20)
    answer = sessions.pause(shop.desk(), text="Lunch")
    assert (answer.state, answer.minutes) == ("paused", 20)
    assert shop.read(thread).of_kind("pause")[0].get("text") == "Lunch"


def test_a_pause_can_be_told_later_but_not_for_a_time_when_the_clock_stood(shop: Shop) -> None:
    thread = shop.session()
    shop.wait(10)
    sessions.pause(shop.desk())
    shop.wait(10)
    sessions.resume(shop.desk())
    shop.wait(20)
    with pytest.raises(Usage, match="it cannot be before Tue 24 Nov 2026, 14:25"):
        sessions.pause(shop.desk(), at="14:20")
    sessions.pause(shop.desk(), at="14:30")
    assert shop.read(thread).worked(shop.now) == 15


def test_a_clock_that_stands_cannot_be_stopped(shop: Shop) -> None:
    thread = shop.session()
    sessions.pause(shop.desk())
    with pytest.raises(Conflict) as caught:
        sessions.pause(shop.desk(), session="acme")
    assert caught.value.message == "Your clock in 'Printer offline' does not run."
    assert caught.value.hint == f"Go on with it: clientcare resume {thread[-4:]}"


def test_going_on_takes_the_session_that_i_paused_last(shop: Shop) -> None:
    first, second = shop.session("first"), shop.session("second")
    shop.wait(10)
    sessions.pause(shop.desk(), session="second")
    shop.wait(10)
    sessions.pause(shop.desk(), session="first")
    shop.wait(10)
    shop.enter(second, "note", "ben", text="a colleague's note does not count")
    assert sessions.resume(shop.desk()).thread == first


def test_going_on_pauses_what_runs(shop: Shop) -> None:
    first, second = shop.session("first"), shop.session("second")
    sessions.pause(shop.desk(), session="first")
    shop.wait(10)
    answer = sessions.resume(shop.desk(), session="first")
    assert (answer.thread, answer.state) == (first, "running")
    assert shop.read(second).state == "paused"


def test_going_on_can_be_told_later_but_not_for_a_time_before_the_pause(shop: Shop) -> None:
    thread = shop.session()
    shop.wait(10)
    sessions.pause(shop.desk())
    shop.wait(20)
    with pytest.raises(Usage, match="it cannot be before Tue 24 Nov 2026, 14:15"):
        sessions.resume(shop.desk(), at="14:10")
    sessions.resume(shop.desk(), at="14:25")
    assert shop.read(thread).worked(shop.now) == 20


def test_whoever_was_handed_a_session_begins_its_clock(shop: Shop) -> None:
    thread = shop.session()
    shop.wait(10)
    shop.enter(thread, "handover", to="ben")
    shop.store.add_hint("ben", shop.read(thread).place)
    shop.wait(10)
    assert sessions.resume(shop.desk("ben")).state == "running"
    assert shop.read(thread).worked(shop.now) == 10


def test_there_may_be_nothing_to_go_on_with(shop: Shop) -> None:
    with pytest.raises(NotFound, match="You have no paused session"):
        sessions.resume(shop.desk())
    shop.session()
    with pytest.raises(NotFound, match="You have no paused session"):
        sessions.resume(shop.desk())
    with pytest.raises(Conflict, match="'Printer offline' is running already"):
        sessions.resume(shop.desk(), session="acme")


def test_a_closed_session_is_reopened_and_not_gone_on_with(shop: Shop) -> None:
    thread = shop.session()
    close(shop, thread)
    with pytest.raises(Conflict) as caught:
        sessions.resume(shop.desk(), session=thread[-4:])
    assert caught.value.message == "'Printer offline' is closed."
    assert caught.value.hint == f"To work on: clientcare session reopen {thread[-4:]}"


def test_a_colleagues_session_is_joined_and_not_gone_on_with(shop: Shop) -> None:
    thread = shop.session(me="ben")
    with pytest.raises(Conflict) as caught:
        sessions.resume(shop.desk(), session="acme")
    assert caught.value.message == "You do not take part in 'Printer offline' of ben."
    assert caught.value.hint == f"Join it: clientcare session join {thread[-4:]}"


# -- where everything stands ---------------------------------------------------------------------------------


def test_who_has_nothing_to_do_stands_nowhere(shop: Shop) -> None:
    standing = sessions.standing(shop.desk())
    assert (standing.me, standing.shop, standing.at) == ("ann", "Sample Support", NOON)
    assert standing.running is None
    assert standing.others == standing.promises == standing.unbilled == ()
    assert not standing.tell_client
    assert standing.silent_since is None
    assert sessions.my_running(shop.desk()) is None


def test_of_two_running_sessions_the_one_that_i_used_last_counts_everywhere(shop: Shop) -> None:
    first, second = shop.session("first"), shop.session("second")
    shop.wait(10)
    shop.enter(first, "note", text="x")
    standing = sessions.standing(shop.desk())
    assert standing.running
    assert standing.running.thread == first
    assert [one.thread for one in standing.others] == [second]
    line = sessions.my_running(shop.desk())
    assert line
    assert (line.thread, line.minutes, line.state) == (first, 10, "running")


def test_standing_knows_my_promises_and_what_billing_was_not_told(shop: Shop) -> None:
    thread = shop.session()
    shop.enter(thread, "followup", due=NOON + timedelta(days=1), who="ann", text="Ring her")
    shop.enter(thread, "followup", due=NOON + timedelta(days=1), who="ben", text="not mine")
    close(shop, thread)
    free = shop.session()
    close(shop, free, no_charge="goodwill")
    standing = sessions.standing(shop.desk())
    assert [one.text for one in standing.promises] == ["Ring her"]
    assert [one.thread for one in standing.unbilled] == [thread]


def test_standing_tells_of_a_passed_estimate_and_of_silence(shop: Shop) -> None:
    thread = shop.session()
    shop.enter(thread, "estimate", minutes=30)
    shop.wait(4 * 60)
    standing = sessions.standing(shop.desk())
    assert standing.tell_client
    assert standing.silent_since == NOON
