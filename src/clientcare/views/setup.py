"""How a set-up is shown, and who types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientcare.views.rows import done, dotted, remark, row
from clientcare.views.team import about
from clientcare.views.view import Look, View, style

if TYPE_CHECKING:
    from collections.abc import Iterable

    from clientcare.domain.setup import SetUp, WhoAmI

_HOW = {
    "founded": "The shop is set up",
    "joined": "You have joined the shop",
    "already": "All is in place already; nothing was changed",
}
_NEXT = (
    ('clientcare client add "NAME"', "add a client"),
    ('clientcare session start CLIENT "TITLE"', "start a session"),
    ("clientcare shell-setup", "keep notes out of the shell's history"),
)


def _human(result: SetUp, look: Look) -> Iterable[str]:
    lines = [done(f"{_HOW[result.how]}: {style(dotted(look, result.shop), 'bold', look)}", look)]
    lines += row("Directory", result.share, look)
    member = result.member
    lines += row("You", dotted(look, f"{member.name} ({member.handle})", ", ".join(member.roles), member.mail), look)
    lines += row("This machine", dotted(look, result.machine, f"settings in {result.settings}"), look)
    for sentence in result.told:
        lines += remark(sentence, look)
    if result.how != "already":
        lines += ["", "Next:"]
        width = max(len(command) for command, _ in _NEXT)
        lines += [f"  {command.ljust(width)}  {style(why, 'dim', look)}" for command, why in _NEXT]
    return lines


def _plain(result: SetUp) -> Iterable[tuple[object, ...]]:
    yield result.how, result.shop, result.store, result.share, result.member.handle, result.machine, result.settings


_SOURCES = {"flag": "said with --me", "environment": "said by CLIENTCARE_ME", "user": "from your settings"}


def _who_human(who: WhoAmI, look: Look) -> Iterable[str]:
    lines = [*about(who.member, look)]
    lines += row("Shop", dotted(look, who.shop, who.share), look)
    lines += row("This machine", who.machine, look)
    lines += row("Who you are", _SOURCES[who.source], look)
    return lines


def _who_plain(who: WhoAmI) -> Iterable[tuple[object, ...]]:
    yield (
        who.member.handle,
        who.member.name,
        who.member.mail,
        ",".join(who.member.roles),
        who.shop,
        who.share,
        who.machine,
    )


SET_UP = View("set-up/1", _human, _plain, lambda result: [result.store])
WHOAMI = View("whoami/1", _who_human, _who_plain, lambda who: [who.member.handle])
