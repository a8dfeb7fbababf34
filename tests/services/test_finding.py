"""Which session, which client is meant by what a person typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from clientcare.domain.clients import Client
from clientcare.domain.errors import ClientcareError, Conflict, InvalidFile, NotFound, Usage
from clientcare.domain.records import ThreadPlace
from clientcare.services.finding import (
    UnknownClient,
    client_in,
    current,
    find_client,
    fits,
    mine,
    named,
    open_sessions,
)

if TYPE_CHECKING:
    from tests.shops import Shop


def add(shop: Shop, folder: str, name: str, *aliases: str) -> None:
    """Another client."""
    shop.set_client(Client(f"id-{folder}", folder, name, aliases=aliases))


def spoil(shop: Shop, folder: str) -> None:
    """A slip in a client's file."""
    path = shop.share / "clients" / folder / "_clientcare" / "client.toml"
    path.write_text(path.read_text("utf-8").replace("name", "nmae"), "utf-8")


def close(shop: Shop, thread: str) -> None:
    """Close a session."""
    shop.enter(thread, "close", ordinal=1, end=shop.now)
    for handle in ("ann", "ben"):
        place = shop.read(thread).place
        shop.store.drop_hint(handle, place)


def told(error: ClientcareError) -> tuple[str, str]:
    return error.message, error.hint


# -- sessions ------------------------------------------------------------------------------------------------


def test_my_running_session_is_meant_where_none_is_named(shop: Shop) -> None:
    shop.enter(shop.session("Toner"), "pause")
    running = shop.session()
    shop.session("His", me="ben")
    assert current(shop.desk()).thread == running
    assert current(shop.desk(), "ton").title == "Toner"


def test_the_only_open_session_is_meant_though_it_is_paused(shop: Shop) -> None:
    thread = shop.session()
    shop.enter(thread, "pause")
    assert current(shop.desk()).thread == thread


def test_where_none_runs_and_several_are_open_they_are_told(shop: Shop) -> None:
    first = shop.session(title="Toner")
    shop.wait(1)
    second = shop.session(title="Paper jam")
    for thread in (first, second):
        shop.enter(thread, "pause")
    with pytest.raises(NotFound) as caught:
        current(shop.desk())
    said, hint = told(caught.value)
    assert said == "No session of yours is running."
    assert hint == (
        f"Paused: Acme AG 'Toner' ({first[-4:]}), Acme AG 'Paper jam' ({second[-4:]}). "
        f"Go on: clientcare resume {second[-4:]}, or name it with -s"
    )


def test_where_there_is_none_at_all_the_start_is_told(shop: Shop) -> None:
    with pytest.raises(NotFound) as caught:
        current(shop.desk())
    assert told(caught.value) == (
        "No session of yours is running.",
        'Start one: clientcare session start CLIENT "TITLE"',
    )


def test_open_sessions_are_those_of_one_member_or_of_all(shop: Shop) -> None:
    mine_, his = shop.session(), shop.session("His", me="ben")
    desk = shop.desk()
    assert [one.thread for one in open_sessions(desk, "ann")] == [mine_]
    assert {one.thread for one in open_sessions(desk)} == {mine_, his}


def test_a_hint_that_leads_to_nothing_is_passed_over(shop: Shop) -> None:
    desk = shop.desk()
    shop.store.add_hint("ann", ThreadPlace("acme", f"session-{desk.fresh_id()}"))
    assert open_sessions(desk) == ()
    assert mine(desk) == ()


def test_a_session_that_was_handed_over_is_mine_no_longer(shop: Shop) -> None:
    thread = shop.session()
    shop.enter(thread, "handover", to="ben")
    assert mine(shop.desk()) == ()


def test_a_close_that_a_crash_cut_short_is_finished_by_the_way(shop: Shop) -> None:
    thread = shop.session()
    shop.enter(thread, "close", ordinal=1, end=shop.now, resolved=True, solution="Fuser")
    shop.wait(10)
    assert mine(shop.desk()) == ()
    assert shop.hinted("ann") == []
    assert shop.read(thread).of_kind("document")


@pytest.mark.parametrize("word", ["Printer offline", "PRINTER", "offl", "acme", "Acme AG", "ACME ag"])
def test_a_session_is_named_by_any_part_of_its_client_or_title(shop: Shop, word: str) -> None:
    thread = shop.session()
    assert named(shop.desk(), word).thread == thread


def test_accents_make_no_difference(shop: Shop) -> None:
    add(shop, "mueller", "Müller & Söhne")
    thread = shop.session("Café Display", client="mueller")
    for word in ("muller", "MÜLLER", "mu\u0308ller", "cafe"):
        assert named(shop.desk(), word).thread == thread


def test_a_session_is_named_by_the_end_of_its_identifier(shop: Shop) -> None:
    thread, other = shop.session(), shop.session("Toner")
    assert named(shop.desk(), thread[-4:]).thread == thread
    assert named(shop.desk(), other[-8:].upper()).thread == other
    assert named(shop.desk(), other).thread == other


def test_a_closed_session_is_named_by_its_identifier_and_by_nothing_else(shop: Shop) -> None:
    thread = shop.session()
    close(shop, thread)
    assert named(shop.desk(), thread[-6:]).thread == thread
    with pytest.raises(NotFound):
        named(shop.desk(), "Printer")


def test_my_sessions_come_before_those_of_others(shop: Shop) -> None:
    shop.session("Printer jam", me="ben")
    own = shop.session("Printer offline")
    assert named(shop.desk(), "printer").thread == own
    assert named(shop.desk(), "jam").title == "Printer jam"


def test_a_clients_handle_counts_before_a_part_of_a_title(shop: Shop) -> None:
    add(shop, "dentist", "Dr. Zahn")
    thread = shop.session()
    shop.session("Cable to the acme office", client="dentist")
    assert named(shop.desk(), "acme").thread == thread


def test_what_fits_several_sessions_is_told_with_all_of_them(shop: Shop) -> None:
    one = shop.session("Printer offline")
    shop.wait(1)
    two = shop.session("Printer jam")
    with pytest.raises(Conflict) as caught:
        named(shop.desk(), "printer")
    assert told(caught.value) == (
        f"'printer' fits several sessions: Acme AG 'Printer offline' ({one[-4:]}), Acme AG 'Printer jam' ({two[-4:]}).",
        "Name one by its last characters.",
    )


def test_sessions_with_the_same_last_characters_are_told_apart_by_more_of_them(shop: Shop) -> None:
    desk = shop.desk()
    start = shop.read(shop.session()).records[0]
    threads = [f"session-{desk.fresh_id()[:10]}{ending:0>16}" for ending in ("17f3a", "27f3a")]
    for thread in threads:
        place = ThreadPlace("acme", thread)
        shop.store.add_hint("ann", place)
        shop.store.file(place, start._replace(thread=thread, id=desk.fresh_id()))
    with pytest.raises(Conflict) as caught:
        named(desk, "7f3a")
    assert told(caught.value) == (
        "'7f3a' fits several sessions: Acme AG 'Printer offline' (17f3a), Acme AG 'Printer offline' (27f3a).",
        "Name one by its last characters.",
    )
    assert named(desk, "17f3a").thread == threads[0]


def test_closed_sessions_with_the_same_last_characters_are_told_apart(shop: Shop) -> None:
    desk = shop.desk()
    for ending in ("00007f3a", "11117f3a"):
        shop.store.file(
            ThreadPlace("acme", f"session-{desk.fresh_id()[:-8]}{ending}"),
            shop.read(shop.session()).records[0]._replace(id=desk.fresh_id()),
        )
        shop.wait(1)
    with pytest.raises(Conflict) as caught:
        named(desk, "7f3a")
    assert told(caught.value) == (
        "'7f3a' fits several sessions: acme 11117f3a, acme 00007f3a.",
        "Use more characters of the identifier.",
    )


def test_a_client_means_its_newest_session_where_none_is_open(shop: Shop) -> None:
    close(shop, shop.session("Old"))
    shop.wait(60)
    newest = shop.session("New")
    close(shop, newest)
    shop.wait(60)
    shop.store.add_hint("ann", ThreadPlace("acme", f"session-{shop.desk().fresh_id()}"))
    assert named(shop.desk(), "acme").thread == newest
    assert named(shop.desk(), "acm").thread == newest


def test_a_thread_whose_first_record_has_not_arrived_is_no_newest_session(shop: Shop) -> None:
    desk = shop.desk()
    thread = shop.session()
    close(shop, thread)
    shop.wait(60)
    note = shop.read(thread).records[0]._replace(kind="note", fields={"text": "x"}, id=desk.fresh_id())
    shop.store.file(ThreadPlace("acme", f"session-{desk.fresh_id()}"), note)
    assert named(desk, "acme").thread == thread


def test_a_client_without_a_session_is_told_so(shop: Shop) -> None:
    with pytest.raises(NotFound) as caught:
        named(shop.desk(), "acm")
    assert told(caught.value) == (
        "There is no session with Acme AG yet.",
        'Start one: clientcare session start acme "TITLE"',
    )


def test_a_slip_in_the_name_of_a_session_offers_the_nearest_open_ones(shop: Shop) -> None:
    thread = shop.session()
    with pytest.raises(NotFound) as caught:
        named(shop.desk(), "pritner")
    assert told(caught.value) == (
        "There is no session 'pritner'.",
        f"Did you mean {thread[-4:]} (Acme AG 'Printer offline')?",
    )


def test_a_slip_in_the_name_of_a_client_offers_that_client(shop: Shop) -> None:
    close(shop, shop.session())
    with pytest.raises(NotFound) as caught:
        named(shop.desk(), "acne")
    assert told(caught.value) == ("There is no session 'acne'.", "Did you mean acme?")


def test_what_comes_near_to_nothing_is_sent_to_the_list(shop: Shop) -> None:
    with pytest.raises(NotFound) as caught:
        named(shop.desk(), "zzz")
    assert told(caught.value) == ("There is no session 'zzz'.", "See: clientcare session list")


@pytest.mark.parametrize("word", ["", "  "])
def test_an_empty_word_names_no_session_and_no_client(shop: Shop, word: str) -> None:
    shop.session()
    with pytest.raises(Usage) as caught:
        named(shop.desk(), word)
    assert told(caught.value) == ("No session was named.", "See: clientcare session list")
    with pytest.raises(Usage) as caught:
        find_client(shop.desk(), word)
    assert told(caught.value) == ("No client was named.", "See: clientcare client list")


def test_a_word_that_is_in_neither_client_nor_title_does_not_fit(shop: Shop) -> None:
    session = shop.read(shop.session())
    assert fits(session, "offline")
    assert not fits(session, "toner")


# -- clients -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("word", ["dentist", "DENTIST", "Dr. Zahn", "zahn", "tooth", "Tooth Fairy", " dentist "])
def test_a_client_is_named_by_handle_name_or_alias_or_a_part_of_them(shop: Shop, word: str) -> None:
    add(shop, "dentist", "Dr. Zahn", "Tooth Fairy")
    assert find_client(shop.desk(), word).folder == "dentist"


def test_a_folder_that_somebody_named_by_hand_is_a_client_too(shop: Shop) -> None:
    add(shop, "Bäckerei Korn", "Korn")
    assert find_client(shop.desk(), "korn").folder == "Bäckerei Korn"
    assert client_in(shop.desk(), "Bäckerei Korn").name == "Korn"


def test_a_whole_name_counts_before_a_part_of_another(shop: Shop) -> None:
    add(shop, "acme-2", "Acme AG Bern")
    assert find_client(shop.desk(), "acme ag").folder == "acme"


def test_what_fits_several_clients_is_told_with_all_of_them(shop: Shop) -> None:
    add(shop, "acme-2", "Acme AG Bern")
    with pytest.raises(Conflict) as caught:
        find_client(shop.desk(), "acme a")
    assert told(caught.value) == (
        "'acme a' fits several clients: acme (Acme AG), acme-2 (Acme AG Bern).",
        "Type more of the name, or the handle.",
    )


def test_an_unknown_client_offers_the_nearest(shop: Shop) -> None:
    add(shop, "aune", "Aune GmbH")
    with pytest.raises(UnknownClient) as caught:
        find_client(shop.desk(), "acne")
    assert told(caught.value) == ("There is no client 'acne'.", "Did you mean aune or acme?")
    assert (caught.value.typed, caught.value.near) == ("acne", ("aune", "acme"))


def test_a_client_that_comes_near_to_none_can_be_added(shop: Shop) -> None:
    with pytest.raises(UnknownClient) as caught:
        find_client(shop.desk(), "Zoo Basel")
    assert told(caught.value) == ("There is no client 'Zoo Basel'.", 'Add one: clientcare client add "Zoo Basel"')


@pytest.mark.parametrize("word", ["../acme", "acme/..", ".", "con", "x" * 300, "a\0b", "😀"])
def test_no_word_leads_out_of_the_clients_folder(shop: Shop, word: str) -> None:
    with pytest.raises(UnknownClient):
        find_client(shop.desk(), word)


def test_a_folder_that_is_gone_is_no_client(shop: Shop) -> None:
    with pytest.raises(UnknownClient, match="There is no client 'gone'"):
        client_in(shop.desk(), "gone")


def test_a_mistake_in_the_file_of_one_client_does_not_hide_the_others(shop: Shop) -> None:
    add(shop, "broken", "Broken Ltd")
    spoil(shop, "broken")
    assert find_client(shop.desk(), "Acme AG").folder == "acme"
    with pytest.raises(UnknownClient):
        find_client(shop.desk(), "zoo")


def test_the_sessions_of_a_client_are_found_whatever_is_wrong_with_its_file(shop: Shop) -> None:
    thread = shop.session()
    close(shop, thread)
    path = shop.share / "clients" / "acme" / "_clientcare" / "client.toml"
    for text in (path.read_text("utf-8").replace("name", "nmae"), "name = "):
        path.write_text(text, "utf-8")
        assert named(shop.desk(), "acme").thread == thread


@pytest.mark.parametrize("word", ["broken", "broke"])
def test_a_mistake_in_the_file_of_the_client_that_is_meant_is_told_with_its_line(shop: Shop, word: str) -> None:
    add(shop, "broken", "Broken Ltd")
    spoil(shop, "broken")
    with pytest.raises(InvalidFile) as caught:
        find_client(shop.desk(), word)
    assert told(caught.value) == (
        "clients/broken/_clientcare/client.toml:3: unknown key 'nmae'",
        "Did you mean 'name'?",
    )


def test_a_mistake_in_a_clients_file_hides_none_of_its_sessions(shop: Shop) -> None:
    thread = shop.session()
    close(shop, thread)
    spoil(shop, "acme")
    assert named(shop.desk(), "acme").thread == thread
    with pytest.raises(InvalidFile):
        named(shop.desk(), "acm")
