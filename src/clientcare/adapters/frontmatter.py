"""The front matter of a Hugo content file, then its body: TOML between two lines of +++, or YAML between two of ---.

A whole file of TOML is read as well.
"""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any, NamedTuple

from clientcare.adapters.toml_bounds import out_of_bounds, place, unclosed
from clientcare.adapters.toml_spots import TomlSpots
from clientcare.domain.guide_limits import SIZE_LIMIT, TOO_BIG
from clientcare.domain.guide_tables import BrokenGuide, Remark

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from clientcare.domain.guide_tables import Spots

_BEFORE = re.compile(r"(?:[\s\ufeff]|<!--[^\n]*(?:\n|\Z))*")
_CLOSING = {"+++": re.compile(r"^\+\+\+", re.MULTILINE), "---": re.compile(r"^---", re.MULTILINE)}
_OTHERS = {"{": "JSON front matter is not read", "#+": "front matter of Org mode is not read"}
_TWO_LINES = (
    "A guide begins with a line of +++, then keys, then a line of +++. Of a runbook without: clientcare guide import."
)
_ONE_LINE = "A line of {} after the last key."
_TAKEN_FOR_TEXT = "As on a Hugo site, the rest of the line is taken for the first of the body."
_PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
_THERE_ALREADY = (
    "this key or table is there already",
    "Each stands once. After a line in [[…]] a key belongs to that table: keys of the whole guide go above the first.",
)
_NOT_CLOSED = (
    "a text is not closed",
    'It ends with a quotation mark on the same line; a text of several lines stands between """ and """.',
)
_CHARACTER = ("a character stands here that no text may have", "Type the line again.")
_MEANINGS = {
    "Cannot declare": _THERE_ALREADY,
    "Cannot mutate": _THERE_ALREADY,
    "Cannot overwrite": _THERE_ALREADY,
    "Cannot redefine": _THERE_ALREADY,
    "Duplicate inline": _THERE_ALREADY,
    'Expected \'"""\'': _NOT_CLOSED,
    "Expected \"'''\"": _NOT_CLOSED,
    'Expected "\'"': _NOT_CLOSED,
    "Expected '='": ("a key has no value", 'key = "value"'),
    "Expected newline": (
        "something follows the value on the same line",
        'One key on a line; a quotation mark inside a text is written \\".',
    ),
    "Expected ']'": ("a line in [ ] is not closed", "[table]"),
    "Expected ']]'": ("a line in [[ ]] is not closed", "[[steps]]"),
    "Exceeds the limit": ("a number has too many digits", "At most 4,300."),
    "Found invalid character '\\n'": _NOT_CLOSED,
    "Found invalid character": _CHARACTER,
    "Illegal character '\\n'": _NOT_CLOSED,
    "Illegal character": _CHARACTER,
    "Invalid date": ("there is no such date or time", "date = 2026-11-24"),
    "Invalid statement": ("this is neither a key nor a table", 'key = "value", or [[steps]]'),
    "Invalid value": ("this is no value", 'A text stands in quotation marks: key = "text"'),
    "Unclosed array": ("a list is not closed", 'key = ["one", "two"]'),
    "Unclosed inline table": ("a table in braces is not closed", 'key = { name = "value" }'),
    "Unescaped '\\'": (
        "a backslash stands alone in a text",
        "It is written \\\\, or the text stands between ' and '.",
    ),
    "Unterminated string": _NOT_CLOSED,
}


class Matter(NamedTuple):
    """A file in its parts. `mark` is what encloses `keys`, which begin on line `first` of the file."""

    mark: str
    keys: str
    body: str
    first: int
    warnings: tuple[Remark, ...] = ()


class Parsed(NamedTuple):
    """A file that was parsed: its keys, its body, the places of the keys, and what Hugo would read otherwise.

    `wording` puts an example in TOML into the syntax of the file.
    """

    data: dict[str, Any]
    body: str
    spots: Spots
    warnings: tuple[Remark, ...] = ()
    wording: Callable[[str], str] = str

    @property
    def is_yaml(self) -> bool:
        """Whether the keys stand in YAML."""
        return self.wording is not str


def parse(content: bytes, source: str, *, plain: bool = False) -> Parsed:
    """The parsed file. `plain` files are TOML as a whole; others begin with front matter.

    A byte order mark, CRLF, blank lines before the front matter and a front matter in an HTML comment are taken as
    Hugo takes them. Raises BrokenGuide with line and column; size, length of lines, parts of a key and nesting are
    bounded before anything is parsed.
    """
    text = decode(content, source)
    if plain:
        matter = Matter("+++", text, "", 1)
        return Parsed(_loads(matter, source), "", TomlSpots(text))
    return _parse_front(text, source)


def decode(content: bytes, source: str) -> str:
    """The text of a file, its line ends as \\n. Raises BrokenGuide where it is too big or no UTF-8."""
    if len(content) > SIZE_LIMIT:
        raise BrokenGuide(source, [TOO_BIG])
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        before = error.object[: error.start]  # without the byte order mark
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        fault = Remark("the file is not UTF-8 text", "Save it as UTF-8.", before.count(b"\n") + 1, column)
        raise BrokenGuide(source, [fault]) from None


def lines_of(content: bytes) -> list[str]:
    """The lines of a file as they are counted for places; what is no UTF-8 is shown by a sign."""
    return content[: SIZE_LIMIT + 1].decode("utf-8-sig", "replace").replace("\r\n", "\n").split("\n")


def _parse_front(text: str, source: str) -> Parsed:
    """Hugo ends the front matter at the first line of +++, even inside a text of several lines. So do we; only where
    that cannot be parsed and a later one can, the later one is meant."""
    matters = _splits(text, source)
    first = next(matters)
    if first.mark == "---":
        from clientcare.adapters.yaml_front import in_yaml, parse_yaml

        data, spots = parse_yaml(first.keys, source, first.first)
        return Parsed(data, first.body, spots, first.warnings, in_yaml)
    try:
        return Parsed(_loads(first, source), first.body, TomlSpots(first.keys, first.first), first.warnings)
    except BrokenGuide:
        if '"""' in first.keys or "'''" in first.keys:
            for later in matters:
                try:
                    data = _loads(later, source)
                except BrokenGuide:
                    continue
                line = first.first + first.keys.count("\n")
                warning = Remark("a line of +++ inside a text", "Hugo ends the front matter here: indent it.", line, 1)
                return Parsed(data, later.body, TomlSpots(later.keys, later.first), (warning, *later.warnings))
        raise


def _splits(text: str, source: str) -> Iterator[Matter]:
    """The ways to split a file, at each of the first lines that begin with +++ (or ---) and could end the front matter.

    Follows the lexer of Hugo's parser/pageparser (pagelexer_intro.go); differences are told in the guide format.
    """
    before = _BEFORE.match(text)
    at = before.end() if before else 0
    line = text.count("\n", 0, at) + 1
    mark = next((mark for mark in _CLOSING if text.startswith(mark, at) and text[at + 3 : at + 4] != mark[0]), "")
    if not mark:
        told = next((told for begin, told in _OTHERS.items() if text.startswith(begin, at)), "no front matter")
        raise BrokenGuide(source, [Remark(told, _TWO_LINES, line, 1)])
    rest, _, _ = text[at + 3 :].partition("\n")
    if rest.strip() and not rest.lstrip().startswith("#"):
        fault = Remark(f"something follows {mark} on its line", "The keys begin on the next line.", line, 4, len(rest))
        raise BrokenGuide(source, [fault])
    start = min(len(text), at + 4 + len(rest))
    closings = [found for found, _ in zip(_CLOSING[mark].finditer(text, start), range(TRIES), strict=False)]
    if not closings:
        raise BrokenGuide(source, [Remark("the front matter is not closed", _ONE_LINE.format(mark), line, 1, 3)])
    for closing in closings:
        keys, ends, body = text[start : closing.start()], closing.end(), text[closing.end() :]
        warnings: tuple[Remark, ...] = ()
        behind, _, below = body.partition("\n")
        if behind.strip():
            row = text.count("\n", 0, ends) + 1
            warnings = (Remark(f"something follows {mark} on its line", _TAKEN_FOR_TEXT, row, 4, len(behind)),)
        else:
            body = below
        if "<!--" in text[:at]:
            _, end, body = text[ends:].partition("-->")
            if not end:
                told = "the comment around the front matter is not closed"
                raise BrokenGuide(source, [Remark(told, f"--> below the second {mark}.", 1, 1)])
            body = body.removeprefix("\n")
        yield Matter(mark, keys, body, line + 1, warnings)


TRIES = 8
"""How many lines of +++ are tried as the end of the front matter, where the first is inside a text."""


def _loads(matter: Matter, source: str) -> dict[str, Any]:
    fault = out_of_bounds(matter.keys)
    if fault:
        raise BrokenGuide(source, [fault._replace(line=fault.line + matter.first - 1)])
    try:
        return tomllib.loads(matter.keys)
    except RecursionError:
        raise BrokenGuide(source, [Remark("lists are nested too deeply", "", matter.first, 0)]) from None
    except ValueError as error:  # also a number with more digits than Python reads
        raise BrokenGuide(source, [_explained(str(error), matter)]) from None


def _explained(said: str, matter: Matter) -> Remark:
    """What the parser said, in words for people, with the place in the file."""
    toml = matter.keys
    found = _PLACE.search(said)
    if found:
        said = said[: found.start()]
    told = next((one for begin, one in _MEANINGS.items() if said.startswith(begin)), None)
    at = unclosed(toml) if told is _NOT_CLOSED else -1
    if at < 0 and found and found[1]:
        at = _index(toml, int(found[1]), int(found[2]))
    elif at < 0:
        at = _digits(toml)
    at = at if at >= 0 else len(toml.rstrip("\n"))
    text, expected = told or (said[:1].lower() + said[1:], "")
    upto = toml[:at] + toml[at:].partition("\n")[0]
    if told is _THERE_ALREADY and (twice := TomlSpots(upto, matter.first).doubled()):
        return Remark(f"'{twice.name}' is there already, on line {twice.before}", expected, *twice.spot)
    line, column, _ = place(toml, at)
    return Remark(text, expected, line + matter.first - 1, column, len(_word(toml, at)))


def _index(toml: str, line: int, column: int) -> int:
    """Where the character of a line and a column stands."""
    at = 0
    for _ in range(line - 1):
        at = toml.index("\n", at) + 1
    return at + column - 1


def _word(text: str, at: int) -> str:
    """What stands at a place, up to the next sign that parts values."""
    found = re.compile(r"[^\s,\]}#=]+").match(text, at)
    return found[0] if found else text[at : at + 1].rstrip("\n")


def _digits(toml: str) -> int:
    """Where a number begins that has more digits than Python reads; -1 where there is none."""
    found = re.search(r"[0-9_]{4300}", toml)
    return found.start() if found else -1
