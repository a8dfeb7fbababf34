"""What the page of a procedure says: what was asked and answered, by whom and when, what was left out and why."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from clientcare.domain.asks import Ask
from clientcare.domain.documents import Fact
from clientcare.domain.dues import parse_due
from clientcare.domain.guides import Guide, Outcome, Step
from clientcare.domain.procedure_documents import ProcedureDocument, procedure_document
from tests.domain.story import Story
from tests.domain.test_procedures import started, told

ZURICH = ZoneInfo("Europe/Zurich")
NAMES = {"ann": "Ann Meier", "ben": "Ben Sutter"}
GUIDE = Guide(
    "complaint",
    "Complaint",
    steps=(
        Step("Hear the client out", "hear", asks=(Ask("story", "What happened?"), Ask("pin", "PIN?", sensitive=True))),
        Step("Answer", "answer", owner="account-manager", due=parse_due("3 working days"), skippable=False),
        Step("Learn", "learn"),
    ),
    outcomes=(Outcome("The client was told", "told"),),
)


def page(story: Story, guide: Guide | None = GUIDE) -> ProcedureDocument:
    return procedure_document(told(story), guide, NAMES, ZURICH)


def test_every_step_is_told_with_its_answers_its_owner_and_its_due_time() -> None:
    story = started()
    story.tell("15:00", "step", "ben", step="hear", status="answered", answers={"story": "It broke"})
    story.tell("5d 10:00", "step", "ben", step="answer", status="done", instructed_by="ann")
    story.tell("5d 10:05", "step", "ann", step="learn", status="skipped", reason="Known already")
    hear, answer, learn = page(story).steps
    assert (hear.status, hear.by, hear.at, hear.answers) == (
        "answered",
        "Ben Sutter",
        "16:00",
        (Fact("What happened?", "It broke"),),
    )
    assert answer.terms == "for the account manager; due Fri 27 Nov 2026, 15:05, done later"
    assert (learn.status, learn.reason) == ("skipped", "Known already")


def test_an_answer_that_was_given_anew_stays_told_and_sensitive_ones_never_are() -> None:
    story = started()
    story.tell("15:00", "step", "ben", step="hear", status="answered", answers={"story": "It broke"})
    given = {"story": "It broke twice", "pin": "1234"}
    story.tell("15:10", "step", "ann", step="hear", status="answered", answers=given, sensitive=("pin",))
    told_so = [(event.by, event.text) for event in page(story).course]
    assert told_so == [
        ("Ben Sutter", "Hear the client out: answered. What happened? It broke"),
        (
            "Ann Meier",
            "Hear the client out: answered. What happened? It broke twice; PIN? (on record, not shown)",
        ),
    ]
    assert "1234" not in str(page(story))


def test_an_instruction_is_told_with_what_was_done_on_it() -> None:
    story = started()
    story.tell("15:00", "step", "ben", step="answer", status="done", instructed_by="ann")
    assert page(story).course[0].text == "Answer: done, as told to by Ann Meier"


def test_the_end_tells_the_result_the_outcomes_and_why_a_gate_was_passed() -> None:
    story = started()
    story.tell(
        "16:00",
        "close",
        ordinal=1,
        solution="Apologised",
        outcomes={"told": "yes"},
        unmet=["answer"],
        override="They withdrew it",
    )
    made = page(story)
    assert (made.result, made.outcomes) == ("Apologised", (Fact("The client was told", "yes"),))
    assert made.override == "Closed although not met: Answer. Reason: They withdrew it"
    assert made.state == "closed"


def test_a_cancelled_one_says_why_and_asks_no_outcomes() -> None:
    story = started()
    story.tell("16:00", "close", ordinal=1, cancelled=True, reason="Begun by mistake")
    made = page(story)
    assert (made.state, made.cancelled, made.outcomes) == ("cancelled", "Begun by mistake", ())


def test_its_head_says_who_began_it_on_whose_word_and_who_is_answerable_now() -> None:
    story = Story()
    story.tell("14:05", "start", "ben", title="Complaint", from_session="session-7f3a", instructed_by="ann")
    story.tell("15:00", "handover", "ben", to="ann")
    story.tell("15:05", "note", "ann", text="x")
    assert page(story).facts == (
        Fact("Begun by", "Ben Sutter"),
        Fact("Answerable", "Ann Meier"),
        Fact("Told to by", "Ann Meier"),
        Fact("With", "Ann Meier"),
        Fact("Start", "Tue 24 Nov 2026, 15:05"),
        Fact("From session", "7f3a"),
    )


def test_without_the_text_of_the_guide_the_entries_are_told_by_their_ids() -> None:
    story = started()
    story.tell("15:00", "step", "ben", step="hear", status="answered", answers={"story": "It broke"})
    made = page(story, None)
    assert [(one.name, one.answers) for one in made.steps] == [("hear", (Fact("story", "It broke"),))]
    assert made.course[0].text == "hear: answered. story It broke"
