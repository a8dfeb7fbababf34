"""The owner of a shop writes a guide with nothing but the page on writing guides, and the shop walks it."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest

from clientcare.domain.records import ThreadPlace
from clientcare.domain.sessions import fold
from tests.shops import Shop, open_shop

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "write-a-guide.md"
HEADING = "## A procedure of your own: lending a device"


def pieces() -> list[str]:
    """The pieces of the guide, as the page gives them one below the other."""
    section = PAGE.read_text("utf-8").split(HEADING)[1].split("\n## ")[0]
    return re.findall(r"^```toml\n(.*?)^```$", section, re.DOTALL | re.MULTILINE)


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    shop = open_shop(tmp_path)
    (shop.share / "guides").mkdir()
    (shop.share / "guides" / "loan-device.md").write_text("\n".join(pieces()), "utf-8")
    return shop


def test_the_pieces_make_a_guide_with_nothing_to_be_said_about_it(shop: Shop) -> None:
    done = shop.run("guide", "check", str(shop.share / "guides"), "--json")
    assert done.code == 0
    [file] = done.data["files"]
    assert (file["name"], file["faults"], file["warnings"]) == ("loan-device", [], [])
    guide = shop.run("guide", "show", "loan-device", "--json").data["guide"]
    asks = [ask["field"] for step in guide["steps"] for ask in step["asks"]]
    assert (guide["runs"], asks) == ("procedure", ["device", "came-back"])
    assert guide["steps"][1]["owner"] == "account-manager"
    assert guide["steps"][1]["due"]["number"] == 10
    assert [one["gate"] for one in guide["outcomes"]] == [True]


def test_the_device_goes_out_is_overdue_and_comes_back(shop: Shop) -> None:
    began = shop.run("procedure", "start", "loan-device", "acme", "--quiet", me="ben")
    thread = began.out.strip()
    assert (began.code, began.err) == (0, "")
    assert shop.run("step", "done", "hand-out", "-s", thread, me="ben").code == 2, "a question must be answered"
    assert shop.run("step", "answer", "device=ThinkPad, PF3X9K", "-s", thread, me="ben").code == 0
    assert shop.run("procedure", "list", "--overdue", "--json").data == []

    shop.now += timedelta(days=15)
    [overdue] = shop.run("procedure", "list", "--overdue", "--json").data
    assert overdue["client_name"] == "Acme AG"

    refused = shop.run("step", "answer", "came-back=in order", "-s", thread, me="ben")
    assert refused.code != 0
    assert "account manager" in refused.err
    blocked = shop.run("procedure", "close", thread, "--result", "Back", me="ann")
    assert blocked.code == 9
    assert "We know where the device is: The question 'came-back' was not answered yet." in blocked.err

    assert shop.run("step", "answer", "came-back=damaged", "-s", thread, me="ann").code == 0
    closed = shop.run("procedure", "close", thread, "--result", "Back in order", me="ann")
    assert (closed.code, closed.err) == (0, "")
    procedure = fold(shop.store.read(ThreadPlace("acme", thread)))
    assert procedure.state == "closed"
    assert procedure.answers == {"device": "ThinkPad, PF3X9K", "came-back": "damaged"}
