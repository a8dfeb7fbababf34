"""What may never return runs apart: its answers and errors cross whole, and nobody waits for its silence."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from clientcare.adapters import apart as module
from clientcare.adapters.apart import Apart
from clientcare.adapters.far_side import WRITING
from clientcare.adapters.workers import Process, Thread, started
from clientcare.domain.errors import Conflict, InvalidFile, Overdue, Unreachable
from clientcare.domain.guide_tables import BrokenGuide, Remark
from clientcare.domain.tables import TableFault

if TYPE_CHECKING:
    from collections.abc import Iterator

PATIENCE = 0.3
WAYS = {"a process": Process, "a thread": Thread}


@pytest.fixture(params=WAYS)
def apart(request: pytest.FixtureRequest) -> Iterator[Apart]:
    """Something apart, in each of the ways in which a system can do it, with little patience."""
    made = Apart(WAYS[request.param], PATIENCE)
    yield made
    made.finish()


@pytest.fixture
def forked() -> Iterator[Apart]:
    made = Apart(Process, PATIENCE)
    yield made
    made.finish()


@pytest.fixture
def silent(tmp_path: Path) -> Path:
    """A file that never answers: a pipe into which nobody writes."""
    os.mkfifo(tmp_path / "silent")
    return tmp_path / "silent"


def hang(silent: str) -> None:
    with open(silent, "rb") as pipe:
        pipe.read()


def write_and_hang(written: str, silent: str) -> None:
    with open(written, "w"):
        hang(silent)


def work_for_long(folder: str, steps: int) -> int:
    for _ in range(steps):
        os.listdir(folder)
        time.sleep(PATIENCE / 4)
    return steps


ERRORS = (
    Conflict("Somebody was first.", "Look again."),
    Unreachable("The share is full.", "Make room."),
    InvalidFile("a mistake", "Mend it.", place="clientcare.toml:3"),
    TableFault("mail", "port", "'port' must be a number", "Write 587.", row=2),
    BrokenGuide("guide.md", [Remark("it is no text", "Save it as UTF-8.")]),
    FileNotFoundError(2, "No such file or directory", "x"),
)


def fail(number: int) -> None:
    raise ERRORS[number]


def divide(by: int) -> float:
    return 1 / by


def children() -> list[int]:
    """The processes that this one started, dead ones that nobody fetched too."""
    tasks = Path(f"/proc/{os.getpid()}/task")
    return [int(child) for task in tasks.iterdir() for child in (task / "children").read_text().split()]


class Numbers:
    """Counts as far as it is asked, and says how far that was."""

    def __init__(self) -> None:
        self.reached = 0

    def count(self, most: int) -> Iterator[int]:
        for number in range(most):
            self.reached = number + 1
            yield number

    def so_far(self) -> int:
        return self.reached

    def until(self, most: int, silent: str) -> Iterator[int]:
        yield from range(most)
        hang(silent)


def test_a_function_answers_from_apart_as_it_would_here(apart: Apart) -> None:
    assert apart.run("It", os.path.join, "a", "b") == "a/b"


def test_a_part_is_made_once_and_keeps_what_it_knows(apart: Apart) -> None:
    numbers = apart.part("It", Numbers)
    assert list(numbers.count(3)) == [0, 1, 2]
    assert numbers.so_far() == 3
    assert apart.part("It", Numbers).so_far() == 3


def test_items_come_as_they_are_needed_and_others_may_be_asked_for_meanwhile(apart: Apart) -> None:
    numbers = apart.part("It", Numbers)
    assert [number for number in numbers.count(2000) if numbers.so_far() >= number] == list(range(2000))
    for number in numbers.count(1_000_000):
        if number == 10:
            break
    assert numbers.so_far() < 100


@pytest.mark.parametrize("number", range(len(ERRORS)), ids=[type(error).__name__ for error in ERRORS])
def test_an_error_is_raised_here_as_it_was_there(apart: Apart, number: int) -> None:
    error = ERRORS[number]
    with pytest.raises(type(error)) as raised:
        apart.run("It", fail, number)
    assert str(raised.value) == str(error)
    state = {key: value for key, value in raised.value.__dict__.items() if key != "__notes__"}
    assert state == error.__dict__


def test_a_mistake_of_ours_tells_where_it_was_made(apart: Apart) -> None:
    with pytest.raises(ZeroDivisionError) as raised:
        apart.run("It", divide, 0)
    assert any(note.endswith(" divide") for note in raised.value.__notes__)


def test_what_cannot_cross_is_an_error_and_no_silence(forked: Apart) -> None:
    with pytest.raises(Exception, match="pickle"):
        forked.run("It", open, os.devnull)
    assert forked.run("It", os.path.basename, "a/b") == "b"


def test_silence_is_told_and_everything_after_it_answers_at_once(apart: Apart, silent: Path) -> None:
    with pytest.raises(Unreachable, match=r"^The share did not answer within 0.3 seconds\.$") as told:
        apart.run("The share", hang, str(silent))
    assert not isinstance(told.value, Overdue)
    begin = time.monotonic()
    with pytest.raises(Unreachable, match=r"^The share does not answer\.$"):
        apart.run("The share", os.getcwd)
    assert time.monotonic() - begin < PATIENCE


def test_silence_while_something_is_written_leaves_open_whether_it_is_there(
    apart: Apart, silent: Path, tmp_path: Path
) -> None:
    with pytest.raises(Overdue, match="may or may not be there"):
        apart.run("The share", write_and_hang, str(tmp_path / "new"), str(silent))


def test_long_work_is_no_silence_while_it_gets_on(
    apart: Apart, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from clientcare.adapters import far_side

    monkeypatch.setattr(far_side, "_EVERY", 0.05)
    assert apart.run("The share", work_for_long, str(tmp_path), 12) == 12


def test_items_that_stop_coming_are_silence_too(apart: Apart, silent: Path) -> None:
    numbers = apart.part("The share", Numbers)
    coming = numbers.until(3, str(silent))
    assert [next(coming), next(coming)] == [0, 1]
    with pytest.raises(Unreachable):
        list(coming)


def test_what_did_not_answer_is_asked_again_after_a_while(
    apart: Apart, silent: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(Unreachable):
        apart.run("The share", hang, str(silent))
    monkeypatch.setattr(module, "AT_ONCE", 0.0)
    assert apart.run("The share", os.path.basename, "a/b") == "b"


def test_a_process_that_dies_is_told_at_once_and_followed_by_another(forked: Apart, tmp_path: Path) -> None:
    pid = forked.run("The share", os.getpid)
    assert pid != os.getpid()
    with pytest.raises(Unreachable, match="The share was asked"):
        forked.run("The share", os._exit, 3)
    assert forked.run("The share", os.getpid) not in (pid, os.getpid())
    os.kill(forked.run("The share", os.getpid), signal.SIGKILL)
    with pytest.raises(Unreachable):
        [forked.run("The share", os.getpid) for _ in range(1000)]


def test_nothing_is_left_of_a_process_that_ended_well_or_was_given_up(forked: Apart, silent: Path) -> None:
    before = children()
    forked.run("It", os.getpid)
    assert len(children()) == len(before) + 1
    forked.finish()
    assert children() == before
    with pytest.raises(Unreachable):
        forked.run("The share", hang, str(silent))
    assert children() == before


def test_a_process_apart_holds_none_of_our_streams_and_pipes(forked: Apart) -> None:
    reading, writing = os.pipe()
    os.set_inheritable(writing, True)
    held = forked.run("It", _held)
    os.close(writing)
    assert os.read(reading, 1) == b""
    os.close(reading)
    assert [path for path in held if path.startswith("pipe:")] == held[3:5]
    assert held[:3] == [os.devnull] * 3
    assert forked.run("It", os.getsid, 0) != os.getsid(0)


def _held() -> list[str]:
    numbers = sorted(int(name) for name in os.listdir("/proc/self/fd"))
    return [os.readlink(f"/proc/self/fd/{number}") for number in numbers if os.path.exists(f"/proc/self/fd/{number}")]


def test_ctrl_c_ends_the_waiting_and_the_process(silent: Path) -> None:
    lines = (
        "import os, sys; from clientcare.adapters.apart import Apart; from tests.adapters.test_apart import hang\n"
        "apart = Apart(seconds=60); print(apart.run('It', os.getpid), flush=True)\n"
        "try: apart.run('It', hang, sys.argv[1])\n"
        "except KeyboardInterrupt: print('stopped', flush=True)\n"
    )
    command = [sys.executable, "-c", lines, str(silent)]
    with subprocess.Popen(command, cwd=Path(__file__).parents[2], stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        pid = int(running.stdout.readline())
        descriptor = os.open(silent, os.O_WRONLY)  # returns when somebody reads: it is waiting now
        running.send_signal(signal.SIGINT)
        assert running.stdout.readline() == "stopped\n"
        os.close(descriptor)
        assert running.wait() == 0
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_ctrl_c_while_something_is_written_says_that_it_may_be_there() -> None:
    class Stopped:
        """Says that it writes; then the person has enough."""

        said = iter((WRITING,))

        def send(self, request: object) -> None: ...

        def receive(self, seconds: float) -> str:
            for word in self.said:
                return word
            raise KeyboardInterrupt

        def leave(self) -> None: ...

        def finish(self) -> None: ...

    with pytest.raises(KeyboardInterrupt, match="The share may or may not have it"):
        Apart(Stopped).run("The share", os.getcwd)


def test_a_system_that_cannot_fork_and_a_process_with_threads_use_a_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threading, "active_count", lambda: 1)
    one = started()
    assert isinstance(one, Process)
    one.finish()
    monkeypatch.setattr(threading, "active_count", lambda: 2)
    assert isinstance(started(), Thread)
    monkeypatch.setattr(threading, "active_count", lambda: 1)
    monkeypatch.delattr(os, "fork")
    assert isinstance(started(), Thread)


def test_a_large_file_on_a_slow_share_is_no_silence(
    apart: Apart, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from clientcare.adapters import far_side
    from clientcare.adapters.stores import disk

    monkeypatch.setattr(far_side, "_EVERY", 0.05)
    monkeypatch.setattr(disk, "_PIECE", 10)
    real = os.fsync

    def slow(handle: int) -> None:
        time.sleep(PATIENCE / 4)
        real(handle)

    monkeypatch.setattr(os, "fsync", slow)
    share = apart.part("The share", disk.Disk)
    share.create(str(tmp_path / "large"), bytes(100))
    assert share.read(str(tmp_path / "large"), 1000) == bytes(100)
