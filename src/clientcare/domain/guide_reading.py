"""Reading a guide from parsed TOML. Nothing here reads a file, so a walk can be made again from kept bytes."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from clientcare.domain.answers import CHOICE_LENGTH
from clientcare.domain.asks import Ask
from clientcare.domain.checks import CHECKS
from clientcare.domain.guide_tables import BrokenGuide, GuideTable, Path, Remarks, Spot, expected, nowhere
from clientcare.domain.guides import PHASES, Guide, Outcome, Requirement, Step, in_walk_order
from clientcare.domain.identifiers import slug

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

ASK_KINDS = ("text", "yesno", "choice", "person")
NAME_LENGTH = 120
STEP_LIMIT = 5_000

_GOAL_KEYS = frozenset(("name", "icon", "id", "check", "gate"))
TOP_KEYS = frozenset(
    (
        "name", "title", "type", "layout", "icon", "header", "description", "custom", "version", "outcomes",
        "requirements", "steps",
    ),
)  # fmt: skip
STEP_KEYS = frozenset(
    (
        "id", "name", "directions", "weight", "enableimg", "imgsrc", "image", "phase", "asks",
    ),
)  # fmt: skip
ASK_KEYS = frozenset(("field", "prompt", "kind", "required", "choices"))
LATER_TOP = frozenset(("runs",))
LATER_STEP = frozenset(("owner", "skippable", "reason", "repeatable", "due", "needs"))
LATER_ASK = frozenset(("sensitive", "when"))
HUGO_KEYS = frozenset(
    (
        "aliases", "audio", "build", "cascade", "categories", "date", "draft", "expirydate", "headless", "images",
        "iscjklanguage", "keywords", "lastmod", "linktitle", "markup", "menu", "menus", "modified", "outputs", "params",
        "pubdate", "publishdate", "published", "resources", "series", "sitemap", "slug", "summary", "tags",
        "translationkey", "unpublishdate", "url", "videos", "weight",
    ),
)  # fmt: skip
"""Hugo's own keys at the top of a page, in small letters: they mean nothing here and are no slip."""


def read_guide(
    data: Mapping[str, Any],
    *,
    name: str,
    body: str = "",
    digest: str = "",
    source: str = "",
    spot_of: Callable[[Path], Spot] = nowhere,
    wording: Callable[[str], str] = str,
) -> Guide:
    """The guide that parsed TOML holds. `name` is the handle where the file gives none.

    Every guide of the source's site reads as it stands; what it misses is a warning. Raises BrokenGuide with all
    faults: values of a wrong kind, an unknown check, phase or kind of question, doubled ids, a gate on `billed`.
    `spot_of` tells the line of a value, for messages; `wording` puts an example in TOML into the file's own syntax.
    """
    remarks = Remarks(spot_of, wording)
    top = GuideTable(data, remarks)
    handle = slug(top.text("name"), NAME_LENGTH) or name
    title = top.text("title")
    if not title:
        remarks.warn(("title",), "the guide has no title", f"It is shown as '{handle}'.")
    guide = Guide(
        name=handle,
        title=title or handle,
        type=top.text("type"),
        layout=top.text("layout"),
        icon=top.text("icon"),
        header=top.text("header"),
        description=top.text("description"),
        custom=top.flag("custom"),
        outcomes=tuple(Outcome(*goal) for goal in _read_goals(top, "Outcome")),
        requirements=tuple(Requirement(*goal) for goal in _read_goals(top, "Requirement")),
        steps=_read_steps(top.tables("steps", "step"), remarks),
        body=body,
        digest=digest,
        source=source,
    )
    top.look_through(TOP_KEYS, later=LATER_TOP, silent=HUGO_KEYS)
    if remarks.faults:
        raise BrokenGuide(source, remarks.faults)
    return guide._replace(warnings=tuple(sorted(remarks.warnings, key=lambda warning: warning.line)))


def _read_steps(rows: list[GuideTable], remarks: Remarks) -> tuple[Step, ...]:
    if len(rows) > STEP_LIMIT:
        remarks.fault(rows[STEP_LIMIT].path, f"the guide has {len(rows):,} steps", f"At most {STEP_LIMIT:,}.")
        return ()
    names = [_name(row, "Step", n) for n, row in enumerate(rows, 1)]
    steps = [
        Step(
            name=name,
            id=id_,
            directions=row.text("directions"),
            weight=_weight(row),
            image=_image(row),
            phase=row.word("phase", PHASES, PHASES[0]),
            asks=_read_asks(row),
        )
        for row, name, id_ in zip(rows, names, _ids(rows, names, "step"), strict=True)
    ]
    for row in rows:
        row.look_through(STEP_KEYS, later=LATER_STEP, above=TOP_KEYS)
    _warn_of_doubled_weights(rows, steps, remarks)
    _warn_of_doubled_fields(rows, steps)
    return in_walk_order(steps)


def _name(row: GuideTable, what: str, n: int) -> str:
    name = row.text("name")
    if not name:
        row.warn("name", "is missing", f"It is shown as '{what} {n}'.")
    return name or f"{what} {n}"


def _weight(row: GuideTable) -> float | None:
    """The weight as a number. As on a Hugo site, zero is the same as none."""
    value = row.get("weight")
    if value is None or value == "":
        told = "is missing"
    else:
        number = _number(value)
        if number:
            return number
        told = "is no number" if number is None else "is zero, which counts as none"
    row.warn("weight", told, "The step comes after those that have a weight.")
    return None


def _number(value: object) -> float | None:
    """A number that can be compared, also one that is written as a text."""
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        return None
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return None
    return number if math.isfinite(number) else None


def _image(row: GuideTable) -> str:
    """The image to be shown: `imgsrc`, or `image` as some of the site's files call it, when `enableimg` says so."""
    key = "imgsrc" if row.get("imgsrc") else "image"
    image, shown = row.text(key), row.flag("enableimg")
    if image and not shown:
        row.warn(key, "is not shown", "enableimg = true shows it.")
    elif shown and not image:
        row.warn("enableimg", "is true, but there is no image", 'imgsrc = "/picture.png" names one.')
    return image if shown else ""


def _ids(rows: Sequence[GuideTable], names: Sequence[str], what: str) -> list[str]:
    """The ids of rows: as given, else the slug of the name, with -2, -3 for repeats in the file's order."""
    ids = [row.text("id") for row in rows]
    taken: set[str] = set()
    for row, given in zip(rows, ids, strict=True):
        if given and given != slug(given):
            row.fault("id", f"cannot be '{given}'", f"Small letters, digits and hyphens: {slug(given) or what}")
        elif given in taken:
            row.fault("id", f"is '{given}', as at another {what}", "Each id stands once.")
        elif given:
            taken.add(given)
    for at, name in enumerate(names):
        if not ids[at]:
            base = slug(name) or what
            ids[at], n = base, 1
            while ids[at] in taken:
                n += 1
                ids[at] = f"{base}-{n}"
            taken.add(ids[at])
    return ids


def _read_asks(step: GuideTable) -> tuple[Ask, ...]:
    asks: dict[str, Ask] = {}
    for row in step.tables("asks", "question"):
        field = row.text("field")
        if not field:
            row.fault("field", "is missing", 'The name under which the answer is kept: field = "backup"')
        elif not all(letter.isalnum() or letter in "-_" for letter in field):
            row.fault("field", f"cannot be '{field}'", "Letters, digits, '-' and '_'.")
        elif field in asks:
            row.fault("field", f"is '{field}', as of another question of this step", "Each field once in a step.")
        kind = row.word("kind", ASK_KINDS, "text")
        choices = row.words("choices")
        if kind == "choice" and len({slug(choice, CHOICE_LENGTH) or choice for choice in choices}) < max(
            2, len(choices)
        ):
            row.fault("choices", "must name two or more different answers", 'choices = ["done", "declined"]')
        elif choices and kind != "choice":
            row.warn("choices", f"has no effect on a question of the kind '{kind}'", 'kind = "choice"')
        asks[field] = Ask(
            field, row.text("prompt") or field, kind, row.flag("required"), choices, option=f"{field}=ANSWER"
        )
        row.look_through(ASK_KEYS, later=LATER_ASK, above=TOP_KEYS)
    return tuple(asks.values())


def _read_goals(top: GuideTable, what: str) -> list[tuple[str, str, str, str, Mapping[str, str], bool]]:
    """The outcomes or requirements of a guide, in the file's order."""
    rows = top.tables(f"{what.casefold()}s", what.casefold())
    names = [_name(row, what, n) for n, row in enumerate(rows, 1)]
    ids = _ids(rows, names, what.casefold())
    return [(name, id_, row.text("icon"), *_read_check(row)) for row, name, id_ in zip(rows, names, ids, strict=True)]


def _read_check(row: GuideTable) -> tuple[str, Mapping[str, str], bool]:
    name, gate = row.text("check"), row.flag("gate")
    check = CHECKS.get(name)
    if name and not check:
        row.fault("check", f"cannot be '{name}'", expected(name, tuple(CHECKS)))
    if name == "billed" and gate:
        row.fault("gate", 'cannot stand with check = "billed"', "Billing comes after the close and cannot block it.")
    arguments = {}
    for argument, words in check.arguments.items() if check else ():
        if row.get(argument) in (None, ""):
            row.fault(
                argument, f"is missing: the check '{name}' needs it", f'{argument} = "{" | ".join(words) or "…"}"'
            )
        else:
            arguments[argument] = row.word(argument, words, "") if words else row.text(argument)
    row.look_through(_GOAL_KEYS.union(arguments), later=(), above=TOP_KEYS)
    return name, arguments, gate


def _warn_of_doubled_weights(rows: Sequence[GuideTable], steps: Sequence[Step], remarks: Remarks) -> None:
    first: dict[float, str] = {}
    for row, step in zip(rows, steps, strict=True):
        if step.weight is None:
            continue
        if step.weight in first:
            text = f"{step.weight:g} is also that of '{first[step.weight]}'"
            row.warn("weight", text, "Steps of the same weight keep the file's order.")
        first.setdefault(step.weight, step.name)


def _warn_of_doubled_fields(rows: Sequence[GuideTable], steps: Sequence[Step]) -> None:
    first: dict[str, str] = {}
    for row, step in zip(rows, steps, strict=True):
        for ask in step.asks:
            if first.setdefault(ask.field, step.name) != step.name:
                row.warn("asks", f"ask for '{ask.field}', as '{first[ask.field]}' does", "The latest answer counts.")
