"""Every guide that comes with clientcare, walked from start to close with the commands that a technician types."""

from __future__ import annotations

import re
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import tomli_w

from clientcare.adapters.library import guide_from_bytes, shipped_folder
from clientcare.domain.records import ThreadPlace
from clientcare.domain.sessions import fold
from scripts import docs_check
from tests.shops import ANN, open_shop

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from clientcare.domain.asks import Ask, When
    from clientcare.domain.guides import Guide, Outcome, Step
    from clientcare.domain.sessions import Session
    from tests.shops import Result, Shop

FILES = sorted(shipped_folder().glob("*.md"))
GUIDES = {path.stem: guide_from_bytes(path.read_bytes(), path.stem, path.name) for path in FILES}
SESSIONS = [name for name, guide in GUIDES.items() if guide.runs == "session"]
PROCEDURES = [name for name, guide in GUIDES.items() if guide.runs == "procedure"]
SAID: Mapping[str, str] = {
    "text": "As agreed with Ms Frei",
    "lines": "The first line\nthe second line",
    "number": "3",
    "money": "1'200",
    "duration": "45m",
    "date": "tomorrow",
    "time": "14:00",
    "yesno": "yes",
    "person": "Ms Frei",
    "parts": "2 x Fuser FK-1150; price=89; serial-out=A1; serial-in=B2",
    "document": str(Path(__file__).parents[2] / "LICENSE"),
}
"""What is answered to a question of each kind, where the way through the guide does not depend on it."""


def staffed(folder: Path) -> Shop:
    """A shop in which Ann may do every step; whose a step is, is tested elsewhere."""
    shop = open_shop(folder)
    shop.set_member(ANN._replace(roles=("account-manager", "project-manager")))
    return shop


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    return staffed(tmp_path)


def gates(guide: Guide) -> Iterator[Outcome]:
    """The gates that rest on an answer."""
    return (one for one in guide.outcomes if one.gate and one.check in ("answered", "said"))


def asks_of(guide: Guide) -> tuple[Ask, ...]:
    return tuple(chain.from_iterable(step.asks for step in guide.steps))


def ways(guide: Guide) -> list[dict[str, str]]:
    """The answers that lead through a guide, so that each condition of a question holds on one of the ways."""
    straight = {one.check_args["field"]: one.check_args["is"] for one in gates(guide) if one.check == "said"}
    found = [straight]
    by_field = {ask.field: ask for ask in asks_of(guide)}
    for when in dict.fromkeys(ask.when for ask in asks_of(guide) if ask.when and ask.when.field != "mode"):
        wanted = reached(when, by_field)
        for way in found:
            if all(way.get(field, value) == value for field, value in wanted.items()):
                way.update(wanted)
                break
        else:
            found.append({**straight, **wanted})
    return found


def reached(when: When, by_field: Mapping[str, Ask]) -> dict[str, str]:
    """What must be answered so that a condition holds, and the conditions of that question too."""
    before = by_field[when.field].when
    return {**(reached(before, by_field) if before else {}), when.field: when.value}


def started(shop: Shop, guide: Guide) -> str:
    """Begin it; answers the identifier of its thread."""
    if guide.runs == "procedure":
        typed = ["procedure", "start", guide.name, "acme"]
    else:
        mode = next((one.check_args["mode"] for one in guide.requirements if one.check == "mode"), "remote")
        typed = ["session", "start", "acme", "Something is wrong", "--mode", mode, "--guide", guide.name]
    done = shop.run(*typed, "--quiet")
    assert (done.code, done.err) == (0, "")
    return done.out.strip()


def read(shop: Shop, thread: str) -> Session:
    return fold(shop.store.read(ThreadPlace("acme", thread)))


def answers_to(step: Step, way: Mapping[str, str], known: Mapping[str, str]) -> dict[str, str]:
    """What is answered in a step to the questions that come up on this way."""
    given: dict[str, str] = {}
    for ask in step.asks:
        if ask.applies({**known, **given}):
            given[ask.field] = way.get(ask.field) or (ask.choices[0] if ask.kind == "choice" else SAID[ask.kind])
    return given


def walked(
    shop: Shop, thread: str, steps: Iterable[Step], way: Mapping[str, str], before: Mapping[str, str] | None = None
) -> dict[str, str]:
    """Answer every question that comes up, and see every reminder, one command after the other."""
    known = dict(before or {})
    for step in steps:
        given = answers_to(step, way, known)
        typed = [f"{field}={value}" for field, value in given.items()]
        command = ["answer", *typed, "--step", step.id] if typed else ["done", step.id]
        done = shop.run("step", *command, "-s", thread)
        assert (done.code, done.err) == (0, ""), f"{step.id}: {done.err}"
        known.update(given)
    return known


def sent(
    shop: Shop, thread: str, guide: Guide, way: Mapping[str, str], leave_open: Collection[str] = ()
) -> dict[str, str]:
    """Answer all of it with one command, but for the steps that are to be left open, by their ids."""
    known: dict[str, str] = {}
    table: dict[str, Any] = {}
    for step in guide.steps:
        if step.id not in leave_open:
            given = answers_to(step, way, known)
            table[step.id] = given or True
            known.update(given)
    done = shop.run("next", "--answers", "-", "-s", thread, input=tomli_w.dumps(table))
    assert (done.code, done.err) == (0, "")
    return known


def waiting_for(guide: Guide, fields: Collection[str]) -> list[str]:
    """The steps that ask for some fields, and those that come after them."""
    found: list[str] = []
    for step in guide.steps:
        if any(ask.field in fields for ask in step.asks) or set(step.needs) & set(found):
            found.append(step.id)
    return found


def closed(shop: Shop, thread: str, guide: Guide) -> Result:
    if guide.runs == "procedure":
        return shop.run("procedure", "close", thread, "--result", "Settled", "--follow-up", "next week")
    return shop.run("close", "-s", thread, "--solution", "Seen to", "--resolved", "--follow-up", "next week")


@pytest.mark.parametrize("name", GUIDES)
def test_each_guide_leads_from_the_start_to_the_close_on_every_way(name: str, tmp_path: Path) -> None:
    guide = GUIDES[name]
    asked: set[str] = set()
    for n, way in enumerate(ways(guide)):
        shop = staffed(tmp_path / str(n))
        thread = started(shop, guide)
        given = sent(shop, thread, guide, way) if n else walked(shop, thread, guide.steps, way)
        assert all(step["through"] for step in shop.run("next", "-s", thread, "--json").data["steps"])
        done = closed(shop, thread, guide)
        assert (done.code, done.err) == (0, "")
        session = read(shop, thread)
        assert set(given) <= set(session.answers)
        assert {session.outcomes[gate.id] for gate in guide.outcomes if gate.gate} == {"yes"}
        asked |= set(given)
    assert asked == {ask.field for ask in asks_of(guide)}


@pytest.mark.parametrize("name", GUIDES)
def test_what_a_gate_asks_for_keeps_it_open_until_it_is_there(name: str, shop: Shop) -> None:
    guide = GUIDES[name]
    fields = {gate.name: gate.check_args["field"] for gate in gates(guide)}
    thread = started(shop, guide)
    shop.run("access", "lent", "Mail server", "-s", thread)
    left = waiting_for(guide, fields.values())
    known = sent(shop, thread, guide, ways(guide)[0], left)

    refused = closed(shop, thread, guide)
    assert refused.code == 9
    for gate, field in fields.items():
        assert f"{gate}: The question '{field}' was not answered yet." in refused.err
    assert "Mail server." in refused.err
    assert read(shop, thread).is_open

    shop.run("access", "returned", "Mail server", "-s", thread)
    walked(shop, thread, (step for step in guide.steps if step.id in left), ways(guide)[0], known)
    assert closed(shop, thread, guide).code == 0


def test_nothing_is_to_be_said_about_any_of_them(shop: Shop) -> None:
    done = shop.run("guide", "check", str(shipped_folder()), "--json")
    assert done.code == 0
    found = {Path(one["source"]).stem: (one["faults"], one["warnings"]) for one in done.data["files"]}
    assert found == {name: ([], []) for name in GUIDES}


def test_each_is_called_like_its_file_and_tells_what_it_is_for() -> None:
    for name, guide in GUIDES.items():
        assert guide.name == name
        assert guide.version == "2026-11", name
        assert all((guide.title, guide.type, guide.icon, guide.description)), name
        assert 5 <= len(guide.steps) <= 13, name
        assert all(step.directions for step in guide.steps), name


def test_they_ask_nobody_for_a_secret_and_answers_are_never_held_back() -> None:
    for name, guide in GUIDES.items():
        for ask in asks_of(guide):
            words = f"{ask.field} {ask.prompt}".casefold()
            assert not re.search(r"password|passphrase|\bpin\b|recovery key|secret", words), f"{name}: {ask.prompt}"


def test_every_command_that_they_name_exists_with_its_options(tmp_path: Path) -> None:
    for name, guide in GUIDES.items():
        told = "\n".join((guide.body, *(step.directions for step in guide.steps)))
        page = tmp_path / f"{name}.md"
        commands = re.findall(r"(?:`|^ {4})(clientcare [^`\n]+)", told, re.MULTILINE)
        page.write_text("```sh\n" + "\n".join(commands) + "\n```\n", "utf-8")
        assert list(docs_check.wrong_commands(page)) == [], name


def test_every_guide_that_one_of_them_leads_to_is_there() -> None:
    for name, guide in GUIDES.items():
        for step in guide.steps:
            for led_to in re.findall(r"[Gg]uides? `([a-z-]+)`", step.directions):
                assert led_to in GUIDES, f"{name}: {led_to}"


WORDS_IN_A_ROW = 7


@pytest.mark.corpus
def test_they_are_told_in_words_of_their_own(corpus: Path) -> None:
    seeds = sorted((corpus.parent / "seeds").glob("*.txt"))
    if not seeds:
        pytest.skip("the source texts do not lie beside the corpus")
    theirs = set(chain.from_iterable(runs(seed.read_text("utf-8")) for seed in seeds))
    for path in FILES:
        assert theirs.isdisjoint(runs(path.read_text("utf-8"))), path.name


def runs(text: str) -> Iterator[tuple[str, ...]]:
    words = re.findall(r"[^\W_]+", text.casefold())
    return (tuple(words[at : at + WORDS_IN_A_ROW]) for at in range(len(words) - WORDS_IN_A_ROW + 1))
