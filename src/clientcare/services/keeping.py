"""What is kept sealed on this machine: filed when the share is back, and finished by the command that files it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientcare.domain.errors import ClientcareError, NotFound, Unreachable, Usage
from clientcare.domain.keeping import KeptList, SealingKey, Synced, Unplaced, entries
from clientcare.domain.records import UNPLACED, WALKED

if TYPE_CHECKING:
    from clientcare.desk import Desk
    from clientcare.domain.clients import Client
    from clientcare.domain.records import ThreadPlace
    from clientcare.ports import Store

MANY = 20
"""From so many entries on, their filing is told while it goes on."""


def catch_up(desk: Desk, *, everything: bool = False) -> Synced:
    """File what is kept here, place what was begun without the share, and make the pages and mails that waited for it.

    What came of it is told, and added to `desk.synced`. Never raises a ClientcareError: what could not be done waits.
    """
    done = desk.store.sync(lambda number, of: _tell_progress(desk, number, of), everything=everything)
    before = desk.synced or Synced()
    desk.synced = done._replace(
        filed=done.filed + before.filed,
        proven=done.proven + before.proven,
        restored=done.restored + before.restored,
        aside=done.aside + before.aside,
        unplaced=done.unplaced + before.unplaced,
        threads=(*before.threads, *done.threads),
    )
    if done.filed:
        desk.screen.tell(f"{entries(done.filed)} that had been kept on this laptop: saved now.")
    if done.restored:
        desk.screen.warn(f"{entries(done.restored)} had vanished from the share: saved there once more.")
    if done.aside:
        desk.screen.warn(f"{entries(done.aside)} on this laptop cannot be read, set aside: clientcare doctor")
    try:
        _place_what_is_known(desk, done)
        _finish(desk, done)
    except ClientcareError as error:
        desk.screen.warn(desk.screen.clean(f"{error.message} {error.hint}".strip()))
    desk.receipts.clear()  # what was made up for is no answer to the command that came by
    return desk.synced


def _tell_progress(desk: Desk, number: int, of: int) -> None:
    if of >= MANY and (number % MANY == 0 or number == of):
        desk.screen.tell(f"Saving what was kept on this laptop: {number} of {of}")


def _place_what_is_known(desk: Desk, done: Synced) -> None:
    if not done.unplaced:
        return
    from clientcare.services.placing import place_by_name

    for place in unplaced_places(desk):
        if place.thread in done.threads and not place_by_name(desk, place):
            desk.screen.warn(
                f"An entry that had been kept here could not be placed ({place.short}): clientcare store list"
            )


def _finish(desk: Desk, done: Synced) -> None:
    """Pages and mails of the sessions that something was filed into."""
    from clientcare.domain.sessions import fold
    from clientcare.services.documents import finish
    from clientcare.services.finishing import finish_filed

    for place in desk.store.open_threads() if done.threads else ():
        if place.thread in done.threads and place.folder != UNPLACED:
            session = fold(desk.store.read(place))
            if session.closing:
                finish_filed(desk, session)
            else:
                finish(desk, session)


def client_as_typed(desk: Desk, word: str) -> Client:
    """As `find_client`; where the share is away, what was typed, to be looked up when it is filed.

    Raises Unreachable as well, where nothing would be kept on this machine.
    """
    from clientcare.services.finding import find_client

    try:
        return find_client(desk, word)
    except Unreachable:
        if not _keeps(desk):
            raise
        from clientcare.domain.clients import Client

        return Client("", "", " ".join(word.split()))


def _keeps(desk: Desk) -> bool:
    """Whether an entry that the share cannot take is kept on this machine."""
    try:
        return bool(desk.store.keeping().folder)
    except Unreachable:
        return False


def unplaced_places(desk: Desk) -> tuple[ThreadPlace, ...]:
    """The threads that wait in the share for somebody to say whose they are."""
    return tuple(desk.store.threads(UNPLACED, (*WALKED, "client")))


def unplaced_entries(desk: Desk) -> tuple[Unplaced, ...]:
    """What waits in the share for its client, newest first."""
    found = []
    for place in unplaced_places(desk):
        records = [one for one in desk.store.read(place).records if one.kind != "placed"]
        start = next((one for one in records if one.kind == "start"), None)
        if records:
            found.append(
                Unplaced(
                    place.thread,
                    start.get("client-name") if start else "",
                    start.get("title") if start else "",
                    tuple(dict.fromkeys(one.by for one in records)),
                    len(records),
                    records[0].at,
                )
            )
    return tuple(found)


def listed(desk: Desk) -> KeptList:
    """What is kept on this machine, and what waits in the share for its client."""
    try:
        unplaced = unplaced_entries(desk)
    except Unreachable:
        unplaced = ()
    return KeptList(desk.store.keeping(), unplaced)


def synced(desk: Desk) -> Synced:
    """File everything that is kept here, look for all that was filed.

    Raises Unreachable where the share is away, or does not take all of it.
    """
    desk.store.probe()
    done = catch_up(desk, everything=True)
    left = desk.store.keeping().held
    if left:
        raise Unreachable(
            f"The share did not take all: {entries(left)} still kept on this laptop.",
            "What may be wrong: clientcare doctor. Then: clientcare store sync",
        )
    return done


def new_key(store: Store) -> str:
    """Make a new pair of keys and let the shop's settings name the public one. Raises Conflict, Unreachable."""
    key = store.add_key()
    settings = store.shop()
    sealing = {**settings.content.get("sealing", {}), "key": key}
    store.write_shop({**settings.content, "sealing": sealing}, settings.token)
    return key


def key(desk: Desk, *, action: str = "show") -> SealingKey:
    """The key that machines seal with; "rotate" makes a new one, and old ones open what was sealed before.

    Raises NotFound where the shop has none yet, Usage for another action.
    """
    if action not in ("show", "rotate"):
        raise Usage(f"A key cannot be '{action}'.", "It is one of: show, rotate.")
    desk.me  # noqa: B018 - a member of the team
    older = len(desk.store.keys())
    if action == "rotate":
        return SealingKey(new_key(desk.store), older, changed=True)
    if not desk.shop.sealing_key:
        raise NotFound("The shop has no key to seal entries with yet.", "Make one: clientcare store key rotate")
    return SealingKey(desk.shop.sealing_key, max(0, older - 1))
