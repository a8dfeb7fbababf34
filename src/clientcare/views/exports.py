"""How an export is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientcare.domain.attachments import say_size
from clientcare.views.rows import done, dotted, remark
from clientcare.views.view import Look, View

if TYPE_CHECKING:
    from collections.abc import Iterable

    from clientcare.domain.exports import Exported


def _human(result: Exported, look: Look) -> Iterable[str]:
    count = f"{result.sessions} session{'' if result.sessions == 1 else 's'}"
    if result.procedures:
        count += f", {result.procedures} procedure{'' if result.procedures == 1 else 's'}"
    files = f"{result.files} file{'' if result.files == 1 else 's'}, {say_size(result.size)}"
    yield done(dotted(look, f"exported {result.client}", count, files), look)
    yield f"  {result.path}"
    yield f"  SHA-256 {result.sha256}"
    if result.purpose == "access-request":
        yield from remark("Everything is in it, internal notes too. Look through it before you hand it over.", look)


def _plain(result: Exported) -> Iterable[tuple[object, ...]]:
    yield result.folder, result.purpose, result.path, result.sessions, result.files, result.size, result.sha256


EXPORTED = View("export/1", lambda result, look: list(_human(result, look)), _plain, lambda result: [result.path])
