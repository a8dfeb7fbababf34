"""Pairs of an account and its password: "user/password: anna/x", "login anna/x", "Zugangsdaten: anna x"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientcare.domain import privacy_looks as looks
from clientcare.domain import privacy_words as words
from clientcare.domain.privacy_pieces import WINDOW, Piece, closes, following, next_piece
from clientcare.domain.privacy_verdicts import COLON, LOOK, Spot, is_secret

if TYPE_CHECKING:
    from clientcare.domain.privacy_labels import Label

LOOK_BACK = 24  # characters before a label in which "user/" can stand
SHORTEST_OF_USER = 6  # characters of what may be a password behind "user: anna / "
HEADS = tuple("login logon credentials creds zugangsdaten anmeldedaten logindaten identifiants".split())
USERS = tuple("username user benutzername benutzer utilisateur".split())
NAMES = (*USERS, *"login id name konto account compte identifiant email e-mail mail ssid wlan".split())
JOINTS = ("/", "&", "+", "|", ",", " und", " and", " et")


class Pair:
    """Two words behind a label. `joined`: a slash or the like stands between them; `colon`: a colon before them."""

    __slots__ = ("colon", "first", "joined", "second")

    def __init__(self, first: str, second: Piece, *, joined: bool, colon: bool) -> None:
        self.first = first
        self.second = second
        self.joined = joined
        self.colon = colon


def pairs(plain: str, low: str) -> list[tuple[int, int]]:
    """Where the second half stands of each pair behind a word such as login or user."""
    found = []
    for head in (*HEADS, *USERS):
        at = low.find(head)
        while at >= 0:
            end = at + len(head)
            pair = _pair(plain, end) if _is_word(low, at, end) else None
            if pair and (_is_after_user if head in USERS else _is_after_login)(plain, pair):
                found.append((pair.second.start, pair.second.end))
            at = low.find(head, end)
    return found


def is_pair_label(low: str, label: Label) -> bool:
    """Whether the label is the second of "user/password"."""
    front = low[max(0, label.start - LOOK_BACK) : label.start].rstrip(" ")
    return label.kind == "password" and any(
        front.endswith(joint) and front.removesuffix(joint).rstrip(" ").endswith(NAMES) for joint in JOINTS
    )


def behind_pair_label(plain: str, label: Label) -> tuple[int, int] | None:
    """The second half of the pair behind "user/password"."""
    pair = _pair(plain, label.end, comma=True)
    if pair and not _is_account(plain, pair) and _is_password(plain, pair, sure=pair.joined):
        return pair.second.start, pair.second.end
    return None


def _is_word(low: str, at: int, end: int) -> bool:
    """No part of a word, of an option (--user) or of a path."""
    before = low[at - 1 : at]
    if before.isalnum() or before in ("/", "_") or low[end : end + 1].isalnum():
        return False
    return before != "-" or low[at - 2 : at - 1].isalpha()


def _pair(plain: str, at: int, *, comma: bool = False) -> Pair | None:
    """The two words behind `at`, over the end of the line where a colon stands there; the first is no ordinary word."""
    stop = min(len(plain), at + WINDOW)
    colon = False
    first = next_piece(plain, at, stop, value=True)
    while first and (first.sort == "colon" or (colon and first.sort == "break")):
        colon = True
        first = next_piece(plain, first.behind, stop, value=True)
    if not first or first.sort not in ("word", "quoted"):
        return None
    name = first.text(plain)
    if not name[:1].isalpha() or words.is_ordinary(name.lower().replace(":", "/").split("/")[0]):
        return None
    for joint in "/:|":
        cut = plain.find(joint, first.start + 1, first.end - 1)
        if cut > 0 and not plain.startswith("://", cut):
            return Pair(
                plain[first.start : cut], Piece("word", cut + 1, first.end, first.behind), joined=True, colon=colon
            )
    joined = plain[first.end : first.behind] in (("/", "|", ":", ",") if comma else ("/", "|", ":"))
    second = next_piece(plain, first.behind, stop, value=True)
    while second and (second.sort in ("colon", "dash") or second.text(plain) in ("/", "&", "+")):
        joined = True
        second = next_piece(plain, second.behind, stop, value=True)
    if not second or second.sort not in ("word", "quoted") or second.start == second.end:
        return None
    return Pair(name, second, joined=joined, colon=colon)


def _is_account(plain: str, pair: Pair) -> bool:
    """A second account rather than a password; an account that is its own password is one (admin/admin)."""
    text = pair.second.text(plain).lower()
    return text in words.ACCOUNTS and text != pair.first.lower()


def _is_after_login(plain: str, pair: Pair) -> bool:
    text = pair.second.text(plain)
    if _is_account(plain, pair):
        return False
    if pair.joined and text.lower() == pair.first.lower():
        return not words.is_ordinary(text.lower())
    known = pair.first.lower() in words.ACCOUNTS
    return _is_password(plain, pair, sure=pair.joined and (pair.colon or known))


def _is_after_user(plain: str, pair: Pair) -> bool:
    """Behind "user" a slash is needed, and a word that could not be a room, a machine or another person."""
    text = pair.second.text(plain)
    if not pair.joined or "/" not in plain[pair.second.start - 3 : pair.second.start] or "=" in text:
        return False
    mixed = looks.has_small(text) and (looks.has_digit(text) or looks.has_hard(text))
    return len(text) >= SHORTEST_OF_USER and mixed and not looks.is_name(text) and looks.looks_secret(text)


def _is_password(plain: str, pair: Pair, *, sure: bool) -> bool:
    """By its look; where the pair is `sure`, almost any word, but products and what shops note daily."""
    second = pair.second
    text = second.text(plain)
    stop = min(len(plain), second.behind + WINDOW)
    spot = Spot(
        "open",
        COLON if sure else LOOK,
        text,
        following(plain, second, stop),
        quoted=second.sort == "quoted",
        closes=closes(plain, second, stop),
        done=False,
    )
    if not is_secret(spot):
        return False
    if sure:
        return not looks.is_identifier(text) and not (text.isalpha() and looks.is_brand(text))
    if text.isdecimal():
        return pair.first.lower() in words.ACCOUNTS
    return (looks.has_digit(text) or looks.has_hard(text)) and not looks.is_name(text)
