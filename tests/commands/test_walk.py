"""`next` and `step` as scripts type them: the exact lines, the exit codes, the three outputs."""

from __future__ import annotations

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
