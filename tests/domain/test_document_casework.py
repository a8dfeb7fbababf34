"""The casework of a session as its document tells it."""

from __future__ import annotations

from datetime import UTC

import pytest

from clientcare.domain import document_casework as casework
from clientcare.domain.asks import Ask
from clientcare.domain.document_casework import LONGEST_ON_PAGE, on_page
from clientcare.domain.documents import Event, Fact, FileLink, NoteText, OptionText, StepLine
from clientcare.domain.guides import Guide, Step
from clientcare.domain.telling import Telling
from tests.domain.story import DAY, Story, at, closed

TELL = Telling({"ann": "Ann", "ben": "Ben"}, UTC, DAY.date(), at("18:00"))
GUIDE = Guide(
    "working",
    "Working with clients",
    steps=(
        Step("Be early", "early"),
        Step("Listen", "listen", asks=(Ask("problem", "What happened?"), Ask("since", ""))),
        Step("Bill", "bill", phase="close"),
    ),
)


def started() -> Story:
    story = Story()
    story.tell("14:00", "start", title="Printer offline", mode="remote", guide="working")
    return story


def test_notes_are_told_in_order_with_time_author_and_sort() -> None:
    story = started()
    story.tell("14:10", "note", text="Fuser worn out", sort="finding")
    story.tell("14:20", "note", "ben", text="Replaced it")
    assert casework.notes(story.session, TELL) == (
        NoteText(1, "14:10", "Ann", "finding", "Fuser worn out", ()),
        NoteText(2, "14:20", "Ben", "other", "Replaced it", ()),
    )


def test_an_amended_note_has_its_newest_text_and_says_how_often_it_was_amended() -> None:
    story = started()
    first = story.tell("14:10", "note", text="Fuser")
    story.tell("14:11", "note", text="Fuser worn", amends=first.id)
    assert casework.notes(story.session, TELL)[0].marks == ("amended",)
    story.tell("14:12", "note", text="Fuser worn out", amends=first.id)
    assert casework.notes(story.session, TELL) == (
        NoteText(1, "14:10", "Ann", "other", "Fuser worn out", ("amended 2 times",)),
    )


def test_what_is_special_about_a_note_is_marked() -> None:
    story = started()
    before = list(story.records)
    story.tell("14:10", "note", text="Scanner too", out_of_scope=True, visible=True)
    closed(story)
    story.tell("15:10", "note", text="Called back")
    story.tell("14:20", "note", "ben", text="From my laptop", knowing=before)
    marks = {note.text: note.marks for note in casework.notes(story.session, TELL)}
    assert marks == {
        "Scanner too": ("outside of the agreed scope", "may be shown to the client"),
        "Called back": (casework.ADDENDUM,),
        "From my laptop": (casework.LATE,),
    }


def test_options_say_which_was_chosen_and_by_whom() -> None:
    story = started()
    first = story.tell("14:10", "option", text="New fuser", cost="CHF 89", consequence="good for two years")
    story.tell("14:11", "option", text="New printer")
    story.tell("14:12", "choice", option=first.id)
    assert casework.options(story.session) == (
        OptionText(1, "New fuser", "CHF 89", "good for two years", "chosen by the client"),
        OptionText(2, "New printer", "", "", ""),
    )
    story.tell("14:13", "choice", option=first.id, who="Ms Frei")
    assert casework.options(story.session)[0].chosen == "chosen by Ms Frei"


def test_every_estimate_is_told() -> None:
    story = started()
    story.tell("14:10", "estimate", text="the model of the printer is needed")
    story.tell("14:20", "estimate", minutes=90)
    assert casework.estimates(story.session, TELL) == (
        Event("14:10", "Ann", "not possible yet: the model of the printer is needed"),
        Event("14:20", "Ann", "1:30 in all"),
    )


def test_consents_say_what_was_answered_by_whom_and_to_whom() -> None:
    story = started()
    story.tell("14:10", "consent", about="backup", answer="not-applicable", who="Ms Frei")
    story.tell("14:11", "consent", "ben", about="work", answer="given")
    assert casework.consents(story.session, TELL) == (
        Fact("Backup", "not applicable by Ms Frei (14:10, Ann)"),
        Fact("Permission to work", "given (14:11, Ben)"),
    )


def test_lent_access_says_loudly_that_it_was_not_given_back() -> None:
    story = started()
    first = story.tell("14:10", "lent", what="VPN", to="ann")
    story.tell("14:11", "lent", what="Key to the server room", to="Mr Baum")
    story.tell("14:50", "returned", of=first.id)
    assert casework.accesses(story.session, TELL) == (
        Fact("VPN", "lent to Ann 14:10, given back 14:50"),
        Fact("Key to the server room", "lent to Mr Baum 14:11, NOT given back"),
    )


def test_every_step_of_the_guide_is_told_with_its_answers() -> None:
    story = started()
    story.tell("14:05", "step", step="listen", status="answered", answers={"problem": "It is dead", "since": ""})
    story.tell("14:06", "step", "ben", step="early", status="skipped", reason="called in")
    assert casework.steps(story.session, GUIDE, TELL) == (
        StepLine("Be early", "skipped", "Ben", "14:06", "called in", ()),
        StepLine(
            "Listen", "answered", "Ann", "14:05", "", (Fact("What happened?", "It is dead"), Fact("since", "left open"))
        ),
        StepLine("Bill", "not done", "", "", "", ()),
    )


def test_an_entry_for_a_step_that_the_guide_does_not_have_is_told_too() -> None:
    story = started()
    story.tell("14:05", "step", step="sing", status="done", answers={"song": "Yesterday"})
    assert casework.steps(story.session, GUIDE, TELL)[-1] == StepLine(
        "sing", "done", "Ann", "14:05", "", (Fact("song", "Yesterday"),)
    )


def test_a_guide_whose_text_cannot_be_read_leaves_the_ids_of_its_steps() -> None:
    story = started()
    story.tell("14:05", "step", step="listen", status="done")
    assert casework.guide_name(story.session, None).startswith("working (its text could not be read")
    assert [step.name for step in casework.steps(story.session, None, TELL)] == ["listen"]


def test_a_guide_is_told_by_its_title_and_none_where_there_was_none() -> None:
    assert casework.guide_name(started().session, GUIDE) == "Working with clients"
    without = Story()
    without.tell("14:00", "start", title="x")
    assert casework.guide_name(without.session, None) == ""


def test_attachments_say_where_they_lie_and_what_nobody_looked_through() -> None:
    story = started()
    before = list(story.records)
    story.tell("14:10", "attach", name="log.txt", path="documents/log.txt", sha256="00", size=812, was_read=True)
    closed(story)
    story.tell("15:10", "attach", name="scan.pdf", path="documents/scan.pdf", sha256="00", size=23_456)
    story.tell("14:20", "attach", "ben", name="b", path="documents/b", sha256="00", size=1_200_000, knowing=before)
    found = {one.name: one for one in casework.attachments(story.session, TELL)}
    assert found["log.txt"] == FileLink("log.txt", "documents/log.txt", "812 bytes; 14:10, Ann")
    assert found["scan.pdf"].about == "23 KB; 15:10, Ann; not looked through for secrets; added after the close"
    assert found["b"].about == f"1.2 MB; 14:20, Ben; not looked through for secrets; {casework.LATE}"


@pytest.mark.parametrize(
    ("size", "said"), [(0, "0 bytes"), (999, "999 bytes"), (1000, "1 KB"), (999_499, "999 KB"), (1_000_000, "1.0 MB")]
)
def test_a_size_is_said_in_the_unit_that_people_use(size: int, said: str) -> None:
    assert casework.say_size(size) == said


def test_a_text_that_nobody_reads_to_its_end_is_cut_on_the_page_and_says_so() -> None:
    assert on_page("x" * LONGEST_ON_PAGE) == "x" * LONGEST_ON_PAGE
    shown = on_page("x" * (LONGEST_ON_PAGE + 1))
    assert shown == "x" * LONGEST_ON_PAGE + "…\n(20,001 characters in all; the record holds the whole text)"
