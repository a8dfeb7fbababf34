"""What answers of a guide bring beside their words: parts that are put on record, and files that are attached."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from clientcare.domain.errors import Usage
from clientcare.domain.parts import FORM, ON_RECORD, read_parts
from clientcare.services.attachments import filed_one, found, prepared
from clientcare.services.entries import draft, file
from clientcare.services.finding import current

if TYPE_CHECKING:
    from collections.abc import Mapping

    from clientcare.desk import Desk
    from clientcare.domain.sessions import Session
    from clientcare.domain.walk_steps import WalkStep
    from clientcare.services.attachments import Prepared
    from clientcare.services.entries import Draft


class Beside(NamedTuple):
    """Checked and cleared, and not filed yet: entries about parts, and files by the field that asks for them."""

    parts: tuple[Draft, ...] = ()
    files: tuple[tuple[str, Prepared], ...] = ()


def ready(desk: Desk, session: Session, step: WalkStep, answers: Mapping[str, str], *, inbox: bool = False) -> Beside:
    """What the answers to a step bring. With `inbox` files are named as they lie in the share's inbox.

    Of a question that was answered before only what is different is filed: parts that are not said any more are taken
    back, and a document stays where it is. Raises Usage, NotFound, Conflict, HeldBack; nothing is written.
    """
    parts: list[Draft] = []
    files = []
    for ask in step.step.asks:
        said = answers.get(ask.field, "")
        if said and ask.kind == "parts":
            parts += _parts(desk, session, f"{step.id} {ask.field}", said)
        elif said and ask.kind == "document" and said != step.answers.get(ask.field):
            source = found(desk, said, inbox=inbox)
            files.append((ask.field, prepared(desk, session, source, asked=f"{step.id} {ask.field}")))
    return Beside(tuple(parts), tuple(files))


def filed(desk: Desk, session: Session, beside: Beside) -> tuple[Session, dict[str, str]]:
    """File it; answers the session with it, and the names of the documents in the file by the fields that asked."""
    for entry in beside.parts:
        session, _ = file(desk, session, entry)
    names = {}
    for field, one in beside.files:
        session, done = filed_one(desk, session, one)
        names[field] = done.path.rpartition("/")[2]
    return session, names


def _parts(desk: Desk, session: Session, asked: str, said: str) -> list[Draft]:
    if said == ON_RECORD:
        if not session.parts:
            raise Usage("No part is on record in this session yet.", FORM)
        return []
    wanted = [{**one.fields, "asked": asked} for one in read_parts(said, desk.shop.currency)]
    entries = []
    for record in session.of_kind("part"):
        if record.get("asked") != asked:
            continue
        kept = {field: record.get(field) for field in (wanted[0] if wanted else ())}
        if kept in wanted:
            wanted.remove(kept)
        else:
            entries.append(draft(desk, session, "undo", {"of": record.id}))
    return [*entries, *(draft(desk, session, "part", one) for one in wanted)]


def parts_on_record(desk: Desk, session: str) -> tuple[str, ...]:
    """The parts of a session that are on record, as they are told to people."""
    return tuple(f"{one.quantity} × {one.name or 'a part'}" for one in current(desk, session).parts)
