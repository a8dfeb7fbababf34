"""Edits of files that others edit too: what somebody else changed meanwhile stays, or whoever came second is told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from clientcare.domain.errors import ChangedMeanwhile, Conflict

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from clientcare.domain.tables import Stored

TRIES = 3
V = TypeVar("V", bound=NamedTuple)


def edited(
    read: Callable[[], Stored],
    parse: Callable[[Mapping[str, Any]], V],
    changed: Callable[[V], V],
    write: Callable[[Stored, V], None],
) -> tuple[V, V]:
    """What the file held before an edit and after it; what was there already is not written again.

    Where somebody else published another version meanwhile, the edit is made in theirs, so that both stay. Raises
    Conflict where both changed the same field to something else, and ChangedMeanwhile where it goes on changing.
    """
    first: tuple[V, V] | None = None
    tries = 0
    while True:
        stored = read()
        before = stored.read(parse)
        if first:
            _refuse_clash(*first, before, stored.shown)
        after = changed(before)
        if after == before:
            return before, after
        try:
            write(stored, after)
            return before, after
        except ChangedMeanwhile:
            tries += 1
            if tries == TRIES:
                raise
            first = first or (before, after)


def _refuse_clash(base: V, mine: V, theirs: V, place: str) -> None:
    """Lists are no matter: what an edit adds to one or takes from it is done in theirs."""
    for field, value in theirs._asdict().items():
        was, wanted = getattr(base, field), getattr(mine, field)
        if was != value and was != wanted and value != wanted and not isinstance(value, tuple):
            raise Conflict(
                f"{place}: somebody else changed the {field.replace('_', ' ')} meanwhile.",
                "Nothing of yours was written. Look at it, and type it again if yours is right.",
            )
