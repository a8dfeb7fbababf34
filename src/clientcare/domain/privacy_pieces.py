"""The text behind a label, piece by piece: separators, words, what stands in quotes or brackets, the next line."""

from __future__ import annotations

from clientcare.domain.privacy_words import AND

WINDOW = 240  # characters behind a label in which its secret can stand
LONGEST_QUOTE = 200
LONGEST_GROUP = 40
QUOTES = "\"'`"
CLOSERS = ",;.:)]}>\"'`|"
GROUPS = {"(": ")", "[": "]", "<": ">", "{": "}"}
CLAUSE_ENDS = ",;.!?"
BULLETS = " \t\n*-+#>_"


class Piece:
    """`plain[start:end]` is the word without what surrounds it; the text goes on at `behind`.

    `sort` is "word", "quoted", "group" (in brackets), "colon" (any separator), "dash" or "break" (the line ends).
    """

    __slots__ = ("behind", "end", "sort", "start")

    def __init__(self, sort: str, start: int, end: int, behind: int) -> None:
        self.sort = sort
        self.start = start
        self.end = end
        self.behind = behind

    def text(self, plain: str) -> str:
        """The word itself."""
        return plain[self.start : self.end]


def next_piece(plain: str, at: int, stop: int, *, value: bool) -> Piece | None:
    """The piece that begins at or behind `at`, or None where the window ends.

    `value`: a separator went before, so that the word is taken whole; otherwise `name=x` and `name:x` are three pieces.
    """
    while at < stop and plain[at] == " ":
        at += 1
    if at >= stop:
        return None
    if separator := _separator(plain, at, stop):
        return separator
    if plain[at] in GROUPS:
        close = plain.find(GROUPS[plain[at]], at, min(stop, at + LONGEST_GROUP))
        if close > 0 and "\n" not in plain[at:close]:
            return Piece("group", at + 1, close, close + 1)
    if plain[at] in QUOTES:
        close = plain.find(plain[at], at + 1, min(len(plain), at + LONGEST_QUOTE))
        if close > 0 and "\n" not in plain[at:close]:
            return Piece("quoted", at + 1, close, close + 1)
    return _word(plain, at, stop, value=value)


def _separator(plain: str, at: int, stop: int) -> Piece | None:
    char = plain[at]
    if char == "\n":
        return Piece("break", at, at + 1, at + 1)
    if char in ":=|\t" or (char == ">" and plain[at - 1 : at] != " "):
        return Piece("colon", at, at + 1, at + 1)
    if char == "-" and plain[at + 1 : at + 2] == ">":
        return Piece("colon", at, at + 2, at + 2)
    if char == "-" and (at + 1 >= stop or plain[at + 1] in " -\n"):
        return Piece("dash", at, at + 1, at + 1)
    return None


def _word(plain: str, at: int, stop: int, *, value: bool) -> Piece:
    behind = at
    while behind < stop and plain[behind] not in " \t\n":
        behind += 1
    start, end = at, behind
    while start < end and (plain[start] in "(\"'`*" or plain.startswith(('\\"', "\\'"), start)):
        start += 1
    markup = plain.find("</", start, end)
    end = markup if markup > start else end
    if value:
        end = _before_next_setting(plain, start, end)
    else:
        behind = end = _before_colon(plain, start, end)
    while end > start and plain[end - 1] in CLOSERS:
        end -= 1
    return Piece("word", start, end, max(behind, at + 1))


def _before_next_setting(plain: str, start: int, end: int) -> int:
    """In `password=x;server=y` and `?token=x&page=2` the value ends where the next setting begins."""
    last = plain.rfind("=", start, end)
    return next((at for at in range(start + 1, last) if plain[at] in ";&,"), end)


def _before_colon(plain: str, start: int, end: int) -> int:
    """A name that a colon or "=" ends, with or without its value: `Admin:`, `value="x"`; not 14:05, C:\\ or https://."""
    if end - start > 1 and plain[end - 1] in ":=":
        return end - 1
    for at in range(start + 2, end):
        if plain[at] in ":=" and plain[start:at].isalpha() and not plain.startswith("://", at):
            return at
    return end


def behind_breaks(plain: str, at: int, stop: int) -> int:
    """Where the first line that is not blank begins, its bullet left out."""
    while at < stop and plain[at] in BULLETS:
        at += 1
    return at


def closes(plain: str, piece: Piece, stop: int) -> bool:
    """Whether the clause ends with this piece."""
    if any(char in CLAUSE_ENDS for char in plain[piece.end : piece.behind]):
        return True
    rest = plain[piece.behind : stop].split("\n", 1)[0].split(None, 1)
    return not rest or rest[0].lower() in AND or rest[0][0] in ",;.!?(|)"


def following(plain: str, piece: Piece, stop: int, most: int = 4) -> tuple[str, ...]:
    """The words behind it in its clause, in small letters."""
    found: list[str] = []
    if not any(char in CLAUSE_ENDS for char in plain[piece.end : piece.behind]):
        for word in plain[piece.behind : stop].split("\n", 1)[0].split(None, most)[:most]:
            found.append(word.strip(",;.:!?()\"'").lower())
            if word[-1] in CLAUSE_ENDS:
                break
    return tuple(found)
