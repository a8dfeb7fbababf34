"""Reading the questions of a guide's steps."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from clientcare.domain.answers import CHOICE_LENGTH, KINDS, one_of, yes_or_no
from clientcare.domain.asks import Ask, When
from clientcare.domain.errors import Usage
from clientcare.domain.guide_tables import expected
from clientcare.domain.identifiers import slug
from clientcare.domain.sessions import MODES

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from clientcare.domain.guide_tables import GuideTable

_ASK_KEYS = frozenset(("field", "prompt", "kind", "required", "choices", "default", "sensitive", "when"))
_WHEN_KEYS = frozenset(("field", "is"))
FACTS: Mapping[str, Sequence[str]] = {"mode": MODES}
"""What `when` can ask beside the answers: facts of the session, with their words."""


class AskedRow(NamedTuple):
    """A question as it was read, with its table in the file and the name of its step."""

    row: GuideTable
    ask: Ask
    step: str


def read_asks(step: GuideTable, name: str, asked: list[AskedRow], above: Collection[str]) -> tuple[Ask, ...]:
    """The questions of a step of this name, in the file's order; they are added to `asked`.

    `above` are the keys of the top of the file, for slips.
    """
    asks: dict[str, Ask] = {}
    for row in step.tables("asks", "question"):
        ask = _read_ask(row, asks)
        asks[ask.field] = ask
        asked.append(AskedRow(row, ask, name))
        row.look_through(_ASK_KEYS, above=above)
        for key in ("default", "sensitive") if ask.filed_beside else ():
            if row.get(key):
                row.fault(key, f'cannot stand with kind = "{ask.kind}"', "Leave it out: what is filed is no secret.")
    return tuple(asks.values())


def _read_ask(row: GuideTable, before: Mapping[str, Ask]) -> Ask:
    field = row.name("field")
    if not field:
        row.fault("field", "is missing", 'The name under which the answer is kept: field = "backup"')
    elif not all(letter.isalnum() or letter in "-_" for letter in field):
        row.fault("field", f"cannot be '{field}'", "Letters, digits, '-' and '_'.")
    elif field in before:
        row.fault("field", f"is '{field}', as of another question of this step", "Each field once in a step.")
    kind = row.word("kind", KINDS, "text")
    if not row.get("kind"):
        row.fault("kind", "is missing", f'kind = "text", or another one: {", ".join(KINDS)}.')
    choices = row.words("choices")
    if kind == "choice" and len({_plain(choice) for choice in choices}) < max(2, len(choices)):
        row.fault("choices", "must name two or more different answers", 'choices = ["done", "declined"]')
    elif choices and kind != "choice":
        row.warn("choices", f"has no effect on a question of the kind '{kind}'", 'kind = "choice"', of_key=True)
    return Ask(
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


def _plain(choice: str) -> str:
    return slug(choice, CHOICE_LENGTH) or choice


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


def check_conditions(asked: Sequence[AskedRow]) -> None:
    """Faults of `when`: it names another question of the guide, or a fact of the session, and an answer that may come.

    What is not to be shown on a screen decides nothing there, so a sensitive question does not count.
    """
    by_field: dict[str, list[Ask]] = {}
    for one in asked:
        by_field.setdefault(one.ask.field, []).append(one.ask)
    for row, ask, _ in asked:
        if ask.when is None or not ask.when.field or not ask.when.value:
            continue
        field, value = ask.when
        asks = [other for other in by_field.get(field, []) if other.field != ask.field]
        if field in FACTS and not asks:
            words = FACTS[field]
        elif not asks:
            possible = sorted({*by_field, *FACTS} - {ask.field, ""})
            row.fault("when", f"depends on '{field}', which nothing else asks for", expected(field, possible), "field")
            continue
        elif all(other.sensitive for other in asks):
            told = f"depends on '{field}', which is sensitive: what is not shown decides nothing"
            row.fault("when", told, "Ask for something else that may be shown.", "field")
            continue
        else:
            words = _words(asks)
        if words and value.casefold() not in {word.casefold() for word in words}:
            row.fault("when", f"waits for '{value}', which '{field}' is never", expected(value, words), "is")


def _words(asks: Sequence[Ask]) -> list[str]:
    """All answers that these questions take, in their one spelling; empty where it can be any."""
    words: list[str] = []
    for ask in asks:
        if ask.kind not in ("choice", "yesno"):
            return []
        words += ask.choices if ask.kind == "choice" else ("yes", "no")
    return words


def warn_of_doubled_fields(asked: Sequence[AskedRow]) -> None:
    """Of a field that two steps ask for the latest answer counts; probably one of them was not meant."""
    first: dict[str, str] = {}
    for row, ask, step in asked:
        if first.setdefault(ask.field, step) != step:
            row.warn("field", f"is '{ask.field}', which '{first[ask.field]}' asks for too", "The latest answer counts.")


def check_parts(asked: Sequence[AskedRow], runs: str) -> None:
    """Faults of questions for parts in a procedure, which has none: parts are billed with a session."""
    for row, ask, _ in asked:
        if ask.kind == "parts" and runs == "procedure":
            row.fault("kind", "cannot be 'parts': a procedure has none", 'kind = "lines"')
