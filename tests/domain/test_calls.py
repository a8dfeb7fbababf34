"""Calls for help: who is told, in how many mails, and what these say."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from clientcare.domain.calls import everybody, groups, letter, message_id, say_number, seniors
from clientcare.domain.mails import Mail, check_mail
from clientcare.domain.shop import Management
from clientcare.domain.team import ROLES, Member

NOW = datetime(2026, 11, 24, 14, 5, tzinfo=ZoneInfo("Europe/Zurich"))
KELLER = Management("Ms Keller", "044 555 01 00", "keller@example.ch")
ANN = Member("ann", "Ann", "ann@example.ch", "079 1", ("account-manager",))
BEN = Member("ben", "Ben", "ben@example.ch", "", ("senior-engineer",))
CEM = Member("cem", "Cem", "", "", ("junior-engineer",))


def test_a_session_is_raised_to_seniors_and_managers_but_never_to_oneself() -> None:
    assert seniors((ANN, BEN, CEM), "ben") == (ANN,)


@pytest.mark.parametrize("role", [role for role in ROLES if role != "junior-engineer"])
def test_every_role_but_the_junior_is_one_to_raise_a_session_to(role: str) -> None:
    assert seniors((CEM._replace(roles=("junior-engineer", role)),), "ann")


def test_the_team_is_everybody_else() -> None:
    assert everybody((ANN, BEN, CEM), "ann") == (BEN, CEM)


def test_members_get_one_mail_together_and_management_another() -> None:
    wanted, unreached = groups((ANN, BEN), KELLER)
    assert [(one.key, one.names, one.addresses) for one in wanted] == [
        ("members", ("Ann", "Ben"), ("ann@example.ch", "ben@example.ch")),
        ("management", ("Ms Keller",), ("keller@example.ch",)),
    ]
    assert unreached == ()


def test_who_has_no_address_is_named() -> None:
    wanted, unreached = groups((CEM,), Management("", "", ""))
    assert wanted == ()
    assert unreached == ("Cem", "management")


def test_a_member_who_is_management_gets_one_mail() -> None:
    wanted, _ = groups((ANN,), Management("", "", "Ann at work <ANN@example.ch>"))
    assert [(one.key, one.names) for one in wanted] == [("management", ("management",))]


def test_the_mail_of_a_call_without_a_session_says_who_and_when() -> None:
    subject, text = letter("endnow", None, ANN, "", NOW)
    assert subject == "Ended at once: Ann"
    assert text == (
        "Ann has ended a session at once. Please ring.\n\n"
        "When:    Tue 24 Nov 2026, 14:05\n"
        "Who:     Ann, 079 1, ann@example.ch\n"
    )


def test_the_same_call_to_the_same_group_has_the_same_valid_message_id() -> None:
    one = message_id("01m86w1ah0f57bs7y1r1e3p66r", "members")
    assert one == message_id("01m86w1ah0f57bs7y1r1e3p66r", "members")
    assert one != message_id("01m86w1ah0f57bs7y1r1e3p66r", "management")
    assert check_mail(Mail("ann@example.ch", ("ben@example.ch",), "x", "x", one, NOW)).message_id == one


@pytest.mark.parametrize(
    ("management", "said"),
    [
        (KELLER, "Call Ms Keller now: 044 555 01 00"),
        (Management("", "044 1", ""), "Call management now: 044 1"),
        (
            Management("Ms Keller", "", ""),
            "Reach Ms Keller now. No phone number is set: add it to [management] in clientcare.toml.",
        ),
    ],
)
def test_the_number_to_call_is_said_in_one_line_or_that_there_is_none(management: Management, said: str) -> None:
    assert say_number(management) == said
