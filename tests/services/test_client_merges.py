"""Clients under another name, and two clients that are one: nothing is moved, and all names find everything."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from clientcare.domain.asks import Missing
from clientcare.domain.clients import Agreement, Client, Contact
from clientcare.domain.errors import ClientcareError, Conflict, NotFound, Unreachable, Usage
from clientcare.services import clients, facts, listing
from clientcare.services.client_edits import edit, rename
from clientcare.services.client_merges import merge
from clientcare.services.finding import find_client, folders_of, named
from clientcare.services.sessions import start
from tests.services.test_clients import kept
from tests.shops import ACME, NOON, Shop

if TYPE_CHECKING:
    from clientcare.domain.client_files import ClientFile

ZETA = Client("01m6dgxjc0fsytr0x9a1xe4sfc", "zeta", "Zeta GmbH", (Contact("Mr Zed"), Contact("Ms Frei", "owner")))


def test_a_renamed_client_is_found_by_new_and_former_name_and_handle(shop: Shop) -> None:
    change = rename(shop.desk(), client="acme", name="Apex AG", handle="Apex")
    assert change.what == ("name Apex AG, before Acme AG", "handle apex, before acme")
    assert rename(shop.desk(), client="apex", handle="peak").what == ("handle peak, before apex",)
    for word in ("acme", "Acme AG", "Apex AG", "apex", "peak"):
        found = find_client(shop.desk(), word)
        assert (found.folder, found.name, found.short) == ("acme", "Apex AG", "peak"), word
    assert (shop.share / "clients" / "acme").is_dir()
    assert not (shop.share / "clients" / "peak").exists()


def test_a_handle_can_become_the_name_of_the_folder_again(shop: Shop) -> None:
    rename(shop.desk(), client="acme", handle="apex")
    rename(shop.desk(), client="apex", handle="acme")
    assert kept(shop, "acme").handle == ""
    assert rename(shop.desk(), client="apex", handle="acme").what == ()


def test_a_name_or_handle_of_another_client_is_refused_also_to_a_new_one(shop: Shop) -> None:
    shop.set_client(ZETA)
    for given in ({"name": "zeta gmbh"}, {"handle": "zeta"}):
        with pytest.raises(Conflict, match="already"):
            rename(shop.desk(), client="acme", **given)
    rename(shop.desk(), client="zeta", handle="omega")
    for taken in ("omega", "zeta"):
        with pytest.raises(Conflict, match="already"):
            clients.add(shop.desk(), handle=taken, name="Another Ltd")


def test_without_a_name_or_handle_one_is_asked_for(shop: Shop) -> None:
    with pytest.raises(Missing, match="--handle"):
        rename(shop.desk(), client="acme", name=" ")
    with pytest.raises(Usage, match="cannot be a handle"):
        rename(shop.desk(), client="acme", handle="../x")


def merged(shop: Shop) -> ClientFile:
    """Zeta with a session, a note and an agreement, merged into Acme, which has a session too."""
    shop.set_client(ZETA._replace(agreements=(Agreement("hosting", NOON.date()),)))
    for folder in ("zeta", "acme"):
        thread = shop.session(f"At {folder}", client=folder)
        facts.note(shop.desk(), client=folder, text=f"Ring {folder}")
        shop.enter(thread, "followup", due=shop.wait(60), who="ann")
        shop.enter(thread, "close", ordinal=1, end=shop.wait(60), resolved=True, solution="Done")
    merge(shop.desk(), client="zeta", into=("into", "acme"))
    return clients.shown(shop.desk(), client="zeta")


def test_everything_of_both_is_shown_under_the_one_that_stays(shop: Shop) -> None:
    found = merged(shop)
    assert (found.name, found.folder, found.sessions) == ("Acme AG", "acme", 2)
    assert [one.title for one in found.last] == ["At acme", "At zeta"]
    assert [one.title for one in found.promises] == ["At zeta", "At acme"]
    assert [one.text for one in found.facts] == ["Ring zeta", "Ring acme"]
    assert [(one.name, one.role) for one in found.contacts] == [("Ms Frei", "office"), ("Mr Zed", "")]
    assert [(one.name, [agreed.account for agreed in one.agreements]) for one in found.merged] == [
        ("Zeta GmbH", ["hosting"])
    ]
    assert found.aliases == ("Zeta GmbH",)
    assert {one.title for one in listing.listed(shop.desk(), client="Zeta GmbH")} == {"At acme", "At zeta"}
    assert [one.folder for one in clients.listed(shop.desk()).clients] == ["acme"]
    hidden = clients.listed(shop.desk(), archived=True).clients[1]
    assert (hidden.folder, hidden.merged_into) == ("zeta", "acme")


def test_entries_stay_where_they_are_and_new_sessions_go_to_the_one_that_stays(shop: Shop) -> None:
    merged(shop)
    session, _ = start(shop.desk(), client="zeta", title="New", mode="remote")
    assert (session.place.folder, session.client) == ("acme", ACME.id)
    assert [place.folder for place in shop.store.threads("zeta")] == ["zeta"]
    shop.enter(session.thread, "close", ordinal=1, end=shop.now, resolved=True)
    assert named(shop.desk(), "zeta").thread == session.thread


def test_a_note_of_either_can_be_taken_back_by_its_number(shop: Shop) -> None:
    merged(shop)
    assert facts.note(shop.desk(), client="zeta", text="Third").what == ("note 3",)
    facts.note(shop.desk(), client="acme", drop=1)
    assert facts.facts(shop.desk(), find_client(shop.desk(), "acme")) == ("Third", "Ring acme")


def test_the_overview_tells_of_both_and_lies_with_the_one_that_stays(shop: Shop) -> None:
    merged(shop)
    (page,) = (shop.share / "clients" / "acme").glob("Acme AG - overview*.html")
    text = page.read_text("utf-8")
    assert "At zeta" in text
    assert "Ring zeta" in text
    old = next(place for place in shop.store.threads("zeta"))
    shop.enter(old.thread, "note", text="Client rang", sort="other")  # an addendum, which makes the overview anew
    assert len(list((shop.share / "clients" / "acme").glob("Acme AG - overview*.html"))) == 1
    assert not list((shop.share / "clients" / "zeta").glob("*overview*"))
    assert "../zeta/2026/" in next((shop.share / "clients" / "acme").glob("*overview*")).read_text("utf-8")


def test_a_merged_client_takes_no_new_agreement_and_no_removal(shop: Shop) -> None:
    merged(shop)
    for word in ("zeta", "Zeta GmbH"):
        with pytest.raises(Conflict, match="takes no new agreement"):
            edit(shop.desk(), client=word, account="retainer")
    assert edit(shop.desk(), client="acme", account="retainer").folder == "acme"
    with pytest.raises(Conflict, match="never removed"):
        clients.remove(shop.desk(), client="zeta", yes=True)


def test_merging_again_changes_nothing_and_it_can_be_taken_back(shop: Shop) -> None:
    merged(shop)
    assert merge(shop.desk(), client="zeta", into=("acme",)).what == ()
    assert merge(shop.desk(), client="zeta", undo=True).what == ("no longer merged into Acme AG",)
    assert clients.shown(shop.desk(), client="zeta").sessions == 1
    assert clients.shown(shop.desk(), client="acme").sessions == 1
    assert kept(shop, "acme").aliases == ()
    with pytest.raises(NotFound, match="was not merged"):
        merge(shop.desk(), client="zeta", undo=True)


@pytest.mark.parametrize(
    ("client", "into", "undo", "says"),
    [
        ("acme", ("acme",), False, "Name two clients"),
        ("acme", (), False, "Write: clientcare client merge"),
        ("acme", ("zeta", "acme"), False, "Write: clientcare client merge"),
        ("acme", ("zeta",), True, "--undo"),
        ("nobody", ("acme",), False, "nobody"),
    ],
)
def test_what_cannot_be_merged_says_why(client: str, into: tuple[str, ...], undo: bool, says: str, shop: Shop) -> None:
    shop.set_client(ZETA)
    with pytest.raises(ClientcareError) as caught:
        merge(shop.desk(), client=client, into=into, undo=undo)
    assert says in f"{caught.value.message} {caught.value.hint}"


def test_a_client_with_an_open_session_or_one_that_was_merged_elsewhere_is_refused(shop: Shop) -> None:
    shop.set_client(ZETA)
    shop.set_client(ACME._replace(id="01m6dgxjc0fsytr0x9a1xe4sfd", folder="third", name="Third"))
    shop.session(client="zeta")
    with pytest.raises(Conflict, match="is open"):
        merge(shop.desk(), client="zeta", into=("acme",))
    merge(shop.desk(), client="third", into=("acme",))
    with pytest.raises(Conflict, match="already"):
        merge(shop.desk(), client="third", into=("zeta",))


def test_a_merge_that_was_cut_short_is_finished_or_taken_back_by_the_next(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_at(folder: str) -> None:
        write = shop.store.__class__.write_client

        def failing(store: object, where: str, content: object, token: str) -> None:
            if where == folder:
                raise Unreachable("The share is gone.")
            write(store, where, content, token)  # type: ignore[arg-type]

        monkeypatch.setattr(shop.store.__class__, "write_client", failing)

    shop.set_client(ZETA)
    break_at("zeta")
    with pytest.raises(Unreachable):
        merge(shop.desk(), client="zeta", into=("acme",))
    monkeypatch.undo()
    assert folders_of(shop.desk(), find_client(shop.desk(), "acme")) == ("acme", "zeta")
    assert find_client(shop.desk(), "zeta").folder == "zeta"
    merge(shop.desk(), client="zeta", into=("acme",))
    assert find_client(shop.desk(), "zeta").folder == "acme"
    break_at("acme")
    with pytest.raises(Unreachable):
        merge(shop.desk(), client="zeta", undo=True)
    monkeypatch.undo()
    assert find_client(shop.desk(), "zeta").folder == "zeta"
    merge(shop.desk(), client="zeta", undo=True)
    assert kept(shop, "acme").merged == ()


def test_clients_merged_in_a_row_or_in_a_circle_are_found_and_none_twice(shop: Shop) -> None:
    shop.set_client(ZETA)
    shop.set_client(ACME._replace(id="01m6dgxjc0fsytr0x9a1xe4sfd", folder="third", name="Third"))
    merge(shop.desk(), client="third", into=("zeta",))
    merge(shop.desk(), client="zeta", into=("acme",))
    assert find_client(shop.desk(), "third").folder == "acme"
    assert folders_of(shop.desk(), find_client(shop.desk(), "acme")) == ("acme", "zeta", "third")
    shop.set_client(kept(shop, "acme")._replace(into=kept(shop, "third").into))  # two merges crosswise, by hand
    assert find_client(shop.desk(), "third").name in ("Acme AG", "Zeta GmbH")
    assert len(folders_of(shop.desk(), kept(shop, "third"))) == 1


def test_folders_renamed_by_hand_or_removed_break_no_merge(shop: Shop) -> None:
    merged(shop)
    (shop.share / "clients" / "zeta").rename(shop.share / "clients" / "zzz")
    assert clients.shown(shop.desk(), client="acme").sessions == 2
    (shop.share / "clients" / "acme").rename(shop.share / "clients" / "Acme & Co")
    assert find_client(shop.desk(), "zzz").folder == "Acme & Co"
    (shop.share / "clients" / "zzz").rename(shop.share / "zzz")
    assert clients.shown(shop.desk(), client="Acme AG").sessions == 1


def test_an_overview_that_cannot_be_made_holds_up_no_merge(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(*_: object) -> None:
        raise Unreachable("The share is gone.")

    shop.set_client(ZETA)
    shop.enter(shop.session(client="acme"), "close", ordinal=1, end=shop.now, resolved=True)
    shop.store.drop_hint("ann", next(shop.store.threads("acme")))
    monkeypatch.setattr(shop.store.__class__, "add_document", gone)
    assert merge(shop.desk(), client="zeta", into=("acme",)).what


def test_the_overview_is_made_after_a_closed_session_also_where_a_newer_one_is_open(shop: Shop) -> None:
    shop.set_client(ZETA)
    shop.enter(shop.session("Old", client="zeta"), "close", ordinal=1, end=shop.now, resolved=True)
    shop.store.drop_hint("ann", next(shop.store.threads("zeta")))
    shop.wait(60)
    shop.session("New", client="acme")
    merge(shop.desk(), client="zeta", into=("acme",))
    (page,) = (shop.share / "clients" / "acme").glob("*overview*")
    assert "Old" in page.read_text("utf-8")


def test_a_client_that_is_marked_twice_is_looked_at_once(shop: Shop) -> None:
    shop.set_client(ZETA)
    merge(shop.desk(), client="zeta", into=("acme",))
    acme = kept(shop, "acme")
    shop.set_client(acme._replace(merged=acme.merged * 2))
    assert folders_of(shop.desk(), kept(shop, "acme")) == ("acme", "zeta")


def test_a_merge_whose_mark_was_edited_away_is_taken_back_all_the_same(shop: Shop) -> None:
    shop.set_client(ZETA)
    merge(shop.desk(), client="zeta", into=("acme",))
    shop.set_client(kept(shop, "acme")._replace(merged=()))
    assert merge(shop.desk(), client="zeta", undo=True).what == ("no longer merged into Acme AG",)
    assert find_client(shop.desk(), "zeta").folder == "zeta"


def test_a_client_whose_file_vanishes_meanwhile_is_told(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    shop.set_client(ZETA)
    write = shop.store.__class__.write_client

    def vanishing(store: object, where: str, content: object, token: str) -> None:
        write(store, where, content, token)  # type: ignore[arg-type]
        (shop.share / "clients" / "zeta" / "_clientcare" / "client.toml").unlink()

    monkeypatch.setattr(shop.store.__class__, "write_client", vanishing)
    with pytest.raises(NotFound, match="zeta"):
        merge(shop.desk(), client="zeta", into=("acme",))
