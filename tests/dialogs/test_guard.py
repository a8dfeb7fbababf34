"""A text that the guard held back is masked, edited or overruled by the person, and never shown."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from clientcare.dialogs.asking import complete
from clientcare.dialogs.guard import in_history, settle
from clientcare.domain.errors import Interrupted
from clientcare.domain.options import Ruling
from clientcare.domain.privacy import HeldBack
from clientcare.services.facts import facts, note
from clientcare.services.privacy import guarded
from tests.shops import ACME, Shop

if TYPE_CHECKING:
    from collections.abc import Callable

    from clientcare.desk import Desk

SECRET = "Tr0ub4dor&3x"
TEXT = f"Printer works\npassword: {SECRET}\nall fine"
ENTER, BACKSPACE = "\r", "\x7f"


def held_back(desk: Desk) -> HeldBack:
    with pytest.raises(HeldBack) as held:
        guarded(desk, "text", TEXT)
    return held.value


def test_masking_files_the_text_without_the_secret_which_is_never_shown(
    shop: Shop, typed: Callable[[str], None], capsys: pytest.CaptureFixture[str]
) -> None:
    desk = shop.desk()
    typed(ENTER)
    settle(desk, held_back(desk))
    shown = capsys.readouterr().err
    assert SECRET not in shown
    assert "password:" in shown
    assert "Printer works" not in shown
    assert SECRET not in guarded(desk, "text", TEXT).text
    assert "all fine" in guarded(desk, "text", TEXT).text


def test_overruling_files_the_text_as_it_is_and_says_so(shop: Shop, typed: Callable[[str], None]) -> None:
    desk = shop.desk()
    typed("over" + ENTER)
    settle(desk, held_back(desk))
    assert guarded(desk, "text", TEXT).text == TEXT
    assert guarded(desk, "text", TEXT).overruled


def test_editing_begins_with_what_was_typed(shop: Shop, typed: Callable[[str], None]) -> None:
    desk = shop.desk()
    typed("edit" + ENTER + "!" + ENTER)
    settle(desk, held_back(desk))
    assert desk.rulings[TEXT] == Ruling(f"{TEXT}!", overrule=False)


def test_an_edit_that_still_holds_a_secret_is_held_back_again_and_settled_for_both(
    shop: Shop, typed: Callable[[str], None]
) -> None:
    desk = shop.desk()
    desk.screen.interactive = True
    typed("edit" + ENTER + "!" + ENTER + "mask" + ENTER)
    change = complete(desk, note, client="acme", text=TEXT)
    assert change.what == ("note 1",)
    (fact,) = facts(desk, ACME)
    assert SECRET not in fact
    assert fact.endswith("all fine!")


def test_an_empty_edit_is_asked_again(shop: Shop, typed: Callable[[str], None]) -> None:
    desk = shop.desk()
    typed("edit" + ENTER + BACKSPACE * len(TEXT) + ENTER + "!" + ENTER)
    settle(desk, held_back(desk))
    assert desk.rulings[TEXT].text == f"{TEXT}!"


def test_stopping_saves_nothing(shop: Shop, typed: Callable[[str], None]) -> None:
    desk = shop.desk()
    typed("stop" + ENTER)
    with pytest.raises(Interrupted, match="nothing of this text"):
        settle(desk, held_back(desk))
    assert desk.rulings == {}


def test_many_lines_are_not_all_shown(
    shop: Shop, typed: Callable[[str], None], capsys: pytest.CaptureFixture[str]
) -> None:
    desk = shop.desk()
    text = "\n".join(f"password {number}: {SECRET}{number}" for number in range(9))
    with pytest.raises(HeldBack) as held:
        guarded(desk, "text", text)
    typed(ENTER)
    settle(desk, held.value)
    assert "and 3 lines more" in capsys.readouterr().err


@pytest.mark.parametrize(("shell", "hint"), [("/bin/bash", "history"), ("/bin/unknown", "shell's history")])
def test_what_was_typed_on_the_command_line_is_in_the_shells_history(
    shell: str, hint: str, shop: Shop, typed: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHELL", shell)
    monkeypatch.setattr(sys, "argv", ["clientcare", "note", *TEXT.split()])
    desk = shop.desk()
    assert hint in in_history(desk, TEXT)
    typed(ENTER)
    settle(desk, held_back(desk))


def test_what_was_piped_or_prompted_for_is_not_in_the_history(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["clientcare", "note", "-"])
    assert in_history(shop.desk(), TEXT) == ""
