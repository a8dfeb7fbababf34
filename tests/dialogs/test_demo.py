"""The demonstration: the real commands, one after the other, in a shop of their own."""

from __future__ import annotations

import io
import sys
from subprocess import CompletedProcess
from typing import TYPE_CHECKING, Any

import pytest

from clientcare.cli import main
from clientcare.dialogs import demo
from clientcare.domain.errors import Conflict, Failed

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from clientcare.desk import Desk
    from tests.shops import Shop

Told = list[str]


class Ran:
    """Runs the commands of the demonstration in this process, and keeps what came of them."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.commands: list[tuple[str, ...]] = []
        self.codes: list[int] = []
        self.environments: list[dict[str, str]] = []
        self.out = ""
        self.patch = monkeypatch

    def __call__(self, command: list[str], **given: Any) -> CompletedProcess[bytes]:
        streams = io.StringIO(), io.StringIO()
        self.commands.append(tuple(command[3:]))
        self.environments.append(given["env"])
        with self.patch.context() as patch:
            for name, value in given["env"].items():
                patch.setenv(name, value)
            patch.setattr(sys, "stdin", io.StringIO())
            patch.setattr(sys, "stdout", streams[0])
            patch.setattr(sys, "stderr", streams[1])
            code = main(command[3:])
        self.codes.append(code)
        self.out += streams[0].getvalue() + streams[1].getvalue()
        return CompletedProcess(command, code, b"", streams[1].getvalue().encode())


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch) -> Ran:
    made = Ran(monkeypatch)
    monkeypatch.setattr(demo.subprocess, "run", made)
    return made


@pytest.fixture
def desk(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> Desk:
    return shop.desk()


@pytest.fixture
def told(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Told:
    lines: Told = []
    monkeypatch.setattr(desk.screen, "tell", lines.append)
    return lines


def test_the_whole_session_is_played_through_the_real_commands(
    desk: Desk, told: Told, ran: Ran, tmp_path: Path
) -> None:
    into = tmp_path / "sample shop"
    demo.play(desk, str(into))
    assert set(ran.codes) == {0, 8}
    assert ran.codes.count(8) == 1
    assert {env["CLIENTCARE_CONFIG"] for env in ran.environments} == {str(into / "settings.toml")}
    assert {env["CLIENTCARE_NO_INPUT"] for env in ran.environments} == {"1"}
    assert {env.get("CLIENTCARE_ME", "") for env in ran.environments} == {"", "ben"}
    (mail,) = (into / "share" / "outbox").glob("*.eml")
    assert "Summer2026" not in mail.read_text("ascii") + ran.out
    assert len(list((into / "share" / "clients").iterdir())) == 4
    assert (into / "share" / "clients" / "acme" / "2026").is_dir() or list(
        (into / "share" / "clients" / "acme").glob("2*")
    )


def test_each_command_is_shown_as_it_would_be_typed_and_what_comes_next_is_told(
    desk: Desk, told: Told, ran: Ran, tmp_path: Path
) -> None:
    into = tmp_path / "demo"
    demo.play(desk, str(into))
    assert told[0] == "A sample shop is being built."
    assert "$ clientcare whoami" in told
    assert "\n# Where do I stand?" in told
    assert not any(line.startswith("$ clientcare init") for line in told)
    assert f"  {into / 'share' / 'clients' / 'acme'}" in told
    assert f"  {into / 'share' / 'outbox'}" in told
    assert f"  export CLIENTCARE_CONFIG={into / 'settings.toml'}" in told
    assert told[-1].endswith('clientcare session start dentist "Slow computer" --mode phone')


def test_it_is_built_anew_each_time_and_settings_of_the_user_are_left_alone(
    desk: Desk, told: Told, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    environments = []

    def run(command: list[str], **given: Any) -> CompletedProcess[bytes]:
        environments.append(given["env"])
        return CompletedProcess(command, 0, b"", b"")

    monkeypatch.setattr(demo.subprocess, "run", run)
    monkeypatch.setenv("CLIENTCARE_JSON", "1")
    into = tmp_path / "demo"
    into.mkdir()
    demo.play(desk, str(into))
    (into / "leftover").touch()
    demo.play(desk, str(into))
    assert not (into / "leftover").exists()
    assert all("CLIENTCARE_JSON" not in env for env in environments)


def test_a_folder_with_files_of_somebody_is_left_alone(desk: Desk, ran: Ran, tmp_path: Path) -> None:
    (tmp_path / "thesis.odt").touch()
    with pytest.raises(Conflict) as caught:
        demo.play(desk, str(tmp_path))
    assert caught.value.message == f"{tmp_path} holds files that no demonstration made."
    assert caught.value.hint == "Name another folder: --into FOLDER"
    assert ran.commands == []
    assert (tmp_path / "thesis.odt").exists()


def test_a_place_where_nothing_can_be_built_is_told(desk: Desk, ran: Ran, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    with pytest.raises(Failed) as caught:
        demo.play(desk, str(file))
    assert caught.value.message == f"Nothing can be built in {file}: File exists."
    assert file.read_bytes() == b""


def failing(at: str, code: int) -> Callable[..., CompletedProcess[bytes]]:
    def run(command: list[str], **_: Any) -> CompletedProcess[bytes]:
        failed = command[3] == at
        return CompletedProcess(command, code if failed else 0, b"", b"What was wrong.\n")

    return run


def test_a_command_that_fails_while_building_says_why(
    desk: Desk, told: Told, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(demo.subprocess, "run", failing("team", 3))
    with pytest.raises(Failed) as caught:
        demo.play(desk, str(tmp_path / "demo"))
    assert caught.value.message.startswith("clientcare team add pia ")
    assert caught.value.message.endswith(" ended with 3. What was wrong.")


def test_a_command_that_fails_while_playing_has_said_why_itself(
    desk: Desk, told: Told, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(demo.subprocess, "run", failing("whoami", 70))
    with pytest.raises(Failed, match=r"^clientcare whoami ended with 70\.$"):
        demo.play(desk, str(tmp_path / "demo"))


def test_the_command_plays_it(shop: Shop, ran: Ran, tmp_path: Path) -> None:
    done = shop.run("demo", "--into", str(tmp_path / "demo"))
    assert done.code == 0
    assert "A sample shop is being built." in done.err
