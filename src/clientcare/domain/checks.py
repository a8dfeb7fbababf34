"""Named facts that code can verify from a session's record; guides name them in requirements, steps and outcomes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

from clientcare.domain.sessions import MODES
from clientcare.domain.team import ROLES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime


class LentAccess(Protocol):
    """Something that the client lent for the time of the work: never the secret itself."""

    @property
    def what(self) -> str: ...
    @property
    def lent_to(self) -> str: ...
    @property
    def returned(self) -> bool: ...


class Consent(Protocol):
    """What the client said when asked (given, declined, not-applicable), and who said so."""

    @property
    def answer(self) -> str: ...
    @property
    def who(self) -> str: ...


class SessionFacts(Protocol):
    """What the checks read of a session. `None` means: nobody said so far."""

    @property
    def problem(self) -> str: ...
    @property
    def solution(self) -> str: ...
    @property
    def started(self) -> datetime | None: ...
    @property
    def ended(self) -> datetime | None: ...
    @property
    def resolved(self) -> bool | None: ...
    @property
    def satisfied(self) -> bool | None: ...
    @property
    def follow_up(self) -> object | None: ...
    @property
    def mode(self) -> str: ...
    @property
    def accesses(self) -> Sequence[LentAccess]: ...
    @property
    def consents(self) -> Mapping[str, Consent]: ...
    @property
    def answers(self) -> Mapping[str, str]: ...
    @property
    def bill_state(self) -> str: ...


class Technician(Protocol):
    """The member who started the session."""

    @property
    def roles(self) -> Sequence[str]: ...
    @property
    def skills(self) -> Sequence[str]: ...


class Verdict(NamedTuple):
    """What the record says: it holds, it does not, or (None) nobody knows; `why` is one sentence for people."""

    holds: bool | None
    why: str


class Check(NamedTuple):
    """One named check. `arguments` maps each argument's name to the words that it may be; none means any text."""

    name: str
    arguments: Mapping[str, tuple[str, ...]]
    doc: str
    verify: Callable[..., Verdict]


def _documented(session: SessionFacts, starter: Technician | None) -> Verdict:
    parts = {"problem": session.problem, "solution": session.solution, "start": session.started, "end": session.ended}
    missing = [name for name, value in parts.items() if not value]
    if missing:
        return Verdict(False, f"The record has no {' and no '.join(missing)} yet.")
    return Verdict(True, "Problem, solution, start and end are in the record.")


def _resolved(session: SessionFacts, starter: Technician | None) -> Verdict:
    if session.resolved is None:
        return Verdict(None, "Nobody said yet whether the problem is solved.")
    return Verdict(session.resolved, "The problem is solved." if session.resolved else "The problem is not solved.")


_NOT_TOLD = (False, "Billing was not told yet.")
_REFUSED = (False, "The mail to billing could not be sent.")
_BILL_WORDS = {
    "sent": (True, "The mail to billing was sent."),
    "invoiced": (True, "Billing has invoiced it."),
    "free": (True, "It is free of charge."),
    "prepared": (False, "The mail to billing is prepared, but not sent."),
    "laid": (False, "The mail to billing lies in the outbox; it is not sent."),
    "moved": (False, "Billing knows of it under another client."),
    "refused": _REFUSED,
    "failed": _REFUSED,
    "open": _NOT_TOLD,
    "none": _NOT_TOLD,
}


def _billed(session: SessionFacts, starter: Technician | None) -> Verdict:
    told = _BILL_WORDS.get(session.bill_state)
    return Verdict(*told) if told else Verdict(None, "It is not known whether the mail reached billing.")


def _follow_up_scheduled(session: SessionFacts, starter: Technician | None) -> Verdict:
    if session.follow_up is None:
        return Verdict(False, "No follow-up is set.")
    return Verdict(True, "A follow-up is set.")


def _satisfied(session: SessionFacts, starter: Technician | None) -> Verdict:
    if session.satisfied is None:
        return Verdict(None, "The client was not asked yet.")
    return Verdict(session.satisfied, "The client is happy." if session.satisfied else "The client is not happy.")


def _mode(session: SessionFacts, starter: Technician | None, *, mode: str) -> Verdict:
    if not session.mode:
        return Verdict(None, "The record does not say how the session is held.")
    return Verdict(session.mode == mode, f"The session is held {_HELD.get(session.mode, session.mode)}.")


_HELD = {"remote": "remotely", "on-site": "on site", "phone": "by phone", "bench": "at the bench"}


def _role(session: SessionFacts, starter: Technician | None, *, role: str) -> Verdict:
    if starter is None:
        return Verdict(None, "It is not known who holds the session.")
    named = role.replace("-", " ")
    if role in starter.roles:
        return Verdict(True, f"The technician has the role of {named}.")
    return Verdict(False, f"The technician does not have the role of {named}.")


def _skill(session: SessionFacts, starter: Technician | None, *, skill: str) -> Verdict:
    if starter is None:
        return Verdict(None, "It is not known who holds the session.")
    if skill.casefold() in (one.casefold() for one in starter.skills):
        return Verdict(True, f"The technician has the skill {skill}.")
    return Verdict(False, f"The technician does not have the skill {skill}.")


_NO_NEED = (True, "said that there is no need for the")
_CONSENT_WORDS = {
    "given": (True, "agreed to the"),
    "n/a": _NO_NEED,
    "not-applicable": _NO_NEED,
    "declined": (False, "declined the"),
}


def _consent(session: SessionFacts, starter: Technician | None, *, to: str) -> Verdict:
    consent = session.consents.get(to)
    if consent is None or consent.answer not in _CONSENT_WORDS:
        return Verdict(None, f"The client was not asked about the {to} yet.")
    holds, said = _CONSENT_WORDS[consent.answer]
    return Verdict(holds, f"{consent.who or 'The client'} {said} {to}.")


def _access_returned(session: SessionFacts, starter: Technician | None) -> Verdict:
    if not session.accesses:
        return Verdict(True, "No access was lent.")
    still = [access.what for access in session.accesses if not access.returned]
    if still:
        return Verdict(False, f"Not given back yet: {', '.join(still)}.")
    return Verdict(True, "All access that was lent was given back.")


def _answered(session: SessionFacts, starter: Technician | None, *, field: str) -> Verdict:
    if session.answers.get(field):
        return Verdict(True, f"The question '{field}' was answered.")
    return Verdict(False, f"The question '{field}' was not answered yet.")


def _said(session: SessionFacts, starter: Technician | None, **wanted: str) -> Verdict:
    field = wanted["field"]
    answer = session.answers.get(field, "")
    if not answer:
        return _answered(session, starter, field=field)
    if answer.casefold() == wanted["is"].casefold():
        return Verdict(True, f"The question '{field}' was answered with '{wanted['is']}'.")
    return Verdict(False, f"The question '{field}' was not answered with '{wanted['is']}'.")


_NONE: Mapping[str, tuple[str, ...]] = {}
CHECKS: Mapping[str, Check] = {
    check.name: check
    for check in (
        Check("documented", _NONE, "Problem, solution, start and end are recorded.", _documented),
        Check("resolved", _NONE, "The problem was recorded as solved.", _resolved),
        Check("billed", _NONE, "Billing was told, or nothing is to be billed. Never a gate.", _billed),
        Check("follow-up-scheduled", _NONE, "A follow-up is set.", _follow_up_scheduled),
        Check("satisfied", _NONE, "The client said that they are happy.", _satisfied),
        Check("mode", {"mode": MODES}, "The session is held in this way.", _mode),
        Check("role", {"role": ROLES}, "The technician has this role.", _role),
        Check("skill", {"skill": ()}, "The technician has this skill.", _skill),
        Check("consent", {"to": ("work", "backup")}, "The client agreed to it, or it does not apply.", _consent),
        Check("access-returned", _NONE, "All access that the client lent was given back.", _access_returned),
        Check("answered", {"field": ()}, "A question of the guide was answered.", _answered),
        Check("said", {"field": (), "is": ()}, "A question of the guide was answered in this way.", _said),
    )
}
"""Every check by its name. A new one is a function of the record above and a row here."""


class NamedCheck(NamedTuple):
    """A check as it is told to who writes a guide; `arguments` are as in Check."""

    name: str
    doc: str
    arguments: Mapping[str, tuple[str, ...]]


def named_checks() -> tuple[NamedCheck, ...]:
    """Every check that a guide can name."""
    return tuple(NamedCheck(check.name, check.doc, check.arguments) for check in CHECKS.values())


def verify(name: str, arguments: Mapping[str, str], session: SessionFacts, starter: Technician | None) -> Verdict:
    """What the record says about a check that a guide names, with the arguments that the guide gives.

    `starter` is the member who holds the session, where it is known. The guide's reader has checked name and
    arguments, so a KeyError or TypeError here is our own slip.
    """
    return CHECKS[name].verify(session, starter, **arguments)
