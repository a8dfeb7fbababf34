"""How an acknowledged entry is shown."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from clientcare.domain.entries import Entered
from clientcare.views.entries import ENTERED
from clientcare.views.view import Look

NOON = datetime(2026, 11, 24, 14, 31, tzinfo=ZoneInfo("Europe/Zurich"))
LOOK = Look(80, False, True, NOON)
NOTE = Entered(
    "note", "id-1", NOON, 1, "", "session-7f3a", "acme", "Acme AG", "Printer offline", "running", 26, filed=NOON
)
REST = "Acme AG · Printer offline · 0:26 running"


def shown(look: Look = LOOK, **changed: Any) -> list[str]:
    """What people see after an entry."""
    return list(ENTERED.human(NOTE._replace(**changed), look))


def test_an_entry_is_acknowledged_with_its_number_and_the_clock() -> None:
    assert shown() == [f"✓ 14:31  note 1 · {REST}"]


@pytest.mark.parametrize(
    ("changed", "what"),
    [
        ({"addendum": True, "number": 3}, "addendum 3"),
        ({"kind": "option", "number": 2}, "option 2"),
        ({"kind": "part", "says": "1 × Fuser, CHF 89.00"}, "part 1 × Fuser, CHF 89.00"),
        ({"kind": "pause"}, "paused"),
        ({"kind": "resume"}, "running again"),
        ({"kind": "undo", "says": "note 'x' of 14:30"}, "taken back note 'x' of 14:30"),
        ({"kind": "estimate"}, "estimate"),
    ],
)
def test_an_entry_is_named_in_the_words_of_people(changed: dict[str, Any], what: str) -> None:
    assert shown(**changed) == [f"✓ 14:31  {what} · {REST}"]


def test_an_entry_about_another_day_says_which() -> None:
    assert shown(at=NOON - timedelta(days=1)) == [f"✓ Mon 23 Nov 2026, 14:31  note 1 · {REST}"]
    assert shown(filed=None) == shown()


@pytest.mark.parametrize(("masked", "said"), [(1, "1 secret masked"), (2, "2 secrets masked")])
def test_masked_secrets_are_counted(masked: int, said: str) -> None:
    assert shown(masked=masked)[1:] == [f"! {said} before saving"]


def test_what_must_be_known_now_is_told_with_the_command_for_it() -> None:
    assert shown(tell_client=True, silent_since=NOON - timedelta(hours=20))[1:] == [
        "! The estimate has passed: tell the client, then: clientcare note --kind update TEXT",
        "! Nothing was entered since Mon 23 Nov 2026, 18:31. "
        "If it ended then: clientcare close --at 'Mon 23 Nov 2026, 18:31'",
    ]


def test_a_plain_screen_gets_plain_signs() -> None:
    assert shown(LOOK._replace(symbols=False)) == ["+ 14:31  note 1 - Acme AG - Printer offline - 0:26 running"]


def test_control_characters_from_a_record_never_reach_the_screen() -> None:
    (line,) = shown(says="\x1b[2J", client_name="\x1b[2J", title="\x07")
    assert "\x1b" not in line
    assert line == "✓ 14:31  note 1 ␛[2J · ␛[2J · ␇ · 0:26 running"


def test_scripts_get_columns_or_the_identifier() -> None:
    assert list(ENTERED.plain(NOTE)) == [
        ("note", "id-1", NOON, 1, "acme", "Printer offline", "running", 26, "session-7f3a")
    ]
    assert list(ENTERED.quiet(NOTE)) == ["id-1"]
    assert ENTERED.name == "entry/1"
