"""`next` and `step` as scripts type them: the exact lines, the exit codes, the three outputs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.shops import Shop

ANSWERS = """
in-time = true

[permission]
backup = "declined"
work = true
"""


def test_without_a_terminal_next_shows_the_step_that_is_next(shop: Shop) -> None:
    thread = shop.session()
    shop.wait(3)
    done = shop.run("next")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("▶ Acme AG · Printer offline · 0:03 running · Working with clients\n1 of 13  Be there")
    assert done.out.endswith(f"clientcare step done in-time -s {thread[-4:]}\n")
    data = shop.run("next", "--json").data
    assert (data["step"]["id"], data["steps"][2]["asks"][0]["field"]) == ("in-time", "backup")
    assert shop.run("next", "--plain").out.splitlines()[0].split("\t")[1:4] == ["1", "13", "in-time"]
    assert shop.run("next", "--quiet").out == "in-time\n"


def test_steps_are_done_skipped_and_answered(shop: Shop) -> None:
    shop.session()
    done = shop.run("step", "done")
    assert done.out == (
        "✓ 14:05  step Be there before they are: done · Acme AG · Printer offline · 0:00 running\n"
        "  Next, 2 of 13: Courteous, whatever the mood  clientcare next\n"
    )
    assert shop.run("step", "skip", "--reason", "We know each other").code == 0
    data = shop.run("step", "answer", "backup=done", "work=ja", "problem=Nothing comes out", "--json").data
    assert [one["says"] for one in data["entered"]] == [
        "Ask before you touch anything: answered",
        "Hear the whole story, then say it back: answered",
    ]
    assert data["here"]["answers"] == {"backup": "done", "work": "yes", "problem": "Nothing comes out"}
    assert shop.run("step", "answer", "scope=Printer", "--step", "scope", "--quiet").code == 0
    assert [(entry.step, entry.status) for entry in shop.read("").steps] == [
        ("in-time", "done"),
        ("manner", "skipped"),
        ("permission", "answered"),
        ("story", "answered"),
        ("scope", "answered"),
    ]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("step", "answer", "backup"), 2, "there is no '=' in it"),
        (("step", "answer", "backup=perhaps"), 2, "It is one of: done, declined, not applicable."),
        (("step", "answer", "bakcup=done"), 3, "Did you mean 'backup'?"),
        (("step", "answer", "problem=password: Winter2026!"), 8, "line 1"),
        (("step", "done", "tea"), 3, "There is no step 'tea'"),
        (("step", "done", "-s", "nobody"), 3, "There is no session 'nobody'."),
        (("next", "--answers", "nowhere.toml"), 3, "There is no file 'nowhere.toml'."),
        (("next", "--answers", "/"), 1, "'/' cannot be read"),
    ],
)
def test_what_cannot_be_meant_changes_nothing(shop: Shop, words: tuple[str, ...], code: int, said: str) -> None:
    thread = shop.session()
    done = shop.run(*words)
    assert (done.code, done.out) == (code, "")
    assert said in done.err
    assert shop.kinds(thread) == ["start"]


def test_without_a_session_there_is_nothing_to_go_on_with(shop: Shop) -> None:
    done = shop.run("next")
    assert done.code == 3
    assert "No session of yours is running." in done.err


def test_answers_of_a_script_come_from_a_file_or_from_standard_input(shop: Shop, tmp_path: Path) -> None:
    first = shop.session()
    path = tmp_path / "answers.toml"
    path.write_bytes(b"\xef\xbb\xbf" + ANSWERS.replace("\n", "\r\n").encode())
    done = shop.run("next", "--answers", str(path))
    assert (done.code, done.err) == (0, "")
    assert done.out.splitlines()[-1].strip().startswith("Next, 2 of 13: Courteous")
    second = shop.session()
    assert shop.run("next", "--answers", "-", "-s", second, input=ANSWERS).code == 0
    expected = {"backup": "declined", "work": "yes"}
    assert shop.read(first).answers == shop.read(second).answers == expected


def test_answers_with_a_fault_name_their_place_and_none_is_filed(shop: Shop, tmp_path: Path) -> None:
    thread = shop.session()
    path = tmp_path / "answers.toml"
    path.write_text("in-time = true\n[permission]\nbackup = done\n", "utf-8")
    done = shop.run("next", "--answers", str(path))
    assert done.code == 7
    assert f"{path}:3:" in done.err
    assert shop.kinds(thread) == ["start"]


def test_masked_answers_are_counted(shop: Shop) -> None:
    shop.session()
    done = shop.run("step", "answer", "problem=password: Winter2026!", "--mask")
    assert done.code == 0
    assert "masked before saving" in done.out


# -- a guide that was changed during the walk ---------------------------------------------------------------------


def test_a_script_is_told_that_the_guide_was_changed_and_moves_to_it(fees: Shop) -> None:
    path = fees.share / "guides" / "fees.md"
    fees.run("step", "answer", "effort=1h", "limit=8642", me="ben")
    path.write_text(FEES.replace('"effort"', '"hours"').replace("Thank them", "Say thanks"), "utf-8")
    told = fees.run("next", me="ben").out
    assert "! The guide was changed meanwhile; the walk goes on with the text that it has." in told
    assert "clientcare next --move-to-new" in told
    assert fees.run("next", "--json", me="ben").data["text_now"] == "changed"
    done = fees.run("next", "--move-to-new", me="ben")
    assert done.out.splitlines() == [
        "✓ 14:05  guide Fees, as it is now · Acme AG · Fees · 0:00 running",
        "  Asks something more: Gather the facts",
        "  Has no place in the new guide; it stays on record:",
        "    Gather the facts: How long will it take? 1:00 (the question is gone)",
        f"  Taken back with: clientcare undo -s {fees.hinted('ben')[-1][-4:]}",
    ]
    again = fees.run("next", "--move-to-new", me="ben")
    assert (again.code, again.out) == (5, "")
    assert "8642" not in fees.run("session", "show", "--json", me="ben").out


def test_a_move_in_columns_and_as_json(fees: Shop) -> None:
    path = fees.share / "guides" / "fees.md"
    path.write_text(FEES.replace('id = "thank"', 'id = "thanks"'), "utf-8")
    fees.run("step", "done", "thank", me="ben")
    rows = fees.run("next", "--move-to-new", "--plain", me="ben").out.splitlines()
    assert rows[1:] == ["new\tthanks", "left-behind\tthank\t\t\tstep"]
    path.write_text(FEES, "utf-8")
    answer = fees.run("next", "--move-to-new", "--json", me="ben")
    assert json.loads(answer.out)["clientcare"] == "guide-move/1"
    assert (answer.data["through"], answer.data["new"]) == (["thank"], ["thank"])
    path.unlink()
    gone = fees.run("next", me="ben")
    assert "! There is no guide 'fees' any more; the walk goes on with the text that it has." in gone.out
    assert fees.run("next", "--move-to-new", "--quiet", me="ben").code == 3


# -- steps that belong to somebody, come after others, and ask only where it matters -------------------------------

FEES = """+++
title = "Fees"
[[steps]]
id = "facts"
name = "Gather the facts"
weight = 1
[[steps.asks]]
field = "effort"
prompt = "How long will it take?"
kind = "duration"
required = true
[[steps.asks]]
field = "limit"
prompt = "What can they pay?"
kind = "money"
sensitive = true
[[steps.asks]]
field = "arrived"
prompt = "When were you there?"
kind = "time"
when = { field = "mode", is = "on-site" }
[[steps]]
id = "quote"
name = "Quote"
weight = 2
owner = "account-manager"
needs = ["facts"]
due = { within = "1 working day" }
skippable = false
[[steps]]
id = "thank"
name = "Thank them"
weight = 3
reason = true
+++
"""


@pytest.fixture
def fees(shop: Shop) -> Shop:
    """A session of Ben, who is no account manager, with that guide."""
    (shop.share / "guides").mkdir(exist_ok=True)
    (shop.share / "guides" / "fees.md").write_text(FEES, "utf-8")
    start = ("session", "start", "acme", "Fees", "--mode", "remote", "--guide", "fees", "--no-walk")
    assert shop.run(*start, me="ben").code == 0
    return shop


def test_a_step_shows_whose_it_is_when_it_is_due_and_what_comes_first(fees: Shop) -> None:
    assert "Missing: effort=ANSWER" in fees.run("step", "done", "facts", me="ben").err
    steps = fees.run("next", "--json", me="ben").data["steps"]
    assert [one["owner"] for one in steps] == ["", "account-manager", ""]
    assert steps[1]["waits_for"] == ["Gather the facts"]
    assert steps[1]["due"].startswith("2026-11-25T14:05")
    assert fees.run("step", "answer", "effort=1.5h", "limit=8642", me="ben").code == 0
    told = fees.run("next", me="ben").out
    assert "For the account manager." in told
    assert "Due Wed 25 Nov 2026, 14:05." in told
    assert "It cannot be left out." in told
    fees.wait(2 * 24 * 60)
    assert "Overdue since Wed 25 Nov 2026, 14:05." in fees.run("next", me="ben").out


def test_what_comes_later_waits_and_what_must_be_done_is_not_skipped(fees: Shop) -> None:
    early = fees.run("step", "done", "quote", "--instructed-by", "ann", me="ben")
    assert (early.code, early.out) == (5, "")
    assert "The step 'Quote' comes after 'Gather the facts'." in early.err
    assert "cannot be left out" in fees.run("step", "skip", "quote", me="ben").err
    assert "Missing: --reason TEXT." in fees.run("step", "skip", "thank", me="ben").err
    assert fees.run("step", "skip", "thank", "--reason", "They left", me="ben").code == 0


def test_a_step_of_another_role_needs_somebody_who_told_me_to_and_that_is_on_record(fees: Shop) -> None:
    fees.run("step", "answer", "effort=1h", "limit=", me="ben")
    refused = fees.run("step", "done", "quote", me="ben")
    assert (refused.code, refused.out) == (4, "")
    assert "The step 'Quote' is for an account manager." in refused.err
    assert "--instructed-by MEMBER" in refused.err
    wrong = fees.run("step", "done", "quote", "--instructed-by", "ben", me="ben")
    assert (wrong.code, wrong.out) == (2, "")
    assert "Ben Sutter is no account manager" in wrong.err
    assert "ann" in wrong.err
    assert fees.run("step", "done", "quote", "--instructed-by", "ann", me="ben").code == 0
    last = fees.read("").steps[-1]
    assert (last.step, last.by, last.instructed_by) == ("quote", "ben", "ann")


def test_who_has_the_role_needs_nobody(fees: Shop) -> None:
    fees.run("step", "answer", "effort=1h", "limit=", me="ben")
    thread = fees.hinted("ben")[-1]
    assert fees.run("step", "done", "quote", "-s", thread).code == 0
    assert fees.read("").steps[-1].instructed_by == ""


def test_an_answer_that_is_not_to_be_shown_is_on_record_and_on_no_screen_and_page(fees: Shop) -> None:
    seen = [fees.run("step", "answer", "effort=90m", "limit=8642", me="ben")]
    assert fees.read("").answers == {"effort": "1:30", "limit": "CHF 8'642.00"}
    seen += [fees.run("next", me="ben"), fees.run("next", "--json", me="ben"), fees.run("session", "show", me="ben")]
    seen += [fees.run("session", "show", "--json", me="ben")]
    assert fees.run("close", "--solution", "x", "--resolved", me="ben").code == 0
    pages = [path.read_text("utf-8") for path in fees.share.glob("clients/*/2026/*.html")]
    assert any("(on record, not shown)" in page for page in pages)
    assert not any("642" in text for text in (*(one.out + one.err for one in seen), *pages))


def test_what_the_mode_makes_needless_is_not_asked(fees: Shop) -> None:
    left = fees.run("next", "--json", me="ben").data["step"]["left"]
    assert [ask["field"] for ask in left] == ["effort", "limit"]


def test_answers_of_a_script_count_for_the_steps_behind_them(fees: Shop, tmp_path: Path) -> None:
    answers = tmp_path / "answers.toml"
    answers.write_text('quote = true\n[facts]\neffort = "2h"\nlimit = ""\n')
    refused = fees.run("next", "--answers", str(answers), me="ben")
    assert (refused.code, fees.read("").steps) == (4, ())
    done = fees.run("next", "--answers", str(answers), "--instructed-by", "ann", me="ben")
    assert done.code == 0, done.err
    assert [one.step for one in fees.read("").steps] == ["facts", "quote"]


def test_a_guide_is_shown_with_whose_its_steps_are(fees: Shop) -> None:
    told = " ".join(fees.run("guide", "show", "fees").out.split())
    for words in (
        "? How long will it take? (such as 1h30; must be answered)",
        "? What can they pay? (an amount; not shown)",
        "? When were you there? (day and time; if mode is on-site)",
        "(for the account manager; after facts; within 1 working day; cannot be left out)",
        "(left out only with a reason)",
    ):
        assert words in told
