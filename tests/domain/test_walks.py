"""The walk: where a session is in its guide, and what an answer becomes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientcare.domain.answers import Terms
from clientcare.domain.asks import Ask, Missing, When
from clientcare.domain.dues import Due
from clientcare.domain.errors import Conflict, NotFound, Usage
from clientcare.domain.guides import Guide, Step
from clientcare.domain.walk_steps import NOT_SHOWN, Draft, Occasion, Place, StepEntry
from clientcare.domain.walks import Walk, parse_answers, walk

NOW = datetime(2026, 11, 24, 14, 5, tzinfo=UTC)
TERMS = Terms(NOW, "CHF")
BACKUP = Ask("backup", "Backup?", "choice", False, ("done", "declined", "not applicable"))
WORK = Ask("work", "May you begin?", "yesno", False)
PROBLEM = Ask("problem", "What happened?", "text", True)
WHO = Ask("who", "Who said so?", "person", False)
GUIDE = Guide(
    "care",
    "Care",
    steps=(
        Step("Be in time", "in-time"),
        Step("Ask first", "permission", asks=(BACKUP, WORK)),
        Step("Hear the story", "story", asks=(PROBLEM, WHO)),
        Step("Take notes", "notes", phase="work"),
        Step("Tell billing", "billing", phase="close"),
    ),
)

OFFER = Guide(
    "offer",
    "Offer",
    steps=(
        Step(
            "Make an offer",
            "offer",
            asks=(
                Ask("until", "Until when does it stand?", "date"),
                Ask("at_most", "What may it cost?", "money"),
                Ask("takes", "How long does it take?", "duration"),
            ),
        ),
    ),
)


def entry(step: str, status: str = "done", minute: int = 0, **answers: str) -> StepEntry:
    return StepEntry(step, status, answers, "", "ann", NOW + timedelta(minutes=minute))


def current(here: Walk) -> str:
    return here.current.id if here.current else ""


# -- where we are --------------------------------------------------------------------------------------------


def test_a_walk_begins_at_the_first_step() -> None:
    here = walk(GUIDE, [])
    assert current(here) == "in-time"
    assert here.place == Place(1, 5)
    assert [one.status for one in here.steps] == ["open"] * 5
    assert not any(one.through for one in here.steps)
    assert here.answers == {}
    assert here.strange == ()
    assert here.guide is GUIDE


def test_steps_are_numbered_from_one_in_the_order_of_the_guide() -> None:
    assert [(one.n, one.id) for one in walk(GUIDE, []).steps] == [
        (1, "in-time"),
        (2, "permission"),
        (3, "story"),
        (4, "notes"),
        (5, "billing"),
    ]


@pytest.mark.parametrize("status", ["done", "skipped", "shown", "answered"])
def test_any_entry_takes_a_reminder_through(status: str) -> None:
    here = walk(GUIDE, [entry("in-time", status)])
    assert here.steps[0].through
    assert here.steps[0].status == status
    assert current(here) == "permission"
    assert here.place == Place(2, 5)


@pytest.mark.parametrize("status", ["done", "skipped"])
def test_a_step_that_asks_is_through_when_it_is_done_or_skipped(status: str) -> None:
    assert walk(GUIDE, [entry("permission", status)]).steps[1].through


@pytest.mark.parametrize("status", ["shown", "answered", "a status of a later version"])
def test_a_step_that_asks_stays_open_while_a_question_was_not_put(status: str) -> None:
    here = walk(GUIDE, [entry("in-time"), entry("permission", status, backup="done")])
    assert current(here) == "permission"
    assert here.steps[1].status == status
    assert here.asks_left("permission") == (WORK,)


def test_a_step_is_through_when_its_questions_were_put_one_after_the_other() -> None:
    here = walk(GUIDE, [entry("permission", "answered", backup="done"), entry("permission", "answered", work="yes")])
    assert here.steps[1].through
    assert here.steps[1].answers == {"backup": "done", "work": "yes"}
    assert here.asks_left("permission") == ()


def test_a_question_that_was_put_and_left_open_is_not_put_again() -> None:
    here = walk(GUIDE, [entry("permission", "answered", backup="", work="")])
    assert here.steps[1].through


def test_a_status_of_a_later_version_alone_takes_no_step_through() -> None:
    assert not walk(GUIDE, [entry("in-time", "postponed")]).steps[0].through


def test_a_step_that_is_through_stays_so() -> None:
    here = walk(GUIDE, [entry("permission", "skipped"), entry("permission", "answered", backup="done")])
    assert here.steps[1].through
    assert here.steps[1].status == "answered"
    assert here.asks_left("permission") == (WORK,)


def test_the_latest_entry_of_a_step_counts() -> None:
    first = StepEntry("story", "answered", {"problem": "no paper"}, "", "ann", NOW)
    last = StepEntry("story", "skipped", {"problem": "fuser"}, "she was away", "ben", NOW + timedelta(minutes=3))
    one = walk(GUIDE, [first, last]).steps[2]
    assert (one.status, one.reason, one.by, one.at) == ("skipped", "she was away", "ben", NOW + timedelta(minutes=3))
    assert one.answers == {"problem": "fuser"}
    assert (one.n, one.step) == (3, GUIDE.steps[2])


def test_the_order_of_the_record_counts_and_no_clock() -> None:
    here = walk(GUIDE, [entry("story", "answered", 9, problem="old"), entry("story", "answered", 0, problem="new")])
    assert here.answers == {"problem": "new"}


def test_answers_of_all_steps_are_known_by_their_fields() -> None:
    here = walk(GUIDE, [entry("permission", "answered", backup="done"), entry("story", "done", problem="fuser")])
    assert here.answers == {"backup": "done", "problem": "fuser"}


def test_entries_of_steps_that_the_guide_does_not_have_are_kept_apart() -> None:
    foreign = entry("of another guide", "done", backup="done")
    here = walk(GUIDE, [foreign, entry("in-time")])
    assert here.strange == (foreign,)
    assert here.answers == {}
    assert current(here) == "permission"


def test_steps_of_the_close_come_up_at_the_close_alone() -> None:
    here = walk(GUIDE, [entry(one) for one in ("in-time", "permission", "story", "notes")])
    assert here.current is None
    assert here.open_steps == ()
    assert [one.id for one in here.closing_steps] == ["billing"]
    assert not here.closing_steps[0].through
    assert here.place == Place(4, 5)


def test_a_closing_step_that_is_through_is_still_a_closing_step() -> None:
    here = walk(GUIDE, [entry("billing")])
    assert [one.through for one in here.closing_steps] == [True]
    assert current(here) == "in-time"


def test_a_guide_without_steps_is_through_at_once() -> None:
    here = walk(Guide("text", "Text"), [])
    assert here.current is None
    assert here.place == Place(0, 0)
    assert here.closing_steps == ()
    assert here.questions_left == ()


def test_a_guide_of_closing_steps_alone_has_nothing_to_walk_before_the_close() -> None:
    here = walk(Guide("end", "End", steps=(Step("Bill", "bill", phase="close"),)), [])
    assert here.current is None
    assert here.place == Place(0, 1)


def test_the_questions_that_are_left_come_in_order_and_without_those_of_the_close() -> None:
    closing = Step("Ask at the end", "end", phase="close", asks=(Ask("happy", "Happy?", "yesno"),))
    guide = GUIDE._replace(steps=(*GUIDE.steps, closing))
    assert walk(guide, []).questions_left == (BACKUP, WORK, PROBLEM, WHO)
    assert walk(guide, [entry("permission", "answered", backup="done")]).questions_left == (WORK, PROBLEM, WHO)
    assert walk(guide, [entry("permission", "skipped")]).questions_left == (PROBLEM, WHO)


# -- going to a step -----------------------------------------------------------------------------------------


def test_one_can_go_back_and_forth_through_all_steps() -> None:
    here = walk(GUIDE, [entry("in-time")])
    back = here.previous("permission")
    assert back is not None
    assert back.id == "in-time"
    assert back.through
    assert here.previous("in-time") is None
    assert here.next("billing") is None
    following = [here.next(one.id) for one in here.steps[:-1]]
    assert [one.id for one in following if one] == ["permission", "story", "notes", "billing"]


@pytest.mark.parametrize(
    ("word", "step"),
    [
        ("story", "story"),
        ("1", "in-time"),
        ("5", "billing"),
        ("perm", "permission"),
        ("HEAR THE", "story"),
        ("Notes", "notes"),
    ],
)
def test_a_step_is_found_by_id_number_or_unique_part(word: str, step: str) -> None:
    assert walk(GUIDE, []).find(word).id == step


def test_an_id_comes_before_a_part_of_another() -> None:
    guide = Guide("g", "G", steps=(Step("Restart it", "restart"), Step("Start", "start"), Step("7", "7")))
    assert walk(guide, []).find("start").n == 2
    assert walk(guide, []).find("7").n == 3


def test_a_part_that_fits_several_steps_names_them() -> None:
    with pytest.raises(NotFound) as caught:
        walk(GUIDE, []).find("in")
    assert caught.value.message == "'in' fits several steps of this guide."
    assert caught.value.hint == "Which one? in-time, billing"


def test_a_step_that_is_not_there_offers_the_nearest() -> None:
    with pytest.raises(NotFound) as caught:
        walk(GUIDE, []).find("storry")
    assert caught.value.message == "There is no step 'storry' in this guide."
    assert caught.value.hint == "Did you mean 'story'?"


@pytest.mark.parametrize("word", ["0", "6", "xyz"])
def test_a_step_that_is_like_none_names_all(word: str) -> None:
    with pytest.raises(NotFound) as caught:
        walk(GUIDE, []).find(word)
    assert caught.value.hint == "Steps: in-time, permission, story, notes, billing."


def test_a_guide_without_steps_finds_none_and_names_none() -> None:
    with pytest.raises(NotFound) as caught:
        walk(Guide("text", "Text"), []).find("story")
    assert caught.value.hint == ""


def test_a_field_leads_to_the_open_step_that_asks_for_it() -> None:
    twice = GUIDE._replace(steps=(*GUIDE.steps, Step("Once more", "again", asks=(PROBLEM,))))
    assert walk(twice, []).asking("problem").id == "story"
    assert walk(twice, [entry("story", "skipped")]).asking("problem").id == "again"
    assert walk(twice, [entry("story"), entry("again")]).asking("problem").id == "story"


def test_a_field_that_nothing_asks_for_offers_the_nearest() -> None:
    with pytest.raises(NotFound) as caught:
        walk(GUIDE, []).asking("problme")
    assert caught.value.message == "This guide does not ask for 'problme'."
    assert caught.value.hint == "Did you mean 'problem'?"
    with pytest.raises(NotFound) as caught:
        walk(GUIDE, []).asking("x")
    assert caught.value.hint == "It asks for: backup, work, problem, who."


# -- answering -----------------------------------------------------------------------------------------------


def test_an_answer_becomes_a_draft_in_its_one_spelling() -> None:
    draft = walk(GUIDE, []).answer("permission", {"backup": "Not-Applicable", "work": "ja"}, TERMS)
    assert draft == Draft("permission", "answered", {"backup": "not applicable", "work": "yes"}, "")


def test_days_and_sums_are_read_by_the_moment_of_asking_and_the_currency_of_the_shop() -> None:
    here = walk(OFFER, [])
    said = {"until": "tomorrow", "at_most": "89", "takes": "90 min"}
    read = {"until": "2026-11-25", "at_most": "CHF 89.00", "takes": "1:30"}
    assert here.answer("offer", said, TERMS).answers == read
    assert here.done("offer", said, TERMS).answers == read
    assert [draft.answers for draft in parse_answers({"offer": said}, here, TERMS)] == [read]


def test_a_draft_becomes_the_entry_of_a_member_at_a_moment() -> None:
    draft = Draft("story", "skipped", {"problem": "fuser"}, "in a hurry")
    assert draft.entry("ann", NOW) == StepEntry("story", "skipped", {"problem": "fuser"}, "in a hurry", "ann", NOW)


def test_a_step_is_answered_by_any_word_that_finds_it() -> None:
    assert walk(GUIDE, []).answer("2", {"work": True}, TERMS).step == "permission"


def test_some_questions_can_be_answered_now_and_the_others_later() -> None:
    here = walk(GUIDE, [])
    draft = here.answer("story", {"problem": "no paper"}, TERMS)
    assert draft.answers == {"problem": "no paper"}
    later = walk(GUIDE, [draft.entry("ann", NOW)])
    assert later.answer("story", {"who": "Ms Frei"}, TERMS).answers == {"who": "Ms Frei"}


def test_an_answer_that_must_be_given_is_missed() -> None:
    with pytest.raises(Missing) as caught:
        walk(GUIDE, []).answer("story", {"who": "Ms Frei"}, TERMS)
    assert caught.value.asks == (PROBLEM,)


def test_an_answer_that_must_be_given_cannot_be_left_open_again() -> None:
    here = walk(GUIDE, [entry("story", "answered", problem="fuser")])
    with pytest.raises(Missing) as caught:
        here.answer("story", {"problem": " "}, TERMS)
    assert caught.value.asks == (PROBLEM,)


def test_answering_with_nothing_misses_the_questions_that_are_left() -> None:
    here = walk(GUIDE, [entry("permission", "answered", backup="done")])
    with pytest.raises(Missing) as caught:
        here.answer("permission", {}, TERMS)
    assert caught.value.asks == (WORK,)
    with pytest.raises(Missing) as caught:
        walk(GUIDE, [entry("permission", "answered", backup="done", work="no")]).answer("permission", {}, TERMS)
    assert caught.value.asks == (BACKUP, WORK)


def test_a_step_that_is_through_can_be_answered_again_and_the_old_answer_stays_in_the_record() -> None:
    entries = [entry("permission", "answered", backup="declined", work="yes")]
    draft = walk(GUIDE, entries).answer("permission", {"backup": "done"}, TERMS)
    here = walk(GUIDE, [*entries, draft.entry("ben", NOW)])
    assert here.steps[1].answers == {"backup": "done", "work": "yes"}
    assert here.answers["backup"] == "done"
    assert entries[0].answers["backup"] == "declined"


def test_a_step_that_asks_nothing_cannot_be_answered() -> None:
    with pytest.raises(Usage) as caught:
        walk(GUIDE, []).answer("in-time", {"problem": "x"}, TERMS)
    assert caught.value.message == "The step 'Be in time' asks nothing."
    assert caught.value.hint == "clientcare step done in-time"


def test_all_that_is_wrong_with_the_answers_of_a_step_is_told_at_once() -> None:
    with pytest.raises(Usage) as caught:
        walk(GUIDE, []).answer("permission", {"bakcup": "done", "work": "perhaps", "backup": "dome", "q": 1}, TERMS)
    assert caught.value.message.split("\n") == [
        "The step 'Ask first' does not ask for 'bakcup'. Did you mean 'backup'?",
        "'work' cannot be 'perhaps'. It is yes or no.",
        "'backup' cannot be 'dome'. Did you mean 'done'?",
        "The step 'Ask first' does not ask for 'q'. It asks for: backup, work.",
    ]


def test_what_is_wrong_is_told_before_what_is_missing() -> None:
    with pytest.raises(Usage) as caught:
        walk(GUIDE, []).answer("story", {"whom": "Ms Frei"}, TERMS)
    assert not isinstance(caught.value, Missing)


def test_a_step_is_done_whatever_is_left_of_its_optional_questions() -> None:
    assert walk(GUIDE, []).done("permission", None, TERMS) == Draft("permission", "done", {}, "")
    assert walk(GUIDE, []).done("permission", {"work": "n"}, TERMS) == Draft("permission", "done", {"work": "no"}, "")


def test_a_step_cannot_be_done_without_an_answer_that_must_be_given() -> None:
    with pytest.raises(Missing):
        walk(GUIDE, []).done("story", None, TERMS)
    assert walk(GUIDE, [entry("story", "shown", problem="fuser")]).done("story", None, TERMS).status == "done"


def test_a_step_can_be_skipped_with_a_reason_or_without() -> None:
    assert walk(GUIDE, []).skip("story", " she knows ") == Draft("story", "skipped", {}, "she knows")
    assert walk(GUIDE, []).skip("story") == Draft("story", "skipped", {}, "")


def test_a_step_can_be_shown() -> None:
    assert walk(GUIDE, []).shown("in-time") == Draft("in-time", "shown", {}, "")


def test_all_reminders_that_are_left_can_be_shown_at_once() -> None:
    assert walk(GUIDE, []).reminders_shown() == (Draft("in-time", "shown"), Draft("notes", "shown"))
    assert walk(GUIDE, [entry("in-time")]).reminders_shown() == (Draft("notes", "shown"),)


@pytest.mark.parametrize("act", ["answer", "done", "skip", "shown", "asks_left", "previous", "next"])
def test_nothing_can_be_done_with_a_step_that_is_not_there(act: str) -> None:
    here = walk(GUIDE, [])
    arguments = ({"work": "yes"}, TERMS) if act in ("answer", "done") else ()
    with pytest.raises(NotFound):
        getattr(here, act)("no such step", *arguments)


# -- answers from a script -----------------------------------------------------------------------------------


def test_a_table_of_answers_becomes_drafts_in_walking_order() -> None:
    drafts = parse_answers(
        {"story": {"problem": "fuser"}, "in-time": True, "permission": {"work": True, "backup": "done"}},
        walk(GUIDE, []),
        TERMS,
    )
    assert drafts == (
        Draft("in-time", "done", {}, ""),
        Draft("permission", "answered", {"work": "yes", "backup": "done"}, ""),
        Draft("story", "answered", {"problem": "fuser"}, ""),
    )


@pytest.mark.parametrize(
    ("word", "told"),
    [
        ("storry", "There is no step 'storry' in this guide. Did you mean 'story'?"),
        ("in", "'in' fits several steps of this guide. Which one? in-time, billing"),
    ],
)
def test_a_word_that_names_no_step_or_several_is_told_before_what_is_wrong_in_the_first(word: str, told: str) -> None:
    with pytest.raises(Usage) as caught:
        parse_answers({"in-time": False, word: True}, walk(GUIDE, []), TERMS)
    assert caught.value.message.split("\n") == [told, "'in-time' must be a table of answers, or true for done."]


def test_no_answers_are_no_drafts() -> None:
    assert parse_answers({}, walk(GUIDE, []), TERMS) == ()


def test_everything_that_is_wrong_in_a_table_of_answers_is_told_at_once() -> None:
    table = {
        "storry": {"problem": "x"},
        "permission": {"work": "perhaps"},
        "notes": False,
        "in-time": "yes",
        "story": {},
    }
    with pytest.raises(Usage) as caught:
        parse_answers(table, walk(GUIDE, []), TERMS)
    assert caught.value.message.split("\n") == [
        "There is no step 'storry' in this guide. Did you mean 'story'?",
        "'in-time' must be a table of answers, or true for done.",
        "'work' cannot be 'perhaps'. It is yes or no.",
        "'notes' must be a table of answers, or true for done.",
    ]
    assert caught.value.hint == "Nothing was recorded. Correct the answers and send all of them again."
    assert not isinstance(caught.value, Missing)


def test_everything_that_is_missing_in_a_table_of_answers_is_told_at_once() -> None:
    with pytest.raises(Missing) as caught:
        parse_answers({"permission": {}, "story": True, "in-time": True}, walk(GUIDE, []), TERMS)
    assert caught.value.asks == (BACKUP, WORK, PROBLEM)


# -- what depends on something else --------------------------------------------------------------------------

ARRIVED = Ask("arrived", "When did you get there?", "time", True, when=When("mode", "on-site"))
HURT = Ask("hurt", "Was anybody hurt?", "yesno", True)
WHOM = Ask("whom", "Whom?", "person", True, when=When("hurt", "yes"), sensitive=True)
CASE = Guide(
    "case",
    "Case",
    steps=(
        Step("Look", "look", asks=(ARRIVED, HURT, WHOM), repeatable=True),
        Step("Report", "report", needs=("look",), due=Due(2, "hours", "look"), skippable=False),
        Step("Tidy up", "tidy", due=Due(1, "working days"), reason=True),
    ),
)
FRIDAY = datetime(2026, 11, 27, 15, tzinfo=UTC)


def case(*entries: StepEntry, mode: str = "remote") -> Walk:
    return walk(CASE, entries, Occasion(FRIDAY, {"mode": mode}))


def fields(asks: tuple[Ask, ...]) -> list[str]:
    return [ask.field for ask in asks]


def test_a_question_comes_up_only_where_what_it_depends_on_is_so() -> None:
    assert fields(case().steps[0].asks) == ["hurt"]
    assert fields(case(mode="On-Site").steps[0].asks) == ["arrived", "hurt"]
    assert fields(case(entry("look", "answered", hurt="yes")).steps[0].asks_left) == ["whom"]
    assert fields(case(entry("look", "answered", hurt="no")).steps[0].asks_left) == []


def test_a_step_is_through_when_all_questions_that_come_up_were_put() -> None:
    assert case(entry("look", "answered", hurt="no")).steps[0].through
    assert not case(entry("look", "answered", hurt="yes")).steps[0].through
    assert case(entry("look", "answered", hurt="yes", whom="Ms Frei")).steps[0].through


def test_what_must_be_answered_depends_on_the_answers_given_with_it() -> None:
    with pytest.raises(Missing) as caught:
        case().answer("look", {"hurt": "yes"}, TERMS)
    assert caught.value.asks == (WHOM,)
    assert case().answer("look", {"hurt": "no"}, TERMS) == Draft("look", "answered", {"hurt": "no"})


def test_answering_again_with_nothing_asks_those_questions_alone_that_come_up() -> None:
    with pytest.raises(Missing) as caught:
        case(entry("look", "answered", hurt="no")).answer("look", {}, TERMS)
    assert caught.value.asks == (HURT,)


def test_an_answer_that_is_not_to_be_shown_is_named_as_such_on_record() -> None:
    draft = case().answer("look", {"hurt": "yes", "whom": "Ms Frei"}, TERMS)
    assert draft.sensitive == ("whom",)
    said = draft.entry("ann", NOW).said
    assert said == {"hurt": "yes", "whom": NOT_SHOWN}
    assert draft._replace(answers={"whom": ""}).entry("ann", NOW).said == {"whom": ""}


def test_a_step_waits_for_those_that_it_needs() -> None:
    assert case().steps[1].waits_for == ("Look",)
    with pytest.raises(Conflict) as caught:
        case().done("report", None, TERMS)
    assert caught.value.message == "The step 'Report' comes after 'Look'."
    assert caught.value.hint == "See what is next: clientcare next"
    for through in (entry("look", "skipped"), entry("look", "done", hurt="no")):
        assert case(through).steps[1].waits_for == ()
        assert case(through).done("report", None, TERMS).status == "done"


def test_a_step_that_waits_for_several_names_all_that_are_not_through() -> None:
    guide = CASE._replace(steps=(*CASE.steps, Step("Leave", "leave", needs=("look", "report", "tidy"))))
    with pytest.raises(Conflict) as caught:
        walk(guide, [entry("report")]).done("leave", None, TERMS)
    assert caught.value.message == "The step 'Leave' comes after 'Look' and 'Tidy up'."


def test_what_cannot_be_left_out_is_not_and_what_takes_a_reason_asks_for_it() -> None:
    with pytest.raises(Usage) as refused:
        case().skip("report")
    assert refused.value.message == "The step 'Report' cannot be left out."
    assert refused.value.hint == "clientcare step done report"
    with pytest.raises(Missing) as caught:
        case().skip("tidy", "  ")
    assert caught.value.asks == (Ask("reason", "Why is it left out?", option="--reason TEXT"),)
    assert case().skip("tidy", " no time ").reason == "no time"


def test_a_due_time_counts_from_the_opening_or_from_the_end_of_a_step() -> None:
    here = case()
    assert [one.due for one in here.steps] == [None, None, datetime(2026, 11, 30, 15, tzinfo=UTC)]
    there = case(entry("look", "answered", 5, hurt="yes"), entry("look", "answered", 9, whom="Ms Frei"))
    assert there.steps[1].due == NOW + timedelta(hours=2, minutes=9)
    assert case(entry("tidy")).steps[2].due is None
    assert walk(CASE, []).steps[2].due is None


def test_how_often_a_step_was_done_is_counted() -> None:
    done = entry("look", "done", hurt="no")
    assert [case(*[done] * times).steps[0].times for times in (0, 1, 3)] == [0, 1, 3]
    assert case(entry("look", "skipped"), entry("look", "answered", hurt="yes")).steps[0].times == 0


def test_in_a_table_of_answers_each_counts_for_those_after_it() -> None:
    drafts = parse_answers({"report": True, "look": {"hurt": "no"}}, case(), TERMS)
    assert [draft.step for draft in drafts] == ["look", "report"]
    with pytest.raises(Usage, match="comes after 'Look'"):
        parse_answers({"report": True}, case(), TERMS)


def test_a_walk_goes_on_with_a_draft_as_with_an_entry_that_nobody_has_signed_yet() -> None:
    here = case(entry("look", "done", hurt="no"), mode="on-site")
    there = here.then(here.skip("tidy", "no time"), TERMS)
    assert there == case(*here.entries, StepEntry("tidy", "skipped", {}, "no time", "", NOW), mode="on-site")
    assert there.occasion == Occasion(FRIDAY, {"mode": "on-site"})


# -- stopping and going on -----------------------------------------------------------------------------------

_VALUES = {
    "backup": st.sampled_from(["done", "declined", "Not Applicable", ""]),
    "work": st.sampled_from(["yes", "nein", True, False, ""]),
    "problem": st.text(alphabet="ab \n", max_size=6).map(lambda text: f"x{text}"),
    "who": st.sampled_from(["Ms Frei", " Jo  Frei ", ""]),
}
_ANSWERS = st.fixed_dictionaries({}, optional=dict(_VALUES))


@st.composite
def acts(draw: st.DrawFn) -> list[tuple[str, str, dict[str, object]]]:
    """What technicians do: act, step, answers. What the walk refuses they do not do."""
    kinds = st.sampled_from(["answer", "done", "skip", "shown", "strange"])
    steps = st.sampled_from([step.id for step in GUIDE.steps])
    return draw(st.lists(st.tuples(kinds, steps, _ANSWERS), max_size=20))


def play(here: Walk, act: str, step: str, answers: dict[str, object], minute: int) -> StepEntry | None:
    fields = {ask.field for ask in here.find(step).step.asks}
    values = {field: value for field, value in answers.items() if field in fields}
    if act == "strange":
        return entry(f"strange-{step}", "done", minute, problem="of another guide")
    try:
        if act == "answer":
            draft = here.answer(step, values, TERMS)
        elif act == "done":
            draft = here.done(step, values, TERMS)
        else:
            draft = here.skip(step) if act == "skip" else here.shown(step)
    except Usage:
        return None
    return draft.entry("ann", NOW + timedelta(minutes=minute))


@given(acts(), st.sets(st.integers(0, 19)))
def test_a_walk_that_was_stopped_anywhere_ends_as_one_that_ran_through(
    todo: list[tuple[str, str, dict[str, object]]], stops: set[int]
) -> None:
    record: list[StepEntry] = []
    state = walk(GUIDE, record)
    for minute, (act, step, answers) in enumerate(todo):
        if minute in stops:
            state = walk(GUIDE._replace(source="another machine"), list(record))
        made = play(state, act, step, answers, minute)
        if made:
            record.append(made)
            state = walk(state.guide, (*state.entries, made), state.occasion)
    again = walk(GUIDE, record)
    assert again.steps == state.steps
    assert again.answers == state.answers
    assert again.strange == state.strange
    assert again.place == state.place


@given(acts())
def test_a_walk_only_ever_goes_forward(todo: list[tuple[str, str, dict[str, object]]]) -> None:
    record: list[StepEntry] = []
    before = walk(GUIDE, record)
    for minute, (act, step, answers) in enumerate(todo):
        made = play(before, act, step, answers, minute)
        record += [made] if made else []
        after = walk(GUIDE, record)
        assert {one.id for one in before.steps if one.through} <= {one.id for one in after.steps if one.through}
        assert set(after.questions_left) <= set(before.questions_left)
        assert before.answers.keys() <= after.answers.keys()
        before = after


_ENTRIES = st.builds(
    StepEntry,
    st.sampled_from([*(step.id for step in GUIDE.steps), "", "gone"]),
    st.sampled_from(["done", "skipped", "shown", "answered", "", "later"]),
    st.dictionaries(st.sampled_from(["backup", "work", "problem", "unheard-of"]), st.text(max_size=3), max_size=3),
    st.text(max_size=3),
    st.just("ann"),
    st.datetimes(timezones=st.just(UTC)),
)


@given(st.lists(_ENTRIES, max_size=12))
def test_any_entries_give_a_walk(entries: list[StepEntry]) -> None:
    here = walk(GUIDE, entries)
    assert len(here.steps) == len(GUIDE.steps)
    assert len(here.strange) == sum(one.step in ("", "gone") for one in entries)
    assert 0 <= here.place.n <= here.place.total == len(GUIDE.steps)
    for step in GUIDE.steps:
        mine = [one.status for one in entries if one.step == step.id]
        assert here.find(step.id).status == (mine[-1] if mine else "open")


@given(st.lists(_ENTRIES, max_size=8))
def test_one_can_always_finish_from_where_one_is(entries: list[StepEntry]) -> None:
    here = walk(GUIDE, entries)
    while here.current:
        entries = [*entries, here.skip(here.current.id).entry("ann", NOW)]
        here = walk(GUIDE, entries)
    assert here.questions_left == ()
