"""The directories of this machine before they are a shop's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from clientcare.adapters.ground import Ground
from clientcare.domain.errors import NotFound, Usage

if TYPE_CHECKING:
    from pathlib import Path


def test_the_names_of_a_directory_are_told_and_none_where_there_is_none(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "a").touch()
    ground = Ground({})
    assert ground.names(str(tmp_path)) == ("a", "b")
    assert ground.names(str(tmp_path / "c")) is None
    with pytest.raises(Usage, match="no directory"):
        ground.names(str(tmp_path / "a"))


def test_a_directory_is_made_in_one_that_is_there_and_making_it_twice_is_fine(tmp_path: Path) -> None:
    ground = Ground({})
    ground.make(str(tmp_path / "share"))
    ground.make(str(tmp_path / "share"))
    assert (tmp_path / "share").is_dir()
    with pytest.raises(NotFound, match="no directory"):
        ground.make(str(tmp_path / "mnt" / "nsa" / "share"))


def test_the_time_zone_is_that_of_the_machine_where_it_tells(tmp_path: Path) -> None:
    link = tmp_path / "localtime"
    (tmp_path / "zoneinfo" / "Europe").mkdir(parents=True)
    (tmp_path / "zoneinfo" / "Europe" / "Zurich").touch()
    link.symlink_to(tmp_path / "zoneinfo" / "Europe" / "Zurich")
    assert Ground({}, localtime=str(link)).zone_name() == "Europe/Zurich"
    assert Ground({"TZ": ":Europe/London"}, localtime=str(link)).zone_name() == "Europe/London"
    assert Ground({"TZ": "/etc/x"}, localtime=str(link)).zone_name() == "Europe/Zurich"
    assert Ground({}, localtime=str(tmp_path / "none")).zone_name() == ""


def test_utc_is_what_a_server_says_that_was_never_set(tmp_path: Path) -> None:
    link = tmp_path / "localtime"
    (tmp_path / "zoneinfo" / "Etc").mkdir(parents=True)
    link.symlink_to(tmp_path / "zoneinfo" / "Etc" / "UTC")
    assert Ground({}, localtime=str(link)).zone_name() == ""


def test_the_settings_file_is_the_one_that_was_named(tmp_path: Path) -> None:
    assert Ground({}, str(tmp_path / "s.toml")).settings_file() == str(tmp_path / "s.toml")


def test_a_folder_is_shown_by_the_systems_own_browser(tmp_path: Path) -> None:
    browser = tmp_path / "xdg-open"
    browser.write_text(f'#!/bin/sh\necho "$1" > "{tmp_path}/shown"\n')
    browser.chmod(0o755)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
        assert Ground({"DISPLAY": ":0"}, platform="linux").browse("/mnt/acme") is True
    assert (tmp_path / "shown").read_text() == "/mnt/acme\n"


def test_without_a_display_or_over_ssh_nothing_is_opened() -> None:
    assert Ground({}, platform="linux").browse("/mnt") is False
    assert Ground({"DISPLAY": ":0", "SSH_CONNECTION": "x"}, platform="linux").browse("/mnt") is False


@pytest.mark.parametrize("script", ["exit 3", None])
def test_a_browser_that_fails_or_is_not_there_is_no_error(script: str | None, tmp_path: Path) -> None:
    if script:
        (tmp_path / "open").write_text(f"#!/bin/sh\n{script}\n")
        (tmp_path / "open").chmod(0o755)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", f"{tmp_path}:/nowhere")
        if script:
            patch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
        assert Ground({}, platform="darwin").browse("/mnt") is False


def test_explorer_answers_1_whatever_it_did(tmp_path: Path) -> None:
    (tmp_path / "explorer").write_text("#!/bin/sh\nexit 1\n")
    (tmp_path / "explorer").chmod(0o755)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
        assert Ground({}, platform="win32").browse("/mnt") is True
