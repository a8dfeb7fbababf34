"""A day with the share away: what was kept is filed, placed and finished by the command that reaches it again."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from clientcare.adapters.stores.directory import DirectoryStore
from clientcare.domain.errors import Conflict, NotFound, Unreachable, Usage
from clientcare.domain.records import UNPLACED, Receipt, ThreadPlace
from clientcare.domain.sessions import Session
from clientcare.services import keeping, placing, sessions
from clientcare.services.closing import close
from clientcare.services.doctor import examine
from clientcare.services.notes import note
from clientcare.services.walking import known_reminders
from tests.shops import ACME, ANN, BEN

if TYPE_CHECKING:
    from tests.shops import Shop

SOLVED = {"solution": "New fuser fitted", "resolved": True}


def begin(shop: Shop, client: str = "acme", me: str = "ann") -> str:
    """A session that is begun now, wherever the share is; answers its thread."""
    return sessions.start(shop.desk(me), client=client, title="Printer offline", mode="remote")[0].thread


def lose_share(shop: Shop) -> None:
    """The share goes away from a laptop that has seen it before."""
    for me in ("ann", "ben"):
        shop.desk(me).me  # noqa: B018
    shop.take_share_away()


def reached(shop: Shop, me: str = "ann") -> object:
    """The next command: it opens the store. Answers what came of what was kept."""
    desk = shop.desk(me)
    desk.store  # noqa: B018
    return desk.synced


def unplaced(shop: Shop) -> list[ThreadPlace]:
    return list(shop.store.threads(UNPLACED))


# -- filed and finished --------------------------------------------------------------------------------------


def test_a_close_that_was_kept_is_billed_and_gets_its_pages_by_the_command_that_files_it(shop: Shop) -> None:
    thread = begin(shop)
    lose_share(shop)
    shop.wait(50)
    closed = close(shop.desk(), bill=True, **SOLVED)
    assert closed.later == "The pages and the mail to billing are made when the share is back."
    assert (closed.worked, closed.document, closed.bill.state) == (50, "", "open")
    shop.bring_share_back()
    shop.wait(200)
    reached(shop)
    session = shop.read(thread)
    assert (session.state, session.worked(shop.now), session.bill.state) == ("closed", 50, "laid")
    assert len(shop.outbox()) == 1
    assert [record.get("what") for record in session.of_kind("document")] == ["session", "session", "overview"]
    assert shop.hinted("ann") == []
    reached(shop)
    assert len(shop.outbox()) == 1


def test_a_close_without_a_bill_tells_billing_nothing(shop: Shop) -> None:
    begin(shop)
    lose_share(shop)
    assert close(shop.desk(), **SOLVED).later == "The pages are made when the share is back."
    shop.bring_share_back()
    reached(shop)
    assert shop.outbox() == []


def test_parts_whose_prices_cannot_be_read_are_not_summed_up(shop: Shop) -> None:
    begin(shop)
    shop.run("part", "Fuser", "--price", "89")
    lose_share(shop)
    shop.run("part", "Roll", "--price", "12")
    assert close(shop.desk(), **SOLVED).parts == ""


def test_a_session_that_goes_on_gets_its_page_from_the_command_that_files_its_beginning(shop: Shop) -> None:
    lose_share(shop)
    thread = begin(shop)
    shop.bring_share_back()
    reached(shop)
    session = shop.read(thread)
    assert (session.place.folder, session.client_name, session.client) == ("acme", "Acme AG", ACME.id)
    assert [record.get("what") for record in session.of_kind("document")] == ["session"]
    assert unplaced(shop) == []
    assert shop.hinted("ann") == [thread]


def test_what_is_filed_is_told(shop: Shop, capsys: pytest.CaptureFixture[str]) -> None:
    begin(shop)
    lose_share(shop)
    note(shop.desk(), text="x")
    shop.bring_share_back()
    reached(shop)
    assert capsys.readouterr().err == "1 entry that had been kept on this laptop: saved now.\n"


def test_many_entries_are_told_while_they_are_filed(shop: Shop, capsys: pytest.CaptureFixture[str]) -> None:
    begin(shop)
    lose_share(shop)
    for number in range(keeping.MANY + 1):
        note(shop.desk(), text=str(number))
    shop.bring_share_back()
    reached(shop)
    told = capsys.readouterr().err
    assert "Saving what was kept on this laptop: 20 of 21\n" in told
    assert "Saving what was kept on this laptop: 21 of 21\n" in told


def test_what_cannot_be_finished_now_is_said_and_waits(shop: Shop, capsys: pytest.CaptureFixture[str]) -> None:
    begin(shop)
    lose_share(shop)
    close(shop.desk(), bill=True, **SOLVED)
    shop.bring_share_back()
    client = shop.share / "clients" / "acme" / "_clientcare" / "client.toml"
    text = client.read_text()
    client.write_text("name = 7\n")
    reached(shop)
    assert "client.toml" in capsys.readouterr().err
    assert shop.outbox() == []
    client.write_text(text)
    shop.wait(3)
    sessions.standing(shop.desk())
    assert len(shop.outbox()) == 1


def test_an_entry_that_cannot_be_read_any_more_is_told(shop: Shop, capsys: pytest.CaptureFixture[str]) -> None:
    begin(shop)
    lose_share(shop)
    note(shop.desk(), text="x")
    (held,) = Path.home().rglob("held/*.age")
    held.write_bytes(b"rubbish")
    shop.bring_share_back()
    reached(shop)
    assert "1 entry on this laptop cannot be read, set aside: clientcare doctor" in capsys.readouterr().err
    assert keeping.listed(shop.desk()).keeping.aside == 1


def test_what_vanished_from_the_share_is_told(shop: Shop, capsys: pytest.CaptureFixture[str]) -> None:
    import os

    thread = begin(shop)
    note(shop.desk(), text="x")
    (lost,) = shop.share.rglob("*-note-*.toml")
    lost.unlink()
    for sealed in Path.home().rglob("filed/*.age"):
        os.utime(sealed, (0, 0))
    done = keeping.synced(shop.desk())
    assert done.restored == 1
    assert "1 entry had vanished from the share" in capsys.readouterr().err
    assert [one.text for one in shop.read(thread).notes] == ["x"]


def test_sync_needs_the_share(shop: Shop) -> None:
    begin(shop)
    lose_share(shop)
    with pytest.raises(Unreachable):
        keeping.synced(shop.desk())


def test_sync_says_so_where_the_share_does_not_take_all(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    begin(shop)
    lose_share(shop)
    note(shop.desk(), text="Held")
    shop.bring_share_back()

    monkeypatch.setattr(DirectoryStore, "file", lambda store, place, record: Receipt("unknown", record))
    with pytest.raises(Unreachable, match="1 entry still kept on this laptop"):
        keeping.synced(shop.desk())


def test_sync_counts_what_opening_the_store_has_filed_already(shop: Shop) -> None:
    begin(shop)
    lose_share(shop)
    note(shop.desk(), text="x")
    shop.bring_share_back()
    assert keeping.synced(shop.desk()).filed == 1


# -- placed --------------------------------------------------------------------------------------------------


def test_a_session_with_a_client_that_nobody_knows_waits_and_is_placed_by_hand(shop: Shop) -> None:
    lose_share(shop)
    thread = begin(shop, "acmee")
    note(shop.desk(), text="first")
    shop.bring_share_back()
    shop.wait(5)
    (waiting,) = sessions.standing(shop.desk()).unplaced
    assert (waiting.typed, waiting.title, waiting.by, waiting.entries) == ("acmee", "Printer offline", ("ann",), 2)
    note(shop.desk(), text="second")
    assert not sessions.brief(shop.desk(), Session(shop.store.read(unplaced(shop)[0]))).complete
    done = placing.place(shop.desk(), entries=thread[-4:], client="acme")
    assert (done.client_name, done.entries) == ("Acme AG", 3)
    session = shop.read(thread)
    assert [one.text for one in session.notes] == ["first", "second"]
    assert all(record.client == ACME.id for record in session.records)
    assert session.known.oddities == ()
    assert not (shop.share / "_clientcare" / "unplaced" / thread).exists()
    assert shop.hinted("ann") == [thread]


def test_a_session_closed_before_it_is_placed_is_finished_then(shop: Shop) -> None:
    lose_share(shop)
    thread = begin(shop, "acmee")
    close(shop.desk(), bill=True, **SOLVED)
    shop.bring_share_back()
    reached(shop)
    shop.wait(10)
    assert shop.outbox() == []
    placing.place(shop.desk(), entries=thread[-4:], client="acme")
    assert len(shop.outbox()) == 1
    assert shop.read(thread).bill.state == "laid"


def test_billing_is_not_told_of_a_session_whose_client_nobody_knows(shop: Shop) -> None:
    lose_share(shop)
    thread = begin(shop, "acmee")
    shop.bring_share_back()
    closed = close(shop.desk(), bill=True, **SOLVED)
    assert "Nobody has said yet which client this session is about." in closed.trouble[0]
    assert f"clientcare store place {thread[-4:]} CLIENT" in closed.trouble[0]
    assert shop.outbox() == []


def test_what_fits_no_entries_or_several_is_refused(shop: Shop) -> None:
    lose_share(shop)
    begin(shop, "acmee")
    begin(shop, "acmeee")
    shop.bring_share_back()
    reached(shop)
    common = sorted(place.thread[-1] for place in unplaced(shop))
    with pytest.raises(NotFound, match="fits none"):
        placing.place(shop.desk(), entries="zzz", client="acme")
    with pytest.raises(NotFound, match="fits none"):
        placing.place(shop.desk(), entries=" ", client="acme")
    if common[0] == common[1]:
        with pytest.raises(NotFound, match="fits several"):
            placing.place(shop.desk(), entries=common[0], client="acme")


def test_what_a_member_wrote_who_has_left_is_placed_by_somebody_else(
    shop: Shop, capsys: pytest.CaptureFixture[str]
) -> None:
    lose_share(shop)
    thread = begin(shop, me="ben")
    shop.bring_share_back()
    shop.set_member(BEN._replace(retired=True))
    reached(shop)
    assert f"could not be placed ({thread[-4:]}): clientcare store list" in capsys.readouterr().err
    placing.place(shop.desk(), entries=thread, client="acme")
    assert shop.read(thread).lead == "ben"


def test_a_close_that_came_second_is_placed_after_a_reopening(shop: Shop) -> None:
    thread = begin(shop)
    lose_share(shop)
    close(shop.desk(), solution="mine", resolved=True)
    shop.bring_share_back()
    shop.sits_at_the_file_server("ben")
    shop.enter(thread, "close", me="ben", ordinal=1, solution="his", end=shop.now, resolved=True)
    reached(shop)
    with pytest.raises(Conflict, match="closed by ben meanwhile"):
        placing.place(shop.desk(), entries=thread, client="acme")
    shop.enter(thread, "reopen", me="ben", ordinal=1)
    placing.place(shop.desk(), entries=thread, client="acme")
    assert (shop.read(thread).solution, shop.read(thread).closes) == ("mine", 2)
    assert unplaced(shop) == []


def test_an_entry_alone_is_placed_where_its_session_is_not(shop: Shop) -> None:
    thread = begin(shop)
    lose_share(shop)
    note(shop.desk(), text="x")
    shop.bring_share_back()
    shop.set_member(ANN._replace(retired=True))
    reached(shop, "ben")
    assert [one.title for one in keeping.listed(shop.desk("ben")).unplaced] == [""]
    shop.set_member(ANN)
    placing.place(shop.desk(), entries=thread, client="acme")
    assert [one.text for one in shop.read(thread).notes] == ["x"]


def test_what_waits_without_its_beginning_is_placed_as_it_is_and_an_empty_folder_is_nothing(shop: Shop) -> None:
    lose_share(shop)
    thread = begin(shop, "Nobody AG")
    note(shop.desk(), text="x")
    shop.bring_share_back()
    reached(shop)
    waiting = shop.share / "_clientcare" / "unplaced"
    for beginning in waiting.rglob("*-start-*.toml"):
        beginning.unlink()
    placing.place(shop.desk(), entries=thread, client="acme")
    assert [one.text for one in shop.read(thread).notes] == ["x"]
    (waiting / "session-01m6dgxjc0fsytr0x9a1xe4sfc").mkdir(parents=True)
    assert len(unplaced(shop)) == 1
    assert keeping.unplaced_entries(shop.desk()) == ()


def test_a_share_that_goes_away_while_a_session_is_placed_leaves_it_waiting(
    shop: Shop, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lose_share(shop)
    begin(shop)
    shop.bring_share_back()
    monkeypatch.setattr(placing, "find_client", lambda *_: (_ for _ in ()).throw(Unreachable("Gone again.")))
    reached(shop)
    assert "Gone again." in capsys.readouterr().err
    assert len(unplaced(shop)) == 1


# -- listed, and the key -------------------------------------------------------------------------------------


def test_without_the_share_what_is_kept_here_is_listed_all_the_same(shop: Shop) -> None:
    begin(shop)
    lose_share(shop)
    note(shop.desk(), text="x")
    found = keeping.listed(shop.desk())
    assert (found.keeping.held, found.unplaced) == (1, ())
    assert "no clientcare.toml" in found.keeping.away


def test_without_the_share_nobody_knows_which_reminders_i_have_read(shop: Shop) -> None:
    begin(shop)
    lose_share(shop)
    assert known_reminders(shop.desk()) == frozenset()


def test_without_the_share_my_running_session_is_known_and_no_more(shop: Shop) -> None:
    thread = begin(shop)
    lose_share(shop)
    shop.wait(30)
    found = sessions.standing(shop.desk())
    assert found.running is not None
    assert (found.running.thread, found.running.minutes, found.running.folder) == (thread, 30, "")
    assert (found.promises, found.unbilled, found.unplaced) == ((), (), ())


def test_a_new_key_seals_from_now_on_and_the_old_one_still_opens(shop: Shop) -> None:
    thread = begin(shop)
    lose_share(shop)
    note(shop.desk(), text="sealed with the old key")
    shop.bring_share_back()
    before = keeping.key(shop.desk("ben"))
    after = keeping.key(shop.desk("ben"), action="rotate")
    assert (before.older, after.older, after.changed) == (0, 1, True)
    assert keeping.key(shop.desk()).key == after.key != before.key
    assert tomllib.loads((shop.share / "clientcare.toml").read_text())["sealing"]["key"] == after.key
    assert [one.text for one in shop.read(thread).notes] == ["sealed with the old key"]


def test_a_shop_without_a_key_is_told_how_to_make_one(shop: Shop) -> None:
    shop.set_shop(sealing_key="")
    shop.sits_at_the_file_server()
    stored = shop.store.shop()
    content = {name: value for name, value in stored.content.items() if name != "sealing"}
    shop.store.write_shop(content, stored.token)
    with pytest.raises(NotFound, match="no key to seal"):
        keeping.key(shop.desk())


def test_nothing_else_can_be_done_with_a_key(shop: Shop) -> None:
    with pytest.raises(Usage, match="A key cannot be 'lose'"):
        keeping.key(shop.desk(), action="lose")


# -- doctor --------------------------------------------------------------------------------------------------


def told(shop: Shop) -> list[tuple[str, str]]:
    """What doctor says of the share: verdict and text."""
    return [(one.verdict, one.says) for one in examine(shop.desk()).checks if one.area == "share"]


def test_doctor_counts_what_is_kept_here(shop: Shop) -> None:
    begin(shop)
    lose_share(shop)
    note(shop.desk(), text="x")
    found = told(shop)
    assert ("warn", "1 entry kept sealed on this laptop, because the share could not take them.") in found
    assert any(verdict == "bad" and "The shop's directory is not there" in text for verdict, text in found)
    (held,) = Path.home().rglob("held/*.age")
    held.write_bytes(b"rubbish")
    shop.bring_share_back()
    assert any(verdict == "bad" and "cannot be read with any key" in text for verdict, text in told(shop))
    assert any(verdict == "good" and "a sealed copy stays" in text for verdict, text in told(shop))
