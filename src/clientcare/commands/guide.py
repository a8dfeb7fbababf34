"""`clientcare guide`: list, show and check guides."""

from __future__ import annotations

from typing import Annotated

from clientcare.commands.common import Argument, Context, OnSession, Option, desk_of, group, leave
from clientcare.dialogs.asking import complete
from clientcare.dialogs.drill import drill as practise
from clientcare.domain.checks import named_checks
from clientcare.services import guide_diffs, guide_making, guide_sheets, guides
from clientcare.views.drills import DRILLED
from clientcare.views.guide_diffs import DIFF
from clientcare.views.guide_format import CHECKS, MADE, PRINTED, SCHEMA
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


Show = Annotated[bool, Option("--show", help="Print the guide and write nothing.")]
Name = Annotated[
    str, Option("--name", metavar="NAME", help="What is typed to name it; otherwise made of the title or file.")
]


@app.command(epilog='Example: clientcare guide new "Printer jams" --step "Ask first" --step "Open the tray"')
def new(
    context: Context,
    title: Annotated[str, Argument(metavar="TITLE", help="What people read.")] = "",
    step: Annotated[list[str], Option("--step", metavar="NAME", help="A step; may be given several times.")] = [],  # noqa: B006
    description: Annotated[str, Option("--description", metavar="TEXT", help="What it is for.")] = "",
    name: Name = "",
    show: Show = False,
) -> None:
    """Begin a guide of the shop: a file with the steps and a comment above what most guides need."""
    desk = desk_of(context)
    given = {"title": title, "description": description, "steps": step, "name": name, "show": show}
    desk.screen.show(MADE, complete(desk, guide_making.new, **given))


@app.command("import", epilog="Example: clientcare guide import runbook.md")
def import_(
    context: Context,
    file: Annotated[str, Argument(metavar="FILE", help="Markdown with steps, or a page with YAML front matter.")],
    name: Name = "",
    show: Show = False,
) -> None:
    """Make a guide of the shop from a runbook: numbered steps, headed steps or check boxes."""
    desk = desk_of(context)
    desk.screen.show(MADE, guide_making.from_file(desk, file=file, name=name, show=show))


@app.command(epilog="Example: clientcare guide drill printer")
def drill(
    context: Context,
    name: Annotated[str, Argument(metavar="GUIDE", help="Its name, any unique part of it, or a file.")],
    mode: Annotated[str, Option("--mode", metavar="MODE", help="As if in a session that is held so.")] = "remote",
    answers: Annotated[
        str,
        Option("--answers", metavar="FILE|-", help="Try out the answers of a script, as next --answers takes them."),
    ] = "",
) -> None:
    """Walk a guide with nothing filed, to learn it or to try it out; at the end see what would be on record."""
    desk = desk_of(context)
    desk.screen.show(DRILLED, practise(desk, name=name, mode=mode, answers=answers))


@app.command(epilog="Example: clientcare guide diff old/complaint.md complaint")
def diff(
    context: Context,
    old: Annotated[str, Argument(metavar="GUIDE", help="A guide's name, a file, or the digest of a kept text.")],
    new: Annotated[
        str,
        Argument(metavar="OTHER", help="What it became; left out: GUIDE now, compared to what my session walks."),
    ] = "",
    session: OnSession = "",
) -> None:
    """Tell what differs between two texts of a guide, step by step. Ends with 1 where they differ."""
    desk = desk_of(context)
    found = guide_diffs.diff(desk, old=old, new=new, session=session)
    desk.screen.show(DIFF, found)
    leave(found.exit)


@app.command("print", epilog="Example: clientcare guide print complaint --output complaint.html")
def print_(
    context: Context,
    name: Annotated[str, Argument(metavar="GUIDE", help="Its name, any unique part of it, or a file.")],
    text: Annotated[bool, Option("--text", help="Plain text instead of HTML.")] = False,
    output: Annotated[str, Option("--output", "-o", metavar="FILE", help="Into this file.")] = "",
    overwrite: Annotated[bool, Option("--overwrite", help="Also where the file is there already.")] = False,
) -> None:
    """Print a guide on one page of paper: boxes to tick, lines to write on. No client's data is in it."""
    desk = desk_of(context)
    printed = guide_sheets.print_guide(desk, name=name, text=text, output=output, overwrite=overwrite)
    desk.screen.show(PRINTED, printed)


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
