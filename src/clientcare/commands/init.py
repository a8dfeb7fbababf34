"""`clientcare init`."""

from __future__ import annotations

from typing import Annotated

from clientcare.commands.common import Argument, Context, Option, desk_of, group
from clientcare.dialogs.asking import complete
from clientcare.services.setup import set_up
from clientcare.views.setup import SET_UP

app = group()


@app.command(epilog='Example: clientcare init /mnt/office/shop --shop "Sample Support"')
def init(
    context: Context,
    directory: Annotated[str, Argument(metavar="DIRECTORY", help="The directory that your shop shares.")] = "",
    shop: Annotated[str, Option("--shop", metavar="NAME", help="What the shop is called.")] = "",
    name: Annotated[str, Option("--name", metavar="NAME", help="Your name; your handle is --me.")] = "",
    mail: Annotated[str | None, Option("--mail", metavar="ADDRESS", help="Your mail address.")] = None,
    phone: Annotated[str, Option("--phone", metavar="PHONE", help="Your phone.")] = "",
    role: Annotated[
        list[str] | None,
        Option("--role", metavar="ROLE", help="account-manager, project-manager, senior-engineer or junior-engineer."),
    ] = None,
    billing: Annotated[
        str, Option("--billing", metavar="ADDRESS", help="The mail address that is told what to bill.")
    ] = "",
    currency: Annotated[str, Option("--currency", metavar="CODE", help="CHF, EUR, GBP or another one.")] = "",
    time_zone: Annotated[str, Option("--time-zone", metavar="ZONE", help="Europe/Zurich or another one.")] = "",
    management: Annotated[
        str | None, Option("--management", metavar="NAME", help="Whom to reach when help is needed at once.")
    ] = None,
    management_phone: Annotated[str | None, Option("--management-phone", metavar="PHONE", help="Their phone.")] = None,
    management_mail: Annotated[
        str | None, Option("--management-mail", metavar="ADDRESS", help="Their mail address.")
    ] = None,
    on_this_machine: Annotated[
        bool, Option("--on-this-machine", help="This machine is the file server itself; recorded.")
    ] = False,
    known: Annotated[
        bool | None, Option("--known/--new", help="I am the member of this name, or somebody new with a like name.")
    ] = None,
    beside: Annotated[bool | None, Option("--yes", help="Set the shop up beside other files.")] = None,
) -> None:
    """Set up a shop in a shared directory, or join the one that is there."""
    desk = desk_of(context)
    result = complete(
        desk,
        set_up,
        directory=directory,
        shop=shop,
        me=desk.options.me,
        name=name,
        mail=mail,
        phone=phone,
        role=tuple(role or ()),
        billing=billing,
        currency=currency,
        time_zone=time_zone,
        management=management,
        management_phone=management_phone,
        management_mail=management_mail,
        on_this_machine=on_this_machine,
        known=known,
        beside=beside,
    )
    desk.screen.show(SET_UP, result)
