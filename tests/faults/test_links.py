"""How long a command waited for a share is told apart from how long a busy machine takes to run it."""

from __future__ import annotations

from tests.faults.links import Said, linked


def test_what_the_same_command_takes_beside_it_without_a_share_is_no_wait() -> None:
    quick, busy = Said("beside", 0, 3.0, 0.5), Said("beside", 0, 2.0, 4.0)
    said = [Said("note", 10, 1.0, 7.0)]
    assert linked(said, [], [quick]).slow == 1
    assert linked(said, [], [quick, busy]).slow == 0
    assert linked(said, [], [quick, busy]).waited == 3.0


def test_what_ran_at_another_time_says_nothing_about_a_wait() -> None:
    before, after = Said("beside", 0, 0.0, 1.0), Said("beside", 0, 9.0, 5.0)
    assert linked([Said("note", 10, 1.5, 7.0)], [], [before, after]).slow == 1
