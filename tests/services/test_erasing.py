"""Erasing: what was erased is nowhere to be read any more, what the law keeps stays, and every proof still closes."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clientcare.adapters.stores.directory import DirectoryStore
from clientcare.domain.asks import Missing
from clientcare.domain.clients import Client
from clientcare.domain.erasures import GONE, is_tombstone, tombstone
from clientcare.domain.errors import ClientcareError, Conflict, Exit, Interrupted, NotAllowed, NotFound, Unreachable
from clientcare.domain.keeping import Keeping
from clientcare.domain.records import ThreadPlace
from clientcare.domain.retention import Retention
from clientcare.domain.sessions import Session
from clientcare.services import facts, notes
from clientcare.services.attachments import attach
from clientcare.services.billing import tell
from clientcare.services.calls import escalate
from clientcare.services.client_merges import merge
from clientcare.services.closing import close
from clientcare.services.documents import finish
from clientcare.services.entries import Halfway, enter
from clientcare.services.erasing import erase
from clientcare.services.exporting import export
from clientcare.services.finding import mine
from clientcare.services.listing import listed
from clientcare.services.moving import move
from clientcare.services.sessions import start
from clientcare.services.verification import verify
from tests.services.stepping import Crash, crash, step_by_step
from tests.shops import ACME, ANN, BEN, Shop, open_shop

SECRET = "Ms Frei is divorced"
REASON = "asked for by the client"


def worked(shop: Shop, folder: Path, *, bill: bool = True) -> str:
    """A closed and billed session with a note, an attachment and a page, an export, and a standing fact."""
    facts.note(shop.desk(), client="acme", text=f"Fact: {SECRET}")
    thread = shop.session(f"Printer, {SECRET}")
    notes.note(shop.desk(), text=SECRET)
    shop.enter(thread, "part", name="Fuser", quantity="1", price="89.00", currency="CHF")
    (folder / "divorced.log").write_text(SECRET, "utf-8")
    attach(shop.desk(), files=[str(folder / "divorced.log")])
    shop.wait(55)
    shop.enter(thread, "close", ordinal=1, end=shop.now, resolved=True, solution=f"Solved: {SECRET}", worked=55)
    shop.store.drop_hint("ann", ThreadPlace("acme", thread))
    if bill:
        tell(shop.desk(), shop.read(thread))
    finish(shop.desk(), shop.read(thread))
    export(shop.desk(), client="acme", purpose="access-request")
    listed(shop.desk())
    return thread


@pytest.fixture
def thread(shop: Shop, tmp_path: Path) -> str:
    return worked(shop, tmp_path)


def holders(shop: Shop, text: str) -> list[str]:
    """The files of the share whose name or content has this text."""
    found = [path for path in sorted(shop.share.rglob("*")) if path.is_file()]
    return [
        path.relative_to(shop.share).as_posix()
        for path in found
        if text in path.name or text.encode() in path.read_bytes().replace(b"=\n", b"").replace(b"=20", b" ")
    ]


def note_of(shop: Shop, thread: str) -> str:
    return shop.read(thread).notes[0].id


def closes(session: Session) -> bool:
    """Whether every digest that a record names is that of a record, or of what stays of one."""
    known = {record.digest for record in session.records}
    return all(set(record.after) <= known for record in session.records)


# -- one entry -----------------------------------------------------------------------------------------------


def test_an_entry_goes_from_records_pages_and_exports_and_the_chain_closes(shop: Shop, tmp_path: Path) -> None:
    thread = worked(shop, tmp_path)
    shop.enter(thread, "note", text="Another: Quux")
    export(shop.desk(), client="acme", purpose="access-request")
    entry = shop.read(thread).notes[-1].id
    before = shop.read(thread)
    assert len(holders(shop, "Quux")) > 2
    done = erase(shop.desk(), entry=entry[-8:], reason=REASON, yes=True)
    assert (done.what, done.entries, done.figures) == ("entry", 1, 0)
    assert holders(shop, "Quux") == []
    after = shop.read(thread)
    assert closes(after)
    assert [one.text for one in after.notes] == [SECRET]
    assert (after.state, after.worked(shop.now), after.parts) == (before.state, before.worked(shop.now), before.parts)
    (left,) = [record for record in after.records if is_tombstone(record)]
    assert (left.kind, left.get("was"), left.get("erased-by"), left.get("reason"), left.salt) == (
        "erased", "note", "ann", REASON, "",
    )  # fmt: skip
    page = next(path for path in (shop.share / "clients" / "acme" / "2026").glob("*.html"))
    assert "was erased: asked for by the client" in page.read_text("utf-8")


def test_a_note_goes_with_every_text_that_it_ever_had(shop: Shop) -> None:
    thread = shop.session()
    first = shop.enter(thread, "note", text="One Quux")
    second = shop.enter(thread, "note", text="Two Quux", amends=first)
    shop.enter(thread, "note", text="Three Quux", amends=second)
    assert erase(shop.desk(), entry=first, reason=REASON, yes=True).entries == 3
    assert holders(shop, "Quux") == []
    assert shop.read(thread).notes == ()


def test_of_a_close_the_hours_and_the_money_stay(shop: Shop, thread: str) -> None:
    before = shop.read(thread)
    assert before.closing
    done = erase(shop.desk(), entry=before.closing.id, session=thread, reason=REASON, yes=True)
    assert (done.entries, done.figures) == (0, 1)
    assert "Hours, money and the course" in done.stays[0]
    assert "bill stays" in done.stays[1]
    after = shop.read(thread)
    assert (after.state, after.ended, after.worked(shop.now)) == ("closed", before.ended, 55)
    assert (after.solution, after.resolved, after.bill.state) == (GONE, True, "laid")
    assert closes(after)


def test_a_fact_about_a_client_goes_too(shop: Shop, thread: str) -> None:
    (fact,) = facts.standing(shop.desk(), ACME)
    erase(shop.desk(), entry=fact.id, client="acme", reason=REASON, yes=True)
    assert facts.standing(shop.desk(), ACME) == ()
    assert not any("overview" in path for path in holders(shop, "Fact:"))


def test_an_attachment_goes_with_its_file(shop: Shop, thread: str) -> None:
    (one,) = shop.read(thread).attachments
    done = erase(shop.desk(), entry=one.id, reason=REASON, yes=True)
    assert done.documents == ("clients/acme/documents/divorced.log",)
    assert shop.store.document("acme", "documents/divorced.log") is None
    assert shop.read(thread).attachments == ()


def test_a_call_for_help_goes_with_its_mail_that_nobody_sent(shop: Shop) -> None:
    shop.session()
    call = escalate(shop.desk(), text="Quux shouts at me")
    assert call.entered
    assert len(shop.outbox()) == 2
    erase(shop.desk(), entry=call.entered.id, reason=REASON, yes=True)
    assert shop.outbox() == []
    assert holders(shop, "Quux") == []


def test_what_billing_was_told_stays_until_its_time_is_over(shop: Shop, thread: str) -> None:
    bill = shop.read(thread).bill.record
    assert bill
    with pytest.raises(Conflict, match="must be kept until Wed 31 Dec 2036"):
        erase(shop.desk(), entry=bill.id, reason=REASON, yes=True)
    shop.now = shop.now.replace(year=2037)
    assert erase(shop.desk(), entry=bill.id, reason=REASON, yes=True).figures == 1
    assert shop.read(thread).bill.number == bill.get("number")


def test_it_can_be_done_again_and_a_wrong_identifier_is_told(shop: Shop, thread: str) -> None:
    entry = note_of(shop, thread)
    erase(shop.desk(), entry=entry, reason=REASON, yes=True)
    assert erase(shop.desk(), entry=entry, reason=REASON, yes=True).entries == 0
    with pytest.raises(NotFound, match="no entry"):
        erase(shop.desk(), entry="zzzzzzzz", reason=REASON, yes=True)


# -- one document --------------------------------------------------------------------------------------------


def test_a_document_goes_by_its_name_with_the_entry_that_attached_it(shop: Shop, thread: str) -> None:
    done = erase(shop.desk(), client="acme", document="Divorced.log", reason=REASON, yes=True)
    assert (done.what, done.entries) == ("document", 1)
    assert shop.read(thread).attachments == ()
    assert [one.get("was") for one in shop.read(thread).records if is_tombstone(one)] == ["attach"]


def test_a_document_that_somebody_put_there_by_hand_goes_and_one_that_is_not_there_is_told(shop: Shop) -> None:
    shop.store.add_document("acme", "documents/by-hand.txt", b"x")
    shop.store.add_document("acme", "older/by-hand.txt", b"x")
    with pytest.raises(Conflict, match="several"):
        erase(shop.desk(), client="acme", document="by-hand.txt", reason=REASON, yes=True)
    erase(shop.desk(), client="acme", document="documents/by-hand.txt", reason=REASON, yes=True)
    assert shop.store.documents("acme") == ("older/by-hand.txt",)
    with pytest.raises(NotFound, match="no document"):
        erase(shop.desk(), client="acme", document="nothing.txt", reason=REASON, yes=True)


# -- a client ------------------------------------------------------------------------------------------------


def test_a_client_goes_but_for_figures_and_the_bills_that_must_stay(shop: Shop, thread: str) -> None:
    done = erase(shop.desk(), client="acme", reason=REASON, yes=True)
    assert done.figures >= 4
    assert any("1 bill as told to billing" in one and "2036" in one for one in done.stays)
    left = holders(shop, SECRET)
    assert [path.rpartition("/")[2] for path in left] == ["bill-0001.toml"]
    assert shop.store.documents("acme") == ()
    assert shop.outbox() == []
    after = shop.read(thread)
    assert (after.title, after.worked(shop.now), after.notes, closes(after)) == (GONE, 55, (), True)
    stored = shop.store.client("acme")
    assert stored
    assert (stored.content["name"], stored.content.get("contacts"), stored.content["archived"]) == (
        "Acme AG",
        None,
        True,
    )
    (entry,) = facts.thread_of(shop.desk(), ACME).of_kind("erasure")
    assert (entry.by, entry.get("what"), entry.get("reason")) == ("ann", "client", REASON)


def test_when_no_bill_must_stay_not_even_the_name_does(shop: Shop, tmp_path: Path) -> None:
    worked(shop, tmp_path, bill=False)
    own = shop.share / "clients" / "acme" / "_clientcare" / "client.toml"
    own.write_text(f"# Ask for Ms Frei\n{own.read_text('utf-8')}", "utf-8")
    own.with_name("client.sync-conflict-1.toml").write_text("name = 'Acme AG'", "utf-8")
    erase(shop.desk(), client="acme", reason=REASON, yes=True)
    assert holders(shop, SECRET) == []
    assert holders(shop, "Acme AG") == []
    assert holders(shop, "Frei") == []


def test_a_client_with_an_open_session_is_not_erased(shop: Shop) -> None:
    shop.session()
    with pytest.raises(Conflict, match="is open"):
        erase(shop.desk(), client="acme", reason=REASON, yes=True)


def test_a_session_that_was_moved_leaves_nothing_to_read_at_either_client(shop: Shop, thread: str) -> None:
    shop.set_client(Client("01m6dgxjc0fsytr0x9a1xe4sfc", "zeta", "Zeta GmbH"))
    erase(shop.desk(), entry=note_of(shop, thread), reason=REASON, yes=True)
    move(shop.desk(), session=thread, to="zeta", yes=True)
    session = Session(shop.store.read(ThreadPlace("zeta", thread)))
    assert closes(session)
    assert [one.kind for one in session.records if is_tombstone(one)] == ["erased"]
    erase(shop.desk(), client="zeta", reason=REASON, yes=True)
    assert closes(Session(shop.store.read(ThreadPlace("zeta", thread))))


# -- who may, and what is asked ------------------------------------------------------------------------------


def test_clients_that_were_merged_go_together_and_are_named(shop: Shop, thread: str) -> None:
    shop.set_client(Client("01m6dgxjc0fsytr0x9a1xe4sfc", "zeta", "Zeta GmbH"))
    facts.note(shop.desk(), client="zeta", text="Quux")
    merge(shop.desk(), client="zeta", into=("acme",))
    with pytest.raises(Missing, match="With it: Zeta GmbH"):
        erase(shop.desk(), client="zeta")
    assert erase(shop.desk(), client="zeta", reason=REASON, yes=True).also == ("Zeta GmbH",)
    assert holders(shop, "Quux") == []


def test_only_management_may_erase(shop: Shop, thread: str) -> None:
    with pytest.raises(NotAllowed, match="account manager") as caught:
        erase(shop.desk("ben"), client="acme", reason=REASON, yes=True)
    assert caught.value.hint == "Ask: Ann Meier (ann)."
    shop.set_member(BEN._replace(roles=("project-manager",)))
    assert erase(shop.desk("ben"), client="acme", dry_run=True).dry_run
    shop.set_member(ANN._replace(roles=()))
    shop.set_member(BEN)
    with pytest.raises(NotAllowed) as caught:
        erase(shop.desk("ben"), client="acme")
    assert "team list" in caught.value.hint


def test_the_name_and_a_reason_are_asked_for_and_shown_is_what_goes(shop: Shop, thread: str) -> None:
    with pytest.raises(Missing) as caught:
        erase(shop.desk(), client="acme")
    assert [one.option for one in caught.value.asks] == ["--yes", "--reason"]
    for said in ("This erases the client Acme AG for", "Stays: ", "Not reached: Backups"):
        assert said in caught.value.message
    with pytest.raises(Interrupted, match="nothing was erased"):
        erase(shop.desk(), client="acme", typed="Zeta", reason=REASON)
    assert holders(shop, SECRET)
    assert erase(shop.desk(), client="acme", typed="acme ag", reason=REASON).what == "client"


def test_mails_that_left_the_house_are_named(shop: Shop, thread: str) -> None:
    def beyond() -> str:
        return " ".join(erase(shop.desk(), client="acme", dry_run=True).beyond)

    assert "Mails that were sent" not in beyond()
    shop.enter(thread, "mark", **{"as": "sent"})
    assert "Mails that were sent" in beyond()


def test_the_reason_passes_the_privacy_guard(shop: Shop, thread: str) -> None:
    with pytest.raises(ClientcareError, match="eld back"):
        erase(shop.desk(), client="acme", reason="password: Tr0ub4dor&3x", yes=True)
    assert holders(shop, SECRET)


def test_an_entry_and_a_document_are_erased_one_at_a_time(shop: Shop) -> None:
    with pytest.raises(ClientcareError, match="one at a time"):
        erase(shop.desk(), entry="x", document="y")


# -- cut short -----------------------------------------------------------------------------------------------


class Power(BaseException):
    """The power goes out."""


@pytest.mark.parametrize("what", ["entry", "document", "client"])
def test_cut_short_at_any_point_it_is_finished_by_doing_it_again(
    what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stop, finished = 0, False
    while not finished:
        (tmp_path / f"{stop}").mkdir()
        shop = open_shop(tmp_path / f"{stop}")
        shop.set_shop(retention=Retention(bills=1))
        thread = worked(shop, tmp_path / f"{stop}", bill=False)
        entry = note_of(shop, thread)
        given: dict[str, Any] = {
            "entry": {"entry": entry, "session": thread},
            "document": {"client": "acme", "document": "divorced.log"},
            "client": {"client": "acme"},
        }[what]
        done = 0
        with monkeypatch.context() as patch:
            for name in ("rename", "link", "unlink", "replace"):
                real = getattr(os, name)

                def counted(
                    *paths: Any, _real: Any = real, _share: str = str(shop.share), _stop: int = stop, **named: Any
                ) -> Any:
                    nonlocal done
                    if _share in str(paths[0]):
                        if done == _stop:
                            raise Power
                        done += 1
                    return _real(*paths, **named)

                patch.setattr(os, name, counted)
            try:
                erase(shop.desk(), reason=REASON, yes=True, **given)
                finished = True
            except Power:
                pass
        assert closes(shop.read(thread)), stop
        try:
            erase(shop.desk(), reason=REASON, yes=True, **given)
        except NotFound:
            assert finished
        assert closes(shop.read(thread))
        assert facts.thread_of(shop.desk(), ACME).of_kind("erasure"), stop
        if what == "document":
            assert holders(shop, "divorced.log") == [], stop
        else:
            assert shop.read(thread).notes == (), stop
        if what == "client":
            assert holders(shop, SECRET) == [], stop
        stop += 1 if what == "document" else 11
    assert stop > 15


def test_where_the_share_fails_half_way_nobody_is_told_that_nothing_was_done(
    shop: Shop, thread: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(DirectoryStore, "drop_mails", lambda store, marks: away())
        with pytest.raises(Halfway, match="A part may be erased") as failed:
            erase(shop.desk(), client="acme", reason=REASON, yes=True)
    assert failed.value.exit == Exit.UNKNOWN
    assert shop.read(thread).notes == ()
    erase(shop.desk(), client="acme", reason=REASON, yes=True)
    assert facts.thread_of(shop.desk(), ACME).of_kind("erasure")


def away() -> int:
    raise Unreachable("The share does not answer.")


def test_a_share_that_says_that_it_removed_something_and_did_not_is_not_believed(
    shop: Shop, thread: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(os, "unlink", lambda path: None)
        with pytest.raises(Halfway, match="it did not remove what was to go"):
            erase(shop.desk(), entry=note_of(shop, thread), session=thread, reason=REASON, yes=True)


def test_the_index_is_forgotten_where_it_may_hold_what_was_erased(shop: Shop) -> None:
    top = shop.share / "_clientcare" / "index"
    top.mkdir(parents=True, exist_ok=True)
    for name in ("sessions1.2026-11.1.x.sqlite", "sessions1.2025-01.1.x.sqlite", "search.sqlite"):
        (top / name).write_bytes(b"x")
    shop.store.drop_from_index([shop.session()])
    left = [path.name for path in sorted(top.iterdir()) if path.is_file()]
    assert left[1:] == ["sessions1.2025-01.1.x.sqlite"]
    assert left[0].startswith("erased.2026-11.")


def test_an_identifier_that_fits_several_entries_erases_none(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("clientcare.services.erasing.SHORTEST", 1)
    thread = shop.session()
    ends = [record.id[-1] for record in shop.read(thread).records]
    while len(set(ends)) == len(ends):
        ends.append(shop.enter(thread, "note", text="x")[-1])
    with pytest.raises(Conflict, match="fits 2 entries"):
        erase(shop.desk(), entry=ends[-1], reason=REASON, yes=True)


def test_a_client_whose_identity_was_edited_away_hides_no_entry_of_another(shop: Shop) -> None:
    shop.set_client(Client("nonsense", "aaa", "Aaa"))
    entry = shop.enter(shop.session(), "note", text="Quux")
    assert erase(shop.desk(), entry=entry, reason=REASON, yes=True).entries == 1


@settings(max_examples=6)
@given(st.data())
def test_any_session_with_any_entries_erased_folds_and_its_chain_closes(data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder:
        shop = open_shop(Path(folder))
        thread = shop.session()
        stale = shop.read(thread)
        steps = ["note", "part", "pause", "resume", "late", "close", "reopen"]
        kinds = data.draw(st.lists(st.sampled_from(steps), max_size=7))
        for kind in kinds:
            shop.wait(3)
            now = shop.read(thread)
            ordinal = now.closes + (kind == "close")
            try:
                if kind == "late":
                    enter(shop.desk("ben"), stale, "note", {"text": "late"})
                elif kind in ("close", "reopen"):
                    fields = {"end": shop.now, "solution": "x"} if kind == "close" else {"reason": "x"}
                    shop.enter(thread, kind, ordinal=max(1, ordinal), **fields)
                else:
                    shop.enter(thread, kind, **{"note": {"text": "x"}, "part": {"name": "y"}}.get(kind, {}))
            except ClientcareError:
                continue
        before = shop.read(thread)
        gone = data.draw(st.lists(st.sampled_from(before.records), unique_by=lambda record: record.id))
        for record in gone:
            shop.store.erase(before.place, tombstone(record, shop.now, "ann", "why"))
        after = shop.read(thread)
        assert closes(after)
        assert [one.id for one in after.records] == [one.id for one in before.records]
        assert {one.id for one in after.records if is_tombstone(one)} == {one.id for one in gone}
        assert (after.state, after.spans) == (before.state, before.spans)
        assert after.worked(shop.now) == before.worked(shop.now)
        assert {one.id for one in after.notes} <= {one.id for one in before.notes}
        assert finish(shop.desk(), after).state == before.state


def test_nothing_is_erased_while_entries_wait_sealed_on_this_machine(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = shop.desk()
    monkeypatch.setattr(desk.store, "keeping", lambda: Keeping(held=2), raising=False)
    with pytest.raises(Conflict, match="2 entries wait sealed"):
        erase(desk, client="acme", reason=REASON, yes=True)


@pytest.mark.parametrize("what", ["entry", "document"])
def test_after_a_crash_between_any_two_steps_the_same_command_leaves_nothing_of_it(what: str, tmp_path: Path) -> None:
    (tmp_path / "first").mkdir()
    first = open_shop(tmp_path / "first")
    thread = worked(first, tmp_path, bill=False)
    record = next(one for one in first.read(thread).records if one.kind == "attach")
    given = {"entry": record.id, "session": thread} if what == "entry" else {"client": "acme", "document": NAME}
    at, stepping = 0, None
    while stepping is None or stepping.happened:
        at += 1
        shop = Shop(tmp_path / str(at))
        shop.now = first.now
        copytree(first.share, shop.share)
        desk = shop.desk()
        stepping = step_by_step(desk, at, crash)
        with suppress(Crash):
            erase(desk, reason=REASON, yes=True, **given)
        shop.wait(1)
        index = shop.share / "_clientcare" / "index"
        told = facts.thread_of(shop.desk(), ACME).of_kind("erasure")
        if not told:
            before = set(index.glob("erased.*"))
            erase(shop.desk(), reason=REASON, yes=True, **given)
            assert set(index.glob("erased.*")) - before, at
        assert shop.read(thread).attachments == (), at
        assert [path for path in shop.store.documents("acme") if NAME in path] == [], at
        seen = verify(shop.desk(), tell=lambda *_: None)
        assert [one.state for one in seen.findings if one.grade != "fine"] == [], at
    assert at > 20


NAME = "divorced.log"


def test_a_document_goes_alone_where_a_merged_client_has_one_of_the_same_name(shop: Shop, thread: str) -> None:
    shop.set_client(Client("01m6dgxjc0fsytr0x9a1xe4sfc", "zeta", "Zeta GmbH"))
    shop.store.add_document("zeta", f"older/{NAME}", b"x")
    merge(shop.desk(), client="zeta", into=("acme",))
    with pytest.raises(Conflict, match="fits several"):
        erase(shop.desk(), client="acme", document=NAME, reason=REASON, yes=True)
    erase(shop.desk(), client="acme", document=f"older/{NAME}", reason=REASON, yes=True)
    assert [one.name for one in shop.read(thread).attachments] == [NAME]


# -- what another machine keeps sealed ------------------------------------------------------------------------


def on_another_machine(patch: pytest.MonkeyPatch, folder: Path) -> None:
    """What is kept on this machine from now on lies on one of its own."""
    for name in ("XDG_DATA_HOME", "XDG_CACHE_HOME"):
        patch.setenv(name, str(folder / name))


def test_a_client_whose_session_goes_on_in_what_another_machine_keeps_is_not_erased(
    shop: Shop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as bens:
        on_another_machine(bens, tmp_path / "bens")
        thread = shop.session(me="ben")
        mine(shop.desk("ben"))
        shop.take_share_away()
        notes.note(shop.desk("ben"), text=SECRET)
        shop.bring_share_back()
    with pytest.raises(Conflict, match="is open"):
        erase(shop.desk(), client="acme", reason=REASON, yes=True)
    on_another_machine(monkeypatch, tmp_path / "bens")
    assert mine(shop.desk("ben"))[0].notes[0].text == SECRET
    assert shop.read(thread).is_open


def test_a_session_that_another_machine_began_without_the_share_comes_after_the_erasure_and_goes_by_the_next(
    shop: Shop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as bens:
        on_another_machine(bens, tmp_path / "bens")
        mine(shop.desk("ben"))
        shop.take_share_away()
        start(shop.desk("ben"), client="acme", title=SECRET, mode="remote")
        close(shop.desk("ben"), solution="Done", resolved=True)
        shop.bring_share_back()
    done = erase(shop.desk(), client="acme", reason=REASON, yes=True)
    assert "What other machines keep sealed until they reach the share." in done.beyond
    with monkeypatch.context() as bens:
        on_another_machine(bens, tmp_path / "bens")
        mine(shop.desk("ben"))
    assert holders(shop, SECRET)
    erase(shop.desk(), client="acme", reason=REASON, yes=True)
    assert holders(shop, SECRET) == []
