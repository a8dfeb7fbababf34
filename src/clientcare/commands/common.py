"""What every command shares: its context, the Desk, and the options that all commands of a session take."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from typer import Argument, Context, Exit, Option, Typer

if TYPE_CHECKING:
    from clientcare.desk import Desk

__all__ = ["Argument", "At", "Context", "OnSession", "Option", "Typer", "Words", "desk_of", "group", "leave"]

OnSession = Annotated[
    str,
    Option("--session", "-s", metavar="SESSION", help="Another session: its client, title or last four characters."),
]
At = Annotated[str, Option("--at", metavar="TIME", help="When it happened, if not now: 14:05, 'yesterday 17:40'.")]
Words = Annotated[list[str] | None, Argument(metavar="TEXT...", help="The text, quoted or not; - reads it.")]


def desk_of(context: Context) -> Desk:
    """The Desk of this command."""
    desk: Desk = context.obj
    return desk


def group() -> Typer:
    """A group of commands, in the form that the root loads."""
    return Typer(
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        context_settings={"help_option_names": ["--help", "-h"]},
    )


def leave(code: int) -> None:
    """End with this exit code after the result was shown; nothing is said about it."""
    if code:
        raise Exit(code)
