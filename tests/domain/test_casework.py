"""What is done in a session: notes, parts, attachments, options, lent access, consents, estimates, steps."""

from __future__ import annotations

import pytest

from clientcare.domain.casework import Consent, Estimate, Option, consent_word
from tests.domain.story import Story, at, closed


@pytest.fixture
def story() -> Story:
    """A session of Ann, begun at 14:05."""
    made = Story()
    made.tell("14:05", "start", title="Printer offline")
    return made


def test_notes_are_numbered_from_one_and_know_what_they_are(story: Story) -> None:
    story.tell("14:06", "note", text="first")
    story.tell("14:07", "note", "ben", text="second", sort="finding", visible=True, out_of_scope=True)
    one, two = story.session.notes
    assert (one.number, one.text, one.sort, one.by, one.at) == (1, "first", "other", "ann", at("14:06"))
    assert (one.visible, one.out_of_scope, one.late, one.addendum, one.was) == (False, False, False, False, ())
    assert (two.number, two.sort, two.visible, two.out_of_scope) == (2, "finding", True, True)


def test_an_amended_note_shows_its_newest_text_and_keeps_the_old_ones(story: Story) -> None:
    first = story.tell("14:06", "note", text="fuser 187k")
    story.tell("14:07", "note", text="other")
    story.tell("14:08", "note", text="fuser 178k", amends=first.id)
    story.tell("14:09", "note", text="fuser 178'000", amends=first.id)
    one, two = story.session.notes
    assert one.text == "fuser 178'000"
    assert one.was == ("fuser 187k", "fuser 178k")
    assert two.text == "other"


def test_an_amendment_of_a_note_that_is_not_here_stands_for_itself(story: Story) -> None:
    story.tell("14:08", "note", text="x", amends="nowhere")
    assert [note.text for note in story.session.notes] == ["x"]


def test_a_note_after_the_close_is_an_addendum_and_one_unseen_is_late(story: Story) -> None:
    before = list(story.records)
    story.tell("14:30", "note", "ben", knowing=before, text="unseen")
    story.tell("15:00", "close", ordinal=1, knowing=before, end=at("15:00"))
    story.tell("15:05", "note", text="after")
    unseen, after = story.session.notes
    assert (unseen.late, unseen.addendum) == (True, False)
    assert (after.late, after.addendum) == (False, True)


def test_parts_keep_quantity_price_and_serials_as_they_were_told(story: Story) -> None:
    story.tell(
        "14:06", "part", name="Fuser", quantity="2", serial_out="A1", serial_in="B2", price="89.00", currency="CHF"
    )
    story.tell("14:07", "part", name="Screw")
    fuser, screw = story.session.parts
    assert (fuser.name, fuser.quantity, fuser.serial_out, fuser.serial_in) == ("Fuser", "2", "A1", "B2")
    assert (fuser.price, fuser.currency, fuser.by, fuser.at, fuser.late) == ("89.00", "CHF", "ann", at("14:06"), False)
    assert (screw.quantity, screw.price, screw.serial_in, screw.serial_out) == ("1", "", "", "")


def test_attachments_know_their_digest_and_whether_they_were_read(story: Story) -> None:
    story.tell("14:06", "attach", name="log.txt", path="documents/log.txt", sha256="ab", size=7, was_read=True)
    story.tell("14:07", "attach", name="a.pdf", path="documents/a.pdf")
    log, pdf = story.session.attachments
    assert (log.name, log.path, log.sha256, log.size, log.was_read) == ("log.txt", "documents/log.txt", "ab", 7, True)
    assert (pdf.sha256, pdf.size, pdf.was_read) == ("", 0, False)


def test_the_newest_choice_among_the_options_counts(story: Story) -> None:
    first = story.tell("14:06", "option", text="Repair", cost="CHF 89", consequence="lasts a year")
    second = story.tell("14:07", "option", text="Replace")
    assert [option.chosen for option in story.session.options] == [False, False]
    story.tell("14:08", "choice", option=first.id, who="Eva Frei")
    assert story.session.options[0] == Option(first.id, 1, "Repair", "CHF 89", "lasts a year", True, "Eva Frei")
    story.tell("14:09", "choice", option=second.id)
    one, two = story.session.options
    assert (one.chosen, one.chosen_by) == (False, "")
    assert (two.number, two.chosen, two.chosen_by) == (2, True, "")


def test_access_is_lent_until_an_entry_says_that_it_was_given_back(story: Story) -> None:
    admin = story.tell("14:06", "lent", what="admin login", to="ben")
    story.tell("14:07", "lent", what="server room key")
    story.tell("14:30", "returned", of=admin.id)
    login, key = story.session.accesses
    assert (login.what, login.lent_to, login.returned, login.returned_at) == ("admin login", "ben", True, at("14:30"))
    assert (key.what, key.lent_to, key.returned, key.returned_at) == ("server room key", "ann", False, None)
    assert key.at == at("14:07")


def test_a_return_that_was_taken_back_leaves_the_access_open(story: Story) -> None:
    admin = story.tell("14:06", "lent", what="admin login")
    back = story.tell("14:30", "returned", of=admin.id)
    story.tell("14:31", "undo", of=back.id)
    assert not story.session.accesses[0].returned


def test_the_newest_consent_on_a_matter_counts(story: Story) -> None:
    story.tell("14:06", "consent", about="work", answer="declined", who="Eva Frei")
    story.tell("14:07", "consent", about="work", answer="given", who="Max")
    story.tell("14:08", "consent", about="backup", answer="not-applicable")
    found = story.session.consents
    assert found["work"] == Consent("work", "given", "Max", at("14:07"), "ann")
    assert found["backup"].who == ""
    assert set(found) == {"work", "backup"}


def test_an_answer_of_the_guide_is_a_consent_too(story: Story) -> None:
    story.tell("14:06", "step", "ben", step="b", answers={"backup": "done", "backup-by": "Eva", "work": ""})
    assert dict(story.session.consents) == {"backup": Consent("backup", "given", "Eva", at("14:06"), "ben")}
    story.tell("14:07", "consent", about="backup", answer="declined")
    assert story.session.consents["backup"].answer == "declined"


@pytest.mark.parametrize(
    ("said", "word"),
    [
        ("done", "given"),
        ("Yes", "given"),
        ("given", "given"),
        ("true", "given"),
        (" declined ", "declined"),
        ("no", "declined"),
        ("refused", "declined"),
        ("false", "declined"),
        ("not applicable", "not-applicable"),
        ("n/a", "not-applicable"),
    ],
)
def test_what_a_guide_calls_a_consent_is_one_of_three_answers(said: str, word: str) -> None:
    assert consent_word(said) == word


def test_the_newest_estimate_counts(story: Story) -> None:
    assert story.session.estimate is None
    story.tell("14:06", "estimate", minutes=30)
    story.tell("14:07", "estimate", minutes=60, text="needs a part")
    assert story.session.estimate == Estimate(60, "needs a part", at("14:07"), "ann")


def test_a_client_must_be_told_when_the_estimate_is_reached_and_not_before(story: Story) -> None:
    assert not story.session.must_tell_of_estimate(at("20:00"))
    story.tell("14:06", "estimate", minutes=30)
    assert not story.session.must_tell_of_estimate(at("14:34"))
    assert story.session.must_tell_of_estimate(at("14:35"))


def test_a_client_who_was_told_in_time_need_not_be_told_again(story: Story) -> None:
    story.tell("14:06", "estimate", minutes=50)
    story.tell("14:44", "note", sort="update", text="takes longer")
    assert story.session.must_tell_of_estimate(at("15:00"))
    story.tell("14:45", "note", sort="finding", text="no update")
    assert story.session.must_tell_of_estimate(at("15:00"))
    story.tell("14:45", "note", sort="update", text="takes longer still")
    assert not story.session.must_tell_of_estimate(at("15:00"))


def test_an_update_counts_after_a_pause_by_the_work_until_then(story: Story) -> None:
    story.tell("14:06", "estimate", minutes=20)
    story.tell("14:25", "pause")
    story.tell("15:25", "note", sort="update", text="told")
    story.tell("15:30", "resume")
    assert not story.session.must_tell_of_estimate(at("15:40"))


def test_an_update_does_not_count_for_work_that_began_after_it(story: Story) -> None:
    story.tell("14:06", "estimate", minutes=20)
    story.tell("14:10", "note", sort="update", text="too early")
    story.tell("14:15", "join", "ben")
    assert story.session.must_tell_of_estimate(at("14:40"))


def test_a_new_estimate_asks_for_a_new_update(story: Story) -> None:
    story.tell("14:06", "estimate", minutes=10)
    story.tell("14:16", "note", sort="update", text="told")
    story.tell("14:17", "estimate", minutes=15)
    assert story.session.must_tell_of_estimate(at("14:20"))


def test_an_estimate_that_cannot_be_made_yet_never_passes(story: Story) -> None:
    story.tell("14:06", "estimate", text="need the model first")
    assert not story.session.must_tell_of_estimate(at("20:00"))


def test_a_closed_session_has_nothing_to_tell(story: Story) -> None:
    story.tell("14:06", "estimate", minutes=10)
    closed(story)
    assert not story.session.must_tell_of_estimate(at("15:00"))


def test_steps_are_known_with_answers_reason_author_and_time(story: Story) -> None:
    story.tell("14:06", "step", step="backup", status="skipped", reason="no disk")
    story.tell("14:07", "step", "ben", step="scope", answers={"scope": "printer"})
    skipped, answered = story.session.steps
    assert (skipped.step, skipped.status, skipped.reason, skipped.answers) == ("backup", "skipped", "no disk", {})
    assert (answered.step, answered.status, answered.by, answered.at) == ("scope", "done", "ben", at("14:07"))
    assert answered.answers == {"scope": "printer"}
