"""Tab completes names of clients, sessions, members and guides, and offers nothing where a shop cannot be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.shops import Shop


def tab(shop: Shop, monkeypatch: pytest.MonkeyPatch, line: str) -> list[str]:
    """What is offered behind a line, as bash asks for it."""
    words = line.split(" ")
    monkeypatch.setenv("_CLIENTCARE_COMPLETE", "complete_bash")
    monkeypatch.setenv("CLIENTCARE_CONFIG", str(shop.config("ann")))
    monkeypatch.setenv("COMP_WORDS", line)
    monkeypatch.setenv("COMP_CWORD", str(len(words) - 1))
    return shop.run().out.split()


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("clientcare sess", ["session"]),
        ("clientcare session sta", ["start"]),
        ("clientcare session start A", ["acme"]),
        ("clientcare session start acme x --with b", ["ben"]),
        ("clientcare session start acme x --guide wor", ["working-with-clients"]),
        ("clientcare client show zzz", []),
    ],
)
def test_names_are_offered_where_they_fit(
    shop: Shop, monkeypatch: pytest.MonkeyPatch, line: str, offered: list[str]
) -> None:
    assert tab(shop, monkeypatch, line) == offered


def test_open_sessions_are_offered_to_resume_and_to_s(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    thread = shop.session()
    assert tab(shop, monkeypatch, "clientcare resume ") == [thread[-4:]]
    assert tab(shop, monkeypatch, f"clientcare note -s {thread[-4:-2]}") == [thread[-4:]]


def test_a_share_that_is_away_offers_nothing_and_says_nothing(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    shop.share.rename(shop.share.with_name("away"))
    assert tab(shop, monkeypatch, "clientcare session start acme x --with b") == []
