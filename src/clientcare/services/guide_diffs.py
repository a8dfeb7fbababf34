"""What was changed in a guide: between two files, from a kept text, or since a walk began with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientcare.domain.guide_diffs import GuideDiff, guide_diff
from clientcare.services.finding import current

if TYPE_CHECKING:
    from clientcare.desk import Desk
    from clientcare.domain.guides import Guide

_DIGEST = 64


def diff(desk: Desk, *, old: str, new: str = "", session: str = "") -> GuideDiff:
    """What differs from one text of a guide to another. Each is a guide's name, a file, or the digest of a kept text.

    Without `new` it is the guide `old` as it is now, compared to the text that a session walks: mine, or `session`.
    Raises NotFound, InvalidFile, Conflict.
    """
    if new and not session:
        return guide_diff(_text(desk, old), _text(desk, new))
    return guide_diff(_walked(desk, session), _text(desk, old))


def since_it_began(desk: Desk, *, session: str = "") -> GuideDiff:
    """What was changed in the guide of a session since it was begun, or moved last."""
    walked = _walked(desk, session)
    return guide_diff(walked, _text(desk, walked.name))


def _walked(desk: Desk, session: str) -> Guide:
    found = current(desk, session)
    guide = desk.library.pinned(desk.store.kept_guide(found.guide_digest), found.guide)
    return guide._replace(source=f"as '{found.title}' walks it")


def _text(desk: Desk, word: str) -> Guide:
    if len(word) == _DIGEST and all(letter in "0123456789abcdef" for letter in word):
        return desk.library.pinned(desk.store.kept_guide(word), word[:12])._replace(source="a kept text")
    return desk.library.find(word)[0]
