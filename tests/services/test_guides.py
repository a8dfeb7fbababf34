"""Guides as the commands ask for them."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from clientcare.adapters.library import Library
from clientcare.domain.errors import Exit, InvalidFile, NotFound
from clientcare.services import guides

if TYPE_CHECKING:
    from pathlib import Path

SOUND = '+++\ntitle = "Sound"\n+++\n'
BROKEN = "+++\ntitle = x\n+++\n"


@pytest.fixture
def desk(tmp_path: Path) -> Any:
    (tmp_path / "guides").mkdir()
    (tmp_path / "guides" / "sound.md").write_text(SOUND)
    (tmp_path / "guides" / "broken.md").write_text(BROKEN)
    (tmp_path / "empty").mkdir()
    return SimpleNamespace(library=Library(tmp_path / "guides", tmp_path / "empty"))


def test_all_guides_are_listed_with_those_that_cannot_be_read(desk: Any) -> None:
    listing = guides.all_guides(desk)
    assert [one.guide.name for one in listing.guides] == ["sound"]
    assert len(listing.broken) == 1


def test_a_guide_is_shown_with_where_it_lies(desk: Any) -> None:
    found = guides.show(desk, "soun")
    assert (found.guide.title, found.place) == ("Sound", "shop")


def test_a_check_of_several_paths_is_one_checkup(desk: Any, tmp_path: Path) -> None:
    folder = tmp_path / "guides"
    checkup = guides.check(desk, [str(folder / "sound.md"), str(folder)])
    assert [one.source for one in checkup.files] == [
        str(folder / "sound.md"),
        str(folder / "broken.md"),
        str(folder / "sound.md"),
    ]
    with pytest.raises(InvalidFile) as caught:
        guides.refuse_broken(checkup)
    assert caught.value.exit == Exit.INVALID_FILE
    assert caught.value.message == "1 of 3 guides has a fault."


def test_a_check_of_guides_without_faults_passes(desk: Any, tmp_path: Path) -> None:
    guides.refuse_broken(guides.check(desk, [str(tmp_path / "guides" / "sound.md")]))


@pytest.mark.parametrize(("times", "told"), [(1, "The guide has a fault."), (2, "2 of 2 guides have 2 faults.")])
def test_broken_guides_are_counted(desk: Any, tmp_path: Path, times: int, told: str) -> None:
    checkup = guides.check(desk, [str(tmp_path / "guides" / "broken.md")] * times)
    with pytest.raises(InvalidFile) as caught:
        guides.refuse_broken(checkup)
    assert caught.value.message == told


def test_a_check_of_nothing_passes_nothing(desk: Any, tmp_path: Path) -> None:
    with pytest.raises(NotFound) as caught:
        guides.check(desk, [str(tmp_path / "empty")])
    assert caught.value.message == f"There is no guide in {tmp_path / 'empty'}."
