"""Going through a guide: each step an entry, from the bytes that the session began with, by anybody of the team."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from clientcare.domain.asks import Missing
from clientcare.domain.errors import Conflict, InvalidFile, NotFound, Usage
from clientcare.domain.privacy import HeldBack
from clientcare.services import walking

if TYPE_CHECKING:
    from clientcare.domain.walk_reports import WalkView
    from tests.shops import Shop

GUIDE = """+++
title = "Printer"
custom = true

[[steps]]
name = "Hello"
directions = "Say hello."
weight = 1

[[steps]]
id = "about"
name = "About the problem"
weight = 2
[[steps.asks]]
field = "problem"
prompt = "What happened?"
kind = "text"
required = true
[[steps.asks]]
field = "backup"
prompt = "Backup?"
kind = "choice"
choices = ["done", "declined"]

[[steps]]
name = "Keep calm"
weight = 3

[[steps]]
name = "Ask who"
weight = 4
[[steps.asks]]
field = "who"
prompt = "Who said so?"
kind = "person"

[[steps]]
name = "Say goodbye"
weight = 5
phase = "close"
+++

Read this first.
"""


def with_guide(shop: Shop, text: str = GUIDE, name: str = "printer") -> str:
    """A session that walks this guide, in the shop's own folder."""
    folder = shop.share / "guides"
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.md").write_text(text, "utf-8")
    shop.run("session", "start", "acme", "Printer offline", "--mode", "remote", "--guide", name, "--no-walk")
    return shop.hinted("ann")[-1]


def statuses(here: WalkView) -> dict[str, str]:
    return {step.id: step.status for step in here.steps}


# -- where a session is --------------------------------------------------------------------------------------


def test_where_says_which_step_is_next_and_how_many_there_are(shop: Shop) -> None:
    with_guide(shop)
    shop.wait(3)
    here = walking.where(shop.desk())
    assert (here.client_name, here.title, here.state, here.minutes) == ("Acme AG", "Printer offline", "running", 3)
    assert (here.guide, here.guide_title, len(here.steps), here.changed) == ("printer", "Printer", 5, False)
    assert here.step is not None
    assert (here.step.n, here.step.id, here.step.directions) == (1, "hello", "Say hello.")
    assert [step.id for step in here.left] == ["hello", "about", "keep-calm", "ask-who"]
    assert [step.id for step in here.closing] == ["say-goodbye"]


def test_where_shows_the_step_that_is_named(shop: Shop) -> None:
    with_guide(shop)
    here = walking.where(shop.desk(), step="goodbye")
    assert here.step is not None
    assert (here.step.id, here.step.phase) == ("say-goodbye", "close")


def test_the_body_is_to_be_read_first_and_only_as_long_as_nothing_was_done(shop: Shop) -> None:
    with_guide(shop)
    assert walking.where(shop.desk()).body.strip() == "Read this first."
    assert walking.step_done(shop.desk()).here.body == ""


def test_the_body_of_a_guide_that_is_not_custom_is_no_part_of_the_walk(shop: Shop) -> None:
    with_guide(shop, GUIDE.replace("custom = true", ""))
    assert walking.where(shop.desk()).body == ""


# -- the text that the session began with --------------------------------------------------------------------


def test_a_walk_goes_on_with_the_text_that_it_began_with_and_says_that_the_guide_changed(shop: Shop) -> None:
    with_guide(shop)
    (shop.share / "guides" / "printer.md").write_text(GUIDE.replace("Say hello.", "Wave."), "utf-8")
    here = walking.where(shop.desk())
    assert here.step is not None
    assert (here.changed, here.step.directions) == (True, "Say hello.")


def test_a_guide_that_cannot_be_read_any_more_has_changed(shop: Shop) -> None:
    with_guide(shop)
    (shop.share / "guides" / "printer.md").write_text("+++\ntitle = \n+++\n", "utf-8")
    assert walking.where(shop.desk()).changed


def test_a_guide_that_is_gone_or_has_a_namesake_by_a_part_of_its_name_changes_nothing(shop: Shop) -> None:
    with_guide(shop, name="plotter")
    path = shop.share / "guides" / "plotter.md"
    path.unlink()
    assert not walking.where(shop.desk()).changed
    path.with_name("plotter-at-home.md").write_text(GUIDE.replace("Say hello.", "Wave."), "utf-8")
    here = walking.where(shop.desk())
    assert not here.changed
    assert here.guide_title == "Printer"


def test_without_the_kept_text_there_is_no_walk(shop: Shop) -> None:
    thread = with_guide(shop)
    kept = shop.share / "_clientcare" / "kept-guides" / shop.read(thread).guide_digest
    kept.write_bytes(b"something else")
    with pytest.raises(InvalidFile):
        walking.where(shop.desk())
    kept.unlink()
    with pytest.raises(NotFound):
        walking.where(shop.desk())


# -- done, skipped, shown ------------------------------------------------------------------------------------


def test_done_without_a_name_is_the_step_that_is_next(shop: Shop) -> None:
    thread = with_guide(shop)
    walked = walking.step_done(shop.desk())
    assert [entered.says for entered in walked.entered] == ["Hello: done"]
    assert statuses(walked.here)["hello"] == "done"
    record = shop.read(thread).records[-1]
    assert (record.kind, dict(record.fields)) == ("step", {"step": "hello", "status": "done"})


def test_a_step_is_found_by_id_number_or_a_part_of_its_name(shop: Shop) -> None:
    with_guide(shop)
    for word, step in (("about", "about"), ("3", "keep-calm"), ("goodbye", "say-goodbye")):
        assert statuses(walking.step_skip(shop.desk(), step=word).here)[step] == "skipped"
    with pytest.raises(NotFound, match="no step 'tea'"):
        walking.step_skip(shop.desk(), step="tea")


def test_a_step_that_must_ask_is_not_done_without_its_answers(shop: Shop) -> None:
    with_guide(shop)
    walking.step_done(shop.desk())
    with pytest.raises(Missing) as missing:
        walking.step_done(shop.desk())
    assert [ask.field for ask in missing.value.asks] == ["problem"]
    walked = walking.step_done(shop.desk(), values={"problem": "No toner"})
    assert walked.here.answers == {"problem": "No toner"}
    assert walked.here.step is not None
    assert walked.here.step.id == "keep-calm"


def test_a_skipped_step_keeps_its_reason(shop: Shop) -> None:
    thread = with_guide(shop)
    walking.step_skip(shop.desk(), reason="They hung up")
    assert shop.read(thread).steps[-1].reason == "They hung up"


def test_steps_that_were_seen_together_are_an_entry_each(shop: Shop) -> None:
    thread = with_guide(shop)
    walked = walking.step_shown(shop.desk(), steps=["hello", "keep-calm"])
    assert [entered.says for entered in walked.entered] == ["Hello: shown", "Keep calm: shown"]
    assert [(entry.step, entry.status) for entry in shop.read(thread).steps] == [
        ("hello", "shown"),
        ("keep-calm", "shown"),
    ]


def test_when_all_is_through_the_close_is_named(shop: Shop) -> None:
    thread = with_guide(shop)
    walking.step_shown(shop.desk(), steps=["hello", "keep-calm"])
    walking.step_skip(shop.desk(), step="about")
    walked = walking.step_skip(shop.desk(), step="ask-who")
    assert walked.here.step is None
    with pytest.raises(Conflict) as through:
        walking.step_done(shop.desk())
    assert "say-goodbye" in through.value.hint
    walking.step_done(shop.desk(), step="say-goodbye")
    with pytest.raises(Conflict) as through:
        walking.step_skip(shop.desk())
    assert through.value.hint == f"Close: clientcare close -s {thread[-4:]}"


def test_a_closed_session_takes_no_step(shop: Shop) -> None:
    thread = with_guide(shop)
    shop.enter(thread, "close", ordinal=1, solution="-", start=shop.now, end=shop.now)
    with pytest.raises(Conflict):
        walking.step_done(shop.desk(), session=thread)
    assert "step" not in shop.kinds(thread)


# -- answers -------------------------------------------------------------------------------------------------


def test_answers_go_to_the_steps_that_ask_for_them_in_walking_order(shop: Shop) -> None:
    thread = with_guide(shop)
    walked = walking.step_answer(shop.desk(), values={"who": "Ms  Frei", "problem": "No toner", "backup": "Done"})
    assert [entered.says for entered in walked.entered] == ["About the problem: answered", "Ask who: answered"]
    session = shop.read(thread)
    assert [dict(entry.answers) for entry in session.steps] == [
        {"problem": "No toner", "backup": "done"},
        {"who": "Ms Frei"},
    ]
    assert session.problem == "No toner"


def test_a_named_step_is_the_one_that_is_answered(shop: Shop) -> None:
    with_guide(shop)
    with pytest.raises(Usage, match="does not ask for 'who'"):
        walking.step_answer(shop.desk(), values={"who": "Ms Frei"}, step="about")
    walked = walking.step_answer(shop.desk(), values={"who": "Ms Frei"}, step="ask-who")
    assert walked.here.answers == {"who": "Ms Frei"}


def test_an_empty_answer_was_put_and_is_left_open(shop: Shop) -> None:
    with_guide(shop)
    walked = walking.step_answer(shop.desk(), values={"who": ""})
    assert walked.here.answers == {"who": ""}
    assert statuses(walked.here)["ask-who"] == "answered"


def test_no_answer_at_all_and_an_unknown_field_are_refused(shop: Shop) -> None:
    with_guide(shop)
    with pytest.raises(Usage, match="No answer"):
        walking.step_answer(shop.desk(), values={})
    with pytest.raises(NotFound, match="does not ask for 'bakcup'"):
        walking.step_answer(shop.desk(), values={"bakcup": "done"})


def test_an_answer_that_is_no_unicode_is_refused_before_anything_is_filed(shop: Shop) -> None:
    thread = with_guide(shop)
    with pytest.raises(Usage, match="character 4"):
        walking.step_answer(shop.desk(), values={"who": "Ms Frei", "problem": "Tör\udcff"})
    assert "step" not in shop.kinds(thread)


def test_anybody_of_the_team_goes_on_with_a_session_that_they_name(shop: Shop) -> None:
    thread = with_guide(shop)
    walked = walking.step_answer(shop.desk("ben"), values={"problem": "No toner"}, session="acme")
    assert walked.here.thread == thread
    assert shop.read(thread).steps[-1].by == "ben"


# -- answers of a script -------------------------------------------------------------------------------------


ANSWERS = """
hello = true

[about]
problem = "No toner"
backup = "declined"

[ask-who]
who = "Ms Frei"
"""


def test_a_script_answers_several_steps_at_once(shop: Shop) -> None:
    thread = with_guide(shop)
    walked = walking.apply_answers(shop.desk(), text=ANSWERS)
    assert [(entry.step, entry.status) for entry in shop.read(thread).steps] == [
        ("hello", "done"),
        ("about", "answered"),
        ("ask-who", "answered"),
    ]
    assert walked.here.step is not None
    assert walked.here.step.id == "keep-calm"


@pytest.mark.parametrize(
    ("text", "error", "said"),
    [
        (ANSWERS.replace("declined", "perhaps"), Usage, "cannot be 'perhaps'"),
        (ANSWERS.replace("[ask-who]", "[ask-whom]"), Usage, "no step 'ask-whom'"),
        (ANSWERS.replace('problem = "No toner"\n', ""), Usage, "must be given are missing: problem"),
        ("", Usage, "no answer in it"),
        ("[about]\nproblem =\n", InvalidFile, "a.toml:2:10"),
        ("[about\n", InvalidFile, "a.toml:1"),
        ("a" + ".a" * 40 + " = 1\n", InvalidFile, "a.toml:1: a key has too many dots"),
        ("a = " + "[" * 5000, InvalidFile, "a.toml"),
        ("#" * 1_000_001, InvalidFile, "1,000,001 characters"),
    ],
)
def test_of_wrong_answers_none_is_filed(shop: Shop, text: str, error: type[Exception], said: str) -> None:
    thread = with_guide(shop)
    with pytest.raises(error, match=said):
        walking.apply_answers(shop.desk(), text=text, shown="a.toml")
    assert "step" not in shop.kinds(thread)


def test_a_secret_in_the_last_answer_keeps_the_first_one_from_being_filed(shop: Shop) -> None:
    thread = with_guide(shop)
    with pytest.raises(HeldBack):
        walking.apply_answers(shop.desk(), text=ANSWERS.replace("Ms Frei", "Ms Frei, password: Winter2026!"))
    assert "step" not in shop.kinds(thread)


# -- reminders that are known --------------------------------------------------------------------------------


def test_reminders_that_i_saw_in_this_text_before_are_known(shop: Shop) -> None:
    first = with_guide(shop)
    assert walking.known_reminders(shop.desk()) == frozenset()
    walking.step_shown(shop.desk(), steps=["hello"])
    walking.step_answer(shop.desk(), values={"who": "x"})
    with_guide(shop)
    assert walking.known_reminders(shop.desk()) == {"hello"}
    assert walking.known_reminders(shop.desk("ben"), session=first) == frozenset()


def test_what_i_saw_in_this_session_alone_is_not_known(shop: Shop) -> None:
    with_guide(shop)
    walking.step_shown(shop.desk(), steps=["hello"])
    assert walking.known_reminders(shop.desk()) == frozenset()


def test_reminders_of_another_text_are_not_known(shop: Shop) -> None:
    with_guide(shop)
    walking.step_shown(shop.desk(), steps=["hello"])
    with_guide(shop, GUIDE.replace("Say hello.", "Wave."))
    assert walking.known_reminders(shop.desk()) == frozenset()


def test_no_more_sessions_are_read_than_it_takes(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(3):
        thread = with_guide(shop)
        walking.step_shown(shop.desk(), steps=["hello", "keep-calm", "say-goodbye"])
        shop.enter(thread, "close", ordinal=1, solution="-", start=shop.now, end=shop.now)
        shop.store.drop_hint("ann", shop.read(thread).place)
        shop.wait(1)
    mine = with_guide(shop)
    desk = shop.desk()
    read: list[str] = []
    original = desk.store.read
    monkeypatch.setattr(desk.store, "read", lambda place: (read.append(place.thread), original(place))[1])
    assert walking.known_reminders(desk) == {"hello", "keep-calm", "say-goodbye"}
    assert set(read) == {mine, thread}


def test_only_the_newest_sessions_are_looked_at(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(walking, "WALKED_BEFORE", 1)
    with_guide(shop)
    walking.step_shown(shop.desk(), steps=["hello"])
    for _ in range(2):
        shop.wait(1)
        with_guide(shop)
    assert walking.known_reminders(shop.desk()) == frozenset()
