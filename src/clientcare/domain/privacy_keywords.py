"""Secrets beside the words for them: behind "Passwort:", "PIN is" or "mot de passe", and before "as password"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientcare.domain import privacy_looks as looks
from clientcare.domain import privacy_words as words
from clientcare.domain.privacy_labels import Label, labels
from clientcare.domain.privacy_pairs import behind_pair_label, is_pair_label, pairs
from clientcare.domain.privacy_pieces import WINDOW, Piece, behind_breaks, closes, following, next_piece
from clientcare.domain.privacy_text import MASKED
from clientcare.domain.privacy_verdicts import COLON, FIELD, IS, LINE, LOOK, NOT, OWNED, TO, Spot, is_secret

if TYPE_CHECKING:
    from clientcare.domain.privacy_text import Reading

CLOSERS = "\"'`)]*"  # directly behind a label: what surrounds it
MOST_PIECES = 16  # between a label and its secret
LOOK_BACK = 60  # characters before a label in which "… as" can stand
FEWEST_OF_PIN = 4
SHORTEST_GROUP = 3  # digits
FEWEST_OF_PHRASE = 3  # words of a passphrase that is one by its form
PHRASES = ("open", "phrase", "glued", "pass")  # what asks for a word can be answered with several
ENDS_PHRASE = frozenset(":=") | {MASKED}  # in a word: another setting, or what was masked before

Span = tuple[int, int]


def secrets_beside_words(reading: Reading) -> list[tuple[int, int, str]]:
    """(start, end, kind) of each secret beside a word for it."""
    plain = reading.plain
    known = labels(plain, reading.low)
    found = [(start, end, "password") for start, end in pairs(plain, reading.low)]
    taken = 0
    for at, label in enumerate(known):
        if label.start < taken:
            continue
        limit = known[at + 1].start if at + 1 < len(known) else len(plain)
        if is_pair_label(reading.low, label):
            span = behind_pair_label(plain, label) or behind_label(plain, label, limit, whole=False)
        else:
            span = behind_label(plain, label, limit) or ahead_of_label(plain, label, taken)
        if span:
            found.append((*span, label.kind))
            taken = max(taken, span[1])
    return found


class _Walk:
    """Where the reading of a sentence behind a label has got to."""

    def __init__(self, plain: str, label: Label) -> None:
        self.plain = plain
        self.label = label
        self.stop = min(len(plain), label.end + WINDOW)
        self.before = plain[max(0, label.start - LOOK_BACK) : label.start].rsplit("\n", 1)[-1]
        self.done = not words.VERBS.isdisjoint(self.before.lower().split()[-3:])
        self.option = self.before[-1:] == "-" and self.before[-2:-1] in ("", " ", "-")  # --password x
        self.level = COLON if self.option else LOOK
        self.owned = False  # a word was there that says whose it is
        self.last = ""  # the word before the place

    def spot(self, piece: Piece, level: int) -> Spot:
        text = piece.text(self.plain)
        behind = following(self.plain, piece, self.stop)
        quoted, ends = piece.sort == "quoted", closes(self.plain, piece, self.stop)
        return Spot(self.label.asks, level, text, behind, quoted=quoted, closes=ends, done=self.done)

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
            and not (len(word) == 1 and word in "05789")
            and not (self.level not in (NOT, OWNED) and looks.is_brand(word))
        ):
            self.level = OWNED if self.owned and word not in words.OF and self.level in (NOT, OWNED) else NOT
            self.owned = self.owned or word in words.OF
        elif self.level == COLON:
            self.level = LOOK
        self.done = self.done or word in words.VERBS
        self.last = word or self.last
        return True


def behind_label(plain: str, label: Label, limit: int, *, whole: bool = True) -> Span | None:
    """The secret behind the label: at once, behind a separator, or behind words that say whose it is.

    `limit` is where the next label stands: what comes then is that one's. Where the label is one of a pair (not
    `whole`) and something is masked behind it, that was its secret.
    """
    walk = _Walk(plain, label)
    if not whole and MASKED in plain[label.end : walk.stop]:
        return None
    at = label.end
    while at < walk.stop and plain[at] in CLOSERS:
        at += 1
    if plain[at : at + 1] in (".", "?") and plain[at : walk.stop].lstrip(".? ")[:1] in (":", "="):
        at = min(place for place in (plain.find(":", at), plain.find("=", at)) if place >= 0)
    elif plain[at : at + 1] == "." and label.asks == "glued":
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
            at = behind_breaks(plain, at, walk.stop)
        elif piece.sort == "group":
            if span := _in_brackets(walk, piece):
                return span
        elif piece.start == piece.end:
            if plain[piece.end : piece.behind].strip(",;.!?") != plain[piece.end : piece.behind]:
                return None
        else:
            if span := _taken(walk, piece, limit):
                return span
            word = piece.text(plain).lower().rstrip("!?")
            ended = closes(plain, piece, walk.stop) and plain[piece.end : piece.behind].strip(")\"'`:*") != ""
            if ended or walk.level == LINE or not walk.passed(word):
                return None
    return None


def _taken(walk: _Walk, piece: Piece, limit: int) -> Span | None:
    """The span of the secret if this piece is it."""
    plain, label, level = walk.plain, walk.label, walk.level
    text = piece.text(plain)
    if label.asks in ("pin", "code") and (first := text.replace(",", "/").partition("/")[0]).isdecimal():
        text = first  # 4711/Anna, 4711,4712
        piece = Piece("word", piece.start, piece.start + len(text), piece.behind)
    if MASKED in plain[piece.start : piece.behind] or (label.colon_only and level != COLON):
        return None
    if (
        label.asks == "phrase"
        and (level in (IS, COLON) or piece.sort == "quoted")
        and (phrase := _phrase(plain, piece, walk.stop))
    ):
        return phrase
    spot = walk.spot(piece, level)
    end = _groups_end(plain, piece, walk.stop)
    if label.asks in ("pin", "code") and level in (LOOK, LINE, IS, COLON) and end > piece.end and len(text) == 3:
        return piece.start, end
    if (piece.start >= limit and not spot.closes) or not is_secret(spot):
        return None
    if level == COLON and not walk.option and piece.sort == "word" and label.asks in PHRASES:
        return piece.start, max(end, _phrase_end(plain, piece, min(limit, walk.stop)))
    return piece.start, _numbers_end(plain, end, walk.stop) if label.asks in ("pin", "code") else end


def _numbers_end(plain: str, end: int, stop: int) -> int:
    """Behind "PIN/PUK: 4711 / 12345678" and "PIN 4711, 4712, 4713": all are secrets."""
    joint = plain[end:stop].lstrip(" ")
    then = joint[1:].replace(",", " ").split(None, 1)[:1]
    if joint[:1] not in ("/", ",") or not then or not (len(then[0]) >= FEWEST_OF_PIN and then[0].isdecimal()):
        return end
    return _numbers_end(plain, plain.index(then[0], end) + len(then[0]), stop)


def _groups_end(plain: str, piece: Piece, stop: int) -> int:
    """Where groups of digits of one length end that begin with this one: 123 456, 8421 9034 1177, 1111-2222 3333-4444.

    Where a shorter or longer group follows they are no groups of one number, and it is the first alone.
    """
    length = piece.end - piece.start
    if length < SHORTEST_GROUP or not _is_digits(plain[piece.start : piece.end]):
        return piece.end
    end = piece.end
    for group in plain[piece.end : stop].split("\n", 1)[0].replace(",", " ").split(" ")[1:]:
        if len(group.rstrip(".,;")) != length or not _is_digits(group.rstrip(".,;")):
            return piece.end if group[:1].isdecimal() else end
        end += 1 + length
        if len(group) > length:
            break
    return end


def _is_digits(text: str) -> bool:
    return text.replace("-", "").isdecimal()


def _in_brackets(walk: _Walk, piece: Piece) -> Span | None:
    """One word in brackets by its look; of several, one that is beyond doubt."""
    text = piece.text(walk.plain)
    at = piece.start
    for word in text.split():
        at = walk.plain.index(word, at)
        inner = Piece("word", at, at + len(word), piece.behind)
        if is_secret(walk.spot(inner, NOT if " " in text.strip() else TO)):
            return inner.start, inner.end
    return None


def _phrase(plain: str, piece: Piece, stop: int) -> Span | None:
    """Three words and more, most of which no sentence about a secret has."""
    line_end = plain.find("\n", piece.start, stop)
    end = piece.end if piece.sort == "quoted" else (stop if line_end < 0 else line_end)
    text = plain[piece.start : end].rstrip(" .")
    each = text.lower().split()
    ordinary = sum(words.is_ordinary(word) for word in each)
    fewest = FEWEST_OF_PHRASE if ordinary else FEWEST_OF_PHRASE - 1
    if len(each) < fewest or ordinary * 2 > len(each) or not words.FUNCTION.isdisjoint(each):
        return None
    return piece.start, piece.start + len(text)


def _phrase_end(plain: str, piece: Piece, stop: int) -> int:
    """Behind a colon, all words of the line are one secret: better too much is masked than half of a phrase is left.

    Ordinary words at the end stay readable, and a clause that begins with one. A word with digits or symbols is most
    often a secret by itself: what follows belongs to it only where none of it is ordinary.
    """
    alone = not piece.text(plain).isalpha()
    end, last = piece.end, piece
    while not (mark := plain[last.end : last.behind]) or (mark == "," and not alone):
        then = next_piece(plain, last.behind, stop, value=True)
        if then is None or then.sort not in ("word", "dash") or ENDS_PHRASE & {*plain[then.start : then.behind]}:
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


def ahead_of_label(plain: str, label: Label, taken: int) -> Span | None:
    """The secret before its label: "used X as password", "X als neues Passwort", "X is the password"."""
    if label.asks not in ("open", "phrase", "glued", "pin"):
        return None
    floor = max(taken, label.start - LOOK_BACK, plain.rfind("\n", max(0, label.start - LOOK_BACK), label.start) + 1)
    front = plain[floor : label.start].split()
    if floor > taken and plain[floor - 1 : floor].strip():
        front = front[1:]  # only the end of a word
    if not plain[label.start - 1 : label.start].isspace():
        return None
    while front and front[-1].lower() in words.FILLERS:
        front.pop()
    if len(front) < 2 or front[-1].lower() not in words.AS | words.IS:
        return None
    word = front[-2].strip("\"'`(),;.:")
    behind = following(plain, Piece("word", label.start, label.end, label.end), label.end + WINDOW, 1)
    if behind and behind[0] in words.NO_LABEL:
        return None
    sure = looks.has_digit(word) and (word.isdecimal() if label.asks == "pin" else not looks.is_name(word))
    if not sure or not looks.looks_secret(word):
        return None
    start = plain.rfind(word, floor, label.start)
    return start, start + len(word)
