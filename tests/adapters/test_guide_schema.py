"""The schema that editors get: what the reader takes, it takes, and it knows every key."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from clientcare.adapters.frontmatter import parse
from clientcare.adapters.guide_schema import Due, Guide, Question, Step, When, guide_schema
from clientcare.adapters.library import shipped_folder
from clientcare.domain.guide_reading import STEP_KEYS, TOP_KEYS

EVERYTHING: dict[str, Any] = {
    "title": "T",
    "runs": "procedure",
    "requirements": [{"name": "Remote", "check": "mode", "mode": "remote"}],
    "steps": [
        {
            "id": "hear",
            "name": "Hear",
            "weight": "1",
            "owner": "account-manager",
            "needs": [],
            "due": {"within": "3 days", "from": "opened"},
            "asks": [{"field": "a", "kind": "money", "when": {"field": "mode", "is": "on-site"}}],
        }
    ],
}


def keys(model: Any) -> set[str]:
    return {field.alias or name for name, field in model.model_fields.items()}


def test_it_knows_the_keys_that_the_reader_knows() -> None:
    assert keys(Guide) == TOP_KEYS
    assert keys(Step) | {"image"} == STEP_KEYS
    assert keys(Due) == {"within", "from"}
    assert keys(When) == {"field", "is"}
    assert keys(Question) == {"field", "prompt", "kind", "required", "choices", "default", "sensitive", "when"}


def test_every_shipped_guide_and_every_key_fit_it() -> None:
    Guide.model_validate(EVERYTHING)
    for path in shipped_folder().glob("*.md"):
        Guide.model_validate(parse(path.read_bytes(), path.name).data)


@pytest.mark.parametrize(
    "wrong",
    [
        {"runs": "forever"},
        {"steps": [{"owner": "boss"}]},
        {"steps": [{"phase": "begin"}]},
        {"steps": [{"due": {"within": "1 day", "form": "x"}}]},
        {"steps": [{"asks": [{"kind": "text"}]}]},
        {"steps": [{"asks": [{"field": "a", "kind": "colour"}]}]},
        {"outcomes": [{"check": "magic"}]},
    ],
)
def test_what_the_reader_refuses_does_not_fit_it(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Guide.model_validate(wrong)


def test_an_editor_is_told_what_each_key_means() -> None:
    schema = guide_schema()
    assert schema["$schema"].startswith("https://json-schema.org/")
    assert all(one.get("description") for one in schema["$defs"]["Step"]["properties"].values())
    assert schema["$defs"]["Kind"]["enum"][0] == "text"
