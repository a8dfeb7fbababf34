"""Requirements and outcomes of a guide against a session's record: what holds, what does not, and what blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

from clientcare.domain.checks import Verdict, verify

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from clientcare.domain.checks import SessionFacts, Technician


class Point(Protocol):
    """A requirement or an outcome of a guide."""

    @property
    def name(self) -> str: ...
    @property
    def id(self) -> str: ...
    @property
    def check(self) -> str: ...
    @property
    def check_args(self) -> Mapping[str, str]: ...
    @property
    def gate(self) -> bool: ...


class Weighed(NamedTuple):
    """One or more points that are judged together. `id` is the first one's; alternatives name themselves together."""

    id: str
    names: tuple[str, ...]
    check: str
    gate: bool
    verdict: Verdict

    @property
    def blocks(self) -> bool:
        """Whether this keeps a session from being closed (outcome) or started (requirement): a gate that fails."""
        return self.gate and self.verdict.holds is False


def weigh(point: Point, session: SessionFacts, starter: Technician | None) -> Weighed:
    """What the record says about one outcome. Without a check the answer is open: the technician is to be asked."""
    if not point.check:
        verdict = Verdict(None, "Not asked yet.")
    else:
        verdict = verify(point.check, point.check_args, session, starter)
    return Weighed(point.id, (point.name,), point.check, point.gate, verdict)


def weigh_requirements(
    points: Sequence[Point], session: SessionFacts, starter: Technician | None
) -> tuple[Weighed, ...]:
    """The requirements of a guide against the record, in the guide's order.

    Requirements with the same check are alternatives (remote or on-site): they become one, which holds where any
    holds, is open where none holds and any is open, and is a gate where any is. One without a check stands alone.
    """
    groups: dict[str, list[Weighed]] = {}
    for point in points:
        one = weigh(point, session, starter)
        groups.setdefault(one.check or f"#{one.id}", []).append(one)
    return tuple(_together(group) for group in groups.values())


def _together(group: list[Weighed]) -> Weighed:
    found = {one.verdict.holds: one for one in reversed(group)}
    best = found.get(True) or found.get(None) or group[0]
    return best._replace(
        id=group[0].id,
        names=(best.names if best.verdict.holds else tuple(name for one in group for name in one.names)),
        gate=any(one.gate for one in group),
    )
