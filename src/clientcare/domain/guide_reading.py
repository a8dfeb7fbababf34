"""Reading a guide from parsed TOML. Nothing here reads a file, so a walk can be made again from kept bytes."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from clientcare.domain.checks import CHECKS
from clientcare.domain.guide_asks import AskedRow, check_conditions, check_parts, read_asks, warn_of_doubled_fields
from clientcare.domain.guide_limits import STEP_LIMIT, TOO_MANY_STEPS
from clientcare.domain.guide_order import check_due_starts, check_needs, read_due
from clientcare.domain.guide_tables import BrokenGuide, GuideTable, Remarks, Spots, expected, in_order, nowhere
from clientcare.domain.guides import PHASES, Guide, Outcome, Requirement, Step, in_walk_order
from clientcare.domain.identifiers import slug
from clientcare.domain.team import ROLES

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

NAME_LENGTH = 120

_GOAL_KEYS = frozenset(("name", "icon", "id", "check", "gate"))
TOP_KEYS = frozenset(
    (
        "name", "title", "type", "layout", "icon", "header", "description", "custom", "version", "runs",
        "outcomes", "requirements", "steps",
    ),
)  # fmt: skip
STEP_KEYS = frozenset(
    (
        "id", "name", "directions", "weight", "enableimg", "imgsrc", "image", "phase", "asks", "owner", "needs", "due",
        "skippable", "reason", "repeatable",
    ),
)  # fmt: skip
RUNS = ("session", "procedure")
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
    spot_of: Spots = nowhere,
    wording: Callable[[str], str] = str,
) -> Guide:
    """The guide that parsed TOML holds. `name` is the handle where the file gives none.

    Every guide of the source's site reads as it stands; what it misses is a warning. Raises BrokenGuide with all
    faults: values of a wrong kind, an unknown check, phase or kind of question, doubled ids, a gate on `billed`.
    `spot_of` tells where a value stands, for messages; `wording` puts an example in TOML into the file's own syntax.
    """
    remarks = Remarks(spot_of, wording)
    top = GuideTable(data, remarks)
    handle = slug(top.text("name"), NAME_LENGTH) or name
    title = top.text("title")
    if not title:
        remarks.warn(("title",), "the guide has no title", f"It is shown as '{handle}'.")
    runs = top.word("runs", RUNS, RUNS[0])
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
        steps=_read_steps(top.tables("steps", "step"), remarks, runs),
        body=body,
        runs=runs,
        version=top.text("version"),
        digest=digest,
        source=source,
    )
    _warn_of_unasked(guide, remarks)
    top.look_through(TOP_KEYS, silent=HUGO_KEYS)
    _warn_of_params(top, remarks)
    if remarks.faults:
        raise BrokenGuide(source, remarks.faults, remarks.warnings)
    return guide._replace(warnings=in_order(remarks.warnings))


def _warn_of_params(top: GuideTable, remarks: Remarks) -> None:
    """Keys in [params] are those of the page for a Hugo site; here they would be lost in silence."""
    params = top.get("params")
    for key in params if isinstance(params, Mapping) else ():
        if key.casefold() in TOP_KEYS:
            told = f"'{key}' stands in 'params', and is not read there"
            remarks.warn((*top.path_of("params"), key), told, "Put it above, outside of 'params'.", of_key=True)


def _read_steps(rows: list[GuideTable], remarks: Remarks, runs: str) -> tuple[Step, ...]:
    if len(rows) > STEP_LIMIT:
        remarks.fault(rows[STEP_LIMIT].path, *TOO_MANY_STEPS[:2])
        return ()
    names = [_name(row, "Step", n) for n, row in enumerate(rows, 1)]
    asked: list[AskedRow] = []
    steps = [
        Step(
            name=name,
            id=id_,
            directions=_directions(row),
            weight=_weight(row),
            image=_image(row),
            phase=row.word("phase", PHASES, PHASES[0]),
            asks=read_asks(row, name, asked, above=TOP_KEYS),
            owner=row.word("owner", ROLES, ""),
            needs=row.words("needs"),
            due=read_due(row),
            skippable=row.flag("skippable", default=True),
            reason=row.flag("reason"),
            repeatable=row.flag("repeatable"),
        )
        for row, name, id_ in zip(rows, names, _ids(rows, names, "step"), strict=True)
    ]
    for row in rows:
        row.look_through(STEP_KEYS, above=TOP_KEYS)
    check_needs(rows, steps)
    check_due_starts(rows, steps)
    check_conditions(asked)
    check_parts(asked, runs)
    _warn_of_doubled_weights(rows, steps, remarks)
    warn_of_doubled_fields(asked)
    return in_walk_order(steps)


def _directions(row: GuideTable) -> str:
    """Markdown, without empty lines around it: what its first line is indented by may mean code."""
    value = row.get("directions")
    return value.strip("\r\n").rstrip() if isinstance(value, str) and value.strip() else row.text("directions")


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
    ids = [row.name("id") for row in rows]
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


def _read_goals(top: GuideTable, what: str) -> list[tuple[str, str, str, str, Mapping[str, str], bool]]:
    """The outcomes or requirements of a guide, in the file's order."""
    rows = top.tables(f"{what.casefold()}s", what.casefold())
    names = [_name(row, what, n) for n, row in enumerate(rows, 1)]
    ids = _ids(rows, names, what.casefold())
    return [(name, id_, row.text("icon"), *_read_check(row)) for row, name, id_ in zip(rows, names, ids, strict=True)]


def _read_check(row: GuideTable) -> tuple[str, Mapping[str, str], bool]:
    name, gate = row.word("check", tuple(CHECKS), ""), row.flag("gate")
    check = CHECKS.get(name)
    if name == "billed" and gate:
        row.fault("gate", 'cannot stand with check = "billed"', "Billing comes after the close and cannot block it.")
    arguments = {}
    for argument, words in check.arguments.items() if check else ():
        if row.get(argument) in (None, ""):
            row.fault(
                argument, f"is missing: the check '{name}' needs it", f'{argument} = "{" | ".join(words) or "…"}"'
            )
        elif isinstance(said := row.get(argument), bool) and not words:
            arguments[argument] = "yes" if said else "no"
        else:
            arguments[argument] = row.word(argument, words, "") if words else row.text(argument)
    row.look_through(_GOAL_KEYS.union(arguments), above=TOP_KEYS)
    return name, arguments, gate


def _warn_of_unasked(guide: Guide, remarks: Remarks) -> None:
    """What rests on an answer that no question of the guide asks for is never reached; as a gate it blocks for good."""
    fields = sorted({ask.field for step in guide.steps for ask in step.asks})
    by_key: dict[str, Sequence[Outcome | Requirement]] = {
        "outcomes": guide.outcomes,
        "requirements": guide.requirements,
    }
    for key, goals in by_key.items():
        for at, goal in enumerate(goals):
            field = goal.check_args.get("field", "")
            if field and field not in fields:
                where = f"{key.removesuffix('s')} {at + 1} '{goal.name}'"
                told = f"'field' of {where} is '{field}', which no question asks for"
                remarks.warn((key, at, "field"), told, expected(field, fields) if fields else "Ask for it in a step.")


def _warn_of_doubled_weights(rows: Sequence[GuideTable], steps: Sequence[Step], remarks: Remarks) -> None:
    first: dict[float, str] = {}
    for row, step in zip(rows, steps, strict=True):
        if step.weight is None:
            continue
        if step.weight in first:
            text = f"{step.weight:g} is also that of '{first[step.weight]}'"
            row.warn("weight", text, "Steps of the same weight keep the file's order.")
        first.setdefault(step.weight, step.name)
