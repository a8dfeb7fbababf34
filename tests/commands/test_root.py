"""The root of the command line: what holds for every command, and how every error ends."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from typer.core import TyperGroup

from clientcare import __version__, catalogue, cli
from clientcare.adapters.stores.directory import DirectoryStore
from clientcare.cli import main, root
from clientcare.domain.errors import Interrupted
from clientcare.services import sessions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.shops import Result, Shop

PROGRAM = Path(sys.executable).parent / "clientcare"


def leaves(command: Any, path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The words of every command below `command`."""
    if isinstance(command, TyperGroup):
        for name, one in command.commands.items():
            yield from leaves(one, (*path, name))
    else:
        yield path


EVERY_NAME = sorted(catalogue.COMMANDS)
EVERY_COMMAND = [path for name in EVERY_NAME for path in leaves(cli.load(name), (name,))]


def command_at(path: tuple[str, ...]) -> Any:
    """The command behind some words."""
    command = cli.load(path[0])
    for name in path[1:]:
        command = command.commands[name]
    return command


def parse(words: list[str]) -> None:
    """Parse a line as the root would, without running anything. Raises what is wrong with it."""
    group, path = root(lambda options: pytest.fail("nothing is run here")), "clientcare"
    context = group.make_context(path, list(words))
    while isinstance(group, TyperGroup):
        name, command, rest = group.resolve_command(context, [*context._protected_args, *context.args])
        context, group = command.make_context(name, rest, parent=context), command


# -- help ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", EVERY_COMMAND, ids=" ".join)
def test_every_command_answers_help_with_an_example_that_can_be_typed(
    path: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*path, "--help"]) == 0
    said = capsys.readouterr().out
    command = command_at(path)
    assert said.startswith(f"Usage: clientcare {' '.join(path)} ")
    assert command.epilog in said.splitlines()[-1]
    line = command.epilog.removeprefix("Example: ").partition(" > ")[0]  # the shell writes the rest
    program, *words = shlex.split(line)
    assert (program, *words[: len(path)]) == ("clientcare", *path)
    parse(words)


@pytest.mark.parametrize("name", EVERY_NAME)
def test_every_name_answers_the_short_form_of_help_too(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([name, "-h"]) == 0
    assert capsys.readouterr().out.startswith(f"Usage: clientcare {name} ")


@pytest.mark.parametrize("words", [["--help"], ["-h"], ["--json", "--help"]])
def test_the_first_help_names_every_command(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == 0
    said = capsys.readouterr().out
    assert said.startswith("Usage: clientcare COMMAND\n")
    named = said.replace(",", " ").replace(".", " ").split()
    assert [name for name in EVERY_NAME if name not in named] == []


def test_every_summary_is_a_sentence() -> None:
    assert all(entry.summary.endswith(".") for entry in catalogue.COMMANDS.values())


def test_a_group_without_a_command_shows_its_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["session"]) == 2
    assert "  start " in capsys.readouterr().out


def test_the_version_is_told_before_any_set_up(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"clientcare {__version__}\n"


def test_without_a_command_it_shows_where_i_stand(shop: Shop) -> None:
    shop.session()
    assert shop.run() == shop.run("status")
    assert shop.run("--quiet").out == shop.run("status", "--quiet").out


# -- options of every command --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        ("--json", "session", "list"),
        ("session", "--json", "list"),
        ("session", "list", "--json"),
        ("session", "list", "--most", "3", "--json"),
    ],
)
def test_a_global_option_may_stand_anywhere(shop: Shop, words: tuple[str, ...]) -> None:
    assert json.loads(shop.run(*words).out)["clientcare"] == "sessions/1"


def test_who_i_am_is_said_anywhere_and_the_last_word_counts(shop: Shop) -> None:
    assert shop.run("--me", "ben", "status").out == shop.run("status", "--me", "ben").out
    assert shop.run("--me", "ann", "status", "--json", "--me", "ben").data["me"] == "ben"


@pytest.mark.parametrize(
    ("value", "json_form"), [("1", True), ("yes", True), ("", False), ("0", False), ("No", False), ("false", False)]
)
def test_a_variable_says_what_an_option_would(
    shop: Shop, monkeypatch: pytest.MonkeyPatch, value: str, json_form: bool
) -> None:
    monkeypatch.setenv("CLIENTCARE_JSON", value)
    assert shop.run("session", "list").out.startswith("{") is json_form


def test_an_option_counts_before_its_variable(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLIENTCARE_ME", "ben")
    assert shop.run("status", "--json").data["me"] == "ben"
    assert shop.run("status", "--json", "--me", "ann").data["me"] == "ann"


def test_the_settings_file_is_named_by_option_or_variable(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLIENTCARE_CONFIG", str(shop.config("ben")))
    built = []

    def build(options: Any) -> Any:
        built.append(options.config)
        return shop.build(options)

    assert main(["status", "--quiet"], build=build) == 0
    assert main(["status", "--quiet", "--config", str(shop.config("ann"))], build=build) == 0
    assert built == [str(shop.config("ben")), str(shop.config("ann"))]


# -- errors --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "message", "hint"),
    [
        (("sesion", "list"), "There is no command 'clientcare sesion'.", "Did you mean: clientcare session"),
        (("session", "lst"), "There is no command 'clientcare session lst'.", "Did you mean: clientcare session list"),
        (("xyzzy",), "There is no command 'clientcare xyzzy'.", "See: clientcare --help"),
        (("guide", "xyzzy"), "There is no command 'clientcare guide xyzzy'.", "See: clientcare guide --help"),
        (
            ("option", "New printer", "--cost", "CHF 350"),
            "There is no command 'clientcare option New printer'.",
            "Did you mean: clientcare option add 'New printer' --cost 'CHF 350'",
        ),
        (
            ("status", "--xyzzy"),
            "No such option: --xyzzy.",
            "Example: clientcare status --short\n  See: clientcare status --help",
        ),
        (
            ("session", "start"),
            "Missing: CLIENT, TITLE, --mode.",
            "Give CLIENT, TITLE, --mode, or run this on a terminal to be asked.",
        ),
        (("session", "--json"), "Missing command.", "See: clientcare session --help"),
        (
            ("note", "x", "--at"),
            "Option '--at' requires an argument.",
            "Example: clientcare note Fuser worn out at 187k pages, replaced it\n  See: clientcare note --help",
        ),
        (("session", "--me"), "Option '--me' requires an argument.", "See: clientcare session --help"),
    ],
)
def test_a_slip_is_told_with_what_to_type_next(shop: Shop, words: tuple[str, ...], message: str, hint: str) -> None:
    assert shop.run(*words) == (2, "", f"{message}\n  {hint}\n")


def test_an_error_without_advice_is_one_line(shop: Shop) -> None:
    thread = shop.session()
    shop.enter(thread, "note", "ben", text="x")
    assert shop.run("note", "--amend", "y") == (
        3,
        "",
        "You have no note in 'Printer offline' that could be amended.\n",
    )


def test_control_characters_in_what_was_typed_never_reach_the_terminal(shop: Shop) -> None:
    said = shop.run("session", "start", "\x1b[2J\x07", "x", "--mode", "phone")
    assert said == (3, "", "There is no client '␛[2J␇'.\n  Add one: clientcare client add \"␛[2J␇\"\n")
    assert "\x1b" not in shop.run("\x1b[2J").err
    assert "\x1b" not in shop.run("status", "--\x1b[2J").err


def raising(error: BaseException) -> Any:
    def fail(*_: Any) -> None:
        raise error

    return fail


def ended_by(shop: Shop, monkeypatch: pytest.MonkeyPatch, error: BaseException) -> Result:
    """What `status` leaves where this happens in the middle of it."""
    monkeypatch.setattr(sessions, "standing", raising(error))
    return shop.run("status")


def test_a_mistake_of_ours_is_told_without_any_line_or_value(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    code, out, err = ended_by(shop, monkeypatch, KeyError("a client's secret"))
    assert (code, out) == (70, "")
    message, hint = err.splitlines()
    assert message.startswith("clientcare made a mistake: KeyError (")
    assert message.endswith(" fail).")
    assert "status.py:" in message
    assert hint == "  What was acknowledged before is safe. Please report this line; it holds no client's data."
    assert "secret" not in err
    assert str(Path.cwd()) not in err


@pytest.mark.parametrize("error", [KeyboardInterrupt(), EOFError(), Interrupted()])
def test_who_stops_a_command_ends_it_with_130(
    shop: Shop, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    code, out, err = ended_by(shop, monkeypatch, error)
    assert (code, out, err.lstrip()) == (130, "", "Stopped. Nothing was changed by this command.\n")


def test_an_exit_in_the_middle_keeps_its_code(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    assert ended_by(shop, monkeypatch, SystemExit(5)) == (5, "", "")
    assert ended_by(shop, monkeypatch, SystemExit("words")) == (1, "", "")


def test_a_reader_that_went_away_is_no_error(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    stdout = sys.stdout
    assert ended_by(shop, monkeypatch, BrokenPipeError()) == (0, "", "")
    assert sys.stdout is stdout


def test_a_colour_or_a_long_line_is_for_terminals_only(shop: Shop) -> None:
    said = shop.run("session", "start", "x" * 200, "t", "--mode", "phone").err
    assert said.splitlines()[0] == f"There is no client '{'x' * 200}'."


# -- in a process of its own ---------------------------------------------------------------------------------


def test_output_that_nobody_can_take_ends_in_order() -> None:
    ours, theirs = os.pipe()
    os.close(ours)
    broken = subprocess.run([PROGRAM, "guide", "list"], stdout=theirs, stderr=subprocess.PIPE, check=False)
    os.close(theirs)
    assert (broken.returncode, broken.stderr) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
def test_output_that_does_not_fit_is_told() -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run([PROGRAM, "guide", "list"], stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 1
    assert done.stderr.decode() == (
        "The answer could not be written: No space left on device.\n  What the command did is done all the same.\n"
    )


def test_streams_that_are_closed_are_no_mistake_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    assert main(["guide", "list"]) == 0
    assert main(["guide", "lst"]) == 2


def test_the_module_is_the_console_script(capfd: pytest.CaptureFixture[str]) -> None:
    done = subprocess.run([sys.executable, "-m", "clientcare", "sesion"], capture_output=True, check=False)
    assert done.returncode == 2
    assert done.stderr.decode() == "There is no command 'clientcare sesion'.\n  Did you mean: clientcare session\n"


def test_a_line_with_too_many_words_is_answered_with_an_example(shop: Shop) -> None:
    refused = shop.run("team", "add", "fritz", "Fritz", "Fischer")
    assert refused.code == 2
    assert refused.err.startswith("Got unexpected extra argument")
    assert "\n  Example: clientcare team add " in refused.err


@pytest.mark.parametrize("columns", [60, 80])
def test_the_first_help_is_no_wider_than_the_terminal(
    columns: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    assert main(["--help"]) == 0
    assert max(map(len, capsys.readouterr().out.splitlines())) <= max(columns, 80)


def test_ctrl_c_tells_what_may_have_been_written(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt("Stopped while something was written: the share may or may not have it.", "Look there.")

    monkeypatch.setattr(DirectoryStore, "shop", stop)
    said = shop.run("status")
    assert (said.code, said.err) == (
        130,
        "Stopped while something was written: the share may or may not have it.\n  Look there.\n",
    )
