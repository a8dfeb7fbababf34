"""Verifying a share: whatever is not what was filed is found, in real files, and what people added is welcome."""

from __future__ import annotations

import os
import shutil
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clientcare.adapters import codec
from clientcare.domain.errors import NotFound, Unreachable, Usage
from clientcare.services.verification import verify
from tests.shops import NOON, Shop, open_shop

if TYPE_CHECKING:
    from pathlib import Path

    from clientcare.domain.records import Record
    from clientcare.domain.verifications import Progress, Verified


def closed(shop: Shop) -> str:
    """A session with notes, an attachment, pages, a close and a bill."""
    assert shop.run("session", "start", "acme", "Printer offline", "--mode", "remote", "--no-walk").code == 0
    for text in ("Fuser worn out", "New one ordered"):
        assert shop.run("note", text).code == 0
    (shop.folder / "scan.txt").write_text("scanned")
    assert shop.run("attach", str(shop.folder / "scan.txt")).code == 0
    shop.wait(55)
    done = shop.run("close", "--solution", "New fuser", "--resolved", "--bill", "--at", "+0m", "--json")
    assert done.code == 0, done.err
    return next(iter(shop.store.threads())).thread


def looked(shop: Shop, **given: object) -> Verified:
    return verify(shop.desk(), tell=lambda _: None, **given)  # type: ignore[arg-type]


def states(shop: Shop, **given: object) -> list[str]:
    return [one.state for one in looked(shop, **given).findings]


def records_folder(shop: Shop) -> Path:
    [found] = (shop.share / "clients").glob("*/_clientcare/records/*/*/session-*")
    return found


def records(shop: Shop) -> list[Path]:
    return sorted(records_folder(shop).glob("*.toml"))


def rewrite(path: Path, **changed: object) -> None:
    """Somebody writes an entry anew, with a last line that fits."""
    record: Record = codec.decode(path.read_bytes(), path.name)
    path.write_bytes(codec.encode(record._replace(fields={**record.fields, **changed})))


def test_what_was_filed_and_not_touched_is_as_it_was(shop: Shop) -> None:
    closed(shop)
    found = looked(shop)
    assert (found.findings, found.damaged, found.partly) == ((), 0, False)
    assert (found.sessions, found.guides) == (1, 1)
    assert (found.entries, found.documents) == (len(records(shop)), 4)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Shop:
    shop = open_shop(tmp_path_factory.mktemp("shop"))
    closed(shop)
    return shop


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_any_single_flipped_bit_in_any_file_of_a_session_is_found(made: Shop, data: st.DataObject) -> None:
    top = made.share / "clients" / "acme"
    kept = (made.share / "_clientcare" / "kept-guides").iterdir()
    files = [*records(made), *top.glob("*.html"), *top.glob("2*/**/*.html"), *top.glob("documents/*"), *kept]
    file = data.draw(st.sampled_from(sorted(files)))
    before = file.read_bytes()
    at = data.draw(st.integers(0, len(before) * 8 - 1))
    flipped = bytearray(before)
    flipped[at // 8] ^= 1 << at % 8
    file.write_bytes(flipped)
    try:
        assert looked(made).damaged
    finally:
        file.write_bytes(before)
    assert looked(made).findings == ()


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_any_file_of_a_session_that_is_gone_is_missed_but_for_the_newest_entry(made: Shop, data: st.DataObject) -> None:
    top = made.share / "clients" / "acme"
    kept = (made.share / "_clientcare" / "kept-guides").iterdir()
    newest = made.read(next(iter(made.store.threads())).thread).records[-1].name
    entries = [path for path in records(made) if path.name != newest]
    files = [*entries, *top.glob("*.html"), *top.glob("2*/**/*.html"), *top.glob("documents/*"), *kept]
    file = data.draw(st.sampled_from(sorted(files)))
    before = file.read_bytes()
    file.unlink()
    try:
        assert looked(made).damaged
    finally:
        file.write_bytes(before)


def test_an_entry_that_was_written_anew_with_a_last_line_that_fits_is_found(shop: Shop) -> None:
    closed(shop)
    note = next(path for path in records(shop) if "-note-" in path.name)
    rewrite(note, text="It was never broken")
    [one] = looked(shop).findings
    assert (one.state, one.path.rpartition("/")[2], one.title) == ("rewritten", note.name, "Printer offline")


def test_a_folder_that_was_renamed_breaks_nothing(shop: Shop) -> None:
    closed(shop)
    (shop.share / "clients" / "acme").rename(shop.share / "clients" / "Acme AG, Basel")
    assert looked(shop).findings == ()


def test_what_people_added_is_told_and_no_fault(shop: Shop) -> None:
    closed(shop)
    documents = shop.share / "clients" / "acme" / "documents"
    (documents / "photos").mkdir()
    (documents / "photos" / "rack.jpg").write_bytes(b"x")
    (documents / ".DS_Store").write_bytes(b"x")
    found = looked(shop)
    assert [(one.state, one.path) for one in found.findings] == [("added", "documents/photos/rack.jpg")]
    assert found.exit == 0


def test_files_that_belong_to_nothing_are_told(shop: Shop) -> None:
    closed(shop)
    private = shop.share / "clients" / "acme" / "_clientcare"
    (private / "notes.txt").write_text("x")
    (private / "records" / "2026" / "x.part").write_text("a writer is at work")
    (records_folder(shop) / "hello.txt").write_text("x")
    note = next(path for path in records(shop) if "-note-" in path.name)
    shutil.copy(note, note.with_name(f"{note.stem}.sync-conflict-20261124-140512-ABCDEFG.toml"))
    shutil.copy(shop.folder / "scan.txt", private.parent / "documents" / "scan (Ann's conflicted copy 2026-11-24).txt")
    found = looked(shop)
    assert [(one.state, one.about) for one in found.findings] == [
        ("copy", "Syncthing"),
        ("foreign", ""),
        ("foreign", ""),
        ("copy", "Dropbox"),
    ]
    assert (found.damaged, found.exit) == (0, 1)


def test_a_page_that_a_newer_one_set_aside_is_found_there_and_may_have_a_number(shop: Shop) -> None:
    closed(shop)
    older = next((shop.share / "clients" / "acme").glob("2026/older/*.html"))
    older.rename(older.with_name(f"{older.stem} (2).html"))
    older.write_text("another page of that name")
    assert looked(shop).findings == ()


def test_sessions_that_walked_the_same_guide_have_it_in_common(shop: Shop) -> None:
    closed(shop)
    shop.wait(1)
    assert shop.run("session", "start", "acme", "Toner", "--mode", "phone", "--no-walk").code == 0
    found = looked(shop)
    assert (found.findings, found.sessions, found.guides) == ((), 2, 1)
    [kept] = (shop.share / "_clientcare" / "kept-guides").iterdir()
    kept.write_text("another guide")
    assert states(shop) == ["guide-changed", "guide-changed"]


def test_an_entry_that_was_erased_is_told_and_its_pages_are_missed_no_more(shop: Shop) -> None:
    thread = closed(shop)
    note = shop.read(thread).notes[0].id
    path = next(path for path in records(shop) if note in path.name)
    data = path.read_bytes()
    shop.wait(1)
    done = shop.run("erase", "--entry", note, "--reason", "asked for", "--yes")
    assert done.code == 0, done.err
    found = looked(shop)
    assert [(one.state, one.kind) for one in found.findings] == [("erased", "note")]
    path.write_bytes(data)
    assert states(shop) == ["half-erased", "erased"]
    path.unlink()
    stone = path.with_name(f"{path.stem}.erased.toml")
    stone.write_bytes(stone.read_bytes().replace(b"asked for", b"no reason"))
    assert "changed" in states(shop)


def test_a_client_that_was_erased_has_nothing_more_to_be_missed(shop: Shop) -> None:
    closed(shop)
    shop.wait(1)
    done = shop.run("erase", "acme", "--reason", "asked for", "--yes")
    assert done.code == 0, done.err
    assert looked(shop).exit == 0


def test_a_session_in_the_folder_of_another_client_is_told(shop: Shop) -> None:
    closed(shop)
    assert shop.run("client", "add", "zoo", "--name", "Zoo").code == 0
    folder = records_folder(shop)
    target = shop.share / "clients" / "zoo" / folder.relative_to(shop.share / "clients" / "acme")
    target.parent.mkdir(parents=True)
    shutil.copytree(folder, target)
    assert "misplaced" in states(shop, client="zoo")
    (shop.share / "clients" / "zoo" / "_clientcare" / "client.toml").write_text("broken = ")
    assert "misplaced" not in states(shop)


# -- since a day ---------------------------------------------------------------------------------------------


def test_since_a_day_only_what_may_have_changed_is_looked_at(shop: Shop) -> None:
    closed(shop)
    folder = records_folder(shop)
    long_ago = (NOON - timedelta(days=90)).timestamp()
    os.utime(folder, (long_ago, long_ago))
    assert looked(shop, since="2026-11-24").sessions == 1
    shop.wait(60 * 24 * 30)
    assert looked(shop, since="3.12.2026").sessions == 0
    soon = shop.now.timestamp()
    os.utime(folder, (soon, soon))
    found = looked(shop, since="3.12.2026")
    assert (found.sessions, found.partly) == (1, True)


def test_how_far_it_is_is_told_on_the_way(shop: Shop) -> None:
    closed(shop)
    told: list[Progress] = []
    verify(shop.desk(), tell=told.append)
    assert [(one.folder, one.sessions) for one in told] == [("acme", 1)]


# -- what cannot be read -------------------------------------------------------------------------------------


def test_what_cannot_be_read_is_told_and_the_rest_is_looked_at(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    closed(shop)
    shop.wait(1)
    assert shop.run("session", "start", "acme", "Toner", "--mode", "phone", "--no-walk").code == 0
    desk = shop.desk()
    read, measure = desk.store.read, desk.store.measure
    [first, *_] = sorted(place.thread for place in desk.store.threads())

    def failing(place: object) -> object:
        if place.thread == first:  # type: ignore[attr-defined]
            raise Unreachable("The disk gave up.")
        return read(place)  # type: ignore[arg-type]

    def sick(folder: str, path: str) -> object:
        if "OPEN" in path:
            raise Unreachable("The disk gave up.")
        return measure(folder, path)

    monkeypatch.setattr(desk.store, "read", failing)
    monkeypatch.setattr(desk.store, "measure", sick)
    found = verify(desk, since="today", tell=lambda _: None)
    assert sorted((one.state, one.thread == first, "OPEN" in one.path) for one in found.findings) == [
        ("unreadable", False, True),
        ("unreadable", True, False),
    ]
    (shop.share / "clientcare.toml").unlink()
    with pytest.raises(Unreachable, match="not there"):
        verify(desk, since="today", tell=lambda _: None)


# -- mails to billing ----------------------------------------------------------------------------------------


def mail(shop: Shop) -> tuple[str, bytes]:
    [laid] = shop.outbox()
    return laid.name, laid.read_bytes()


def test_a_mail_to_billing_proves_what_there_was_when_it_was_written(shop: Shop) -> None:
    closed(shop)
    found = looked(shop, mails=[mail(shop)])
    assert (found.findings, found.sessions, found.partly) == ((), 1, True)


def test_a_newest_entry_that_was_written_anew_shows_against_the_mail(shop: Shop) -> None:
    closed(shop)
    laid = mail(shop)
    known = shop.read(next(iter(shop.store.threads())).thread)
    for record in known.records:
        if record.n > known.closing.n:
            (records_folder(shop) / record.name).unlink()
    rewrite(records_folder(shop) / "close-0001.toml", solution="Nothing was done")
    assert states(shop, since="today") == []
    assert states(shop, mails=[laid]) == ["mailed-missing"]


def test_a_session_that_is_nowhere_shows_against_the_mail(shop: Shop) -> None:
    closed(shop)
    laid = mail(shop)
    shutil.rmtree(records_folder(shop))
    assert states(shop, mails=[laid]) == ["session-missing"]


def test_a_mail_that_proves_nothing_is_refused(shop: Shop) -> None:
    with pytest.raises(Usage, match=r"hello\.eml proves nothing"):
        looked(shop, mails=[("hello.eml", b"Subject: Hello\r\n\r\nHello")])


# -- one machine ---------------------------------------------------------------------------------------------


def test_what_a_machine_filed_is_listed(shop: Shop) -> None:
    closed(shop)
    shop.enter(next(iter(shop.store.threads())).thread, "note", "ben", text="Rang")
    found = looked(shop, machine="ben-laptop", since="2026-11-24").findings
    assert {(one.state, one.by) for one in found} == {("filed", "ben")}
    assert found[0].kind == "note"
    with pytest.raises(NotFound, match="lost-laptop") as missed:
        looked(shop, machine="lost-laptop")
    assert missed.value.hint == "Those that did: ann-laptop, ben-laptop."


def test_a_machine_of_which_nobody_knows_anything_is_told_so(shop: Shop) -> None:
    with pytest.raises(NotFound) as missed:
        looked(shop, machine="lost-laptop")
    assert missed.value.hint == ""
