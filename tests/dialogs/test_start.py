"""Beginning a session where the client is not known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from clientcare.dialogs.start import begin
from clientcare.domain.errors import Interrupted
from clientcare.services.finding import UnknownClient

if TYPE_CHECKING:
    from collections.abc import Callable

    from clientcare.desk import Desk
    from tests.shops import Shop


@pytest.fixture
def desk(shop: Shop) -> Desk:
    made = shop.desk()
    made.screen.interactive = True
    return made


def given(client: str, **more: Any) -> dict[str, Any]:
    return {"client": client, "title": "Printer offline", "mode": "remote", **more}


def test_a_known_client_is_asked_nothing(desk: Desk) -> None:
    briefing = begin(desk, **given("acme"))
    assert briefing.session.title == "Printer offline"


def test_the_session_that_was_paused_is_in_the_briefing(desk: Desk, shop: Shop) -> None:
    shop.session("Toner")
    briefing = begin(desk, **given("acme"))
    assert briefing.paused
    assert briefing.paused.title == "Toner"


def test_what_is_missing_is_asked_for(desk: Desk, typed: Callable[[str], None]) -> None:
    typed("Printer offline\rremote\r")
    assert begin(desk, client="acme").session.mode == "remote"


def test_the_near_one_can_be_taken(desk: Desk, typed: Callable[[str], None]) -> None:
    typed("1\r")
    assert begin(desk, **given("acne")).session.folder == "acme"


def test_an_unknown_client_can_be_added(desk: Desk, shop: Shop, typed: Callable[[str], None]) -> None:
    typed("1\rzoo\r")
    briefing = begin(desk, **given("Zoo Basel"))
    assert (briefing.session.client_name, briefing.session.folder) == ("Zoo Basel", "zoo")
    assert shop.store.client("zoo")


def test_who_wants_neither_is_told_what_was_wrong(desk: Desk, shop: Shop, typed: Callable[[str], None]) -> None:
    typed("stop\r")
    with pytest.raises(UnknownClient, match="There is no client 'Zoo Basel'"):
        begin(desk, **given("Zoo Basel"))
    assert shop.store.folders() == ("acme",)


def test_ctrl_c_at_the_question_changes_nothing(desk: Desk, shop: Shop, typed: Callable[[str], None]) -> None:
    typed("\x03")
    with pytest.raises(Interrupted):
        begin(desk, **given("acne"))
    assert shop.store.open_threads() == ()


def test_without_a_terminal_nothing_is_asked(shop: Shop) -> None:
    with pytest.raises(UnknownClient):
        begin(shop.desk(), **given("acne"))


GUIDE = """+++
title = "Server room"
[[requirements]]
name = "Expert"
[[requirements]]
name = "Key"
[[requirements]]
name = "Torch"
+++
"""


def test_what_the_guide_needs_and_no_check_can_verify_is_asked_once(
    desk: Desk, shop: Shop, typed: Callable[[str], None]
) -> None:
    (shop.share / "guides").mkdir()
    (shop.share / "guides" / "server.md").write_text(GUIDE)
    typed("y\rn\r\r")
    briefing = begin(desk, **given("acme", guide="server"))
    session = shop.read(briefing.session.thread)
    assert session.requirements == {"expert": "yes", "key": "no", "torch": "not asked"}
