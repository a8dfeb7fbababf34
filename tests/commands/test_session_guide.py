"""`session show --guide`: what each step said when it was walked, and what was answered, proved from the kept text."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from clientcare.domain.errors import NotFound
from clientcare.domain.records import Thread, ThreadPlace
from clientcare.services.transcripts import transcript
from tests.services.test_guide_moves import CHANGED
from tests.services.test_walking import GUIDE, with_guide

if TYPE_CHECKING:
    from pathlib import Path

    from tests.shops import Shop


@pytest.fixture
def walked(shop: Shop) -> Shop:
    """A session of Ann and Ben, with an answer that was changed, a step that was left out and one taken back."""
    with_guide(shop, GUIDE.replace("custom = true", 'version = "2026-11"'))
    shop.run("step", "done", "hello")
    shop.wait(2)
    shop.run("step", "answer", "problem=No toner", "backup=done")
    shop.wait(2)
    shop.run("step", "answer", "problem=Smoke", "-s", "acme", me="ben")
    shop.run("step", "done", "keep-calm")
    shop.run("undo")
    shop.run("step", "skip", "ask-who", "--reason", "They hung up")
    return shop


def kept(shop: Shop) -> Path:
    [path] = (shop.share / "_clientcare" / "kept-guides").iterdir()
    return path


def test_each_step_is_told_as_it_was_with_who_saw_and_answered_it(walked: Shop) -> None:
    (walked.share / "guides" / "printer.md").unlink()
    done = walked.run("session", "show", "--guide")
    assert (done.code, done.err) == (0, "")
    head, *lines = done.out.splitlines()
    assert head.startswith("Acme AG · Printer offline · ")
    assert lines[1] == "Guide · Printer · version 2026-11"
    digest = kept(walked).name
    assert (
        lines[2] == f"  as it was kept Tue 24 Nov 2026, 14:05, Ann Meier ({digest[:4]} {digest[4:8]} {digest[8:12]} …)"
    )
    assert lines[3:-2] == [
        "",
        " 1  Hello",
        "    Say hello.",
        "    > Done by Ann Meier, Tue 24 Nov 2026, 14:05",
        "",
        " 2  About the problem",
        "    ? What happened?",
        "    ? Backup?",
        "    > Answered by Ann Meier, Tue 24 Nov 2026, 14:07",
        "      What happened? No toner  (answered anew later)",
        "      Backup? done",
        "    > Answered by Ben Sutter, Tue 24 Nov 2026, 14:09",
        "      What happened? Smoke",
        "",
        " 3  Keep calm",
        "    > Done by Ann Meier, Tue 24 Nov 2026, 14:09",
        "      Taken back by Ann Meier, Tue 24 Nov 2026, 14:09",
        "",
        " 4  Ask who",
        "    ? Who said so?",
        "    > Left out by Ann Meier, Tue 24 Nov 2026, 14:09: They hung up",
        "",
        " 5  Say goodbye",
        "    Nothing on record",
    ]
    assert lines[-1] == "✓ All as it was filed: 1 session, 8 entries, 1 document, 1 guide."


def test_as_json_the_whole_digest_is_given(walked: Shop) -> None:
    done = walked.run("session", "show", "acme", "--guide", "--json")
    assert json.loads(done.out)["clientcare"] == "transcript/1"
    [text] = done.data["texts"]
    assert (text["digest"], text["state"], text["version"], text["by"]) == (kept(walked).name, "kept", "2026-11", "ann")
    assert text["steps"][0]["directions"] == "Say hello."
    [first, second] = text["steps"][1]["acts"]
    assert first["answers"][0] == {
        "field": "problem",
        "prompt": "What happened?",
        "answer": "No toner",
        "replaced": True,
    }
    assert (second["by"], second["answers"][0]["replaced"]) == ("ben", False)
    assert text["steps"][2]["acts"][0]["taken_back_by"] == "ann"
    assert text["steps"][4]["acts"] == []
    assert done.data["names"] == {"ann": "Ann Meier", "ben": "Ben Sutter"}
    assert walked.run("session", "show", "--guide", "--quiet").out == f"{kept(walked).name}\n"
    rows = [line.split("\t") for line in walked.run("session", "show", "--guide", "--plain").out.splitlines()]
    assert [row[0] for row in rows[:5]] == ["text", "step", "entry", "step", "entry"]
    assert ["answer", "1", "about", "problem", "No toner", "yes"] in rows


@pytest.mark.parametrize(
    ("lost", "told", "state"),
    [
        (lambda path: path.unlink(), "Its kept text is missing", "missing"),
        (lambda path: path.write_text("x"), "Its kept text is not the one that was walked", "changed"),
    ],
)
def test_a_text_that_is_lost_proves_nothing_and_says_so(walked: Shop, lost: object, told: str, state: str) -> None:
    assert callable(lost)
    lost(kept(walked))
    done = walked.run("session", "show", "--guide")
    assert done.code == 1
    assert f"✗ {told}" in done.out
    assert "Step 'about'" in done.out
    assert "      problem Smoke" in done.out
    assert f"The kept text of the guide 'printer' {'is missing' if state == 'missing' else 'was changed'}" in done.out
    assert walked.run("session", "show", "--guide", "--json").data["texts"][0]["state"] == state
    assert "finding\tdamage\tguide-" in walked.run("session", "show", "--guide", "--plain").out


def test_a_text_that_this_program_cannot_read_is_there_and_shows_nothing(walked: Shop) -> None:
    session = walked.read("")
    digest = walked.store.keep_guide(b"+++\nof another version")
    walked.enter(session.thread, "guide", guide="printer", guide_digest=digest)
    walked.run("step", "done", "later", "-s", "acme")
    walked.enter(session.thread, "step", step="later", status="done", instructed_by="nobody")
    done = walked.run("session", "show", "--guide")
    assert done.code == 1
    assert "this program cannot read it" in done.out
    assert "Done by Ann Meier, Tue 24 Nov 2026, 14:09, as nobody said" in done.out


def test_an_entry_that_was_changed_is_told_under_the_walk(walked: Shop) -> None:
    record = next(path for path in walked.share.rglob("*-step-ben-*.toml"))
    record.write_text(record.read_text("utf-8").replace("Smoke", "Steam"), "utf-8")
    done = walked.run("session", "show", "--guide")
    assert done.code == 1
    assert "changed after it was saved" in done.out


def test_a_walk_that_moved_tells_each_text_with_what_was_done_under_it(walked: Shop) -> None:
    (walked.share / "guides" / "printer.md").write_text(CHANGED, "utf-8")
    walked.run("next", "--move-to-new")
    walked.wait(1)
    walked.run("step", "answer", "backup=made")
    told = walked.run("session", "show", "--guide").out
    first, second = told.split("Guide · Printer · Text 2 of 2")
    assert "Guide · Printer · version 2026-11 · Text 1 of 2" in first
    assert "Say hello." in first
    assert "Say goodbye" not in first
    assert "Wave." in second
    assert "Backup? made" in second
    assert second.count("Dealt with under text 1, above") == 3
    assert "Backup? done  (answered anew later)" in first


def test_a_move_that_was_taken_back_leaves_what_was_shown_meanwhile(walked: Shop) -> None:
    (walked.share / "guides" / "printer.md").write_text(CHANGED, "utf-8")
    walked.run("next", "--move-to-new")
    walked.enter(walked.read("").thread, "step", me="ben", step="stay-calm", status="shown")
    walked.run("undo")
    walked.run("step", "done", "keep-calm")
    texts = walked.run("session", "show", "--guide", "--json").data["texts"]
    assert [text["taken_back"] for text in texts] == [False, True]
    assert "taken back later" in walked.run("session", "show", "--guide").out
    acts = {text["n"]: {step["id"]: len(step["acts"]) for step in text["steps"]} for text in texts}
    assert acts[2]["stay-calm"] == 1
    assert acts[1]["keep-calm"] == 2


def test_what_is_sensitive_is_not_shown(walked: Shop) -> None:
    thread = walked.read("").thread
    walked.enter(thread, "step", step="ask-who", status="answered", answers={"who": "8642"}, sensitive=("who",))
    told = walked.run("session", "show", "--guide")
    assert "8642" not in told.out + walked.run("session", "show", "--guide", "--json").out
    assert "Who said so? (on record, not shown)" in told.out


def test_a_thread_that_walks_no_guide_has_no_transcript(shop: Shop) -> None:
    with pytest.raises(NotFound, match="No guide was walked here"):
        transcript(shop.desk(), Thread(ThreadPlace("acme", "session-x"), ()), "Acme AG", "Printer")


def test_without_the_share_or_a_guide_there_is_nothing_to_prove(walked: Shop) -> None:
    walked.take_share_away()
    assert walked.run("session", "show", "--guide").code == 6
    walked.bring_share_back()
    assert walked.run("session", "show", "nobody", "--guide").code == 3
