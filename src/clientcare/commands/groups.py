"""How a line is read: every command and every group answers a slip with what to type."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from typer import _click as click
from typer.core import TyperCommand, TyperGroup

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from clientcare.domain.errors import ClientcareError

PROGRAM = "clientcare"


@contextmanager
def _slips_of(context: Any) -> Iterator[None]:
    """Typer's parser forgets to say in which command an option lacks its value."""
    try:
        yield
    except click.exceptions.UsageError as error:
        error.ctx = error.ctx or context
        raise


class Command(TyperCommand):
    """A command whose example stays on one line, so that it can be copied."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """As Typer does; a slip is known to be one of this command."""
        with _slips_of(ctx):
            return super().parse_args(ctx, args)

    def format_epilog(self, ctx: Any, formatter: Any) -> None:
        """The example, as it is."""
        formatter.write(f"\n  {self.epilog}\n" if self.epilog else "")


class Group(TyperGroup):
    """A group of commands that offers the nearest one for a slip."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """As Typer does; a slip is known to be one of this group."""
        with _slips_of(ctx):
            return super().parse_args(ctx, args)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """As Typer does, with the nearest name for a slip; where there is none, the group's first command is meant."""
        command = self.get_command(ctx, args[0])
        if command is None:
            group = ctx.command_path.partition(" ")[2]
            raise _unknown(args, self.list_commands(ctx), group, self._takes_words(ctx))
        return args[0], command, args[1:]

    def _takes_words(self, ctx: Any) -> str:
        """The first command, where it takes what was typed in its place."""
        first = next(iter(self.commands), "")
        arguments = (one.param_type_name == "argument" for one in self.commands[first].params) if first else ()
        return first if any(arguments) else ""


def _unknown(words: list[str], known: Sequence[str], group: str, takes_words: str) -> ClientcareError:
    from shlex import join

    from clientcare.domain.errors import Usage
    from clientcare.domain.tables import near

    prefix = f"{PROGRAM} {group} ".replace("  ", " ")
    meant = near(words[0], known) or (f"{takes_words} {join(words)}" if takes_words else "")
    return Usage(
        f"There is no command '{prefix}{words[0]}'.",
        f"Did you mean: {prefix}{meant}" if meant else f"See: {prefix}--help",
    )
