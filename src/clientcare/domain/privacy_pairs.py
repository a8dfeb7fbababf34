"""Pairs of an account and its password: "user/password: anna/x", "login anna/x", "Zugangsdaten: anna x"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientcare.domain import privacy_looks as looks
from clientcare.domain import privacy_words as words
from clientcare.domain.privacy_pieces import WINDOW, Piece, closes, following, next_piece
from clientcare.domain.privacy_verdicts import COLON, LOOK, Spot, is_secret

if TYPE_CHECKING:
    from clientcare.domain.privacy_labels import Label

LOOK_BACK = 24
HEADS = ("login", "logon", "credentials", "creds", "zugangsdaten", "anmeldedaten", "logindaten", "identifiants")
USERS = ("username", "user", "benutzername", "benutzer", "utilisateur")
NAMES = (*USERS, "login", "id", "name", "konto", "account", "compte", "identifiant", "email", "e-mail", "mail", "ssid", "wlan")
JOINTS = ("/", "&", "+", "|", ",", " und", " and", " et")


def pairs(plain: str, low: str) -> list[tuple[int, int]]:
    """Where the second half stands of each pair behind a word such as login or user."""
    found = []
    for head in (*HEADS, *USERS):
        at = low.find(head)
        while at >= 0:
            end = at + len(head)
            before = low[at - 1 : at]
            option = before in ("/", "_") or (before == "-" and not low[at - 2 : at - 1].isalpha())
            if not before.isalnum() and not option and not low[end : end + 1].isalnum():
                found.append(_second(plain, end, sure=False, users=head in USERS))
            at = low.find(head, end)
    return [span for span in found if span]


def is_pair_label(low: str, label: Label) -> bool:
    """Whether the label is the second of "user/password"."""
    front = low[max(0, label.start - LOOK_BACK) : label.start].rstrip(" ")
    return label.kind == "password" and any(
        front.endswith(joint) and front.removesuffix(joint).rstrip(" ").endswith(NAMES) for joint in JOINTS
    )


def behind_pair_label(plain: str, label: Label) -> tuple[int, int] | None:
    """The second half of a pair behind "user/password"."""
    return _second(plain, label.end, sure=True, users=False)


def _second(plain: str, at: int, *, sure: bool, users: bool) -> tuple[int, int] | None:
    """The second half of the pair behind `at`; `sure` where its label said that a password follows."""
    stop = min(len(plain), at + WINDOW)
    colon = False
    first = next_piece(plain, at, stop, value=True)
    while first is not None and first.sort in ("colon", "break") and (first.sort == "colon" or colon):
        colon = True
        first = next_piece(plain, first.behind, stop, value=True)
    if first is None or first.sort not in ("word", "quoted"):
        return None
    name = first.text(plain)
    if not name[:1].isalpha() or words.is_ordinary(name.lower()):
        return None
    joined, second = _halves(plain, first, stop, sure=sure)
    if second is None or (users and not joined) or (users and "/" not in plain[first.start : second.start]):
        return None
    text = second.text(plain)
    name = plain[first.start : second.start].rstrip(" /:|,-")
    if not text or (text.lower() in words.ACCOUNTS and text.lower() != name.lower()):
        return None
    return (second.start, second.end) if _is_password(plain, second, name, stop, sure=sure, users=users,
                                                      colon=colon, joined=joined) else None  # fmt: skip


def _halves(plain: str, first: Piece, stop: int, *, sure: bool) -> tuple[bool, Piece | None]:
    """The second half, and whether a slash or the like joins it to the first."""
    for joint in "/:|":
        cut = plain.find(joint, first.start + 1, first.end - 1)
        if cut > 0 and not plain.startswith("://", cut):
            return True, Piece("word", cut + 1, first.end, first.behind)
    joined = plain[first.end : first.behind] in ("/", "|", ":", "," if sure else "/")
    second = next_piece(plain, first.behind, stop, value=True)
    while second is not None and (second.sort in ("colon", "dash") or second.text(plain) in ("/", "&", "+")):
        joined = True
        second = next_piece(plain, second.behind, stop, value=True)
    if second is None or second.sort not in ("word", "quoted"):
        return joined, None
    return joined, second


def _is_password(
    plain: str, second: Piece, name: str, stop: int, *, sure: bool, users: bool, colon: bool, joined: bool
) -> bool:
    text = second.text(plain)
    behind = following(plain, second, stop)
    quoted = second.sort == "quoted"
    known = name.lower() in words.ACCOUNTS
    level = COLON if joined and (sure or colon or known) else LOOK
    spot = Spot("open", level, text, behind, quoted=quoted, closes=closes(plain, second, stop), done=False)
    mixed = looks.has_digit(text) or looks.has_hard(text)
    if users:
        sure = len(text) > 5 and mixed and looks.has_small(text) and "=" not in text and not looks.is_name(text)
        return sure and looks.looks_secret(text)
    if level == COLON:
        return is_secret(spot) and not (text.isalpha() and looks.is_brand(text)) and not looks.is_identifier(text)
    if joined and text.lower() == name.lower():
        return not words.is_ordinary(text.lower())
    return mixed and is_secret(spot) and (known if text.isdecimal() else not looks.is_name(text))
