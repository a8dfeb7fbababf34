"""Whether the word beside a label is the secret that the label names, or a word of a sentence about it."""

from __future__ import annotations

from typing import NamedTuple

from clientcare.domain import privacy_looks as looks
from clientcare.domain import privacy_words as words
from clientcare.domain.privacy_pieces import Piece, closes, ends_clause, following

# How sure a label makes of what follows, least first: nothing yet; it follows at once; it stands alone on the next
# line; behind words that say whose it is; behind "to"; behind a colon that belongs to another word; behind "is"; behind
# a colon.
NOT, LOOK, LINE, OWNED, TO, FIELD, IS, COLON = range(8)

SHORTEST = 3  # of a secret behind a colon
LONGEST_NUMBER = 30  # characters: a longer one behind "token" is no serial number
LONGEST_COUNT = 12  # characters of a date, a version, a count with its unit


class Spot(NamedTuple):
    """What may be the secret, with all that decides: its label's `asks`, how sure that makes, and the words around.

    `closes`: nothing follows in its clause; `following`: the words behind it on the line, in small letters; `done`: a
    word before it says that something was done ("reset password …").
    """

    asks: str
    level: int
    word: str
    following: tuple[str, ...]
    quoted: bool
    closes: bool
    done: bool


def spot(plain: str, piece: Piece, asks: str, level: int, *, done: bool = False) -> Spot:
    """The spot where the piece stands."""
    behind = () if ends_clause(plain, piece) else following(plain, piece.behind)
    return Spot(asks, level, piece.text(plain), behind, piece.sort == "quoted", closes(plain, piece), done)


def is_secret(spot: Spot) -> bool:
    """The verdict. Rules in privacy_words.KEYWORDS."""
    if spot.level == NOT or looks.is_masked(spot.word):
        return spot.level == NOT and _is_sure(spot)
    if spot.asks in _BY_ASKS:
        return spot.level != OWNED and _BY_ASKS[spot.asks](spot)
    if spot.level == COLON:
        return _behind_colon(spot)
    if spot.level == IS:
        return _behind_is(spot)
    return _by_look(spot)


def _is_sure(spot: Spot) -> bool:
    """Further behind the label, only what no sentence has; a "!" may end one."""
    word = spot.word.rstrip("!?") if spot.done else spot.word
    return spot.asks in ("open", "phrase", "glued", "pass") and looks.looks_strong(word)


def _card_code(spot: Spot) -> bool:
    return spot.word.isdecimal() and len(spot.word) in (3, 4)


def _digits(spot: Spot) -> bool:
    core = spot.word.strip("#*")
    sure = spot.level in (IS, COLON)
    if core.isdecimal():
        counts = not words.COUNTED.isdisjoint(spot.following[:1])
        return not counts and (3 if sure or spot.asks == "code" else 4) <= len(core) <= 12
    if not sure and spot.asks == "pin":
        return False
    core = core.replace("-", "") if sure and not _is_count(core) else core
    return core.isalnum() and len(core) > 3 and sum(char.isdecimal() for char in core) > 1 and not _is_short_count(core)


def _token(spot: Spot) -> bool:
    sure = spot.level in (IS, COLON)
    if len(spot.word) < (6 if sure else 12) or not looks.has_digit(spot.word):
        return False
    if len(spot.word) > LONGEST_NUMBER and "/" not in spot.word:
        return True
    return not spot.word.isdecimal() and not looks.is_identifier(spot.word)


def _weak(spot: Spot) -> bool:
    word = spot.word
    return (
        spot.level == COLON
        and len(word) > 7
        and looks.has_small(word)
        and looks.has_digit(word)
        and (word.isalnum() or looks.has_hard(word))
        and looks.looks_secret(word)
    )


def _pass(spot: Spot) -> bool:
    if spot.level == COLON:
        return _behind_colon(spot)
    mixed = looks.has_digit(spot.word) or looks.has_hard(spot.word)
    return len(spot.word) > 5 and " " not in spot.word and looks.has_small(spot.word) and mixed and _by_look(spot)


_BY_ASKS = {"card": _card_code, "pin": _digits, "code": _digits, "token": _token, "weak": _weak, "pass": _pass}


def _behind_colon(spot: Spot) -> bool:
    """Almost any word, but those of a sentence, counts, dates with more behind them, addresses and placeholders."""
    word = spot.word
    if spot.quoted and " " in word:
        return not any(words.is_ordinary(part) for part in word.lower().split()[:2])
    if len(word) < SHORTEST or _is_elsewhere(word) or _is_ordinary(word):
        return False
    if word[0] in "<[{$%" and not looks.looks_strong(word):
        return False
    if word.isdecimal():
        return len(word) > looks.FEW_DIGITS or not spot.following or not spot.following[0].isalpha()
    if not spot.closes and (_is_count(word) or looks.is_brand(word)):
        return False
    if word.isalpha() and not spot.quoted:
        return not _goes_on(spot.following)
    return True


def _goes_on(following: tuple[str, ...]) -> bool:
    """Whether a sentence goes on: a verb or pronoun soon, or two such words as "on the" at once."""
    if not words.SENTENCE.isdisjoint(following[:3]):
        return True
    return len(following) > 1 and following[0] in words.FUNCTION and following[1] in words.FUNCTION


def _behind_is(spot: Spot) -> bool:
    """By its look; an ordinary word only where it ends the clause and none of those that say how a secret is."""
    if spot.word.isdecimal():
        return len(spot.word) > looks.FEW_DIGITS or (len(spot.word) == looks.FEW_DIGITS and spot.closes)
    if looks.looks_secret(spot.word):
        return True
    return spot.closes and _behind_colon(spot)


def _by_look(spot: Spot) -> bool:
    word = spot.word
    if spot.quoted and not looks.looks_secret(word):
        return len(word) > SHORTEST and not any(_is_ordinary(part) for part in word.split())
    if not looks.looks_secret(word):
        return False
    if spot.level == LINE:
        return spot.closes and looks.has_digit(word)
    if spot.level == OWNED:
        return spot.closes and not spot.done and _is_mixed(word)
    plain = not looks.has_digit(word) and not looks.has_hard(word)
    if spot.level == FIELD and (plain or looks.is_name(word)):
        return False
    if spot.level == TO and (plain or not looks.has_small(word)):
        return False
    done_next = not words.DONE.isdisjoint(spot.following[:1])
    if plain:
        return spot.closes and not spot.done and not done_next
    if word.isdecimal():
        return not _is_year(word) and words.COUNTED.isdisjoint(spot.following[:1])
    if done_next and looks.is_account(word):
        return False
    told = done_next or (spot.done and spot.level != TO)
    return not (told and looks.is_name(word))


def _is_mixed(word: str) -> bool:
    """Seven and more characters: small, large and two digits, or a symbol; no name of a thing."""
    if looks.is_name(word) or len(word) < 7:
        return False
    digits = sum(char.isdecimal() for char in word)
    return looks.has_small(word) and (looks.has_hard(word) or (looks.has_large(word) and digits > 1))


def _is_ordinary(word: str) -> bool:
    low = word.lower()
    return words.is_ordinary(low) or any(words.is_ordinary(part) for part in low.replace("/", "-").split("-")[:1])


def _is_count(word: str) -> bool:
    """Dates, versions, "12-digit", "90d": short identifiers."""
    return len(word) <= LONGEST_COUNT and looks.is_identifier(word)


def _is_short_count(word: str) -> bool:
    return len(word) < 5 and looks.is_identifier(word)


def _is_elsewhere(word: str) -> bool:
    """An address, a path or a public key: where the secret is, or what it belongs to."""
    return (
        word.startswith(("ssh-", "ecdsa-", "SHA256:"))
        or (any(sign in word for sign in ("://", "\\\\", ":\\", "@")) and looks.is_identifier(word))
        or (word.startswith("/") and word.count("/") > 1)
    )


def _is_year(word: str) -> bool:
    return len(word) == 4 and word[:2] in ("19", "20")
