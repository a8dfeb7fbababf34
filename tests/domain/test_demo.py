"""The sample shop and the session that is played in it: as data, before any command runs."""

from __future__ import annotations

import shlex

import pytest

from clientcare import catalogue
from clientcare.domain.clients import ACCOUNTS
from clientcare.domain.demo import PLAYING, Act, building
from clientcare.domain.team import ROLES

BUILDING = building("/srv/sample shop")


def words_after(option: str) -> set[str]:
    """What follows an option in the commands that build the shop."""
    lines = [shlex.split(act.line) for act in BUILDING]
    return {line[line.index(option) + 1] for line in lines if option in line}


def test_the_sample_team_has_every_role() -> None:
    assert words_after("--role") == set(ROLES)


def test_the_sample_shop_has_four_clients_of_different_account_types() -> None:
    accounts = words_after("--account")
    assert len(accounts) == 4
    assert accounts <= set(ACCOUNTS)


def test_a_folder_with_a_blank_in_its_name_stays_one_word() -> None:
    assert shlex.split(BUILDING[0].line)[1] == "/srv/sample shop"


@pytest.mark.parametrize("act", [*BUILDING, *PLAYING], ids=lambda act: act.line[:40])
def test_every_line_is_a_command_that_there_is(act: Act) -> None:
    assert shlex.split(act.line)[0] in catalogue.COMMANDS


def test_the_sample_session_holds_what_a_session_holds() -> None:
    commands = [shlex.split(act.line)[0] for act in PLAYING]
    assert commands[2] == "session"
    for command in ("next", "consent", "estimate", "note", "part", "status", "close", "follow-up"):
        assert command in commands
