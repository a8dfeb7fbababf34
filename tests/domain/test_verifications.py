"""What the records of a thread prove of each other, and of documents and guides."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from clientcare.domain.erasures import tombstone
from clientcare.domain.errors import Exit
from clientcare.domain.records import Oddity, Record, Thread, ThreadPlace
from clientcare.domain.verifications import GRADES, Finding, Surroundings, Verified, filed_by, findings, guides, papers
from tests.domain.chains import NOON, PLACE, entry, sealed, thread, threads


def found(seen: Thread, client: str = "client-id") -> list[Finding]:
    return list(findings(seen, Surroundings(client)))


def states(seen: Thread, client: str = "client-id") -> list[str]:
    return [one.state for one in found(seen, client)]


def named_ones(records: tuple[Record, ...]) -> list[Record]:
    """The records that others name; where there is none, there is nothing to be proven."""
    named = {digest for record in records for digest in record.after}
    found = [record for record in records if record.digest in named]
    assume(found)
    return found


def linear(count: int) -> list[Record]:
    made: list[Record] = []
    for number in range(1, count + 1):
        made.append(entry(made, number))
    return made


# -- the chain -----------------------------------------------------------------------------------------------


@given(threads())
def test_nothing_is_said_of_a_thread_that_is_whole(records: tuple[Record, ...]) -> None:
    assert found(thread(*records)) == []


@given(threads(), st.data())
def test_any_entry_that_another_names_is_missed_when_it_is_gone(
    records: tuple[Record, ...], data: st.DataObject
) -> None:
    gone = data.draw(st.sampled_from(named_ones(records)))
    said = found(thread(*(record for record in records if record is not gone)))
    assert said
    assert {one.state for one in said} <= {"missing", "rewritten"}


@given(threads(), st.data())
def test_any_entry_that_another_names_is_found_when_it_is_written_anew(
    records: tuple[Record, ...], data: st.DataObject
) -> None:
    old = data.draw(st.sampled_from(named_ones(records)))
    new = sealed(old._replace(fields={"text": "something else"}))
    said = found(thread(*(new if record is old else record for record in records)))
    assert said
    assert {one.state for one in said} <= {"missing", "rewritten"}


@given(threads(), st.data())
def test_what_was_erased_leaves_the_chain_closed(records: tuple[Record, ...], data: st.DataObject) -> None:
    gone = data.draw(st.sampled_from(records))
    left = tuple(record for record in records if record is not gone)
    seen = thread(*left, tombstone(gone, NOON, "mia", "asked"))
    assert [one.state for one in findings(seen, Surroundings("client-id", forgotten=NOON))] == ["erased"]


def test_the_one_that_names_a_missing_entry_is_told() -> None:
    first, _, third = linear(3)
    [one] = found(thread(first, third))
    assert (one.state, one.n, one.by, one.path) == ("missing", 3, third.by, "")
    assert one.at == third.filed


def test_an_entry_in_the_place_of_the_one_that_was_named_is_told_itself() -> None:
    first, second, third = linear(3)
    new = sealed(second._replace(fields={"text": "never said"}))
    [one] = found(thread(first, new, third))
    assert (one.state, one.n) == ("rewritten", 2)
    assert one.path == f"_clientcare/records/2026/11/{PLACE.thread}/{second.name}"


def test_the_newest_entry_is_named_by_none_and_cannot_be_proven_here() -> None:
    first, second = linear(2)
    assert found(thread(first)) == []
    assert found(thread(first, sealed(second._replace(fields={"text": "never said"})))) == []


def test_what_two_entries_name_is_missed_once() -> None:
    first = entry([], 1)
    one, other = entry([first], 2), entry([first], 3)
    assert states(thread(one, other)) == ["missing"]


def test_what_stays_of_an_erased_entry_is_told_with_its_kind_and_its_file() -> None:
    first, second, third = linear(3)
    [one] = found(thread(first, tombstone(second, NOON, "mia", "asked"), third), client="")
    assert (one.state, one.kind, one.grade) == ("erased", "note", "fine")
    assert one.path.endswith(f"/{second.name.removesuffix('.toml')}.erased.toml")


def test_an_erasure_that_is_not_on_record_is_not_finished_or_was_none() -> None:
    first, second, third = linear(3)
    seen = thread(first, tombstone(second, NOON, "mia", "asked"), third)
    assert states(seen) == ["half-erased"]
    early = Surroundings("client-id", forgotten=NOON.replace(hour=11))
    assert [one.state for one in findings(seen, early)] == ["half-erased"]
    assert states(thread(*seen.records, entry([third], 5, "arrived"))) == ["erased"]


# -- files ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", ["changed", "arriving", "torn", "unreadable", "half-erased", "foreign"])
def test_a_file_that_is_no_whole_entry_is_told_as_what_it_is(state: str) -> None:
    [one] = found(thread(*linear(2), oddities=(Oddity("x.toml", state),)))
    assert (one.state, one.path) == (state, f"_clientcare/records/2026/11/{PLACE.thread}/x.toml")


def test_a_changed_entry_is_told_once_where_its_file_tells_which_one_it_was() -> None:
    first, second, third = linear(3)
    odd = Oddity(second.name, "changed", (second.digest, "another"))
    assert states(thread(first, third, oddities=(odd,))) == ["changed"]
    assert states(thread(first, third, oddities=(odd._replace(digests=()),))) == ["changed", "missing"]


def test_a_second_version_is_told_with_the_program_that_made_it() -> None:
    first, second = linear(2)
    name = second.name.replace(".toml", ".sync-conflict-20261124-140512-ABCDEFG.toml")
    [one] = found(thread(first, second, oddities=(Oddity(name, "foreign"),)))
    assert (one.state, one.about, one.grade) == ("copy", "Syncthing", "look")


def test_a_thread_without_any_entry_is_told() -> None:
    assert states(thread()) == ["empty"]


def test_a_session_in_the_folder_of_another_client_is_told_unless_it_was_moved_there() -> None:
    records = linear(2)
    assert states(thread(*records), client="another") == ["misplaced"]
    assert states(thread(*records), client="") == []
    moved = entry(records, 3, "moved")
    arrived = entry([*records, moved], 4, "arrived")
    assert states(thread(*records, moved, arrived), client="another") == []


def test_where_a_session_was_only_the_entry_that_says_where_it_went_is_left() -> None:
    records = linear(2)
    assert states(thread(entry(records, 3, "moved"))) == []


# -- documents and guides ------------------------------------------------------------------------------------


def attached(path: str, sha256: str, seen: list[Record] | None = None, kind: str = "attach") -> Record:
    seen = seen or []
    return entry(seen, len(seen) + 1, kind, path=path, sha256=sha256)


@pytest.mark.parametrize(
    ("there", "state"),
    [
        ({("acme", "documents/x.pdf"): ["d1"]}, []),
        ({("acme", "documents/x.pdf"): ["d2"]}, ["document-changed"]),
        ({}, ["document-missing"]),
    ],
)
def test_a_document_is_the_one_that_was_filed_another_one_or_gone(
    there: dict[tuple[str, str], list[str]], state: list[str]
) -> None:
    said = findings(thread(attached("documents/x.pdf", "d1")), Surroundings(documents=there))
    assert [one.state for one in said] == state
    assert [one.path for one in said] == ["documents/x.pdf"] * len(state)


def test_a_page_that_a_newer_one_replaced_may_lie_beside_it() -> None:
    record = attached("2026/page.html", "d1", kind="document")
    assert findings(thread(record), Surroundings(documents={("acme", "2026/page.html"): ["d2", "d1"]})) == ()


def test_a_page_may_lie_with_the_client_into_whom_this_one_was_merged() -> None:
    [paper] = papers(thread(entry([], 1, "document", path="o.html", sha256="d1", folder="zoo")))
    assert paper.place == ("zoo", "o.html")


def test_pages_that_went_with_what_was_erased_are_missed_no_more() -> None:
    page = attached("2026/page.html", "d1", kind="document")
    later = attached("2026/new.html", "d2", [page], "document")
    scan = attached("documents/x.pdf", "d3", [page, later])
    at = page.filed
    everything = thread(page, later, scan)
    said = findings(everything, Surroundings(forgotten=at))
    assert [one.path for one in said] == ["2026/new.html", "documents/x.pdf"]
    erased = thread(page, tombstone(entry([page], 2), at, "mia", "asked"))
    assert [one.state for one in findings(erased, Surroundings())] == ["erased"]
    changed = findings(thread(page), Surroundings(documents={("acme", "2026/page.html"): ["d9"]}, forgotten=at))
    assert [one.state for one in changed] == ["document-changed"]


def test_a_session_that_came_from_another_client_has_its_attachments_where_it_took_them_and_its_pages_anew() -> None:
    records = [attached("documents/x.pdf", "d1")]
    records.append(attached("2026/page.html", "d2", records, "document"))
    records.append(entry(records, 3, "arrived", documents={"documents/x.pdf": "documents/x (2).pdf"}))
    records.append(attached("2026/new.html", "d3", records, "document"))
    assert [paper.path for paper in papers(thread(*records))] == ["documents/x (2).pdf", "2026/new.html"]


@pytest.mark.parametrize(
    ("kept", "state"), [({"d1": "d1"}, []), ({"d1": "d2"}, ["guide-changed"]), ({}, ["guide-missing"])]
)
def test_a_guide_is_the_one_that_the_session_walked_another_one_or_gone(kept: dict[str, str], state: list[str]) -> None:
    start = entry([], 1, "start", guide="server-room", title="Printer offline", **{"guide-digest": "d1"})
    assert guides(thread(start)) == ("d1",)
    said = findings(thread(start), Surroundings(guides=kept))
    assert [(one.state, one.about, one.title) for one in said] == [
        (one, "server-room", "Printer offline") for one in state
    ]


# -- what comes of it ----------------------------------------------------------------------------------------


def test_what_one_machine_filed_is_told_since_a_moment_by_its_own_clock() -> None:
    seen = thread(*linear(4))
    assert [one.n for one in filed_by(seen, "ann-laptop", None)] == [1, 3]
    assert [one.n for one in filed_by(seen, "ann-laptop", NOON.replace(minute=2))] == [3]
    assert filed_by(seen, "nobody", None) == ()


@pytest.mark.parametrize(
    ("damaged", "to_look_at", "code"), [(0, 0, Exit.DONE), (1, 0, Exit.FAILED), (0, 1, Exit.FAILED)]
)
def test_it_fails_where_somebody_has_to_look(damaged: int, to_look_at: int, code: Exit) -> None:
    assert Verified(1, 1, 0, 0, damaged, to_look_at, ()).exit is code


def test_every_state_has_a_grade() -> None:
    assert set(GRADES.values()) == {"damage", "look", "fine"}
    assert Finding("added", "acme").grade == "fine"
    assert ThreadPlace("acme", PLACE.thread) == PLACE
