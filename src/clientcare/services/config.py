"""Settings: what each one is and where it came from, and how one is changed."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from clientcare.domain.errors import ClientcareError, Usage
from clientcare.domain.identifiers import is_slug, slug
from clientcare.domain.mails import MailSettings
from clientcare.domain.settings import (
    MAIL,
    SHOP,
    USER,
    Setting,
    SettingChange,
    SettingLine,
    Settings,
    find_setting,
    read_value,
    value_in,
    with_value,
)
from clientcare.domain.shop import read_shop, read_user_settings, write_user_settings
from clientcare.domain.tables import TableFault
from clientcare.services.zones import checked_zone

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from clientcare.desk import Desk

_GLOBAL = {
    "json": "answer as JSON",
    "plain": "answer with tab-separated records",
    "quiet": "answer with the identifier alone",
    "no-input": "never ask",
    "mask": "mask secrets instead of holding the text back",
    "config": "another settings file than the user's own",
}
SHOP_FILE = "clientcare.toml"


def shown(desk: Desk) -> Settings:
    """Every setting with its value and where it came from: flag over environment over user's file over shop's file."""
    lines = [_of_run(desk, name, means) for name, means in _GLOBAL.items()]
    own = write_user_settings(desk.settings)
    lines += [_of_user(desk, one, own) for one in USER]
    try:
        content = desk.store.shop().content
    except ClientcareError as error:
        return Settings(tuple(lines), error.message)
    for one in SHOP:
        mine = one in MAIL and value_in(own, one.name) is not None
        if mine:
            lines.append(_line(one, own, "user", desk.ground.settings_file()))
        elif one.name not in (setting.name for setting in USER):
            lines.append(_line(one, content, "shop", SHOP_FILE))
    return Settings(tuple(lines))


def _of_run(desk: Desk, name: str, means: str) -> SettingLine:
    value = getattr(desk.options, name.replace("-", "_"))
    if not value:
        return SettingLine(name, desk.ground.settings_file() if name == "config" else value, "default", "", means)
    return SettingLine(name, value, *_said(desk, name), means)


def _said(desk: Desk, name: str) -> tuple[str, str]:
    """Whether an option of the whole command came from the command line or from the environment."""
    field = name.replace("-", "_")
    variable = f"CLIENTCARE_{field.upper()}"
    value, environment = getattr(desk.options, field), os.environ.get(variable, "")
    if environment and (value is True or environment == value):
        return "environment", variable
    return "flag", f"--{name}"


def _of_user(desk: Desk, setting: Setting, own: Mapping[str, Any]) -> SettingLine:
    if setting.name == "me" and desk.options.me:
        return SettingLine("me", desk.options.me, *_said(desk, "me"), setting.means)
    return _line(setting, own, "user", desk.ground.settings_file())


def _line(setting: Setting, content: Mapping[str, Any], source: str, place: str) -> SettingLine:
    value = value_in(content, setting.name)
    if value is None or value == "":
        return SettingLine(setting.name, setting.default, "default", "", setting.means)
    return SettingLine(setting.name, value, source, place, setting.means)


def change(desk: Desk, *, words: Sequence[str], mine: bool = False) -> tuple[SettingChange, ...]:
    """Set one setting, or several that need each other; an empty value goes back to the default.

    All are checked together by reading the file back before it is written. `mine` sets how this user sends mail, not
    the shop. Raises Usage with what would be right, Conflict where somebody else edited the file meanwhile.
    """
    if not words or len(words) % 2:
        raise Usage("A setting and its value are wanted.", "Write: clientcare config set KEY VALUE [KEY VALUE ...]")
    found = [(*find_setting(name, mine=mine), typed) for name, typed in zip(words[::2], words[1::2], strict=True)]
    homes = {home for home, _, _ in found}
    if len(homes) > 1:
        raise Usage("Settings of the shop and your own are set one at a time.", "See: clientcare config show")
    given = [(one, _checked(desk, one, read_value(one, typed))) for _, one, typed in found]
    return _change_own(desk, given) if homes == {"user"} else _change_shop(desk, given)


def _checked(desk: Desk, setting: Setting, value: Any) -> Any:
    """The value of a setting that only the shop itself can check."""
    if setting.kind != "word" or value == "":
        return value
    if setting.name == "shop.time-zone":
        return checked_zone(value)[0]
    if setting.name == "shop.guide":
        return desk.library.find(value)[0].name
    if setting.name == "machine" and not is_slug(value):
        raise Usage(f"A machine cannot be called '{value[:40]}'.", f"Take: {slug(value) or 'office-1'}")
    if setting.name == "share":
        return desk.makers.place(value).path
    if setting.name == "me":
        from clientcare.services.colleagues import colleague

        return colleague(desk, value).handle
    return value


def _change_shop(desk: Desk, given: Sequence[tuple[Setting, Any]]) -> tuple[SettingChange, ...]:
    desk.me  # noqa: B018 - nobody who is no member of the team gets further
    stored = desk.store.shop()
    content = dict(stored.content)
    for setting, value in given:
        content = with_value(content, setting.name, value)
    try:
        MailSettings.from_table(read_shop(content).mail)
    except TableFault as fault:
        raise Usage(fault.message[:1].upper() + fault.message[1:] + ".", fault.hint) from None
    changes = _changes(given, stored.content, content, SHOP_FILE)
    if content != stored.content:
        desk.store.write_shop(content, stored.token)
    return changes


def _change_own(desk: Desk, given: Sequence[tuple[Setting, Any]]) -> tuple[SettingChange, ...]:
    before = write_user_settings(desk.settings)
    content = dict(before)
    for setting, value in given:
        content = with_value(content, setting.name, value)
        if setting.name == "share" and value:
            content["store"] = desk.makers.store(desk, value).shop().read(read_shop).store
    try:
        settings = read_user_settings(content)
        MailSettings.from_table({**desk.shop.mail, **settings.mail} if settings.mail else {})
    except TableFault as fault:
        raise Usage(fault.message[:1].upper() + fault.message[1:] + ".", fault.hint) from None
    changes = _changes(given, before, content, desk.ground.settings_file())
    if content != before:
        desk.save_settings(settings)
    return changes


def _changes(
    given: Sequence[tuple[Setting, Any]],
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    place: str,
) -> tuple[SettingChange, ...]:
    return tuple(
        SettingChange(one.name, _line(one, before, "", "").value, _line(one, after, "", "").value, place)
        for one, _ in given
    )
