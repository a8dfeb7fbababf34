"""`clientcare part`."""

from __future__ import annotations

from typing import Annotated

from clientcare.commands.common import Argument, At, Context, OnSession, Option, desk_of, group
from clientcare.dialogs.asking import complete
from clientcare.services import parts
from clientcare.views.entries import ENTERED

app = group()


@app.command(epilog='Example: clientcare part "Fuser FK-1150" --price 89')
def part(
    context: Context,
    name: Annotated[list[str] | None, Argument(metavar="NAME...", help="What it is called, quoted or not.")] = None,
    quantity: Annotated[str, Option("--quantity", metavar="N", help="How many; 1 if left out.")] = "",
    serial_out: Annotated[str, Option("--serial-out", metavar="X", help="Serial number of what was taken out.")] = "",
    serial_in: Annotated[str, Option("--serial-in", metavar="Y", help="Serial number of what was put in.")] = "",
    price: Annotated[str, Option("--price", metavar="PRICE", help="Of one, in the shop's currency.")] = "",
    at: At = "",
    session: OnSession = "",
) -> None:
    """Enter a part that was fitted or replaced."""
    desk = desk_of(context)
    entered = complete(
        desk,
        parts.part,
        name=" ".join(name or []),
        quantity=quantity,
        serial_out=serial_out,
        serial_in=serial_in,
        price=price,
        at=at,
        session=session,
    )
    desk.screen.show(ENTERED, entered)
