"""A walk that stops anywhere, and goes on any number of times, at any machine, with anybody: it ends as one that ran
through in one go."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st

from clientcare.adapters.library import guide_from_bytes
from clientcare.domain.errors import ClientcareError
from clientcare.domain.walk_steps import Occasion
from clientcare.domain.walks import Walk, walk
from clientcare.services import walking
from tests.shops import Shop, open_shop

if TYPE_CHECKING:
    from clientcare.domain.walk_steps import Draft

GUIDE = """+++
title = "Printer"
[[steps]]
name = "Hello"
weight = 1
due = { within = "2 weeks" }
[[steps]]
id = "hear"
name = "Hear them out"
weight = 2
skippable = false
[[steps.asks]]
field = "problem"
kind = "text"
required = true
[[steps.asks]]
field = "backup"
kind = "choice"
choices = ["done", "not applicable"]
[[steps.asks]]
field = "limit"
kind = "money"
when = { field = "backup", is = "done" }
[[steps]]
id = "look"
name = "Look inside"
weight = 3
phase = "work"
needs = ["hear"]
due = { within = "3 working days", from = "hear" }
repeatable = true
reason = true
[[steps.asks]]
field = "secret"
kind = "text"
sensitive = true
[[steps.asks]]
field = "again"
kind = "yesno"
[[steps]]
id = "goodbye"
name = "Say goodbye"
phase = "close"
[[steps.asks]]
field = "when"
kind = "time"
+++
"""
CHANGED = GUIDE.replace("Hello", "Goodbye").replace("[[steps.asks]]", "[[steps.x]]", 1)
FIELDS = {
    "hello": (),
    "hear": ("problem", "backup", "limit"),
    "look": ("secret", "again"),
    "goodbye": ("when",),
    "gone": ("problem",),
}
SAID = (
    "Ms Frei said no",
    "done",
    "not-applicable",
    "89",
    "CHF 1200.-",
    "yes",
    "nein",
    "14:30",
    "tomorrow 9:00",
    "",
    "ü\n2",
)


class Act(NamedTuple):
    """One thing that somebody does in a walk, and what happens before: who has it in hand, and to the guide's file."""

    what: str
    step: str
    values: dict[str, str]
    reason: str
    who: str
    before: str
    minutes: int


@st.composite
def acts(draw: st.DrawFn) -> Act:
    step = draw(st.sampled_from(["", *FIELDS]))
    fields = FIELDS.get(step, ("problem",))
    values = draw(st.dictionaries(st.sampled_from([*fields, "odd"]), st.sampled_from(SAID), max_size=3))
    return Act(
        draw(st.sampled_from(["answer", "answer", "done", "skip", "shown"])),
        step,
        values,
        draw(st.sampled_from(["", "no time"])),
        draw(st.sampled_from(["ann", "ben"])),
        draw(st.sampled_from(["", "", "", "changed", "broken", "gone", "back"])),
        draw(st.integers(0, 5_000)),
    )


def drafted(here: Walk, act: Act, terms: Any) -> list[Draft]:
    """What the act comes to in a walk that was never put down."""
    step = act.step or (here.current.id if here.current else "")
    if act.what == "done":
        return [here.done(step, act.values, terms)]
    if act.what == "skip":
        return [here.skip(step, act.reason)]
    if act.what == "shown":
        return [here.shown(step)]
    return [here.answer(step, act.values, terms)]


def filed(shop: Shop, thread: str, act: Act) -> None:
    """The same through a shop, at a machine where nothing is known but what lies in the share."""
    desk = shop.desk(act.who)
    step = act.step
    if not step:
        here = walking.walk_of(desk, shop.read(thread)).current
        step = here.id if here else ""
    if act.what == "done":
        walking.step_done(desk, step=step, values=act.values, session=thread)
    elif act.what == "skip":
        walking.step_skip(desk, step=step, reason=act.reason, session=thread)
    elif act.what == "shown":
        walking.step_shown(desk, steps=[step], session=thread)
    else:
        walking.step_answer(desk, step=step, values=act.values, session=thread)


def happens(file: Path, what: str) -> None:
    """What becomes of the guide's file while the walk is on."""
    texts = {"changed": CHANGED, "broken": "+++\ntitle = \n+++\n", "back": GUIDE}
    if what in texts:
        file.write_text(texts[what], "utf-8")
    elif what == "gone":
        file.unlink(missing_ok=True)


def stands(here: Walk) -> list[tuple[object, ...]]:
    """All that a walk knows of its steps, whoever did them."""
    return [
        (one.id, one.status, one.through, one.answers, one.reason, one.asks, one.times, one.waits_for, one.due)
        for one in here.steps
    ]


@settings(max_examples=25, deadline=None)
@given(st.lists(acts(), min_size=1, max_size=9))
def test_a_walk_that_many_hands_put_down_and_took_up_ends_as_one_that_ran_through(todo: list[Act]) -> None:
    with TemporaryDirectory() as folder:
        shop = open_shop(Path(folder))
        file = shop.share / "guides" / "printer.md"
        file.parent.mkdir(exist_ok=True)
        file.write_text(GUIDE, "utf-8")
        started = ("session", "start", "acme", "Printer", "--mode", "remote", "--guide", "printer", "--no-walk")
        assert shop.run(*started).code == 0
        (thread,) = shop.hinted("ann")
        session = shop.read(thread)
        through = walk(
            guide_from_bytes(GUIDE.encode(), "printer", ""), [], Occasion(session.started, {"mode": "remote"})
        )
        for act in todo:
            shop.wait(act.minutes)
            happens(file, act.before)
            terms = walking.terms(shop.desk(act.who))
            refused = filed_refused = ""
            try:
                for draft in drafted(through, act, terms):
                    through = through.then(draft, terms)
            except ClientcareError as error:
                refused = error.message
            try:
                filed(shop, thread, act)
            except ClientcareError as error:
                filed_refused = error.message
            assert bool(refused) == bool(filed_refused), (act, refused, filed_refused)
            resumed = walking.walk_of(shop.desk(act.who), shop.read(thread))
            assert stands(resumed) == stands(through)
            assert resumed.answers == through.answers
            assert resumed.place == through.place
