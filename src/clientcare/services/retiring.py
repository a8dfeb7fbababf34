"""A member leaves: what they have open goes to somebody else, and their handle is never given again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientcare.domain.asks import Ask, Missing
from clientcare.domain.errors import Conflict, Usage
from clientcare.domain.options import Ruling
from clientcare.domain.records import WALKED
from clientcare.domain.sessions import fold
from clientcare.domain.summaries import Wanted
from clientcare.domain.team import Member, amended_member, read_member
from clientcare.domain.team_changes import Retirement
from clientcare.services.colleagues import colleague
from clientcare.services.entries import enter
from clientcare.services.finding import open_threads
from clientcare.services.listing import line, promises, summaries
from clientcare.services.team import everybody, member, stored_member

if TYPE_CHECKING:
    from clientcare.desk import Desk
    from clientcare.domain.sessions import Session


def retire(desk: Desk, *, member_named: str, to: str = "") -> Retirement:
    """Hand over what a member has open, then mark them as gone.

    Open sessions and procedures that they lead get a new leader, and their clock stops in all open ones. An open
    follow-up is promised anew by `to` with the same day and text, and only then the old promise is taken back: after a
    crash in between it stands twice, never not at all, and the next try goes on where this one ended. Raises Missing
    where `to` is needed, Conflict for the last member and for one who has left already, Usage.
    """
    desk.me  # noqa: B018 - nobody who is no member of the team gets further
    leaving = member(desk, member_named)
    if leaving.retired:
        raise Conflict(f"{leaving.name} ({leaving.handle}) has left already.", "See: clientcare team list --all")
    staying = [one for one in everybody(desk).members if not one.retired and one.handle != leaving.handle]
    if not staying:
        raise Conflict(f"{leaving.name} is the only member.", "Add another one first: clientcare team add HANDLE")
    at_work = [one for one in open_threads(desk, *WALKED) if one.involves(leaving.handle)]
    promised = [one for one in summaries(desk, Wanted(promised=True, sort="")) if promises((one,), leaving.handle)]
    now = desk.now()
    moved = tuple(line(one, now) for one in at_work if one.lead == leaving.handle)
    kept = promises(promised, leaving.handle)
    if (moved or kept) and not to:
        has = f"Open sessions: {len(moved)}, follow-ups: {len(kept)}"
        handles = tuple(one.handle for one in staying)
        raise Missing(
            [Ask("to", f"Who takes over from {leaving.name}? {has}", kind="person", choices=handles, option="--to")],
            f"Somebody must take over from {leaving.name}. {has}.",
        )
    heir = colleague(desk, to) if to else None
    if heir and heir.handle == leaving.handle:
        raise Usage(f"{leaving.name} cannot take over from {leaving.name}.", "Name somebody else: --to HANDLE")
    for session in at_work:
        _leave(desk, session, leaving, heir)
    if heir:
        for one in promised:
            _promise_anew(desk, fold(desk.store.read(one.place)), leaving, heir)
    return Retirement(_mark(desk, leaving), heir.handle if heir else "", moved, kept)


def _leave(desk: Desk, session: Session, leaving: Member, heir: Member | None) -> None:
    if heir and session.lead == leaving.handle:
        desk.store.add_hint(heir.handle, session.place)
        enter(desk, session, "handover", {"to": heir.handle, "for": leaving.handle})
    else:
        enter(desk, session, "leave", {"for": leaving.handle})
    desk.store.drop_hint(leaving.handle, session.place)


def _promise_anew(desk: Desk, session: Session, leaving: Member, heir: Member) -> None:
    for old in session.follow_ups:
        if old.done or old.who != leaving.handle:
            continue
        if not any(
            one.who == heir.handle and (one.due, one.text, one.done) == (old.due, old.text, False)
            for one in session.follow_ups
        ):
            desk.rulings[old.text] = Ruling(old.text, overrule=True)  # it stands on record as it is
            session, _ = enter(desk, session, "followup", {"due": old.due, "who": heir.handle, "text": old.text})
        session, _ = enter(desk, session, "undo", {"of": old.id})


def _mark(desk: Desk, leaving: Member) -> Member:
    stored = stored_member(desk, leaving.handle)
    after = stored.read(lambda content: read_member(leaving.handle, content))._replace(retired=True)
    desk.store.write_member(leaving.handle, amended_member(stored.content, after), stored.token)
    return after
