"""How sessions are shown: the briefing at the start, the listing, and where I stand."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from clientcare.domain.briefings import Briefing, Promise, SessionLine, Standing
from clientcare.domain.checks import Verdict
from clientcare.domain.clients import Contact
from clientcare.domain.weighing import Weighed
from clientcare.views.sessions import BRIEFING, SESSIONS, SHORT, STANDING, mark
from clientcare.views.view import Look

NOON = datetime(2026, 11, 24, 14, 5, tzinfo=ZoneInfo("Europe/Zurich"))
LOOK = Look(80, False, True, NOON)
ASCII = LOOK._replace(symbols=False)
COLOUR = LOOK._replace(colour=True)
LINE = SessionLine(
    "session-00000000000000000000007f3a",
    "acme",
    "Acme AG",
    "Printer offline",
    "remote",
    "ann",
    ("ann",),
    NOON,
    None,
    "running",
    26,
    "none",
)
PROMISE = Promise(LINE.thread, "acme", "Acme AG", "UPS", NOON + timedelta(days=3), "ann", "Send the UPS quote")
BRIEF = Briefing(
    LINE, "support-sla", None, (), (), (), (), (), "working-with-clients", "Working with clients", 9, 4, "Backup?", None
)
STAND = Standing("ann", "Sample Support", NOON, LINE, (), (), ())


def line(**changed: Any) -> SessionLine:
    return LINE._replace(**changed)


def briefing(**changed: Any) -> list[str]:
    """What people see of a briefing."""
    return list(BRIEFING.human(BRIEF._replace(**changed), LOOK))


def standing(look: Look = LOOK, **changed: Any) -> list[str]:
    """What people see of where I stand."""
    return list(STANDING.human(STAND._replace(**changed), look))


@pytest.mark.parametrize(
    ("state", "signs"), [("running", "▶>"), ("paused", "⏸="), ("closed", "■#"), ("cancelled", "×x"), ("odd", "×x")]
)
def test_a_state_has_a_sign_and_one_for_plain_screens(state: str, signs: str) -> None:
    assert mark(state, LOOK) + mark(state, ASCII) == signs


# -- the briefing --------------------------------------------------------------------------------------------


def test_a_briefing_says_what_must_be_known_first() -> None:
    assert briefing(
        contact=Contact("Ms Frei", "office", "044 555 01 20", "frei@acme.example"),
        facts=("Key at the front desk", "Never before 9"),
        last=(line(title="Toner", lead="ben", minutes=25, started=NOON - timedelta(days=22)),),
        promises=(PROMISE,),
        colleagues=(line(title="Mail", lead="ben"),),
        requirements=(
            Weighed("remote", ("Remote Session", "On-Site"), "mode", False, Verdict(False, "it is by phone")),
            Weighed("skill", ("Skill",), "", False, Verdict(None, "nobody was asked")),
            Weighed("fine", ("Fine",), "mode", False, Verdict(True, "")),
        ),
        paused=line(client_name="Dr. Zahn", title="Slow computer"),
    ) == [
        "▶ Acme AG · Printer offline · remote                      Tue 24 Nov 2026, 14:05",
        "  Know first  ring Ms Frei 044 555 01 20 · support-sla · Key at the front desk",
        "              Never before 9",
        '  Last time   Mon 2 Nov 2026 ben "Toner" 0:25',
        "  Open        Send the UPS quote, due Fri 27 Nov 2026, 14:05 (ann)",
        "  Also here   ben has 'Mail' open: clientcare session join 7f3a",
        "  Needs       ! Remote Session or On-Site: it is by phone",
        "  Paused      Dr. Zahn · Slow computer",
        '  Guide       Working with clients: 4 questions, next "Backup?"  clientcare next',
    ]


def test_a_session_that_ran_on_for_hours_before_it_was_paused_is_told_so() -> None:
    late = line(state="paused", title="Slow computer", silent_since=NOON)
    warning = (
        "! Nothing was entered in 'Slow computer' from Tue 24 Nov 2026, 14:05 until it was paused. Ended then? "
        "clientcare close -s 7f3a --at 'Tue 24 Nov 2026, 14:05'"
    )
    assert warning in briefing(paused=late)
    assert warning in standing(others=(late,))
    assert warning not in standing(others=(late._replace(state="running"),))


def test_a_session_that_runs_alongside_is_switched_to_and_a_paused_one_resumed() -> None:
    shown = standing(others=(line(), line(state="paused")))
    assert [one.rpartition("  ")[2] for one in shown[1:]] == ["clientcare switch 7f3a", "clientcare resume 7f3a"]


def test_a_client_without_contact_and_agreement_is_told_so() -> None:
    assert briefing(account="")[1] == "  Know first  no agreement yet"


def test_a_contact_without_a_phone_is_reached_by_mail_or_named() -> None:
    assert briefing(contact=Contact("Ms Frei", mail="frei@acme.example"))[1].startswith(
        "  Know first  ring Ms Frei frei@acme.example ·"
    )
    assert briefing(contact=Contact("Ms Frei"))[1].startswith("  Know first  ring Ms Frei ·")


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"questions": 1}, 'Working with clients: 1 question, next "Backup?"  clientcare next'),
        ({"questions": 0}, 'Working with clients: 9 steps, next "Backup?"  clientcare next'),
        ({"questions": 0, "next_step": ""}, "Working with clients: 9 steps"),
        ({"steps": 0}, "Working with clients: no steps"),
    ],
)
def test_the_guide_says_what_it_will_ask(changed: dict[str, Any], said: str) -> None:
    assert briefing(**changed)[-1] == f"  Guide       {said}"


def test_a_start_that_has_not_arrived_is_left_out() -> None:
    last = line(title="Toner", started=None)
    lines = briefing(session=line(started=None), last=(last,))
    assert lines[0].rstrip() == "▶ Acme AG · Printer offline · remote"
    assert lines[2] == '  Last time    ann "Toner" 0:26'


def test_long_lines_are_wrapped_below_their_beginning() -> None:
    lines = briefing(facts=("a word " * 20,))
    assert len(lines) == 5
    assert all(len(one) <= 80 for one in lines)
    assert lines[2].startswith(" " * 14 + "word a")


def test_a_promise_without_a_text_is_told_by_its_session() -> None:
    assert briefing(promises=(PROMISE._replace(text=""),))[2] == "  Open        UPS, due Fri 27 Nov 2026, 14:05 (ann)"


def test_control_characters_from_a_record_never_reach_the_screen() -> None:
    evil = "\x1b[2J"
    lines = briefing(
        session=line(client_name=evil, title=evil),
        contact=Contact(evil),
        facts=(evil, evil),
        last=(line(title=evil),),
        promises=(PROMISE._replace(text=evil),),
        colleagues=(line(title=evil),),
        guide_title=evil,
        next_step=evil,
        paused=line(title=evil),
    )
    assert "\x1b" not in "".join(lines)
    assert "".join(lines).count("␛[2J") == 11


def test_scripts_get_the_session_that_began() -> None:
    assert list(BRIEFING.plain(BRIEF)) == [
        (LINE.thread, "acme", "Acme AG", "Printer offline", "remote", "ann", NOON, None, "running", 26, "none")
    ]
    assert BRIEFING.quiet(BRIEF) == [LINE.thread]
    assert BRIEFING.name == "briefing/1"


# -- the listing ---------------------------------------------------------------------------------------------


def test_sessions_are_listed_in_columns() -> None:
    lines = SESSIONS.human((LINE, line(client_name="Dr. Zahn", state="closed", minutes=605, lead="ben")), LOOK)
    assert lines == [
        "▶ Tue 24 Nov 2026, 14:05   0:26  Acme AG   Printer offline  ann  7f3a",
        "■ Tue 24 Nov 2026, 14:05  10:05  Dr. Zahn  Printer offline  ben  7f3a",
    ]


def test_a_long_title_is_cut_and_a_long_name_too() -> None:
    (shown,) = SESSIONS.human((line(title="Printer " * 20, client_name="A" * 40),), LOOK)
    assert "A" * 16 + "…  Printer" in shown
    assert "…  ann  7f3a" in shown
    assert len(shown) == 80


def test_a_list_of_sessions_is_as_wide_as_the_screen_and_no_wider() -> None:
    named = line(client_name="Bäckerei Müller & Söhne", title="Kasse druckt nicht", lead="x" * 16)
    assert [len(one) for one in SESSIONS.human((named, LINE), LOOK)] == [80, 80]
    assert [len(one) for one in SESSIONS.human((named, LINE), LOOK._replace(width=120))] == [100, 100]


def test_a_session_whose_start_has_not_arrived_says_so() -> None:
    assert SESSIONS.human((line(started=None),), LOOK)[0].startswith("▶ not here yet             0:26")


def test_an_empty_list_says_so() -> None:
    assert SESSIONS.human((), LOOK) == ["No sessions."]


def test_scripts_get_one_session_a_line() -> None:
    assert list(SESSIONS.quiet((LINE,))) == [LINE.thread]
    assert next(iter(SESSIONS.plain((LINE,))))[:2] == (LINE.thread, "acme")


# -- where I stand -------------------------------------------------------------------------------------------


def test_my_running_session_and_its_clock_come_first() -> None:
    assert standing() == ["▶ Acme AG · Printer offline · remote · 0:26 running"]


def test_who_has_no_session_is_told_how_to_start_one() -> None:
    assert standing(running=None) == ["No session of yours is running.  clientcare session start CLIENT TITLE"]


def test_what_needs_seeing_to_is_told_with_the_command_for_it() -> None:
    late = PROMISE._replace(due=NOON - timedelta(days=1), text="")
    assert standing(
        silent_since=NOON,
        tell_client=True,
        others=(line(state="paused", client_name="Dr. Zahn", title="Slow computer"),),
        promises=(late, PROMISE),
        unbilled=(LINE, LINE),
    ) == [
        "▶ Acme AG · Printer offline · remote · 0:26 running",
        "! Nothing was entered since Tue 24 Nov 2026, 14:05. "
        "Ended then? clientcare close --at 'Tue 24 Nov 2026, 14:05'",
        "! The estimate has passed: tell the client, then clientcare note --kind update TEXT",
        "⏸ Dr. Zahn · Slow computer · 0:26 paused  clientcare resume 7f3a",
        "Promised",
        "! Mon 23 Nov 2026, 14:05  Acme AG: UPS",
        "  Fri 27 Nov 2026, 14:05  Acme AG: Send the UPS quote",
        "! Billing was not told of 2 closed sessions: clientcare bill list --open",
    ]


def test_one_session_is_one_and_ten_promises_are_enough() -> None:
    assert standing(unbilled=(LINE,))[-1].startswith("! Billing was not told of 1 closed session:")
    assert len(standing(promises=(PROMISE,) * 12)) == 12


def test_a_silence_that_ended_with_the_session_is_over() -> None:
    assert len(standing(running=None, silent_since=NOON)) == 1


def test_colour_is_for_signs_and_heads() -> None:
    assert standing(COLOUR)[0] == ("\x1b[36m▶\x1b[0m \x1b[1mAcme AG · Printer offline · remote · 0:26 running\x1b[0m")
    late = PROMISE._replace(due=NOON - timedelta(days=1))
    assert standing(COLOUR, promises=(late,))[2].startswith("\x1b[31m!\x1b[0m Mon 23 Nov")


def test_scripts_get_each_thing_with_its_kind() -> None:
    full = STAND._replace(others=(LINE,), promises=(PROMISE,), unbilled=(LINE,))
    rows = list(STANDING.plain(full))
    assert [row[0] for row in rows] == ["session", "session", "follow-up", "unbilled"]
    assert rows[2] == ("follow-up", LINE.thread, "acme", "Acme AG", "UPS", PROMISE.due, "ann")
    assert list(STANDING.plain(STAND._replace(running=None))) == []
    assert STANDING.quiet(STAND) == [LINE.thread]
    assert STANDING.quiet(STAND._replace(running=None)) == []


def test_a_prompt_gets_one_short_line_or_nothing() -> None:
    assert SHORT.human(LINE, LOOK) == ["▶ Acme AG 0:26"]
    assert SHORT.human(LINE, ASCII) == ["> Acme AG 0:26"]
    assert SHORT.human(None, LOOK) == []
    assert next(iter(SHORT.plain(LINE)))[0] == LINE.thread
    assert list(SHORT.plain(None)) == list(SHORT.quiet(None)) == []
    assert SHORT.quiet(LINE) == [LINE.thread]
