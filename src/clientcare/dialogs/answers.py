"""The text that holds a script's answers: a file, or standard input."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientcare.dialogs.texts import INPUT_LIMIT, decoded, text_of
from clientcare.domain.errors import Failed, NotFound

if TYPE_CHECKING:
    from clientcare.desk import Desk


def text_from(desk: Desk, path: str) -> str:
    """The text of a file, or of standard input for `-`. Raises NotFound and Failed where it cannot be read."""
    if path == "-":
        return text_of(desk, ["-"], "Answers")
    try:
        with open(path, "rb") as file:
            return decoded(file.read(INPUT_LIMIT))[0]
    except FileNotFoundError:
        raise NotFound(
            f"There is no file '{path}'.", "Give the path of a TOML file, or - for standard input."
        ) from None
    except OSError as error:
        raise Failed(f"'{path}' cannot be read: {error.strerror}.") from None
