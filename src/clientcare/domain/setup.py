"""Setting up a shop and joining one: what is said for it, and what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from clientcare.domain.team import Member


class NewShop(NamedTuple):
    """What was said about a shop that is being set up, as typed; empty where nothing was. None: not asked for yet."""

    name: str = ""
    billing: str = ""
    currency: str = ""
    zone_name: str = ""
    management: str | None = None
    management_phone: str | None = None
    management_mail: str | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing was said."""
        return not any(self)


class Newcomer(NamedTuple):
    """What a person said about themselves, as typed.

    `who` is what they answered when asked who they are: a handle or a name. `known` is their answer to whether they are
    the member that they seem to be; None before they were asked.
    """

    handle: str = ""
    who: str = ""
    name: str = ""
    mail: str | None = None
    phone: str = ""
    roles: tuple[str, ...] = ()
    known: bool | None = None


class SetUp(NamedTuple):
    """What `init` did: "founded" a shop, "joined" one, or found all in place "already".

    `told` are sentences that a person must know; `settings` is the path of the user's own settings file.
    """

    how: Literal["founded", "joined", "already"]
    shop: str
    store: str
    share: str
    member: Member
    machine: str
    settings: str
    told: tuple[str, ...] = ()


class WhoAmI(NamedTuple):
    """Who types, in which shop, on which machine, and where that was said: "flag", "environment" or "user"."""

    member: Member
    source: str
    shop: str
    share: str
    machine: str
