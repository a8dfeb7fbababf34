"""Guides of chance, as data: sound ones, and ones with values that nobody meant."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from clientcare.domain.answers import KINDS
from clientcare.domain.asks import Ask
from clientcare.domain.checks import CHECKS
from clientcare.domain.guide_reading import RUNS
from clientcare.domain.guides import PHASES
from clientcare.domain.team import ROLES

if TYPE_CHECKING:
    from random import Random

WORDS = (
    "look save cable print restart the client's first Zürich 日本 naïve №5 ask again before you touch anything "
    "backup mode story +++ --- [[steps]] # = { } \"quoted\" 'single' back\\slash a:b - * & ! % @ `code` ** 😀 ﷺ"
).split(" ")
SIGNS = (
    "\x00", "\x07", "\x1b[2J", "\x1b]0;x\x07", "\x7f", "\x85", "\x9b31m", "\u2028", "\u202e", "\u200f", "\ufeff", "\t",
    "\r", "\x0b", "\x0c", "\u0301", "\U000e0001",
)  # fmt: skip
"""What steers a terminal, turns a line round, or ends one where no editor shows it."""


class Raw(str):
    """What is written as it stands: no text, and perhaps no value at all."""


RAW = tuple(
    Raw(one)
    for one in (
        "bar", "nan", "inf", "-0", "1e999", "0x_", "1__0", "9" * 30, "9" * 4_301, "2026-02-30", "2026-11-24", "12:30",
        "1979-05-27T07:32:00Z", "24:00:00", "{}", "[]", "[[]]", "{ a = { b = {} } }", '"', "'", '"""', "\\", "yes",
        "!!python/object:os.system", "&a [*a]", "*b", "~", "|", ">", "", "true", "0o17", "+1", ".5", "5.", "[1, [2]]",
    )
)  # fmt: skip


def random_guide(chance: Random, wrong: float) -> dict[str, Any]:
    """The keys of a guide. Each value is one that nobody meant with the probability `wrong`."""
    made = _Maker(chance, wrong)
    guide = made.table(
        title=made.words(),
        name=made.word(),
        type=made.words(),
        icon=made.word(),
        layout=made.word(),
        header=made.word(),
        description=made.words(),
        custom=made.flag(),
        runs=chance.choice((RUNS[0], RUNS[0], *RUNS)),
        version=made.word(),
        draft=made.flag(),
        date=date(2026, 11, 1 + chance.randrange(28)),
    )
    guide["title"] = made.words()
    for key in ("outcomes", "requirements"):
        if chance.random() < 0.5:
            guide[key] = [made.goal() for _ in range(chance.randrange(4))]
    if chance.random() < 0.95:
        guide["steps"] = made.steps(chance.choice((1, 2, 3, 8, 20)))
    return guide


class _Maker:
    def __init__(self, chance: Random, wrong: float) -> None:
        self._chance = chance
        self._wrong = wrong

    def word(self) -> str:
        return self._chance.choice(WORDS)

    def words(self) -> str:
        text = " ".join(self._chance.choices(WORDS, k=self._chance.choice((1, 3, 3, 8, 60))))
        if self._chance.random() < self._wrong:
            at = self._chance.randrange(len(text) + 1)
            text = text[:at] + self._chance.choice(SIGNS) + text[at:]
        return text.replace(" ", "\n", 2) if self._chance.random() < 0.2 else text

    def flag(self) -> Any:
        return self._chance.random() < 0.5

    def table(self, **values: Any) -> dict[str, Any]:
        """Some of the values, in any order, and now and then something else in place of one, or a key more."""
        chance = self._chance
        keys = [key for key in values if chance.random() < 0.6]
        chance.shuffle(keys)
        table = {self._called(key): self._strange() if chance.random() < self._wrong else values[key] for key in keys}
        if chance.random() < self._wrong:
            table[self.word()] = self._strange()
        return table

    def _called(self, key: str) -> str:
        """A key as it is, or as somebody mistypes it."""
        if self._chance.random() >= self._wrong:
            return key
        at = self._chance.randrange(len(key))
        return self._chance.choice((key.upper(), key.title(), key[:at] + key[at + 1 :], key + "s", key[::-1]))

    def _strange(self) -> Any:
        chance = self._chance
        return chance.choice(
            (
                chance.choice(RAW),
                chance.choice(RAW),
                self.words(),
                chance.randrange(-9, 99),
                10**400,
                chance.uniform(-9, 9),
                True,
                [],
                {},
                [self.word(), 1, [self.word()]],
                {"name": self.word(), "is": 1},
                [{"name": self.word()}, {self.word(): [{}]}],
                date(2026, 11, 24),
                datetime(2026, 11, 24, 14, 5),
                time(14, 5),
                "x" * chance.choice((100, 5_000)),
            )
        )

    def steps(self, count: int) -> list[Any]:
        ids = [f"s{n}" for n in range(count)]
        phases = sorted(self._chance.choices(PHASES, k=count), key=PHASES.index)
        return [self._step(n, ids, phase) for n, phase in enumerate(phases)]

    def _step(self, n: int, ids: list[str], phase: str) -> dict[str, Any]:
        chance = self._chance
        weight = n + 1
        step = self.table(
            directions=self.words(),
            owner=chance.choice(ROLES),
            needs=chance.choices(ids[:n], k=chance.randrange(3)) if n else [],
            due=self._due(ids[:n]),
            skippable=self.flag(),
            reason=self.flag(),
            repeatable=self.flag(),
        )
        step = {"name": self.words(), "id": ids[n], "phase": phase} | step
        step["weight"] = chance.choice((weight, weight, str(weight), f" {weight} ", weight / 2 + 0.1))
        if chance.random() < 0.2:
            step |= {"enableimg": True, "imgsrc": "/a.png"}
        if chance.random() < self._wrong:
            step[chance.choice(("id", "phase", "name", "weight", "enableimg"))] = chance.choice((*ids, *PHASES, ""))
        if chance.random() < self._wrong:
            step["needs"] = chance.choices((*ids, "none"), k=2)
        if chance.random() < 0.5:
            step["asks"] = [self._ask(f"f{n}-{at}", n) for at in range(chance.randrange(4))]
        return step

    def _due(self, below: list[str]) -> dict[str, Any]:
        chance = self._chance
        unit = chance.choice(("minutes", "hours", "days", "working days", "weeks"))
        within = f"{chance.randrange(1, 999)} {unit}" if chance.random() >= self._wrong else self.word()
        return self.table(within=within, **{"from": chance.choice(("opened", *below[:1]))}) | {"within": within}

    def _ask(self, field: str, n: int) -> dict[str, Any]:
        chance = self._chance
        kind = chance.choice(tuple(KINDS))
        ask = self.table(
            prompt=self.words(),
            required=self.flag(),
            default={"yesno": True, "number": 3}.get(kind, "tomorrow"),
            when={"field": "mode", "is": chance.choice(("on-site", "remote"))},
        )
        if Ask("", "", kind).filed_beside:
            ask.pop("default", None)
        if kind == "choice":
            ask |= {"choices": [f"{field} {at}" for at in range(chance.choice((2, 3, 9)))], "default": f"{field} 0"}
        if chance.random() < self._wrong:
            ask["when"] = {"field": chance.choice((f"f{n}-0", "f0-0", "none")), "is": chance.choice(("yes", True))}
            ask["sensitive"] = self.flag()
        return {"field": field if chance.random() >= self._wrong else self.word(), "kind": kind} | ask

    def goal(self) -> dict[str, Any]:
        chance = self._chance
        goal = self.table(icon=self.word(), id=f"g{chance.randrange(10**6)}", gate=self.flag())
        goal["name"] = self.words()
        if chance.random() < 0.6:
            goal["check"] = chance.choice([check for check in CHECKS if check != "billed"])
            for argument, words in CHECKS[goal["check"]].arguments.items():
                goal[argument] = chance.choice(tuple(words) or WORDS[:3])
            if chance.random() < self._wrong:
                goal["check"] = chance.choice(("billed", self.word()))
        return goal
