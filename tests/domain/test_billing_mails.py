"""The mail that tells billing: everything that an invoice needs, and nothing that depends on when it is written."""

from __future__ import annotations

from datetime import date

import pytest

from clientcare.domain.billing_mails import BillingMail, compose, part_total, parts_total
from clientcare.domain.clients import Agreement, Client, Contact
from clientcare.domain.money import say_money
from clientcare.domain.shop import Management, Shop
from tests.domain.story import Story, at, closed

SHOP = Shop("store-1", "Sample Support", "CHF", "UTC", "billing@example.ch", Management("", "", ""))
FREI = Contact("Eva Frei", "", "044 555 01 20")
CLIENT = Client(
    "client-id",
    "acme",
    "Acme AG",
    (FREI, Contact("Somebody else")),
    (Agreement("support-sla", date(2026, 1, 1)),),
    "Musterweg 1\n8000 Zürich",
    "accounts@acme.example",
)


@pytest.fixture
def story() -> Story:
    """A session of Ann, begun at 14:05."""
    made = Story()
    made.tell("14:05", "start", title="Printer offline", mode="remote")
    return made


def mail(story: Story, client: Client = CLIENT) -> BillingMail:
    """The mail about the story."""
    return compose(story.session, client, SHOP, ("aa", "bb"), at("1d 9:00"))


def test_the_mail_names_client_title_times_parts_problem_and_solution(story: Story) -> None:
    story.tell("14:20", "pause")
    story.tell("14:30", "resume")
    story.tell(
        "14:40", "part", name="Fuser", quantity="2", price="89.00", currency="CHF", serial_out="A", serial_in="B"
    )
    story.tell("14:41", "part", name="Screw")
    closed(story, billable=30)
    assert (
        mail(story).text
        == """Bill number   00007F3A-1
Client        Acme AG
              Musterweg 1
              8000 Zürich
              accounts@acme.example
              Eva Frei 044 555 01 20
Account       support-sla

Title         Printer offline
Held          remote, by ann
Start         Tue 24 Nov 2026, 14:05
End           Tue 24 Nov 2026, 15:00
Worked        0:45  (pauses 0:10, not counted)
Billable      0:30

Parts
  2 x Fuser (out A, in B)  CHF 178.00
  1 x Screw  no price given
  Sum         CHF 178.00

Problem
  No print

Solution
  New fuser

Shop          Sample Support
Session       session-0000000000000000000000007f3a
Proof         aa
Proof         bb
"""
    )


def test_number_subject_and_message_id_are_the_same_at_each_attempt(story: Story) -> None:
    closed(story)
    one = mail(story)
    assert one == mail(story)
    assert (one.number, one.to, one.subject) == (
        "00007F3A-1",
        "billing@example.ch",
        "[00007F3A-1] Acme AG: Printer offline",
    )
    assert one.message_id == "<bill-session-0000000000000000000000007f3a-1@store-1.clientcare.invalid>"
    assert (one.worked, one.billable, one.parts) == (55, 55, "0.00")


def test_what_is_not_known_of_a_client_is_left_out(story: Story) -> None:
    story.tell("14:10", "travel", minutes=25)
    closed(story, resolved=False)
    text = mail(story, Client("client-id", "acme", "Acme AG")).text
    assert text.startswith("Bill number   00007F3A-1\nClient        Acme AG\n\nTitle")
    assert "Travel        0:25" in text
    assert "Parts         none" in text
    assert "The problem is NOT solved; the shop's settings permit billing it." in text


def test_a_part_that_the_close_had_not_seen_is_told_and_not_in_the_sum(story: Story) -> None:
    before = list(story.records)
    story.tell("14:40", "part", "ben", knowing=before, name="Fuser", price="89.00", currency="CHF")
    story.tell("15:00", "close", ordinal=1, knowing=before, end=at("15:00"), resolved=True)
    assert "  1 x Fuser  CHF 89.00  (entered after the close, not in the sum)" in mail(story).text
    assert say_money(parts_total(story.session, "CHF")) == "CHF 0.00"


def test_a_part_without_a_price_has_no_total(story: Story) -> None:
    story.tell("14:40", "part", name="Screw")
    assert part_total(story.session.parts[0]) is None
