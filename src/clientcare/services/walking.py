"""Going through a guide: where a session is in it, from the bytes that were kept when it began; each step an entry."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from clientcare.domain.answers import Terms
from clientcare.domain.asks import Missing
from clientcare.domain.errors import Conflict, InvalidFile, NotFound, Unreachable, Usage
from clientcare.domain.guide_moves import counting
from clientcare.domain.kinds import check_text
from clientcare.domain.ownership import NotMine, say_role
from clientcare.domain.sessions import fold
from clientcare.domain.walk_reports import Walked, WalkView, view_of
from clientcare.domain.walk_steps import Occasion
from clientcare.domain.walks import parse_answers, walk
from clientcare.services.entries import acknowledged, draft, file
from clientcare.services.finding import current

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from clientcare.desk import Desk
    from clientcare.domain.guides import Guide, Step
    from clientcare.domain.sessions import Session
    from clientcare.domain.walk_steps import Draft, WalkStep
    from clientcare.domain.walks import Walk
    from clientcare.services.answers import Beside
    from clientcare.services.entries import Draft as Entry

WALKED_BEFORE = 30
"""How many sessions are looked at, the newest first, to learn which reminders a member knows by now."""
KNOWN_FOR = timedelta(days=92)
"""A reminder that was seen longer ago than this is shown again by itself."""


def walk_of(desk: Desk, session: Session) -> Walk:
    """Where the session is in its guide, whatever became of the guide's file meanwhile.

    Raises NotFound and InvalidFile where the kept text is missing or was changed.
    """
    guide = desk.library.pinned(desk.store.kept_guide(session.guide_digest), session.guide)
    return walk_with(desk, guide, session)


def walk_with(desk: Desk, guide: Guide, session: Session) -> Walk:
    """Where the session is in a guide, by the entries that this text can take."""
    opened = session.started.astimezone(desk.zone) if session.started else None
    entries = counting(guide, session.steps, session.pins)
    return walk(guide, entries, Occasion(opened, {"mode": session.mode}))


def terms(desk: Desk) -> Terms:
    """What answers are read by here and now."""
    return Terms(desk.now(), desk.shop.currency)


def where(desk: Desk, *, session: str = "", step: str = "") -> WalkView:
    """Where a session is in its guide; with the step that `step` names instead of the next one. Raises NotFound."""
    found = current(desk, session)
    return seen(desk, found, walk_of(desk, found), step)


def seen(desk: Desk, session: Session, here: Walk, step: str = "") -> WalkView:
    """A walk as it is shown now, with what became of its guide's file."""
    return view_of(session, here, desk.now(), text_now=_text_now(desk, session), step=step)


def _text_now(desk: Desk, session: Session) -> str:
    """What became of the guide of this name: "same", "changed", "broken" or "gone"."""
    try:
        guide, _ = desk.library.find(session.guide)
    except NotFound:
        return "gone"
    except InvalidFile:
        return "broken"
    if guide.name != session.guide:
        return "gone"
    return "same" if guide.digest == session.guide_digest else "changed"


def step_done(
    desk: Desk,
    *,
    step: str = "",
    values: Mapping[str, str] | None = None,
    instructed_by: str = "",
    session: str = "",
) -> Walked:
    """A step is done: the one that is next, or the one that `step` names. Raises Missing for what it must ask.

    `instructed_by` names who told me to, where the step belongs to a role that I do not have; else NotMine is raised.
    """
    found = current(desk, session)
    here = walk_of(desk, found)
    return _recorded(desk, found, here, [here.done(_which(found, here, step), values, terms(desk))], instructed_by)


def step_skip(desk: Desk, *, step: str = "", reason: str = "", instructed_by: str = "", session: str = "") -> Walked:
    """A step is left out, with a reason if there is one. Raises Usage where it must not be, and NotMine."""
    found = current(desk, session)
    here = walk_of(desk, found)
    return _recorded(desk, found, here, [here.skip(_which(found, here, step), reason)], instructed_by)


def step_shown(desk: Desk, *, steps: Iterable[str], session: str = "") -> Walked:
    """These steps were seen: reminders, which ask nothing."""
    found = current(desk, session)
    here = walk_of(desk, found)
    return _recorded(desk, found, here, [here.shown(step) for step in steps])


def step_answer(
    desk: Desk,
    *,
    values: Mapping[str, str],
    step: str = "",
    instructed_by: str = "",
    session: str = "",
    inbox: bool = False,
) -> Walked:
    """Answers to questions of the guide; each goes to the step that asks for it, if `step` names none.

    An empty answer leaves a question open. With `inbox` files are named as they lie in the share's inbox.

    Raises Usage for what is no answer, Missing for one that must be given, Conflict where another step comes first,
    NotFound for a file that is not there, and NotMine.
    """
    if not values:
        raise Usage("No answer was given.", "Such as: clientcare step answer backup=done")
    found = current(desk, session)
    here = walk_of(desk, found)
    by_step: dict[int, dict[str, str]] = {}
    for field, value in values.items():
        one = here.find(step) if step else here.asking(field)
        by_step.setdefault(one.n, {})[field] = value
    drafts, there, by = [], here, terms(desk)
    for n, given in sorted(by_step.items()):
        drafts.append(there.answer(here.steps[n - 1].id, given, by))
        there = there.then(drafts[-1], by)
    return _recorded(desk, found, here, drafts, instructed_by, inbox=inbox)


def apply_answers(
    desk: Desk, *, text: str, shown: str = "the answers", instructed_by: str = "", session: str = ""
) -> Walked:
    """Answers of a script: TOML, a step's id to its fields, or to true for done. All of them are filed, or none.

    `shown` is how the text is called in messages. Raises InvalidFile, Usage, HeldBack.
    """
    from clientcare.domain.answer_files import FORM, read_answers

    found = current(desk, session)
    here = walk_of(desk, found)
    try:
        drafts = parse_answers(read_answers(text, shown), here, terms(desk))
    except Missing as missing:
        fields = ", ".join(ask.field for ask in missing.asks)
        raise Usage(f"Answers that must be given are missing: {fields}.", "Nothing was recorded.") from None
    if not drafts:
        raise Usage("There is no answer in it.", FORM)
    return _recorded(desk, found, here, drafts, instructed_by)


def known_reminders(desk: Desk, *, session: str = "") -> frozenset[str]:
    """The steps that I went through before in this very text, in other sessions: I need not read them one by one.

    The newest 30 sessions of the last three months are looked at, and no more than it takes; none without the share.
    """
    found = current(desk, session)
    reminders = {step.id for step in walk_of(desk, found).guide.steps if not step.asks}
    try:
        places = tuple(desk.store.threads(sorts=(found.place.sort,), since=desk.now() - KNOWN_FOR))
    except Unreachable:
        return frozenset()
    newest = sorted((one for one in places if one.thread != found.thread), key=lambda one: one.thread, reverse=True)
    seen: set[str] = set()
    for place in newest[:WALKED_BEFORE]:
        if reminders <= seen:
            break
        other = fold(desk.store.read(place))
        if other.guide_digest == found.guide_digest:
            seen.update(entry.step for entry in other.steps if entry.by == desk.me.handle)
    return frozenset(reminders & seen)


def _which(session: Session, here: Walk, step: str) -> str:
    if step:
        return step
    if here.current is None:
        closing = ", ".join(one.id for one in here.closing_steps if not one.through)
        close = f"Close: {session.place.close_with}"
        raise Conflict(
            "You are through with the guide as far as the close.",
            f"{close}. Or name a step: {closing}" if closing else close,
        )
    return here.current.id


def _recorded(
    desk: Desk,
    session: Session,
    here: Walk,
    steps: Iterable[Draft],
    instructed_by: str = "",
    *,
    inbox: bool = False,
) -> Walked:
    """File one entry for each step, after what its answers bring beside it: parts, files.

    All are checked and cleared before the first of them is filed.
    """
    ready = []
    for one in steps:
        for field, answer in one.answers.items():
            check_text(field, answer)
        fields = {
            "step": one.step,
            "status": one.status,
            "reason": one.reason,
            "answers": dict(one.answers),
            "sensitive": one.sensitive,
            "instructed-by": _instructor(desk, here.find(one.step).step, one, instructed_by),
        }
        entry = draft(desk, session, "step", fields)
        ready.append((one, entry, _beside(desk, session, here.find(one.step), one.answers, inbox)))
    entered = []
    for one, entry, beside in ready:
        if beside:
            session, entry = _filed_beside(desk, session, entry, beside)
        session, record = file(desk, session, entry)
        entered.append(acknowledged(desk, session, record, f"{here.find(one.step).step.name}: {one.status}"))
    return Walked(tuple(entered), seen(desk, session, walk_with(desk, here.guide, session)))


def _beside(desk: Desk, session: Session, step: WalkStep, answers: Mapping[str, str], inbox: bool) -> Beside | None:
    """What answers bring beside their words; None for nearly all of them, which are words alone."""
    if not step.brings(answers):
        return None
    from clientcare.services.answers import ready

    return ready(desk, session, step, answers, inbox=inbox)


def _filed_beside(desk: Desk, session: Session, entry: Entry, beside: Beside) -> tuple[Session, Entry]:
    """What the answers bring is filed; the step then calls the documents as they are called in the client's file."""
    from clientcare.services.answers import filed

    session, names = filed(desk, session, beside)
    return session, entry._replace(fields={**entry.fields, "answers": {**entry.fields["answers"], **names}})


def _instructor(desk: Desk, step: Step, entry: Draft, named: str) -> str:
    """The handle of who told me to do a step that is not mine; nothing where it is. Raises NotMine, Usage, NotFound."""
    if entry.status == "shown" or not step.owner or step.owner in desk.me.roles:
        return ""
    if not named:
        raise NotMine(step)
    from clientcare.services.colleagues import colleague

    who = colleague(desk, named)
    if step.owner not in who.roles:
        raise Usage(
            f"{who.name} is no {say_role(step.owner)} and cannot give this step to anybody.",
            f"Name one who is: {', '.join(_holders(desk, step.owner)) or 'nobody of the team is'}",
        )
    return who.handle


def _holders(desk: Desk, role: str) -> list[str]:
    from clientcare.services.team import listed

    return [member.handle for member in listed(desk).members if role in member.roles and not member.retired]
