"""What differs between two texts of a guide: in steps, questions and gates, each with what it was and what it is."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from clientcare.domain.asks import Ask, When
from clientcare.domain.dues import Due
from clientcare.domain.guide_diffs import Change, Words, guide_diff, words
from clientcare.domain.guides import Guide, Outcome, Requirement, Step

BACKUP = Ask("backup", "Backup?", "choice", False, ("done", "declined"))
WORK = Ask("work", "May you begin?", "yesno", False)
OLD = Guide(
    "care",
    "Care",
    steps=(
        Step("Hello", "hello", "Say hello to them."),
        Step("Ask first", "ask", asks=(BACKUP, WORK)),
        Step("Stay calm", "calm"),
        Step("Say bye", "bye", "Bye."),
    ),
    outcomes=(Outcome("Solved", "solved", check="resolved"), Outcome("Happy", "happy")),
    requirements=(Requirement("A call", "call", check="mode", check_args={"mode": "phone"}),),
    digest="1",
)


def told(new: Guide, old: Guide = OLD) -> list[tuple[str, ...]]:
    return [(one.what, one.how, one.id, one.key, one.was, one.now) for one in guide_diff(old, new).changes]


def test_a_guide_does_not_differ_from_itself_whatever_its_bytes() -> None:
    same = guide_diff(OLD, OLD._replace(digest="2", source="elsewhere"))
    assert same.changes == ()
    assert same.exit == 0
    assert (same.old.digest, same.new.source) == ("1", "elsewhere")


def test_steps_are_added_removed_and_moved() -> None:
    hello, ask, calm, _ = OLD.steps
    new = OLD._replace(steps=(ask, Step("New", "new", "Do it."), calm, hello))
    found = guide_diff(OLD, new)
    assert found.exit == 1
    assert found.changes == (
        Change("step", "added", "new", "New", 2, now="Do it."),
        Change("step", "moved", "hello", "Hello", 4, 1),
        Change("step", "removed", "bye", "Say bye", was_n=4, was="Bye."),
    )


def test_keys_of_a_step_are_told_with_what_they_were() -> None:
    hello = OLD.steps[0]._replace(
        name="Hi", owner="account-manager", needs=("calm",), due=Due(2, "days", "calm"), skippable=False, reason=True
    )
    assert told(OLD._replace(steps=(hello, *OLD.steps[1:]))) == [
        ("step", "changed", "hello", "name", "Hello", "Hi"),
        ("step", "changed", "hello", "owner", "", "account-manager"),
        ("step", "changed", "hello", "needs", "", "calm"),
        ("step", "changed", "hello", "due", "", "2 days from calm"),
        ("step", "changed", "hello", "skippable", "yes", "no"),
        ("step", "changed", "hello", "reason", "no", "yes"),
    ]
    assert told(OLD, OLD._replace(steps=(hello._replace(due=Due(1, "hours")), *OLD.steps[1:])))[3][4] == "1 hour"


def test_questions_are_told_one_by_one() -> None:
    when = BACKUP._replace(choices=("made", "declined"), required=True, when=When("mode", "remote"))
    ask = OLD.steps[1]._replace(asks=(when, Ask("who", "Who said so?")))
    assert told(OLD._replace(steps=(OLD.steps[0], ask, *OLD.steps[2:]))) == [
        ("question", "changed", "ask", "backup.required", "no", "yes"),
        ("question", "changed", "ask", "backup.choices", "done, declined", "made, declined"),
        ("question", "changed", "ask", "backup.when", "", "mode is remote"),
        ("question", "added", "ask", "who", "", "Who said so?"),
        ("question", "removed", "ask", "work", "May you begin?", ""),
    ]
    turned = OLD.steps[1]._replace(asks=(WORK, BACKUP))
    assert told(OLD._replace(steps=(OLD.steps[0], turned, *OLD.steps[2:]))) == [
        ("question", "moved", "ask", "", "backup, work", "work, backup")
    ]


def test_gates_and_the_keys_of_the_guide_are_told() -> None:
    new = OLD._replace(
        title="Caring",
        custom=True,
        outcomes=(OLD.outcomes[0]._replace(gate=True), Outcome("Billed", "billed")),
        requirements=(OLD.requirements[0]._replace(check_args={"mode": "remote"}),),
    )
    assert told(new) == [
        ("guide", "changed", "", "title", "Care", "Caring"),
        ("guide", "changed", "", "custom", "no", "yes"),
        ("requirement", "changed", "call", "check_args", "mode = phone", "mode = remote"),
        ("outcome", "changed", "solved", "gate", "no", "yes"),
        ("outcome", "added", "billed", "", "", ""),
        ("outcome", "removed", "happy", "", "", ""),
    ]


def test_directions_are_told_word_for_word() -> None:
    assert words("Say hello to them.", "Say goodbye to all of them.") == (
        Words("same", "Say"),
        Words("gone", "hello"),
        Words("new", "goodbye"),
        Words("same", "to"),
        Words("new", "all of"),
        Words("same", "them."),
    )
    assert words("", "New.") == (Words("new", "New."),)
    long = "word " * 2_000
    assert words(long, "New.") == (Words("gone", long), Words("new", "New."))
    assert words("", f"{long} more") == (Words("new", f"{long} more".strip()),)


@given(st.permutations(range(8)), st.sets(st.integers(0, 7)))
def test_so_few_steps_are_called_moved_that_the_rest_keeps_its_order(order: list[int], gone: set[int]) -> None:
    old = Guide("g", "G", steps=tuple(Step(f"S{n}", f"s{n}") for n in range(8)))
    kept = [n for n in order if n not in gone]
    changes = guide_diff(old, old._replace(steps=tuple(old.steps[n] for n in kept))).changes
    moved = {change.was_n - 1 for change in changes if change.how == "moved"}
    rest = [n for n in kept if n not in moved]
    assert rest == sorted(rest)
    assert len(moved) <= max(len(kept) - 1, 0)
    assert {change.was_n - 1 for change in changes if change.how == "removed"} == gone


@given(st.text("ab ", max_size=30), st.text("ab ", max_size=30))
def test_the_pieces_of_two_texts_hold_both(old: str, new: str) -> None:
    pieces = words(old, new)
    assert " ".join(one.text for one in pieces if one.state != "new").split() == old.split()
    assert " ".join(one.text for one in pieces if one.state != "gone").split() == new.split()


def test_a_guide_of_thousands_of_steps_is_compared_at_once() -> None:
    steps = tuple(Step(f"S{n}", f"s{n}", "Look at it.") for n in range(5_000))
    turned = Guide("g", "G", steps=(*steps[1:], steps[0]))
    assert [one.id for one in guide_diff(Guide("g", "G", steps=steps), turned).changes] == ["s0"]
