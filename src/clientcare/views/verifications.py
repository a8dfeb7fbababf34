"""What verify found: per session what is not what was filed, in words, and what to do about it."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from clientcare.domain.records import ThreadPlace
from clientcare.domain.times import say_moment
from clientcare.domain.verifications import records_of
from clientcare.views.rows import dotted
from clientcare.views.view import Look, View, clean, style

if TYPE_CHECKING:
    from collections.abc import Iterable

    from clientcare.domain.verifications import Finding, Verified

_SAYS = {
    "changed": "{file}: changed after it was saved",
    "rewritten": "{entry}: not the one that later entries came after; it was exchanged, or one beside it is gone",
    "missing": "An entry before {entry} is missing",
    "unreadable": "{file} cannot be read",
    "document-changed": "{path}: changed after it was filed",
    "document-missing": "{path}: not there any more",
    "guide-changed": "The kept text of the guide '{about}' was changed after the session began",
    "guide-missing": "The kept text of the guide '{about}' is missing",
    "mailed-missing": "An entry that the mail to billing proves is not there as it was",
    "session-missing": "The mail to billing tells of this session, and it is nowhere in the share",
    "torn": "{file}: its writing was never finished",
    "empty": "No entry lies in the folder of this session",
    "foreign": "{file}: no entry of ours",
    "misplaced": "This session is of another client than the one in whose folder it lies",
    "copy": "{file}: a second version, made by {about}",
    "half-erased": "{file}: erasing it was not finished, or nobody put on record that it was",
    "arriving": "{file}: still on its way here",
    "erased": "{entry}: erased",
    "added": "{path}",
    "filed": "{entry}",
}
_ADVICE = {
    "damage": "Keep the share as it is, and take what is named here back from the last backup that still verifies. "
    "Where nobody can say why it changed, treat it as tampering.",
    "session-missing": "Look in the backup for the folder of that session.",
    "copy": "Look at both versions; move the second one out of _clientcare, or rename a document that you keep.",
    "foreign": "Nothing reads these files. Move them to where they belong, or remove them.",
    "torn": "A machine stopped while it wrote, and its user was told. Ask whether it was typed again, then remove it.",
    "empty": "Remove the folder, unless a synchronising program is still at work.",
    "misplaced": "Move the folder back to the client that it is of.",
    "half-erased": "Type the same erase again.",
    "unreadable": "See who may read there, and whether the disk is well.",
}
_MARKS = {"damage": ("✗", "x", "bad"), "look": ("!", "!", "warn"), "fine": ("·", "-", "dim")}
_SHOWN = 10
"""So many files that people added are named for each client; --plain names all."""


def _human(found: Verified, look: Look) -> Iterable[str]:
    lines: list[str] = []
    told = [one for one in found.findings if one.state != "added"]
    for place, found_there in _by_place(told).items():
        lines += _heading(*place, found_there[-1].title, look)
        lines += [line for one in found_there for line in _line(one, look)]
    added = [one for one in found.findings if one.state == "added"]
    for (folder, _), found_there in _by_place(added).items():
        lines += _added(folder, found_there, look)
    lines += _advice(found, look)
    return [*lines, *([""] if lines else []), _verdict(found, look)]


def _by_place(findings: Iterable[Finding]) -> dict[tuple[str, str], list[Finding]]:
    found: dict[tuple[str, str], list[Finding]] = {}
    for one in findings:
        found.setdefault((one.folder, one.thread), []).append(one)
    return found


def _heading(folder: str, thread: str, title: str, look: Look) -> Iterable[str]:
    yield style(dotted(look, folder, title, thread[-4:] if title else thread), "bold", look)
    if folder and thread:
        yield style(f"  clients/{clean(folder, '')}/{records_of(ThreadPlace(folder, thread))}", "dim", look)


def _line(one: Finding, look: Look) -> Iterable[str]:
    symbol, plain, name = _MARKS[one.grade]
    says = _SAYS[one.state].format(
        file=(one.path.rpartition("/")[2] if one.thread else one.path) or "This session",
        path=one.path,
        entry=_entry(one, look),
        about=one.about,
    )
    first, *rest = textwrap.wrap(
        clean(says, ""), max(look.width - 4, 30), break_long_words=False, break_on_hyphens=False
    )
    yield f"  {style(symbol if look.symbols else plain, name, look)} {first}"
    yield from (f"    {line}" for line in rest)


def _entry(one: Finding, look: Look) -> str:
    when = f", {say_moment(one.at)}" if one.at else ""
    return f"{one.kind} ({one.n}) by {one.by}{when}" if one.by else f"{one.kind} ({one.n})"


def _added(folder: str, added: list[Finding], look: Look) -> Iterable[str]:
    yield style(f"{clean(folder, '')}: {_counted(len(added), 'file')} that people added", "bold", look)
    yield from (line for one in added[:_SHOWN] for line in _line(one, look))
    if len(added) > _SHOWN:
        yield f"    and {len(added) - _SHOWN} more: clientcare verify --plain"


def _advice(found: Verified, look: Look) -> Iterable[str]:
    """What to do, once for each kind of thing."""
    wrong = [one for one in found.findings if one.grade != "fine"]
    needed = dict.fromkeys(_ADVICE[one.state if one.state in _ADVICE else one.grade] for one in wrong)
    for advice in needed:
        yield ""
        yield from textwrap.wrap(advice, max(look.width, 30), break_long_words=False, break_on_hyphens=False)


def _verdict(found: Verified, look: Look) -> str:
    counted = ", ".join(
        (
            _counted(found.sessions, "session"),
            _counted(found.entries, "entry", "entries"),
            _counted(found.documents, "document"),
            _counted(found.guides, "guide"),
        )
    )
    if found.damaged:
        also = f", and {found.to_look_at} to look at" if found.to_look_at else ""
        return style(f"{_counted(found.damaged, 'thing')} not as filed{also}. Looked at: {counted}.", "bad", look)
    if found.to_look_at:
        return style(
            f"All that was filed is as it was; {found.to_look_at} to look at. Looked at: {counted}.", "bold", look
        )
    tick = style("✓" if look.symbols else "+", "good", look)
    return f"{tick} All as it was filed{' (of what was looked at)' if found.partly else ''}: {counted}."


def _counted(number: int, one: str, many: str = "") -> str:
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"


def _plain(found: Verified) -> Iterable[tuple[object, ...]]:
    return (
        (one.grade, one.state, one.folder, one.thread, one.path, one.n or "", one.kind, one.by, one.at, one.about)
        for one in found.findings
    )


def _quiet(found: Verified) -> Iterable[object]:
    return (
        "/".join(part for part in (one.folder, one.path or one.thread) if part)
        for one in found.findings
        if one.grade != "fine"
    )


VERIFIED = View("verified/1", _human, _plain, _quiet)
