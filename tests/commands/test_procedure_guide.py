"""A procedure whose guide was changed moves to it, and proves what each text of it showed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.complaints import COMPLAINT, begun, with_complaints

if TYPE_CHECKING:
    from tests.shops import Shop


@pytest.fixture
def shop(shop: Shop) -> Shop:
    return with_complaints(shop)


def test_a_procedure_moves_to_its_guide_as_it_is_now_and_tells_both_texts(shop: Shop) -> None:
    thread = begun(shop)
    assert shop.run("step", "answer", "story=It broke again", "-s", "complaint").code == 0
    changed = COMPLAINT.replace('id = "learn"', 'id = "improve"').replace("Answer in writing", "Write to them")
    (shop.share / "guides" / "complaint.md").write_text(changed, "utf-8")
    told = shop.run("procedure", "next", "complaint").out
    assert f"To move to the new one: clientcare procedure next {thread[-4:]} --move-to-new" in told
    moved = shop.run("procedure", "next", "complaint", "--move-to-new")
    assert (moved.code, moved.err) == (0, "")
    assert f"clientcare undo -s {thread[-4:]}" in moved.out
    assert "Write to them" in shop.run("procedure", "next").out
    proof = shop.run("procedure", "show", "complaint", "--guide")
    assert proof.code == 0
    first, second = proof.out.split("Text 2 of 2")
    assert "What happened? It broke again" in first
    assert "Write to them" in second
    assert shop.run("procedure", "show", "--guide", "--json").data["thread"] == thread
    assert shop.run("undo", "-s", thread[-4:]).code == 0
    assert "Answer in writing" in shop.run("procedure", "next").out
    assert shop.run("guide", "diff", "complaint", "-s", thread[-4:]).code == 1


def test_a_kept_text_that_is_gone_fails_the_proof(shop: Shop) -> None:
    begun(shop)
    [kept] = (shop.share / "_clientcare" / "kept-guides").iterdir()
    kept.unlink()
    done = shop.run("procedure", "show", "--guide")
    assert (done.code, "kept text is missing" in done.out) == (1, True)
