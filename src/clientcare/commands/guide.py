"""`clientcare guide`: list, show and check guides."""

from __future__ import annotations

from typing import Annotated

from clientcare.commands.common import Argument, Context, desk_of, group
from clientcare.domain.checks import named_checks
from clientcare.services import guides
from clientcare.views.guide_format import CHECKS, SCHEMA
from clientcare.views.guides import CHECKUP, GUIDE, GUIDES

app = group()


@app.command("list", epilog="Example: clientcare guide list")
def list_(context: Context) -> None:
    """List the guides of the shop and those that come with clientcare."""
    desk = desk_of(context)
    desk.screen.show(GUIDES, guides.all_guides(desk))


@app.command(epilog="Example: clientcare guide show working-with-clients")
def show(
    context: Context,
    name: Annotated[str, Argument(metavar="GUIDE", help="Its name, any unique part of it, or a file.")],
) -> None:
    """Show a guide: what it needs, its steps in order, what it should reach, and where it comes from."""
    desk = desk_of(context)
    desk.screen.show(GUIDE, guides.show(desk, name))


@app.command(epilog="Example: clientcare guide check guides/")
def check(
    context: Context,
    path: Annotated[list[str], Argument(metavar="PATH...", help="Files, or folders of guides.")],
) -> None:
    """Check guides: every fault and warning with its place. Exit code 7 where there is a fault."""
    desk = desk_of(context)
    checkup = guides.check(desk, path)
    desk.screen.show(CHECKUP, checkup)
    guides.refuse_broken(checkup)


@app.command(epilog="Example: clientcare guide checks")
def checks(context: Context) -> None:
    """List what a guide can have verified from the record."""
    desk = desk_of(context)
    desk.screen.show(CHECKS, named_checks())


@app.command(epilog="Example: clientcare guide schema > guide.schema.json")
def schema(context: Context) -> None:
    """Print the guide format as a JSON Schema, for editors that complete keys."""
    desk = desk_of(context)
    desk.screen.show(SCHEMA, guides.schema(desk))
