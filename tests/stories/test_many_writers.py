"""Two technicians and ten scripts write into one session at once, each in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.stories.shares import half_written

if TYPE_CHECKING:
    from tests.shops import Shop

PROGRAM = str(Path(sys.executable).parent / "clientcare")
TECHNICIANS = ("ann", "ben")
SCRIPTS = 10
ENTRIES = 2
BASH = """\
for number in {numbers}; do
  {program} --config {config} --no-input --quiet note "{writer}, number $number" -s shared || exit
done
"""


def begin(shop: Shop, me: str, *words: str) -> subprocess.Popen[str]:
    """The console script that people install, begun and not waited for."""
    command = [PROGRAM, "--config", str(shop.config(me)), "--no-input", *words]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8")


def ended(process: subprocess.Popen[str]) -> tuple[int, str]:
    """Its exit code, and what it said on standard output."""
    out, err = process.communicate()
    assert process.returncode in (0, 3, 5), err
    return process.returncode, out


def answer(shop: Shop, me: str, *words: str) -> Any:
    code, out = ended(begin(shop, me, *words, "--json"))
    assert code == 0
    return json.loads(out)["data"]


@pytest.fixture
def shared(shop: Shop) -> Shop:
    """A shop with a session of both technicians, begun by the real clock."""
    start = ("session", "start", "acme", "Shared work", "--mode", "remote", "--with", "ben", "--no-walk")
    assert ended(begin(shop, "ann", *start))[0] == 0
    return shop


def test_all_entries_are_there_in_one_order_that_everybody_sees(shared: Shop) -> None:
    writers = [*TECHNICIANS, *(f"script {number}" for number in range(SCRIPTS))]
    running = [
        subprocess.Popen(
            [
                "bash",
                "-c",
                BASH.format(
                    numbers=" ".join(str(number) for number in range(ENTRIES)),
                    program=PROGRAM,
                    config=shared.config(TECHNICIANS[place % 2]),
                    writer=writer,
                ),
            ],
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )
        for place, writer in enumerate(writers)
    ]
    acknowledged = [line for process in running for line in ended(process)[1].splitlines()]
    assert len(set(acknowledged)) == len(writers) * ENTRIES

    seen = [answer(shared, me, "session", "show", "acme")["notes"] for me in TECHNICIANS]
    assert seen[0] == seen[1]
    assert {note["id"] for note in seen[0]} == set(acknowledged)
    assert {note["text"] for note in seen[0]} == {
        f"{writer}, number {number}" for writer in writers for number in range(ENTRIES)
    }
    assert [note["number"] for note in seen[0]] == list(range(1, len(writers) * ENTRIES + 1))
    for writer in writers:
        own = [note["text"] for note in seen[0] if note["text"].startswith(f"{writer},")]
        assert own == [f"{writer}, number {number}" for number in range(ENTRIES)]
    assert half_written(shared) == []


def test_of_those_who_close_at_once_exactly_one_does(shared: Shop) -> None:
    close = ("close", "-s", "shared", "--solution", "Done", "--resolved", "--bill")
    codes = [ended(one)[0] for one in [begin(shared, me, *close) for me in TECHNICIANS * 2]]
    assert codes.count(0) == 1
    session = shared.read("")
    assert session.state == "closed"
    assert [record.kind for record in session.records].count("close") == 1
    assert len(shared.outbox()) == 1
    assert half_written(shared) == []


@pytest.mark.parametrize("clients", [("acme", "acme"), ("acme", "beta")])
def test_of_those_who_place_a_session_at_once_exactly_one_does(shop: Shop, clients: tuple[str, str]) -> None:
    shop.run("client", "add", "beta", "--name", "Beta GmbH")
    shop.take_share_away()
    shop.run("session", "start", "acmee", "Mail", "--mode", "phone", "--no-walk")
    shop.run("note", "Server full")
    shop.bring_share_back()
    thread = shop.run("store", "list", "--quiet").out.strip()
    words = [("store", "place", thread[-6:], client) for client in clients]
    running = [begin(shop, me, *line) for line in words for me in TECHNICIANS]
    codes = [ended(one)[0] for one in running]
    assert sorted(codes) in ([0, 5, 5, 5], [0, 0, 5, 5])
    assert len({place.folder for place in shop.store.threads() if place.thread == thread}) == 1
    session = shop.read(thread)
    assert [record.kind for record in session.records if record.kind != "document"] == ["start", "note", "placed"]
    assert len({(code, TECHNICIANS[place % 2]) for place, code in enumerate(codes) if code == 0}) == 1
    assert not list((shop.share / "_clientcare").glob("unplaced/*"))
    assert half_written(shop) == []
