"""Documents in a client's file: each a new file and a record, older ones set aside, and nothing lost by a crash."""

from __future__ import annotations

import os
import shutil
from datetime import timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import pytest

from clientcare.adapters.documents import Press
from clientcare.adapters.stores.directory import DirectoryStore
from clientcare.domain.errors import Failed, NotFound, Unreachable
from clientcare.services import documents, facts
from clientcare.services.documents import finish, missing_documents, publish_overview, publish_page
from clientcare.services.listing import promises
from clientcare.services.sessions import standing
from tests.shops import ACME, ANN, BEN, Shop

if TYPE_CHECKING:
    from clientcare.desk import Desk
    from clientcare.domain.records import ThreadPlace
    from clientcare.domain.sessions import Session


def desk_of(shop: Shop, me: str = "ann") -> Desk:
    desk = shop.desk(me)
    desk.press = Press()
    return desk


def files(shop: Shop, client: str = "acme") -> list[str]:
    """The documents in a client's folder, with the ends of identifiers as `id`."""
    top = shop.share / "clients" / client
    ends = {place.short for place in shop.store.threads(client)}
    found = []
    for path in sorted(top.rglob("*.html")):
        name = path.relative_to(top).as_posix()
        for end in ends:
            name = name.replace(f" {end}", " id")
        found.append(name)
    return found


def html(shop: Shop, path: str) -> str:
    data = shop.store.document("acme", path)
    assert data is not None
    return data.decode()


def close(shop: Shop, thread: str, ordinal: int = 1, **fields: Any) -> None:
    given: dict[str, Any] = {"end": shop.now, "resolved": True, "solution": "New fuser", "problem": "No print"}
    shop.enter(thread, "close", ordinal=ordinal, **given | fields)


def done(shop: Shop, thread: str) -> Session:
    return finish(desk_of(shop), shop.read(thread))


OPEN = "2026/2026-11-24 Printer offline OPEN id.html"
CLOSED = "2026/2026-11-24 Printer offline (Ann, 0h55) id.html"
OVERVIEW = "Acme AG - overview 2026-11-24.html"


# -- the files of a session --------------------------------------------------------------------------------------------


def test_a_session_that_begins_has_a_document_that_says_it_is_open(shop: Shop) -> None:
    thread = shop.session()
    session = done(shop, thread)
    assert files(shop) == [OPEN]
    assert not missing_documents(session)


def test_the_close_brings_the_document_and_the_overview_and_sets_the_open_one_aside(shop: Shop) -> None:
    thread = shop.session()
    done(shop, thread)
    shop.wait(55)
    close(shop, thread)
    session = done(shop, thread)
    assert files(shop) == [CLOSED, "2026/older/2026-11-24 Printer offline OPEN id.html", OVERVIEW]
    assert not missing_documents(session)


def test_each_document_is_on_record_with_its_digest_and_the_close_that_it_shows(shop: Shop) -> None:
    thread = shop.session()
    done(shop, thread)
    shop.wait(55)
    close(shop, thread)
    done(shop, thread)
    records = [one for one in shop.read(thread).records if one.kind == "document"]
    assert [(one.get("what"), one.get("close")) for one in records] == [("session", 0), ("session", 1), ("overview", 1)]
    for record in records[1:]:
        assert sha256(html(shop, record.get("path")).encode()).hexdigest() == record.get("sha256")


def test_nothing_is_done_where_nothing_is_due(shop: Shop) -> None:
    thread = shop.session()
    close(shop, thread)
    first = done(shop, thread)
    assert done(shop, thread).records == first.records


def test_the_answer_tells_where_the_document_lies_and_goes_on_with_its_record(shop: Shop) -> None:
    thread = shop.session()
    made = publish_page(desk_of(shop), shop.read(thread))
    data = shop.store.document("acme", made.path)
    assert data is not None
    assert (made.size, made.sha256) == (len(data), sha256(data).hexdigest())
    assert made.session.records == shop.read(thread).records


def test_a_document_that_would_say_the_same_is_not_made_again(shop: Shop) -> None:
    thread = shop.session()
    first = publish_page(desk_of(shop), shop.read(thread))
    again = publish_page(desk_of(shop), shop.read(thread))
    assert again[:3] == first[:3]
    assert shop.kinds(thread) == ["start", "document"]


def test_a_correction_is_a_new_version_under_its_new_title_and_hours(shop: Shop) -> None:
    thread = shop.session()
    shop.wait(55)
    close(shop, thread)
    done(shop, thread)
    shop.enter(thread, "edit", title="Printer dead", start=shop.now - timedelta(minutes=30))
    done(shop, thread)
    assert "2026/2026-11-24 Printer dead (Ann, 0h30) id v2.html" in files(shop)
    assert "2026/older/2026-11-24 Printer offline (Ann, 0h55) id.html" in files(shop)
    assert "older/Acme AG - overview 2026-11-24.html" in files(shop)
    assert "Acme AG - overview 2026-11-24 v2.html" in files(shop)


def test_a_session_that_was_opened_again_has_an_open_document_until_the_next_close(shop: Shop) -> None:
    thread = shop.session()
    done(shop, thread)
    shop.wait(55)
    close(shop, thread)
    done(shop, thread)
    shop.enter(thread, "reopen", ordinal=1, reason="came back")
    done(shop, thread)
    assert [name for name in files(shop) if name.startswith("2026/2026")] == [
        "2026/2026-11-24 Printer offline OPEN id v2.html"
    ]
    close(shop, thread, 2)
    done(shop, thread)
    assert [name for name in files(shop) if name.startswith("2026/2026")] == [
        "2026/2026-11-24 Printer offline (Ann, 0h55) id v2.html"
    ]


def test_a_document_that_somebody_removed_by_hand_stops_nothing(shop: Shop) -> None:
    thread = shop.session()
    done(shop, thread)
    for path in (shop.share / "clients").rglob("*.html"):
        path.unlink()
    close(shop, thread)
    assert not missing_documents(done(shop, thread))


def test_members_are_told_by_name_and_by_handle_where_their_file_cannot_be_read(shop: Shop) -> None:
    shop.set_member(BEN._replace(handle="eve", name="Eve Baum"))
    thread = shop.session(**{"with": ("eve",)})
    shop.enter(thread, "join", "ben")
    shop.enter(thread, "lent", what="VPN", to="eve")
    (shop.share / "team" / "ben.toml").write_text("name =")
    page = html(shop, publish_page(desk_of(shop), shop.read(thread)).path)
    assert "Eve Baum, ben" in page
    assert "lent to Eve Baum" in page


def test_a_guide_whose_text_is_gone_stops_no_document(shop: Shop) -> None:
    thread = shop.session()
    with_guide = html(shop, publish_page(desk_of(shop), shop.read(thread)).path)
    for kept in (shop.share / "_clientcare" / "kept-guides").iterdir():
        kept.unlink()
    without = html(shop, publish_page(desk_of(shop), shop.read(thread)).path)
    assert "Guide: Working with clients" in with_guide
    assert "its text could not be read" in without


def test_a_document_tells_times_in_the_zone_in_which_the_session_began(shop: Shop) -> None:
    thread = shop.session()
    shop.set_shop(zone_name="America/New_York")
    assert "Tue 24 Nov 2026, 14:05" in html(shop, publish_page(desk_of(shop), shop.read(thread)).path)


def test_a_zone_that_is_not_known_here_gives_way_to_the_one_of_the_shop(shop: Shop) -> None:
    thread = shop.session(zone="Mars/Olympus")
    assert "Tue 24 Nov 2026, 14:05" in html(shop, publish_page(desk_of(shop), shop.read(thread)).path)


# -- what a crash leaves -----------------------------------------------------------------------------------------------


class Torn(Failed):
    """The machine stopped."""


def crash(monkeypatch: pytest.MonkeyPatch, desk: Desk, method: str) -> None:
    """Let this machine stop before the store's next call of a method."""

    def stop(*_: object) -> None:
        raise Torn("stopped")

    monkeypatch.setattr(desk.store, method, stop)


@pytest.mark.parametrize("method", ["document", "add_document", "set_aside", "file"])
def test_the_next_command_finishes_what_a_crash_left_at_any_point(
    shop: Shop, monkeypatch: pytest.MonkeyPatch, method: str
) -> None:
    thread = shop.session()
    done(shop, thread)
    shop.wait(55)
    close(shop, thread)
    stopped = desk_of(shop)
    crash(monkeypatch, stopped, method)
    with pytest.raises(Torn):
        finish(stopped, shop.read(thread))
    assert missing_documents(shop.read(thread))
    shop.wait(24 * 60)
    assert not missing_documents(done(shop, thread))
    assert files(shop) == [CLOSED, "2026/older/2026-11-24 Printer offline OPEN id.html", OVERVIEW]


def test_the_page_of_an_open_session_that_a_crash_left_is_made_when_i_look_where_i_stand(shop: Shop) -> None:
    thread = shop.session("Begun")
    assert missing_documents(shop.read(thread))
    standing(desk_of(shop))
    assert missing_documents(shop.read(thread))  # somebody may still be making it
    shop.wait(3)
    standing(desk_of(shop))
    assert not missing_documents(shop.read(thread))
    assert thread in shop.hinted("ann")


def test_a_document_that_a_crash_left_and_that_says_less_by_now_is_set_aside(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    thread = shop.session()
    shop.wait(55)
    close(shop, thread)
    stopped = desk_of(shop)
    crash(monkeypatch, stopped, "file")
    with pytest.raises(Torn):
        finish(stopped, shop.read(thread))
    shop.enter(thread, "note", text="Ms Frei called back")
    done(shop, thread)
    assert files(shop)[:2] == [
        "2026/2026-11-24 Printer offline (Ann, 0h55) id v2.html",
        "2026/older/2026-11-24 Printer offline (Ann, 0h55) id.html",
    ]


def test_a_file_that_people_put_under_the_name_of_a_document_is_left_alone(shop: Shop) -> None:
    thread = shop.session()
    path = OPEN.replace("id", shop.read(thread).place.short)
    shop.store.add_document("acme", path, b"my own page")
    done(shop, thread)
    assert shop.store.document("acme", path) == b"my own page"
    assert "2026/2026-11-24 Printer offline OPEN id v2.html" in files(shop)


def test_a_share_that_takes_no_files_is_told_and_the_documents_stay_due(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    thread = shop.session()
    desk = desk_of(shop)

    def full(*_: object) -> None:
        raise Unreachable("The share is full.")

    monkeypatch.setattr(desk.store, "add_document", full)
    with pytest.raises(Unreachable):
        finish(desk, shop.read(thread))
    assert missing_documents(shop.read(thread))


def test_a_clients_file_with_a_mistake_holds_up_no_close_and_the_overview_stays_due(shop: Shop) -> None:
    thread = shop.session()
    shop.wait(55)
    close(shop, thread)
    path = shop.share / "clients" / "acme" / "_clientcare" / "client.toml"
    right = path.read_text()
    path.write_text("name =")
    session = done(shop, thread)
    assert files(shop) == [CLOSED]
    assert missing_documents(session)
    path.write_text(right)
    assert not missing_documents(done(shop, thread))


def test_a_client_who_is_gone_has_no_overview(shop: Shop) -> None:
    thread = shop.session()
    close(shop, thread)
    session = shop.read(thread)
    (shop.share / "clients" / "acme" / "_clientcare" / "client.toml").unlink()
    assert missing_documents(finish(desk_of(shop), session))


# -- the overview ------------------------------------------------------------------------------------------------------


def closed_session(shop: Shop, title: str = "Toner", **fields: Any) -> str:
    thread = shop.session(title)
    shop.wait(10)
    close(shop, thread, **fields)
    shop.store.drop_hint("ann", done(shop, thread).place)
    return thread


def newest_overview(shop: Shop) -> str:
    (name,) = (one for one in files(shop) if one.startswith("Acme AG - overview"))
    return html(shop, name)


def test_a_second_close_of_a_day_brings_a_new_overview_and_sets_the_first_aside(shop: Shop) -> None:
    closed_session(shop, "Toner")
    closed_session(shop, "Drum")
    assert [name for name in files(shop) if "overview" in name] == [
        "Acme AG - overview 2026-11-24 v2.html",
        f"older/{OVERVIEW}",
    ]
    page = newest_overview(shop)
    assert page.index(">Drum<") < page.index(">Toner<")


def test_the_overview_of_the_next_day_replaces_that_of_the_day_before(shop: Shop) -> None:
    closed_session(shop)
    shop.wait(24 * 60)
    closed_session(shop)
    assert [name for name in files(shop) if "overview" in name] == [
        "Acme AG - overview 2026-11-25.html",
        f"older/{OVERVIEW}",
    ]


def test_the_overview_tells_facts_promises_and_open_sessions(shop: Shop) -> None:
    facts.note(desk_of(shop), client="acme", text="Ring before you come")
    waiting = shop.session("UPS quote", me="ben")
    shop.enter(waiting, "followup", "ben", due=shop.now + timedelta(days=3), who="ben", text="quote for a UPS")
    closed_session(shop)
    page = newest_overview(shop)
    for said in ("Ring before you come", "quote for a UPS", "Fri 27 Nov 2026, 14:05", "Ben Sutter", "Open sessions"):
        assert said in page


def test_facts_that_cannot_be_read_stop_no_overview(shop: Shop) -> None:
    shop.set_client(ACME._replace(id="edited away"))
    closed_session(shop)
    assert "Know first" not in newest_overview(shop)


def test_an_overview_looks_at_the_last_sessions_and_at_the_open_ones_however_old(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(documents, "LISTED", 2)
    shop.session("Open for ages", me="ben")
    for title in ("First", "Second", "Third"):
        shop.wait(1)
        closed_session(shop, title)
    page = newest_overview(shop)
    assert ">First<" not in page
    assert ">Second<" in page
    assert "Open for ages" in page
    assert "Only the last 3 of 4 sessions" in page


def test_a_promise_stands_in_the_overview_however_old_its_session(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "LISTED", 2)
    old = closed_session(shop, "UPS quote")
    shop.enter(old, "followup", due=shop.now + timedelta(days=30), who="ben", text="quote for a UPS")
    for title in ("First", "Second", "Third"):
        shop.wait(1)
        closed_session(shop, title)
    page = newest_overview(shop)
    assert "quote for a UPS" in page
    assert "Ben Sutter" in page
    assert ">First<" not in page


def test_an_overview_says_the_same_whether_an_index_tells_of_the_sessions_or_their_entries(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(documents, "LISTED", 3)
    for number, title in enumerate(("Toner", "Drum", "Scanner", "VPN", "Mail", "Fuser")):
        thread = closed_session(shop, title)
        if number % 2:
            shop.enter(thread, "followup", due=shop.now + timedelta(days=number), who="ben", text=f"ring about {title}")
    desk, last = desk_of(shop), shop.read(thread)
    for path in shop.share.rglob("*"):
        os.utime(path, (path.stat().st_mtime - 10_000,) * 2)  # all of it is at rest
    index = shop.share / "_clientcare" / "index"
    read: list[ThreadPlace] = []
    real = DirectoryStore.read
    monkeypatch.setattr(DirectoryStore, "read", lambda store, place: read.append(place) or real(store, place))
    shutil.rmtree(index, ignore_errors=True)
    without = documents.told_of(desk, ACME, last)
    assert len({place.thread for place in read}) == 4  # as many as are listed, and the promise before them
    list(desk.store.renew_index(anew=True))
    assert list(index.glob("*.sqlite"))
    read.clear()
    through = documents.told_of(desk, ACME, last)
    assert read == []
    assert through == without
    assert [one.title for one in promises(through)] == ["Drum", "VPN", "Fuser"]


def test_an_overview_can_be_asked_for_while_the_session_goes_on(shop: Shop) -> None:
    thread = shop.session()
    made = publish_overview(desk_of(shop), ACME, shop.read(thread))
    assert made.path == OVERVIEW
    assert shop.read(thread).records[-1].get("close", 0) == 0


def test_a_member_who_is_no_longer_known_cannot_publish(shop: Shop) -> None:
    thread = shop.session()
    shop.set_member(ANN._replace(retired=True))
    with pytest.raises(NotFound, match="left the team"):
        done(shop, thread)
