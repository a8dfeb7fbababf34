"""The guides: those of the shop first, then those that come with clientcare. One that cannot be read stops no other."""

from __future__ import annotations

import hashlib
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from clientcare.adapters import frontmatter
from clientcare.adapters.guide_files import SUFFIXES, content_of, files_of, picture_warnings
from clientcare.domain.errors import NotFound
from clientcare.domain.guide_excerpts import with_excerpts
from clientcare.domain.guide_reading import NAME_LENGTH, read_guide
from clientcare.domain.guide_tables import BrokenGuide, Remark, in_order
from clientcare.domain.guides import (
    CheckedFile,
    DraftedGuide,
    FoundGuide,
    Guide,
    LibraryListing,
    ListedGuide,
    UnreadGuide,
)
from clientcare.domain.identifiers import slug
from clientcare.domain.tables import near

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_FRONTS = (b"+++", b"---", b"<!--")
_NAMED = re.compile(rb"""(?im)^[ \t]*["']?name["']?[ \t]*=[ \t]*(.*?)[ \t\r]*$""")
_SIMPLE = re.compile(rb"""(?:"([^"\\]*)"|'([^']*)')""")


class _Readable(NamedTuple):
    path: Path
    place: str
    guide: Guide
    content: bytes


class _Unreadable(NamedTuple):
    path: Path
    place: str
    faults: tuple[Remark, ...]


class Library:
    """Guides by name: the shop's folder is searched before the one that comes with clientcare."""

    def __init__(self, shop_folder: Path | str | None, shipped_folder: Path | str) -> None:
        shop = [("shop", Path(shop_folder))] if shop_folder is not None else []
        self._folders = [*shop, ("shipped", Path(shipped_folder))]

    def listing(self) -> LibraryListing:
        """All guides, the shop's first, each place by name; and the files that cannot be read, with their faults."""
        first: dict[str, str] = {}
        guides: list[ListedGuide] = []
        broken: list[UnreadGuide] = []
        for one in self._entries():
            source = str(one.path)
            if isinstance(one, _Unreadable):
                broken.append(UnreadGuide(source, one.place, one.faults))
                continue
            winner = first.setdefault(one.guide.name, source)
            guides.append(ListedGuide(one.guide, one.place, "" if winner == source else winner))
        order = [place for place, _ in self._folders]
        guides.sort(key=lambda one: (order.index(one.place), one.guide.name))
        return LibraryListing(tuple(guides), tuple(broken))

    def find(self, name: str) -> tuple[Guide, bytes]:
        """A guide by its name, any unique part of its name or title, or its path, and the bytes of its file.

        Raises NotFound with the near names, and BrokenGuide where the file is there and cannot be read.
        """
        found, content = self.locate(name)
        return found.guide, content

    def locate(self, name: str) -> tuple[FoundGuide, bytes]:
        """As `find`, with where the guide lies and which others of its name it hides."""
        path = Path(name)
        is_path = "/" in name or os.sep in name
        if (is_path or path.suffix.casefold() in SUFFIXES) and os.path.lexists(path):
            content = content_of(path)
            return FoundGuide(_guide(path, content), "path"), content
        if is_path:
            raise NotFound(f"There is no file '{name}'.", "See: clientcare guide list")
        return self._by_name(path.stem if path.suffix.casefold() in SUFFIXES else name)

    def pinned(self, data: bytes, name: str) -> Guide:
        """The guide that kept bytes hold; `name` is its handle where they give none. Raises BrokenGuide."""
        return guide_from_bytes(data, name, f"the kept guide '{name}'")

    def drafted(self, title: str, description: str, steps: Sequence[str]) -> DraftedGuide:
        """A new guide, with a comment above what most guides need."""
        from clientcare.adapters.guide_writing import new_guide

        return DraftedGuide(new_guide(title, description, tuple(steps)), title, len(steps))

    def converted(self, data: bytes, source: str) -> DraftedGuide:
        """A file that is a guide in TOML already stays as it is. Raises BrokenGuide for one that would be none."""
        from clientcare.adapters.guide_writing import converted

        text, remarks = converted(data, source)
        guide = guide_from_bytes(text.encode(), "guide", source)
        return DraftedGuide(text, guide.title, len(guide.steps), remarks)

    def schema(self) -> dict[str, Any]:
        """The guide format as a JSON Schema."""
        from clientcare.adapters.guide_schema import guide_schema

        return guide_schema()

    def check(self, path: str) -> tuple[CheckedFile, ...]:
        """What is wrong with a file, or with every guide of a folder, each with its place. Raises NotFound."""
        given = Path(path)
        if given.is_dir():
            return tuple(_check(file, within=given) for file in files_of(given))
        if not os.path.lexists(given):
            raise NotFound(f"There is no file or folder '{path}'.", "See: clientcare guide list")
        return (_check(given),)

    def _entries(self, handle: str = "") -> Iterator[_Readable | _Unreadable]:
        """What lies in the folders, the shop's first; with a `handle` only what may be called so.

        Those that come with clientcare are called like their files.
        """
        for place, folder in self._folders:
            for path in files_of(folder):
                if handle and place == "shipped" and _handle(path) != handle:
                    continue
                one = _read(path, place, folder, handle)
                if one:
                    yield one

    def _by_name(self, name: str) -> tuple[FoundGuide, bytes]:
        handle = slug(name, NAME_LENGTH)
        found: list[_Readable] = []
        for one in self._entries(handle):
            if isinstance(one, _Readable):
                found += [one] if one.guide.name == handle else []
            elif not found and _handle(one.path) == handle:
                raise BrokenGuide(str(one.path), one.faults)
        found = found or _fitting(name, [one for one in self._entries() if isinstance(one, _Readable)])
        first = found[0]
        return FoundGuide(first.guide, first.place, tuple(str(one.path) for one in found[1:])), first.content


def _fitting(name: str, entries: list[_Readable]) -> list[_Readable]:
    """The guides of the one name that a part of name or title leads to. Raises NotFound."""
    part = name.casefold().strip()
    fitting = [one for one in entries if part and (part in one.guide.name or part in one.guide.title.casefold())]
    names = sorted({one.guide.name for one in fitting})
    if len(names) == 1:
        return fitting
    if names:
        raise NotFound(f"'{name}' fits several guides.", f"Which one? {', '.join(names)}")
    meant = near(part, [one.guide.name for one in entries])
    raise NotFound(
        f"There is no guide '{name}'.",
        f"Did you mean '{meant}'?" if meant else "See: clientcare guide list",
    )


def shipped_folder() -> Path:
    """Where the guides lie that come with clientcare: in the package, or beside it where it runs from a checkout."""
    from importlib.resources import files

    packaged = Path(str(files("clientcare"))) / "shipped" / "guides"
    return packaged if packaged.is_dir() else Path(__file__).parents[3] / "guides"


def guide_from_bytes(content: bytes, name: str, source: str, *, suffix: str = "") -> Guide:
    """The guide that the bytes of a file hold. `name` is its handle where the file gives none.

    Without a suffix, what does not begin as front matter does is TOML as a whole. Raises BrokenGuide with all faults,
    each with what stands there.
    """
    try:
        parsed = parse_guide(content, source, suffix=suffix)
        guide = read_guide(
            parsed.data,
            name=name,
            body=parsed.body,
            digest=hashlib.sha256(content).hexdigest(),
            source=source,
            spot_of=parsed.spots,
            wording=parsed.wording,
        )
    except BrokenGuide as error:
        lines = frontmatter.lines_of(content)
        faults, warnings = with_excerpts(error.faults, lines), with_excerpts(error.warnings, lines)
        raise BrokenGuide(source, faults, warnings) from None
    if not parsed.warnings and not guide.warnings:
        return guide
    warnings = in_order((*parsed.warnings, *guide.warnings))
    return guide._replace(warnings=with_excerpts(warnings, frontmatter.lines_of(content)))


def parse_guide(content: bytes, source: str, *, suffix: str = "") -> frontmatter.Parsed:
    """The keys and the body that the bytes of a file hold; `suffix` as in `guide_from_bytes`. Raises BrokenGuide."""
    plain = not content.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(_FRONTS) if not suffix else suffix == ".toml"
    return frontmatter.parse(content, source, plain=plain)


def _handle(path: Path) -> str:
    """A guide's name from its file; page bundles of a Hugo site are called like their folder."""
    bundle = path.stem.casefold() in ("index", "_index")
    return slug(path.absolute().parent.name if bundle else path.stem, NAME_LENGTH) or "guide"


def _may_be_called(handle: str, path: Path, content: bytes) -> bool:
    """Whether a guide can have this name, told without parsing: by its file, or by any line that may name it.

    To parse every guide for one of them costs far more than all the rest of a command that walks it.
    """
    if _handle(path) == handle or content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"---"):
        return True
    for value in _NAMED.findall(content):
        simple = _SIMPLE.fullmatch(value)
        if simple is None or slug((simple[1] or simple[2] or b"").decode(errors="replace"), NAME_LENGTH) == handle:
            return True
    return False


def _read(path: Path, place: str, within: Path, handle: str = "") -> _Readable | _Unreadable | None:
    try:
        content = content_of(path, within)
        if handle and not _may_be_called(handle, path, content):
            return None
        return _Readable(path, place, _guide(path, content), content)
    except BrokenGuide as error:
        return _Unreadable(path, place, error.faults)


def _guide(path: Path, content: bytes) -> Guide:
    return guide_from_bytes(content, _handle(path), str(path), suffix=path.suffix.casefold() or ".md")


def _check(path: Path, within: Path | None = None) -> CheckedFile:
    source = str(path)
    try:
        content = content_of(path, within)
        guide = _guide(path, content)
    except BrokenGuide as error:
        return CheckedFile(source, faults=error.faults, warnings=error.warnings)
    warnings = guide.warnings
    if any(step.image for step in guide.steps):
        parsed = parse_guide(content, source, suffix=path.suffix.casefold() or ".md")
        unshown = with_excerpts(picture_warnings(parsed, path.parent), frontmatter.lines_of(content))
        warnings = in_order((*warnings, *unshown))
    return CheckedFile(source, guide.name, guide.title, len(guide.steps), (), warnings)
