"""What Tab offers: names that can be typed now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientcare.services import offering
from tests.shops import ACME, BEN

if TYPE_CHECKING:
    from tests.shops import Shop


def test_clients_are_offered_by_their_handles_unless_they_are_set_aside(shop: Shop) -> None:
    assert offering.clients(shop.desk()) == (("acme", "Acme AG"),)
    shop.set_client(ACME._replace(archived=True))
    assert offering.clients(shop.desk()) == ()


def test_open_sessions_of_everybody_are_offered(shop: Shop) -> None:
    thread = shop.session(title="Printer offline")
    assert offering.sessions(shop.desk(me="ben")) == ((thread[-4:], "Acme AG, Printer offline (ann)"),)


def test_members_are_offered_unless_they_have_left(shop: Shop) -> None:
    assert offering.members(shop.desk()) == (("ann", "Ann Meier"), ("ben", "Ben Sutter"))
    shop.set_member(BEN._replace(retired=True))
    assert offering.members(shop.desk()) == (("ann", "Ann Meier"),)


def test_guides_are_offered_with_their_titles(shop: Shop) -> None:
    assert ("working-with-clients", "Working with clients") in offering.guides(shop.desk())
