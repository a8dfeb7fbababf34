"""`clientcare team …`: the members, their roles and skills."""

from __future__ import annotations

from typing import Annotated

from clientcare.commands.common import Argument, Context, Option, desk_of, group
from clientcare.dialogs.asking import complete
from clientcare.services import retiring
from clientcare.services import team as service
from clientcare.views.team import CHANGED, MEMBER, RETIRED, TEAM

app = group()

Member = Annotated[str, Argument(metavar="HANDLE", help="The member's handle, or a part of the name.")]
Mail = Annotated[str | None, Option("--mail", metavar="ADDRESS", help="The mail address.")]
Phone = Annotated[str | None, Option("--phone", metavar="PHONE", help="The phone.")]
Role = Annotated[
    list[str] | None,
    Option(
        "--role",
        metavar="ROLE",
        help="account-manager, project-manager, senior-engineer or junior-engineer; repeatable.",
    ),
]
Skill = Annotated[list[str] | None, Option("--skill", metavar="SKILL", help="What they can do; repeatable.")]


@app.command(epilog='Example: clientcare team add ben --name "Ben Huber" --role senior-engineer --skill exchange')
def add(
    context: Context,
    handle: Annotated[
        str, Argument(metavar="HANDLE", help="The handle, or the name: a handle is then made of it.")
    ] = "",
    name: Annotated[str, Option("--name", metavar="NAME", help="Their name.")] = "",
    mail: Mail = None,
    phone: Phone = None,
    role: Role = None,
    skill: Skill = None,
    another: Annotated[bool | None, Option("--new", help="It is somebody else than the member of a like name.")] = None,
) -> None:
    """Add a member to the team."""
    desk = desk_of(context)
    change = complete(
        desk,
        service.add,
        handle=handle,
        name=name,
        mail=mail,
        phone=phone,
        role=tuple(role or ()),
        skill=tuple(skill or ()),
        another=another,
    )
    desk.screen.show(CHANGED, change)


@app.command("list", epilog="Example: clientcare team list --all")
def listing(
    context: Context,
    retired: Annotated[bool, Option("--all", help="Those who have left too.")] = False,
) -> None:
    """List the team."""
    desk = desk_of(context)
    desk.screen.show(TEAM, service.listed(desk, retired=retired))


@app.command(epilog="Example: clientcare team show ben")
def show(context: Context, member: Member) -> None:
    """Show a member and the sessions that they have open."""
    desk = desk_of(context)
    desk.screen.show(MEMBER, service.shown(desk, member_named=member))


@app.command(epilog="Example: clientcare team edit ben --role senior-engineer --role project-manager")
def edit(
    context: Context,
    member: Member,
    name: Annotated[str | None, Option("--name", metavar="NAME", help="Their name.")] = None,
    mail: Mail = None,
    phone: Phone = None,
    role: Role = None,
    skill: Skill = None,
    no_skills: Annotated[bool, Option("--no-skills", help="Empty the list of skills.")] = False,
) -> None:
    """Change what is known of a member; roles and skills replace those that there were."""
    desk = desk_of(context)
    change = complete(
        desk,
        service.edit,
        member_named=member,
        name=name,
        mail=mail,
        phone=phone,
        role=tuple(role or ()),
        skill=tuple(skill or ()),
        no_skills=no_skills,
    )
    desk.screen.show(CHANGED, change)


@app.command(epilog="Example: clientcare team retire ben --to ann")
def retire(
    context: Context,
    member: Member,
    to: Annotated[str, Option("--to", metavar="HANDLE", help="Who takes over what they have open.")] = "",
) -> None:
    """Take a member who leaves out of the team; sessions and follow-ups go to somebody else."""
    desk = desk_of(context)
    desk.screen.show(RETIRED, complete(desk, retiring.retire, member_named=member, to=to))
