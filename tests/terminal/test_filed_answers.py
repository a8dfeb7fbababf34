"""Questions for parts and for a file, answered at a real terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.services.test_answers import GUIDE
from tests.terminal.screens import ENTER, Terminal

if TYPE_CHECKING:
    from pathlib import Path

    from tests.shops import Shop


def begin(shop: Shop) -> None:
    (shop.share / "guides").mkdir()
    (shop.share / "guides" / "repair.md").write_text(GUIDE, "utf-8")
    shop.run("session", "start", "acme", "Fuser", "--mode", "bench", "--guide", "repair")
    shop.run("part", "Cable")


def begun(shop: Shop) -> Terminal:
    begin(shop)
    desk = Terminal(shop, "next")
    desk.step("1 of 2  Repair")
    desk.press(ENTER)
    return desk


def test_parts_are_asked_for_one_by_one_and_a_file_by_its_path(shop: Shop, tmp_path: Path) -> None:
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8 what the camera saw")
    desk = begun(shop)
    desk.until("On record already: 1 × Cable")
    desk.answer("used A name, or: none, as recorded.", "Fuser FK-1150")
    desk.answer("How many?", "2")
    desk.answer("Price of one?", "much")
    desk.answer("Serial number of the old one?", "A1")
    desk.answer("Serial number of the new one?", "B2")
    desk.until('"much" is not a price.')
    desk.answer("used A name, or: none, as recorded.", "2 x Fuser FK-1150; price=89; out A1; in B2")
    desk.until("→ 2 × Fuser FK-1150; price CHF 89.00; out A1; in B2")
    desk.answer("Another part?", "Roller")
    for question in ("How many?", "Price of one?", "Serial number of the old one?", "Serial number of the new one?"):
        desk.answer(question)
    desk.until("→ 1 × Roller")
    desk.answer("Another part?")
    desk.answer("photo Its path", "/no/such/photo.jpg")
    desk.until("There is no file")
    desk.answer("photo Its path", str(tmp_path / "photo.jpg"))
    desk.until("→ photo.jpg, 22 bytes")
    desk.step("2 of 2  Spare")
    desk.press("q")
    assert desk.ends() == 0
    session = shop.read("")
    assert [(one.quantity, one.name) for one in session.parts] == [
        ("1", "Cable"),
        ("2", "Fuser FK-1150"),
        ("1", "Roller"),
    ]
    assert [one.name for one in session.attachments] == ["photo.jpg"]
    assert session.answers["photo"] == "photo.jpg"


def test_what_is_on_record_is_referred_to_and_a_file_waits_in_the_inbox(shop: Shop) -> None:
    shop.drop("scan-0001.pdf", b"%PDF one")
    desk = begun(shop)
    desk.answer("used A name, or: none, as recorded.", "as recorded")
    desk.answer("in the inbox: scan-0001.pdf", "scan-0001.pdf")
    desk.until("→ scan-0001.pdf, 8 bytes from the inbox")
    desk.step("2 of 2  Spare")
    desk.press("b")
    desk.step("1 of 2  Repair")
    desk.press("e")
    desk.answer("Enter keeps: as recorded")
    desk.answer("Enter keeps: scan-0001.pdf")
    desk.step("2 of 2  Spare")
    desk.press("q")
    assert desk.ends() == 0
    session = shop.read("")
    assert [one.name for one in session.parts] == ["Cable"]
    assert [one.name for one in session.attachments] == ["scan-0001.pdf"]


def test_without_the_share_the_parts_are_kept_and_the_file_is_not(shop: Shop, tmp_path: Path) -> None:
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8 what the camera saw")
    begin(shop)
    shop.take_share_away()
    desk = Terminal(shop, "next")
    desk.step("1 of 2  Repair")
    desk.press(ENTER)
    desk.answer("used A name", "Roller; in B2")
    desk.answer("Another part?")
    desk.answer("photo Its path", str(tmp_path / "photo.jpg"))
    desk.until("The shop's directory is not there")
    assert desk.ends() != 0
    shop.bring_share_back()
    shop.run("status")
    session = shop.read("")
    assert session.answers == {"used": "1 × Roller; in B2"}
    assert [one.name for one in session.parts] == ["Cable", "Roller"]
    assert session.attachments == ()
