"""The user's own settings file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from clientcare.adapters.settings import load, machine_name, save, settings_path
from clientcare.domain.errors import Failed, InvalidFile
from clientcare.domain.shop import UserSettings

if TYPE_CHECKING:
    from pathlib import Path

MINE = UserSettings("/mnt/shop", "s1", "ann", "ann-laptop")


def test_settings_are_read_as_they_were_saved_and_nobody_else_may_read_them(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "settings.toml"
    save(str(path), MINE)
    assert load(str(path)) == MINE
    assert path.stat().st_mode & 0o777 == 0o600


def test_what_the_user_wrote_beside_them_stays(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    save(str(path), MINE)
    path.write_text("# mine alone\ncolour = 3\n" + path.read_text())
    save(str(path), MINE._replace(me="ben"))
    assert path.read_text().startswith("# mine alone\ncolour = 3\n")
    assert load(str(path)).me == "ben"


def test_no_file_yet_means_no_shop_yet(tmp_path: Path) -> None:
    assert load(str(tmp_path / "none.toml")) == UserSettings(machine=machine_name())


def test_a_machine_that_the_file_does_not_name_is_named_after_itself(tmp_path: Path) -> None:
    path = tmp_path / "s.toml"
    path.write_text('me = "ann"\n')
    assert load(str(path)) == UserSettings(me="ann", machine=machine_name())


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("me = ann\n", "s.toml:1"),
        ("me = 'ann'\nshaer = 1\n", "s.toml:2"),
        ("share = 'shop'\n", "full path"),
        ("me = 3\n", "a text"),
    ],
)
def test_a_slip_says_file_and_place(text: str, says: str, tmp_path: Path) -> None:
    path = tmp_path / "s.toml"
    path.write_text(text)
    with pytest.raises(InvalidFile, match=says):
        load(str(path))


def test_a_file_that_cannot_be_read_or_written_is_said_to_be_so(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(Failed, match="cannot be read"):
        load(str(tmp_path / "folder"))
    with pytest.raises(Failed, match="cannot be read"):
        save(str(tmp_path / "folder"), MINE)
    (tmp_path / "file").touch()
    with pytest.raises(Failed, match="cannot be"):
        save(str(tmp_path / "file" / "s.toml"), MINE)


def test_the_file_is_the_named_one_else_the_usual_one(tmp_path: Path) -> None:
    assert settings_path("", {"CLIENTCARE_CONFIG": str(tmp_path / "a.toml")}) == str(tmp_path / "a.toml")
    assert settings_path(str(tmp_path / "b.toml"), {"CLIENTCARE_CONFIG": "a"}) == str(tmp_path / "b.toml")
    assert settings_path("", {}).endswith("settings.toml")
