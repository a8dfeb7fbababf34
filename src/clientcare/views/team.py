"""How the team is shown: the list, one member, and what became of a change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientcare.domain.times import say_minutes
from clientcare.views.rows import columns, done, dotted, remark, row
from clientcare.views.sessions import mark
from clientcare.views.view import Look, View, clean, style

if TYPE_CHECKING:
    from collections.abc import Iterable

    from clientcare.domain.team import Member
    from clientcare.domain.team_changes import MemberChange, MemberSheet, Retirement, Team


def _list_human(team: Team, look: Look) -> Iterable[str]:
    rows = [
        (one.handle, f"{one.name} (left)" if one.retired else one.name, ", ".join(one.roles), one.phone, one.mail)
        for one in team.members
    ]
    lines = [*columns(("HANDLE", "NAME", "ROLES", "PHONE", "MAIL"), rows, look)]
    for fault in team.faults:
        lines += remark(fault, look, "!", "!")
    return lines


def _columns(one: Member) -> tuple[object, ...]:
    return one.handle, one.name, ",".join(one.roles), one.phone, one.mail, ",".join(one.skills), one.retired


def about(member: Member, look: Look) -> Iterable[str]:
    """Who a member is."""
    yield style(dotted(look, member.name, member.handle, "left the team" if member.retired else ""), "bold", look)
    yield from row("Roles", ", ".join(member.roles) or "none", look)
    yield from row("Skills", ", ".join(member.skills), look)
    yield from row("Phone", member.phone, look)
    yield from row("Mail", member.mail or "none", look)


def _human(sheet: MemberSheet, look: Look) -> Iterable[str]:
    lines = [*about(sheet.member, look)]
    lines += row("Open sessions", str(len(sheet.open)) if sheet.open else "none", look)
    for one in sheet.open:
        lines.append(
            f"    {mark(one.state, look)} {dotted(look, one.client_name, one.title, say_minutes(one.minutes))}"
        )
    return lines


def _plain(sheet: MemberSheet) -> Iterable[tuple[object, ...]]:
    yield "member", *_columns(sheet.member)
    yield from (("session", one.thread, one.folder, one.title, one.state, one.minutes) for one in sheet.open)


def _changed_human(change: MemberChange, look: Look) -> Iterable[str]:
    what = "; ".join(clean(one, "") for one in change.what) or "nothing to change: all of that is so already"
    line = dotted(look, what, change.member.name, change.member.handle)
    lines = [done(line, look) if change.what else line]
    if change.what == ("added",):
        lines += row("Roles", ", ".join(change.member.roles), look)
        lines += row("To start", f"on their machine: clientcare init DIRECTORY --me {change.member.handle}", look)
    return lines


def _changed_plain(change: MemberChange) -> Iterable[tuple[object, ...]]:
    yield *_columns(change.member), "; ".join(change.what)


def _retired_human(result: Retirement, look: Look) -> Iterable[str]:
    lines = [done(dotted(look, "left the team", result.member.name, result.member.handle), look)]
    for one in result.sessions:
        lines += row(f"To {result.to}", dotted(look, "session", one.client_name, one.title), look)
    for promise in result.promises:
        lines += row(
            f"To {result.to}", dotted(look, "follow-up", promise.client_name, promise.text or promise.title), look
        )
    return lines


def _retired_plain(result: Retirement) -> Iterable[tuple[object, ...]]:
    yield "member", *_columns(result.member)
    yield from (("session", one.thread, one.folder, one.title, result.to) for one in result.sessions)
    yield from (("promise", one.thread, one.folder, one.due, one.text, result.to) for one in result.promises)


TEAM = View(
    "team/1",
    _list_human,
    lambda team: (_columns(one) for one in team.members),
    lambda team: (one.handle for one in team.members),
)
MEMBER = View("member/1", _human, _plain, lambda sheet: [sheet.member.handle])
CHANGED = View("member-change/1", _changed_human, _changed_plain, lambda change: [change.member.handle])
RETIRED = View("member-retired/1", _retired_human, _retired_plain, lambda result: [result.member.handle])
