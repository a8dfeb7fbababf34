"""Answers that are more than words: parts come on record, and files into the client's file, before the step does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from clientcare.domain.errors import NotFound, Unreachable, Usage
from clientcare.services import undo, walking
from clientcare.services.answers import parts_on_record

if TYPE_CHECKING:
    from pathlib import Path

    from clientcare.domain.casework import Part
    from tests.shops import Shop

GUIDE = """+++
title = "Repair"
[[steps]]
id = "repair"
name = "Repair"
weight = 1
[[steps.asks]]
field = "used"
kind = "parts"
required = true
[[steps.asks]]
field = "photo"
kind = "document"
[[steps]]
id = "spare"
name = "Spare"
weight = 2
[[steps.asks]]
field = "ordered"
kind = "parts"
+++
"""


@pytest.fixture
def thread(shop: Shop) -> str:
    (shop.share / "guides").mkdir()
    (shop.share / "guides" / "repair.md").write_text(GUIDE, "utf-8")
    done = shop.run("session", "start", "acme", "Fuser", "--mode", "bench", "--guide", "repair", "--quiet")
    return done.out.strip()


@pytest.fixture
def picture(tmp_path: Path) -> str:
    path = tmp_path / "photo.jpg"
    path.write_bytes(b"\xff\xd8 what the camera saw")
    return str(path)


def say(shop: Shop, **values: str) -> None:
    walking.step_answer(shop.desk(), values=values)


def filed(shop: Shop, thread: str) -> list[str]:
    """The kinds of what was filed since the start, without pages."""
    return [kind for kind in shop.kinds(thread) if kind not in ("start", "document")]


def parts(shop: Shop, thread: str) -> list[tuple[str, str, str]]:
    def told(part: Part) -> tuple[str, str, str]:
        return part.quantity, part.name, part.price

    return [told(part) for part in shop.read(thread).parts]


# -- parts ---------------------------------------------------------------------------------------------------


def test_parts_that_are_answered_are_on_record_as_parts_before_the_step(shop: Shop, thread: str) -> None:
    say(shop, used="2 x Fuser; price=89; out=A1; in=B2 | Roller")
    session = shop.read(thread)
    assert filed(shop, thread) == ["part", "part", "step"]
    assert parts(shop, thread) == [("2", "Fuser", "89.00"), ("1", "Roller", "")]
    assert (session.parts[0].serial_out, session.parts[0].serial_in, session.parts[0].currency) == ("A1", "B2", "CHF")
    assert session.answers["used"] == "2 × Fuser; price CHF 89.00; out A1; in B2\n1 × Roller"


def test_none_is_an_answer_and_no_part(shop: Shop, thread: str) -> None:
    say(shop, used="none")
    assert (parts(shop, thread), shop.read(thread).answers["used"]) == ([], "none")


def test_parts_that_were_entered_before_are_referred_to(shop: Shop, thread: str) -> None:
    with pytest.raises(Usage, match="No part is on record in this session yet"):
        say(shop, used="as recorded")
    shop.run("part", "Fuser", "--price", "89")
    assert parts_on_record(shop.desk(), "") == ("1 × Fuser",)
    say(shop, used="As recorded")
    assert (parts(shop, thread), shop.read(thread).answers["used"]) == ([("1", "Fuser", "89.00")], "as recorded")


def test_another_answer_takes_back_what_is_not_said_any_more_and_bills_nothing_twice(shop: Shop, thread: str) -> None:
    shop.run("part", "Cable")
    say(shop, used="2 x Fuser; price=89 | Roller", ordered="Roller")
    say(shop, used="Roller | 1 x Fuser; price=89")
    assert parts(shop, thread) == [
        ("1", "Cable", ""),
        ("1", "Roller", ""),
        ("1", "Roller", ""),
        ("1", "Fuser", "89.00"),
    ]
    assert filed(shop, thread)[-3:] == ["undo", "part", "step"]
    say(shop, used="Roller | 1 x Fuser; price=89")
    assert filed(shop, thread)[-2:] == ["step", "step"]
    say(shop, used="none")
    assert parts(shop, thread) == [("1", "Cable", ""), ("1", "Roller", "")]


def test_an_answer_that_was_cut_off_after_its_parts_enters_none_of_them_twice(shop: Shop, thread: str) -> None:
    say(shop, used="2 x Fuser | Roller")
    undo.undo(shop.desk())
    assert "used" not in shop.read(thread).answers
    say(shop, used="2 x Fuser | Roller")
    assert parts(shop, thread) == [("2", "Fuser", ""), ("1", "Roller", "")]


def test_what_is_no_part_leaves_nothing_behind(shop: Shop, thread: str) -> None:
    with pytest.raises(Usage, match=r"'used'.*is not a price"):
        say(shop, used="Roller | Fuser; price=much")
    with pytest.raises(NotFound):
        say(shop, used="Roller", photo="/no/such/file.jpg")
    assert filed(shop, thread) == []


def test_a_secret_in_the_name_of_a_part_is_held_back_before_anything_is_filed(shop: Shop, thread: str) -> None:
    done = shop.run("step", "answer", "used=Router; in=77, password: Sommer2026!", "photo=")
    assert (done.code, filed(shop, thread)) == (8, []), done


def test_a_script_gives_parts_as_a_list(shop: Shop, thread: str) -> None:
    text = '[repair]\nused = [{ name = "Fuser", quantity = 2, price = 89 }, "Roller"]\n[spare]\nordered = []\n'
    done = shop.run("next", "--answers", "-", input=text)
    assert (done.code, done.err) == (0, "")
    assert parts(shop, thread) == [("2", "Fuser", "89.00"), ("1", "Roller", "")]
    assert shop.read(thread).answers["ordered"] == "none"


def test_while_the_share_is_away_parts_are_kept_like_any_other_entry(shop: Shop, thread: str) -> None:
    shop.take_share_away()
    say(shop, used="2 x Fuser; price=89")
    say(shop, used="Roller")
    assert parts_on_record(shop.desk(), "") == ("1 × a part",)
    shop.bring_share_back()
    shop.run("status")
    assert parts(shop, thread) == [("1", "Roller", "")]


# -- documents -----------------------------------------------------------------------------------------------


def test_a_file_that_is_answered_is_attached_and_called_as_in_the_clients_file(
    shop: Shop, thread: str, picture: str
) -> None:
    say(shop, used="none", photo=picture)
    [attached] = shop.read(thread).attachments
    assert filed(shop, thread) == ["attach", "step"]
    assert shop.read(thread).answers["photo"] == attached.name == "photo.jpg"
    assert (shop.share / "clients" / "acme" / attached.path).read_bytes().endswith(b"the camera saw")
    assert picture not in str(shop.read(thread).records)


def test_a_second_file_of_one_name_gets_another_and_the_answer_says_which(
    shop: Shop, thread: str, picture: str
) -> None:
    shop.run("attach", picture)
    say(shop, used="none", photo=picture)
    assert shop.read(thread).answers["photo"] == shop.read(thread).attachments[-1].name != "photo.jpg"


def test_the_document_that_was_answered_before_is_not_attached_again(shop: Shop, thread: str, picture: str) -> None:
    say(shop, used="none", photo=picture)
    say(shop, used="Roller", photo="photo.jpg")
    assert [one.name for one in shop.read(thread).attachments] == ["photo.jpg"]


def test_a_file_in_the_inbox_is_named_by_its_name_or_with_inbox_by_a_part_of_it(shop: Shop, thread: str) -> None:
    shop.drop("scan-0001.pdf", b"%PDF one")
    shop.drop("scan-0002.pdf", b"%PDF two")
    say(shop, used="none", photo="scan-0001.pdf")
    assert shop.run("step", "answer", "photo=0002", "used=none", "--inbox").code == 0
    assert [one.name for one in shop.read(thread).attachments] == ["scan-0001.pdf", "scan-0002.pdf"]
    assert shop.desk().store.inbox() == ()


def test_a_text_with_a_secret_is_no_answer(shop: Shop, thread: str, tmp_path: Path) -> None:
    (tmp_path / "router.txt").write_text("admin password: Sommer2026!\n", "utf-8")
    done = shop.run("step", "answer", "used=Roller", f"photo={tmp_path / 'router.txt'}")
    assert (done.code, filed(shop, thread)) == (8, [])
    done = shop.run("step", "answer", "used=Roller", f"photo={tmp_path / 'router.txt'}", "--mask")
    assert done.code == 0
    [attached] = shop.read(thread).attachments
    assert "Sommer2026" not in (shop.share / "clients" / "acme" / attached.path).read_text("utf-8")


def test_a_file_cannot_be_attached_while_the_share_is_away(shop: Shop, thread: str, picture: str) -> None:
    shop.take_share_away()
    with pytest.raises(Unreachable):
        say(shop, used="Roller", photo=picture)
    shop.bring_share_back()
    assert "used" not in shop.read(thread).answers


def test_a_file_that_is_not_here_is_told_so_even_while_the_inbox_cannot_be_seen(shop: Shop, thread: str) -> None:
    shop.take_share_away()
    with pytest.raises(NotFound, match="There is no file"):
        say(shop, used="Roller", photo="scan.pdf")


def test_the_page_of_the_session_tells_both(shop: Shop, thread: str, picture: str) -> None:
    say(shop, used="2 x Fuser; price=89", photo=picture)
    shop.run("close", "--solution", "New fuser", "--resolved")
    pages = [path.read_text("utf-8") for path in (shop.share / "clients" / "acme").rglob("*.html")]
    assert any("2 × Fuser; price CHF 89.00" in page and "photo.jpg" in page for page in pages)
