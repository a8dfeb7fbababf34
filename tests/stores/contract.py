"""What every store promises. A store's own tests inherit this suite and provide `store` and `again`."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from clientcare.domain.erasures import is_tombstone, tombstone
from clientcare.domain.errors import Conflict, NotFound
from clientcare.domain.identifiers import identifier
from clientcare.domain.records import Record, ThreadPlace, heads, next_n

if TYPE_CHECKING:
    from clientcare.ports import Store

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
CLIENT = {"format": 1, "id": "client-id", "name": "Acme AG"}
COUNT = iter(range(1, 1_000_000))


def fresh(month: int = 11, year: int = 2026) -> str:
    """A new identifier of a month."""
    moment = datetime(year, month, 24, 12, tzinfo=UTC).timestamp() * 1000
    return identifier(int(moment) + (count := next(COUNT)), count.to_bytes(10, "big"))


def session_in(folder: str = "acme", month: int = 11) -> ThreadPlace:
    """The place of a new session."""
    return ThreadPlace(folder, f"session-{fresh(month)}")


def entry(
    store: Store, place: ThreadPlace, kind: str = "note", by: str = "ann", ordinal: int = 0, **fields: Any
) -> Record:
    """An entry of somebody who has read all that is there."""
    seen = store.read(place).records
    return Record(
        thread=place.thread,
        client="client-id",
        n=next_n(seen),
        id=fresh(),
        salt="00",
        after=heads(seen),
        at=NOON,
        filed=NOON,
        by=by,
        machine="m",
        kind=kind,
        fields=fields,
        app="test",
        ordinal=ordinal,
    )


class StoreContract:
    """Inherit this, and give the fixture `store`, and `again`: a second way to the same store."""

    @pytest.fixture
    def store(self) -> Store:
        """The store under test."""
        raise LookupError("a store to test is missing")

    @pytest.fixture
    def again(self, store: Store) -> Store:
        """The same store, as another machine sees it."""
        return store

    def test_a_thread_that_nobody_wrote_into_is_empty(self, store: Store) -> None:
        assert store.read(session_in()).records == ()

    def test_a_filed_entry_is_read_by_everybody_as_it_was_filed(self, store: Store, again: Store) -> None:
        place = session_in()
        receipt = store.file(place, entry(store, place, text="Fuser\nreplaced ✓"))
        assert receipt.answer == "filed"
        assert again.read(place).records == (receipt.record,)
        assert len(receipt.record.digest) == 64

    def test_entries_come_in_the_order_of_number_and_id(self, store: Store) -> None:
        place = session_in()
        late = entry(store, place, by="zoe")
        for number in range(12):
            store.file(place, entry(store, place, text=str(number)))
        store.file(place, late)
        read = store.read(place).records
        assert [(one.n, one.id) for one in read] == sorted((one.n, one.id) for one in read)
        assert len(read) == 13

    def test_filing_the_same_entry_twice_keeps_one(self, store: Store) -> None:
        place = session_in()
        one = entry(store, place, text="x")
        store.file(place, one)
        store.file(place, one)
        assert len(store.read(place).records) == 1

    def test_a_step_that_happens_once_has_one_winner(self, store: Store, again: Store) -> None:
        place = session_in()
        mine = entry(store, place, "close", ordinal=1, solution="mine")
        theirs = entry(store, place, "close", by="ben", ordinal=1, solution="theirs")
        store.file(place, mine)
        with pytest.raises(Conflict, match="ann was first"):
            again.file(place, theirs)
        assert [one.get("solution") for one in store.read(place).records] == ["mine"]

    def test_a_guide_is_put_there_once_and_never_over_another(self, store: Store) -> None:
        assert store.add_guide("printer.md", b"one") == "guides/printer.md"
        with pytest.raises(Conflict, match=r"guides/printer\.md already"):
            store.add_guide("printer.md", b"two")

    def test_of_many_who_close_at_once_exactly_one_wins(self, store: Store) -> None:
        place = session_in()
        claims = [entry(store, place, "close", by=f"tech{number}", ordinal=1) for number in range(8)]

        def close(claim: Record) -> bool:
            try:
                return store.file(place, claim).answer == "filed"
            except Conflict:
                return False

        with ThreadPoolExecutor(8) as pool:
            won = list(pool.map(close, claims))
        assert sum(won) == 1
        assert [one.by for one in store.read(place).records] == [f"tech{won.index(True)}"]

    def test_the_second_ordinal_is_another_step(self, store: Store) -> None:
        place = session_in()
        store.file(place, entry(store, place, "close", ordinal=1))
        store.file(place, entry(store, place, "reopen", ordinal=1))
        store.file(place, entry(store, place, "close", ordinal=2))
        assert [(one.kind, one.ordinal) for one in store.read(place).records] == [
            ("close", 1),
            ("reopen", 1),
            ("close", 2),
        ]

    def test_threads_are_listed_newest_first_and_from_a_month_on(self, store: Store) -> None:
        store.write_client("acme", CLIENT, "")
        old, new = session_in(month=3), session_in(month=11)
        task = ThreadPlace("acme", f"task-{fresh()}")
        for place in (old, new, task):
            store.file(place, entry(store, place))
        assert list(store.threads("acme")) == [new, old]
        assert list(store.threads()) == [new, old]
        assert list(store.threads("acme", ("task",))) == [task]
        assert list(store.threads("acme", since=datetime(2026, 10, 1, tzinfo=UTC))) == [new]
        assert list(store.threads("nobody")) == []

    def test_hints_name_the_open_threads_of_a_member_oldest_first(self, store: Store, again: Store) -> None:
        first, second = session_in(), session_in("dentist")
        for place in (second, first):
            store.add_hint("ann", place)
        store.add_hint("ben", second)
        assert again.open_threads("ann") == (first, second)
        assert again.open_threads("ben") == (second,)
        assert again.open_threads() == (first, second)
        store.add_hint("ann", first)
        store.drop_hint("ann", first)
        store.drop_hint("ann", first)
        assert again.open_threads("ann") == (second,)
        assert again.open_threads("zoe") == ()

    def test_a_guide_is_kept_once_under_its_digest(self, store: Store) -> None:
        digest = store.keep_guide(b"+++\n+++\n")
        assert store.keep_guide(b"+++\n+++\n") == digest
        assert store.kept_guide(digest) == b"+++\n+++\n"
        with pytest.raises(NotFound):
            store.kept_guide("0" * 64)

    def test_a_client_is_written_once_and_changed_only_by_whoever_read_it_last(
        self, store: Store, again: Store
    ) -> None:
        store.write_client("acme", CLIENT, "")
        assert store.folders() == ("acme",)
        read = again.client("acme")
        assert read is not None
        assert read.content == CLIENT
        store.write_client("acme", {**CLIENT, "name": "Acme Ltd"}, read.token)
        with pytest.raises(Conflict):
            again.write_client("acme", {**CLIENT, "name": "Other"}, read.token)
        now = store.client("acme")
        assert now is not None
        assert now.content["name"] == "Acme Ltd"

    def test_a_client_cannot_be_made_twice_nor_differ_only_in_case(self, store: Store) -> None:
        store.write_client("acme", CLIENT, "")
        for name in ("acme", "ACME"):
            with pytest.raises(Conflict):
                store.write_client(name, CLIENT, "")

    def test_only_a_client_that_holds_nothing_else_is_removed(self, store: Store) -> None:
        store.write_client("acme", CLIENT, "")
        place = session_in()
        store.file(place, entry(store, place))
        with pytest.raises(Conflict):
            store.remove_client("acme")
        store.write_client("typo", CLIENT, "")
        store.remove_client("typo")
        assert store.folders() == ("acme",)
        assert store.client("typo") is None

    def test_members_are_listed_and_changed_like_clients(self, store: Store) -> None:
        store.write_member("ann", {"name": "Ann"}, "")
        with pytest.raises(Conflict):
            store.write_member("ann", {"name": "Another Ann"}, "")
        read = store.member("ann")
        assert read is not None
        store.write_member("ann", {"name": "Ann E."}, read.token)
        assert store.members() == ("ann",)
        assert store.member("ben") is None

    def test_a_document_never_replaces_another(self, store: Store) -> None:
        store.write_client("acme", CLIENT, "")
        first = store.add_document("acme", "documents/log.txt", b"one")
        second = store.add_document("acme", "documents/log.txt", b"two")
        assert (first.path, second.path) == ("documents/log.txt", "documents/log (2).txt")
        assert store.document("acme", first.path) == b"one"
        assert store.document("acme", second.path) == b"two"
        assert second.size == 3
        assert store.document("acme", "documents/none.txt") is None

    def test_a_document_that_a_newer_one_replaces_moves_aside(self, store: Store) -> None:
        store.write_client("acme", CLIENT, "")
        store.add_document("acme", "2026/a.html", b"one")
        store.set_aside("acme", "2026/a.html")
        store.set_aside("acme", "2026/a.html")
        assert store.document("acme", "2026/a.html") is None
        assert store.document("acme", "2026/older/a.html") == b"one"

    def test_a_mail_is_laid_once(self, store: Store) -> None:
        assert store.lay_mail("bill-1.eml", b"first") == store.lay_mail("bill-1.eml", b"second")

    def test_a_store_that_takes_files_says_nothing_when_it_is_probed(self, store: Store) -> None:
        store.probe()
        assert store.faults() == []

    def test_documents_are_listed_and_removed_with_what_was_set_aside(self, store: Store) -> None:
        store.write_client("acme", CLIENT, "")
        for _ in range(2):
            store.set_aside("acme", store.add_document("acme", "2026/page.html", b"x").path)
        store.add_document("acme", "2026/page.html", b"x")
        store.add_document("acme", "documents/other.pdf", b"x")
        assert len(store.documents("acme")) == 4
        for path in ("2026/page.html", "2026/page.html", "", "../acme/documents/other.pdf"):
            store.remove_document("acme", path)
        assert store.documents("acme") == ("documents/other.pdf",)

    def test_a_thread_is_carried_whole_and_cleared_only_of_what_arrived(self, store: Store) -> None:
        place = session_in()
        for kind, ordinal in (("start", 0), ("note", 0), ("moved", 1)):
            store.file(place, entry(store, place, kind, ordinal=ordinal))
        before = store.read(place).records
        there = store.carry(place, "zeta")
        assert there.records == store.carry(place, "zeta").records == before
        late = store.file(place, entry(store, place, text="late")).record
        store.clear(place, "zeta")
        assert {record.id for record in store.read(place).records} == {before[-1].id, late.id}
        assert store.read(there.place).records == before

    def test_of_an_erased_record_what_stays_is_read_in_its_place(self, store: Store) -> None:
        place = session_in()
        for text in ("one", "two"):
            store.file(place, entry(store, place, text=text))
        store.file(place, entry(store, place, "close", ordinal=1, solution="secret", worked=55))
        first, second, close = store.read(place).records
        for record in (first, close, close):
            store.erase(place, tombstone(record, NOON, "ann", "asked for"))
        left = store.read(place).records
        assert [(one.id, one.digest, one.after) for one in left] == [
            (one.id, one.digest, one.after) for one in (first, second, close)
        ]
        assert [one.kind for one in left] == ["erased", "note", "close"]
        assert (left[0].get("text"), left[2].get("worked"), left[2].ordinal) == ("", 55, 1)
        assert [is_tombstone(one) for one in left] == [True, False, True]

    def test_an_erased_record_is_not_filed_again(self, store: Store) -> None:
        place = session_in()
        record = store.file(place, entry(store, place, text="secret")).record
        store.erase(place, tombstone(record, NOON, "ann", "asked for"))
        assert store.file(place, record._replace(digest="")).answer == "filed"
        assert [one.kind for one in store.read(place).records] == ["erased"]

    def test_mails_that_name_what_was_erased_are_taken_from_the_outbox(self, store: Store) -> None:
        for number, text in enumerate(("about session-7f3a", "about another")):
            store.lay_mail(f"{number}.eml", f"Subject: x\nMessage-ID: <{number}@x>\n\n{text}\n".encode())
        assert store.drop_mails(["session-7f3a"]) == 1
        assert store.drop_mails(["session-7f3a"]) == 0
        assert store.drop_mails(["<1@x>"]) == 1

    def test_a_client_that_is_written_anew_keeps_nothing_of_before(self, store: Store, again: Store) -> None:
        store.write_client("acme", {**CLIENT, "aliases": ["Old"]}, "")
        seen = store.client("acme")
        assert seen
        store.write_client("acme", CLIENT, seen.token, anew=True)
        found = again.client("acme")
        assert found
        assert (found.content, "Old" in found.text) == (CLIENT, False)

    def test_a_document_is_measured_without_being_handed_over(self, store: Store) -> None:
        kept = store.add_document("acme", "documents/scan.pdf", b"x" * 3_000_000)
        assert store.measure("acme", kept.path) == kept
        assert store.measure("acme", "documents/none.pdf") is None
        assert store.measure("nobody", "documents/scan.pdf") is None

    def test_every_thread_is_named_whatever_it_is_about_newest_first(self, store: Store) -> None:
        store.write_client("acme", CLIENT, "")
        places = [session_in(month=9), ThreadPlace("acme", f"client-{fresh(10)}"), session_in(month=11)]
        for place in places:
            store.file(place, entry(store, place))
        assert list(store.every_thread()) == list(store.every_thread("acme")) == places[::-1]
        assert list(store.every_thread("zoo")) == []

    def test_nothing_strays_where_only_entries_were_filed(self, store: Store) -> None:
        place = session_in()
        store.write_client("acme", CLIENT, "")
        store.file(place, entry(store, place))
        assert store.strays("acme") == store.strays("zoo") == ()
