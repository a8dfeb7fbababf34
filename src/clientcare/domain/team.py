"""Members of the shop's team: who they are, their roles and skills."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from clientcare.domain.tables import Table, near

ROLES = ("account-manager", "project-manager", "senior-engineer", "junior-engineer")
KEYS = ("name", "mail", "phone", "roles", "skills", "retired")


class Member(NamedTuple):
    """One member. `retired` members keep their handle for ever; nobody else ever gets it."""

    handle: str
    name: str
    mail: str = ""
    phone: str = ""
    roles: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()
    retired: bool = False


def read_member(handle: str, content: Mapping[str, Any]) -> Member:
    """A member from the parsed `team/<handle>.toml`. Raises TableFault."""
    table = Table(content, known=KEYS)
    roles = table.texts("roles")
    for role in roles:
        if role not in ROLES:
            meant = near(role, ROLES)
            raise table.fault(
                "roles",
                f"there is no role '{role}'",
                f"Did you mean '{meant}'?" if meant else f"Roles are: {', '.join(ROLES)}.",
            )
    return Member(
        handle,
        table.text("name", None),
        table.text("mail"),
        table.text("phone"),
        roles,
        table.texts("skills"),
        table.flag("retired"),
    )


def write_member(member: Member) -> dict[str, Any]:
    """The parsed form of a member's file."""
    content: dict[str, Any] = {
        "name": member.name,
        "mail": member.mail,
        "phone": member.phone,
        "roles": list(member.roles),
        "skills": list(member.skills),
    }
    if member.retired:
        content["retired"] = True
    return content


def amended_member(before: Mapping[str, Any], member: Member) -> dict[str, Any]:
    """The parsed form of a member's file as the member is now; keys that nobody here knows are kept as they are."""
    return {**write_member(member), **{key: value for key, value in before.items() if key not in KEYS}}
