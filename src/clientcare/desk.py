"""The Desk: everything a service may ask for, each part built when it is first used."""

from __future__ import annotations

import os
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from clientcare.domain.errors import NotFound, Unreachable, Usage
from clientcare.domain.identifiers import identifier
from clientcare.domain.shop import Shop, UserSettings, read_shop
from clientcare.domain.tables import TableFault, near
from clientcare.domain.team import Member, read_member

if TYPE_CHECKING:
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from clientcare.domain.examinations import Surroundings
    from clientcare.domain.keeping import Synced
    from clientcare.domain.options import Options, Ruling
    from clientcare.domain.places import Place
    from clientcare.domain.records import Receipt
    from clientcare.domain.tables import Stored
    from clientcare.ports import (
        Clock,
        Ground,
        Library,
        LocalFiles,
        Post,
        Press,
        Screen,
        ShareRace,
        ShareTrial,
        Shells,
        Store,
    )


class Makers(Protocol):
    """Builds the parts of a Desk."""

    def settings(self, desk: Desk) -> UserSettings:
        """The settings of this machine's user."""

    def save_settings(self, desk: Desk, settings: UserSettings) -> str:
        """Write those settings; answers the path."""

    def store(self, desk: Desk, share: str) -> Store:
        """The store on a share."""

    def catch_up(self, desk: Desk) -> None:
        """Let what is kept on this machine be filed, now that the store is there."""

    def clock(self, desk: Desk) -> Clock:
        """The clock, in the shop's zone."""

    def post(self, desk: Desk) -> Post:
        """The way to send mail."""

    def library(self, desk: Desk) -> Library:
        """The guides."""

    def screen(self, options: Options) -> Screen:
        """The screen."""

    def surroundings(self, desk: Desk) -> Surroundings:
        """Facts about this machine."""

    def shells(self) -> Shells:
        """The start-up files of the user's shells."""

    def place(self, path: str) -> Place:
        """What kind of storage a directory lies on."""

    def trial(self, desk: Desk, path: str, name: str) -> ShareTrial:
        """A trial of the share at `path`; `name` tells it from others."""

    def race(self, desk: Desk, name: str) -> ShareRace:
        """A race on the shop's share; `name` tells this machine from the other."""

    def press(self) -> Press:
        """What makes documents."""

    def local(self) -> LocalFiles:
        """The files of this machine."""

    def ground(self, options: Options) -> Ground:
        """The directories of this machine."""


class Desk:
    """Who I am, the settings, the client files, the clock, the mail, the screen and the guides.

    `receipts` are the store's answers to all entries of this command; `synced` is what came of those that had been kept
    on this machine.
    """

    def __init__(self, options: Options, makers: Makers) -> None:
        self.options = options
        self.makers = makers
        self.rulings: dict[str, Ruling] = {}
        self.receipts: list[Receipt] = []
        self.synced: Synced | None = None
        self.marker: Stored

    @cached_property
    def settings(self) -> UserSettings:
        """The settings of this machine's user."""
        return self.makers.settings(self)

    def save_settings(self, settings: UserSettings) -> str:
        """Write the user's settings and go on with them; answers the path of the file."""
        path = self.makers.save_settings(self, settings)
        for part in ("store", "shop"):
            self.__dict__.pop(part, None)
        self.settings = settings
        return path

    @cached_property
    def store(self) -> Store:
        """The client files of the shop that this machine joined; nothing is read or written where it is not there.

        What is kept on this machine is filed first. Raises Usage before `init`, Unreachable where the share is not
        mounted or another shop's lies at its place, and nothing is known of it here.
        """
        if not self.settings.share:
            raise Usage(
                "clientcare is not set up for you yet.",
                "Set up a shop or join one: clientcare init DIRECTORY (the directory that your shop shares)",
            )
        store = self.makers.store(self, self.settings.share)
        self.marker = store.shop()
        if self.settings.store and self.marker.content.get("store", self.settings.store) != self.settings.store:
            raise Unreachable(
                f"{self.settings.share} holds another shop, not the one that you joined.",
                "Mount the right share, or join this one: clientcare init DIRECTORY",
            )
        self.__dict__["store"] = store
        self.makers.catch_up(self)
        return store

    @cached_property
    def shop(self) -> Shop:
        """The settings of the shop, as they were when the store was first used. Raises InvalidFile."""
        self.store  # noqa: B018 - reads the marker
        return self.marker.read(read_shop)

    @cached_property
    def zone(self) -> ZoneInfo:
        """The shop's time zone."""
        from zoneinfo import ZoneInfo

        try:
            return ZoneInfo(self.shop.zone_name)
        except (KeyError, ValueError, OSError):
            raise self.marker.placed(_no_zone(self.shop.zone_name)) from None

    @cached_property
    def clock(self) -> Clock:
        """The time, in the shop's zone."""
        return self.makers.clock(self)

    def now(self) -> datetime:
        """This moment, aware, in the shop's zone."""
        return self.clock.now()

    @cached_property
    def me(self) -> Member:
        """The member who types: `--me`, or whom the settings name. Raises Usage and NotFound."""
        handle = self.options.me or self.settings.me
        if not handle:
            raise Usage("Nobody is named.", "Say who you are: --me HANDLE, or clientcare init DIRECTORY")
        member = self.member(handle)
        if member.retired:
            raise NotFound(f"{member.name} ({handle}) has left the team.", "See: clientcare team list")
        return member

    def member(self, handle: str) -> Member:
        """A member of the team, retired ones too. Raises NotFound with the nearest handle."""
        stored = self.store.member(handle)
        if stored is None:
            meant = near(handle, self.store.members())
            raise NotFound(
                f"There is nobody called '{handle}' in the team.",
                f"Did you mean '{meant}'?" if meant else "See: clientcare team list",
            )
        return stored.read(lambda content: read_member(handle, content))

    @cached_property
    def post(self) -> Post:
        """The way to send mail that the settings name."""
        return self.makers.post(self)

    @cached_property
    def library(self) -> Library:
        """The guides of the shop and those shipped."""
        return self.makers.library(self)

    @cached_property
    def screen(self) -> Screen:
        """The terminal, or the script that called."""
        screen = self.makers.screen(self.options)
        screen.receipts = self.receipts
        return screen

    @cached_property
    def surroundings(self) -> Surroundings:
        """Facts about this machine, for doctor."""
        return self.makers.surroundings(self)

    @cached_property
    def shells(self) -> Shells:
        """The start-up files of the user's shells."""
        return self.makers.shells()

    @cached_property
    def press(self) -> Press:
        """What makes the documents that people read."""
        return self.makers.press()

    @cached_property
    def local(self) -> LocalFiles:
        """The files of this machine."""
        return self.makers.local()

    @cached_property
    def ground(self) -> Ground:
        """The directories of this machine, for setting up."""
        return self.makers.ground(self.options)

    def random_name(self) -> str:
        """A name that nobody has."""
        return os.urandom(8).hex()

    def fresh_id(self) -> str:
        """A new identifier that sorts by this moment."""
        return identifier(int(self.now().timestamp() * 1000), os.urandom(10))


def _no_zone(name: str) -> TableFault:
    from zoneinfo import available_timezones

    zones = {zone.casefold(): zone for zone in available_timezones()}
    meant = zones.get(near(name, tuple(zones)), "")
    advice = f"Did you mean '{meant}'?" if meant else "Write one such as Europe/Zurich."
    return TableFault("shop", "time-zone", f"there is no time zone '{name}'", advice)
