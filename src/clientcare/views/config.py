"""How settings are shown: the value of each, and where it came from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clientcare.views.rows import columns, done, dotted, remark
from clientcare.views.view import Look, View

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from clientcare.domain.settings import SettingChange, Settings

_SOURCES = {"user": "your settings", "shop": "the shop's settings"}


def _value(value: Any) -> str:
    return ("no", "yes")[value] if isinstance(value, bool) else str(value)


def _human(settings: Settings, look: Look) -> Iterable[str]:
    rows = [(one.name, _value(one.value), _source(one.source, one.place)) for one in settings.lines]
    lines = [*columns(("SETTING", "VALUE", "FROM"), rows, look)]
    files = {_SOURCES[one.source]: one.place for one in settings.lines if one.source in _SOURCES}
    lines += ["", *(f"{name[0].upper()}{name[1:]}: {dotted(look, place)}" for name, place in sorted(files.items()))]
    if settings.missing:
        lines += remark(f"The shop's settings cannot be shown: {settings.missing}", look, "!", "!")
    return lines


def _source(source: str, place: str) -> str:
    return _SOURCES.get(source) or (place if source in ("flag", "environment") else source)


def _plain(settings: Settings) -> Iterable[tuple[object, ...]]:
    return ((one.name, one.value, one.source, one.place) for one in settings.lines)


def _changes_human(changes: Sequence[SettingChange], look: Look) -> Iterable[str]:
    lines = []
    for one in changes:
        was, now = _value(one.was) or "nothing", _value(one.now) or "nothing"
        if was == now:
            lines.append(dotted(look, f"{one.name} is {now} already", one.place))
        else:
            lines.append(done(dotted(look, f"{one.name} is {now} now, before it was {was}", one.place), look))
    return lines


SETTINGS = View("settings/1", _human, _plain, lambda settings: (one.name for one in settings.lines))
CHANGES = View(
    "setting-changes/1",
    _changes_human,
    lambda changes: ((one.name, one.was, one.now, one.place) for one in changes),
    lambda changes: (one.name for one in changes),
)
