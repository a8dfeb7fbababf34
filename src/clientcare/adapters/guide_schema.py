"""The guide format as a JSON Schema, for editors that complete and check keys while a guide is written.

The reader in the domain decides whether a guide can be used and tells faults in words; this only describes the keys.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeAlias

from pydantic import BaseModel, ConfigDict, Field

from clientcare.domain.answers import KINDS
from clientcare.domain.checks import CHECKS
from clientcare.domain.guide_limits import STEP_LIMIT
from clientcare.domain.guide_reading import RUNS
from clientcare.domain.guides import PHASES
from clientcare.domain.team import ROLES

if TYPE_CHECKING:  # enumerations that are made of the domain's own words are no types to a type checker
    _Phase: TypeAlias = str
    _Role: TypeAlias = str
    _Kind: TypeAlias = str
    _Check: TypeAlias = str
    _Runs: TypeAlias = str
else:
    _Phase, _Role, _Kind, _Check, _Runs = (
        StrEnum(name, [(word, word) for word in words])
        for name, words in (("Phase", PHASES), ("Role", ROLES), ("Kind", KINDS), ("Check", CHECKS), ("Runs", RUNS))
    )
_ID = "^[a-z0-9]+(-[a-z0-9]+)*$"


class _Table(BaseModel):
    """A table of a guide. Unknown keys are kept: a Hugo site has its own."""

    model_config = ConfigDict(extra="allow")


class When(BaseModel):
    """What a question depends on."""

    model_config = ConfigDict(extra="forbid")
    field: str = Field(description="Another question's field, or mode.")
    is_: str | bool = Field(alias="is", description="The answer that makes it come up.")


class Due(BaseModel):
    """How long a step may take."""

    model_config = ConfigDict(extra="forbid")
    within: str = Field(description="Such as 72 hours, 3 working days, 2 weeks.")
    from_: str = Field("opened", alias="from", description="opened, or the id of a step at whose end it begins.")


class Question(_Table):
    """A question of a step."""

    field: str = Field(description="The name under which the answer is kept.", pattern=r"^[\w-]+$")
    prompt: str = Field("", description="What is asked. Default: the field.")
    kind: _Kind = Field("text", description="What kind of an answer it takes.")
    required: bool = Field(False, description="The step cannot be answered or done without it.")
    choices: list[str] = Field([], description="The answers of a choice, two or more.")
    default: str | int | float | bool = Field("", description="What Enter answers.")
    sensitive: bool = Field(False, description="The answer is put on record, and never shown.")
    when: When | None = Field(None, description="It comes up only where that is so.")


class Step(_Table):
    """What is done."""

    name: str = Field("", description="Shown as the step's heading.")
    id: str = Field("", description="How records and scripts call it. Default: made of the name.", pattern=f"^$|{_ID}")
    directions: str = Field("", description="Markdown.")
    weight: int | float | str | None = Field(None, description="The order, lower first.")
    enableimg: bool = Field(False, description="Whether the picture is shown.")
    imgsrc: str = Field("", description="A picture.")
    phase: _Phase = Field("start", description="When it comes up.")
    owner: _Role | None = Field(None, description="The role that it belongs to.")
    needs: list[str] = Field([], description="The ids of steps that come first.")
    due: Due | None = Field(None, description="How long it may take.")
    skippable: bool = Field(True, description="Whether it can be left out.")
    reason: bool = Field(False, description="It is left out only with a reason.")
    repeatable: bool = Field(False, description="It may be done several times.")
    asks: list[Question] = Field([], description="Its questions.")


class Goal(_Table):
    """An outcome, or a requirement. A check may need an argument of its own, such as mode or role."""

    name: str = Field("", description="Shown.")
    id: str = Field("", description="How records call it. Default: made of the name.", pattern=f"^$|{_ID}")
    icon: str = Field("", description="An Ionicons name.")
    check: _Check | None = Field(None, description="What is verified from the record.")
    gate: bool = Field(False, description="It blocks where the record contradicts it.")


class Guide(_Table):
    """The keys of a guide, between two lines of +++ or in a file of TOML."""

    title: str = Field("", description="What people read.")
    name: str = Field("", description="What is typed to name the guide. Default: the file's name.")
    type: str = Field("", description="Shown.")
    layout: str = Field("", description="Of the Hugo site.")
    icon: str = Field("", description="An Ionicons name.")
    header: str = Field("", description="A picture on the Hugo site.")
    description: str = Field("", description="Shown.")
    custom: bool = Field(False, description="The body is shown before everything else.")
    runs: _Runs = Field("session", description="What the guide is for: work with a clock, or a procedure without one.")
    version: str = Field("", description="Free text.")
    outcomes: list[Goal] = Field([], description="What should be reached.")
    requirements: list[Goal] = Field([], description="What is needed before the start.")
    steps: list[Step] = Field([], max_length=STEP_LIMIT, description="What is done, step by step.")


def guide_schema() -> dict[str, Any]:
    """The schema, as JSON Schema 2020-12."""
    schema = Guide.model_json_schema(by_alias=True)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": "A guide of clientcare"}
