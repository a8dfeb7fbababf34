"""`clientcare help`: the names of all commands, and with --all what each is for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientcare.catalogue import COMMANDS

if TYPE_CHECKING:
    from tests.shops import Shop


def test_help_says_what_every_day_needs_and_names_the_rest(shop: Shop) -> None:
    said = shop.run("help").out
    assert COMMANDS["note"].summary in said
    assert COMMANDS["doctor"].summary not in said
    assert all(name in said.split() for name in COMMANDS)
    assert said.split() == shop.run("--help").out.split()


def test_help_with_all_says_what_each_command_is_for(shop: Shop) -> None:
    said = " ".join(shop.run("help", "--all").out.split())
    assert all(entry.summary in said for entry in COMMANDS.values())


def test_a_script_gets_names_heads_and_summaries(shop: Shop) -> None:
    assert shop.run("help", "--quiet").out.split() == list(COMMANDS)
    assert f"note\tEvery day\t{COMMANDS['note'].summary}" in shop.run("help", "--plain").out.splitlines()
