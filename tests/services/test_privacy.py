"""The privacy guard as services call it: refused, masked, or as a person ruled."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from clientcare.domain.errors import Exit
from clientcare.domain.options import Ruling
from clientcare.domain.privacy import HeldBack
from clientcare.services.privacy import guarded, guarded_content, masked

if TYPE_CHECKING:
    from tests.shops import Shop

SECRET = "Tr0ub4dor&3x"
TEXT = f"password: {SECRET}"


def test_an_ordinary_text_passes_as_it_is(shop: Shop) -> None:
    assert guarded(shop.desk(), "text", "Fuser replaced") == ("Fuser replaced", 0, ())


def test_a_secret_is_held_back_where_nobody_has_ruled(shop: Shop) -> None:
    with pytest.raises(HeldBack) as held:
        guarded(shop.desk(), "text", TEXT)
    assert held.value.exit is Exit.HELD_BACK


def test_masking_is_said_on_the_line_or_is_the_shops_rule(shop: Shop) -> None:
    by_line = guarded(shop.desk(mask=True), "text", TEXT)
    shop.set_shop(mask_always=True)
    by_shop = guarded(shop.desk(), "text", TEXT)
    assert by_line == by_shop == masked("text", TEXT)
    assert (SECRET in by_line.text, by_line.masked) == (False, 1)


def test_a_person_may_overrule_or_edit_and_an_edit_is_read_again(shop: Shop) -> None:
    desk = shop.desk()
    desk.rulings[TEXT] = Ruling(TEXT, overrule=True)
    assert guarded(desk, "text", TEXT).text == TEXT
    assert guarded(desk, "text", TEXT).overruled
    desk.rulings[TEXT] = Ruling("the client typed it", overrule=False)
    assert guarded(desk, "text", TEXT).text == "the client typed it"
    desk.rulings[TEXT] = Ruling(f"still the password: {SECRET}", overrule=False)
    with pytest.raises(HeldBack) as held:
        guarded(desk, "text", TEXT)
    assert held.value.exit is Exit.HELD_BACK


def test_what_was_masked_passes_from_then_on(shop: Shop) -> None:
    once = masked("text", TEXT).text
    assert guarded(shop.desk(), "text", once).text == once


RANDOM = "MIIEpDCCA4ygAwIBAgIQ" + "q7Xv2Lk9TzR4wB8nYc1HdE6gPf3JmS5a" * 4


def test_long_random_text_in_a_file_stays_as_it_is(shop: Shop) -> None:
    assert masked("text", RANDOM).text != RANDOM
    assert guarded_content(shop.desk(), "mail.eml", RANDOM) == (RANDOM, 0, ())


def test_a_secret_in_a_file_is_held_back_by_the_files_name_or_masked_alone(shop: Shop) -> None:
    both = f"{RANDOM}\n{TEXT}\n"
    with pytest.raises(HeldBack, match=r"in the file login\.txt \(") as held:
        guarded_content(shop.desk(), "login.txt", both)
    assert held.value.exit is Exit.HELD_BACK
    seen = guarded_content(shop.desk(mask=True), "login.txt", both)
    assert (RANDOM in seen.text, SECRET in seen.text, seen.masked) == (True, False, 1)
    shop.set_shop(mask_always=True)
    assert guarded_content(shop.desk(), "login.txt", both) == seen


def test_a_person_may_overrule_or_edit_a_file(shop: Shop) -> None:
    desk = shop.desk()
    desk.rulings[TEXT] = Ruling(TEXT, overrule=True)
    assert guarded_content(desk, "login.txt", TEXT) == (TEXT, 0, ("password",))
    desk.rulings[TEXT] = Ruling("the client typed it", overrule=False)
    assert guarded_content(desk, "login.txt", TEXT).text == "the client typed it"
