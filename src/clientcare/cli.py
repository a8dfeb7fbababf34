"""The root of the command line, the options of every command, and the one place where errors are shown."""

from __future__ import annotations

import io
import os
import shutil
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any

import typer
from typer import _click as click
from typer.core import TyperGroup, TyperOption

from clientcare import catalogue
from clientcare.commands.groups import PROGRAM, Command, Group
from clientcare.domain.errors import ClientcareError, Exit, Interrupted, Unreachable, Unwritten
from clientcare.domain.options import Options
from clientcare.domain.receipts import exit_of

if TYPE_CHECKING:
    from clientcare.desk import Desk
    from clientcare.domain.help_pages import HelpPage

COMPLETING = "_CLIENTCARE_COMPLETE"
_FLAGS = {
    "json": "Answer as JSON, in a versioned envelope.",
    "plain": "Answer with one tab-separated record a line.",
    "quiet": "Answer with the identifier alone.",
    "no_input": "Never ask; a missing value is an error that names its option.",
    "mask": "Mask secrets instead of holding the text back.",
}
_VALUES = {
    "me": ("HANDLE", "Who I am, on a login that several people share."),
    "config": ("FILE", "Another settings file than the user's own."),
}


def _shared_options() -> list[TyperOption]:
    made = [
        TyperOption(
            param_decls=[f"--{name.replace('_', '-')}"],
            is_flag=True,
            default=False,
            help=text,
            expose_value=False,
            callback=_remember,
            rich_help_panel="On every command",
        )
        for name, text in _FLAGS.items()
    ]
    return made + [
        TyperOption(
            param_decls=[f"--{name}"],
            metavar=metavar,
            default="",
            help=text,
            expose_value=False,
            callback=_remember,
            rich_help_panel="On every command",
        )
        for name, (metavar, text) in _VALUES.items()
    ]


def _remember(context: Any, parameter: Any, value: Any) -> Any:
    if value:
        context.find_root().meta.setdefault("clientcare.options", {})[parameter.name] = value
    return value


def equip(command: Any) -> Any:
    """Give a command, or every command of a group, the options that all share, and a Desk just before it runs."""
    if isinstance(command, TyperGroup):
        command.__class__ = Group
        command.params.extend(_shared_options())
        for one in command.commands.values():
            equip(one)
        return command
    command.__class__ = Command
    if COMPLETING in os.environ:
        from clientcare.commands.completion import offer_names

        offer_names(command, desk_for)
    command.params.extend(_shared_options())
    command.context_settings.setdefault("help_option_names", ["--help", "-h"])
    run = command.callback

    def with_desk(*args: Any, **kwargs: Any) -> Any:
        context = click.globals.get_current_context()
        context.obj = desk = desk_for(context)
        try:
            return run(*args, **kwargs)
        except KeyboardInterrupt as stop:
            raise Interrupted(*stop.args) from None
        except Unreachable as error:
            from clientcare.services.entries import as_far_as_it_came

            raise as_far_as_it_came(desk, error) from error

    command.callback = with_desk
    return command


def desk_for(context: Any) -> Desk:
    """The Desk for one run, by the options that were given anywhere on the line."""
    root = context.find_root()
    desk: Desk = root.command.build(_options(root.meta.get("clientcare.options", {}), os.environ))
    root.meta["clientcare.desk"] = root.command.desk = desk
    return desk


def _options(said: dict[str, Any], environ: Any) -> Options:
    """Flag over environment; an environment variable counts as set unless it is empty, 0 or "no"."""
    values: dict[str, Any] = {}
    for name in _FLAGS:
        word = environ.get(f"CLIENTCARE_{name.upper()}", "").strip().casefold()
        values[name] = bool(said.get(name)) or word not in ("", "0", "no", "false", "off")
    for name in _VALUES:
        values[name] = said.get(name) or environ.get(f"CLIENTCARE_{name.upper()}", "")
    return Options(**values)


def load(name: str) -> Any:
    """The command or group behind a top-level name."""
    module = import_module(f"clientcare.commands.{catalogue.COMMANDS[name].module}")
    command = typer.main.get_command(module.app)
    command.name = name
    return equip(command)


class Root(Group):
    """The root: names come from the catalogue, code is loaded when a name is called."""

    build: Callable[[Options], Desk]
    desk: Desk | None = None

    def list_commands(self, ctx: Any) -> list[str]:
        """Every top-level name."""
        return list(catalogue.COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command behind a name, loaded now."""
        return load(cmd_name) if cmd_name in catalogue.COMMANDS else None

    def invoke(self, ctx: Any) -> Any:
        """A name runs its command; no name at all shows where I stand."""
        if ctx._protected_args:
            return super().invoke(ctx)
        from clientcare.commands.status import bare

        ctx.obj = desk_for(ctx)
        return bare(ctx)

    def help_page(self, *, every: bool) -> HelpPage:
        """The catalogue as help shows it; without `every` only the first head with what each is for."""
        return catalogue.help_page(every=every)

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """The every-day dozen in one panel, and the other names."""
        from clientcare.views.help import help_text

        width = min(100, shutil.get_terminal_size((100, 24)).columns)
        formatter.write(help_text(self.help_page(every=False), width) + "\n")


def root(build: Callable[[Options], Desk], *, bare: bool = False) -> Root:
    """The root of the command line. Its groups and commands are loaded when they are called.

    With `bare` it takes no options of its own: where the line begins with a command, building them is work for nothing.
    """
    made = Root(
        name=PROGRAM,
        invoke_without_command=True,
        rich_markup_mode=None,
        context_settings={"help_option_names": ["--help", "-h"]},
        params=[]
        if bare
        else [
            *_shared_options(),
            TyperOption(
                param_decls=["--version"],
                is_flag=True,
                is_eager=True,
                expose_value=False,
                callback=_version,
                help="Show the version.",
            ),
        ],
    )
    made.build = build
    return made


def _version(context: Any, parameter: Any, value: Any) -> None:
    if value:
        from clientcare import __version__

        sys.stdout.write(f"{PROGRAM} {__version__}\n")
        context.exit()


def main(argv: Sequence[str] | None = None, *, build: Callable[[Options], Desk] | None = None) -> int:
    """Run one command; answers its exit code. `build` makes the Desk (tests bring their own)."""
    if build is None:
        from clientcare import bootstrap

        build = bootstrap.desk
    words = list(sys.argv[1:] if argv is None else argv)
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by whoever called
            setattr(sys, name, io.StringIO())
    if COMPLETING in os.environ:
        from typer._completion_classes import completion_init

        completion_init()
    try:
        begins_with_command = bool(words) and not words[0].startswith("-") and COMPLETING not in os.environ
        command = root(build, bare=begins_with_command)
        code = command.main(args=words, prog_name=PROGRAM, standalone_mode=False)
    except BaseException as error:
        return _end(error)
    if code == Exit.INTERRUPTED:
        return _end(Interrupted())
    done = code if isinstance(code, int) else int(Exit.DONE)
    return done or int(exit_of(command.desk.receipts if command.desk else ()))


def _end(error: BaseException) -> int:
    """Say what went wrong, on standard error; answers the exit code."""
    if isinstance(error, click.exceptions.ClickException):
        context = getattr(error, "ctx", None)
        command = f"{context.command_path if context else PROGRAM} --help"
        if isinstance(error, click.exceptions.NoArgsIsHelpError):
            sys.stdout.write(error.format_message() + "\n")
            return int(Exit.USAGE)
        example = (getattr(context.command, "epilog", "") or "") if context else ""
        return _say(f"{error.format_message().rstrip('.')}.", f"{example}\nSee: {command}".strip(), Exit.USAGE)
    if isinstance(error, ClientcareError):
        if isinstance(error, Unwritten):
            _forget_output()
        return _say(error.message, error.hint, error.exit)
    if isinstance(error, (KeyboardInterrupt, EOFError, typer.Abort)):
        return _say(Interrupted().message, "", Exit.INTERRUPTED)
    if isinstance(error, BrokenPipeError) or isinstance(error.__context__, BrokenPipeError):
        _forget_output()
        return int(Exit.DONE)
    if isinstance(error, SystemExit):
        return error.code if isinstance(error.code, int) else int(Exit.FAILED)
    return _report(error)


def _forget_output() -> None:
    """The interpreter flushes standard output at its end; what nobody can take must not fail there again."""
    sys.stdout = io.StringIO()


def _say(message: str, hint: str, code: Exit) -> int:
    from clientcare.views.view import clean, folded

    width = shutil.get_terminal_size().columns if sys.stderr.isatty() else 0
    sys.stderr.write(folded(clean(message), width) + (folded(clean(hint), width, "  ") if hint else ""))
    return int(code)


def _report(error: BaseException) -> int:
    """An error of ours: where it happened, without source lines or values, which might hold a client's data."""
    import traceback

    frames = traceback.extract_tb(error.__traceback__)
    places = [f"{os.path.basename(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames[-6:]]
    places += getattr(error, "__notes__", ())  # where it happened in the process that reads the share
    return _say(
        f"clientcare made a mistake: {type(error).__name__} ({' > '.join(places)}).",
        "What was acknowledged before is safe. Please report this line; it holds no client's data.",
        Exit.BUG,
    )
