"""`clientcare bill …`: what billing is told, and whether it knows."""

from __future__ import annotations

from typing import Annotated

from clientcare.commands.common import Argument, Context, Option, desk_of, group, leave
from clientcare.dialogs.asking import complete
from clientcare.dialogs.sending import send_bill
from clientcare.domain.closings import exit_of_bill
from clientcare.services import billing
from clientcare.views.closing import BILLED, BILLS, PREVIEW
from clientcare.views.entries import ENTERED

app = group()

Which = Annotated[str, Argument(metavar="SESSION", help="Its client, its title, or its last four characters.")]


@app.command(epilog="Example: clientcare bill preview 7f3a")
def preview(context: Context, session: Which) -> None:
    """Show the mail that billing would get; nothing is sent."""
    desk = desk_of(context)
    desk.screen.show(PREVIEW, billing.preview(desk, session=session))


@app.command(epilog="Example: clientcare bill send 7f3a")
def send(
    context: Context,
    session: Which,
    again: Annotated[
        bool, Option("--again", help="Repeat an attempt that may have arrived, under the same number.")
    ] = False,
    yes: Annotated[bool, Option("--yes", help="Do not ask on a terminal; bill preview shows the mail.")] = False,
) -> None:
    """Tell billing of a closed session."""
    desk = desk_of(context)
    billed = send_bill(desk, session=session, again=again, yes=yes)
    desk.screen.show(BILLED, billed)
    leave(exit_of_bill(billed.bill))


@app.command("list", epilog="Example: clientcare bill list --open")
def listing(
    context: Context,
    only_open: Annotated[bool, Option("--open", help="Only what was neither billed nor marked as free.")] = False,
) -> None:
    """List closed sessions with what billing knows of them."""
    desk = desk_of(context)
    desk.screen.show(BILLS, billing.listed(desk, only_open=only_open))


@app.command(epilog="Example: clientcare bill mark 7f3a --invoiced 2026-0815")
def mark(
    context: Context,
    session: Which,
    sent: Annotated[bool, Option("--sent", help="Somebody sent the mail from the outbox.")] = False,
    invoiced: Annotated[str, Option("--invoiced", metavar="NO", help="The number of the invoice.")] = "",
) -> None:
    """Put on record that billing knows, or which invoice it became."""
    desk = desk_of(context)
    desk.screen.show(ENTERED, complete(desk, billing.mark, session=session, sent=sent, invoiced=invoiced))
