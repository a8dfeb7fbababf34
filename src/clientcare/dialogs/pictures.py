"""Pictures of a guide: a link, and the picture itself where the terminal can show one."""

from __future__ import annotations

import os
from base64 import b64encode
from pathlib import Path
from typing import TYPE_CHECKING

from clientcare.views.view import clean

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from clientcare.domain.guides import GuidePicture

LARGEST = 4_000_000
"""Bytes of a picture that is worth sending through a terminal."""
_CHUNK = 4096
_PNG = b"\x89PNG\r\n\x1a\n"
_OTHERS = (b"\xff\xd8\xff", b"GIF87a", b"GIF89a")
_LINKING = ("iTerm.app", "WezTerm", "vscode", "ghostty", "Hyper", "Tabby", "rio")
_LINKING_TERMS = ("xterm-kitty", "xterm-ghostty", "foot", "alacritty", "wezterm", "contour")


def picture_lines(image: str, picture: GuidePicture | None, environ: Mapping[str, str]) -> Iterator[str]:
    """The lines to show for an image of a guide; `picture` is its file where there is one."""
    if not image:
        return
    target = image if image.startswith(("https://", "http://")) else Path(picture.path).as_uri() if picture else ""
    yield f"  Picture: {_link(clean(image, ''), target, environ)}"
    drawn = _drawn(picture.data, environ) if picture else ""
    if drawn:
        yield f"  {drawn}"


def _link(shown: str, target: str, environ: Mapping[str, str]) -> str:
    """OSC 8 where the terminal is known to take it, else the address as it is."""
    if not target:
        return shown
    if not links(environ) or not target.isascii() or not target.isprintable():
        return clean(target, "") if shown in target else shown
    return f"\x1b]8;;{target}\x1b\\{shown}\x1b]8;;\x1b\\"


def links(environ: Mapping[str, str]) -> bool:
    """Whether the terminal is known to show links."""
    term, program = environ.get("TERM", ""), environ.get("TERM_PROGRAM", "")
    if term == "dumb" or environ.get("TMUX") or term.startswith(("screen", "tmux")):
        return False
    if program in _LINKING or term.startswith(_LINKING_TERMS):
        return True
    vte = environ.get("VTE_VERSION", "")
    known = ("WT_SESSION", "KONSOLE_VERSION", "KITTY_WINDOW_ID", "DOMTERM")
    return (vte.isdecimal() and int(vte) >= 5000) or any(environ.get(name) for name in known)


def _drawn(data: bytes, environ: Mapping[str, str]) -> str:
    """The picture in the protocol of the terminal; nothing where there is none, or the file is no picture."""
    way = protocol(environ)
    if way == "kitty" and data.startswith(_PNG):
        return _kitty(data)
    if way == "iterm" and data.startswith((_PNG, *_OTHERS)):
        return f"\x1b]1337;File=inline=1;width=40;size={len(data)}:{b64encode(data).decode()}\x07"
    return ""


def protocol(environ: Mapping[str, str]) -> str:
    """How the terminal takes pictures: "kitty", "iterm", or not at all."""
    term, program = environ.get("TERM", ""), environ.get("TERM_PROGRAM", "")
    if environ.get("TMUX") or term.startswith(("screen", "tmux")) or term == "dumb":
        return ""
    if environ.get("KITTY_WINDOW_ID") or term in ("xterm-kitty", "xterm-ghostty") or program == "ghostty":
        return "kitty"
    return "iterm" if program in ("iTerm.app", "WezTerm", "rio") else ""


def _kitty(data: bytes) -> str:
    text = b64encode(data).decode()
    chunks = [text[start : start + _CHUNK] for start in range(0, len(text), _CHUNK)]
    sent = []
    for number, chunk in enumerate(chunks):
        first = "a=T,f=100,c=40," if number == 0 else ""
        sent.append(f"\x1b_G{first}m={0 if number == len(chunks) - 1 else 1};{chunk}\x1b\\")
    return "".join(sent)


def guide_folder(source: str) -> str:
    """The folder of a guide's file, from how the file is called."""
    return os.path.dirname(source) if os.path.isabs(source) else ""
