"""Who came and went, and what was corrected, as the document tells it."""

from __future__ import annotations

from datetime import UTC
from typing import Any

import pytest

from clientcare.domain.document_events import corrections, events
from clientcare.domain.documents import Correction, Event
from clientcare.domain.telling import Telling
from tests.domain.story import DAY, Story, at, closed

TELL = Telling({"ann": "Ann", "ben": "Ben"}, UTC, DAY.date(), at("18:00"))


def started() -> Story:
    story = Story()
    story.tell("14:00", "start", title="Printer offline", mode="remote")
    return story


@pytest.mark.parametrize(
    ("kind", "fields", "text"),
    [
        ("join", {}, "joined"),
        ("leave", {}, "left"),
        ("handover", {"to": "ann"}, "handed over to Ann"),
        ("handover", {"to": "ann", "for": "eve", "text": "left the team"}, "handed over to Ann for eve: left the team"),
        ("take", {"from": "ann", "ordinal": 1}, "took over from Ann"),
        ("pause", {"text": "lunch"}, "paused: lunch"),
        ("pause", {}, "paused"),
        ("resume", {}, "went on"),
        ("travel", {}, "set out"),
        ("travel", {"minutes": 20}, "was on the way for 0:20"),
        ("arrive", {}, "arrived"),
        ("arrive", {"planned": at("14:25")}, "arrived, 5 min early"),
        ("depart", {}, "left the client"),
        ("escalate", {"to": ["ann", "management"]}, "raised it to a senior or manager (Ann, management)"),
        ("help", {"text": "Who knows Kyocera?"}, "asked the team for help: Who knows Kyocera?"),
        ("endnow", {}, "ended it at once and called management"),
        ("told", {"status": "sent"}, "message: sent"),
        ("told", {"status": "laid", "detail": "Laid into the outbox."}, "message: Laid into the outbox."),
    ],
)
def test_what_happened_is_told_in_words(kind: str, fields: dict[str, Any], text: str) -> None:
    story = started()
    story.tell("14:20", kind, "ben", **fields)
    assert events(story.session, TELL) == (Event("14:20", "Ben", text),)


def test_the_standing_close_is_no_event_and_the_earlier_ones_are() -> None:
    story = started()
    closed(story)
    story.tell("15:10", "reopen", ordinal=1, reason="came back")
    closed(story, "15:30", 2)
    assert [event.text for event in events(story.session, TELL)] == [
        "closed, opened again later",
        "opened it again: came back",
    ]


def test_a_session_that_was_cancelled_and_opened_again_says_why() -> None:
    story = started()
    closed(story, cancelled=True, reason="no-show")
    story.tell("15:10", "reopen", ordinal=1)
    assert [event.text for event in events(story.session, TELL)] == ["cancelled: no-show", "opened it again"]


def test_an_event_that_arrived_late_says_so() -> None:
    story = started()
    before = list(story.records)
    closed(story)
    story.tell("14:20", "pause", "ben", knowing=before)
    assert events(story.session, TELL) == (Event("14:20", "Ben", "paused; arrived late"),)


def test_a_correction_says_what_was_and_what_is_and_why() -> None:
    story = started()
    story.tell("14:20", "pause")
    story.tell("14:30", "resume")
    closed(story)
    story.tell(
        "15:10", "edit", start=at("13:50"), end=at("14:55"), pause=20, title="Printer", mode="on-site", reason="typo"
    )
    assert corrections(story.session, TELL) == (
        Correction("15:10", "Ann", "start", "Tue 24 Nov 2026, 14:00", "Tue 24 Nov 2026, 13:50", "typo"),
        Correction("15:10", "Ann", "end", "Tue 24 Nov 2026, 15:00", "Tue 24 Nov 2026, 14:55", "typo"),
        Correction("15:10", "Ann", "pause", "0:10", "0:20", "typo"),
        Correction("15:10", "Ann", "title", "Printer offline", "Printer", "typo"),
        Correction("15:10", "Ann", "mode", "remote", "on-site", "typo"),
    )


def test_a_second_correction_starts_from_the_first() -> None:
    story = started()
    story.tell("14:10", "edit", title="Printer")
    story.tell("14:20", "edit", title="Scanner")
    assert [(one.was, one.now) for one in corrections(story.session, TELL)] == [
        ("Printer offline", "Printer"),
        ("Printer", "Scanner"),
    ]


def test_a_pause_can_be_corrected_while_the_session_goes_on() -> None:
    story = started()
    story.tell("14:10", "pause")
    story.tell("14:30", "edit", pause=5)
    assert [(one.was, one.now) for one in corrections(story.session, TELL)] == [("0:20", "0:05")]


def test_a_correction_that_arrived_late_says_that_it_changes_nothing() -> None:
    story = started()
    before = list(story.records)
    closed(story)
    story.tell("14:50", "edit", "ben", knowing=before, title="Scanner")
    (found,) = corrections(story.session, TELL)
    assert found.reason == "(arrived after the close: changes nothing)"


def test_what_was_taken_back_is_told_without_its_text() -> None:
    story = started()
    note = story.tell("14:10", "note", text="My own lunch order")
    lent = story.tell("14:12", "lent", what="VPN")
    story.tell("14:15", "undo", of=note.id)
    story.tell("14:16", "undo", of=lent.id)
    story.tell("14:17", "undo", of="an entry that is not here")
    assert corrections(story.session, TELL) == (
        Correction("14:15", "Ann", "note of 14:10, Ann", "", "taken back", ""),
        Correction("14:16", "Ann", "lent access of 14:12, Ann", "", "taken back", ""),
    )


def test_a_correction_that_was_taken_back_is_told_as_such_alone() -> None:
    story = started()
    edit = story.tell("14:10", "edit", title="Scanner")
    story.tell("14:15", "undo", of=edit.id)
    assert [one.what for one in corrections(story.session, TELL)] == ["correction of 14:10, Ann"]
