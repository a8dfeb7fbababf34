"""How a guide was walked, proved from the entries and from the kept bytes of the guide."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from clientcare.domain.errors import InvalidFile, NotFound
from clientcare.domain.transcripts import KEPT, KeptText, Transcript, told_texts
from clientcare.services import procedures
from clientcare.services.showing import readable
from clientcare.services.verification import of_thread

if TYPE_CHECKING:
    from clientcare.desk import Desk
    from clientcare.domain.records import Thread


def of_session(desk: Desk, *, session: str = "") -> Transcript:
    """The transcript of the session that a word names, or of mine. Raises NotFound, Unreachable."""
    found = readable(desk, session)
    return transcript(desk, found.known, found.client_name, found.title)


def of_procedure(desk: Desk, *, procedure: str = "") -> Transcript:
    """The same of a procedure. Raises NotFound, Conflict, Unreachable."""
    return of_session(desk, session=procedures.meant(desk, procedure).thread)


def transcript(desk: Desk, thread: Thread, client_name: str, title: str) -> Transcript:
    """The transcript of any thread that walks a guide, with what verify says of it. Raises NotFound, Unreachable."""
    pinned = {str(one.get("guide-digest")): str(one.get("guide")) for one in thread.records if one.get("guide-digest")}
    if not pinned:
        raise NotFound("No guide was walked here.", "What is on record: clientcare session show")
    kept = {digest: _kept(desk, digest, guide) for digest, guide in pinned.items()}
    place = thread.place
    return Transcript(
        place.thread,
        place.folder,
        client_name,
        title,
        told_texts(thread, kept),
        _names(desk, thread),
        of_thread(desk, place),
    )


def _kept(desk: Desk, digest: str, guide: str) -> KeptText:
    try:
        data = desk.store.kept_guide(digest)
    except NotFound:
        return KeptText("missing")
    except InvalidFile:
        return KeptText("changed")
    try:
        return KeptText(KEPT, desk.library.pinned(data, guide))
    except InvalidFile:  # filed by another version
        return KeptText("unreadable")


def _names(desk: Desk, thread: Thread) -> dict[str, str]:
    found = {}
    for handle in {who for one in thread.records for who in (one.by, one.get("instructed-by")) if who}:
        with suppress(NotFound, InvalidFile):  # then the handle has to do
            found[handle] = desk.member(handle).name
    return found
