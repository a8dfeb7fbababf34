"""Secrets beside the words for them: behind "Passwort:", "PIN is" or "mot de passe", and before "as password"."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import zip_longest
from typing import TYPE_CHECKING

from clientcare.domain import privacy_looks as looks
from clientcare.domain import privacy_words as words
from clientcare.domain.privacy_labels import Label, labels
from clientcare.domain.privacy_pairs import behind_pair_label, is_pair_label, pairs
from clientcare.domain.privacy_pieces import BULLETS, WINDOW, Piece, ends_clause, following, next_piece
from clientcare.domain.privacy_text import MASKED, end_of
from clientcare.domain.privacy_verdicts import COLON, FIELD, IS, LINE, LOOK, NOT, OWNED, TO, is_secret, spot

if TYPE_CHECKING:
    from clientcare.domain.privacy_text import Reading

LABEL_END = r"""["'`)\]*]*(?:[.?][.? ]*(?=[:=]))?"""  # directly behind a label: what surrounds it
MOST_PIECES = 16  # between a label and its secret
REACH = 4 * WINDOW  # characters behind a label by which it can be decided where another stands near it
LOOK_BACK = 60  # characters before a label in which "… as" can stand
MORE_NUMBERS = r"(?: *[/,][ ,]*[0-9]{4,}(?!\w|[-.:][0-9]))+"
MORE_GROUPS = r"(?:[ ,][0-9-]{{{}}}(?![\w-]))+(?![ ,][0-9])"  # of the length given
FEWEST_OF_PHRASE = 3  # words of a passphrase that is one by its form
NUMBERS = ("pin", "code")
AHEAD = ("open", "phrase", "glued", "pin")  # what may also stand before its label
SURROUNDING = "\"'`(),;.:"  # a word before a label
PHRASES = ("open", "phrase", "glued", "pass")  # what asks for a word can be answered with several
IN_PHRASE = ("word", "dash")
ENDS_PHRASE = frozenset(":=") | {MASKED}  # in a word: another setting, or what was masked before

Span = tuple[int, int]


def secrets_beside_words(reading: Reading) -> list[tuple[int, int, str]]:
    """(start, end, kind) of each secret beside a word for it."""
    plain = reading.plain
    known = labels(plain, reading.low)
    found = [(start, end, "password") for start, end in pairs(plain, reading.low)]
    for label, then in zip_longest(known, known[1:]):
        limit = then.start if then else len(plain)
        at = max(0, label.start - LOOK_BACK - 1)
        if limit < label.end + WINDOW:  # many labels stand together, most likely the same again and again
            moved = Label(label.start - at, label.end - at, *label[2:])
            span = _again(plain[at : label.end + REACH], moved, limit - at)
            span = span and (span[0] + at, span[1] + at)
        else:
            span = _beside(plain, label, limit)
        if span:
            found.append((*span, label.kind))
    return found


def _beside(plain: str, label: Label, limit: int) -> Span | None:
    """The secret behind the label or before it; `limit` as for `behind_label`."""
    if is_pair_label(plain, label):
        masked = MASKED in plain[label.end : label.end + WINDOW]  # it was the secret of the pair
        return behind_pair_label(plain, label) or (None if masked else behind_label(plain, label, limit))
    return behind_label(plain, label, limit) or ahead_of_label(plain, label)


_again = lru_cache(1000)(_beside)


class _Walk:
    """Where the reading of a sentence behind a label has got to."""

    owned = False  # a word was there that says whose it is
    last = ""  # the word before the place

    def __init__(self, plain: str, label: Label) -> None:
        self.plain = plain
        self.label = label
        self.stop = min(len(plain), label.end + WINDOW)
        before = _before(plain, label)
        self.done = not words.VERBS.isdisjoint(before.lower().split()[-3:])
        self.option = before[-1:] == "-" and before[-2:-1] in ("", " ", "-")  # --password x
        self.level = COLON if self.option else LOOK

    def separated(self) -> None:
        """A colon: it belongs to the label, or to the word before it."""
        own = self.level == COLON or not self.last or (not self.done and self.last not in words.FIELDS)
        self.level = COLON if own else FIELD

    def passed(self, word: str) -> bool:
        """A word that is no secret; False where the thing is not the secret but something about it."""
        if not self.last and self.level == LOOK and word in words.NO_LABEL:
            return False
        if word in words.IS:
            self.level = COLON if word in words.IS_ALWAYS else IS
        elif word in words.KEPT:
            self.level = LOOK
        elif word in words.TO and (self.done or not self.last):
            self.level = TO
        elif (
            word not in words.FILLERS
            and word not in words.CIPHERS
            and not (self.level not in (NOT, OWNED) and looks.is_brand(word))
        ):
            self.level = OWNED if self.owned and word not in words.OF and self.level in (NOT, OWNED) else NOT
            self.owned = self.owned or word in words.OF
        elif self.level == COLON:
            self.level = LOOK
        self.done = self.done or word in words.VERBS
        self.last = word or self.last
        return True


def behind_label(plain: str, label: Label, limit: int) -> Span | None:
    """The secret behind the label: at once, behind a separator, or behind words that say whose it is.

    `limit` is where the next label stands: what comes then is that one's.
    """
    walk = _Walk(plain, label)
    at = end_of(LABEL_END, plain, label.end)
    if plain[at : at + 1] == "." and label.asks == "glued":
        at, walk.level = at + 1, TO
    for _ in range(MOST_PIECES):
        piece = next_piece(plain, at, walk.stop, value=walk.level == COLON)
        if piece is None or (piece.start >= limit and walk.level != COLON):
            return None
        at = piece.behind
        if piece.sort == "colon":
            walk.separated()
        elif piece.sort == "dash":
            walk.level = walk.level or LOOK
        elif piece.sort == "break":
            if walk.level not in (LOOK, COLON, IS) or (walk.last and walk.level == LOOK):
                return None
            walk.level = IS if walk.level in (IS, COLON) else LINE
            at = end_of(BULLETS, plain, at)
        elif piece.sort == "group":
            if span := _in_brackets(walk, piece):
                return span
        elif piece.start == piece.end:
            if ends_clause(plain, piece):
                return None
        elif MASKED in plain[piece.start : piece.behind]:
            return None  # it was its secret
        else:
            if span := _taken(walk, piece, limit):
                return span
            word = piece.text(plain).lower()
            if ends_clause(plain, piece) or walk.level == LINE or not walk.passed(word):
                return None
    return None


def _taken(walk: _Walk, piece: Piece, limit: int) -> Span | None:
    """The span of the secret if this piece is it."""
    plain, label, level = walk.plain, walk.label, walk.level
    text = piece.text(plain)
    if label.asks in NUMBERS and (first := text.replace(",", "/").partition("/")[0]).isdecimal():
        text = first  # 4711/Anna, 4711,4712
        piece = piece._replace(end=piece.start + len(text))
    if label.colon_only and level != COLON:
        return None
    if (
        label.asks == "phrase"
        and (level in (IS, COLON) or piece.sort == "quoted")
        and (phrase := _phrase(plain, piece))
    ):
        return phrase
    here = spot(plain, piece, label.asks, level, done=walk.done)
    end = _groups_end(plain, piece)
    if label.asks in NUMBERS and level in (LOOK, LINE, IS, COLON) and end > piece.end and len(text) == 3:
        return piece.start, end
    if (piece.start >= limit and not here.closes) or not is_secret(here):
        return None
    if level == COLON and not walk.option and piece.sort == "word" and label.asks in PHRASES:
        return piece.start, max(end, _phrase_end(plain, piece, limit))
    return piece.start, _numbers_end(plain, end) if label.asks in NUMBERS else end


def _numbers_end(plain: str, end: int) -> int:
    """Behind "PIN/PUK: 4711 / 12345678" and "PIN 4711, 4712, 4713": all are secrets."""
    return end_of(MORE_NUMBERS, plain, end)


def _groups_end(plain: str, piece: Piece) -> int:
    """Where groups of digits of one length end that begin with this one: 123 456, 8421 9034 1177, 1111-2222 3333-4444.

    Where a shorter or longer group follows they are no groups of one number, and it is the first alone.
    """
    if not piece.text(plain).replace("-", "").isdecimal():
        return piece.end
    return end_of(MORE_GROUPS.format(piece.end - piece.start), plain, piece.end)


def _in_brackets(walk: _Walk, piece: Piece) -> Span | None:
    """One word in brackets by its look; of several, one that is beyond doubt."""
    inner = list(re.finditer(r"\S+", piece.text(walk.plain)))
    for word in inner:
        one = piece._replace(start=piece.start + word.start(), end=piece.start + word.end())
        if is_secret(spot(walk.plain, one, walk.label.asks, TO if len(inner) == 1 else NOT)):
            return one.start, one.end
    return None


def _phrase(plain: str, piece: Piece) -> Span | None:
    """Three words and more, most of which no sentence about a secret has."""
    line = plain[piece.start : piece.start + WINDOW].partition("\n")[0]
    text = piece.text(plain) if piece.sort == "quoted" else line.rstrip(" .")
    each = text.lower().split()
    ordinary = sum(words.is_ordinary(word) for word in each)
    fewest = FEWEST_OF_PHRASE if ordinary else FEWEST_OF_PHRASE - 1
    if len(each) < fewest or ordinary * 2 > len(each) or not words.FUNCTION.isdisjoint(each):
        return None
    return piece.start, piece.start + len(text)


def _phrase_end(plain: str, piece: Piece, limit: int) -> int:
    """Behind a colon, all words of the line are one secret: better too much is masked than half of a phrase is left.

    Ordinary words at the end stay readable, and a clause that begins with one. A word with digits or symbols is most
    often a secret by itself: what follows belongs to it only where none of it is ordinary.
    """
    alone = not piece.text(plain).isalpha()
    end, last = piece.end, piece
    while not (mark := plain[last.end : last.behind]) or (mark == "," and not alone):
        then = next_piece(plain, last.behind, min(len(plain), last.behind + WINDOW), value=True)
        if then is None or then.sort not in IN_PHRASE or then.behind > limit:
            break
        if not ENDS_PHRASE.isdisjoint(plain[then.start : then.behind]):
            break
        word = then.text(plain).lower()
        if word not in words.AND:
            if not words.is_ordinary(word):
                end = then.end
            elif alone:
                return piece.end
            elif mark or last.text(plain).lower() in words.AND:
                break
        last = then
    return end


def ahead_of_label(plain: str, label: Label) -> Span | None:
    """The secret before its label: "used X as password", "X als neues Passwort", "X is the password"."""
    if label.asks not in AHEAD or not plain[label.start - 1 : label.start].isspace():
        return None
    before = _before(plain, label)
    floor = label.start - len(before)
    front = before.split()
    if plain[floor - 1 : floor].strip():
        front = front[1:]  # only the end of a word
    while front and front[-1].lower() in words.FILLERS:
        front.pop()
    if len(front) < 2 or front[-1].lower() not in words.AS | words.IS:
        return None
    word = front[-2].strip(SURROUNDING)
    if not words.NO_LABEL.isdisjoint(following(plain, label.end)[:1]):
        return None
    sure = looks.has_digit(word) and (word.isdecimal() if label.asks == "pin" else not looks.is_name(word))
    if not sure or not looks.looks_secret(word):
        return None
    start = floor + before.rindex(word)
    return start, start + len(word)


def _before(plain: str, label: Label) -> str:
    """What stands before the label on its line, as far as it is read."""
    return plain[max(0, label.start - LOOK_BACK) : label.start].rpartition("\n")[2]
