"""Each slip of a guide's author is told with its place, what stands there, and what to write instead: in TOML between
+++, in YAML, and in a file of TOML."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
import tomli_w
import yaml

from clientcare.adapters.library import guide_from_bytes
from clientcare.domain.guide_tables import BrokenGuide

if TYPE_CHECKING:
    from clientcare.domain.guide_tables import Remark


class Slip(NamedTuple):
    """A guide with one slip, what stands at its place, and what is told of it."""

    data: dict[str, Any]
    there: str
    told: str
    instead: str


def step(**keys: Any) -> dict[str, Any]:
    return {"title": "T", "steps": [{"name": "One", "weight": 1} | keys]}


def asking(*asks: dict[str, Any]) -> dict[str, Any]:
    return step(asks=list(asks))


def outcome(**keys: Any) -> dict[str, Any]:
    return {"title": "T", "outcomes": [{"name": "Reached"} | keys]}


TEXT = {"field": "a", "kind": "text"}
NEED = {"name": "Two", "weight": 2, "id": "two", "needs": ["one"]}
FAULTS = {
    "a title that is no text": Slip({"title": [1]}, "[", "'title' is a list", 'A text in quotation marks: title = "…"'),
    "a yes for a true": Slip({"title": "T", "custom": "yes"}, "yes", "'custom' is a text", "custom = true"),
    "what it does not run as": Slip({"title": "T", "runs": "procedur"}, "procedur", "cannot be", "'procedure'?"),
    "steps that are a text": Slip({"title": "T", "steps": "one"}, "one", "'steps' is a text", "[[steps]]"),
    "a step that is a text": Slip({"title": "T", "steps": ["one"]}, "one", "step 1 is a text", "[[steps]]"),
    "an unknown phase": Slip(step(phase="strat"), "strat", "'phase' of step 1 'One' cannot be", "'start'?"),
    "an owner that is no role": Slip(step(owner="acount-manager"), "acount-manager", "'owner'", "'account-manager'?"),
    "an unknown need": Slip(
        {"title": "T", "steps": [{"name": "One", "weight": 1}, NEED | {"needs": ["onee"]}]},
        "onee",
        "'needs' of step 2 'Two' name 'onee', which is no step",
        "'one'?",
    ),
    "a need of a guide of one step": Slip(step(needs=["x"]), "x", "which is no step", "There is no other step."),
    "needs in a circle": Slip(
        {"title": "T", "steps": [{"name": "One", "weight": 1, "id": "one", "needs": ["two"]}, NEED]},
        "two",
        "go in a circle: one needs two needs one",
        "Leave one of them out.",
    ),
    "a need of what comes later": Slip(
        {"title": "T", "steps": [{"name": "One", "weight": 1, "phase": "close"}, NEED]},
        "one",
        "name 'one', which comes up only at the close",
        'phase = "close"',
    ),
    "needs that are a text": Slip(step(needs="one"), "one", "'needs' of step 1 'One' is no list", "needs = ["),
    "a due time that cannot be": Slip(step(due={"within": "soon"}), "soon", "'within' of 'due'", "3 working days"),
    "a due time of nothing": Slip(step(due={"within": "0 days"}), "0 days", "'within' of 'due'", "3 working days"),
    "a due time without a table": Slip(step(due="3 days"), "3 days", "'due' of step 1 'One' is a text", "within = "),
    "a due time from nowhere": Slip(
        step(due={"within": "3 days", "from": "opend"}), "opend", "counts from 'opend'", "'opened'?"
    ),
    "a due time from the close": Slip(
        {
            "title": "T",
            "steps": [
                {"name": "One", "weight": 1, "due": {"within": "3 days", "from": "end"}},
                {"name": "End", "weight": 2, "phase": "close"},
            ],
        },
        "end",
        "counts from 'end', which comes up only at the close",
        'from = "opened"',
    ),
    "an id with blanks": Slip(step(id="One step"), "One step", "'id' of step 1 'One' cannot be", "one-step"),
    "an id that stands twice": Slip(
        {"title": "T", "steps": [{"id": "a", "weight": 1, "name": "x"}, {"id": "a", "weight": 2, "name": "y"}]},
        "a",
        "'id' of step 2 'y' is 'a', as at another step",
        "Each id stands once.",
    ),
    "a question without a field": Slip(asking({"kind": "text"}), "", "'field' of question 1", 'field = "backup"'),
    "a field with a blank": Slip(asking({"field": "a b", "kind": "text"}), "a b", "'field'", "Letters, digits"),
    "a question without a kind": Slip(asking({"field": "a"}), "", "'kind' of question 1", 'kind = "text", or another'),
    "an unknown kind": Slip(asking({"field": "a", "kind": "txt"}), "txt", "'kind' of question 1", "'text'?"),
    "two questions for one field": Slip(asking(TEXT, dict(TEXT)), "a", "is 'a', as of another", "Each field once"),
    "a choice of one": Slip(
        asking({"field": "a", "kind": "choice", "choices": ["x"]}), "[", "must name two", 'choices = ["done"'
    ),
    "a default that is no choice": Slip(
        asking({"field": "a", "kind": "choice", "choices": ["done", "no"], "default": "don"}),
        "don",
        "'default' of question 1",
        "'done'?",
    ),
    "a condition on nothing": Slip(
        asking(TEXT | {"when": {"field": "modes", "is": "phone"}}), "modes", "which nothing else asks for", "'mode'?"
    ),
    "a condition on itself": Slip(
        asking(TEXT | {"when": {"field": "a", "is": "x"}}), "a", "which nothing else asks for", "mode"
    ),
    "a condition that is never met": Slip(
        asking(TEXT | {"when": {"field": "mode", "is": "onsite"}}), "onsite", "which 'mode' is never", "'on-site'?"
    ),
    "a condition on a choice that is none": Slip(
        asking(
            {"field": "c", "kind": "choice", "choices": ["Yes, now", "later"]},
            TEXT | {"when": {"field": "c", "is": "latre"}},
        ),
        "latre",
        "waits for 'latre', which 'c' is never",
        "'later'?",
    ),
    "a condition on a yes that is none": Slip(
        asking({"field": "c", "kind": "yesno"}, TEXT | {"when": {"field": "c", "is": "maybe"}}),
        "maybe",
        "waits for 'maybe', which 'c' is never",
        "yes, no",
    ),
    "a condition on what is not shown": Slip(
        asking(TEXT | {"sensitive": True}, {"field": "b", "kind": "text", "when": {"field": "a", "is": "x"}}),
        "a",
        "which is sensitive",
        "that may be shown",
    ),
    "half a condition": Slip(asking(TEXT | {"when": {"field": "mode"}}), "{", "'is' of 'when'", 'is = "on-site"'),
    "an unknown check": Slip(outcome(check="documentd"), "documentd", "'check' of outcome 1", "'documented'?"),
    "a check without its argument": Slip(outcome(check="mode"), "", "'mode' of outcome 1", 'mode = "remote | '),
    "a check with a wrong argument": Slip(
        outcome(check="mode", mode="remot"), "remot", "'mode' of outcome", "'remote'"
    ),
    "an argument of another type": Slip(
        outcome(check="skill", skill=["x"]), "[", "'skill' of outcome 1", 'skill = "…"'
    ),
    "a gate on billing": Slip(outcome(check="billed", gate=True), "true", "cannot stand with", "cannot block it"),
}
WARNINGS = {
    "an unknown key": Slip({"title": "T", "desciption": "x"}, "desciption", "is not a known key", "'description'?"),
    "a key like none": Slip({"title": "T", "zzz": 1}, "zzz", "is not a known key", "It has no effect."),
    "an unknown key of a step": Slip(step(wieght=3), "wieght", "'wieght' of step 1 'One'", "'weight'?"),
    "an unknown key of a question": Slip(asking(TEXT | {"promt": "?"}), "promt", "question 1", "'prompt'?"),
    "an unknown key of a due time": Slip(step(due={"within": "3 days", "form": "x"}), "form", "'due'", "'from'?"),
    "a key of the top in a step": Slip(step(type="x"), "type", "belongs to the top of the file", "Move it"),
    "a weight that is no number": Slip(step(weight="first"), "first", "is no number", "comes after those"),
    "a weight that is a flag": Slip(step(weight=True), "true", "is no number", "comes after those"),
    "a number for a text": Slip({"title": 2020}, "2020", "is no text", 'title = "2020"'),
    "a picture that is not shown": Slip(step(imgsrc="/a.png"), "/a.png", "is not shown", "enableimg = true"),
    "a picture that is not there": Slip(step(enableimg=True), "true", "there is no image", "imgsrc = "),
    "choices without effect": Slip(asking(TEXT | {"choices": ["x"]}), "choices", "has no effect", 'kind = "choice"'),
    "blanks around a name": Slip(step(id=" one "), " one ", "has blanks around it", 'id = "one"'),
}
FORMS = ("toml", "yaml", "plain toml")


def written(data: dict[str, Any], form: str) -> tuple[bytes, str]:
    """The file, and how its name ends. A table in a question stands in braces, as people write it."""
    if form == "yaml":
        return f"---\n{yaml.safe_dump(data, sort_keys=False)}---\nBody.\n".encode(), ".md"
    keys = tomli_w.dumps(data)
    return (f"+++\n{keys}+++\nBody.\n".encode(), ".md") if form == "toml" else (keys.encode(), ".toml")


def told(data: dict[str, Any], form: str) -> tuple[tuple[Remark, ...], tuple[Remark, ...], list[str]]:
    """The faults and the warnings of a guide, and the lines of its file."""
    content, suffix = written(data, form)
    lines = content.decode().split("\n")
    try:
        return (), guide_from_bytes(content, "g", "g", suffix=suffix).warnings, lines
    except BrokenGuide as error:
        return error.faults, error.warnings, lines


def instead(words: str, form: str) -> str:
    return words.replace(" = ", ": ") if form == "yaml" else words


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_told_with_its_place_what_stands_there_and_what_to_write_instead(name: str, form: str) -> None:
    slip = FAULTS[name]
    (fault,), _, lines = told(slip.data, form)
    check(fault, slip, form, lines)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", WARNINGS)
def test_a_warning_is_told_with_its_place_what_stands_there_and_what_to_write_instead(name: str, form: str) -> None:
    slip = WARNINGS[name]
    faults, (warning,), lines = told(slip.data, form)
    assert faults == ()
    check(warning, slip, form, lines)


def check(remark: Remark, slip: Slip, form: str, lines: list[str]) -> None:
    assert slip.told in remark.text
    if "[[" not in slip.instead:
        assert instead(slip.instead, form) in remark.expected
    assert remark.expected
    assert remark.excerpt is not None
    assert lines[remark.line - 1].startswith(remark.excerpt.text, remark.column - 1)
    if slip.there and not (form == "yaml" and slip.there in "[{"):
        assert slip.there in remark.excerpt.text


def test_all_that_is_wrong_with_a_file_is_told_in_one_go_the_warnings_too() -> None:
    data = step(phase="x", owner="y", wieght=1, asks=[{"feild": "a", "kind": "txt"}])
    faults, warnings, _ = told(data, "toml")
    assert [fault.text.split("'")[1] for fault in faults] == ["phase", "owner", "field", "kind"]
    assert [warning.text.split("'")[1] for warning in warnings] == ["wieght", "feild"]


def test_of_a_very_long_line_the_part_is_told_in_which_it_is_wrong() -> None:
    data = step(directions="x" * 5_000, owner="y" * 5_000)
    (fault,), _, lines = told(data, "toml")
    assert fault.excerpt is not None
    assert len(fault.excerpt.line) <= 160
    assert fault.excerpt.line[fault.excerpt.at :].startswith(fault.excerpt.text)
    assert lines[fault.line - 1].startswith(fault.excerpt.text, fault.column - 1)
