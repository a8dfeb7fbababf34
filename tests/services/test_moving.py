"""A session under the wrong client goes whole to the right one, once, whatever is cut short in between."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clientcare.adapters.stores.directory import DirectoryStore
from clientcare.domain.asks import Missing
from clientcare.domain.clients import Client
from clientcare.domain.errors import ClientcareError, Conflict, Interrupted, Unreachable
from clientcare.domain.mails import Dispatch, Mail
from clientcare.domain.records import ThreadPlace
from clientcare.domain.sessions import Session
from clientcare.services import clients, notes
from clientcare.services.attachments import attach
from clientcare.services.billing import listed as bills
from clientcare.services.billing import preview, send, tell
from clientcare.services.documents import finish
from clientcare.services.entries import enter
from clientcare.services.finding import mine, named, read_at
from clientcare.services.listing import listed
from clientcare.services.moving import move, settled
from clientcare.services.undo import undo
from tests.services.stepping import Crash
from tests.shops import Shop, open_shop

ZETA = Client("01m6dgxjc0fsytr0x9a1xe4sfc", "zeta", "Zeta GmbH")


@pytest.fixture
def two(shop: Shop) -> Shop:
    shop.set_client(ZETA)
    return shop


def worked(shop: Shop, tmp_path: Path) -> str:
    """A session with a note and an attachment, of which Ben knows too."""
    thread = shop.session("Printer offline", **{"with": ("ben",)})
    notes.note(shop.desk(), text="Fuser worn out")
    file = tmp_path / "error.log"
    file.write_text("E-17", "utf-8")
    attach(shop.desk(), files=[str(file)])
    return thread


def close(shop: Shop, thread: str) -> None:
    shop.enter(thread, "close", ordinal=1, end=shop.wait(55), resolved=True, solution="New fuser")
    for handle in ("ann", "ben"):
        shop.store.drop_hint(handle, ThreadPlace("acme", thread))


def at(shop: Shop, folder: str, thread: str) -> Session:
    return Session(shop.store.read(ThreadPlace(folder, thread)))


def told(session: Session) -> dict[str, Any]:
    """All that a session says of itself, its client and the moves apart."""
    return {
        "state": session.state,
        "title": session.title,
        "notes": session.notes,
        "files": [(one.name, one.sha256) for one in session.attachments],
        "parts": session.parts,
        "spans": session.spans,
        "lead": session.lead,
        "people": session.people,
        "solution": session.solution,
        "last": session.last_at,
        "bill": session.bill_state,
    }


def test_everything_of_it_goes_and_a_tombstone_stays(two: Shop, tmp_path: Path) -> None:
    thread = worked(two, tmp_path)
    before = two.read(thread)
    moved = move(two.desk(), session=thread, to="zeta", reason="Wrong Acme", yes=True)
    assert (moved.was, moved.client, moved.documents, moved.billing) == ("Acme AG", "Zeta GmbH", 1, "")
    now = at(two, "zeta", thread)
    assert (now.client, now.client_name) == (ZETA.id, "Zeta GmbH")
    assert told(now) == told(before)
    left = at(two, "acme", thread)
    assert [record.kind for record in left.records] == ["moved"]
    assert left.start is None
    assert two.store.document("zeta", now.attachments[0].path) == b"E-17"
    assert [path for path in two.store.documents("acme") if "overview" not in path] == []
    assert {path.rpartition(" ")[0] for path in two.store.documents("zeta") if path.endswith(".html")} == {
        "2026/2026-11-24 Printer offline OPEN"
    }


def test_every_record_keeps_its_bytes_and_the_chain_closes(two: Shop, tmp_path: Path) -> None:
    thread = worked(two, tmp_path)
    digests = [record.digest for record in two.read(thread).records]
    move(two.desk(), session=thread, to="zeta", yes=True)
    now = at(two, "zeta", thread).records
    assert [record.digest for record in now][: len(digests)] == digests
    known = {record.digest for record in now}
    assert all(set(record.after) <= known for record in now)


def test_whoever_had_it_open_goes_on_with_it(two: Shop, tmp_path: Path) -> None:
    thread = worked(two, tmp_path)
    move(two.desk(), session=thread, to="zeta", yes=True)
    for me in ("ann", "ben"):
        assert [one.place.folder for one in mine(two.desk(me))] == ["zeta"]
    assert notes.note(two.desk("ben"), text="Going on").folder == "zeta"
    assert named(two.desk(), thread[-6:]).place.folder == "zeta"
    assert [one.folder for one in listed(two.desk())] == ["zeta"]
    assert clients.shown(two.desk(), client="acme").sessions == 0


def test_a_closed_one_gets_a_page_with_its_new_client_and_both_overviews_are_right(two: Shop, tmp_path: Path) -> None:
    thread = worked(two, tmp_path)
    close(two, thread)
    other = two.session("Something else")
    two.enter(other, "close", ordinal=1, end=two.wait(5), resolved=True)
    for one in (thread, other):
        finish(two.desk(), two.read(one))
    assert b"Printer offline" in (two.store.document("acme", "Acme AG - overview 2026-11-24 v2.html") or b"")
    move(two.desk(), session=thread, to="zeta", yes=True)
    pages = {path: two.store.document("zeta", path) or b"" for path in two.store.documents("zeta")}
    page = next(data for path, data in pages.items() if path.startswith("2026/") and "older" not in path)
    assert b"Zeta GmbH" in page
    assert b"Acme AG" not in page
    assert b"moved here from another client" in page
    assert any("Zeta GmbH - overview" in path for path in pages)
    held = [two.store.document("acme", path) or b"" for path in two.store.documents("acme")]
    assert held
    assert not any(b"Printer offline" in data for data in held)
    assert two.hinted("ann") == [] or other in two.hinted("ann")


def test_a_document_whose_name_is_taken_gets_a_number_and_is_found(two: Shop, tmp_path: Path) -> None:
    thread = worked(two, tmp_path)
    two.store.add_document("zeta", "documents/error.log", b"another")
    move(two.desk(), session=thread, to="zeta", yes=True)
    (one,) = at(two, "zeta", thread).attachments
    assert (one.path, two.store.document("zeta", one.path)) == ("documents/error (2).log", b"E-17")
    move(two.desk(), session=thread, to="acme", yes=True)
    (back,) = at(two, "acme", thread).attachments
    assert two.store.document("acme", back.path) == b"E-17"
    assert two.store.document("zeta", "documents/error.log") == b"another"
    assert two.store.document("zeta", one.path) is None


def test_there_and_back_again_it_is_the_same_session(two: Shop, tmp_path: Path) -> None:
    thread = worked(two, tmp_path)
    before = told(two.read(thread))
    for to in ("zeta", "acme", "zeta"):
        move(two.desk(), session=thread, to=to, yes=True)
        assert told(named(two.desk(), thread)) == before
        assert named(two.desk(), thread).place.folder == to


def test_one_that_was_moved_on_is_found_from_wherever_it_once_was(two: Shop, tmp_path: Path) -> None:
    two.set_client(ZETA._replace(id="01m6dgxjc0fsytr0x9a1xe4sfd", folder="omega", name="Omega"))
    thread = worked(two, tmp_path)
    stale, before = two.read(thread), told(two.read(thread))
    for to in ("zeta", "omega"):
        move(two.desk(), session=thread, to=to, yes=True)
    for folder in ("acme", "zeta", "omega"):
        found = read_at(two.desk(), ThreadPlace(folder, thread))
        assert (found.place.folder, told(found)) == ("omega", before)
    enter(two.desk("ben"), stale, "note", {"text": "Typed meanwhile"})
    assert "Typed meanwhile" in [one.text for one in read_at(two.desk(), ThreadPlace("acme", thread)).notes]


def test_billing_is_told_once_if_it_knows_of_it(two: Shop, tmp_path: Path) -> None:
    thread = worked(two, tmp_path)
    close(two, thread)
    tell(two.desk(), two.read(thread))
    moved = move(two.desk(), session=thread, to="zeta", yes=True)
    assert (moved.bill, moved.billing) == ("laid", "laid")
    assert moved.laid.startswith("outbox/bill-")
    mail = (two.share / moved.where).read_bytes().decode()
    assert "Is for        Zeta GmbH" in mail
    assert "Was for       Acme AG" in mail
    assert len(two.outbox()) == 2
    assert named(two.desk(), thread).bill.number == at(two, "zeta", thread).bill.number


def test_a_bill_that_was_not_sent_yet_names_the_new_client(two: Shop, tmp_path: Path) -> None:
    thread = worked(two, tmp_path)
    close(two, thread)
    number = preview(two.desk(), session=thread).number
    two.enter(
        thread, "bill", ordinal=1, number=number, to="b@x.ch", subject="Acme AG", text="Acme AG",
        message_id="<bill@x.invalid>", worked=55, billable=55, parts="0",
    )  # fmt: skip
    move(two.desk(), session=thread, to="zeta", yes=True)
    assert "Zeta GmbH" in preview(two.desk(), session=thread).subject
    assert send(two.desk(), session=thread).bill.number == number


def test_it_is_asked_first_and_can_be_looked_at(two: Shop) -> None:
    thread = two.session()
    assert move(two.desk(), session=thread, to="zeta", dry_run=True).dry_run
    with pytest.raises(Missing, match="from Acme AG to Zeta GmbH"):
        move(two.desk(), session=thread, to="zeta")
    with pytest.raises(Interrupted):
        move(two.desk(), session=thread, to="zeta", yes=False)
    with pytest.raises(Conflict, match="with Acme AG already"):
        move(two.desk(), session=thread, to="acme", yes=True)
    assert two.kinds(thread) == ["start", "document"] or two.kinds(thread) == ["start"]


class Power(BaseException):
    """The power goes out."""


def writing_steps(shop: Shop, monkeypatch: pytest.MonkeyPatch, stop_at: int) -> list[str]:
    """Count what changes the share, and let the power go out before the step with that number."""
    done: list[str] = []
    for name in ("rename", "link", "unlink", "replace"):
        real = getattr(os, name)

        def counted(*given: Any, _real: Any = real, _name: str = name, **named: Any) -> Any:
            if str(shop.share) in str(given[0]):
                if len(done) == stop_at:
                    raise Power
                done.append(_name)
            return _real(*given, **named)

        monkeypatch.setattr(os, name, counted)
    return done


@pytest.mark.parametrize("closed", [False, True])
def test_cut_short_at_any_point_the_next_command_finishes_or_the_old_stays(
    closed: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stop, finished = 0, False
    while not finished:
        folder = tmp_path / str(stop)
        folder.mkdir()
        shop = open_shop(folder)
        shop.set_client(ZETA)
        thread = worked(shop, folder)
        if closed:
            close(shop, thread)
            tell(shop.desk(), shop.read(thread))
        before = told(shop.read(thread))
        with monkeypatch.context() as patch:
            writing_steps(shop, patch, stop)
            try:
                move(shop.desk(), session=thread, to="zeta", yes=True)
                finished = True
            except Power:
                pass
        shop.wait(10)
        mine(shop.desk())
        found = named(shop.desk(), thread)
        now = told(found)
        if closed:  # billing was told meanwhile, which is an entry
            now["last"] = before["last"]
        assert now == before, stop
        here = [place.folder for place in shop.store.threads() if Session(shop.store.read(place)).start]
        assert here == [found.place.folder], stop
        if found.place.folder == "zeta":
            assert [record.kind for record in at(shop, "acme", thread).records] == ["moved"], stop
            assert len([one for one in shop.outbox() if "moved" in one.name]) <= 1
            assert bool(found.of_kind("told")) == closed, stop
        assert shop.store.document(found.place.folder, found.attachments[0].path) == b"E-17"
        stop += 1
    assert stop > 15


def test_an_entry_that_comes_late_under_the_old_client_is_brought_along(two: Shop, tmp_path: Path) -> None:
    thread = worked(two, tmp_path)
    stale = two.read(thread)
    move(two.desk(), session=thread, to="zeta", yes=True)

    enter(two.desk("ben"), stale, "note", {"text": "Typed meanwhile"})
    assert {record.kind for record in at(two, "acme", thread).records} == {"moved", "note"}
    assert "Typed meanwhile" in [one.text for one in mine(two.desk())[0].notes]
    assert [record.kind for record in at(two, "acme", thread).records] == ["moved"]


def test_of_two_who_move_it_to_different_clients_one_wins(two: Shop) -> None:
    two.set_client(ZETA._replace(id="01m6dgxjc0fsytr0x9a1xe4sfd", folder="omega", name="Omega"))
    thread = two.session()
    stale = two.read(thread)
    move(two.desk(), session=thread, to="zeta", yes=True)

    with pytest.raises(Conflict, match="was first"):
        enter(two.desk("ben"), stale, "moved", {"to": "x", "folder": "omega"}, ordinal=1)


def test_where_the_share_fails_the_session_is_shown_as_far_as_it_is_known(
    two: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    two.sits_at_the_file_server()
    thread = two.session()
    move(two.desk(), session=thread, to="zeta", yes=True)
    read = DirectoryStore.read

    def failing(store: DirectoryStore, place: ThreadPlace) -> Any:
        if place.folder == "acme":
            raise Unreachable("Gone.")
        return read(store, place)

    monkeypatch.setattr(DirectoryStore, "read", failing)
    assert mine(two.desk())[0].place.folder == "zeta"


def test_a_client_whose_file_is_gone_does_not_hold_up_the_mail(two: Shop, tmp_path: Path) -> None:
    thread = worked(two, tmp_path)
    close(two, thread)
    tell(two.desk(), two.read(thread))
    gone = two.share / "clients" / "acme" / "_clientcare" / "client.toml"
    moved = two.read(thread)

    away, _ = enter(two.desk(), moved, "moved", {"to": ZETA.id, "folder": "zeta"}, ordinal=1)
    gone.unlink()
    assert settled(two.desk(), away).place.folder == "zeta"
    assert "Was for       acme" in two.outbox()[-1].read_bytes().decode()


@settings(max_examples=15)
@given(st.lists(st.sampled_from(["note", "part", "pause", "resume", "undo", "close", "reopen", "late"]), max_size=8))
def test_moving_any_session_gives_the_same_session_but_for_its_client(kinds: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        shop = open_shop(Path(folder))
        shop.set_client(ZETA)
        thread = shop.session()
        stale = shop.read(thread)
        for kind in kinds:
            shop.wait(3)
            now = shop.read(thread)
            try:
                if kind == "late":
                    enter(shop.desk("ben"), stale, "note", {"text": "late"})
                elif kind == "undo":
                    undo(shop.desk(), session=thread)
                elif kind in ("close", "reopen"):
                    ordinal = now.closes + (kind == "close")
                    if ordinal:
                        shop.enter(thread, kind, ordinal=ordinal, **({"end": shop.now} if kind == "close" else {}))
                else:
                    shop.enter(
                        thread, kind, **({"text": "x"} if kind == "note" else {"name": "y"} if kind == "part" else {})
                    )
            except ClientcareError:
                continue
        before = shop.read(thread)
        move(shop.desk(), session=thread, to="zeta", yes=True)
        assert told(at(shop, "zeta", thread)) == told(before)


# -- one note ------------------------------------------------------------------------------------------------


def test_a_note_goes_to_the_session_that_it_was_for_with_its_own_time(two: Shop) -> None:
    right = two.session("Right", client="zeta")
    wrong = two.session("Wrong")
    two.wait(3)
    notes.note(two.desk(), text="Toner ordered", session="Wrong", sort="action")
    then = two.now
    two.wait(20)
    taken = undo(two.desk(), session="Wrong", move_to="Right")
    assert taken.says.endswith("now in 'Right' of Zeta GmbH")
    assert two.read(wrong).notes == ()
    (note,) = two.read(right).notes
    assert (note.text, note.at, note.sort) == ("Toner ordered", then, "action")


def test_only_a_note_can_go_and_only_elsewhere(two: Shop) -> None:
    two.session("Right", client="zeta")
    wrong = two.session("Wrong")
    two.enter(wrong, "part", name="Fuser")
    with pytest.raises(Conflict, match="only a note"):
        undo(two.desk(), session="Wrong", move_to="Right")
    two.enter(wrong, "note", text="x")
    with pytest.raises(Conflict, match="already"):
        undo(two.desk(), session="Wrong", move_to="Wrong")


def test_a_note_whose_move_was_cut_short_stands_in_both_and_is_taken_back_by_the_next_command(
    two: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    two.sits_at_the_file_server()
    right = two.session("Right", client="zeta")
    wrong = two.session("Wrong")
    two.enter(wrong, "note", text="Toner ordered")
    real = DirectoryStore.file

    def failing(store: DirectoryStore, place: ThreadPlace, record: Any) -> Any:
        if record.kind == "undo":
            raise Power
        return real(store, place, record)

    with monkeypatch.context() as patch:
        patch.setattr(DirectoryStore, "file", failing)
        with pytest.raises(Power):
            undo(two.desk(), session="Wrong", move_to="Right")
    assert (len(two.read(right).notes), len(two.read(wrong).notes)) == (1, 1)
    mine(two.desk())
    assert (len(two.read(right).notes), len(two.read(wrong).notes)) == (1, 0)


def test_trying_again_files_the_note_no_second_time(two: Shop) -> None:
    right = two.session("Right", client="zeta")
    wrong = two.session("Wrong")
    original = two.enter(wrong, "note", text="Toner ordered")
    two.enter(right, "close", ordinal=1, end=two.now, resolved=True)
    two.store.drop_hint("ann", ThreadPlace("zeta", right))
    two.enter(right, "note", text="Toner ordered", **{"from": original, "from-thread": wrong})
    undo(two.desk(), session="Wrong", move_to=right)
    assert (len(two.read(right).notes), len(two.read(wrong).notes)) == (1, 0)


def test_two_who_finish_one_move_at_once_do_it_once(two: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    thread = two.session()
    away, _ = enter(two.desk(), two.read(thread), "moved", {"to": ZETA.id, "folder": "zeta"}, ordinal=1)
    carry, others = DirectoryStore.carry, [away]

    def overtaken(store: DirectoryStore, place: ThreadPlace, folder: str) -> Any:
        seen = carry(store, place, folder)
        if others:
            settled(two.desk("ben"), others.pop())
        return seen

    monkeypatch.setattr(DirectoryStore, "carry", overtaken)
    there = settled(two.desk(), away)
    assert [record.kind for record in there.records if record.kind in ("moved", "arrived")] == ["moved", "arrived"]
    assert settled(two.desk(), there) is there


def test_an_attachment_that_somebody_removed_by_hand_holds_up_nothing(two: Shop, tmp_path: Path) -> None:
    thread = worked(two, tmp_path)
    two.store.remove_document("acme", "documents/error.log")
    assert move(two.desk(), session=thread, to="zeta", yes=True).folder == "zeta"
    assert two.store.documents("zeta") != ()


def test_documents_are_listed_without_the_stores_own_and_removed_with_their_earlier_versions(two: Shop) -> None:
    for _ in range(2):
        two.store.set_aside("acme", two.store.add_document("acme", "2026/page.html", b"x").path)
    two.store.add_document("acme", "2026/page.html", b"x")
    two.store.add_document("acme", "2026/other.html", b"x")
    listed_now = ("2026/older/page (2).html", "2026/older/page.html", "2026/other.html", "2026/page.html")
    assert two.store.documents("acme") == listed_now
    two.store.remove_document("acme", "2026/page.html")
    two.store.remove_document("acme", "2026/page.html")
    assert two.store.documents("acme") == ("2026/other.html",)


# -- billing, which knows of it under the other client ---------------------------------------------------------


@pytest.fixture
def billed(two: Shop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Shop, str]:
    """A session of which billing was told by mail; from now on the mail server refuses everything."""
    thread = worked(two, tmp_path)
    close(two, thread)
    tell(two.desk(), two.read(thread))
    two.enter(thread, "mark", **{"as": "sent"})
    answers(monkeypatch, REFUSED)
    return two, thread


REFUSED, SENT = Dispatch("refused", "smtp", "450 try later"), Dispatch("sent", "smtp", "250 ok")
LOST = Dispatch("unknown", "smtp", "no reply")


def answers(patch: pytest.MonkeyPatch, *results: Dispatch) -> list[Mail]:
    """The mail server answers these, one after the other, and the last for ever; the mails that it got."""
    left, got = list(results), []

    def sent(mail: Mail) -> Dispatch:
        got.append(mail)
        return left.pop(0) if len(left) > 1 else left[0]

    patch.setattr("clientcare.adapters.mail.Post.send", lambda post, mail: sent(mail))
    return got


def waiting_for_billing(shop: Shop) -> list[str]:
    return [one.thread for one in bills(shop.desk(), only_open=True)]


def test_a_refused_mail_about_the_other_client_is_seen_until_it_is_sent(
    billed: tuple[Shop, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    shop, thread = billed
    assert waiting_for_billing(shop) == []
    moved = shop.run("session", "move", thread[-6:], "--to", "zeta", "--yes")
    assert f"clientcare bill send {thread[-4:]}" in moved.out + moved.err
    assert waiting_for_billing(shop) == [thread]
    assert "Billing was not told of 1 closed session" in shop.run("status").out
    assert "other client, billing not told" in shop.run("bill", "list").out
    again = shop.run("bill", "send", thread[-6:])
    assert (again.code, "450 try later" in again.out) == (1, True)
    assert waiting_for_billing(shop) == [thread]
    got = answers(monkeypatch, SENT)
    assert shop.run("bill", "send", thread[-6:]).code == 0
    assert [mail.subject.partition("] ")[2] for mail in got] == ["Other client: Zeta GmbH, not Acme AG"]
    assert waiting_for_billing(shop) == []
    assert shop.run("bill", "send", thread[-6:]).code == 5
    assert len(got) == 1


def test_one_that_may_have_arrived_is_sent_again_when_that_is_said(
    billed: tuple[Shop, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    shop, thread = billed
    answers(monkeypatch, LOST, REFUSED, SENT)
    assert move(shop.desk(), session=thread, to="zeta", yes=True).billing == "unknown"
    told = shop.run("bill", "send", thread[-6:])
    assert (told.code, "may have arrived" in told.err) == (5, True)
    assert shop.run("bill", "send", thread[-6:], "--again").code == 1
    assert shop.run("bill", "send", thread[-6:]).code == 0
    assert waiting_for_billing(shop) == []


def test_one_that_lies_in_the_outbox_waits_until_somebody_says_that_it_went(two: Shop, tmp_path: Path) -> None:
    thread = worked(two, tmp_path)
    close(two, thread)
    tell(two.desk(), two.read(thread))
    two.enter(thread, "mark", **{"as": "sent"})
    move(two.desk(), session=thread, to="zeta", yes=True)
    told = two.run("bill", "send", thread[-6:])
    assert (told.code, "was laid down already: outbox/" in told.err) == (5, True)
    again = two.run("bill", "send", thread[-6:], "--again")
    assert (again.code, "the mail lies in the outbox" in again.out) == (0, True)
    assert two.run("bill", "mark", thread[-6:], "--sent").code == 0
    assert waiting_for_billing(two) == []


def test_where_billing_takes_its_mails_from_the_outbox_it_is_told_by_that(two: Shop, tmp_path: Path) -> None:
    two.set_shop(collects_outbox=True)
    thread = worked(two, tmp_path)
    close(two, thread)
    tell(two.desk(), two.read(thread))
    assert move(two.desk(), session=thread, to="zeta", yes=True).billing == "sent"
    assert waiting_for_billing(two) == []


def test_a_crash_before_the_mail_leaves_it_among_those_that_have_to_go_out(
    billed: tuple[Shop, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    shop, thread = billed
    with monkeypatch.context() as patch:
        patch.setattr("clientcare.services.moving._told", lambda *_: (_ for _ in ()).throw(Crash))
        with pytest.raises(Crash):
            move(shop.desk(), session=thread, to="zeta", yes=True)
    for folder in ("acme", "zeta"):  # nothing leads to what a crash left any more
        shop.store.drop_hint("ann", ThreadPlace(folder, thread))
    assert waiting_for_billing(shop) == [thread]
    answers(monkeypatch, SENT)
    told = shop.run("bill", "send", thread[-6:])
    assert (told.code, waiting_for_billing(shop)) == (0, [])


def test_a_session_that_went_on_or_came_back_is_told_of_as_billing_knows_it(
    billed: tuple[Shop, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    shop, thread = billed
    shop.set_client(Client("01m6dgxjc0fsytr0x9a1xe4sfd", "beta", "Beta AG"))
    move(shop.desk(), session=thread, to="zeta", yes=True)
    got = answers(monkeypatch, SENT)
    move(shop.desk(), session=thread, to="beta", yes=True)
    assert [mail.subject.partition("] ")[2] for mail in got] == ["Other client: Beta AG, not Acme AG"]
    answers(monkeypatch, REFUSED)
    move(shop.desk(), session=thread, to="zeta", yes=True)
    got = answers(monkeypatch, SENT)
    assert move(shop.desk(), session=thread, to="beta", yes=True).billing == ""
    assert (got, waiting_for_billing(shop)) == ([], [])
