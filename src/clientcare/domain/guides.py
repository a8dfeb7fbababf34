"""Guides: steps, requirements and outcomes as data, in the format of the shop's Hugo site with additional keys.

The format is described in docs/reference/guide-format.md; `guide_reading.read_guide` makes a guide from parsed TOML.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from clientcare.domain.asks import Ask
    from clientcare.domain.dues import Due
    from clientcare.domain.guide_tables import Remark

PHASES = ("start", "work", "close")
"""When a step comes up: at the start (the default), while working, at the close. Walked in this order."""


class Step(NamedTuple):
    """One step. `weight` is None where the file gives no usable one; `image` is empty where it is not to be shown.

    `owner` is the role that it belongs to, `needs` are the ids of steps that come first. One that is not `skippable`
    cannot be left out, one with `reason` not without saying why; a `repeatable` one may be done several times.
    """

    name: str
    id: str
    directions: str = ""
    weight: float | None = None
    image: str = ""
    phase: str = "start"
    asks: tuple[Ask, ...] = ()
    owner: str = ""
    needs: tuple[str, ...] = ()
    due: Due | None = None
    skippable: bool = True
    reason: bool = False
    repeatable: bool = False


class Outcome(NamedTuple):
    """What a session should reach. Without a `check` the technician is asked; a `gate` can block the close."""

    name: str
    id: str
    icon: str = ""
    check: str = ""
    check_args: Mapping[str, str] = {}
    gate: bool = False


class Requirement(NamedTuple):
    """What a session needs before it starts. Those with the same `check` are alternatives."""

    name: str
    id: str
    icon: str = ""
    check: str = ""
    check_args: Mapping[str, str] = {}
    gate: bool = False


class Guide(NamedTuple):
    """One guide. `name` is its handle, `steps` are in the order in which they are walked, `body` is Markdown.
    `runs` is what it is walked as, "session" or "procedure"; `version` is free text.

    `digest` is the SHA-256 of the file's bytes, `source` how the file is shown to people. `custom` means that the body
    comes before everything else.
    """

    name: str
    title: str
    type: str = ""
    layout: str = ""
    icon: str = ""
    header: str = ""
    description: str = ""
    custom: bool = False
    outcomes: tuple[Outcome, ...] = ()
    requirements: tuple[Requirement, ...] = ()
    steps: tuple[Step, ...] = ()
    body: str = ""
    digest: str = ""
    source: str = ""
    warnings: tuple[Remark, ...] = ()
    runs: str = "session"
    version: str = ""


class GuidePicture(NamedTuple):
    """The file of a picture in a guide's folder; `data` is empty where it is too large to be shown."""

    path: str
    data: bytes


class FoundGuide(NamedTuple):
    """A guide that a name led to: where it lies ("shop", "shipped" or "path") and what of the same name it hides."""

    guide: Guide
    place: str
    hides: tuple[str, ...] = ()


class ListedGuide(NamedTuple):
    """A guide of the listing. `hidden_by` is the source of another one of the same name that comes first."""

    guide: Guide
    place: str
    hidden_by: str = ""


class UnreadGuide(NamedTuple):
    """A file that should be a guide and cannot be read."""

    source: str
    place: str
    faults: tuple[Remark, ...]


class LibraryListing(NamedTuple):
    """All guides that can be used, by place and name, and the files that cannot."""

    guides: tuple[ListedGuide, ...] = ()
    broken: tuple[UnreadGuide, ...] = ()


class CheckedFile(NamedTuple):
    """What `guide check` found in one file. It is broken where there are faults."""

    source: str
    name: str = ""
    title: str = ""
    steps: int = 0
    faults: tuple[Remark, ...] = ()
    warnings: tuple[Remark, ...] = ()


class Checkup(NamedTuple):
    """What `guide check` found in all files, in their order."""

    files: tuple[CheckedFile, ...]

    @property
    def broken(self) -> tuple[CheckedFile, ...]:
        """The files that have faults."""
        return tuple(file for file in self.files if file.faults)


class DraftedGuide(NamedTuple):
    """The text of a guide that is to be filed, its title, how many steps it has, and what could not be placed."""

    text: str
    title: str
    steps: int
    remarks: tuple[Remark, ...] = ()


class MadeGuide(NamedTuple):
    """A guide that was made. `path` is where it lies in the share; empty where it was only to be shown.

    `source` is the file that it was made from, where there was one.
    """

    name: str
    path: str
    source: str
    draft: DraftedGuide


def in_walk_order(steps: Sequence[Step]) -> tuple[Step, ...]:
    """Steps in the order in which they are walked: by phase, then by weight, lower first.

    A step with no usable weight comes after those of its phase that have one; ties keep the file's order. A step that
    others need comes before the first of them, whatever its weight.
    """
    waiting = sorted(steps, key=lambda step: (PHASES.index(step.phase), step.weight is None, step.weight or 0))
    if not any(step.needs for step in steps):
        return tuple(waiting)
    by_id = {step.id: step for step in steps}
    ordered: dict[str, Step] = {}
    begun: set[str] = set()
    for step in waiting:
        line = [step]
        while line:  # a stack of its own: such a chain may be as long as the guide
            top = line[-1]
            begun.add(top.id)
            first = next((by_id[need] for need in top.needs if need in by_id and need not in begun), None)
            if first is None:
                ordered.setdefault(top.id, line.pop())
            else:
                line.append(first)
    return tuple(ordered.values())
