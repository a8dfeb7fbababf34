"""The shop's own guides as they were read last: they hold no client's data, and a walk needs no share.

They can be read by this user alone. What else lies among them in the share, a list that somebody saved there, is not
copied.
"""

from __future__ import annotations

import os
from contextlib import suppress

from clientcare.adapters.guide_files import SUFFIXES
from clientcare.adapters.spool import make_private
from clientcare.adapters.stores.disk import Disk, TooLarge

_LIMIT = 2_000_000
_MOST = 2_000
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg")


def copy_guides(folder: str, copies: str) -> None:
    """Make `copies` hold the guides and pictures of `folder`, and nothing else. What cannot be read stays as it was
    copied.
    """
    listed = [(name, seen) for name, seen in _listed(folder).items() if _is_of_a_guide(name)]
    wanted = dict(listed[:_MOST])
    if not os.path.isdir(folder):
        return
    for name in _listed(copies).keys() - wanted.keys():
        with suppress(OSError):
            os.unlink(os.path.join(copies, name))
    there = _listed(copies)
    for name, seen in wanted.items():
        if there.get(name) != seen and seen[0] <= _LIMIT:
            with suppress(OSError, TooLarge):
                _copy(os.path.join(folder, name), copies, name, seen[1])


def _is_of_a_guide(name: str) -> bool:
    return name.casefold().endswith((*SUFFIXES, *_PICTURES))


def _listed(folder: str) -> dict[str, tuple[int, int]]:
    """Size and time of each ordinary file below a folder, by its path there; links and hidden ones are left out."""
    found = {}
    for where, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = os.path.join(where, name)
            with suppress(OSError):
                stat = os.lstat(path)
                if os.path.isfile(path) and not os.path.islink(path) and not name.startswith("."):
                    found[os.path.relpath(path, folder)] = (stat.st_size, int(stat.st_mtime))
    return found


def _copy(source: str, copies: str, name: str, seconds: int) -> None:
    data, target = Disk().read(source, _LIMIT), os.path.join(copies, name)
    make_private(os.path.dirname(target), copies)
    staged = f"{target}.{os.urandom(4).hex()}.part"
    with open(os.open(staged, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(data)
    os.utime(staged, (seconds, seconds))
    os.replace(staged, target)
