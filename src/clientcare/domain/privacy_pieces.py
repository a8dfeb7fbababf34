"""The text behind a label, piece by piece: separators, words, what stands in quotes or brackets, the next line."""

from __future__ import annotations

import re
from typing import NamedTuple

from clientcare.domain.privacy_text import end_of
from clientcare.domain.privacy_words import AND

WINDOW = 240  # characters behind a label in which its secret can stand
SEPARATORS = re.compile(r"(?P<break>\n)|(?P<colon>[:=|\t]|(?<! )>|->)|(?P<dash>-(?=[ \n-]|\Z))")
SURROUNDED = re.compile(
    r"(?P<group>\([^)\n]{0,38}\)|\[[^]\n]{0,38}\]|<[^>\n]{0,38}>|\{[^}\n]{0,38}\})"
    r"""|(?P<quoted>\"[^\"\n]{0,198}\"|'[^'\n]{0,198}'|`[^`\n]{0,198}`)"""
)
TOKEN = r"[^ \t\n]*"
OPENED = r"""(?:[("'`*]|\\["'])*"""
TEXT = r"[^ \t\n<]*(?:<(?!/)[^ \t\n<]*)*"  # of a token, before its markup ends
VALUE = r"[^ \t\n][^ \t\n;&,]*(?=[;&,][^ \t\n]*=)"  # of `password=x;server=y` and `?token=x&page=2`
# A name that a colon or "=" ends, with or without its value: `Admin:`, `value="x"`; not 14:05, C:\\ or https://.
NAME = r"[^ \t\n]+(?=[:=](?![^ \t\n]))|[^\W\d_]{2,}(?=[:=])(?!://)"
CLOSERS = ",;.:)]}>\"'`|"
CLAUSE_ENDS = frozenset(",;.!?")
CLAUSE_OPENERS = ",;.!?(|)"  # at the beginning of a word: its clause is another
SURROUNDING = ",;.:!?()\"'"
FOLLOWING = 4  # words of a clause that tell how it goes on
BULLETS = r"[ \t\n*+#>_-]*"  # before the first word of a line that is not blank


class Piece(NamedTuple):
    """`plain[start:end]` is the word without what surrounds it; the text goes on at `behind`.

    `sort` is "word", "quoted", "group" (in brackets), "colon" (any separator), "dash" or "break" (the line ends).
    """

    sort: str
    start: int
    end: int
    behind: int

    def text(self, plain: str) -> str:
        """The word itself."""
        return plain[self.start : self.end]


def next_piece(plain: str, at: int, stop: int, *, value: bool = False) -> Piece | None:
    """The piece that begins at or behind `at`, or None where the window ends.

    `value`: a separator went before, so that the word is taken whole; otherwise `name=x` and `name:x` are three pieces.
    """
    while at < stop and plain[at] == " ":
        at += 1
    if at >= stop:
        return None
    if found := SEPARATORS.match(plain, at, stop):
        return Piece(str(found.lastgroup), at, found.end(), found.end())
    if found := SURROUNDED.match(plain, at):
        return Piece(str(found.lastgroup), at + 1, found.end() - 1, found.end())
    return _word(plain, at, stop, value=value)


def _word(plain: str, at: int, stop: int, *, value: bool) -> Piece:
    behind = end_of(TOKEN, plain, at, stop)
    start = end_of(OPENED, plain, at, stop)
    end = end_of(TEXT, plain, start, stop)
    sooner = end_of(VALUE if value else NAME, plain, start, stop)
    end = sooner if start < sooner < end else end
    if not value:
        behind = end
    end = start + len(plain[start:end].rstrip(CLOSERS))
    return Piece("word", start, end, max(behind, at + 1))


def closes(plain: str, piece: Piece) -> bool:
    """Whether the clause ends with this piece."""
    rest = _rest(plain, piece.behind).split(None, 1)
    return ends_clause(plain, piece) or not rest or rest[0].lower() in AND or rest[0][0] in CLAUSE_OPENERS


def ends_clause(plain: str, piece: Piece) -> bool:
    """Whether a comma, a full stop or the like stands directly behind this piece."""
    return not CLAUSE_ENDS.isdisjoint(plain[piece.end : piece.behind])


def following(plain: str, at: int) -> tuple[str, ...]:
    """The next words of the clause, in small letters."""
    found: list[str] = []
    for word in _rest(plain, at).split()[:FOLLOWING]:
        found.append(word.strip(SURROUNDING).lower())
        if word[-1] in CLAUSE_ENDS:
            break
    return tuple(found)


def _rest(plain: str, at: int) -> str:
    """What follows on the line, as far as it is read."""
    return plain[at : at + WINDOW].partition("\n")[0]
