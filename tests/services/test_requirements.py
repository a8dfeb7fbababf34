"""What a guide needs before a session: verified, asked, on record, and a gate where the guide says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from clientcare.domain.errors import GateNotMet
from clientcare.services import requirements, sessions
from clientcare.services.finding import UnknownClient

if TYPE_CHECKING:
    from clientcare.domain.sessions import Session
    from tests.shops import Shop

GUIDE = """+++
title = "Server room"

[[requirements]]
name = "Expert"

[[requirements]]
name = "On-Site Meeting"
check = "mode"
mode = "on-site"
gate = true
+++
"""


def start(shop: Shop, mode: str = "on-site", **given: object) -> Session:
    """Begin a session by the guide of the server room."""
    (shop.share / "guides").mkdir(exist_ok=True)
    (shop.share / "guides" / "server.md").write_text(GUIDE)
    return sessions.start(shop.desk(), client="acme", title="Rack", mode=mode, guide="server", **given)[0]


def test_only_what_no_check_can_verify_is_asked(shop: Shop) -> None:
    start(shop)
    asked = requirements.questions(shop.desk(), client="acme", guide="server")
    assert [(ask.field, ask.prompt, ask.kind, ask.required) for ask in asked] == [("expert", "Expert?", "yesno", False)]
    assert requirements.questions(shop.desk(), client="acme") == ()


def test_nobody_answers_for_a_client_who_is_not_there(shop: Shop) -> None:
    with pytest.raises(UnknownClient):
        requirements.questions(shop.desk(), client="nobody", guide="server")


def test_what_was_verified_and_answered_is_on_record(shop: Shop) -> None:
    session = start(shop, requirements={"expert": "no"})
    assert session.requirements == {"expert": "no", "mode": "yes"}
    assert session.start
    assert session.start.get("unmet") == ["expert"]
    unmet = [one for one in sessions.brief(shop.desk(), session).requirements if one.verdict.holds is False]
    assert [(one.names, one.verdict.why) for one in unmet] == [(("Expert",), "As answered.")]


def test_what_nobody_was_asked_is_recorded_so_and_blocks_nothing(shop: Shop) -> None:
    assert start(shop).requirements == {"expert": "not asked", "mode": "yes"}
    assert start(shop, requirements={"expert": "perhaps"}).requirements["expert"] == "not asked"


def test_a_gate_that_fails_keeps_the_session_from_starting(shop: Shop) -> None:
    with pytest.raises(GateNotMet, match=r"before this session can start\. On-Site Meeting: "):
        start(shop, "remote")
    assert shop.hinted("ann") == []


def test_a_gate_can_be_overridden_with_a_reason_that_is_on_record(shop: Shop) -> None:
    session = start(shop, "remote", override="Client is abroad")
    assert session.start
    assert session.start.get("override") == "Client is abroad"
    assert session.start.get("unmet") == ["mode"]
    assert start(shop, override="Not needed").start.get("override") == ""  # type: ignore[union-attr]
