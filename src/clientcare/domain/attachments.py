"""Attachments: files that become documents of the client's file, and which of them are text that can be read."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from clientcare.domain.document_names import suffix_of

if TYPE_CHECKING:
    from clientcare.domain.entries import Entered

LARGEST = 200_000_000
READ_UP_TO = 1_048_576
"""Bytes: text up to this size goes through the privacy guard."""

_SUFFIXES = {
    kind: frozenset(words.split())
    for kind, words in {
        "text": """.bat .cfg .cmd .conf .config .csv .eml .env .htm .html .inf .ini .json .key .log .markdown .md .pem
            .ps1 .py .reg .rtf .sh .sql .svg .text .toml .tsv .txt .vbs .xml .yaml .yml""",
        "other": """.7z .avi .bin .bmp .cab .dll .doc .docx .dmg .exe .gif .gz .heic .ico .iso .jpeg .jpg .m4a .m4v .mov
            .mp3 .mp4 .mpg .msi .odp .ods .odt .ogg .pdf .png .ppt .pptx .psd .rar .tar .tif .tiff .wav .webm .webp .xls
            .xlsx .xz .zip .zst""",
    }.items()
}
_MARKS = {b"\xef\xbb\xbf": "utf-8", b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}


class LocalFile(NamedTuple):
    """A file on this machine: its full path, its own name, and its size in bytes."""

    path: str
    name: str
    size: int


class Readable(NamedTuple):
    """What a text file says, the encoding it says it in, and the mark of that encoding that it begins with."""

    text: str
    encoding: str
    mark: bytes = b""


class Filed(NamedTuple):
    """One file that was attached, verified by reading it back.

    `path` is where the document lies below the client's folder, `size` in bytes. `unread` says why the privacy guard
    did not read it, and is empty where it did. `original` is where it came from: a path on this machine, or a name in
    the share's inbox (`from_inbox`); `removed` says whether it is gone from there, `kept` why it is not although it
    should be.
    """

    entered: Entered
    path: str
    shown: str
    sha256: str
    size: int
    unread: str
    original: str
    from_inbox: bool
    removed: bool
    kept: str = ""


class Attached(NamedTuple):
    """What was attached, and what still lies in the share's inbox where somebody looked."""

    files: tuple[Filed, ...]
    inbox: tuple[str, ...] = ()


def readable(name: str, data: bytes) -> Readable | None:
    """The text in a file, or None where it is none.

    UTF-8, and UTF-16 with its mark, under any name that does not promise something else (a picture, an archive). Under
    the name of a text file also what old programs write: control characters, UTF-16 without a mark, and the Western
    code page of Windows.
    """
    suffix = suffix_of(name)
    if suffix in _SUFFIXES["other"]:
        return None
    for mark, encoding in _MARKS.items():
        if data.startswith(mark):
            return _decoded(data, encoding, mark)
    if suffix not in _SUFFIXES["text"]:
        found = _decoded(data, "utf-8")
        return None if found is None or _controls(found.text) else found
    if b"\0" in data:
        little = data[1::2].count(0) >= data[::2].count(0)
        return _decoded(data, "utf-16-le" if little else "utf-16-be")
    return _decoded(data, "utf-8") or _decoded(data, "cp1252") or Readable(data.decode("latin-1"), "latin-1")


def written(text: str, source: Readable) -> bytes:
    """A changed text as bytes in the encoding of the file it was read from, or in UTF-8 where that lacks a letter."""
    try:
        return source.mark + text.encode(source.encoding)
    except UnicodeEncodeError:
        return text.encode()


def _decoded(data: bytes, encoding: str, mark: bytes = b"") -> Readable | None:
    try:
        return Readable(data[len(mark) :].decode(encoding), encoding, mark)
    except UnicodeDecodeError:
        return None


def _controls(text: str) -> bool:
    return any(ord(letter) < 0x20 and letter not in "\t\n\f\r\x1b" for letter in set(text))


def say_size(size: int) -> str:
    """Say a number of bytes: "812 bytes", "12.3 KB", "2.1 MB"."""
    if size < 1000:
        return f"{size} byte{'' if size == 1 else 's'}"
    if size < 999_950:
        return f"{size / 1000:.1f} KB"
    return f"{size / 1_000_000:.1f} MB"
