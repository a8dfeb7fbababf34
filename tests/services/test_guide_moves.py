"""Moving a walk to its guide as it is now: an entry of its own, from any machine, that can be taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from clientcare.domain.errors import Conflict, InvalidFile, NotFound
from clientcare.services import guide_moves, walking
from tests.services.test_walking import GUIDE, with_guide

if TYPE_CHECKING:
    from pathlib import Path

    from tests.shops import Shop

CHANGED = (
    GUIDE.replace("Say hello.", "Wave.")
    .replace('choices = ["done", "declined"]', 'choices = ["made", "declined"]')
    .replace('name = "Keep calm"', 'name = "Stay calm"')
)


def guide_file(shop: Shop) -> Path:
    return shop.share / "guides" / "printer.md"


@pytest.fixture
def walked(shop: Shop) -> str:
    """A session that answered its questions, whose guide was changed then."""
    thread = with_guide(shop)
    walking.step_shown(shop.desk(), steps=["hello", "keep-calm"])
    walking.step_answer(shop.desk(), values={"problem": "No toner", "backup": "done"})
    guide_file(shop).write_text(CHANGED, "utf-8")
    return thread


def test_answers_go_along_and_what_has_no_place_is_named(shop: Shop, walked: str) -> None:
    moved = guide_moves.move_to_new(shop.desk("ben"), session="acme")
    assert moved.through == ("hello",)
    assert (moved.again, moved.new) == (("about",), ("stay-calm",))
    assert [(one.why, one.step, one.field, one.answer) for one in moved.left_behind] == [
        ("answer", "about", "backup", "done"),
        ("step", "keep-calm", "", ""),
    ]
    assert (moved.here.text_now, moved.here.changed, moved.here.answers) == ("same", False, {"problem": "No toner"})
    session = shop.read(walked)
    assert [pin.digest for pin in session.pins] == [moved.from_text, moved.to_text]
    assert (session.pins[-1].by, session.guide) == ("ben", "printer")
    assert session.answers == {"problem": "No toner", "backup": "done"}


def test_the_walk_goes_on_with_the_new_text_for_everybody(shop: Shop, walked: str) -> None:
    guide_moves.move_to_new(shop.desk(), session="acme")
    here = walking.where(shop.desk("ben"), session="acme")
    assert here.steps[0].directions == "Wave."
    assert here.step is not None
    assert (here.step.id, [ask.field for ask in here.step.left]) == ("about", ["backup"])
    gone_on = walking.step_answer(shop.desk(), values={"backup": "made"}).here
    assert gone_on.steps[1].through
    assert gone_on.answers == {"problem": "No toner", "backup": "made"}


def test_a_move_that_is_taken_back_leaves_everything_as_it_was(shop: Shop, walked: str) -> None:
    before = walking.where(shop.desk())
    guide_moves.move_to_new(shop.desk())
    done = shop.run("undo")
    assert "taken back the move to the newer guide" in done.out
    assert walking.where(shop.desk()) == before


def test_a_guide_that_is_as_it_was_is_nothing_to_move_to(shop: Shop) -> None:
    thread = with_guide(shop)
    with pytest.raises(Conflict, match="nothing to move to"):
        guide_moves.move_to_new(shop.desk())
    assert "guide" not in shop.kinds(thread)


def test_a_guide_that_is_gone_or_broken_keeps_no_walk_from_going_on(shop: Shop) -> None:
    with_guide(shop, name="plotter")
    ours = shop.share / "guides" / "plotter.md"
    ours.write_text("+++\nname = \n+++\n", "utf-8")
    assert (walking.where(shop.desk()).text_now, walking.where(shop.desk()).changed) == ("broken", True)
    with pytest.raises(InvalidFile):
        guide_moves.move_to_new(shop.desk())
    ours.unlink()
    assert (walking.where(shop.desk()).text_now, walking.where(shop.desk()).changed) == ("gone", False)
    with pytest.raises(NotFound):
        guide_moves.move_to_new(shop.desk())
    (shop.share / "guides" / "ink-plotter.md").write_text(CHANGED, "utf-8")
    assert walking.where(shop.desk()).text_now == "gone"
    with pytest.raises(NotFound, match="There is no guide 'plotter' any more"):
        guide_moves.move_to_new(shop.desk())
    assert walking.step_answer(shop.desk(), values={"who": "Ms Frei"}).here.answers["who"] == "Ms Frei"


def test_where_the_kept_text_is_lost_moving_is_the_way_out(shop: Shop, walked: str) -> None:
    (shop.share / "_clientcare" / "kept-guides" / shop.read(walked).guide_digest).unlink()
    with pytest.raises(NotFound):
        walking.where(shop.desk())
    moved = guide_moves.move_to_new(shop.desk())
    assert (moved.here.step.id if moved.here.step else "", moved.left_behind) == ("about", ())


def test_a_move_without_the_share_is_kept_here_and_its_guide_is_filed_with_it(shop: Shop, walked: str) -> None:
    walking.where(shop.desk())  # on this machine too from now on
    shop.take_share_away()
    shop.run("next")
    copies = next(path for path in shop.folder.parent.rglob("guides/printer.md"))
    copies.write_text(CHANGED.replace("Wave.", "Bow."), "utf-8")
    moved = shop.run("next", "--move-to-new", "--json")
    assert moved.code == 10, moved.err
    assert shop.run("next", "--json").data["step"]["id"] == "about"
    shop.bring_share_back()
    assert shop.run("next", "--json").data["digest"] == moved.data["to_text"]
    assert shop.store.kept_guide(moved.data["to_text"])
    assert shop.run("verify").code == 0


def test_a_closed_session_moves_no_more(shop: Shop, walked: str) -> None:
    shop.run("close", "--solution", "x", "--resolved", "--override", "no backup")
    with pytest.raises(Conflict):
        guide_moves.move_to_new(shop.desk(), session="acme")


def test_the_page_of_the_session_tells_of_the_move(shop: Shop, walked: str) -> None:
    guide_moves.move_to_new(shop.desk("ben"), session="acme")
    shop.run("close", "--solution", "x", "--resolved")
    [page] = (path.read_text("utf-8") for path in shop.share.glob("clients/*/2026/*0h00*.html"))
    assert "went on with a newer text of the guide" in page
    assert "Stay calm" in page
