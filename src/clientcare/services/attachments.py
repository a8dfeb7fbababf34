"""Attachments: files copied into the client's file, verified by reading them back."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from clientcare.domain.asks import Ask, Missing
from clientcare.domain.attachments import LARGEST, READ_UP_TO, Attached, Filed, readable, say_size, written
from clientcare.domain.document_names import safe_name
from clientcare.domain.errors import ClientcareError, Conflict, Failed, NotFound, Unreachable, Usage
from clientcare.domain.kinds import checked
from clientcare.services.entries import Draft, acknowledged, draft, file
from clientcare.services.finding import current
from clientcare.services.moments import happened
from clientcare.services.privacy import guarded_content

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from clientcare.desk import Desk
    from clientcare.domain.records import Kept
    from clientcare.domain.sessions import Session

NO_TEXT = "it is no text"
TOO_LONG = "it is larger than 1 MB"


class Source(NamedTuple):
    """A file that may be attached: where it comes from, and what passed the guard. `data` is None until it is read."""

    name: str
    origin: str
    from_inbox: bool
    size: int
    data: bytes | None


class Prepared(NamedTuple):
    """An attachment that passed every gate. `altered` says that the copy differs from the original."""

    entry: Draft
    source: Source
    data: bytes | None
    unread: str
    altered: bool


def attach(
    desk: Desk,
    *,
    files: Sequence[str] | str = (),
    inbox: bool = False,
    name: str = "",
    move: bool = False,
    at: str = "",
    session: str = "",
    offer: bool = False,
) -> Attached:
    """Copy files of this machine, or of the share's `inbox`, into the client's file; `move` removes the originals.

    Everything is checked, and text up to 1 MB read by the privacy guard, before the first is copied. An original goes
    only after its record is filed, and stays where the copy had to be masked. What was attached from the inbox is taken
    out of it. Without files, `inbox` lists what lies there, or asks for one of them where `offer` says that a person
    can be asked. Raises Missing, NotFound, Conflict, Usage, HeldBack, Failed.
    """
    chosen = [files] if isinstance(files, str) else list(files)
    if not chosen:
        waiting = desk.store.inbox()
        if not inbox:
            raise _no_file(waiting)
        if waiting and offer:
            raise Missing([Ask("files", "Which file?", kind="choice", choices=waiting, option="NAME")])
        return Attached((), waiting)
    if name and len(chosen) > 1:
        raise Usage("One name cannot serve several files.", "Attach them one by one, each with its --name.")
    there = current(desk, session)
    moment = happened(desk, there, at)
    sources = [_from_inbox(desk, one) if inbox else _from_here(desk, one) for one in chosen]
    ready = [_prepared(desk, there, source, {"name": name}, moment) for source in sources]
    filed: list[Filed] = []
    for one in ready:
        try:
            there, done = filed_one(desk, there, one, move=move)
        except ClientcareError as error:
            if filed:
                error.hint = f"Attached before that: {', '.join(one.path for one in filed)}. {error.hint}".rstrip()
            raise
        filed.append(done)
    return Attached(tuple(filed), desk.store.inbox() if inbox else ())


def found(desk: Desk, typed: str, *, inbox: bool = False) -> Source:
    """The file that an answer names: on this machine, or else under just this name in the share's inbox.

    With `inbox` only there, by any part of its name. Raises NotFound, Conflict, Usage.
    """
    if not inbox:
        try:
            return _from_here(desk, typed)
        except NotFound:
            if typed not in in_inbox(desk):
                raise
    return _from_inbox(desk, typed)


def in_inbox(desk: Desk) -> tuple[str, ...]:
    """What lies in the share's inbox; nothing where that cannot be seen now."""
    try:
        return tuple(desk.store.inbox())
    except Unreachable:
        return ()


def prepared(desk: Desk, session: Session, source: Source, *, asked: str) -> Prepared:
    """The file that answers a question of the guide, checked; nothing is copied yet. `asked` is what asks for it.

    Raises HeldBack.
    """
    return _prepared(desk, session, source, {"asked": asked}, desk.now())


def _no_file(waiting: Sequence[str]) -> Missing:
    message = "No file is named."
    if waiting:
        message = f"No file is named. In the share's inbox: {', '.join(waiting)} (clientcare attach --inbox NAME)."
    return Missing([Ask("files", "Which file?", option="FILE")], message)


def _from_here(desk: Desk, path: str) -> Source:
    try:
        seen = desk.local.look(path)
    except NotFound as missing:
        if path in in_inbox(desk):
            missing.hint = f"It lies in the share's inbox: clientcare attach --inbox '{path}'"
        raise
    _check_size(desk, seen.name, seen.size)
    return Source(seen.name, seen.path, False, seen.size, desk.local.read(seen.path) if _is_short(seen.size) else None)


def _from_inbox(desk: Desk, word: str) -> Source:
    waiting = desk.store.inbox()
    fitting = [one for one in waiting if one == word] or [one for one in waiting if word.casefold() in one.casefold()]
    if not fitting:
        raise NotFound(f"There is no '{word}' in the share's inbox.", "See what lies there: clientcare attach --inbox")
    if len(fitting) > 1:
        raise Conflict(f"'{word}' fits several files: {', '.join(fitting)}.", "Type more of the name.")
    data = desk.store.from_inbox(fitting[0])
    _check_size(desk, fitting[0], len(data))
    return Source(fitting[0], fitting[0], True, len(data), data)


def _is_short(size: int) -> bool:
    return size <= READ_UP_TO


def _check_size(desk: Desk, name: str, size: int) -> None:
    if size > LARGEST:
        raise Usage(
            f"'{safe_name(name)}' has {say_size(size)}; {say_size(LARGEST)} are the most that is attached.",
            f"Copy it yourself into the documents folder of the client in {desk.settings.share}, and note its name.",
        )


def _prepared(desk: Desk, session: Session, source: Source, given: Mapping[str, str], moment: datetime) -> Prepared:
    entry = draft(desk, session, "attach", {**given, "name": safe_name(given.get("name") or source.name)}, at=moment)
    content = readable(source.name, source.data) if source.data is not None and _is_short(source.size) else None
    if content is None:
        return Prepared(entry, source, source.data, NO_TEXT if _is_short(source.size) else TOO_LONG, False)
    seen = guarded_content(desk, entry.fields["name"], content.text)
    altered = seen.text != content.text
    fields = dict(entry.fields)
    if seen.masked:
        fields["masked"] = int(fields.get("masked", 0)) + seen.masked
    if seen.overruled:
        fields["overruled"] = sorted({*fields.get("overruled", ()), *seen.overruled})
    data = written(seen.text, content) if altered else source.data
    return Prepared(entry._replace(fields=fields), source, data, "", altered)


def filed_one(desk: Desk, session: Session, one: Prepared, *, move: bool = False) -> tuple[Session, Filed]:
    """Copy one that is prepared, prove the copy, and enter it; with `move` the original goes. Raises Failed."""
    source = one.source
    data = desk.local.read(source.origin) if one.data is None else one.data
    kept = _copied(desk, session, safe_name(one.entry.fields["name"]), data)
    fields = {
        **one.entry.fields,
        "name": kept.path.rpartition("/")[2],
        "path": kept.path,
        "sha256": kept.sha256,
        "size": kept.size,
        "was-read": not one.unread,
    }
    after, record = file(desk, session, one.entry._replace(fields=checked("attach", fields)))
    removed, why_kept = _cleared_away(desk, one, move)
    entered = acknowledged(desk, after, record, f"{record.get('name')}, {say_size(kept.size)}")
    return after, Filed(
        entered,
        kept.path,
        desk.store.shown(session.place.folder, kept.path),
        kept.sha256,
        kept.size,
        one.unread,
        source.origin,
        source.from_inbox,
        removed,
        why_kept,
    )


def _copied(desk: Desk, session: Session, name: str, data: bytes) -> Kept:
    """The document, proven by reading it back. Raises Failed where the share holds something else."""
    digest = sha256(data).hexdigest()
    kept = desk.store.add_document(session.place.folder, f"documents/{name}", data)
    back = desk.store.document(session.place.folder, kept.path)
    if kept.sha256 != digest or back is None or sha256(back).hexdigest() != digest:
        raise Failed(
            f"The copy of '{name}' in the share is not what was read here, so it was not entered.",
            "The original is untouched. Try again; if it stays so, have the share looked at: clientcare doctor",
        )
    return kept


def _cleared_away(desk: Desk, one: Prepared, move: bool) -> tuple[bool, str]:
    """Whether the original is gone, and why it is not although it should be."""
    if not (move or one.source.from_inbox):
        return False, ""
    if one.altered:
        return False, "the copy was masked, and the original is the only whole one"
    try:
        if one.source.from_inbox:
            desk.store.clear_inbox(one.source.origin)
        else:
            desk.local.remove(one.source.origin)
    except ClientcareError as error:
        return False, error.message.rstrip(".")
    return True, ""
