"""Builds the real Desk. The only importer of adapters; each of them is imported when it is first used."""

from __future__ import annotations

import os
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar, cast

from clientcare.desk import Desk
from clientcare.domain.errors import ClientcareError, Unreachable

if TYPE_CHECKING:
    from collections.abc import Callable

    from clientcare.adapters.apart import Apart
    from clientcare.adapters.spool import Spool
    from clientcare.domain.examinations import Surroundings
    from clientcare.domain.options import Options
    from clientcare.domain.places import Place
    from clientcare.domain.shop import UserSettings
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

T = TypeVar("T")


class RealMakers:
    """The parts of a Desk on this machine."""

    @cached_property
    def apart(self) -> Apart:
        """Where whatever may hang is asked: shares, and files and directories that people name."""
        from clientcare.adapters.apart import Apart

        return Apart()

    def _of_share(self, desk: Desk, share: str, make: Callable[..., T], *made_of: object) -> T:
        """A part that reads a share: apart, unless that is a disk of this machine, which does not fall silent."""
        if desk.settings.own_disk and share == desk.settings.share:
            return make(*made_of)
        return self.apart.part(f"The share {share}", make, *made_of)

    def settings(self, desk: Desk) -> UserSettings:
        """From the user's settings file."""
        from clientcare.adapters.settings import load, settings_path

        return load(settings_path(desk.options.config, os.environ))

    def save_settings(self, desk: Desk, settings: UserSettings) -> str:
        """Into the user's settings file."""
        from clientcare.adapters.settings import save, settings_path

        path = settings_path(desk.options.config, os.environ)
        save(path, settings)
        return path

    def store(self, desk: Desk, share: str) -> Store:
        """A directory; on a server, one that is not written unless it is still the share that was joined.

        What a share that is not on this machine cannot take is kept sealed here.
        """
        import time

        if desk.settings.own_disk and share == desk.settings.share:
            from clientcare.adapters.stores.directory import DirectoryStore

            return DirectoryStore(share, time.time)
        from clientcare.adapters.stores.shared import SharedDirectory

        mount = desk.settings.mount if share == desk.settings.share else ""
        me = desk.options.me or desk.settings.me
        directory = self._of_share(desk, share, SharedDirectory, share, time.time, mount, me)
        if not self._keeps(desk, share):
            return directory
        from clientcare.adapters.stores.spooling import SpoolingStore

        return cast("Store", SpoolingStore(directory, self.spool(desk.settings.store), desk.settings.store))

    @staticmethod
    def _keeps(desk: Desk, share: str) -> bool:
        """Whether something is kept on this machine for when the share is away: not by the file server itself."""
        settings = desk.settings
        return bool(settings.store) and share == settings.share and not (settings.on_this_machine or settings.own_disk)

    @staticmethod
    def _is_away(desk: Desk) -> bool:
        try:
            return bool(desk.store.keeping().away)
        except ClientcareError:
            return False  # then the guides say so themselves

    def _copied(self, folder: str, copies: str) -> bool:
        from clientcare.adapters.guide_copies import copy_guides

        try:
            self.apart.run(f"The directory {folder}", copy_guides, folder, copies)
        except Unreachable:
            return False
        return True

    def spool(self, store: str) -> Spool:
        """Below this user's own data and cache."""
        import time

        from platformdirs import user_cache_dir, user_data_dir

        from clientcare.adapters.spool import Spool

        data, cache = (folder("clientcare", appauthor=False) for folder in (user_data_dir, user_cache_dir))
        return Spool(data, cache, store, time.time)

    def catch_up(self, desk: Desk) -> None:
        """Most commands find nothing to file, and load nothing for it."""
        if not self._keeps(desk, desk.settings.share):
            return
        kept = desk.store.keeping()
        if kept.held or kept.due:
            from clientcare.services.keeping import catch_up

            catch_up(desk)

    def clock(self, desk: Desk) -> Clock:
        """This machine's clock."""
        from clientcare.adapters.clock import SystemClock

        return SystemClock(desk.zone)

    def post(self, desk: Desk) -> Post:
        """As the user's settings say, else as the shop's say."""
        from clientcare.adapters.mail import Post
        from clientcare.adapters.settings import settings_path, stored
        from clientcare.domain.mails import MailSettings
        from clientcare.domain.tables import TableFault

        table = {**desk.shop.mail, **desk.settings.mail}
        try:
            settings = MailSettings.from_table(table, folder=desk.settings.share)
        except TableFault as fault:
            own = fault.key in desk.settings.mail
            file = stored(settings_path(desk.options.config, os.environ)) if own else desk.marker
            raise file.placed(fault) from None
        return Post(settings, desk.store.lay_mail, os.environ)

    def library(self, desk: Desk) -> Library:
        """The guides of the share, as they were read last where it is away; then those shipped."""
        from clientcare.adapters.library import Library, shipped_folder

        share = desk.settings.share
        if not share:
            return Library(None, shipped_folder())
        if self._keeps(desk, share):
            copies = os.path.join(self.spool(desk.settings.store).cache, "guides")
            if self._is_away(desk) or not self._copied(os.path.join(share, "guides"), copies):
                return Library(copies, shipped_folder())
        return self._of_share(desk, share, Library, os.path.join(share, "guides"), shipped_folder())

    def screen(self, options: Options) -> Screen:
        """The terminal."""
        from clientcare.adapters.screen import Screen

        return Screen(options)

    def surroundings(self, desk: Desk) -> Surroundings:
        """This machine."""
        from clientcare.adapters.surroundings import look_around

        return look_around(desk, self.place)

    def shells(self) -> Shells:
        """Those of this user."""
        from clientcare.adapters.shells import Shells

        return Shells(os.path.expanduser("~"), os.environ)

    def place(self, path: str) -> Place:
        """As this system tells."""
        from clientcare.adapters.places import examine_place

        return self.apart.run(f"The directory {path}", examine_place, path)

    def trial(self, desk: Desk, path: str, name: str) -> ShareTrial:
        """On the share itself."""
        from clientcare.adapters.trials import ShareTrial

        return self.apart.part(f"The share {path}", ShareTrial, path, name)

    def race(self, desk: Desk, name: str) -> ShareRace:
        """On the share itself."""
        from clientcare.adapters.races import ShareRace

        return self.apart.part(
            f"The share {desk.settings.share}", ShareRace, desk.settings.share, name, desk.settings.machine
        )

    def press(self) -> Press:
        """Pages of HTML."""
        from clientcare.adapters.documents import Press

        return Press()

    def local(self) -> LocalFiles:
        """Regular files only."""
        from clientcare.adapters.local_files import LocalFiles

        return self.apart.part("The disk or share of that file", LocalFiles)

    def ground(self, options: Options) -> Ground:
        """As this system tells."""
        from clientcare.adapters.ground import Directories, Ground

        return Ground(os.environ, options.config, self.apart.part("That directory", Directories))


def desk(options: Options) -> Desk:
    """The Desk that the commands use."""
    return Desk(options, RealMakers())
