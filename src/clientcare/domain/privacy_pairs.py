"""Pairs of an account and its password: "user/password: anna/x", "login anna/x", "Zugangsdaten: anna x"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from clientcare.domain import privacy_looks as looks
from clientcare.domain import privacy_words as words
from clientcare.domain.privacy_pieces import WINDOW, Piece, next_piece
from clientcare.domain.privacy_text import places
from clientcare.domain.privacy_verdicts import COLON, LOOK, is_secret, spot

if TYPE_CHECKING:
    from clientcare.domain.privacy_labels import Label

LOOK_BACK = 24  # characters before a label in which "user/" can stand
SHORTEST_OF_USER = 6  # characters of what may be a password behind "user: anna / "
HEADS = tuple("login logon credentials creds zugangsdaten anmeldedaten logindaten identifiants".split())
USERS = tuple("username user benutzername benutzer utilisateur".split())
NAMES = (*USERS, *"login id name konto account compte identifiant email e-mail mail ssid wlan".split())
WORDS, JOINTS = ("word", "quoted"), ("colon", "dash")
SIGNS = ("/", "&", "+")
AROUND = " \n\"'`()"  # between the two words of a pair, and no joint
USER_BEFORE = rf"(?:{'|'.join(NAMES)}) *(?:[/&+|,]| und| and| et) *\Z"


class Pair(NamedTuple):
    """Two words behind a label; `joint` stands between them, empty for a space; `colon`: a colon before them."""

    first: str
    joint: str
    second: Piece
    colon: bool


def pairs(plain: str, low: str) -> list[tuple[int, int]]:
    """Where the second half stands of each pair behind a word such as login or user."""
    found = []
    for heads, is_its_password in ((HEADS, _is_after_login), (USERS, _is_after_user)):
        for head in heads:
            for at in places(low, head):
                pair = _pair(plain, at + len(head)) if _is_word(low, at, at + len(head)) else None
                if pair and is_its_password(plain, pair):
                    found.append((pair.second.start, pair.second.end))
    return found


def is_pair_label(plain: str, label: Label) -> bool:
    """Whether the label is the second of "user/password"."""
    front = plain[max(0, label.start - LOOK_BACK) : label.start].lower()
    return label.kind == "password" and re.search(USER_BEFORE, front) is not None


def behind_pair_label(plain: str, label: Label) -> tuple[int, int] | None:
    """The second half of the pair behind "user/password"."""
    pair = _pair(plain, label.end)
    if pair and not _is_account(plain, pair) and _is_password(plain, pair, sure=bool(pair.joint)):
        return pair.second.start, pair.second.end
    return None


def _is_word(low: str, at: int, end: int) -> bool:
    """No part of a word, of an option (--user) or of a path."""
    before = low[at - 1 : at]
    if before.isalnum() or before in ("/", "_") or low[end : end + 1].isalnum():
        return False
    return before != "-" or low[at - 2 : at - 1].isalpha()


def _pair(plain: str, at: int) -> Pair | None:
    """The two words behind `at`, over the end of the line where a colon stands there; the first is no ordinary word."""
    stop = min(len(plain), at + WINDOW)
    before = ["colon"]
    first = next_piece(plain, at, stop)
    while first and first.sort in before:
        before = ["colon", "break"]
        first = next_piece(plain, first.behind, stop)
    if not first or first.sort not in WORDS:
        return None
    end, second = first.end, None
    if glued := re.fullmatch("(.+?)[/:|](.+)", first.text(plain)):
        end = first.start + glued.end(1)
        second = Piece("word", first.start + glued.start(2), first.end, first.behind)
    else:
        second = next_piece(plain, first.behind, stop, value=True)
        while second and (second.sort in JOINTS or second.text(plain) in SIGNS):
            second = next_piece(plain, second.behind, stop, value=True)
    name = plain[first.start : end]
    if not second or second.sort not in WORDS or not name[:1].isalpha() or words.is_ordinary(name.lower()):
        return None
    return Pair(name, plain[end : second.start].strip(AROUND), second, colon="break" in before)


def _is_account(plain: str, pair: Pair) -> bool:
    """A second account rather than a password; an account that is its own password is one (admin/admin)."""
    text = pair.second.text(plain).lower()
    return text in words.ACCOUNTS and text != pair.first.lower()


def _is_after_login(plain: str, pair: Pair) -> bool:
    text = pair.second.text(plain).lower()
    joined = pair.joint not in ("", ",")
    if _is_account(plain, pair):
        return False
    if joined and text == pair.first.lower():
        return not words.is_ordinary(text)
    return _is_password(plain, pair, sure=joined and (pair.colon or pair.first.lower() in words.ACCOUNTS))


def _is_after_user(plain: str, pair: Pair) -> bool:
    """Behind "user" a slash is needed, and a word that could not be a room, a machine or another person."""
    text = pair.second.text(plain)
    if pair.joint != "/" or len(text) < SHORTEST_OF_USER or "=" in text or not looks.has_small(text):
        return False
    return (looks.has_digit(text) or looks.has_hard(text)) and not looks.is_name(text) and looks.looks_secret(text)


def _is_password(plain: str, pair: Pair, *, sure: bool) -> bool:
    """By its look; where the pair is `sure`, almost any word, but products and what shops note daily."""
    text = pair.second.text(plain)
    if not is_secret(spot(plain, pair.second, words.OPEN, COLON if sure else LOOK)):
        return False
    if sure:
        return not looks.is_identifier(text) and not (text.isalpha() and looks.is_brand(text))
    if text.isdecimal():
        return pair.first.lower() in words.ACCOUNTS
    return (looks.has_digit(text) or looks.has_hard(text)) and not looks.is_name(text)
