"""Sending one mail, and knowing truthfully what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientcare.services.mailing import send_mail
from tests.shops import BEN

if TYPE_CHECKING:
    from clientcare.desk import Desk
    from clientcare.domain.mails import Dispatch
    from tests.shops import Shop


def sent(desk: Desk) -> Dispatch:
    return send_mail(
        desk,
        to=("billing@example.ch",),
        subject="Acme AG",
        text="0:55 worked",
        message_id="<7f3a-1@clientcare.example>",
        at=desk.now(),
    )


def test_a_mail_is_sent_in_the_name_of_whoever_types(shop: Shop) -> None:
    dispatch = sent(shop.desk("ben"))
    assert (dispatch.status, dispatch.way) == ("laid", "outbox")
    (mail,) = shop.outbox()
    text = mail.read_text("utf-8")
    assert "From: ben@example.ch" in text
    assert "To: billing@example.ch" in text
    assert dispatch.where == f"outbox/{mail.name}"


def test_a_way_that_cannot_even_begin_has_refused(shop: Shop) -> None:
    shop.set_shop(mail={"way": "smtp"})
    dispatch = sent(shop.desk())
    assert (dispatch.status, dispatch.way, dispatch.where) == ("refused", "", "")
    assert "'host' in [mail] is missing" in dispatch.detail
    assert shop.outbox() == []


def test_where_the_member_has_no_address_the_shop_signs(shop: Shop) -> None:
    shop.set_member(BEN._replace(mail=""))
    assert sent(shop.desk("ben")).status == "laid"
    assert "From: keller@example.ch" in shop.outbox()[0].read_text("utf-8")
