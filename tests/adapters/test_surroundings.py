"""Looking around on this machine for doctor."""

from __future__ import annotations

import os
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from clientcare.adapters.surroundings import look_around
from clientcare.domain.errors import InvalidFile
from clientcare.domain.shop import UserSettings

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


class Desk:
    """A desk of which only the settings, the named settings file and the screen are asked."""

    def __init__(self, settings: Any, config: str = "") -> None:
        self._settings = settings
        self.options = SimpleNamespace(config=config)
        self.screen = SimpleNamespace(look=SimpleNamespace(width=100, colour=True))

    @property
    def settings(self) -> UserSettings:
        if isinstance(self._settings, Exception):
            raise self._settings
        assert isinstance(self._settings, UserSettings)
        return self._settings


def test_the_facts_of_a_machine_that_is_set_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    config = tmp_path / "settings.toml"
    config.write_text("")
    monkeypatch.setenv("SHELL", "/bin/bash")
    monkeypatch.setenv("EDITOR", "sh -c 'x'")
    facts = look_around(Desk(UserSettings(share=str(tmp_path / "shop")), str(config)))
    assert (facts.settings_file, facts.settings_file_there) == (str(config), True)
    assert facts.place is not None
    assert (facts.place.kind, facts.place_problem) == ("local", "")
    assert (facts.editor, facts.editor_found) == ("sh -c 'x'", True)
    assert [history.shell for history in facts.histories] == ["bash"]
    assert facts.terminal.width == 100


def test_the_facts_of_a_machine_that_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SHELL", "TERM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(os, "access", lambda *_: False)
    facts = look_around(Desk(UserSettings()))
    assert not facts.settings_file_there
    assert (facts.place, facts.place_problem, facts.editor, facts.memory) == (None, "", "", "")
    assert facts.histories == ()


def test_settings_with_a_mistake_and_addresses_leave_the_place_open() -> None:
    assert look_around(Desk(InvalidFile("a mistake"))).place is None
    facts = look_around(Desk(UserSettings(share="smb://nas/shop")))
    assert facts.place is None
    assert "address of a share" in facts.place_problem


def test_an_editor_that_is_not_there_or_no_command_is_not_found(monkeypatch: pytest.MonkeyPatch) -> None:
    for editor in ("no-such-editor -w", "a 'b", "  "):
        monkeypatch.setenv("VISUAL", editor)
        assert not look_around(Desk(UserSettings())).editor_found
