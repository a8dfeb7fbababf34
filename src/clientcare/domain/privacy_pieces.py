"""The text behind a label, piece by piece: separators, words, what stands in quotes or brackets, the next line."""

from __future__ import annotations

from clientcare.domain.privacy_words import AND

# The sorts of pieces. A separator is a colon or what stands for one; a break is the end of a line.
WORD, QUOTED, GROUP, SEPARATOR, DASH, BREAK = "word quoted group separator dash break".split()

WINDOW = 240  # characters behind a label in which its secret can stand
LONGEST_QUOTE = 200
LONGEST_GROUP = 40
MOST_FOLLOWING = 4  # words behind a piece that are looked at
SHORTEST_NAME = 2  # letters before a colon within a word; C:\ is a drive

BLANK = " "
BLANKS = " \t\n"
LINE_END = "\n"
QUOTES = "\"'`"
GROUPS = {"(": ")", "[": "]", "<": ">", "{": "}"}
SEPARATORS = ":=|\t"
COLONS = ":="
ARROW = "->"
MARKUP = "</"
ADDRESS = "://"
BEHIND_A_DASH = " -\n"
OPENERS = "(\"'`*"
ESCAPED_QUOTES = ('\\"', "\\'")
CLOSERS = ",;.:)]}>\"'`|"
CLAUSE_ENDS = frozenset(",;.!?")
CLAUSE_OPENERS = ",;.!?(|)"
AROUND_A_WORD = ",;.:!?()\"'"
BETWEEN_SETTINGS = ";&,"
BULLETS = " \t\n*-+#>_"


class Piece:
    """`plain[start:end]` is the word without what surrounds it; the text goes on at `behind`."""

    __slots__ = ("behind", "end", "sort", "start")

    def __init__(self, sort: str, start: int, end: int, behind: int) -> None:
        self.sort = sort
        self.start = start
        self.end = end
        self.behind = behind

    def text(self, plain: str) -> str:
        """The word itself."""
        return plain[self.start : self.end]

    def ends_clause(self, plain: str) -> bool:
        """Whether a comma, a full stop or the like stands directly behind the word."""
        return not CLAUSE_ENDS.isdisjoint(plain[self.end : self.behind])


def next_piece(plain: str, at: int, stop: int, *, value: bool) -> Piece | None:
    """The piece that begins at or behind `at`, or None where the window ends.

    `value`: a separator went before, so that the word is taken whole; otherwise `name=x` and `name:x` are three pieces.
    """
    while at < stop and plain[at] == BLANK:
        at += 1
    if at >= stop:
        return None
    return _mark(plain, at, stop) or _enclosed(plain, at, stop) or _word(plain, at, stop, value=value)


def _mark(plain: str, at: int, stop: int) -> Piece | None:
    """A separator, a dash or the end of a line."""
    char = plain[at]
    if char == LINE_END:
        return Piece(BREAK, at, at, at + 1)
    if char in SEPARATORS or (char == ">" and plain[at - 1] != BLANK):
        return Piece(SEPARATOR, at, at, at + 1)
    if plain.startswith(ARROW, at):
        return Piece(SEPARATOR, at, at, at + len(ARROW))
    if char == "-" and (at + 1 == stop or plain[at + 1] in BEHIND_A_DASH):
        return Piece(DASH, at, at, at + 1)
    return None


def _enclosed(plain: str, at: int, stop: int) -> Piece | None:
    """What stands in quotes or brackets on one line."""
    opener = plain[at]
    if opener in GROUPS:
        sort, closer, most = GROUP, GROUPS[opener], min(stop, at + LONGEST_GROUP)
    elif opener in QUOTES:
        sort, closer, most = QUOTED, opener, at + LONGEST_QUOTE
    else:
        return None
    close = rest_of_line(plain, at + 1, most).find(closer) + at + 1
    return Piece(sort, at + 1, close, close + 1) if close > at else None


def _word(plain: str, at: int, stop: int, *, value: bool) -> Piece:
    behind = at
    while behind < stop and plain[behind] not in BLANKS:
        behind += 1
    start, end = at, behind
    while start < end and (plain[start] in OPENERS or plain.startswith(ESCAPED_QUOTES, start)):
        start += 1
    markup = plain.find(MARKUP, start, end)
    end = markup if markup > start else end
    if value:
        end = _before_next_setting(plain, start, end)
    else:
        behind = end = max(_before_colon(plain, start, end), at + 1)
    while end > start and plain[end - 1] in CLOSERS:
        end -= 1
    return Piece(WORD, start, end, behind)


def _before_next_setting(plain: str, start: int, end: int) -> int:
    """In `password=x;server=y` and `?token=x&page=2` the value ends where the next setting begins."""
    last = plain.rfind("=", start, end)
    return next((at for at in range(start + 1, last) if plain[at] in BETWEEN_SETTINGS), end)


def _before_colon(plain: str, start: int, end: int) -> int:
    """A name that a colon or "=" ends, with or without its value: `Admin:`, `value="x"`; not 14:05, C:\\ or https://."""
    for at in range(start + SHORTEST_NAME, end):
        name = plain[start:at].isalpha() or at == end - 1
        if plain[at] in COLONS and name and not plain.startswith(ADDRESS, at):
            return at
    return end


def behind_breaks(plain: str, at: int, stop: int) -> int:
    """Where the first line that is not blank begins, its bullet left out."""
    while at < stop and plain[at] in BULLETS:
        at += 1
    return at


def rest_of_line(plain: str, at: int, stop: int) -> str:
    """What stands at `at` and behind it, to the end of the line or to `stop`."""
    return plain[at:stop].partition(LINE_END)[0]


def closes(plain: str, piece: Piece, stop: int) -> bool:
    """Whether the clause ends with this piece."""
    rest = rest_of_line(plain, piece.behind, stop).split()
    return piece.ends_clause(plain) or not rest or rest[0].lower() in AND or rest[0][0] in CLAUSE_OPENERS


def following(plain: str, piece: Piece, stop: int) -> tuple[str, ...]:
    """The first words behind it in its clause, in small letters."""
    found: list[str] = []
    if piece.ends_clause(plain):
        return ()
    for word in rest_of_line(plain, piece.behind, stop).split()[:MOST_FOLLOWING]:
        found.append(word.strip(AROUND_A_WORD).lower())
        if word[-1] in CLAUSE_ENDS:
            break
    return tuple(found)
