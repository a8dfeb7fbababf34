"""What a share can be trusted with: what trying it out showed, what the shop's settings keep of that, and in words.

One machine that races against itself can only refute that a share decides who was first; two machines can confirm it.
Mounts of the kinds that were measured not to decide count as such whatever a race says.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from clientcare.domain.shop import SHARE_KEYS
from clientcare.domain.tables import Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from clientcare.domain.places import Place

LONG_ENOUGH = 200
"""Bytes that every name of ours has room in."""
OLD = 366
"""Days after which what is kept should be found out anew: servers are replaced."""
SKEW = 120
"""Seconds by which a share's clock may differ before it is worth a word."""


class Trial(NamedTuple):
    """What was seen on one machine. `decides` is False where two writers both believed to be first; `flushes` says that
    the share took the order to make a file durable, which does not prove that it obeys; `accents` that it keeps an
    accented name as it was written. `clock`: seconds by which the share's clock is ahead of this machine's."""

    decides: bool
    links: bool
    flushes: bool
    case: bool
    accents: bool
    longest_name: int
    clock: float


class Race(NamedTuple):
    """Two machines that raced: how many names each tried to get, how many both believed to have, and after how many
    seconds one saw what the other had written."""

    other: str
    names: int
    both: int
    seen_after: float


class ShareNature(NamedTuple):
    """What the shop's settings keep. `decides`: of two machines that close a session at once exactly one succeeds.
    `machines` counts those that raced; `probed` is the day and empty where nothing is kept; `billing_seat` is the
    machine from which alone billing is told where the share does not decide."""

    decides: bool = True
    machines: int = 0
    links: bool = True
    flushes: bool = True
    case: bool = True
    accents: bool = True
    longest_name: int = 255
    seen_after: float = 0.0
    probed: str = ""
    probed_on: str = ""
    billing_seat: str = ""


class RaceWord(NamedTuple):
    """How a race stands: "waiting" for the other machine, then "racing" it, and "done", when `race` says how it went;
    "alone" where nobody came, "lost" where the other one went away."""

    stage: str
    other: str = ""
    race: Race | None = None


def read_nature(settings: Mapping[str, Any]) -> ShareNature:
    """The table `[share]` of the shop's settings as they were parsed. Raises TableFault."""
    table = Table(settings).table("share", SHARE_KEYS)
    probed = table.text("probed")
    if probed:
        try:
            date.fromisoformat(probed)
        except ValueError:
            raise table.fault("probed", f"'probed' cannot be '{probed}'", "Write a day such as 2026-11-24.") from None
    return ShareNature(
        decides=table.flag("decides", True),
        machines=table.whole("machines"),
        links=table.flag("links", True),
        flushes=table.flag("flushes", True),
        case=table.flag("case", True),
        accents=table.flag("accents", True),
        longest_name=table.whole("longest-name", 255),
        seen_after=float(table.whole("seen-after")),
        probed=probed,
        probed_on=table.text("probed-on"),
        billing_seat=table.text("billing-seat"),
    )


def write_nature(nature: ShareNature) -> dict[str, Any]:
    """The table as it is kept; `read_nature` gives the same, with whole seconds."""
    content: dict[str, Any] = {
        "decides": nature.decides,
        "machines": nature.machines,
        "links": nature.links,
        "flushes": nature.flushes,
        "case": nature.case,
        "accents": nature.accents,
        "longest-name": nature.longest_name,
        "seen-after": round(nature.seen_after),
        "probed": nature.probed,
        "probed-on": nature.probed_on,
    }
    return {**content, "billing-seat": nature.billing_seat} if nature.billing_seat else content


def found(
    before: ShareNature, trial: Trial, place: Place, machine: str, today: date, race: Race | None = None
) -> ShareNature:
    """What is known of a share after it was tried. Raises nothing; what two machines showed is not lost to one."""
    refuted = not trial.decides or not place.decides or (race is not None and race.both > 0)
    doubted = before.probed != "" and not before.decides and race is None
    return ShareNature(
        decides=not refuted and not doubted,
        machines=2 if race else 1 if refuted else max(before.machines, 1),
        links=trial.links,
        flushes=trial.flushes,
        case=trial.case,
        accents=trial.accents,
        longest_name=trial.longest_name,
        seen_after=race.seen_after if race else before.seen_after,
        probed=today.isoformat(),
        probed_on=machine,
        billing_seat=before.billing_seat,
    )


def answers(nature: ShareNature) -> tuple[tuple[str, str], ...]:
    """What is kept, as questions and answers for people."""
    once = "no" if not nature.decides else "yes" if nature.machines > 1 else "yes, as far as one machine can tell"
    return (
        ("two machines cannot both close a session here", once),
        ("a file can get a second name", _yes(nature.links)),
        ("the share takes the order to make a file durable", _yes(nature.flushes)),
        ("capitals and small letters make different names", _yes(nature.case)),
        ("accented names stay as they were written", _yes(nature.accents)),
        ("names may have", f"{nature.longest_name} bytes"),
    )


def _yes(value: bool) -> str:
    return "yes" if value else "no"


def differences(kept: ShareNature, now: ShareNature) -> tuple[str, ...]:
    """What is otherwise than it is kept, as sentences. How many machines raced and when is no difference."""
    same = {"machines", "seen_after", "probed", "probed_on", "billing_seat"}
    aligned = now._replace(machines=kept.machines)
    fields = [name for name in ShareNature._fields if name not in same and getattr(kept, name) != getattr(now, name)]
    if not fields:
        return ()
    before = dict(answers(kept))
    return tuple(f"{question}: {answer}, not {before[question]}" for question, answer in answers(aligned)
                 if before[question] != answer)  # fmt: skip


def is_old(nature: ShareNature, today: date) -> bool:
    """Whether it should be found out anew."""
    return nature.probed != "" and (today - date.fromisoformat(nature.probed)).days > OLD


def won_twice(mine: Iterable[str], theirs: Iterable[str]) -> int:
    """How many names two racers both believe to have."""
    return len(set(mine) & set(theirs))


def names_to_race_for(count: int, *, backwards: bool) -> Sequence[str]:
    """The names in the order in which one of two racers takes them: they begin at opposite ends and meet, so that each
    comes both at the same time as the other and long after."""
    names = [f"{number:04d}" for number in range(count)]
    return names[::-1] if backwards else names
