"""What documents are called, and which there should be."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientcare.domain.documents import (
    next_version,
    ordinal_of,
    overview_due,
    overview_path,
    page_due,
    session_path,
)
from tests.domain.story import Story, at, closed

ZURICH = ZoneInfo("Europe/Zurich")


def started(title: str = "Printer offline", clock: str = "14:05") -> Story:
    story = Story()
    story.tell(clock, "start", title=title, client_name="Acme AG", mode="remote")
    return story


def path(story: Story, lead: str = "Ann Meier", version: int = 1) -> str:
    return session_path(story.session, at("14:05"), lead, version)


def document(story: Story, close: int, what: str = "session") -> None:
    story.tell("16:00", "document", what=what, path="x.html", sha256="00", close=close)


# -- names ---------------------------------------------------------------------------------------------------------


def test_the_document_of_an_open_session_says_so_in_its_name() -> None:
    assert path(started()) == "2026/2026-11-24 Printer offline OPEN 7f3a.html"


def test_the_document_of_a_closed_session_names_who_led_it_and_the_hours() -> None:
    story = started()
    closed(story)
    assert path(story) == "2026/2026-11-24 Printer offline (Ann, 0h55) 7f3a.html"


def test_the_hours_in_a_name_are_those_of_everybody_and_may_pass_a_day() -> None:
    story = started()
    story.tell("14:05", "join", "ben")
    closed(story, "1d 14:05")
    assert "(Ann, 48h00)" in path(story)


def test_a_cancelled_session_has_no_hours_in_its_name() -> None:
    story = started()
    closed(story, cancelled=True, reason="no-show")
    assert path(story) == "2026/2026-11-24 Printer offline (Ann, cancelled) 7f3a.html"


def test_a_correction_gets_the_number_of_its_version() -> None:
    assert path(started(), version=2).endswith(" OPEN 7f3a v2.html")


@pytest.mark.parametrize(
    ("lead", "shown"), [("Ann", "Ann"), ("Dr. Ann Keller", "Dr. Ann Keller"), ("  ", "document"), ("Bo/b X", "Bo-b")]
)
def test_a_member_stands_in_a_name_with_the_first_name(lead: str, shown: str) -> None:
    story = started()
    closed(story)
    assert f"({shown}, 0h55)" in path(story, lead)


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Drucker für Büro: 2. Stock", "Drucker für Büro- 2. Stock"),
        ("../../etc", "etc"),
        ("Fertig...", "Fertig"),
        ("🖨️ kaputt", "🖨️ kaputt"),
        ("a\x00b\x1b\u202ec", "abc"),
        ("???", "document"),
        ("x" * 300, "x" * 80),
        ("日" * 80, "日" * 43),
    ],
)
def test_a_title_stands_in_a_name_without_what_file_systems_refuse(title: str, shown: str) -> None:
    assert path(started(title)) == f"2026/2026-11-24 {shown} OPEN 7f3a.html"


@given(st.text(min_size=1), st.text())
def test_every_title_and_name_make_one_file_name_that_every_system_takes(title: str, lead: str) -> None:
    story = started(title)
    closed(story, "999d 15:00")
    folder, _, name = path(story, lead, 999).partition("/")
    assert folder == "2026"
    assert "/" not in name
    assert not set('\\:*?"<>|') & set(name)
    assert len(name.encode("utf-8", "surrogatepass")) <= 230


def test_the_year_and_the_day_are_those_of_the_start_in_the_zone_that_is_given() -> None:
    begun = at("23:30").replace(month=12, day=31).astimezone(ZURICH)
    assert session_path(started().session, begun, "Ann", 1).startswith("2027/2027-01-01 ")


def test_an_overview_is_named_by_client_and_day() -> None:
    assert overview_path("Acme AG", date(2026, 11, 24), 1) == "Acme AG - overview 2026-11-24.html"
    assert overview_path("A/B?", date(2026, 11, 24), 2) == "A-B - overview 2026-11-24 v2.html"


@pytest.mark.parametrize(
    ("paths", "version"),
    [
        ([], 1),
        (["2026/x 7f3a.html"], 2),
        (["2026/x 7f3a.html", "2026/x 7f3a v3 (2).html", "2026/x 7f3a v2.html"], 4),
        (["2026/x 7f3a (2).html"], 2),
        (["something else.pdf"], 1),
    ],
)
def test_the_number_of_a_version_is_never_given_twice(paths: list[str], version: int) -> None:
    assert next_version(paths) == version


# -- which there should be -----------------------------------------------------------------------------------------


def test_a_session_that_has_begun_needs_a_document_once() -> None:
    story = started()
    assert page_due(story.session)
    document(story, 0)
    story.tell("14:20", "note", text="Found it")
    assert not page_due(story.session)


def test_a_session_whose_start_has_not_arrived_needs_none() -> None:
    story = Story()
    story.tell("14:20", "note", text="Found it")
    closed(story)
    assert not page_due(story.session)
    assert not overview_due(story.session)


def test_a_close_needs_a_document_of_its_own() -> None:
    story = started()
    document(story, 0)
    closed(story)
    assert ordinal_of(story.session) == 1
    assert page_due(story.session)
    document(story, 1)
    assert not page_due(story.session)


def test_an_addendum_needs_a_new_version() -> None:
    story = started()
    closed(story)
    document(story, 1)
    story.tell("16:30", "note", text="Called back")
    assert page_due(story.session)


def test_an_entry_that_arrives_late_needs_a_new_version_too() -> None:
    story = started()
    before = list(story.records)
    closed(story)
    document(story, 1)
    story.tell("14:40", "note", "ben", knowing=before, text="Held on my laptop")
    assert page_due(story.session)
    document(story, 1)
    assert not page_due(story.session)


@pytest.mark.parametrize("kind", ["bill", "send", "sent", "mark"])
def test_what_billing_was_told_makes_no_new_version(kind: str) -> None:
    story = started()
    closed(story)
    document(story, 1)
    story.tell("16:30", kind)
    assert not page_due(story.session)


def test_a_session_that_was_opened_again_is_seen_as_open_again() -> None:
    story = started()
    document(story, 0)
    closed(story)
    document(story, 1)
    story.tell("17:00", "reopen", ordinal=1, reason="came back")
    assert page_due(story.session)
    document(story, 0)
    assert not page_due(story.session)


def test_a_reopening_whose_document_a_crash_left_out_needs_one_although_an_earlier_one_was_open() -> None:
    story = started()
    document(story, 0)
    closed(story)
    story.tell("17:00", "reopen", ordinal=1, reason="came back")
    assert page_due(story.session)


def test_an_overview_comes_with_every_close_and_with_every_new_version() -> None:
    story = started()
    assert not overview_due(story.session)
    closed(story)
    assert overview_due(story.session)
    document(story, 1)
    document(story, 1, "overview")
    assert not overview_due(story.session)
    document(story, 1)
    assert overview_due(story.session)
