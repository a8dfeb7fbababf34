"""Guides on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientcare.domain.sheets import Printed, sheet

if TYPE_CHECKING:
    from clientcare.desk import Desk


def print_guide(desk: Desk, *, name: str, text: bool = False, output: str = "", overwrite: bool = False) -> Printed:
    """The sheet of a guide, as HTML or plain text; with `output` in that file.

    Raises NotFound and InvalidFile for the guide, Conflict where the file is there and must stay, Failed.
    """
    guide, _ = desk.library.find(name)
    made = sheet(guide)
    data = desk.press.sheet(made, text=text)
    path = desk.local.save(output, data, overwrite=overwrite) if output else ""
    return Printed(guide.name, guide.title, made.steps, "text" if text else "html", path, data.decode())
