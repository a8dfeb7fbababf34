"""Billing is told from a terminal only when a person who saw the mail says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from clientcare.dialogs.sending import send_bill
from clientcare.domain.errors import Interrupted
from clientcare.services import closing

if TYPE_CHECKING:
    from collections.abc import Callable

    from clientcare.desk import Desk
    from tests.shops import Shop


@pytest.fixture
def thread(shop: Shop) -> str:
    """A closed session that billing does not know of."""
    made = shop.session()
    closing.close(shop.desk(), session=made, solution="New fuser", resolved=True)
    return made


def at_terminal(shop: Shop) -> Desk:
    desk = shop.desk()
    desk.screen.interactive = True
    return desk


def test_the_mail_is_shown_before_it_goes_out(
    shop: Shop, thread: str, typed: Callable[[str], None], capsys: pytest.CaptureFixture[str]
) -> None:
    typed("\r")
    assert send_bill(at_terminal(shop), session=thread, again=False, yes=False).bill.state == "laid"
    shown = capsys.readouterr().err
    assert "Acme AG: Printer offline" in shown
    assert "New fuser" in shown


def test_nothing_goes_out_where_the_person_says_no(shop: Shop, thread: str, typed: Callable[[str], None]) -> None:
    typed("n\r")
    with pytest.raises(Interrupted, match="billing was not told"):
        send_bill(at_terminal(shop), session=thread, again=False, yes=False)
    assert shop.outbox() == []
    assert "bill" not in shop.kinds(thread)


def test_nobody_is_asked_with_yes_or_without_a_terminal(shop: Shop, thread: str) -> None:
    assert send_bill(at_terminal(shop), session=thread, again=False, yes=True).bill.state == "laid"
    assert send_bill(shop.desk(), session=thread, again=True, yes=False).bill.state == "laid"
