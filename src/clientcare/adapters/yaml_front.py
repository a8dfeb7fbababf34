"""Front matter in YAML, read from the parser's events, so that nothing in it can run, multiply or nest without end.

Plain scalars mean what the core schema of YAML 1.2.2 (section 10.3.2) says: `no` and `12:30` are texts.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from clientcare.adapters.toml_bounds import Places, long_line
from clientcare.domain.guide_limits import STEP_LIMIT, TOO_MANY_STEPS
from clientcare.domain.guide_tables import BrokenGuide, Remark, Spot

if TYPE_CHECKING:
    from clientcare.domain.guide_tables import Path

NESTING = 32
"""Lists and tables inside each other."""
VALUES = 200_000
"""Values in one file, each counted as often as an alias repeats it."""

_NULLS = frozenset(("", "~", "null", "Null", "NULL"))
_FLAGS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_WHOLE = re.compile(r"[-+]?[0-9]{1,4000}")
_OTHER_BASE = re.compile(r"0o[0-7]{1,4000}|0x[0-9a-fA-F]{1,4000}")
_DECIMAL = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_NO_NUMBERS = {".nan": float("nan"), ".inf": float("inf"), "+.inf": float("inf"), "-.inf": float("-inf")}
_TEXT_TAGS = ("tag:yaml.org,2002:str", "!")
_PLAIN_TAGS = ("!", "tag:yaml.org,2002:seq", "tag:yaml.org,2002:map")


class _Span(NamedTuple):
    """The characters that a key or a value is. The parser counts lines also where no editor begins one, so its own
    lines and columns are not used."""

    begin: int
    end: int


class YamlSpots:
    """The places of keys and values. What is not there has the place of what should hold it."""

    def __init__(self, text: str, keys: dict[Path, _Span], values: dict[Path, _Span], first: int) -> None:
        self._keys = keys
        self._values = values
        self._places = Places(text, first)

    def __call__(self, path: Path, *, of_key: bool = False) -> Spot:
        """The place in the file, of which the front matter begins on line `first`."""
        if of_key and path in self._keys:
            return self._places.spot(*self._keys[path])
        while path and path not in self._values and path not in self._keys:
            path = path[:-1]
        span = self._values.get(path) or self._keys.get(path)
        return self._places.spot(*span) if span else Spot(1, 1)


def parse_yaml(text: str, source: str, first: int) -> tuple[dict[str, Any], YamlSpots]:
    """The keys of a text that begins on line `first` of its file, and their places. Raises BrokenGuide with a place."""
    import yaml

    if fault := long_line(text):
        raise BrokenGuide(source, [fault._replace(line=fault.line + first - 1)])
    builder = _Builder()
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        for event in yaml.parse(text, Loader=loader):
            builder.take(event)
        data = {} if builder.root is None else builder.root
        if not isinstance(data, dict):
            raise _Refused("the front matter is no table", "Each line begins with a key: title: My guide", _Span(0, 0))
    except _Refused as refused:
        fault = Remark(refused.text, refused.expected, *Places(text, first).spot(*refused.span))
    except yaml.YAMLError as error:
        fault = _explained(error, text, first)
    else:
        return data, YamlSpots(text, builder.keys, builder.places, first)
    raise BrokenGuide(source, [fault])


def in_yaml(advice: str) -> str:
    """What a reader of TOML would write instead, as somebody who writes YAML does."""
    advice = re.sub(r"a line \[\[(?:.*\.)?(\w+)\]\]", r"'- ' below \1:", advice)
    return re.sub(r"\b([\w-]+) = ", r"\1: ", advice).replace("above the first [[…]]", "to the beginning of a line")


class _Refused(Exception):
    def __init__(self, text: str, expected: str, span: _Span) -> None:
        super().__init__(text)
        self.text, self.expected, self.span = text, expected, span


class _Open:
    """A list or table that is being read; `key` is that of the value to come.

    `begin` is where one in brackets or braces begins; -1 for one on lines of its own.
    """

    __slots__ = ("anchor", "begin", "key", "value", "waits")

    def __init__(self, value: list[Any] | dict[str, Any], anchor: str | None, begin: int) -> None:
        self.value = value
        self.anchor = anchor
        self.begin = begin
        self.key: str = ""
        self.waits = False  # a key was read, its value was not


class _Builder:
    """Puts values together from events, with a stack of its own instead of recursion."""

    def __init__(self) -> None:
        self.root: Any = None
        self.keys: dict[Path, _Span] = {}
        self.places: dict[Path, _Span] = {}
        self._open: list[_Open] = []
        self._path: list[str | int] = []
        self._anchors: dict[str, tuple[Any, int]] = {}
        self._sizes: list[int] = []
        self._values = 0
        self._documents = 0

    def take(self, event: Any) -> None:
        """One event of the parser."""
        kind = type(event).__name__
        span = _Span(event.start_mark.index, event.end_mark.index)
        if kind == "DocumentStartEvent":
            self._documents += 1
            if self._documents > 1:
                raise _Refused("a second document begins", _ONE_DOCUMENT, span)
        elif kind == "ScalarEvent":
            self._scalar(event, span)
        elif kind == "AliasEvent":
            value, size = self._known(event.anchor, span)
            self._count(size, span)
            self._put(value, span)
        elif kind in ("SequenceStartEvent", "MappingStartEvent"):
            self._begin([] if kind == "SequenceStartEvent" else {}, event, span)
        elif kind in ("SequenceEndEvent", "MappingEndEvent"):
            self._end(span)

    def _scalar(self, event: Any, span: _Span) -> None:
        self._count(1, span)
        top = self._open[-1] if self._open else None
        if top and isinstance(top.value, dict) and not top.waits:
            self._key(top, event.value, span)
            return
        value = _resolved(event, span)
        if event.anchor:
            self._anchors[event.anchor] = (value, 1)
        self._put(value, span)

    def _key(self, table: _Open, key: str, span: _Span) -> None:
        if key in table.value:
            raise _Refused(f"the key '{key}' is there already", "Each key stands once.", span)
        if key == "<<":
            raise _Refused("<< is not read here", "Write the keys out.", span)
        table.key, table.waits = key, True
        self.keys[(*self._path, key)] = span

    def _begin(self, value: list[Any] | dict[str, Any], event: Any, span: _Span) -> None:
        top = self._open[-1] if self._open else None
        if top and isinstance(top.value, dict) and not top.waits:
            raise _Refused("a list or a table cannot be a key", "A key is a word: title: My guide", span)
        if len(self._open) >= NESTING:
            raise _Refused("lists are nested too deeply", f"At most {NESTING} inside each other.", span)
        if event.tag not in (None, *_PLAIN_TAGS):
            raise _Refused(f"the tag {event.tag} is not read here", "Leave it out.", span)
        self._count(1, span)
        if top:
            self._path.append(top.key if isinstance(top.value, dict) else len(top.value))
            if isinstance(top.value, list):
                self.places[tuple(self._path)] = span
            if self._path[1:] == [STEP_LIMIT] and str(self._path[0]).casefold() == "steps":
                raise _Refused(*TOO_MANY_STEPS[:2], span)
        self._open.append(_Open(value, event.anchor, span.begin if event.flow_style else -1))
        self._sizes.append(self._values)

    def _end(self, span: _Span) -> None:
        done = self._open.pop()
        if done.begin >= 0:
            self.places[tuple(self._path)] = _Span(done.begin, span.end)
        size = self._values - self._sizes.pop() + 1
        if done.anchor:
            self._anchors[done.anchor] = (done.value, size)
        if self._path:
            self._path.pop()
        self._put(done.value, None)

    def _put(self, value: Any, span: _Span | None) -> None:
        if not self._open:
            self.root = value
            return
        top = self._open[-1]
        if isinstance(top.value, list):
            if span:
                self.places[(*self._path, len(top.value))] = span
            top.value.append(value)
        elif top.waits:
            top.value[top.key] = value
            top.waits = False
            if span:
                self.places[(*self._path, top.key)] = span
        elif span:
            raise _Refused("an alias cannot be a key", "A key is a word: title: My guide", span)

    def _known(self, anchor: str, span: _Span) -> tuple[Any, int]:
        if anchor not in self._anchors:  # also one that stands inside of what it names
            advice = f"&{anchor} stands before the value that it names."
            raise _Refused(f"*{anchor} names nothing that stands before it", advice, span)
        return self._anchors[anchor]

    def _count(self, more: int, span: _Span) -> None:
        self._values += more
        if self._values > VALUES:
            raise _Refused("the front matter holds too many values", f"At most {VALUES:,}, repeated ones too.", span)


def _resolved(event: Any, span: _Span) -> Any:
    text: str = event.value
    if event.tag in _TEXT_TAGS:
        return text
    if event.tag is not None:
        raise _Refused(f"the tag {event.tag} is not read here", "Leave it out.", span)
    if not event.implicit[0]:
        return text
    if text in _NULLS:
        return None
    if text in _FLAGS:
        return _FLAGS[text]
    if _WHOLE.fullmatch(text):
        return int(text)
    if _OTHER_BASE.fullmatch(text):
        return int(text, 0)
    if _DECIMAL.fullmatch(text):
        return float(text)
    return _NO_NUMBERS.get(text.lower(), text)


_ONE_DOCUMENT = "One document between the lines of ---."
_TAB = ("a tab stands where blanks must", "YAML is indented with blanks.")
_SECOND = ("a second document begins", _ONE_DOCUMENT)
_NO_PLACE = ("this line fits nothing around it", "Keys of one table, and items of one list, begin in the same column.")
_NOT_CLOSED = ("a text is not closed", "It ends with the quotation mark it began with.")
_OPEN_LIST = ("a list is not closed", "key: [one, two]")
_OPEN_TABLE = ("a table in braces is not closed", "key: {name: value}")
_FROM_THE_BEGINNING = (_NOT_CLOSED, _OPEN_LIST, _OPEN_TABLE)
_MEANINGS = {
    "mapping values are not allowed": ("a colon stands where none may", 'A text with ": " stands in quotation marks.'),
    "could not find expected ':'": ("a key has no colon", "key: value"),
    "did not find expected key": _NO_PLACE,
    "did not find expected '-'": _NO_PLACE,
    "did not find expected ',' or ']'": _OPEN_LIST,
    "did not find expected ',' or '}'": _OPEN_TABLE,
    "did not find expected <document start>": _SECOND,
    "expected <block end>": _NO_PLACE,
    "expected ',' or ']'": _OPEN_LIST,
    "expected ',' or '}'": _OPEN_TABLE,
    "expected '<document start>'": _SECOND,
    "found character": ("a text begins with a sign that has a meaning", "Put it in quotation marks."),
    "found unexpected end of stream": _NOT_CLOSED,
    "found unknown escape": ("a backslash stands alone in a text", "Put the text between ' and '."),
}
"""What the parser says, with and without libyaml, in words for people."""


def _explained(error: Any, text: str, first: int) -> Remark:
    """What the parser said, in words for people, with the place in the file."""
    mark = getattr(error, "problem_mark", None)
    if mark is None:  # a character that YAML does not know
        at = max(0, min(getattr(error, "position", 0), len(text)))
        spot = Places(text, first).spot(at, at + 1)
        return Remark("a character stands here that no text may have", "Type the line again.", *spot)
    said = str(error.problem or error.context or "this is no YAML")
    told = next((one for begin, one in _MEANINGS.items() if said.startswith(begin)), (said, ""))
    if text[mark.index : mark.index + 1] == "\t":
        told = _TAB
    elif told in _FROM_THE_BEGINNING:
        mark = error.context_mark or mark
    return Remark(*told, *Places(text, first).spot(mark.index, mark.index + 1))
