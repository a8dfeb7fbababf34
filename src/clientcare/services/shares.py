"""Finding out what kind of share the shop has, keeping that in its settings, and two machines that race on it."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from clientcare.domain.errors import ClientcareError, Failed
from clientcare.domain.share_checks import share_checks
from clientcare.domain.shares import ShareNature, found, read_nature, write_nature

if TYPE_CHECKING:
    from collections.abc import Iterator

    from clientcare.desk import Desk
    from clientcare.domain.examinations import Check
    from clientcare.domain.places import Place
    from clientcare.domain.shares import Race, RaceWord, Trial


def tried(desk: Desk, path: str) -> Trial:
    """Try a directory out, which takes a few seconds at most and leaves nothing there, even when it is stopped.

    Raises Unreachable where it may not be written or does not answer.
    """
    trial = desk.makers.trial(desk, path, desk.random_name())
    try:
        return trial.run()
    finally:
        with suppress(ClientcareError):
            trial.clear()


def first_nature(desk: Desk, place: Place) -> ShareNature:
    """What a new shop's settings keep of the share at a place. Raises Unreachable."""
    trial = tried(desk, place.path)
    return found(ShareNature(), trial, place, desk.settings.machine, desk.now().date())


def checks(desk: Desk, place: Place, *, keep: bool, race: Race | None) -> list[Check]:
    """What is right and wrong with the share as it is seen now; `keep` writes it into the shop's settings.

    Raises Unreachable, InvalidFile, and Conflict where somebody else edited the settings meanwhile.
    """
    store, stored = desk.store, desk.marker
    kept = stored.read(read_nature)
    today = desk.now().date()
    trial = tried(desk, place.path)
    now = found(kept, trial, place, desk.settings.machine, today, race)
    if keep:
        share = {**stored.content.get("share", {}), **write_nature(now)}
        store.write_shop({**stored.content, "share": share}, stored.token)
    return share_checks(trial, place, kept, now, today, keeps=keep)


def race(desk: Desk) -> Iterator[RaceWord]:
    """Race another machine on which somebody types the same; the last word tells how it went.

    Raises Failed where no other machine came, or it went away, Unreachable.
    """
    desk.shop  # noqa: B018 - only on the share of the shop that was joined
    racer = desk.makers.race(desk, desk.fresh_id())
    try:
        for word in racer.run():
            if word.stage == "alone":
                raise Failed(
                    "No other machine came.", "Type this on two machines within two minutes: clientcare doctor --race"
                )
            if word.stage == "lost":
                raise Failed(
                    f"What {word.other} wrote did not come in time.",
                    "Race again; clientcare doctor tells more.",
                )
            yield word
    finally:
        with suppress(ClientcareError):
            racer.clear()
