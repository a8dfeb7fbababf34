"""Entries that wait for their client go to one client, once, whoever places them and wherever somebody crashes."""

from __future__ import annotations

import itertools
from shutil import copytree
from typing import TYPE_CHECKING, Any

import pytest

from clientcare.domain.clients import Client
from clientcare.domain.errors import Conflict, NotAllowed, NotFound
from clientcare.domain.identifiers import identifier
from clientcare.domain.keeping import Placed
from clientcare.domain.records import UNPLACED, ThreadPlace
from clientcare.domain.sessions import Session
from clientcare.services import keeping, placing
from clientcare.services.closing import close
from clientcare.services.notes import note
from tests.services.stepping import Crash, crash, step_by_step
from tests.services.test_keeping import SOLVED, begin, lose_share, reached
from tests.shops import ACME, Shop, open_shop

if TYPE_CHECKING:
    from pathlib import Path

BETA = Client(identifier(1_700_000_000_001, bytes(10)), "beta", "Beta GmbH")
STEPS = range(1, 80)


@pytest.fixture
def waiting(shop: Shop) -> Shop:
    return with_one_waiting(shop)


def with_one_waiting(shop: Shop) -> Shop:
    """A closed session waits for its client."""
    shop.set_client(BETA)
    lose_share(shop)
    begin(shop, "acmee")
    note(shop.desk(), text="first")
    close(shop.desk(), bill=True, **SOLVED)
    shop.bring_share_back()
    reached(shop)
    shop.wait(10)
    return shop


def thread_of(shop: Shop) -> str:
    (waits,) = shop.store.threads(UNPLACED)
    return waits.thread


def placed_by(shop: Shop, me: str, thread: str, client: str) -> Placed | Conflict:
    try:
        return placing.place(shop.desk(me), entries=thread[-6:], client=client)
    except Conflict as told:
        return told


def whole_in(shop: Shop, thread: str, folder: str) -> None:
    """Every entry is there once, with one client and no other; nothing waits, and billing was told."""
    assert shop.read(thread).bill.state == "laid"
    whole_but_for_the_bill(shop, thread, folder)


def whole_but_for_the_bill(shop: Shop, thread: str, folder: str) -> None:
    assert [place.folder for place in shop.store.threads() if place.thread == thread] == [folder]
    session = Session(shop.store.read(ThreadPlace(folder, thread)))
    kinds = [record.kind for record in session.records if record.kind != "document"]
    assert [kind for kind in kinds if kind not in ("bill", "send", "sent")] == ["start", "note", "close", "placed"]
    assert {record.client for record in session.records} == {ACME.id if folder == "acme" else BETA.id}
    there = {record.digest for record in session.records}
    assert all(there.issuperset(record.after) for record in session.records)
    assert session.oddities == ()
    assert not (shop.share / "_clientcare" / "unplaced" / thread).exists()
    assert keeping.unplaced_entries(shop.desk()) == ()


def begun_again(folder: Path, number: int) -> Shop:
    """The same shop once more, so that one test can go through all steps."""
    first = Shop(folder / "0")
    if not first.share.exists():
        first.share.parent.mkdir()
        with_one_waiting(open_shop(first.folder))
    again = Shop(folder / str(number))
    copytree(first.share, again.share)
    again.wait(10)
    return again


@pytest.mark.parametrize("other", ["acme", "beta"])
def test_of_two_who_place_at_once_exactly_one_wins_and_the_other_is_told(tmp_path: Path, other: str) -> None:
    for at in STEPS:
        shop = begun_again(tmp_path, at)
        thread, seen = thread_of(shop), []

        def meanwhile() -> None:
            seen.append(any(shop.store.threads(UNPLACED)))  # noqa: B023
            seen.append(placed_by(shop, "ben", thread, other))  # noqa: B023

        desk = shop.desk("ann")
        step_by_step(desk, at, meanwhile)
        try:
            first: Any = placing.place(desk, entries=thread, client="acme")
        except Conflict as told:
            first = told
        waited, second = seen
        won, lost = (first, second) if isinstance(first, Placed) else (second, first)
        assert isinstance(won, Placed), at
        assert isinstance(lost, Conflict), at
        name = "ann" if won is first else "ben"
        assert lost.message.startswith(f"{name} was first: placed with {won.client_name}, "), at
        assert f"clients/{won.folder}" in lost.message, at
        whole_in(shop, thread, won.folder)
        assert len(shop.outbox()) == 1
        if not waited:
            break
    assert at > 15


@pytest.mark.parametrize(("me", "other"), [("ann", "acme"), ("ben", "acme"), ("ben", "beta")])
def test_where_somebody_crashes_whoever_places_it_goes_on(tmp_path: Path, me: str, other: str) -> None:
    for at in STEPS:
        shop = begun_again(tmp_path, at)
        thread, desk = thread_of(shop), shop.desk("ann")
        step_by_step(desk, at, crash)
        with pytest.raises(Crash):
            placing.place(desk, entries=thread, client="acme")
        waited = any(shop.store.threads(UNPLACED))
        shop.wait(5)
        gone_on = placed_by(shop, me, thread, other)
        finish_as_the_next_command_does(shop)
        if isinstance(gone_on, Placed):
            whole_in(shop, thread, other)
        else:
            assert gone_on.message.startswith("ann was first: placed with Acme AG"), at
            assert (me, waited) != ("ann", True), at
            whole_in(shop, thread, "acme")
        assert len(shop.outbox()) == 1
        if not waited:
            break
    assert at > 15


def finish_as_the_next_command_does(shop: Shop) -> None:
    """What a crash left of a close is finished by the way."""
    from clientcare.services.sessions import standing

    for me in ("ann", "ben"):
        standing(shop.desk(me))


def test_who_finds_the_step_taken_does_what_is_left_of_it_and_is_told(tmp_path: Path) -> None:
    for at in STEPS:
        shop = begun_again(tmp_path, at)
        thread, desk = thread_of(shop), shop.desk("ann")
        waits = ThreadPlace(UNPLACED, thread)
        stepping = step_by_step(desk, at, lambda: placing._claimed(shop.desk("ben"), waits, BETA))  # noqa: B023
        try:
            placing.place(desk, entries=thread, client="acme")
        except Conflict as told:
            assert told.message.startswith("ben was first: placed with Beta GmbH")  # noqa: PT017
            whole_but_for_the_bill(shop, thread, "beta")
        else:
            whole_in(shop, thread, "acme")
            break
        assert stepping.happened
    assert at > 4


def test_a_step_whose_entry_cannot_be_read_is_nobodys_and_nothing_is_placed(waiting: Shop) -> None:
    thread = thread_of(waiting)
    folder = waiting.share / "_clientcare" / "unplaced" / thread
    (folder / "placed-0001.toml").write_bytes(b"rubbish")
    assert isinstance(placed_by(waiting, "ann", thread, "acme"), Conflict)
    assert len(list(folder.glob("*.toml"))) == 4
    assert list(waiting.store.threads()) == []


def test_what_was_placed_long_ago_or_never_waited_is_told_apart(waiting: Shop) -> None:
    thread, other = thread_of(waiting), waiting.session()
    (waiting.share / "_clientcare" / "unplaced" / f"session-{identifier(1_700_000_000_000, bytes(10))}").mkdir()
    placing.place(waiting.desk(), entries=thread, client="acme")
    told = placed_by(waiting, "ben", thread, "beta")
    assert isinstance(told, Conflict)
    assert told.message == "ann was first: placed with Acme AG, 14:15:00, in clients/acme."
    for word in (other[-6:], "zzzzzz", "000000"):
        with pytest.raises(NotFound):
            placing.place(waiting.desk("ben"), entries=word, client="beta")


def test_a_note_that_comes_while_they_are_placed_is_placed_in_turn(shop: Shop) -> None:
    lose_share(shop)
    thread = begin(shop, "acmee")
    shop.bring_share_back()
    reached(shop)
    shop.set_client(BETA)
    for at in itertools.count(1):
        desk = shop.desk("ann")
        stepping = step_by_step(desk, at, lambda: note(shop.desk(), text="meanwhile"))
        if any(shop.store.threads(UNPLACED)):
            placing.place(desk, entries=thread, client="acme")
        if not stepping.happened:
            break
        session = shop.read(thread)
        there = {record.digest for record in session.records}
        assert all(there.issuperset(record.after) for record in session.records)
    waits = sum(len(shop.store.read(place).records) for place in shop.store.threads(UNPLACED))
    assert len(shop.read(thread).notes) + waits == at - 1


def test_what_belongs_to_a_session_of_another_client_is_not_placed_apart_from_it(shop: Shop) -> None:
    shop.set_client(BETA)
    thread = begin(shop)
    lose_share(shop)
    close(shop.desk(), **SOLVED)
    shop.bring_share_back()
    shop.sits_at_the_file_server("ben")
    shop.enter(thread, "close", me="ben", ordinal=1, solution="his", end=shop.now, resolved=True)
    reached(shop)
    shop.enter(thread, "reopen", me="ben", ordinal=1)
    with pytest.raises(Conflict, match="What they belong to is with Acme AG already"):
        placing.place(shop.desk(), entries=thread, client="beta")
    assert placing.place(shop.desk(), entries=thread, client="acme").entries == 1
    assert shop.read(thread).closes == 2


def test_a_client_that_was_removed_since_somebody_crashed_is_no_obstacle(waiting: Shop) -> None:
    shop, thread = waiting, thread_of(waiting)
    desk = shop.desk()
    held = ThreadPlace(UNPLACED, thread)
    placing._claimed(desk, held, BETA)
    shop.store.remove_client("beta")
    with pytest.raises(NotFound, match="There is no client 'beta'"):
        placing.place(shop.desk("ben"), entries=thread, client="acme")
    assert isinstance(placed_by(shop, "ben", thread, "acme"), Placed)
    whole_in(shop, thread, "acme")


def test_on_a_share_that_cannot_decide_one_machine_alone_places(waiting: Shop) -> None:
    waiting.set_shop(share={"decides": False, "billing-seat": "ben-laptop"})
    thread = thread_of(waiting)
    with pytest.raises(NotAllowed, match="could place the same session with two clients") as told:
        placing.place(waiting.desk("ann"), entries=thread, client="acme")
    assert "clientcare store place" in told.value.hint
    placing.place(waiting.desk("ben"), entries=thread, client="beta")
    assert waiting.read(thread).place.folder == "beta"
