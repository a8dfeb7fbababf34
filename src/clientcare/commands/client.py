"""`clientcare client …`: who the clients are, their contacts and agreements, and what must be known about them."""

from __future__ import annotations

from typing import Annotated

from clientcare.commands.common import Argument, Context, Option, Words, desk_of, group
from clientcare.dialogs.asking import complete
from clientcare.dialogs.texts import text_of
from clientcare.services import client_edits, client_merges, clients, facts
from clientcare.services import due as due_service
from clientcare.views.clients import CHANGED, CLIENT, CLIENTS, FOLDER
from clientcare.views.due import DUE

app = group()

Client = Annotated[str, Argument(metavar="CLIENT", help="The client's handle, name, or a part of it.")]
Account = Annotated[
    str | None,
    Option("--account", metavar="TYPE", help="retainer, project, post-project, hosting, hosting-sla or support-sla."),
]
Since = Annotated[str, Option("--since", metavar="DATE", help="From when on it holds; otherwise today.")]
Role = Annotated[str | None, Option("--role", metavar="ROLE", help="What the contact does at the client's.")]
Phone = Annotated[str | None, Option("--phone", metavar="PHONE", help="The contact's phone.")]
Mail = Annotated[str | None, Option("--mail", metavar="ADDRESS", help="The contact's mail address.")]
BillingAddress = Annotated[
    str | None, Option("--billing-address", metavar="TEXT", help="The postal address for invoices.")
]
BillingMail = Annotated[str | None, Option("--billing-mail", metavar="ADDRESS", help="The mail address for invoices.")]


@app.command(
    epilog='Example: clientcare client add "Acme AG" --account support-sla --contact "Ms Frei" --phone "044 555 01 20"'
)
def add(
    context: Context,
    handle: Annotated[str, Argument(metavar="SLUG", help="The handle, or the name: a handle is then made of it.")] = "",
    name: Annotated[str, Option("--name", metavar="NAME", help="What the client is called.")] = "",
    account: Account = None,
    since: Since = "",
    contact: Annotated[str, Option("--contact", metavar="NAME", help="Whom to ring there.")] = "",
    role: Role = None,
    phone: Phone = None,
    mail: Mail = None,
    billing_address: BillingAddress = None,
    billing_mail: BillingMail = None,
) -> None:
    """Add a client."""
    desk = desk_of(context)
    change = complete(
        desk,
        clients.add,
        handle=handle,
        name=name,
        account=account,
        since=since,
        contact=contact,
        role=role,
        phone=phone,
        mail=mail,
        billing_address=billing_address,
        billing_mail=billing_mail,
    )
    desk.screen.show(CHANGED, change)


@app.command("list", epilog="Example: clientcare client list --account support-sla")
def listing(
    context: Context,
    account: Annotated[str, Option("--account", metavar="TYPE", help="Only those with this account type.")] = "",
    archived: Annotated[bool, Option("--all", help="Archived ones too.")] = False,
) -> None:
    """List the clients."""
    desk = desk_of(context)
    desk.screen.show(CLIENTS, clients.listed(desk, account=account, archived=archived))


@app.command(epilog="Example: clientcare client show acme")
def show(context: Context, client: Client) -> None:
    """Show a client: contacts, agreements, what must be known, what was done last and what was promised."""
    desk = desk_of(context)
    desk.screen.show(CLIENT, clients.shown(desk, client=client))


@app.command(epilog='Example: clientcare client edit acme --account retainer --since "1 Dec 2026"')
def edit(
    context: Context,
    client: Client,
    name: Annotated[
        str | None, Option("--name", metavar="NAME", help="A new name; the former one still finds it.")
    ] = None,
    alias: Annotated[str | None, Option("--alias", metavar="NAME", help="One more name that finds it.")] = None,
    account: Account = None,
    since: Since = "",
    agreed: Annotated[str, Option("--agreed", metavar="TEXT", help="What was agreed, in a few words.")] = "",
    billing_address: BillingAddress = None,
    billing_mail: BillingMail = None,
) -> None:
    """Change what is known of a client; "" empties a field."""
    desk = desk_of(context)
    change = complete(
        desk,
        client_edits.edit,
        client=client,
        name=name,
        alias=alias,
        account=account,
        since=since,
        agreed=agreed,
        billing_address=billing_address,
        billing_mail=billing_mail,
    )
    desk.screen.show(CHANGED, change)


@app.command(epilog='Example: clientcare client note acme "Ring at the back door"')
def note(
    context: Context,
    client: Client,
    text: Words = None,
    drop: Annotated[int, Option("--drop", metavar="N", help="Take note number N back instead.")] = 0,
) -> None:
    """Note what must be known about a client at every session."""
    desk = desk_of(context)
    typed = "" if drop else text_of(desk, text, "Note")
    desk.screen.show(CHANGED, complete(desk, facts.note, client=client, text=typed, drop=drop))


@app.command(epilog='Example: clientcare client contact acme add "Ms Frei" --phone "044 555 01 20"')
def contact(
    context: Context,
    client: Client,
    action: Annotated[str, Argument(metavar="add|edit|remove", help="What to do.")],
    name: Annotated[
        str, Argument(metavar="NAME", help="The contact; a part of the name will do for one that is there.")
    ],
    role: Role = None,
    phone: Phone = None,
    mail: Mail = None,
    key_influencer: Annotated[
        bool | None, Option("--key-influencer/--no-key-influencer", help="Whether others there listen to them.")
    ] = None,
) -> None:
    """Add, change or remove a contact of a client."""
    desk = desk_of(context)
    change = complete(
        desk,
        client_edits.contact,
        client=client,
        action=action,
        name=name,
        role=role,
        phone=phone,
        mail=mail,
        key_influencer=key_influencer,
    )
    desk.screen.show(CHANGED, change)


@app.command(epilog='Example: clientcare client rename acme "Acme Holding AG" --handle acme-holding')
def rename(
    context: Context,
    client: Client,
    name: Annotated[list[str] | None, Argument(metavar="NAME", help="What the client is called now.")] = None,
    handle: Annotated[str, Option("--handle", metavar="HANDLE", help="The short name to type from now on.")] = "",
) -> None:
    """Give a client another name, another handle, or both; the former ones still find it."""
    desk = desk_of(context)
    change = complete(desk, client_edits.rename, client=client, name=" ".join(name or []), handle=handle)
    desk.screen.show(CHANGED, change)


@app.command(epilog="Example: clientcare client merge acme-old into acme")
def merge(
    context: Context,
    client: Client,
    into: Annotated[list[str] | None, Argument(metavar="into CLIENT", help="The client that stays.")] = None,
    undo: Annotated[bool, Option("--undo", help="Let CLIENT stand alone again.")] = False,
) -> None:
    """Show everything of a client under another one; entries stay where they are, and both names find it."""
    desk = desk_of(context)
    desk.screen.show(CHANGED, complete(desk, client_merges.merge, client=client, into=into or (), undo=undo))


@app.command(epilog="Example: clientcare client due")
def due(context: Context) -> None:
    """List what is kept longer than the shop's periods; nothing is erased by itself."""
    desk = desk_of(context)
    desk.screen.show(DUE, due_service.listed(desk))


@app.command("open", epilog="Example: clientcare client open acme")
def browse(context: Context, client: Client) -> None:
    """Open the client's folder in the file browser; without a display, print its path."""
    desk = desk_of(context)
    desk.screen.show(FOLDER, clients.browse(desk, client=client))


@app.command(epilog="Example: clientcare client archive acme")
def archive(
    context: Context,
    client: Client,
    undo: Annotated[bool, Option("--undo", help="Take it back from the archive.")] = False,
) -> None:
    """Set a client aside; nothing of it is lost."""
    desk = desk_of(context)
    desk.screen.show(CHANGED, complete(desk, client_edits.archive, client=client, undo=undo))


@app.command(epilog="Example: clientcare client remove acme --dry-run")
def remove(
    context: Context,
    client: Client,
    yes: Annotated[bool | None, Option("--yes", help="Do not ask.")] = None,
    dry_run: Annotated[bool, Option("--dry-run", help="Only show what would be removed.")] = False,
) -> None:
    """Remove a client of whom nothing is on file."""
    desk = desk_of(context)
    desk.screen.show(CHANGED, complete(desk, clients.remove, client=client, yes=yes, dry_run=dry_run))
