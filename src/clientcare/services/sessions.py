"""Sessions: begin one, pause it, go on with another; and where everything stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clientcare.domain.asks import Ask, Missing
from clientcare.domain.briefings import Briefing, SessionLine, Standing
from clientcare.domain.entries import admit
from clientcare.domain.errors import Conflict, NotFound, Unreachable, Usage
from clientcare.domain.sessions import MODES, Session, running
from clientcare.domain.summaries import Wanted
from clientcare.domain.tables import near
from clientcare.services.documents import attempted, left_behind
from clientcare.services.entries import acknowledged, draft, enter, file
from clientcare.services.finding import client_in, current, folders_of, mine, named
from clientcare.services.keeping import client_as_typed, unplaced_entries
from clientcare.services.listing import LOOK_BACK, line, promises, summaries
from clientcare.services.moments import appointed, happened
from clientcare.services.starting import WHICH_CLIENT, StartPlan, begun, checked_title, planned

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from clientcare.desk import Desk
    from clientcare.domain.clients import Client, Contact
    from clientcare.domain.entries import Entered
    from clientcare.domain.procedures import ProcedureLine


def checked_mode(mode: str) -> str:
    """One of the four modes. Raises Usage with the nearest."""
    if mode in MODES:
        return mode
    meant = near(mode, MODES)
    raise Usage(
        f"There is no mode '{mode}'.",
        f"Did you mean {meant}?" if meant else f"It is one of: {', '.join(MODES)}.",
    )


def planned_start(
    desk: Desk,
    *,
    client: str,
    title: str = "",
    mode: str = "",
    guide: str = "",
    at: str = "",
    colleagues: Sequence[str] = (),
    problem: str = "",
    scope: str = "",
    planned_for: str = "",
    requirements: Mapping[str, str] | None = None,
    override: str = "",
) -> StartPlan:
    """Everything that the start will write, checked. `requirements` are answers to those that no check can verify.

    Raises Missing for client, title and mode, UnknownClient with near names, NotFound for guide and colleagues,
    HeldBack, and GateNotMet for a requirement that is a gate and fails, without an `override`.
    """
    asks = [] if client.strip() else [WHICH_CLIENT]
    if not title.strip():
        asks.append(Ask("title", "What is it about, in a few words?", option="TITLE"))
    if not mode:
        asks.append(Ask("mode", "How is it held?", kind="choice", choices=MODES, option="--mode"))
    if WHICH_CLIENT not in asks:
        found = client_as_typed(desk, client)  # nobody answers the rest in vain
    if asks:
        raise Missing(asks)
    helping = _helping(desk, colleagues)
    fields = {
        "title": checked_title(title),
        "mode": checked_mode(mode),
        "problem": problem,
        "scope": scope,
        "planned": appointed(desk, planned_for) if planned_for else None,
        "with": helping,
    }
    return planned(
        desk,
        "session",
        found,
        guide or desk.shop.default_guide,
        fields,
        at=happened(desk, None, at),
        helping=helping,
        requirements=requirements,
        override=override,
    )


def _helping(desk: Desk, colleagues: Sequence[str]) -> tuple[str, ...]:
    """The handles of the colleagues that are named, each once, without mine."""
    if not colleagues:
        return ()
    from clientcare.services.colleagues import colleague

    named_ones = dict.fromkeys(colleague(desk, word).handle for word in colleagues)
    return tuple(handle for handle in named_ones if handle != desk.me.handle)


def start(desk: Desk, *, alongside: bool = False, **given: Any) -> tuple[Session, Session | None]:
    """Begin a session as `planned_start` says; answers it, and my running one, which was paused unless `alongside`."""
    plan = planned_start(desk, **given)
    desk.store.keep_guide(plan.guide)
    paused = None if alongside else pause_running(desk, keep=plan.session.thread)
    return begun(desk, plan), paused


def pause_running(desk: Desk, keep: str) -> Session | None:
    """Pause my running sessions other than the thread `keep`; answers the last one that was paused."""
    paused = None
    for session in mine(desk):
        if session.thread != keep and session.runs_for(desk.me.handle):
            paused, _ = enter(desk, session, "pause", {})
    return paused


def brief(desk: Desk, session: Session, paused: Session | None = None) -> Briefing:
    """What matters about the client of a session now."""
    from clientcare.services.facts import facts
    from clientcare.services.requirements import weighed
    from clientcare.services.walking import walk_of

    now = desk.now()
    try:
        client = client_in(desk, session.place.folder)
        had = summaries(desk, Wanted(folders_of(desk, client), now - LOOK_BACK, sort=""))
        everything = [one for one in had if one.thread != session.thread]
        past = [one for one in everything if one.place.sort == "session"]
        known = facts(desk, client)
    except (Unreachable, NotFound):  # it began without the share: what is known of the client comes when it is back
        client, everything, past, known = None, [], [], ()
    here = walk_of(desk, session)
    return Briefing(
        line(session, now),
        client.account(now.date()) if client else "",
        _first_contact(client) if client else None,
        known,
        tuple(line(one, now) for one in past if one.state == "closed")[:3],
        promises(everything),
        tuple(line(one, now) for one in past if one.is_open and not one.involves(desk.me.handle)),
        weighed(desk, here.guide, session, session.requirements),
        here.guide.name,
        here.guide.title,
        len(here.steps),
        len(here.questions_left),
        here.current.step.name if here.current else "",
        line(paused, now) if paused else None,
        complete=client is not None,
    )


def _first_contact(client: Client) -> Contact | None:
    return next((one for one in client.contacts if one.phone or one.mail), next(iter(client.contacts), None))


def pause(desk: Desk, *, text: str = "", at: str = "", session: str = "") -> Entered:
    """Stop my clock in the running session."""
    found = current(desk, session)
    admit(found, "pause")
    if not found.runs_for(desk.me.handle):
        raise Conflict(
            f"Your clock in '{found.title}' does not run.",
            f"Go on with it: clientcare resume {found.place.short}",
        )
    since = found.running_since[desk.me.handle]
    after, record = enter(desk, found, "pause", {"text": text}, at=happened(desk, found, at, after=since))
    return acknowledged(desk, after, record, "")


def resume(desk: Desk, *, session: str = "", at: str = "") -> Entered:
    """Let my clock run again, in the session that I paused last or in the one that is named; another one is paused."""
    found = named(desk, session) if session else _paused_last(desk)
    if not found.is_open:
        raise Conflict(
            f"'{found.title}' is {found.state}.",
            f"To work on: clientcare session reopen {found.place.short}",
        )
    if found.runs_for(desk.me.handle):
        raise Conflict(f"'{found.title}' is running already.", "See: clientcare status")
    if not found.involves(desk.me.handle):
        raise Conflict(
            f"You do not take part in '{found.title}' of {found.lead}.",
            f"Join it: clientcare session join {found.place.short}",
        )
    rested = found.spans.get(desk.me.handle)
    entry = draft(desk, found, "resume", {}, at=happened(desk, found, at, after=rested[-1].end if rested else None))
    pause_running(desk, keep=found.thread)
    after, record = file(desk, found, entry)
    return acknowledged(desk, after, record, "")


def _paused_last(desk: Desk) -> Session:
    paused = [session for session in mine(desk) if not session.runs_for(desk.me.handle)]
    if not paused:
        raise NotFound("You have no paused session.", 'Start one: clientcare session start CLIENT "TITLE"')

    def rests_since(session: Session) -> tuple[float, str]:
        ends = [span.end.timestamp() for span in session.spans.get(desk.me.handle, ()) if span.end]
        return max(ends, default=0.0), session.thread

    return max(paused, key=rests_since)


def drop_hints(desk: Desk, session: Session) -> None:
    """Forget that a session is open, for all who ever took part."""
    people = {record.by for record in session.records} | {session.lead, *session.people}
    people.update(handle for record in session.of_kind("start") for handle in record.get("with", ()))
    people.update(record.get("to") for record in session.of_kind("handover"))
    for handle in sorted(people):
        desk.store.drop_hint(handle, session.place)


def standing(desk: Desk) -> Standing:
    """Where I stand. The next command after a crash finishes what it left."""
    now = desk.now()
    my = mine(desk)
    for one in my:
        if left_behind(desk, one):
            attempted(desk, one)
    at_work = running(my, desk.me.handle)
    try:
        recent = tuple(summaries(desk, Wanted(month=now - LOOK_BACK, pending=True, sort="")))
        unplaced = unplaced_entries(desk)
    except Unreachable:
        recent, unplaced = (), ()
    return Standing(
        desk.me.handle,
        desk.shop.name,
        now,
        line(at_work, now) if at_work else None,
        tuple(line(one, now) for one in my if one is not at_work),
        promises(recent, desk.me.handle),
        tuple(line(one, now) for one in recent if one.unbilled),
        tell_client=at_work.must_tell_of_estimate(now) if at_work else False,
        silent_since=at_work.last_at if at_work and at_work.forgotten(now) else None,
        keeping=desk.store.keeping(),
        unplaced=unplaced,
        procedures=_procedures(desk),
    )


def _procedures(desk: Desk) -> tuple[ProcedureLine, ...]:
    """The open procedures that I have to do with; the modules for them are loaded where there is any."""
    if not any(place.sort == "procedure" for place in desk.store.open_threads()):
        return ()
    from clientcare.services.procedures import listed

    return listed(desk, own=True)


def my_running(desk: Desk) -> SessionLine | None:
    """My running session, for prompts and status lines; looks at nothing else."""
    at_work = running(mine(desk), desk.me.handle)
    return line(at_work, desk.now()) if at_work else None
