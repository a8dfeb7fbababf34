"""Reading the questions of a guide's steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientcare.domain.answers import CHOICE_LENGTH, KINDS, one_of, yes_or_no
from clientcare.domain.asks import Ask, When
from clientcare.domain.errors import Usage
from clientcare.domain.guide_tables import expected
from clientcare.domain.identifiers import slug

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from clientcare.domain.guide_tables import GuideTable
    from clientcare.domain.guides import Step

_ASK_KEYS = frozenset(("field", "prompt", "kind", "required", "choices", "default", "sensitive", "when"))
_WHEN_KEYS = frozenset(("field", "is"))
FACTS = ("mode",)
"""What `when` can ask beside the answers: facts of the session."""


def read_asks(step: GuideTable, above: Collection[str]) -> tuple[Ask, ...]:
    """The questions of a step, in the file's order. `above` are the keys of the top of the file, for slips."""
    asks: dict[str, Ask] = {}
    for row in step.tables("asks", "question"):
        field = row.text("field")
        if not field:
            row.fault("field", "is missing", 'The name under which the answer is kept: field = "backup"')
        elif not all(letter.isalnum() or letter in "-_" for letter in field):
            row.fault("field", f"cannot be '{field}'", "Letters, digits, '-' and '_'.")
        elif field in asks:
            row.fault("field", f"is '{field}', as of another question of this step", "Each field once in a step.")
        kind = row.word("kind", KINDS, "text")
        choices = row.words("choices")
        if kind == "choice" and len({slug(choice, CHOICE_LENGTH) or choice for choice in choices}) < max(
            2, len(choices)
        ):
            row.fault("choices", "must name two or more different answers", 'choices = ["done", "declined"]')
        elif choices and kind != "choice":
            row.warn("choices", f"has no effect on a question of the kind '{kind}'", 'kind = "choice"')
        asks[field] = Ask(
            field,
            row.text("prompt") or field,
            kind,
            row.flag("required"),
            choices,
            _read_default(row, kind, choices),
            f"{field}=ANSWER",
            row.flag("sensitive"),
            _read_when(row),
        )
        row.look_through(_ASK_KEYS, above=above)
    return tuple(asks.values())


def _read_default(row: GuideTable, kind: str, choices: Sequence[str]) -> str:
    """What Enter answers. Times and the like are read when they are asked for, since "tomorrow" is another day then."""
    value = row.get("default")
    default = str(value).lower() if isinstance(value, (bool, int, float)) else row.text("default")
    try:
        if default and kind == "choice" and choices:
            return one_of("default", choices, default)
        if default and kind == "yesno":
            return yes_or_no("default", default)
    except Usage as error:
        row.fault("default", f"cannot be '{default}'", error.hint)
    return default


def _read_when(row: GuideTable) -> When | None:
    table = row.table("when", '{ field = "mode", is = "on-site" }')
    if table is None:
        return None
    said = table.get("is")
    field, value = table.text("field"), ("yes" if said else "no") if isinstance(said, bool) else table.text("is")
    for key, given in (("field", field), ("is", value)):
        if not given:
            table.fault(key, "is missing", 'when = { field = "mode", is = "on-site" }')
    table.look_through(_WHEN_KEYS)
    return When(field, value)


def check_conditions(rows: Sequence[GuideTable], steps: Sequence[Step]) -> None:
    """Faults of `when`: it names another question of the guide, or a fact of the session.

    What is not to be shown on a screen decides nothing there, so a sensitive question does not count.
    """
    fields = {ask.field for step in steps for ask in step.asks if not ask.sensitive}
    for row, step in zip(rows, steps, strict=True):
        for ask in step.asks:
            possible = (fields - {ask.field}).union(FACTS)
            if ask.when and ask.when.field and ask.when.field not in possible:
                told = f"hold '{ask.field}', which depends on '{ask.when.field}': nothing asks for that"
                row.fault("asks", told, expected(ask.when.field, sorted(possible)))


def warn_of_doubled_fields(rows: Sequence[GuideTable], steps: Sequence[Step]) -> None:
    """Of a field that two steps ask for the latest answer counts; probably one of them was not meant."""
    first: dict[str, str] = {}
    for row, step in zip(rows, steps, strict=True):
        for ask in step.asks:
            if first.setdefault(ask.field, step.name) != step.name:
                row.warn("asks", f"ask for '{ask.field}', as '{first[ask.field]}' does", "The latest answer counts.")
