"""Making guides: a new one, or one from a runbook or from a page with YAML front matter."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from clientcare.domain.asks import Ask, Missing
from clientcare.domain.errors import Usage
from clientcare.domain.guide_limits import SIZE_LIMIT, TOO_BIG
from clientcare.domain.guide_reading import NAME_LENGTH
from clientcare.domain.guide_tables import BrokenGuide
from clientcare.domain.guides import MadeGuide
from clientcare.domain.identifiers import slug

if TYPE_CHECKING:
    from collections.abc import Sequence

    from clientcare.desk import Desk
    from clientcare.domain.guides import DraftedGuide


def new(
    desk: Desk,
    *,
    title: str = "",
    description: str = "",
    steps: Sequence[str] | str = (),
    name: str = "",
    show: bool = False,
) -> MadeGuide:
    """A new guide among those of the shop, to be filled in an editor; with `show` nothing is written.

    Raises Missing for the title and the names of the steps, Conflict where there is a guide of that name.
    """
    if not title.strip() or not steps:
        raise Missing(
            [
                Ask("title", "What is the guide called?", option="TITLE", default=title),
                Ask("description", "What is it for, in a sentence?", required=False, option="--description TEXT"),
                Ask("steps", "Its steps, each on a line", "lines", option="--step NAME"),
            ]
        )
    rows = steps.split("\n") if isinstance(steps, str) else steps
    named = tuple(" ".join(row.split()) for row in rows if row.strip())
    draft = desk.library.drafted(" ".join(title.split()), " ".join(description.split()), named)
    return _filed(desk, draft, name or title, "", show)


def from_file(desk: Desk, *, file: str, name: str = "", show: bool = False) -> MadeGuide:
    """A guide made from a file of this machine, among those of the shop; with `show` nothing is written.

    Raises NotFound, InvalidFile, Conflict where there is a guide of that name.
    """
    if desk.local.look(file).size > SIZE_LIMIT:
        raise BrokenGuide(file, [TOO_BIG])
    draft = desk.library.converted(desk.local.read(file), file)
    return _filed(desk, draft, name or os.path.splitext(os.path.basename(file))[0], file, show)


def _filed(desk: Desk, draft: DraftedGuide, called: str, source: str, show: bool) -> MadeGuide:
    name = slug(called, NAME_LENGTH)
    if not name:
        raise Usage(f"'{called}' cannot be the name of a guide.", "Letters and digits: --name NAME")
    path = "" if show else desk.store.add_guide(f"{name}.md", draft.text.encode())
    return MadeGuide(name, path, source, draft)
