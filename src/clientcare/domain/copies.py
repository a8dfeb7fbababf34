"""Conflict copies: what programs that keep folders alike lay beside a file that was changed in two places at once.

They are told to people and never merged: which of the two counts only a person can say. The rules are the names that
these programs give, as seen and as their makers document them.
"""

import re
from typing import NamedTuple

_ENDING = r"((?:\.[A-Za-z0-9]+)?)"
_OURS = r"([a-z0-9][a-z0-9-]*)"
_RULES = (
    ("Syncthing", re.compile(r"(.+)\.sync-conflict-\d{8}-\d{6}(?:-[A-Z0-9]+)?" + _ENDING, re.DOTALL)),
    ("Nextcloud", re.compile(r"(.+) \(conflicted copy (?:[^()]+ )?\d{4}-\d\d-\d\d \d{6}\)" + _ENDING, re.DOTALL)),
    ("Nextcloud", re.compile(r"(.+)_conflict-\d{8}-\d{6}" + _ENDING, re.DOTALL)),
    ("Dropbox", re.compile(r"(.+) \([^()]*conflicted copy[^()]*(?:\(\d+\))?\)" + _ENDING, re.DOTALL)),
    (
        "Dropbox",
        re.compile(r"(.+) \((?:in Konflikt stehende Kopie|copie en conflit|copia en conflicto)[^()]*\)" + _ENDING),
    ),
    ("Seafile", re.compile(r"(.+) \(SFConflict [^()]*\)" + _ENDING, re.DOTALL)),
    ("Dropbox", re.compile(r"(.+) \((?:Case|Selective Sync|Unicode Encoding) Conflict[^()]*\)" + _ENDING, re.DOTALL)),
    # Names of ours have small letters only: capitals behind a hyphen, and numbers behind a blank, are not ours.
    ("OneDrive", re.compile(_OURS + r"-(?=[A-Z0-9-]*[A-Z])[A-Z0-9][A-Z0-9-]*(\.toml)")),
    ("OneDrive", re.compile(r"(.+)-(?:DESKTOP|LAPTOP)-[A-Z0-9]{7}(?:-\d+)?" + _ENDING, re.DOTALL)),
    ("Google Drive", re.compile(_OURS + r" \(\d+\)(\.toml)")),
    ("iCloud Drive", re.compile(_OURS + r" \d+(\.toml)")),
)


LITTER = frozenset((".ds_store", "thumbs.db", "desktop.ini", ".directory", ".stfolder", ".stignore", ".dropbox"))
"""What file browsers and such programs lay down everywhere, in small letters."""


class Copy(NamedTuple):
    """A conflict copy: the name of the file beside which it was laid, and the program that is known to name it so."""

    of: str
    by: str


def conflict_copy(name: str) -> Copy | None:
    """What a name says of a conflict copy; None for any other name."""
    for by, rule in _RULES:
        found = rule.fullmatch(name)
        if found:
            return Copy(found[1] + found[2], by)
    return None


def is_litter(name: str) -> bool:
    """Whether a file is one of those that systems lay down by themselves."""
    return name.casefold() in LITTER or name.startswith("._")
