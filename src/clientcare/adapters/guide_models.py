"""The whole guide format in Pydantic, also what this version does not read yet. Only `guide check` loads this module.

The pure reader in the domain decides whether a guide can be used. This one looks at every key of the format, so that a
guide that is in order today is still in order for a version that reads more of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictStr, ValidationError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from clientcare.domain.guide_tables import Path

_OWN = frozenset(
    ("version", "runs", "owner", "skippable", "reason", "repeatable", "due", "needs", "sensitive", "when"),
)


class _Table(BaseModel):
    model_config = ConfigDict(extra="allow")


class When(BaseModel):
    """An answer that another question depends on."""

    model_config = ConfigDict(extra="forbid")
    field: StrictStr
    is_: StrictStr = Field(alias="is")


class Due(BaseModel):
    """How long a step may take, and from when."""

    model_config = ConfigDict(extra="forbid")
    within: StrictStr
    from_: StrictStr = Field(default="", alias="from")


class AskModel(_Table):
    """A question of a step."""

    sensitive: StrictBool = False
    when: When | None = None


class StepModel(_Table):
    """A step."""

    owner: StrictStr = ""
    skippable: StrictBool = True
    reason: StrictBool = False
    repeatable: StrictBool = False
    due: Due | None = None
    needs: list[StrictStr] = []
    asks: list[AskModel] = []


class GuideModel(_Table):
    """A guide."""

    version: StrictStr = ""
    runs: Literal["session", "procedure"] = "session"
    steps: list[StepModel] = []


def faults(data: Mapping[str, Any]) -> list[tuple[Path, str]]:
    """What is wrong with the keys that the pure reader does not read, each with its place in the parsed file."""
    try:
        GuideModel.model_validate(data)
    except ValidationError as error:
        found = error.errors(include_url=False, include_input=False, include_context=False)
        return [(one["loc"], _told(one["loc"], one["msg"])) for one in found if _OWN.intersection(one["loc"])]
    return []


def _told(path: Path, said: str) -> str:
    key = next(str(part) for part in reversed(path) if isinstance(part, str))
    return f"'{key}' {said.removeprefix('Input ')[:1].lower()}{said.removeprefix('Input ')[1:]}"
