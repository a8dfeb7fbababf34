"""The settings file of this machine's user: where the shop is and who sits here. No client's data ever."""

from __future__ import annotations

import os
import platform
from typing import TYPE_CHECKING

from clientcare.adapters import toml_files
from clientcare.adapters.stores.disk import Disk, TooLarge
from clientcare.domain.errors import Failed, InvalidFile
from clientcare.domain.identifiers import slug
from clientcare.domain.shop import USER_KEYS, UserSettings, read_user_settings, write_user_settings
from clientcare.domain.tables import Stored

if TYPE_CHECKING:
    from collections.abc import Mapping


def settings_path(config: str, environ: Mapping[str, str]) -> str:
    """The file: `--config` or CLIENTCARE_CONFIG, else the place where this system keeps users' settings."""
    named = config or environ.get("CLIENTCARE_CONFIG", "")
    if named:
        return os.path.abspath(os.path.expanduser(named))
    from platformdirs import user_config_dir

    return os.path.join(user_config_dir("clientcare", appauthor=False), "settings.toml")


def load(path: str) -> UserSettings:
    """The settings, or empty ones where there is no file yet. Raises InvalidFile with its place."""
    try:
        settings = stored(path).read(read_user_settings)
    except FileNotFoundError:
        return UserSettings(machine=machine_name())
    if settings.share and not os.path.isabs(settings.share):
        raise InvalidFile("'share' must be a full path", "Run: clientcare init DIRECTORY", place=path)
    return settings if settings.machine else settings._replace(machine=machine_name())


def stored(path: str) -> Stored:
    """The file as it was read. Raises FileNotFoundError, InvalidFile and Failed."""
    try:
        data = Disk().read(path, toml_files.SIZE_LIMIT)
    except FileNotFoundError:
        raise
    except TooLarge:
        raise InvalidFile("the file is too large", "It should hold a few lines.", place=path) from None
    except OSError as error:
        raise Failed(
            f"Your settings cannot be read: {path}: {error.strerror}.", "Name another file: --config FILE"
        ) from None
    return Stored(toml_files.parse(data, path), "", data.decode("utf-8-sig"), path)


def save(path: str, settings: UserSettings) -> None:
    """Write the settings, readable by this user alone. What the user wrote beside them stays."""
    from clientcare.adapters.toml_edits import amended, fresh

    content = write_user_settings(settings)
    try:
        before = Disk().read(path, toml_files.SIZE_LIMIT).decode("utf-8-sig")
        unknown = {key: value for key, value in toml_files.parse(before.encode(), path).items() if key not in USER_KEYS}
        text = amended(before, {**unknown, **content})
    except FileNotFoundError:
        text = fresh(content, {"": "Where your shop is and who you are. Written by clientcare; you may edit it."})
    except OSError as error:
        raise Failed(f"Your settings cannot be read: {path}: {error.strerror}.") from None
    data = text.encode()
    try:
        os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
        _replace(path, data)
        os.chmod(path, 0o600)
    except OSError as error:
        raise Failed(f"Your settings cannot be written: {path}: {error.strerror}.") from None


def _replace(path: str, data: bytes) -> None:
    disk = Disk()
    staged = f"{path}.{os.urandom(6).hex()}.part"
    disk.create(staged, data)
    try:
        disk.move(staged, path)
    except BaseException:
        disk.remove(staged)
        raise
    disk.flush(os.path.dirname(path))


def machine_name() -> str:
    """How this machine is called in records."""
    return slug(platform.node().partition(".")[0]) or "machine"
